//! 宗教信仰 (religion).
//!
//! `信仰…教`, `…教徒` in a sentence that speaks of somebody; `穆斯林`, `信教` only close to the person.

use super::Attribute;
use crate::kind::Kind;

pub static RECOGNIZER: Attribute =
    Attribute { kind: Kind::Religion, form: None, on_demand: false, cases: include_str!("cases.txt") };
