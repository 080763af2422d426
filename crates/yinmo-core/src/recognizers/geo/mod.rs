//! 经纬度 (geographic position, WGS 84 or CGCS2000) precise enough to find a house.
//!
//! A pair of decimals with four places or more inside China, one such decimal beside its label, or degrees, minutes and
//! seconds.

use std::sync::LazyLock;

use regex::Regex;

use super::{Candidate, Check, Context, Fit, Pattern, Rank, Scores};
use crate::finding::Evidence;
use crate::kind::Kind;
use crate::text::{Folded, Span};

pub static RECOGNIZER: Pattern = Pattern {
    kind: Kind::Geo,
    rank: Rank::Structured,
    shape: r"[0-9]{1,3}",
    labels: &[
        "坐标",
        "地理坐标",
        "经度",
        "纬度",
        "经纬度",
        "东经",
        "北纬",
        "GPS",
        "GPS坐标",
        "定位",
        "位置坐标",
        "lat",
        "lng",
        "lon",
        "latitude",
        "longitude",
    ],
    scores: Scores { base: 90, confirmed: 90, labelled: 95, loosely: 95 },
    check: |_| Check::confirmed(Evidence::Shape),
    fit,
    cases: include_str!("cases.txt"),
    ..Pattern::DEFAULT
};

static PAIR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^([0-9]{1,3}\.[0-9]{4,})°?[NE]? ?[,，、; ] ?([0-9]{1,3}\.[0-9]{4,})").expect("valid")
});
static SEXAGESIMAL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"^[0-9]{1,3}[°度] ?[0-9]{1,2}[′'’分] ?[0-9]{1,2}(?:\.[0-9]+)?(?:[″"”秒]|''|′′)"#)
        .expect("valid")
});
static SINGLE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^[0-9]{1,3}\.[0-9]{4,8}").expect("valid"));

fn fit(candidate: &Candidate<'_>, context: &Context<'_>) -> Option<Fit> {
    let start = candidate.span().start;
    if !matches!(context.char_after(candidate.span().end)?, '.' | '．' | '°' | '度') {
        return None;
    }
    // Positions have four places or more; most decimals have fewer.
    let mut after = context.after(candidate.span().end).chars();
    if after.next()? == '.' && after.take_while(char::is_ascii_digit).count() < 4 {
        return None;
    }
    let labelled =
        || context.label(candidate).is_some_and(|label| label.names(Kind::Geo) && label.is_tight());
    let end = pair(context, start)
        .or_else(|| sexagesimal(context, start))
        .or_else(|| labelled().then(|| single(context, start))?)?;
    Some(Fit::at(Span::new(start, end)))
}

/// Degrees, minutes and seconds; no sign for degrees is ASCII.
fn sexagesimal(context: &Context<'_>, start: usize) -> Option<usize> {
    if context.after(start).is_ascii() {
        return None;
    }
    context.match_after(&SEXAGESIMAL, start)
}

/// One decimal; more than eight places are no position.
fn single(context: &Context<'_>, start: usize) -> Option<usize> {
    let end = context.match_after(&SINGLE, start)?;
    context.char_after(end).is_none_or(|c| !c.is_numeric()).then_some(end)
}

/// Latitude and longitude in either order, inside 3–54 N and 73–136 E.
fn pair(context: &Context<'_>, start: usize) -> Option<usize> {
    let after = context.after(start);
    // Most decimals are the only one in their line or cell.
    if after.is_ascii() && memchr::memchr_iter(b'.', after.as_bytes()).nth(1).is_none() {
        return None;
    }
    let folded = Folded::new(after, false);
    let found = PAIR.captures(folded.text())?;
    let (a, b) = (found[1].parse::<f64>().ok()?, found[2].parse::<f64>().ok()?);
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    let inside = (3.0..=54.0).contains(&low) && (73.0..=136.0).contains(&high);
    let end = start + folded.end_of(found[0].len());
    let apart = !found[0].contains([',', '，', '、', ';']);
    (inside && !(apart && stands_among_numbers(context, start, end))).then_some(end)
}

/// Whether there are more numbers in the line, with blanks between them: prices and volumes in a row of a table. Nor are
/// the two decimals positions where a power of ten follows: `6.640000e+08`.
fn stands_among_numbers(context: &Context<'_>, start: usize, end: usize) -> bool {
    let before = context.before_at(start).trim_end_matches([' ', '\t']);
    let after = context.after(end);
    let next = after.trim_start_matches([' ', '\t']);
    let number = |c: char| c.is_ascii_digit() || c == '-';
    before.ends_with(|c: char| c.is_ascii_digit())
        || after.starts_with(['e', 'E'])
        || next.starts_with(number) && next.len() < after.len()
}
