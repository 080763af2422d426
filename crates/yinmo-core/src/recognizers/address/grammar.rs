//! The grammar of addresses: region, township, village, road, estate, house; any level may be missing.

use std::sync::LazyLock;

use super::places;
use crate::tagger::{Gate, Words, is_han};

/// An address at the start of a text.
#[derive(Clone, Copy, Default)]
pub(super) struct Parsed {
    /// In bytes.
    pub len: usize,
    /// It names a known region or township.
    pub known: bool,
    /// It goes below the township: a village, road or estate.
    pub below: bool,
    /// It goes down to a group, house or room.
    pub house: bool,
    /// It ends with an institution: `市民中心`.
    pub institution: bool,
}

/// How high an ending stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Region,
    Township,
    Village,
    /// Stands for itself, without a name: `大院`.
    House,
    Yard,
    Institution,
}

/// The longest name between two endings, in characters.
const NAME: usize = 9;

/// The longest address that `text` begins with.
pub(super) fn parse(text: &str) -> Option<Parsed> {
    let mut parsed = Parsed::default();
    while let Some(step) = step(&text[parsed.len..], parsed) {
        parsed.len += step.len;
        parsed.known |= step.known;
        parsed.below |= step.level >= Level::Village;
        parsed.house |= step.level == Level::House;
        parsed.institution =
            step.level == Level::Institution || parsed.institution && step.level == Level::House;
    }
    (parsed.len > 0).then_some(parsed)
}

struct Step {
    len: usize,
    level: Level,
    known: bool,
}

fn step(rest: &str, so_far: Parsed) -> Option<Step> {
    if let Some(place) = (!so_far.below).then(|| places::at(rest)).flatten() {
        let level = if place.township { Level::Township } else { Level::Region };
        return Some(Step { len: place.len, level, known: true });
    }
    number(rest, so_far).or_else(|| named(rest, so_far)).or_else(|| room(rest, so_far))
}

/// A name and its ending, or a name and a house number: `青云村`, `外张桥头47号`.
fn named(rest: &str, so_far: Parsed) -> Option<Step> {
    let mut at = 0;
    for (count, c) in rest.chars().chain(['\0']).take(NAME + 1).enumerate() {
        let after = &rest[at..];
        if let Some(hit) =
            ENDINGS.at_start(after).filter(|hit| !is_word(&after[..hit.len], &after[hit.len..]))
        {
            let level = hit.meaning;
            let bare =
                matches!(level, Level::Yard) || level == Level::Institution && &after[..hit.len] == "窗口";
            // `王家湾组`, `梅园新村街道`: the ending is part of a longer name.
            let longer = ENDINGS.at_start(&after[hit.len..]).is_some_and(|next| {
                next.meaning <= Level::House && level <= Level::Village && level >= Level::Village
            });
            let possible =
                !longer && count >= 1 && !(level <= Level::Township && so_far.below) || bare && so_far.below;
            if possible && (count > 0 || level >= Level::Yard) {
                return Some(Step { len: at + hit.len, level, known: false });
            }
        }
        if count >= 2 && so_far.len > 0 && !so_far.house && number(after, Parsed::default()).is_some() {
            let house = number(after, Parsed::default())?;
            return Some(Step { len: at + house.len, ..house });
        }
        if !is_han(c) || STOP.is_open(c) {
            return None;
        }
        at += c.len_utf8();
    }
    None
}

/// A number and its unit: `3组`, `12号`, `18号9-2-602`, `B座`, `四队`, `附3号`.
fn number(rest: &str, so_far: Parsed) -> Option<Step> {
    let prefix = if rest.starts_with('附') { '附'.len_utf8() } else { 0 };
    let arabic = digits(&rest[prefix..]);
    let numerals = if arabic == 0 { numerals(&rest[prefix..]) } else { 0 };
    let len = prefix + arabic + numerals;
    if arabic + numerals == 0 {
        return None;
    }
    let unit = UNITS.iter().find(|unit| rest[len..].starts_with(**unit))?;
    let after = &rest[len + unit.len()..];
    let counts = is_word(unit, after)
        || !so_far.below && prefix == 0 && matches!(*unit, "楼" | "层" | "户" | "期" | "区" | "门");
    (!counts).then(|| Step {
        len: len + unit.len() + addition(unit, after),
        level: Level::House,
        known: false,
    })
}

/// `404` after `1单元`, `9-2-602` after `18号`.
fn room(rest: &str, so_far: Parsed) -> Option<Step> {
    let len = digits(rest);
    let follows = so_far.below
        && len > 0
        && !rest[len..].starts_with(['年', '月', '日', '元', '岁', '人', '.', '%', '万']);
    let number = &rest[..len];
    (follows && (number.contains('-') || number.contains('－') || so_far.house && number.len() <= 5))
        .then_some(Step { len, level: Level::House, known: false })
}

/// What may follow a house number: `之一`, `甲`.
fn addition(unit: &str, after: &str) -> usize {
    if unit != "号" {
        return 0;
    }
    if let Some(rest) = after.strip_prefix('之') {
        let len = digits(rest).max(numerals(rest));
        return if len > 0 { '之'.len_utf8() + len } else { 0 };
    }
    let first = after.chars().next().filter(|&c| matches!(c, '甲' | '乙' | '丙' | '丁'));
    first.map_or(0, char::len_utf8)
}

/// The bytes of digits, letters and dashes that number a house.
fn digits(text: &str) -> usize {
    let is_part = |c: char| {
        c.is_ascii_digit()
            || matches!(c, '０'..='９' | '-' | '－' | '—' | '–' | '#' | '/')
            || c.is_ascii_uppercase()
            || matches!(c, 'a'..='f' | 'Ａ'..='Ｚ')
    };
    let run: usize = text.chars().take_while(|&c| is_part(c)).map(char::len_utf8).sum();
    let number = text[..run].trim_end_matches(['-', '－', '—', '–', '/']);
    let plain =
        number.chars().any(|c| c.is_ascii_digit() || matches!(c, '０'..='９')) || number.chars().count() == 1;
    if plain && number.starts_with(|c: char| c.is_alphanumeric()) && number.chars().count() <= 14 {
        number.len()
    } else {
        0
    }
}

fn numerals(text: &str) -> usize {
    text.chars()
        .take(4)
        .take_while(|&c| {
            matches!(
                c,
                '一' | '二'
                    | '三'
                    | '四'
                    | '五'
                    | '六'
                    | '七'
                    | '八'
                    | '九'
                    | '十'
                    | '百'
                    | '零'
                    | '〇'
                    | '甲'
                    | '乙'
                    | '丙'
                    | '丁'
                    | '东'
                    | '西'
                    | '南'
                    | '北'
                    | '上'
                    | '下'
                    | '中'
            )
        })
        .map(char::len_utf8)
        .sum()
}

/// Whether an ending is the beginning of another word: `市民`, `村委会`, `路线`, `号召`.
fn is_word(ending: &str, after: &str) -> bool {
    let blockers = match ending {
        "市" => "民长委政场直级属容",
        "县" => "长委政级人民直",
        "区" => "长委政级域别间人",
        "省" => "长委政级人直份",
        "旗" => "长委政下",
        "镇" => "长政党人级党痛",
        "乡" => "长政亲村党级人镇",
        "村" => "民委支主干级党里务官规口两",
        "组" => "长织成员合建",
        "队" => "长员伍友",
        "路" => "线过上径灯段况由费",
        "街" => "上坊头",
        "道" => "路德歉理",
        "号" => "召码线文令公牌称",
        "户" => "主籍口名型均数",
        "楼" => "上下梯宇",
        "层" => "次面级",
        "室" => "内外",
        "门" => "口诊票店前",
        "社" => "会保区长员",
        "园" => "区林长丁",
        "座" => "谈位",
        "里" => "的面",
        "湾" | "屯" | "寨" | "庄" | "房" | "院" => "长屋产子主地租里",
        "单元" => "教格测",
        "社区" => "工民居干书主党医矫康服建治",
        "街道" => "办党干主书人",
        _ => "",
    };
    after.starts_with(|c| blockers.contains(c))
}

const UNITS: [&str; 28] = [
    "村民小组",
    "居民小组",
    "生产队",
    "号楼",
    "号院",
    "号房",
    "单元",
    "小队",
    "大队",
    "小组",
    "号",
    "栋",
    "幢",
    "座",
    "弄",
    "室",
    "房",
    "组",
    "队",
    "社",
    "楼",
    "层",
    "户",
    "门",
    "巷",
    "区",
    "期",
    "排",
];

static ENDINGS: LazyLock<Words<Level>> = LazyLock::new(|| {
    let lists = [
        ("省 自治区 特别行政区 市 自治州 地区 盟 区 县 自治县 旗 自治旗 新区 开发区", Level::Region),
        ("街道 街道办事处 镇 乡 民族乡 苏木", Level::Township),
        (
            "社区 村 嘎查 行政村 自然村 居委会 村委会 屯 寨 湾 坞 坪 沟 塘 岭 坝 庄 堡 圩 坑 垅 冲 路 街 巷 弄 里 大道 道 胡同 条 \
             小区 苑 园 花园 公寓 新村 家园 花苑 嘉园 公馆 庭 府 城 广场 山庄 别墅 新城 名苑 雅苑 花城 豪庭 湾",
            Level::Village,
        ),
        ("组 村民小组 居民小组", Level::House),
        ("大院 家属院 宿舍 宿舍楼 家属楼 小区 大厦 院内 院 公租房 廉租房 安置房", Level::Yard),
        (
            "中心 大厦 大楼 窗口 大厅 服务大厅 市民中心 政府 派出所 医院 卫生院 学校 小学 中学 敬老院 福利院 救助站 办公室 服务站 民政局 银行 综合楼 办公楼",
            Level::Institution,
        ),
    ];
    Words::beginning(
        lists.into_iter().flat_map(|(list, level)| list.split_whitespace().map(move |word| (word, level))),
    )
});

/// Characters that stand in no name of a place.
static STOP: LazyLock<Gate> = LazyLock::new(|| {
    Gate::of(
        "的了在等因被将是我你他她这那其该各每本第及或以对从请已未不无需须应可均凡按据经过为于但而栏填写不详址",
    )
});
