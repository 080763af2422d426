//! The document must not be published. For lists of children, where masking does not help: publishing the list is
//! the harm.

use super::{Example, Operator};
use crate::kind::Kind;

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
