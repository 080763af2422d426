//! 住址 (address).
//!
//! From the province down to the room, any level missing: `三墩镇青云村3组12号`, `和乐小区12栋1单元404`. Found after a
//! label (`家庭住址：`, `家住`), in a column of addresses, and without either where a known region or township is
//! followed by a house, a group or a room. Addresses of offices are found too, in the role of an organisation.
//!
//! Not found: place names in running text that lead to no house.

mod cues;
mod grammar;
mod places;

pub(super) use cues::CUES;

use super::context::floor_boundary;
use super::field::{Field, Under, fields};
use super::marks::Mark;
use super::{Claim, Reading, Recognizer};
use crate::detector::{Numbers, Pieces, outline};
use crate::finding::{Confidence, Evidence, EvidenceSet, Role};
use crate::kind::Kind;
use crate::tagger::{Words, is_blank, is_han, is_mask};
use crate::text::Span;
use cues::is_office;
use grammar::{Parsed, parse};
use std::sync::LazyLock;

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
        for field in fields(reading) {
            match field.under(Kind::Address) {
                Under::Own => claims.extend(cell(&field)),
                Under::Other => {}
                Under::None => prose(&field, claims),
            }
        }
    }
}

/// In bytes; longer cells are rare and hold more than an address.
const LONGEST_LIKENED: usize = 120;

/// Whether `text` is an address from end to end.
pub(crate) fn looks_like_address(text: &str) -> bool {
    parse(text).is_some_and(|parsed| parsed.len == text.len() && (parsed.known || parsed.house))
}

/// A cell of a column of addresses is one, unless it says nothing or is masked down to the township.
fn cell(field: &Field<'_>) -> Option<Claim> {
    let text = field.text.trim();
    let start = field.text.len() - field.text.trim_start().len();
    let parsed = parse(text);
    let masked = text.contains(is_mask) && !text.contains('某');
    if !text.contains(is_han) || is_nothing(text) || masked && !parsed.is_some_and(|parsed| parsed.below) {
        return None;
    }
    let whole = parsed.is_some_and(|parsed| parsed.len == text.len());
    let confidence = if whole { Confidence::HIGH } else { Confidence(85) };
    let role = if field.cell.is_some_and(|cell| is_office(cell.heading)) {
        Role::Organisation
    } else {
        Role::Citizen
    };
    let evidence = EvidenceSet::EMPTY.with(Evidence::ColumnHeading);
    Some(field.claim(Kind::Address, Span::new(start, start + text.len()), confidence, role, evidence))
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

/// At the end of a label what follows is tried, and at the unit of a number what stands before.
fn prose(field: &Field<'_>, claims: &mut Vec<Claim>) {
    let mut covered = 0;
    for mark in field.marks().iter().filter(|mark| mark.is(Mark::ADDRESS_CUE | Mark::UNIT)) {
        let at = mark.at();
        if at < covered {
            continue;
        }
        let label = || mark.is(Mark::ADDRESS_CUE).then(|| labelled(field, at + HAN)).flatten();
        let house = || mark.is(Mark::UNIT).then(|| unlabelled(field, covered, at)).flatten();
        if let Some(claim) = label().or_else(house) {
            covered = claim.span.end - field.start;
            claims.push(claim);
        }
    }
}

/// The bytes of a Chinese character that words end with.
const HAN: usize = '住'.len_utf8();

/// More bytes than an address has. What is asked of the text behind a label goes no further.
const LONGEST: usize = 600;

/// The address after a label that ends at byte `end`.
fn labelled(field: &Field<'_>, end: usize) -> Option<Claim> {
    let text = field.text;
    let cue = CUES.at_end(&text[..end])?;
    // `住址`, `住院`, `户籍地`: a longer word.
    if !cue.meaning.label
        && text[end..].starts_with(['址', '所', '房', '院', '宅', '户', '处', '地', '宿', '建', '进'])
    {
        return None;
    }
    let rest =
        text[end..].trim_start_matches(|c| is_blank(c) || matches!(c, '：' | ':' | '\t' | '|' | '“' | '"'));
    let linked = rest.len() < text.len() - end;
    let rest = if linked { rest } else { rest.trim_start_matches(['在', '于', '为', '是', '系']) };
    if !rest.starts_with(char::is_alphanumeric) {
        return None;
    }
    let start = text.len() - rest.len();
    let parsed = parse(up_to_next(up_to(rest, LONGEST)))?;
    let after = &rest[parsed.len..];
    let enough =
        if linked && cue.meaning.label { parsed.known || parsed.below } else { parsed.known || parsed.house };
    if !enough || after.starts_with(is_mask) && !parsed.below {
        return None;
    }
    let office = cue.meaning.office || is_office(before(text, end - cue.len));
    let role = if office { Role::Organisation } else { Role::Citizen };
    let evidence = reasons(parsed).with(Evidence::LabelBefore);
    Some(field.claim(Kind::Address, Span::new(start, start + parsed.len), Confidence::HIGH, role, evidence))
}

/// The text before the words that begin another address: `…三墩镇，户籍地…`.
fn up_to_next(text: &str) -> &str {
    const BEGINNINGS: [&str; 8] = ["家住", "现住", "居住", "户籍", "住址", "现居", "租住", "暂住"];
    static WORDS: LazyLock<Words<()>> =
        LazyLock::new(|| Words::beginning(BEGINNINGS.into_iter().map(|word| (word, ()))));
    let next = text
        .char_indices()
        .find(|&(at, c)| WORDS.nearest_is_open(c) && WORDS.at_start(&text[at..]).is_some());
    next.map_or(text, |(at, _)| &text[..at])
}

/// The first `most` bytes of `text`, no character cut.
fn up_to(text: &str, most: usize) -> &str {
    &text[..floor_boundary(text, most)]
}

/// The address around the unit of a house number at byte `unit`: it begins with the first known place before it.
fn unlabelled(field: &Field<'_>, covered: usize, unit: usize) -> Option<Claim> {
    let text = field.text;
    if !text[..unit].ends_with(is_number) {
        return None;
    }
    let window = &text[covered..unit];
    let clause = window
        .char_indices()
        .rev()
        .take(45)
        .take_while(|&(_, c)| is_han(c) || c.is_alphanumeric() || matches!(c, '-' | '－' | '—'));
    let first = clause.last().map(|(at, _)| covered + at)?;
    let starts = text[first..unit].char_indices().map(|(at, _)| first + at);
    let (start, parsed) = starts.filter(|&at| places::at(&text[at..]).is_some()).find_map(|at| {
        let parsed = parse(up_to(&text[at..], LONGEST))?;
        (at + parsed.len > unit).then_some((at, parsed))
    })?;
    let office = parsed.institution || is_office(before(text, start));
    let role = if office { Role::Organisation } else { Role::Citizen };
    let span = Span::new(start, start + parsed.len);
    parsed.house.then(|| field.claim(Kind::Address, span, Confidence(80), role, reasons(parsed)))
}

fn reasons(parsed: Parsed) -> EvidenceSet {
    let grammar = EvidenceSet::EMPTY.with(Evidence::Grammar);
    if parsed.known { grammar.with(Evidence::Gazetteer) } else { grammar }
}

/// The few words of the clause before byte `at`.
fn before(text: &str, at: usize) -> &str {
    let start = text[..at]
        .char_indices()
        .rev()
        .take(10)
        .take_while(|&(_, c)| !matches!(c, '。' | '；' | '，' | '\n'))
        .last();
    &text[start.map_or(at, |(start, _)| start)..at]
}

pub(super) const fn is_unit(c: char) -> bool {
    matches!(
        c,
        '号' | '室'
            | '幢'
            | '栋'
            | '座'
            | '单'
            | '弄'
            | '组'
            | '队'
            | '房'
            | '社'
            | '村'
            | '居'
            | '生'
            | '小'
    )
}

pub(super) const fn is_number(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || matches!(
            c,
            '０'
                ..='９'
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
