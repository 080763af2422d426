//! 某 for the brand of a company: 杭州青云科技有限公司 becomes 杭州某科技有限公司, as court documents have written since
//! 2024. Region, trade and form stay. Two companies that would be called the same are numbered: 某1, 某2.

mod name;

pub(crate) use name::{CompanyName, FORMS, region};

use super::{Example, Names, Operation, Operator, Plain};
use crate::kind::Kind;

/// 杭州青云科技有限公司 becomes 杭州某科技有限公司.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct CompanyMou;

impl Plain for CompanyMou {}

impl Operation for CompanyMou {
    fn write(&self, value: &str, kind: Kind, names: &Names, out: &mut String) {
        match CompanyName::parse(value) {
            None => out.push_str(super::default_marker(kind)),
            Some(CompanyName { brand, .. }) if hides(brand) => out.push_str(value),
            Some(CompanyName { region, trade, form, brand }) => {
                let number = names.number(&label(value), brand);
                out.extend([region, "某", &number.map_or_else(String::new, |n| n.to_string()), trade, form]);
            }
        }
    }

    fn fits(&self, kind: Kind) -> bool {
        kind == Kind::Company
    }

    fn numbers_people(&self) -> bool {
        true
    }

    fn learn(&self, value: &str, names: &mut Names) {
        if let Some(CompanyName { brand, .. }) = CompanyName::parse(value).filter(|name| !hides(name.brand)) {
            names.learn_as(label(value), brand);
        }
    }
}

/// What companies share that would be called the same. A short name (青云科技公司) has the number of the whole one, so only
/// the trade tells them apart.
fn label(value: &str) -> String {
    let trade = CompanyName::parse(value).map_or("", |name| name.trade);
    format!("某{trade}公司")
}

/// Whether the brand is hidden already: 某, 某某, 某1.
fn hides(brand: &str) -> bool {
    brand.contains('某') && brand.chars().all(|c| c == '某' || c.is_ascii_digit())
}

pub(super) static OPERATOR: Operator = Operator {
    id: "company-mou",
    zh: "企业字号改为“某”：杭州某科技有限公司；同形者编号",
    en: "某 for the brand of a company, numbered where two would share it",
    examples: &[
        example("杭州青云科技有限公司", "杭州某科技有限公司"),
        example("和乐物业管理有限公司", "某物业管理有限公司"),
        example("浙江省杭州市青云商贸股份有限公司", "浙江省杭州市某商贸股份有限公司"),
        example("杭州某科技有限公司", "杭州某科技有限公司"),
    ],
};

const fn example(before: &'static str, after: &'static str) -> Example {
    Example { rule: r#""company-mou""#, kind: Kind::Company, before, after }
}
