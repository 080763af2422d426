//! 案号 (case number): bracketed year, court, type, serial (SPC rules of 2016). Kept.

use super::furniture::Furniture;
use crate::kind::Kind;

pub static RECOGNIZER: Furniture = Furniture::new(
    Kind::CaseNo,
    r"[(（〔][12][0-9]{3}[)）〕][\p{Han}0-9]{2,20}?(?:字第)?[0-9]{1,7}(?:之[0-9一二三四五六七八九十]+)?号",
    include_str!("cases.txt"),
);
