//! 台湾居民来往大陆通行证 (Mainland travel permit of Taiwan residents, 台胞证).
//!
//! Eight lifelong digits since 2008; before, two more for the issue and a letter of the issuing office in brackets.
//! A label is required: eight digits are also a date.

use std::sync::LazyLock;

use regex::Regex;

use super::{Candidate, Context, Fit, Pattern, Scores};
use crate::kind::Kind;
use crate::text::Span;

pub static RECOGNIZER: Pattern = Pattern {
    kind: Kind::TwTravelPermit,
    shape: r"[0-9]{8}([0-9]{2})?",
    labels: &[
        "通行证号",
        "通行证号码",
        "台胞证",
        "台胞证号",
        "台胞证号码",
        "台湾居民来往大陆通行证",
        "台湾居民来往大陆通行证号",
        "台湾居民来往大陆通行证号码",
        "台湾通行证",
        "来往大陆通行证",
        "台湾居民通行证",
    ],
    scores: Scores { base: 0, confirmed: 0, labelled: 95, loosely: 0 },
    fit,
    cases: include_str!("cases.txt"),
    ..Pattern::DEFAULT
};

static ISSUING_OFFICE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^ ?\([A-Za-z0-9]\)").expect("valid"));

fn fit(candidate: &Candidate<'_>, context: &Context<'_>) -> Option<Fit> {
    let span = candidate.span();
    let office =
        (candidate.chars().len() == 10).then(|| context.match_after(&ISSUING_OFFICE, span.end)).flatten();
    candidate.is_grouped().then(|| Fit::at(Span::new(span.start, office.unwrap_or(span.end))))
}
