//! The value stays. For document numbers, office lines, and names whose publication the law asks for.

use super::{Example, Operator};
use crate::kind::Kind;

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
