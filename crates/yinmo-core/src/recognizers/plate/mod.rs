//! 机动车号牌 (number plates, GA 36-2018).
//!
//! A province, a letter, five characters (six for new-energy cars), or four and a character for police, learners,
//! trailers, Hong Kong and Macao; embassies, consulates and the armed police. At least two digits are required. Electric
//! bicycles have six digits, and are told by their label.

use std::sync::LazyLock;

use regex::Regex;

use super::{Candidate, Check, Context, Fit, Pattern, Rank, Scores};
use crate::finding::Evidence;
use crate::kind::Kind;
use crate::text::Span;

pub static RECOGNIZER: Pattern = Pattern {
    kind: Kind::Plate,
    rank: Rank::Card,
    shape: r"[A-Za-z][A-Za-z0-9]{0,7}|[0-9]{6}",
    labels: &[
        "车牌",
        "车牌号",
        "车牌号码",
        "号牌",
        "号牌号码",
        "机动车号牌",
        "车号",
        "车辆号牌",
        "车辆牌号",
        "牌照",
        "牌照号",
        "车辆牌照",
    ],
    scores: Scores { base: 90, confirmed: 90, labelled: 95, loosely: 95 },
    check: |_| Check::confirmed(Evidence::Shape),
    fit,
    cases: include_str!("cases.txt"),
    ..Pattern::DEFAULT
};

const PROVINCES: &str = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";

static AFTER_PROVINCE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^[A-HJ-Z][·•・.\- ]?(?:[A-HJ-NP-Z0-9]{4}[警学挂港澳领试超]|[A-HJ-NP-Z][A-HJ-NP-Z0-9][0-9]{4}|[0-9]{5}[A-HJ-NP-Z]|[0-9]{6}|[A-HJ-NP-Z0-9]{5}|[0-9]{4}应急)",
    )
    .expect("valid")
});
static ARMED_POLICE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^WJ ?[\p{Han}]?[·•・.\- ]?[0-9]{4}[0-9A-Z]").expect("valid"));

fn fit(candidate: &Candidate<'_>, context: &Context<'_>) -> Option<Fit> {
    let span = candidate.span();
    if candidate.chars()[0].is_ascii_digit() {
        let embassy = candidate.is_whole() && context.char_after(span.end) == Some('使');
        return embassy.then(|| Fit::at(Span::new(span.start, span.end + '使'.len_utf8())));
    }
    let province = context.char_before(span.start).filter(|&c| PROVINCES.contains(c));
    let (start, end) = match province {
        Some(c) => (span.start - c.len_utf8(), context.match_after(&AFTER_PROVINCE, span.start)?),
        None if candidate.chars().starts_with(b"WJ") => {
            (span.start, context.match_after(&ARMED_POLICE, span.start)?)
        }
        None => return None,
    };
    let digits =
        context.text[start..end].chars().filter(|c| c.is_ascii_digit() || ('０'..='９').contains(c)).count();
    let closed = context.char_after(end).is_none_or(|c| !is_plate_char(c));
    let labelled = || context.label(candidate).is_some_and(|label| label.names(Kind::Plate));
    let fits = (2..=5).contains(&digits) || digits == 6 && labelled();
    (fits && closed && !is_registration(context, start, end)).then(|| Fit::at(Span::new(start, end)))
}

/// `梯11浙A00123(19)`: lifts and boilers are registered with a class before and a year after.
fn is_registration(context: &Context<'_>, start: usize, end: usize) -> bool {
    context.char_before(start).is_some_and(|c| c.is_ascii_digit())
        && context.char_after(end).is_some_and(|c| matches!(c, '(' | '（'))
}

fn is_plate_char(c: char) -> bool {
    crate::text::fold_char(c).is_some_and(|c| c.is_ascii_alphanumeric())
}
