//! 索引号、公开编号、项目代码 (index, publication and project numbers). Kept.

use super::furniture::Furniture;
use crate::kind::Kind;

pub static RECOGNIZER: Furniture = Furniture::new(
    Kind::IndexNo,
    r"(?:索\s*引\s*号|公开编号|采购编号|项目编号|项目代码|统一代码|项目统一代码|登记号|受理编号|受理号)\s*[:：]?\s*([A-Za-z0-9][-A-Za-z0-9/]{3,40})",
    include_str!("cases.txt"),
);
