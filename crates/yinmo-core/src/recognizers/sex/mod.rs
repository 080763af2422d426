//! 性别 (sex).
//!
//! As one says it of a person: `，男，`, `（女`, `性别：女`. Looked for only where a policy does something with it: alone it
//! tells nobody apart.

use super::Attribute;
use crate::kind::Kind;

pub static RECOGNIZER: Attribute =
    Attribute { kind: Kind::Sex, form: Some(FORM), on_demand: true, cases: include_str!("cases.txt") };

const FORM: &str = r"(?:[，,、（(\s]|性别\s*[:：为是]?\s*)(?P<said>[男女]性?)(?:[，,、。；;）)\s]|(?:汉|[^\s，。]{1,4})族|$)";
