//! 公共热线 (public hotlines): 12345, 95xxx, 96xxx, 400 and 800 numbers. Kept.

use super::{Candidate, Check, Context, Fit, Pattern, Rank, Scores};
use crate::finding::Evidence;
use crate::kind::Kind;

pub static RECOGNIZER: Pattern = Pattern {
    kind: Kind::Hotline,
    rank: Rank::Permit,
    shape: r"[48]00[0-9]{7}|123(12|15|20|33|38|45|48|49|55|80|85|88|93)|12[0-9]{3}|9[56][0-9]{3,4}|100(00|10|86)",
    scores: Scores { base: 90, confirmed: 90, labelled: 90, loosely: 90 },
    check: |candidate| match is_written_as_hotline(candidate) {
        true => Check::confirmed(Evidence::Shape),
        false => Check::Refuted,
    },
    fit,
    cases: include_str!("cases.txt"),
    ..Pattern::DEFAULT
};

/// What is kept must not be put together from pieces of something else, such as an address and a date after it.
fn is_written_as_hotline(candidate: &Candidate<'_>) -> bool {
    const CUSTOMS: [&[usize]; 6] = [&[3, 3, 4], &[3, 4, 3], &[3, 7], &[4, 3, 3], &[4, 6], &[3, 2, 5]];
    candidate.is_whole() || CUSTOMS.iter().any(|custom| candidate.grouping().eq(custom.iter().copied()))
}

/// Five digits are a hotline only where a telephone is spoken of.
fn fit(candidate: &Candidate<'_>, context: &Context<'_>) -> Option<Fit> {
    let spoken_of =
        ["热线", "电话", "拨打", "客服", "服务台", "致电"].iter().any(|word| context.before().contains(word));
    (candidate.chars().len() == 10 || spoken_of).then(|| Fit::at(candidate.span()))
}
