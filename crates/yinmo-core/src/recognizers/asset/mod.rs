//! 财产 (assets).
//!
//! Savings and debts with their amount, houses and cars that somebody owns (`存款3万元`, `名下有轿车1辆`), where a sentence
//! speaks of somebody.

use super::Attribute;
use crate::kind::Kind;

pub static RECOGNIZER: Attribute =
    Attribute { kind: Kind::Asset, form: Some(FORM), on_demand: false, cases: include_str!("cases.txt") };

const FORM: &str = concat!(
    r"(?:银行)?存款(?:余额)?(?:约|为|共|有|[：:]){0,2}[0-9][0-9,.]*(?:余|多)?万?(?:余|多)?元|",
    r"名下(?:登记)?有?(?:商品房|房产|住房|房屋|车辆|轿车|汽车|小轿车|小汽车|面包车|门面房|商铺)(?:[0-9一二两三四五六]+[套处间辆台])?|",
    r"有(?:商品房|轿车|小轿车|小汽车|门面房|商铺)(?:[0-9一二两三四五六]+[套处间辆台])?|",
    r"(?:欠债|负债|外债)(?:约|共)?[0-9][0-9,.]*(?:余|多)?万?(?:余|多)?元",
);
