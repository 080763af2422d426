//! MAC地址 (MAC address, EUI-48): six pairs of hexadecimal digits.
//!
//! Pairs without a letter are also times and ratios; they need a label. Addresses of groups, and those that only count
//! up as examples do, are no device's.

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
    let labelled =
        || context.label(candidate).is_some_and(|label| label.names(Kind::Mac) && label.is_tight());
    if candidate.chars().len() == 12 {
        return (candidate.is_whole() && labelled()).then(|| Fit::at(span));
    }
    context.char_after(span.end).filter(|c| matches!(c, ':' | '：' | '-' | '－'))?;
    // The third separator tells pairs from a time of day.
    context.after(span.end).chars().nth(6).filter(|c| matches!(c, ':' | '：' | '-' | '－'))?;
    let end = context.match_after(&PAIRS, span.start)?;
    let labelled = labelled();
    let open = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == ':' || c == '-');
    let lettered = context.text[span.start..end].chars().any(|c| c.is_ascii_alphabetic());
    let alone =
        !open(context.char_after(end)) && !open(context.char_before(span.start).filter(|_| !labelled));
    let own = alone && (labelled || lettered) && !is_nobodys(&context.text[span.start..end]);
    own.then(|| Fit::at(Span::new(span.start, end)))
}

/// Whether the six pairs are those of a group of devices, kept for documents, or count: `01:23:45:67:89:ab`,
/// `00:11:22:33:44:55`.
fn is_nobodys(pairs: &str) -> bool {
    const GROUPS: [&[u8]; 4] =
        [&[0x01, 0x00, 0x5E], &[0x33, 0x33], &[0x01, 0x80, 0xC2], &[0x00, 0x00, 0x5E, 0x00]];
    let digits: Vec<u8> =
        pairs.chars().filter_map(|c| c.to_digit(16)).filter_map(|digit| u8::try_from(digit).ok()).collect();
    let bytes: Vec<u8> =
        digits.chunks(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect();
    let counts = |numbers: &[u8]| numbers.windows(2).all(|pair| pair[1] == pair[0].wrapping_add(1));
    let doubled = || digits.chunks(2).all(|pair| pair[0] == pair[pair.len() - 1]);
    let firsts = || -> Vec<u8> { digits.iter().step_by(2).copied().collect() };
    let same = || bytes.iter().all(|&byte| byte == bytes[0]);
    GROUPS.iter().any(|group| bytes.starts_with(group))
        || counts(&digits)
        || doubled() && (counts(&firsts()) || same())
}
