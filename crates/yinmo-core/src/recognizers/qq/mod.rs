//! QQ号 (QQ number): five to eleven digits beside a label.

use super::{Check, Pattern, Scores};
use crate::kind::Kind;

pub static RECOGNIZER: Pattern = Pattern {
    kind: Kind::Qq,
    shape: r"[1-9][0-9]{4,10}",
    labels: &[
        "加QQ",
        "QQ联系",
        "QQ/微信",
        "微信/QQ",
        "电话/QQ",
        "QQ",
        "QQ号",
        "QQ号码",
        "QQ帐号",
        "QQ账号",
        "扣扣",
        "扣扣号",
        "企鹅号",
        "加Q",
        "QQ联系方式",
        "Q号",
        "OICQ",
        "联系QQ",
    ],
    scores: Scores { base: 0, confirmed: 0, labelled: 95, loosely: 0 },
    check: |candidate| Check::unknown_if(candidate.is_grouped()),
    cases: include_str!("cases.txt"),
    ..Pattern::DEFAULT
};
