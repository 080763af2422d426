//! 受侵害情况 (being the victim of an offence).
//!
//! Violence at home, sexual offences, abduction, abandonment (`遭受家暴`, `被拐卖`) in a sentence that speaks of somebody.

use super::Attribute;
use crate::kind::Kind;

pub static RECOGNIZER: Attribute =
    Attribute { kind: Kind::Victim, form: None, on_demand: false, cases: include_str!("cases.txt") };
