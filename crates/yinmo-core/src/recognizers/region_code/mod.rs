//! 行政区划代码 (region code, GB/T 2260). Kept.

use super::furniture::Furniture;
use crate::kind::Kind;

pub static RECOGNIZER: Furniture = Furniture::new(
    Kind::RegionCode,
    r"区划(?:代码|码)\s*[:：为]?\s*([1-8][0-9]{5}(?:[0-9]{3}|[0-9]{6})?)\b",
    include_str!("cases.txt"),
);
