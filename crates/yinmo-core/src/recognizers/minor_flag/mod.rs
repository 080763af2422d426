//! 未成年人身份 (status as a child in need of protection).
//!
//! `孤儿`, `事实无人抚养儿童`, `困境儿童`, `留守儿童` close to a person in the same sentence. A list of such children must not be
//! published at all, see the rule `childrens-list`.
//!
//! Not found: children of whom only the age is said; their names are recognised as a minor's.

use super::Attribute;
use crate::kind::Kind;

pub static RECOGNIZER: Attribute =
    Attribute { kind: Kind::MinorFlag, form: None, on_demand: false, cases: include_str!("cases.txt") };
