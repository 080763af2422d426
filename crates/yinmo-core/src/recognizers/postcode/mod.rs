//! 邮政编码 (postcode). Kept.

use super::furniture::Furniture;
use crate::kind::Kind;

pub static RECOGNIZER: Furniture =
    Furniture::new(Kind::Postcode, r"邮(?:政编码|编)\s*[:：]?\s*([0-9]{6})\b", include_str!("cases.txt"));
