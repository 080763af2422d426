//! 社会保障卡卡号 (social security card number): eight or nine characters, sometimes a letter first.
//!
//! Not the social security number, which is the ID, nor the card's bank account.

use super::{Pattern, Scores};
use crate::kind::Kind;

pub static RECOGNIZER: Pattern = Pattern {
    kind: Kind::SocialSecurityCard,
    shape: r"[A-Za-z]?[0-9]{8}|[0-9]{9,10}|[A-Za-z]{1,3}[0-9]{7}",
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
    ],
    scores: Scores { base: 0, confirmed: 0, labelled: 95, loosely: 0 },
    check: |candidate| super::Check::unknown_if(candidate.is_grouped()),
    cases: include_str!("cases.txt"),
    ..Pattern::DEFAULT
};
