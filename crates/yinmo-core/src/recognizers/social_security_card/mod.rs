//! 社会保障卡卡号 (social security card number): eight or nine characters, sometimes a letter first; and the number under
//! which an agency keeps somebody's insurance (`社保个人编号`).
//!
//! Not the social security number, which is the ID, nor the card's bank account.

use super::{Candidate, Context, Fit, Pattern, Scores};
use crate::kind::Kind;

pub static RECOGNIZER: Pattern = Pattern {
    kind: Kind::SocialSecurityCard,
    shape: r"[A-Za-z]?[0-9]{8}|[0-9]{9,10}|[A-Za-z]{1,3}[0-9]{7}|[0-9]{11,16}",
    labels: &[
        "卡号",
        "社保卡号",
        "社会保障卡号",
        "社会保障卡卡号",
        "社保卡卡号",
        "社保卡",
        "社会保障卡",
        "社保卡编号",
        "医保卡号",
        "医保卡",
        "医疗保险卡号",
        "市民卡号",
        "市民卡",
        "社保个人编号",
        "个人社保编号",
        "社会保险个人编号",
        "医保个人编号",
        "参保编号",
        "个人编号",
    ],
    scores: Scores { base: 0, confirmed: 0, labelled: 95, loosely: 0 },
    check: |candidate| super::Check::unknown_if(candidate.is_grouped()),
    fit,
    cases: include_str!("cases.txt"),
    ..Pattern::DEFAULT
};

/// Numbers longer than a card's are an agency's.
fn fit(candidate: &Candidate<'_>, context: &Context<'_>) -> Option<Fit> {
    const CARD: usize = 10;
    let before = context.before().trim_end_matches(|c: char| !c.is_alphanumeric());
    let numbered = || [context.heading_words(), before].iter().any(|words| words.ends_with("编号"));
    (candidate.chars().len() <= CARD || numbered()).then(|| Fit::at(candidate.span()))
}
