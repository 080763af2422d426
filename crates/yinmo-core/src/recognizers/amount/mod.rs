//! 金额、百分比 (amounts and percentages). Kept.

use super::furniture::Furniture;
use crate::kind::Kind;

pub static RECOGNIZER: Furniture = Furniture::new(
    Kind::Amount,
    r"[￥¥$] ?[0-9][0-9,，]*(?:\.[0-9]+)?|[0-9][0-9,]*(?:\.[0-9]+)?(?:万|亿)?(?:元|美元|港元|欧元)|[0-9]+(?:\.[0-9]+)?[%％]|(?:人民币)?[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]{2,}元(?:整|[零壹贰叁肆伍陆柒捌玖角分]+)?",
    include_str!("cases.txt"),
);
