//! 年龄 (age).
//!
//! How old somebody is, in a sentence that speaks of somebody: `王建坪，67岁`, `年龄：67`. Not found: bounds and spans
//! (`60周岁以上`, `满18周岁`, `20至30岁`), which rules and notices speak of.
//!
//! Looked for only where a policy does something with ages: alone they tell nobody apart.

use super::Attribute;
use crate::kind::Kind;

pub static RECOGNIZER: Attribute =
    Attribute { kind: Kind::Age, form: Some(FORM), on_demand: true, cases: include_str!("cases.txt") };

/// A number before 岁 that is no end of a span and no bound, or a number behind the label.
const FORM: &str = r"(?:^|[^0-9零〇一二两三四五六七八九十百几多余数第满过超低高于达到至—–~～\-－])(?P<said>(?:1[0-2][0-9]|[1-9]?[0-9]|百岁|[二三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])(?:周岁|岁)半?)(?:$|[^以之及至到—–~～\-－或多半儿内])|年龄\s*[:：为是]?\s*(?P<other>(?:1[0-2][0-9]|[1-9]?[0-9]))(?:$|[^0-9以之及至到—–~～\-－周岁个类段])";
