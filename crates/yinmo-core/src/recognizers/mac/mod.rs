//! MAC地址 (MAC address, EUI-48): six pairs of hexadecimal digits.
//!
//! Pairs without a letter are also times and ratios; they need a label.

use std::sync::LazyLock;

use regex::Regex;

use super::{Candidate, Check, Context, Fit, Pattern, Rank, Scores};
use crate::finding::Evidence;
use crate::kind::Kind;
use crate::text::Span;

pub static RECOGNIZER: Pattern = Pattern {
    kind: Kind::Mac,
    rank: Rank::Card,
    shape: r"[0-9A-Fa-f]{2}|[0-9A-Fa-f]{12}",
    labels: &["MAC", "MAC地址", "物理地址", "网卡地址", "硬件地址", "mac address", "mac_addr"],
    scores: Scores { base: 0, confirmed: 85, labelled: 95, loosely: 85 },
    check: |_| Check::confirmed(Evidence::Shape),
    fit,
    cases: include_str!("cases.txt"),
    ..Pattern::DEFAULT
};

static PAIRS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?i)[0-9a-f]{2}(?::[0-9a-f]{2}){5}|^(?i)[0-9a-f]{2}(?:-[0-9a-f]{2}){5}").expect("valid")
});

fn fit(candidate: &Candidate<'_>, context: &Context<'_>) -> Option<Fit> {
    let span = candidate.span();
    let labelled = context.label(candidate).is_some_and(|label| label.names(Kind::Mac) && label.is_tight());
    if candidate.chars().len() == 12 {
        return (labelled && candidate.is_whole()).then(|| Fit::at(span));
    }
    context.char_after(span.end).filter(|c| matches!(c, ':' | '：' | '-' | '－'))?;
    // The third separator tells pairs from a time of day.
    context.after(span.end).chars().nth(6).filter(|c| matches!(c, ':' | '：' | '-' | '－'))?;
    let end = context.match_after(&PAIRS, span.start)?;
    let open = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == ':' || c == '-');
    let lettered = context.text[span.start..end].chars().any(|c| c.is_ascii_alphabetic());
    let alone =
        !open(context.char_after(end)) && !open(context.char_before(span.start).filter(|_| !labelled));
    (alone && (labelled || lettered)).then(|| Fit::at(Span::new(span.start, end)))
}
