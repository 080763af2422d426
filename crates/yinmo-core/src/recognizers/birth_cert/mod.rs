//! 出生医学证明 (medical certificate of birth): a letter and nine digits; a label is required.

use super::{Pattern, Scores};
use crate::kind::Kind;

pub static RECOGNIZER: Pattern = Pattern {
    kind: Kind::BirthCert,
    shape: r"[A-Za-z][0-9]{9}",
    labels: &[
        "出生医学证明",
        "出生医学证明编号",
        "出生医学证明号",
        "出生证",
        "出生证号",
        "出生证编号",
        "出生证明",
        "出生证明编号",
        "出生证明号",
    ],
    scores: Scores { base: 0, confirmed: 0, labelled: 95, loosely: 75 },
    check: |candidate| super::Check::unknown_if(candidate.is_grouped()),
    cases: include_str!("cases.txt"),
    ..Pattern::DEFAULT
};
