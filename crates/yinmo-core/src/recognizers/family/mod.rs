//! 婚育收养情况 (marriage, birth and adoption).
//!
//! `离异`, `丧偶`, `未婚生育`, `被收养` and the like in a sentence that speaks of somebody; adoption is secret by law.

use super::Attribute;
use crate::kind::Kind;

pub static RECOGNIZER: Attribute =
    Attribute { kind: Kind::Family, form: None, on_demand: false, cases: include_str!("cases.txt") };
