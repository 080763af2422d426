//! 港澳居民来往内地通行证 (Mainland travel permit of Hong Kong and Macao residents, 回乡证).
//!
//! H or M and eight lifelong digits, older cards with two more for the issue. Drug approval numbers
//! (`国药准字H20190001`) look the same, so a label is required.

use super::{Pattern, Scores};
use crate::kind::Kind;

pub static RECOGNIZER: Pattern = Pattern {
    kind: Kind::HmTravelPermit,
    shape: r"[HMhm][0-9]{8}([0-9]{2})?",
    labels: &[
        "证号",
        "回乡证",
        "回乡卡",
        "回乡卡号",
        "回乡证号",
        "回乡证号码",
        "港澳居民来往内地通行证",
        "港澳居民来往内地通行证号码",
        "港澳通行证",
        "来往内地通行证",
        "港澳居民通行证",
        "通行证",
        "通行证号",
        "通行证号码",
        "证件号码",
        "证件号",
    ],
    scores: Scores { base: 0, confirmed: 0, labelled: 95, loosely: 80 },
    cases: include_str!("cases.txt"),
    ..Pattern::DEFAULT
};
