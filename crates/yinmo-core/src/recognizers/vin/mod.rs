//! 车辆识别代号 (vehicle identification number, ISO 3779): seventeen characters without I, O and Q, beside a label.

use super::{Pattern, Scores};
use crate::kind::Kind;

pub static RECOGNIZER: Pattern = Pattern {
    kind: Kind::Vin,
    shape: r"[A-HJ-NPR-Za-hj-npr-z0-9]{17}",
    labels: &[
        "车架号",
        "底盘号",
        "识别代码",
        "识别代号",
        "车架号码",
        "车辆识别代号",
        "车辆识别代码",
        "车辆识别码",
        "大架号",
        "VIN",
        "VIN码",
        "车辆识别号",
        "车辆VIN",
    ],
    scores: Scores { base: 0, confirmed: 0, labelled: 95, loosely: 0 },
    check: |candidate| super::Check::unknown_if(candidate.is_grouped()),
    cases: include_str!("cases.txt"),
    ..Pattern::DEFAULT
};
