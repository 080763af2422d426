//! 设备识别码 (IMEI): fifteen digits with a Luhn check digit, beside a label.

use super::{Pattern, Scores};
use crate::kind::Kind;

pub static RECOGNIZER: Pattern = Pattern {
    kind: Kind::Imei,
    shape: r"[0-9]{15}",
    labels: &[
        "IMEI",
        "IMEI号",
        "IMEI码",
        "手机串号",
        "手机串码",
        "串码",
        "串号",
        "设备识别码",
        "移动设备识别码",
        "手机识别码",
    ],
    scores: Scores { base: 0, confirmed: 0, labelled: 95, loosely: 0 },
    check: |candidate| {
        super::Check::confirmed_if(
            super::checksum::luhn(candidate.chars()),
            crate::finding::Evidence::ChecksumHolds,
        )
    },
    cases: include_str!("cases.txt"),
    ..Pattern::DEFAULT
};
