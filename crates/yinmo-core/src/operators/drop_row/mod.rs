//! The whole row of the table goes: who is listed there is not listed any more. In running text, where there is no row,
//! policies put the marker of the kind instead.
//!
//! Delimited tables lose the line. In other formats, which cannot lose a row without moving what refers to the rows
//! below it, all cells of the row are emptied; an object of JSON loses its members.

use super::{Effect, Example, Names, Operation, Operator, Plain};
use crate::kind::Kind;

/// The row goes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct DropRow;

impl Plain for DropRow {}

impl Operation for DropRow {
    fn effect(&self) -> Effect {
        Effect::DropRow
    }

    fn write(&self, _value: &str, _kind: Kind, _names: &Names, _out: &mut String) {}
}

pub(super) static OPERATOR: Operator = Operator {
    id: "drop-row",
    zh: "删除所在行；正文中改为删去并留标记",
    en: "the table row goes; in running text a marker takes the value's place",
    examples: &[Example { rule: r#""drop-row""#, kind: Kind::MinorFlag, before: "孤儿", after: "" }],
};
