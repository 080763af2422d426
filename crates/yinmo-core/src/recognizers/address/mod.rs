//! 住址 (address).
//!
//! From the province down to the room, any level missing: `三墩镇青云村3组12号`, `和乐小区12栋1单元404`. Found after a
//! label (`家庭住址：`, `家住`), in a column of addresses, and without either where a village, road or estate has a
//! number behind it, stands beside a person (`张三（青云村）`), or has `家中` behind it. The villages of a list of people are
//! where they live; `青云村村民` says whence somebody is, and is none. Addresses of offices are found too, in the role of
//! an organisation.
//!
//! Not found: place names in running text that lead to no house and stand beside nobody.

mod beside;
mod cues;
mod endings;
mod families;
mod grammar;
mod labelled;
mod landmark;
mod numbers;
mod places;
mod unlabelled;
mod yards;

pub(super) use cues::CUES;
pub(super) use places::is_short_region;

use yinmo_data::columns::is_of_homes_too;

use super::context::floor_boundary;
use super::field::{Field, Under, fields};
use super::marks::Mark;
use super::{Claim, Reading, Recognizer};
use crate::detector::{Numbers, Pieces, outline};
use crate::finding::{Confidence, Evidence, EvidenceSet, Role};
use crate::kind::Kind;
use crate::operators::is_shifted;
use crate::tagger::{is_han, is_mask};
use crate::text::Span;
use cues::{Cue, is_office};
use endings::{ends_settlement, may_end_hamlet, may_end_settlement};
use grammar::{Parsed, parse, parse_led};
use labelled::labelled;
use numbers::Unit;
use unlabelled::{Anchor, behind_name, unlabelled};

pub static RECOGNIZER: Address = Address;

/// Finds addresses.
pub struct Address;

impl Recognizer for Address {
    fn kind(&self) -> Kind {
        Kind::Address
    }

    fn labels(&self) -> &'static [&'static str] {
        &["家庭住址", "家庭地址", "居住地址", "户籍地址"]
    }

    fn cases(&self) -> &'static str {
        include_str!("cases.txt")
    }

    fn likens(&self) -> bool {
        true
    }

    /// Which house it is, and how many digits its number has, does not matter to where the address is cut.
    fn liken(&self, cell: &str, long: &mut Pieces) -> Option<u64> {
        let short = cell.len() <= LONGEST_LIKENED && cell.ends_with(is_han);
        short.then(|| outline(cell, 4, Numbers::Each, long))?
    }

    fn read(&self, reading: &Reading<'_>, claims: &mut Vec<Claim>) {
        let from = claims.len();
        for field in fields(reading) {
            match field.under(Kind::Address) {
                Under::Own => claims.extend(cell(&field)),
                Under::Other => field.led(claims, |led| prose(&field, led)),
                Under::None => prose(&field, claims),
            }
        }
        let mut nth = 0;
        claims.retain(|claim| {
            nth += 1;
            nth <= from || !ends_with_shifted_date(claim.span.of(reading.text))
        });
    }
}

/// `出生日期3951-08-17` is no house of that number.
fn ends_with_shifted_date(address: &str) -> bool {
    let date = address.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-');
    let date = &address[date.len()..];
    date.len() == "3951-08-17".len() && is_shifted(date)
}

/// In bytes; longer cells are rare and hold more than an address.
const LONGEST_LIKENED: usize = 120;

/// Whether `text` is an address from end to end.
pub(crate) fn looks_like_address(text: &str) -> bool {
    parse(text).is_some_and(|parsed| parsed.len == text.len() && (parsed.known || parsed.house))
}

/// Whether `text` begins with a place that leads to a house: `长安大道16号`.
pub(crate) fn begins_address(text: &str) -> bool {
    parse(up_to_longest(text)).is_some_and(|parsed| parsed.named && parsed.house)
}

/// Whether `name` ends like a road or village, and the number of a house stands behind it: `支路|163号`.
pub(super) fn is_numbered_place(name: &str, after: &str) -> bool {
    name.ends_with(['路', '街', '巷', '道', '弄', '村', '屯', '庄', '湾', '里', '园', '苑'])
        && numbers::at(after)
            .is_some_and(|number| matches!(number.unit, Unit::Door | Unit::Building | Unit::Group))
}

/// A cell of a column of addresses is one, unless it says nothing or is masked down to the township.
fn cell(field: &Field<'_>) -> Option<Claim> {
    let text = field.text.trim();
    let start = field.text.len() - field.text.trim_start().len();
    let parsed = parse_led(text);
    let masked = text.contains(is_mask) && !text.contains('某');
    if !(text.contains(is_han) || is_home_in_numbers(text))
        || is_nothing(text)
        || is_building(text)
        || masked && !parsed.is_some_and(|parsed| parsed.below())
    {
        return None;
    }
    let whole = parsed.is_some_and(|parsed| parsed.len == text.len());
    let confidence = if whole { Confidence::HIGH } else { Confidence(85) };
    let role = if field.cell.is_some_and(|cell| is_office(cell.heading) && !is_of_homes_too(cell.heading)) {
        Role::Organisation
    } else {
        Role::Citizen
    };
    let evidence = EvidenceSet::EMPTY.with(Evidence::ColumnHeading);
    Some(field.claim(Kind::Address, Span::new(start, start + text.len()), confidence, role, evidence))
}

/// `16栋` in a column of its own: many live there.
fn is_building(text: &str) -> bool {
    let building =
        numbers::at(text).is_some_and(|number| number.unit == Unit::Building && number.len == text.len());
    building && text.ends_with(['栋', '幢', '楼', '座', '棟'])
}

/// `9-2-602`, `3-501`: the estate goes without saying.
fn is_home_in_numbers(text: &str) -> bool {
    numbers::room(text) == text.len() && (numbers::is_flat(text) || numbers::is_door_of_flat(text))
}

fn is_nothing(text: &str) -> bool {
    matches!(
        text,
        "无" | "不详"
            | "同上"
            | "未知"
            | "暂无"
            | "合计"
            | "小计"
            | "总计"
            | "见附件"
            | "详见附件"
            | "略"
            | "空"
            | "无固定住所"
    )
}

/// At the end of a word what follows is tried, and at the end of a number or name what stands before.
fn prose(field: &Field<'_>, claims: &mut Vec<Claim>) {
    let mut covered = 0;
    for mark in
        field.marks().iter().filter(|mark| mark.is(Mark::ADDRESS_CUE | Mark::UNIT | Mark::DOT | Mark::NAME))
    {
        let at = mark.at();
        if at < covered {
            continue;
        }
        let led = || mark.is(Mark::ADDRESS_CUE).then(|| beside_word(field, covered, at + HAN)).flatten();
        let named = || mark.is(Mark::NAME).then(|| behind_name(field, covered, at)).flatten();
        let end = || unlabelled(field, covered, at, anchor(field.text, at)?);
        if let Some(claim) = led().or_else(end).or_else(named) {
            covered = claim.span.end - field.start;
            claims.push(claim);
            while let Some(next) = next_of_list(field, &claim, covered) {
                covered = next.span.end - field.start;
                claims.push(next);
            }
        }
    }
}

/// The next of several homes behind a word: `住址分别为12团3连4号、|13团5连6号`.
fn next_of_list(field: &Field<'_>, last: &Claim, covered: usize) -> Option<Claim> {
    let next = field.text[covered..].strip_prefix(['、', '和', '及'])?;
    let led = last.evidence.has(Evidence::LabelBefore) && last.role == Role::Citizen;
    let parsed = parse_led(up_to_longest(next)).filter(|parsed| led && parsed.named && parsed.house)?;
    let after = &next[parsed.len..];
    let closed = !after.starts_with(|c: char| c.is_alphanumeric())
        || after.starts_with(['等', '和', '及', '的', '两']);
    let start = field.text.len() - next.len();
    let evidence = reasons(&parsed).with(Evidence::LabelBefore);
    closed.then(|| claim(field, Span::new(start, start + parsed.len), Confidence(80), last.role, evidence))
}

/// The bytes of a Chinese character that words end with.
const HAN: usize = '住'.len_utf8();

/// The address after a word that ends at byte `end`, or before it.
fn beside_word(field: &Field<'_>, covered: usize, end: usize) -> Option<Claim> {
    let word = CUES.at_end(&field.text[..end])?;
    match word.meaning {
        Cue::Home => unlabelled(field, covered, (end - word.len).max(covered), Anchor::Home),
        Cue::Family => {
            let home = end - word.len;
            let names = |count| nth_back(&field.text[covered..home], count).is_some_and(beside::is_name);
            let word = field.text[..home].ends_with(|c| WITH_FAMILY.contains(c) || endings::is_foreign(c));
            (!word && [3, 2, 4].into_iter().any(names))
                .then(|| unlabelled(field, covered, home, Anchor::Home))
                .flatten()
        }
        Cue::Near if !places_somebody(last_of(&field.text[covered..end])) => None,
        Cue::From | Cue::Visit if !places_somebody(first_of(&field.text[end..])) => None,
        Cue::Near => unlabelled(field, covered, (end - word.len).max(covered), Anchor::Near),
        // `电影院|旧址8号`, but `，旧址：…`; `安居|房`, but `，居青山镇…`.
        _ if is_clause_word(&field.text[end - word.len..end])
            && field.text[..end - word.len].ends_with(is_han) =>
        {
            None
        }
        cue => labelled(field, cue, word.len, end),
    }
}

/// What words that end with 家 have before it: `国家`, `大家`.
const WITH_FAMILY: &str =
    "国大专作厂商画行赢独全皇公东店老人成归管回在居离当冤百一到自各两几每哪这那亲本我你他她";

/// Whether a clause has what addresses end with: the cheap question to ask first where few words lead to one.
fn places_somebody(clause: &str) -> bool {
    clause
        .contains(['村', '屯', '组', '号', '栋', '幢', '室', '社', '队', '寨', '嘎', '楼', '家', '院', '团'])
}

/// In bytes: more than an address has before what shows that it is one.
const CLAUSE: usize = 120;

/// The beginning of `text` up to a sign.
fn first_of(text: &str) -> &str {
    let near = floor_boundary(text, CLAUSE);
    let end = text[..near].find(['。', '；', '，', '、', '：', '\n']).unwrap_or(near);
    &text[..end]
}

/// The end of `text` behind a sign.
fn last_of(text: &str) -> &str {
    let mut from = text.len().saturating_sub(CLAUSE);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let near = &text[from..];
    &near[near.rfind(['。', '；', '，', '、', '：', '\n']).map_or(0, |at| at)..]
}

/// Whether the word leads to an address only where a clause begins with it.
fn is_clause_word(word: &str) -> bool {
    matches!(word, "新址" | "旧址" | "原址" | "居")
}

/// The last `count` characters of `text`.
fn nth_back(text: &str, count: usize) -> Option<&str> {
    let (start, _) = text.char_indices().rev().nth(count - 1)?;
    Some(&text[start..])
}

/// What the character at byte `at` may be the end of.
fn anchor(text: &str, at: usize) -> Option<Anchor> {
    let c = text[at..].chars().next()?;
    let (before, after) = (&text[..at], &text[at + c.len_utf8()..]);
    let numbered = before.ends_with(is_number);
    match c {
        '-' | '－' | '/' => (numbered && after.starts_with(is_number)).then_some(Anchor::Number),
        '#' | '＃' => numbered.then_some(Anchor::Number),
        _ if is_unit(c) && numbered => Some(Anchor::Number),
        _ => {
            let closed = !after.starts_with(is_han);
            let ends = || {
                matches!(c, '组' | '队' | '社')
                    || may_end_hamlet(c)
                    || ends_settlement(&text[..text.len() - after.len()])
            };
            (closed && ends()).then_some(Anchor::Name)
        }
    }
}

/// More bytes than an address has. What is asked of the text behind a label goes no further.
const LONGEST: usize = 600;

/// The beginning of `text`, no character cut.
fn up_to_longest(text: &str) -> &str {
    &text[..floor_boundary(text, LONGEST)]
}

fn claim(field: &Field<'_>, span: Span, confidence: Confidence, role: Role, evidence: EvidenceSet) -> Claim {
    field.claim(Kind::Address, span, confidence, role, evidence)
}

fn reasons(parsed: &Parsed) -> EvidenceSet {
    let grammar = EvidenceSet::EMPTY.with(Evidence::Grammar);
    if parsed.known { grammar.with(Evidence::Gazetteer) } else { grammar }
}

/// The few words of the clause before byte `at`.
fn before(text: &str, at: usize) -> &str {
    let start = text[..at]
        .char_indices()
        .rev()
        .take(10)
        .take_while(|&(_, c)| !matches!(c, '。' | '；' | '，' | ';' | ',' | '\n'))
        .last();
    &text[start.map_or(at, |(start, _)| start)..at]
}

/// Whether an address may end with `c`, or with its unit that `c` begins: behind a number, or with nothing behind it.
pub(super) fn may_end(c: char) -> bool {
    is_unit(c) || may_end_settlement(c) || may_end_hamlet(c)
}

const fn is_unit(c: char) -> bool {
    matches!(
        c,
        '号' | '號'
            | '室'
            | '幢'
            | '栋'
            | '座'
            | '单'
            | '單'
            | '弄'
            | '组'
            | '队'
            | '房'
            | '社'
            | '村'
            | '居'
            | '生'
            | '小'
            | '连'
            | '牧'
            | '门'
            | '梯'
            | '农'
            | '屯'
            | '街'
            | '网'
            | '经'
            | '楼'
    )
}

pub(super) const fn is_number(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || matches!(
            c,
            '０'
                ..='９'
                    | 'Ａ'..='Ｚ'
                    | '一'
                    | '二'
                    | '三'
                    | '四'
                    | '五'
                    | '六'
                    | '七'
                    | '八'
                    | '九'
                    | '十'
                    | '甲'
                    | '乙'
                    | '丙'
                    | '丁'
        )
}
