//! The value stays, and the document waits for a person. For what no rule can decide: remarks, health words in
//! running text, kinds and columns the policy does not name.

use super::{Effect, Example, Names, Operation, Operator, Plain};
use crate::kind::Kind;

/// A person decides.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Review;

impl Plain for Review {}

impl Operation for Review {
    fn effect(&self) -> Effect {
        Effect::Review
    }

    fn write(&self, value: &str, _kind: Kind, _names: &Names, out: &mut String) {
        out.push_str(value);
    }
}

pub(super) static OPERATOR: Operator = Operator {
    id: "review",
    zh: "交由人工复核，未复核不得发布",
    en: "the value stays until a person has looked at it",
    examples: &[Example { rule: r#""review""#, kind: Kind::Health, before: "白血病", after: "白血病" }],
};
