//! 收入 (income).
//!
//! Income, wages and pensions with their amount (`家庭月收入1200元`), and words for having none, where a sentence speaks of
//! somebody. Amounts of relief that was granted are no income.

use super::Attribute;
use crate::kind::Kind;

pub static RECOGNIZER: Attribute =
    Attribute { kind: Kind::Income, form: Some(FORM), on_demand: false, cases: include_str!("cases.txt") };

const FORM: &str = concat!(
    r"(?:家庭|本人|全家)?(?:人均)?(?:每?[月年])?(?:人均|平均)?(?:可支配|纯|总|毛|工资|打工|务工|经营)?收入(?:约|为|共|共计|合计|计|仅|不足|[：:]){0,2}[0-9０-９][0-9０-９,，.]*(?:余|多)?万?(?:余|多)?元|",
    r"(?:退休金|养老金|工资)(?:每?[月年])?(?:约|为|共|仅|[：:]){0,2}[0-9][0-9,.]*(?:余|多)?元",
);
