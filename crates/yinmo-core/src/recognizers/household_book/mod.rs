//! 户口簿编号、户号 (household number and booklet serial): a label is required.

use std::sync::LazyLock;

use regex::Regex;

use super::{Candidate, Context, Fit, Pattern, Scores};
use crate::kind::Kind;
use crate::text::Span;

pub static RECOGNIZER: Pattern = Pattern {
    kind: Kind::HouseholdBook,
    shape: r"[A-Za-z]?[0-9]{8,10}",
    labels: &[
        "户号",
        "户口簿号",
        "户口簿编号",
        "户口簿号码",
        "居民户口簿号",
        "居民户口簿",
        "户口本号",
        "户口本编号",
        "户口薄号",
        "户口簿",
        "户口薄",
        "户口号",
        "户口本",
        "家庭户号",
        "户籍号",
        "户编号",
    ],
    scores: Scores { base: 0, confirmed: 0, labelled: 95, loosely: 0 },
    check: |candidate| super::Check::unknown_if(candidate.is_grouped()),
    fit,
    cases: include_str!("cases.txt"),
    ..Pattern::DEFAULT
};

static SERIAL_MARK: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?i)no\. ?$").expect("valid"));

/// `No.` before the serial belongs to it.
fn fit(candidate: &Candidate<'_>, context: &Context<'_>) -> Option<Fit> {
    let span = candidate.span();
    let start = context.match_before(&SERIAL_MARK, span.start).unwrap_or(span.start);
    Some(Fit::at(Span::new(start, span.end)))
}
