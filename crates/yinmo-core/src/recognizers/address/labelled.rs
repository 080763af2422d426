//! Addresses behind a word that introduces them.

use std::sync::LazyLock;

use super::cues::{CUES, Cue, is_office};
use super::grammar::{Parsed, parse_led};
use super::{before, claim, reasons, up_to_longest};
use super::{landmark, places};
use yinmo_data::labels::ORGAN_ENDINGS;

use crate::finding::{Confidence, Evidence, Role};
use crate::recognizers::field::Field;
use crate::recognizers::{Claim, window_before};
use crate::tagger::{Boundary, Care, Words, is_blank, is_han, is_mask, length_at};
use crate::text::Span;

/// The address after a word that ends at byte `end`.
pub(super) fn labelled(field: &Field<'_>, cue: Cue, cue_len: usize, end: usize) -> Option<Claim> {
    let text = field.text;
    if goes_on(cue, &text[end - cue_len..end], &text[end..]) && places::at(&text[end..]).is_none() {
        return None;
    }
    // `住进化镇…`: the last character of the verb begins the name of the place.
    let last = text[..end].chars().next_back().map_or(0, char::len_utf8);
    let begins = &text[end - last..];
    let overlapping =
        cue == Cue::Lives && cue_len > last && (places::at(begins).is_some() || is_family(begins));
    let end = if overlapping { end - last } else { end };
    if is_part_of_longer(text, end) {
        return None;
    }
    let link = |c| {
        is_blank(c)
            || matches!(c, '）' | ')')
            || matches!(c, '：' | ':' | '\t' | '|' | '“' | '"' | '/' | '／')
    };
    let rest = text[end..].trim_start_matches(link);
    let linked = rest.len() < text.len() - end;
    let rest = if linked { rest } else { skip_preposition(rest) };
    // A word that is part of much else needs more than the words behind it.
    if !rest.starts_with(char::is_alphanumeric) || cue == Cue::Form && !linked {
        return None;
    }
    let start = text.len() - rest.len();
    let address = Address { cue, linked, rest };
    let mut read = 0;
    let (len, evidence) = match quoted(text, start, cue) {
        Some(len) => (len, Parsed::default()),
        None => {
            let parsed = parse_up_to_next(up_to_longest(rest)).filter(|parsed| address.is_enough(parsed));
            match parsed {
                Some(parsed) => {
                    read = parsed.len;
                    (parsed.len + address.rest_of_value(&parsed), parsed)
                }
                None => (address.value()?, Parsed::default()),
            }
        }
    };
    let word = &text[end - cue_len..end];
    let office = cue == Cue::Office
        || evidence.institution
        || !is_of_home(cue, word) && is_office(before(text, end - cue_len))
        || follows_organisation(&text[..end - cue_len])
        || !is_of_home(cue, word) && read > 0 && is_in_office(&text[start + read..], word);
    let role = if office { Role::Organisation } else { Role::Citizen };
    let evidence = reasons(&evidence).with(Evidence::LabelBefore);
    // A verb of going says less than a label.
    let confidence = if matches!(cue, Cue::Visit | Cue::From) { Confidence(80) } else { Confidence::HIGH };
    Some(claim(field, Span::new(start, start + len), confidence, role, evidence))
}

/// Whether the word speaks of where people live, whatever office is named before: `工作单位：个体　住址：`. Companies have
/// a `住所` too.
fn is_of_home(cue: Cue, word: &str) -> bool {
    cue == Cue::Lives || word.contains(['住', '户', '家']) && !word.contains("住所")
}

/// Whether a field before, of those that contracts and registers have, says which organisation is meant:
/// `采购人：杭州市民政局，地址：`. That of somebody's workplace says nothing of where it is.
fn follows_organisation(before: &str) -> bool {
    let before = window_before(before, FIELD).trim_end();
    let Some(field) = before.strip_suffix(['，', ',', '；', ';']) else { return false };
    let field = field.rsplit(['，', ',', '；', ';', '。', '\n']).next().unwrap_or("");
    let Some((label, name)) = field.rsplit_once(['：', ':']) else { return false };
    ORGANISATIONS.iter().any(|word| label.ends_with(word))
        && ORGAN_ENDINGS.iter().chain(&["公司"]).any(|ending| name.ends_with(ending))
}

/// Whether the label asks where to write to: nobody who lives in a place is said to be reached there only.
fn is_for_letters(label: &str) -> bool {
    ["通讯地址", "通信地址", "联系地址", "收件地址", "送货地址", "送达地址"].contains(&label)
}

/// Whether an office stands right behind the house: `长江路1号|人社局人事管理股`. Behind a `label` that leaves open whose
/// house it is, nobody can live there: `文昌路9号|司法局一楼`, `南环路15号|交通执法大队`.
fn is_in_office(after: &str, label: &str) -> bool {
    const ENDS: [&str; 8] = ["局", "股", "科", "办公室", "政务中心", "大厅", "委员会", "窗口"];
    const UNINHABITED: [&str; 7] = ["大厅", "窗口", "大队", "中队", "派出所", "法院", "检察院"];
    const BESIDE: [&str; 11] =
        ["家属", "宿舍", "小区", "对面", "旁", "附近", "隔壁", "后", "号楼", "老", "原"];
    let len: usize = after.chars().take(30).take_while(|&c| is_han(c)).map(char::len_utf8).sum();
    let (name, rest) = after.split_at(len);
    let numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let organ = name.strip_suffix(['楼', '层']).unwrap_or(name).trim_end_matches(numeral);
    let on_a_floor = organ.len() < name.len() || rest.trim_start_matches(numeral).starts_with(['楼', '层']);
    let closed = on_a_floor || !rest.starts_with(|c: char| c.is_alphanumeric());
    let ends = |endings: &[&str]| endings.iter().any(|end| organ.ends_with(end));
    organ.chars().count() >= 3
        && closed
        && (ends(&UNINHABITED) || (on_a_floor || is_for_letters(label)) && ends(&ENDS))
        && !BESIDE.iter().any(|word| organ.contains(word))
}

/// As long as such a field is, in bytes.
const FIELD: usize = 150;

/// Fields whose value may be an organisation, and never where somebody works.
const ORGANISATIONS: [&str; 14] = [
    "采购人",
    "采购单位",
    "招标人",
    "招标单位",
    "供应商",
    "中标人",
    "中标单位",
    "投标人",
    "代理机构",
    "主办单位",
    "承办单位",
    "捐赠单位",
    "受赠单位",
    "登记机关",
];

/// `户口|现登记于`: the word is part of another that ends further on and has its own mark.
fn is_part_of_longer(text: &str, end: usize) -> bool {
    let ends = text[end..].char_indices().take(6).take_while(|&(_, c)| is_han(c));
    let mut ends = ends.map(|(at, c)| at + c.len_utf8());
    ends.any(|more| CUES.at_end(&text[..end + more]).is_some_and(|word| word.len > more))
}

/// `住院`, `户籍地`: the word is part of a longer one, which has its own mark.
fn goes_on(cue: Cue, word: &str, after: &str) -> bool {
    const BUILDING: [&str; 8] = ["建局", "建部", "建厅", "建委", "建系", "建领", "建行", "建和"];
    let longer = match cue {
        Cue::Lives if word == "居" => "民住委家所室士功中高多",
        Cue::Lives if word == "独居" => "老户家群人的高状",
        Cue::Lives if !word.ends_with(['住', '居']) => "",
        Cue::Lives if starts_with_any(after, &BUILDING) => return true,
        Cue::Lives => "址所房院宅户处地宿进区率",
        Cue::Label => "地所址证制簿本属",
        _ => "",
    };
    after.starts_with(|c| longer.contains(c))
}

/// `住于青云村`, but `住|于家庄村`.
fn skip_preposition(rest: &str) -> &str {
    if is_family(rest) || places::at(rest).is_some() {
        return rest;
    }
    // `地址分别为…`.
    let each = ["分别", "依次", "均"].iter().find_map(|word| rest.strip_prefix(word));
    let rest = each.filter(|rest| rest.starts_with(['在', '于', '为', '是', '系'])).unwrap_or(rest);
    let rest = rest.trim_start_matches(['在', '于', '为', '是', '系']);
    [
        "隔壁",
        "楼上",
        "楼下",
        "对面",
        "同小区",
        "本村",
        "我村",
        "该村",
        "本小区",
        "娘家",
        "婆家",
        "老家",
        "父母家",
        "女儿家",
        "儿子家",
        "亲戚家",
        "朋友家",
        "原籍",
        "祖籍",
        "老宅",
    ]
    .iter()
    .find_map(|word| rest.strip_prefix(word))
    .unwrap_or(rest)
}

/// Whether a village begins here that is named after a family, or the like, whose name is a preposition too.
fn is_family(rest: &str) -> bool {
    let road = rest
        .strip_prefix("为民")
        .is_some_and(|behind| !behind.starts_with(['主', '生', '权', '族', '政', '航']));
    starts_with_any(rest, &["于家", "于庄", "于营", "于山"]) || road
}

struct Address<'t> {
    cue: Cue,
    linked: bool,
    rest: &'t str,
}

impl Address<'_> {
    /// Whether what was parsed is an address, behind such a word.
    fn is_enough(&self, parsed: &Parsed) -> bool {
        let after = &self.rest[parsed.len..];
        if after.starts_with(is_mask) && !parsed.below() {
            return false;
        }
        let ends = !after.starts_with(is_han)
            || starts_with_any(after, &["的", "家", "其", "村民", "一带", "附近", "居民"]);
        match self.cue {
            Cue::Label | Cue::Office if self.linked => parsed.known || parsed.below(),
            Cue::Label | Cue::Lives | Cue::Office => parsed.known || parsed.house || parsed.named && ends,
            Cue::Place => parsed.named && (parsed.house || is_home(after)),
            // `前往东山镇伏庆村樟树下`: to what is below a village one goes for somebody's sake.
            Cue::Visit => {
                let hamlet = parsed.known && parsed.is_below_village() && ends;
                parsed.named && (parsed.house || is_home(after)) || hamlet || self.is_of_resident(parsed)
            }
            Cue::From => {
                let leaves = || {
                    starts_with_any(
                        after,
                        &["搬", "迁", "嫁", "移居", "出走", "走失", "离家", "转移", "走出", "救出", "接走"],
                    )
                };
                parsed.named && (parsed.village || parsed.house) && leaves()
            }
            Cue::Form => self.linked && parsed.house,
            Cue::Home | Cue::Family | Cue::Near => false,
        }
    }
}

impl Address<'_> {
    /// Whether who lives there is named behind a village or what is below one: `来到青山村大屋场|王桂兰家`.
    fn is_of_resident(&self, parsed: &Parsed) -> bool {
        let after = &self.rest[parsed.len..];
        let name = after.strip_prefix('的').unwrap_or(after);
        let whose =
            || length_at(name, Care::Usual).filter(|name| name.score >= 45 && name.end > Boundary::Open);
        parsed.named && !parsed.institution && whose().is_some()
    }
}

/// What a field of a form holds is an address from end to end, whatever it is made of.
impl Address<'_> {
    /// The bytes of the value behind what could be read of it: `青山村村部|后面窑洞`.
    fn rest_of_value(&self, parsed: &Parsed) -> usize {
        let rest = &self.rest[parsed.len..];
        let len = value(rest, REMAINDER);
        let own = &rest[..len];
        let place = || {
            let ends = |c: char| c.is_ascii_digit() || may_end_place(c) && !"家处米里店厂".contains(c);
            own.chars().count() <= ENTRY && own.ends_with(ends) && !ends_otherwise(own)
        };
        let fits = match self.cue {
            Cue::Label if self.linked && parsed.below() => true,
            // `永吉县|联发优山`.
            Cue::Label if parsed.known && !parsed.below() => {
                (2..=6).contains(&own.chars().count()) && own.chars().all(is_han)
            }
            Cue::Label | Cue::Lives => parsed.below() && place(),
            _ => false,
        };
        if fits { len } else { 0 }
    }

    /// The bytes of a value of which nothing could be read: `地址：大槐树底下`.
    fn value(&self) -> Option<usize> {
        let len = value(self.rest, VALUE);
        let own = &self.rest[..len];
        let said = own.chars().filter(|&c| is_han(c)).count() >= 3;
        let place = own.ends_with(may_end_place) || own.ends_with(|c: char| c.is_ascii_digit());
        let sure = self.linked || landmark::is_counted(own) || own.contains(|c: char| c.is_ascii_digit());
        (self.cue == Cue::Label && sure && said && place && !says_nothing(own)).then_some(len)
    }
}

/// Whether a value tells that it is not filled in, or elsewhere.
fn says_nothing(value: &str) -> bool {
    starts_with_any(
        value,
        &["同", "无", "不", "见", "略", "详", "保密", "未", "暂", "如", "按", "由", "请", "与"],
    )
}

/// Whether the words behind a place say how long, with whom or near what somebody lives: `18组14号|父母处`.
fn ends_otherwise(rest: &str) -> bool {
    const WORDS: [&str; 16] = [
        "老家",
        "老屋",
        "老宅",
        "老房",
        "附近",
        "一带",
        "门前",
        "门口",
        "家中",
        "以后",
        "之后",
        "之前",
        "前后",
        "期间内",
        "以内",
        "家里",
    ];
    WORDS.iter().any(|word| rest.ends_with(word))
}

/// The longest rest of a sentence's clause, in characters.
const ENTRY: usize = 9;

/// The longest rest of a value, and the longest value, in characters.
const REMAINDER: usize = 12;
const VALUE: usize = 30;

/// Whether an address may end with `c`.
fn may_end_place(c: char) -> bool {
    super::may_end(c) || "楼层户面旁边侧角头口内里后前下处米家院店厂站".contains(c)
}

/// The bytes of a value of at most `longest` characters that ends where a sign stands; 0 if it does not.
fn value(text: &str, longest: usize) -> usize {
    let is_part = |c: char| {
        is_han(c) && !super::endings::is_foreign(c)
            || c.is_ascii_alphanumeric()
            || c == '-'
            || matches!(c, '０'..='９')
    };
    let len: usize = text.chars().take(longest).take_while(|&c| is_part(c)).map(char::len_utf8).sum();
    let after = text[len..].chars().next();
    let closes =
        |c: char| !c.is_alphanumeric() && !matches!(c, '：' | ':' | '(' | '（' | '*' | '＊') && !is_mask(c);
    if after.is_none_or(closes) { len } else { 0 }
}

/// Whether the words behind a place say that somebody lives there, or owns it.
fn is_home(after: &str) -> bool {
    const HOMES: [&str; 22] = [
        "的购房",
        "的商品房",
        "的出租房",
        "的老宅",
        "的老屋",
        "的祖屋",
        "的自建房",
        "的宅院",
        "的房子",
        "的民房",
        "的出租屋",
        "家中",
        "家里",
        "的家",
        "的房屋",
        "的住房",
        "的住宅",
        "的房产",
        "的不动产",
        "的住所",
        "的住处",
        "的宅基地",
    ];
    starts_with_any(after, &HOMES)
}

fn starts_with_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.starts_with(word))
}

/// What somebody calls home, in their own words: `家在“对门坡”`.
fn quoted(text: &str, start: usize, cue: Cue) -> Option<usize> {
    let open = text[..start].ends_with(['“', '"']);
    let rest = &text[start..];
    let len: usize = rest
        .chars()
        .take(12)
        .take_while(|&c| is_han(c) && !super::endings::is_foreign(c))
        .map(char::len_utf8)
        .sum();
    let closed = rest[len..].starts_with(['”', '"']);
    (cue == Cue::Lives && open && closed && len > 0).then_some(len)
}

/// The address up to the words that begin another one: `…三墩镇，户籍地…`.
fn parse_up_to_next(text: &str) -> Option<Parsed> {
    let parsed = parse_led(text)?;
    let own = up_to_next(&text[..parsed.len]);
    if own.len() == parsed.len { Some(parsed) } else { parse_led(own) }
}

/// The text before the words that begin another address: `…三墩镇，户籍地…`.
fn up_to_next(text: &str) -> &str {
    const BEGINNINGS: [&str; 9] = ["家住", "现住", "居住", "户籍", "住址", "现居", "租住", "暂住", "户口"];
    static WORDS: LazyLock<Words<()>> =
        LazyLock::new(|| Words::beginning(BEGINNINGS.into_iter().map(|word| (word, ()))));
    let next = text
        .char_indices()
        .find(|&(at, c)| WORDS.nearest_is_open(c) && WORDS.at_start(&text[at..]).is_some());
    next.map_or(text, |(at, _)| &text[..at])
}
