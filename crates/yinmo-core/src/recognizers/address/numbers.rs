//! Numbers of houses, groups and rooms.

use std::sync::LazyLock;

use super::endings::{begins_word, nook};
use crate::tagger::Words;

/// A number and its unit: `3组`, `12号`, `B座`, `四队`, `附3号`, `第三村民小组`.
#[derive(Clone, Copy)]
pub(super) struct Number {
    /// In bytes.
    pub len: usize,
    pub unit: Unit,
}

/// What a unit counts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// Neighbours: `组`.
    Group,
    /// Doors on a road: `号`, `弄`.
    Door,
    /// Buildings of an estate and what is in them: `幢`, `单元`.
    Building,
    /// Parts of whatever stands before, and of much else: `楼`, `区`.
    Part,
    /// Parts of a community that no one lives at: `22网格`.
    Grid,
    /// Streets without a name: `三街`.
    Street,
    /// Hamlets that are numbered: `7屯`.
    Hamlet,
    /// Parts of the production corps, which stand where counties do: `第八师`.
    Division,
    /// Settlements of the corps: `170团`.
    Regiment,
    /// Parts of those: `3连`.
    Company,
}

/// The number that `text` begins with.
pub(super) fn at(text: &str) -> Option<Number> {
    let prefix = prefix(text);
    // `东2单元`, but also `东区`.
    let count = prefix + count(&text[prefix..]);
    let behind = &text[count..];
    // `商铺5⏎号`: a line as wide as the paper.
    let wrap = if count > 0 { numbers_wrap(behind) } else { 0 };
    let behind = &behind[wrap..];
    let count = count + wrap;
    let unit = (count > 0).then(|| UNITS.at_start(behind)).flatten()?;
    // `7#楼`, but `7楼`.
    let numbered = unit.meaning == Unit::Part && text[..count].ends_with(['#', '＃']);
    let meaning = if numbered { Unit::Building } else { unit.meaning };
    let (meaning, unit_len) = without_word(behind, meaning, unit.len);
    // `194号店面内间`, but `号店`.
    if begins_word(behind, unit_len) && nook(&behind[unit_len..]).is_none() {
        return None;
    }
    // `第三村民小组`, but `国务院令第722号`.
    if text.starts_with('第') && meaning == Unit::Door {
        return None;
    }
    // `老3号`, `负一层`, but `新一届`.
    if !fits_prefix(&text[..prefix], meaning) {
        return None;
    }
    let len = count + unit_len;
    Some(Number { len: len + addition(&text[..len], &text[len..]), unit: meaning })
}

/// The bytes of the end of a line between a number and its unit.
fn numbers_wrap(behind: &str) -> usize {
    let next = behind.strip_prefix("\r\n").or_else(|| behind.strip_prefix('\n'));
    let unit = next.filter(|next| next.starts_with(['号', '栋', '幢', '单', '室', '组', '楼']));
    unit.map_or(0, |next| behind.len() - next.len())
}

/// The bytes of digits or numerals that `text` begins with.
pub(super) fn count(text: &str) -> usize {
    Some(digits(text)).filter(|&len| len > 0).unwrap_or_else(|| numerals(text))
}

/// What may stand before the digits: `附3号`, `第三组`, `特12号`, `门牌7号`, `No.7`.
fn prefix(text: &str) -> usize {
    const WORDS: [&str; 12] = [
        "旧门牌",
        "新门牌",
        "原门牌",
        "大门牌",
        "门牌号",
        "门牌",
        "No.",
        "NO.",
        "№",
        "no.",
        "Ｎｏ．",
        "编号",
    ];
    if let Some(word) = WORDS.iter().find(|word| text.starts_with(**word)) {
        return word.len();
    }
    let first = text.chars().next();
    let second = || {
        text.chars()
            .nth(1)
            .is_some_and(|c| c.is_ascii_digit() || "０１２３４５６７８９一二三四五六七八九十".contains(c))
    };
    match first {
        Some('附' | '第' | '甲' | '乙' | '丙' | '丁' | '东' | '西' | '南' | '北') => {
            '附'.len_utf8()
        }
        Some('特' | '临' | '新' | '老' | '旧' | '增' | '负' | '农' | '副' | '原') if second() => {
            '特'.len_utf8()
        }
        _ => 0,
    }
}

/// Whether the word before the digits goes with what they count.
fn fits_prefix(prefix: &str, unit: Unit) -> bool {
    match prefix.chars().next() {
        Some('负') => unit == Unit::Part,
        Some('农') => unit == Unit::Division,
        Some('特' | '临' | '增' | '副' | '原') => matches!(unit, Unit::Door | Unit::Building),
        Some('新' | '老' | '旧') => matches!(unit, Unit::Door | Unit::Building | Unit::Group),
        _ => true,
    }
}

/// `12号|房屋`, `8号|楼下`: the last character of the unit begins another word.
fn without_word(behind: &str, meaning: Unit, len: usize) -> (Unit, usize) {
    let shorter = len - '楼'.len_utf8();
    let taken =
        behind.starts_with(['号', '號']) && shorter > 0 && begins_word(&behind[shorter..], len - shorter);
    if taken { (Unit::Door, shorter) } else { (meaning, len) }
}

/// Whether `text` begins with a building and what is in it: `5幢2单元402室`, `3栋1201`.
pub(super) fn begins_home(text: &str) -> bool {
    let building = at(text).filter(|number| number.unit == Unit::Building);
    building.is_some_and(|number| at(&text[number.len..]).is_some() || room(&text[number.len..]) > 0)
}

/// The bytes of a number without unit: `404`, `9-2-602`.
pub(super) fn room(text: &str) -> usize {
    // `吊2-3`, `负1-4`: floors below the street.
    let below = if text.starts_with(['吊', '负']) { '负'.len_utf8() } else { 0 };
    let registered = ["No.", "NO.", "№", "no.", "大门牌", "跃"]
        .iter()
        .find_map(|word| Some((word.len(), text.strip_prefix(word)?)));
    if let Some((prefix, counted)) = registered {
        let len = digits(counted);
        return if len > 0 { prefix + len } else { 0 };
    }
    let mixed = mixed_room(&text[below..]);
    let len = below + if mixed > 0 { mixed } else { digits(&text[below..]) };
    if below > 0 && !is_dashed(&text[..len]) {
        return 0;
    }
    let telephone = is_dashed(&text[..len])
        && text[below..len].split(|c| is_dash(c) || is_slash(c)).any(|part| part.chars().count() > 4);
    let counts = telephone
        || text[len..]
            .starts_with(['年', '月', '日', '元', '岁', '人', '.', '%', '万', '亩', '平', '户', '届']);
    if counts { 0 } else { len }
}

/// `八0三`, `三〇一`: digits and numerals for one room.
fn mixed_room(text: &str) -> usize {
    let is_part = |c: &char| "一二三四五六七八九零〇".contains(*c) || c.is_ascii_digit();
    let room = || text.chars().take_while(is_part);
    let (count, zeros) = (room().count(), room().filter(|c| "0零〇".contains(*c)).count());
    let numerals = text.starts_with(|c: char| "一二三四五六七八九".contains(c));
    if (3..=4).contains(&count) && zeros > 0 && numerals { room().map(char::len_utf8).sum() } else { 0 }
}

/// `27-2-1101`, `5#2-1602`: building, unit and room.
pub(super) fn is_flat(room: &str) -> bool {
    let mut parts = room.split(|c| is_dash(c) || is_slash(c) || matches!(c, '#' | '＃'));
    let is_short = |part: Option<&str>| part.is_some_and(|part| (1..=2).contains(&part.chars().count()));
    let starts = is_short(parts.next()) && is_short(parts.next());
    starts
        && parts.next().is_some_and(|part| (3..=4).contains(&part.chars().count()))
        && parts.next().is_none()
}

/// `13-1301`: building and room.
pub(super) fn is_door_of_flat(room: &str) -> bool {
    let parts = room.split_once(is_dash);
    let count = |part: &str| part.chars().filter(|c| c.is_alphanumeric()).count();
    parts.is_some_and(|(building, door)| {
        (1..=2).contains(&count(building)) && (3..=4).contains(&count(door)) && !door.contains(is_dash)
    })
}

/// Whether the room has its building before it: `9-2-602`.
pub(super) fn is_dashed(room: &str) -> bool {
    room.contains(|c| is_dash(c) || is_slash(c))
}

const fn is_slash(c: char) -> bool {
    matches!(c, '/' | '／')
}

const fn is_dash(c: char) -> bool {
    matches!(c, '-' | '－' | '—' | '–' | '~' | '～')
}

static UNITS: LazyLock<Words<Unit>> = LazyLock::new(|| {
    let lists = [
        (GROUPS, Unit::Group),
        (DOORS, Unit::Door),
        (BUILDINGS, Unit::Building),
        ("楼 樓 层 層 户 戶 門 门 梯 巷 胡同 条 区 區 片 片区 组团 期 排 进 段 邻 鄰 单位 單位", Unit::Part),
        ("网格 網格 委 工区 管理区 作业区 分场 管区 作业站", Unit::Grid),
        ("街 路 大街", Unit::Street),
        ("屯 村", Unit::Hamlet),
        ("师", Unit::Division),
        ("团 团场", Unit::Regiment),
        ("连 連", Unit::Company),
    ];
    Words::beginning(
        lists.into_iter().flat_map(|(list, unit)| list.split_whitespace().map(move |word| (word, unit))),
    )
});

const GROUPS: &str = "
    村民小组 居民小组 分队 生产队 生产小队 小队 大队 小组 组 队 社 村民组 居民组 牧业队 牧业社 牧业组 作业组 作业队 农业社 农业组 生产组 生产区 村小组 经济社 经济合作社 股份社 牧业小组 独贵龙 農業隊 隊 組";

const DOORS: &str = "街坊 号 號 弄 支弄 号院 號院 号大院 号附";

const BUILDINGS: &str = "
    号楼 號樓 号棚 号门 号门洞 门洞 号房 單元 单元 栋 棟 幢 座 室 房 房间 号宿舍楼 号住宅楼 号公寓楼 号宿舍 号平房 号车位 号车库 号储藏室 号地下室";

/// What may follow a house number: `之一`, `甲`, `院内`, `内3号`.
fn addition(number: &str, after: &str) -> usize {
    if number.ends_with('院') && after.starts_with('内') {
        return '内'.len_utf8();
    }
    if number.ends_with(['楼', '樓']) {
        let behind = after.strip_prefix('之').map_or(0, |rest| digits(rest).max(numerals(rest)));
        return if behind > 0 { '之'.len_utf8() + behind } else { 0 };
    }
    if !number.ends_with(['号', '號']) {
        return 0;
    }
    if let Some(inner) = after.strip_prefix(['内', '內'])
        && let Some(inner) = at(inner).filter(|inner| inner.unit == Unit::Door)
    {
        return '内'.len_utf8() + inner.len;
    }
    if let Some(rest) = after.strip_prefix('之') {
        let len = digits(rest).max(numerals(rest));
        return if len > 0 { '之'.len_utf8() + len } else { 0 };
    }
    if after.starts_with("院内") {
        return "院内".len();
    }
    let first = after.chars().next().filter(|&c| matches!(c, '甲' | '乙' | '丙' | '丁'));
    first.map_or(0, char::len_utf8)
}

/// The bytes of digits, letters and dashes that number a house.
fn digits(text: &str) -> usize {
    let is_part = |c: char| {
        c.is_ascii_digit()
            || is_dash(c)
            || is_slash(c)
            || matches!(c, '０'..='９' | '#' | '＃')
            || c.is_ascii_uppercase()
            || matches!(c, 'a'..='f' | 'Ａ'..='Ｚ')
    };
    let run: usize = text.chars().take_while(|&c| is_part(c)).map(char::len_utf8).sum();
    let number = text[..run].trim_end_matches(|c| is_dash(c) || is_slash(c));
    // `3/2/1204`, but `1204|/4人`.
    let slash = number.find(is_slash).filter(|_| !is_flat(number));
    let number = &number[..slash.unwrap_or(number.len())];
    let plain =
        number.chars().any(|c| c.is_ascii_digit() || matches!(c, '０'..='９')) || number.chars().count() == 1;
    if plain && number.starts_with(|c: char| c.is_alphanumeric()) && number.chars().count() <= 14 {
        number.len()
    } else {
        0
    }
}

fn numerals(text: &str) -> usize {
    let is_numeral = |c: &char| "一二三四五六七八九十百零〇甲乙丙丁".contains(*c);
    let count: usize = text.chars().take(4).take_while(is_numeral).map(char::len_utf8).sum();
    // `左户`, but `五一中路`.
    if count > 0 || !text.starts_with(|c| "东西南北左右上下中".contains(c)) {
        count
    } else {
        '东'.len_utf8()
    }
}
