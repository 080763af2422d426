//! The document must not be published. For lists of children, where masking does not help: publishing the list is
//! the harm.

use super::{Effect, Example, Names, Operation, Operator, Plain};
use crate::kind::Kind;

/// The document must not be published.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Block;

impl Plain for Block {}

impl Operation for Block {
    fn effect(&self) -> Effect {
        Effect::Block
    }

    fn write(&self, value: &str, _kind: Kind, _names: &Names, out: &mut String) {
        out.push_str(value);
    }
}

pub(super) static OPERATOR: Operator = Operator {
    id: "block",
    zh: "整份文件不得发布",
    en: "the document must not be published",
    examples: &[Example {
        rule: r#""block""#,
        kind: Kind::MinorFlag,
        before: "事实无人抚养儿童",
        after: "事实无人抚养儿童",
    }],
};
