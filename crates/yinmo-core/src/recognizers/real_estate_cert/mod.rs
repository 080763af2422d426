//! 不动产权证号 (real estate certificates and unit numbers).
//!
//! `浙（2019）杭州市不动产权第0012345号`, the older `…房权证…字第…号`, and the twenty-eight characters of a unit number.

use std::sync::LazyLock;

use regex::Regex;

use super::{Candidate, Check, Context, Fit, Pattern, Rank, Scores};
use crate::finding::Evidence;
use crate::kind::Kind;
use crate::text::Span;

pub static RECOGNIZER: Pattern = Pattern {
    kind: Kind::RealEstateCert,
    rank: Rank::Structured,
    shape: r"[0-9]{12}[A-Z]{2}[0-9]{5}[A-Z][0-9]{8}|[0-9]{4,12}",
    labels: &[
        "不动产权证",
        "不动产权证号",
        "不动产权证书号",
        "不动产权证书",
        "不动产证号",
        "不动产单元号",
        "房产证",
        "房产证号",
        "房权证",
        "房屋所有权证",
        "房屋所有权证号",
        "房产证编号",
        "土地证号",
        "产权证号",
        "权证号",
    ],
    scores: Scores { base: 95, confirmed: 95, labelled: 95, loosely: 95 },
    check: |_| Check::confirmed(Evidence::Shape),
    fit,
    cases: include_str!("cases.txt"),
    ..Pattern::DEFAULT
};

static CURRENT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[\p{Han}]? ?[(〔\[【][12][0-9]{3}[)〕\]】] ?\p{Han}{1,20}(?:不动产权|不动产证明) ?第? ?$")
        .expect("valid")
});
static FORMER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\p{Han}{0,8}(?:房权证|房地权证|房地证|房产证|房地字|房字|土地证|国用|集用|房屋所有权证)\p{Han}{0,8}(?:[(〔\[][12][0-9]{3}[)〕\]])?字?第? ?$")
        .expect("valid")
});
static LEADING_LABEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:房产证|房权证|房屋所有权证|不动产权证|产权证|权证)(?:书)?(?:编号|号码|号)[为是]?")
        .expect("valid")
});
static LEADING_TITLE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\p{Han}{0,4}(?:房产证|房权证|房屋所有权证|产权证)书?").expect("valid"));
static NUMBER_SIGN: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^ ?号").expect("valid"));

fn fit(candidate: &Candidate<'_>, context: &Context<'_>) -> Option<Fit> {
    let span = candidate.span();
    if candidate.chars().len() == 28 {
        return Some(Fit::at(span));
    }
    context.char_before(span.start).filter(|c| matches!(c, '第' | '字' | '权' | '明' | ' '))?;
    // Most numbers behind a blank are no number of such a certificate.
    context.after(span.end).chars().take(4).find(|&c| c == '号')?;
    let end = context.match_after(&NUMBER_SIGN, span.end)?;
    let start = context.match_before(&CURRENT, span.start).or_else(|| former(context, span.start))?;
    candidate.is_whole().then(|| Fit::at(Span::new(start, end)))
}

/// The older form begins with its place; a label right before it is no part of it.
fn former(context: &Context<'_>, at: usize) -> Option<usize> {
    let start = context.match_before(&FORMER, at)?;
    let form = &context.text[start..at];
    let label = LEADING_LABEL.find(form).map_or(0, |label| label.end());
    // `房屋所有权证青房权证市字第…`: a title that the number needs not.
    let title = LEADING_TITLE.find(form).map(|title| title.end());
    let label = title.filter(|&end| end > label && FORMER.is_match(&form[end..])).unwrap_or(label);
    (start + label < at).then_some(start + label)
}
