//! The column goes, heading and all. In running text, where there is no column, policies put the marker of the kind
//! instead.

use super::{Effect, Example, Names, Operation, Operator, Plain};
use crate::kind::Kind;

/// The column goes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct DropColumn;

impl Plain for DropColumn {}

impl Operation for DropColumn {
    fn effect(&self) -> Effect {
        Effect::DropColumn
    }

    fn write(&self, _value: &str, _kind: Kind, _names: &Names, _out: &mut String) {}
}

pub(super) static OPERATOR: Operator = Operator {
    id: "drop-column",
    zh: "删除所在列；正文中改为删去并留标记",
    en: "the table column goes; in running text a marker takes the value's place",
    examples: &[Example { rule: r#""drop-column""#, kind: Kind::Health, before: "肺癌", after: "" }],
};
