//! 违法犯罪信息 (criminal record or custody).
//!
//! Sentences, custody, drug treatment, correction in the community (`服刑`, `强制隔离戒毒`, `社区矫正对象`) and being missing, in a
//! sentence that speaks of somebody.

use super::Attribute;
use crate::kind::Kind;

pub static RECOGNIZER: Attribute =
    Attribute { kind: Kind::Criminal, form: None, on_demand: false, cases: include_str!("cases.txt") };
