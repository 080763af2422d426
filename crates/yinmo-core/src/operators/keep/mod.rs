//! The value stays. For document numbers, office lines, and names whose publication the law asks for.

use super::{Effect, Example, Names, Operation, Operator, Plain};
use crate::kind::Kind;

/// The value stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Keep;

impl Plain for Keep {}

impl Operation for Keep {
    fn effect(&self) -> Effect {
        Effect::Keep
    }

    fn write(&self, value: &str, _kind: Kind, _names: &Names, out: &mut String) {
        out.push_str(value);
    }

    fn names_in_part(&self) -> bool {
        true
    }
}

pub(super) static OPERATOR: Operator = Operator {
    id: "keep",
    zh: "原样保留",
    en: "the value stays",
    examples: &[Example {
        rule: r#""keep""#,
        kind: Kind::DocNo,
        before: "杭民发〔2019〕12号",
        after: "杭民发〔2019〕12号",
    }],
};
