//! 结婚证、离婚证字号 (marriage and divorce certificates).
//!
//! J, L, or BJ, BL for a re-issue, six digits of region, the year, six of serial: distinctive, no label needed. Older:
//! a short place name, 结字 or 离字, and up to twelve digits.

use std::sync::LazyLock;

use regex::Regex;

use super::{Candidate, Check, Context, Fit, Pattern, Rank, Scores};
use crate::finding::{Evidence, EvidenceSet};
use crate::kind::Kind;
use crate::text::Span;

pub static RECOGNIZER: Pattern = Pattern {
    kind: Kind::MarriageCert,
    rank: Rank::Structured,
    shape: r"[Bb]?[JLjl][1-8][0-9]{5}(19|20)[0-9]{2}[0-9]{6}|[0-9]{6,12}",
    labels: &[
        "结婚证",
        "结婚证号",
        "结婚证字号",
        "离婚证",
        "离婚证号",
        "离婚证字号",
        "补发结婚证",
        "补发离婚证",
        "婚姻登记证",
        "婚姻证号",
        "结婚登记证号",
        "证字号",
        "结婚登记字号",
    ],
    scores: Scores { base: 90, confirmed: 95, labelled: 95, loosely: 95 },
    check,
    fit,
    cases: include_str!("cases.txt"),
    ..Pattern::DEFAULT
};

static OLD_FORM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\p{Han}{0,16}(?:结|离|补结|补离)字(?:第|\(?[12][0-9]{3}\)?第?)? ?$").expect("valid")
});
/// A label right before the place name: `结婚证字号浙杭结字…`.
static LEADING_LABEL: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^.*(?:证|书|登记)(?:字号|编号|号码|号)?[为是]?").expect("valid"));

fn check(candidate: &Candidate<'_>) -> Check {
    let lettered = candidate.chars()[0].is_ascii_alphabetic();
    if lettered { Check::confirmed(Evidence::Shape) } else { Check::Unknown(EvidenceSet::EMPTY) }
}

fn fit(candidate: &Candidate<'_>, context: &Context<'_>) -> Option<Fit> {
    let span = candidate.span();
    if candidate.chars()[0].is_ascii_alphabetic() {
        return candidate.is_customary(&[&[7, 4, 6], &[8, 4, 6]]).then(|| Fit::at(span));
    }
    context.char_before(span.start).filter(|c| matches!(c, '字' | '第' | ')' | '）' | ' '))?;
    let start = context.form_before(&OLD_FORM, span.start)?;
    let label = LEADING_LABEL.find(&context.text[start..span.start]).map_or(0, |label| label.end());
    candidate.is_whole().then(|| Fit::at(Span::new(start + label, span.end)))
}
