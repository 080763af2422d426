//! 出生日期 (date of birth).
//!
//! A full date, or year and month beside a label: `出生日期：1952年3月4日`, `生于1952-03-04`, `1952年3月4日出生`, also
//! in Chinese numerals, and as identity cards have it, `出生1952年3月4日`.
//!
//! A date that nothing calls so is one as well right behind somebody's sex, `女，1988-03-02，汉族`, or if an identity number
//! in its line says the same: `1952-03-04` in a list without headings.
//!
//! Not found: a year alone, and other dates that nothing calls a birth date.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::context::{floor_boundary, window_before};
use super::field::{Field, Under, fields};
use super::{Claim, Rank, Reading, Recognizer};
use crate::finding::{Confidence, Evidence, EvidenceSet, Role};
use crate::kind::Kind;
use crate::operators::is_shifted;
use crate::tagger::{Words, is_blank, is_han};
use crate::text::Span;

pub static RECOGNIZER: BirthDate = BirthDate;

/// Finds dates of birth.
pub struct BirthDate;

impl Recognizer for BirthDate {
    fn kind(&self) -> Kind {
        Kind::BirthDate
    }

    fn labels(&self) -> &'static [&'static str] {
        &["出生日期", "出生年月日", "出生年月"]
    }

    fn cases(&self) -> &'static str {
        include_str!("cases.txt")
    }

    fn read(&self, reading: &Reading<'_>, claims: &mut Vec<Claim>) {
        for field in fields(reading) {
            match field.under(Kind::BirthDate) {
                Under::Own => claims.extend(cell(&field)),
                Under::Other => field.led(claims, |led| prose(&field, led)),
                Under::None if field.text.is_ascii() => {}
                Under::None => prose(&field, claims),
            }
        }
        beside_numbers(reading, claims);
    }
}

/// A cell of a column of birth dates that holds digits is one.
fn cell(field: &Field<'_>) -> Option<Claim> {
    let text = field.text.trim();
    let start = field.text.len() - field.text.trim_start().len();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let is_whole = |date: &Regex| date.find(text).is_some_and(|found| found.range() == (0..text.len()));
    let date = is_whole(&DATE) || is_whole(&SPELT_OUT);
    // A year before 100 is a surrogate, and one after 3000 was shifted.
    let written = text.starts_with("00") || is_shifted(text);
    let plausible = (5..=8).contains(&digits) && !text.contains('*') && !written;
    (date || plausible).then(|| claim(field, Span::new(start, start + text.len()), Evidence::ColumnHeading))
}

/// Reads a text once: `生` ends both the labels before a date and the word after it.
fn prose(field: &Field<'_>, claims: &mut Vec<Claim>) {
    let mut covered = 0;
    for at in memchr::memmem::find_iter(field.text.as_bytes(), "生") {
        let found = after_label(field.text, at).or_else(|| before_word(field.text, at));
        if let Some((span, evidence)) = found.filter(|(span, _)| span.start >= covered) {
            covered = span.end;
            claims.push(claim(field, span, evidence));
        }
    }
    let sexes =
        ["男", "女"].into_iter().flat_map(|sex| memchr::memmem::find_iter(field.text.as_bytes(), sex));
    claims.extend(
        sexes.filter_map(|at| behind_sex(field.text, at)).map(|span| claim(field, span, Evidence::Neighbour)),
    );
}

/// The date behind the word for a sex that stands at byte `at`, if nothing is told to have happened then:
/// `女，1988-03-02，汉族`.
fn behind_sex(text: &str, at: usize) -> Option<Span> {
    let separates = |c: char| is_blank(c) || matches!(c, '，' | ',' | '、' | '\t' | '|' | '/');
    let rest = &text[at + '男'.len_utf8()..];
    let own = rest.trim_start_matches(separates);
    let near = &own[..floor_boundary(own, LONGEST)];
    // `关爱妇女，2019年3月，`.
    let alone = !text[..at].ends_with(is_han);
    let parted = alone && own.len() < rest.len() && near.starts_with(['1', '2']);
    let found = parted.then(|| DATE.find(near)).flatten().filter(|found| found.start() == 0)?;
    let after = &own[found.end()..];
    let told = after.trim_start_matches(separates);
    let closed = after.is_empty()
        || told.len() < after.len()
        || after.starts_with(['）', ')', '；', ';', '。', '\n', '\r']);
    let start = text.len() - own.len();
    (closed && !begins_event(told)).then(|| Span::new(start, start + found.end()))
}

/// The date after the label that has `生` at byte `at`: `出生日期：`, `生于`.
fn after_label(text: &str, at: usize) -> Option<(Span, Evidence)> {
    static LABELS: LazyLock<Words<()>> = LazyLock::new(|| {
        Words::beginning(
            ["生日", "生于", "生年月日", "生年月", "生日期", "生时间"].into_iter().map(|word| (word, ())),
        )
    });
    let label = LABELS.at_start(&text[at..]).map(|label| label.len);
    let on_a_card = || text[..at].ends_with('出').then_some('生'.len_utf8());
    let rest = text[at + label.or_else(on_a_card)?..]
        .trim_start_matches(|c| is_blank(c) || matches!(c, '：' | ':' | '\t' | '|' | '为' | '是' | '于'));
    let start = text.len() - rest.len();
    let near = &rest[..floor_boundary(rest, LONGEST)];
    let at_once = |date: &Regex| date.find(near).filter(|found| found.start() == 0).map(|found| found.end());
    let len = at_once(&DATE).or_else(|| at_once(&SPELT_OUT))?;
    let begun = text[at..].starts_with("生于") && begins_event(&rest[len..]);
    (!begun).then(|| (Span::new(start, start + len), Evidence::LabelBefore))
}

/// Whether `生` is the end of a name: what began in `何桂生于2018年3月病故` is no life.
pub(super) fn is_end_of_name(text: &str) -> bool {
    let Some(date) = text.strip_prefix("生于") else { return false };
    let near = &date[..floor_boundary(date, LONGEST)];
    let end = [&*DATE, &*SPELT_OUT, &*YEAR]
        .into_iter()
        .find_map(|form| form.find(near).filter(|found| found.start() == 0).map(|found| found.end()));
    end.is_some_and(|end| begins_event(&date[end..]))
}

/// `|病故`, `|退休`, `|因病去世`; but `|出生`, `|在青云村`.
fn begins_event(after: &str) -> bool {
    const EVENTS: [&str; 34] = [
        "病故", "去世", "死亡", "逝世", "病逝", "身故", "退休", "离休", "退伍", "入伍", "参军", "参加",
        "入党", "因", "任", "担任", "调", "到", "与", "被", "将", "向", "申请", "搬", "迁", "外出", "离",
        "结婚", "再婚", "起诉", "承包", "购", "发生", "驾驶",
    ];
    EVENTS.iter().any(|event| after.starts_with(event))
}

/// The date before `出生` or `生`, whose `生` stands at byte `at`.
fn before_word(text: &str, at: usize) -> Option<(Span, Evidence)> {
    let before = text[..at].strip_suffix('出').unwrap_or(&text[..at]);
    let after = &text[at + '生'.len_utf8()..];
    let word = before.len() < at
        || !after.starts_with(['产', '效', '活', '育', '成', '态', '物', '长', '命', '源', '意', '日']);
    if !before.ends_with(|c: char| c.is_ascii_digit() || matches!(c, '月' | '日' | '号')) {
        return None;
    }
    let from = before.char_indices().rev().take(12).last()?.0;
    let at_end = |date: &'static Regex| {
        date.find_iter(&before[from..]).last().filter(|found| from + found.end() == before.len() && word)
    };
    let found = at_end(&DATE).or_else(|| at_end(&SPELT_OUT))?;
    // `1963年7月19日生`, `1963.7.19生`; but `1963年7月生` may be of anything.
    let whole = found.as_str().matches(['-', '.', '/']).count() == 2;
    let told = || {
        let own = before[..from + found.start()].trim_end_matches(['，', ',', '、', ' ', '\u{3000}']);
        let alone = own.strip_suffix(['男', '女']).is_some_and(|before| !before.ends_with(is_han));
        alone || own.ends_with('族')
    };
    let day = whole || found.as_str().contains(['日', '号']) || before.len() < at || told();
    day.then(|| (Span::new(from + found.start(), before.len()), Evidence::LabelAfter))
}

/// Claims the dates that identity numbers in the same line or row tell to be those of births.
fn beside_numbers(reading: &Reading<'_>, claims: &mut Vec<Claim>) {
    let text = reading.text;
    for number in reading.identifiers.iter().filter(|claim| claim.kind == Kind::ResidentId) {
        let Some(birth) = birth_in(number.span.of(text)) else { continue };
        let before = window_before(&text[..number.span.start], NEAR);
        let start = number.span.start - before.rsplit('\n').next().unwrap_or(before).len();
        let after = &text[number.span.end..];
        let after = &after[..floor_boundary(after, NEAR)];
        let end = number.span.end + after.find('\n').unwrap_or(after.len());
        for found in DATE.find_iter(&text[start..end]) {
            let span = Span::new(start + found.start(), start + found.end());
            let is_part = |c: char| c.is_ascii_alphanumeric();
            let closed = !text[..span.start].ends_with(is_part) && !text[span.end..].starts_with(is_part);
            if closed && !span.overlaps(number.span) && birth.starts_with(&figures(found.as_str())) {
                claims.push(Claim {
                    kind: Kind::BirthDate,
                    rank: Rank::Prose,
                    span,
                    confidence: Confidence::HIGH,
                    role: Role::Citizen,
                    weak: None,
                    evidence: EvidenceSet::EMPTY.with(Evidence::Neighbour),
                });
            }
        }
    }
}

/// In bytes: so far from an identity number its date of birth may stand.
const NEAR: usize = 240;

/// Year, month and day of birth in an identity number of eighteen characters.
fn birth_in(number: &str) -> Option<Vec<u32>> {
    let digits: Vec<u32> =
        number.chars().filter(char::is_ascii_alphanumeric).filter_map(|c| c.to_digit(36)).collect();
    let part = |range: Range<usize>| digits[range].iter().fold(0, |sum, digit| sum * 10 + digit);
    (digits.len() == 18).then(|| vec![part(6..10), part(10..12), part(12..14)])
}

/// The numbers in a date: year, month and perhaps day.
fn figures(date: &str) -> Vec<u32> {
    match date.len() {
        6 | 8 if date.bytes().all(|byte| byte.is_ascii_digit()) => {
            let parts = [Some(&date[..4]), Some(&date[4..6]), date.get(6..8)];
            parts.into_iter().flatten().filter_map(|part| part.parse().ok()).collect()
        }
        _ => date.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse().ok()).collect(),
    }
}

fn claim(field: &Field<'_>, span: Span, evidence: Evidence) -> Claim {
    field.claim(Kind::BirthDate, span, Confidence::HIGH, Role::Citizen, EvidenceSet::EMPTY.with(evidence))
}

/// More bytes than a date has.
const LONGEST: usize = 40;

/// Year and month, with or without the day.
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?:19|20)[0-9]{2}(?:[ ]?年[ ]?(?:1[0-2]|0?[1-9])[ ]?月(?:[ ]?(?:3[01]|[12][0-9]|0?[1-9])[ ]?[日号])?|[-./](?:1[0-2]|0?[1-9])(?:[-./](?:3[01]|[12][0-9]|0?[1-9]))?|(?:1[0-2]|0[1-9])(?:3[01]|[12][0-9]|0[1-9])?)",
    )
    .expect("the expression is valid")
});

/// A year alone.
static YEAR: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?:19|20)[0-9]{2}[ ]?年").expect("the expression is valid"));

/// The same in Chinese numerals.
static SPELT_OUT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?:一九|二[〇零○])[〇零○一二三四五六七八九]{2}年(?:十[一二]?|元|正|腊|[一二三四五六七八九])月(?:(?:三十一?|[二廿]?十[一二三四五六七八九]?|初?[一二三四五六七八九十])[日号])?",
    )
    .expect("the expression is valid")
});
