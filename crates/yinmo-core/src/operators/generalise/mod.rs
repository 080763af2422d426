//! Less precise: an address up to its township, a birth date to its year or a band of years, an age to a band, an amount
//! to round thousands or a band, a position to two decimals.
//!
//! An address is cut, not rewritten: `浙江省杭州市西湖区三墩镇青云村3组12号` becomes `浙江省杭州市西湖区三墩镇`. A `tail` may say
//! that something went: with `***`, `清波街道和乐社区5幢` becomes `清波街道***`. By default there is none. Where nothing of
//! the level or above is in the value, all of it goes and `***` takes its place whatever the tail.

mod address;
mod age;
mod amount;
mod date;
mod position;

pub use address::cut;

use serde::Deserialize;

use super::characters::says_something;
use super::word_or::WordOr;
use super::{Example, Names, Operation, Operator, Written};
use crate::kind::Kind;

/// 精度。 How precise a value may stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// 省、自治区、直辖市。
    Province,
    /// 市、自治州、地区、盟。
    City,
    /// 县、区、县级市、旗。
    County,
    /// 镇、乡、街道、苏木。
    Township,
    /// 村、社区、嘎查。
    Village,
    /// 年和月，用于日期。 Year and month of a date.
    Month,
    /// 年，用于日期。 The year of a date.
    Year,
    /// 五年一段，用于出生日期和年龄：1950—1954年，65—69岁；九十岁以上不再分。 A band of five years; from ninety on there is one.
    FiveYears,
    /// 十年一段，用于出生日期和年龄：1950—1959年，60—69岁；九十岁以上不再分。 A band of ten years; from ninety on there is one.
    TenYears,
    /// 取整到百，用于收入、财产和金额：约2200元。 Rounded to hundreds.
    Hundreds,
    /// 取整到千。 Rounded to thousands.
    Thousands,
    /// 取整到万。 Rounded to ten thousands.
    TenThousands,
    /// 一千一段：2000—3000元。 A band of a thousand.
    ThousandBand,
    /// 一万一段：20000—30000元。 A band of ten thousand.
    TenThousandBand,
    /// 两位小数，用于经纬度。 Two decimals of a degree, or whole minutes: about a kilometre.
    TwoDecimals,
}

impl Level {
    /// Every level.
    pub const ALL: [Self; 15] = [
        Self::Province,
        Self::City,
        Self::County,
        Self::Township,
        Self::Village,
        Self::Month,
        Self::Year,
        Self::FiveYears,
        Self::TenYears,
        Self::Hundreds,
        Self::Thousands,
        Self::TenThousands,
        Self::ThousandBand,
        Self::TenThousandBand,
        Self::TwoDecimals,
    ];

    /// The permanent id, as policies write it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Province => "province",
            Self::City => "city",
            Self::County => "county",
            Self::Township => "township",
            Self::Village => "village",
            Self::Month => "month",
            Self::Year => "year",
            Self::FiveYears => "five-years",
            Self::TenYears => "ten-years",
            Self::Hundreds => "hundreds",
            Self::Thousands => "thousands",
            Self::TenThousands => "ten-thousands",
            Self::ThousandBand => "thousand-band",
            Self::TenThousandBand => "ten-thousand-band",
            Self::TwoDecimals => "two-decimals",
        }
    }

    /// Whether values of `kind` can be said this precisely.
    pub const fn fits(self, kind: Kind) -> bool {
        match self {
            Self::Month | Self::Year => matches!(kind, Kind::BirthDate | Kind::Date),
            Self::FiveYears | Self::TenYears => matches!(kind, Kind::BirthDate | Kind::Age),
            Self::Hundreds
            | Self::Thousands
            | Self::TenThousands
            | Self::ThousandBand
            | Self::TenThousandBand => matches!(kind, Kind::Income | Kind::Asset | Kind::Amount),
            Self::TwoDecimals => matches!(kind, Kind::Geo),
            _ => matches!(kind, Kind::Address),
        }
    }
}

/// Says a value less precisely.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Generalise {
    /// How precise it may stay.
    pub level: Level,
    /// What follows an address that was cut: `***` or nothing.
    pub tail: String,
}

/// 精度，或精度与尾标。 A level, or a level and a tail.
#[derive(Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WithTail {
    /// 精度。 How precise it may stay.
    level: Level,
    /// 截断的地址之后加什么：`***` 或空（缺省）。 What follows an address that was cut.
    #[serde(default)]
    tail: String,
}

impl Written for Generalise {
    type Parameters = WordOr<Level, WithTail>;

    fn alone() -> Option<Self> {
        None
    }

    fn with(parameters: WordOr<Level, WithTail>) -> Self {
        match parameters {
            WordOr::Word(level) => Self { level, tail: String::new() },
            WordOr::Table(WithTail { level, tail }) => Self { level, tail },
        }
    }
}

impl Operation for Generalise {
    fn write(&self, value: &str, kind: Kind, _names: &Names, out: &mut String) {
        if !says_something(value) {
            return out.push_str(value);
        }
        match self.level {
            Level::Month => date::write_month(value, kind, out),
            Level::Year => date::write_year(value, kind, out),
            Level::FiveYears if kind == Kind::Age => age::write_band(value, 5, out),
            Level::TenYears if kind == Kind::Age => age::write_band(value, 10, out),
            Level::FiveYears => date::write_band(value, 5, kind, out),
            Level::TenYears => date::write_band(value, 10, kind, out),
            Level::Hundreds => amount::write_rounded(value, 100, kind, out),
            Level::Thousands => amount::write_rounded(value, 1000, kind, out),
            Level::TenThousands => amount::write_rounded(value, 10_000, kind, out),
            Level::ThousandBand => amount::write_band(value, 1000, kind, out),
            Level::TenThousandBand => amount::write_band(value, 10_000, kind, out),
            Level::TwoDecimals => position::write(value, out),
            level => self.write_address(value, level, out),
        }
    }

    fn parameters(&self) -> String {
        format!("\"{}\"", self.level.id())
    }

    fn fits(&self, kind: Kind) -> bool {
        self.level.fits(kind)
    }

    fn depends_on_value(&self) -> bool {
        self.level > Level::Year && self.level < Level::TwoDecimals
    }
}

impl Generalise {
    fn write_address(&self, value: &str, level: Level, out: &mut String) {
        let (stays, goes) = value.split_at(cut(value, level));
        match (stays, goes) {
            ("", _) => out.push_str("***"),
            (_, goes) if !says_something(goes) => out.push_str(value),
            _ => out.extend([stays, &self.tail]),
        }
    }
}

pub(super) static OPERATOR: Operator = Operator {
    id: "generalise",
    zh: "降低精度：地址只到镇街，出生日期只到年或五年、十年一段，年龄分段，金额取整或分段，坐标只到两位小数",
    en: "less precise: addresses to the township, birth dates to the year or a band of years, ages to a band, amounts rounded or to a band, positions to two decimals",
    examples: &[
        address("浙江省杭州市西湖区三墩镇青云村3组12号", "浙江省杭州市西湖区三墩镇"),
        address("杭州市西湖区文和路18号", "杭州市西湖区"),
        address("和乐小区12栋1单元404", "***"),
        Example {
            rule: r#"{ generalise = { level = "township", tail = "***" } }"#,
            kind: Kind::Address,
            before: "杭州市上城区清波街道和乐社区5幢2单元301室",
            after: "杭州市上城区清波街道***",
        },
        Example {
            rule: r#"{ generalise = "village" }"#,
            kind: Kind::Address,
            before: "三墩镇青云村3组12号",
            after: "三墩镇青云村",
        },
        year("1952年3月4日", "1952年"),
        year("1952-03-04", "1952年"),
        year("19520304", "1952年"),
        Example {
            rule: r#"{ generalise = "month" }"#,
            kind: Kind::BirthDate,
            before: "1952年3月4日",
            after: "1952年3月",
        },
        year("１９５２．３", "１９５２年"),
        year("一九五二年三月四日", "一九五二年"),
        at(r#"{ generalise = "five-years" }"#, Kind::BirthDate, "1952年3月4日", "1950—1954年"),
        at(r#"{ generalise = "ten-years" }"#, Kind::BirthDate, "1958-03-04", "1950—1959年"),
        at(r#"{ generalise = "five-years" }"#, Kind::Age, "67岁", "65—69岁"),
        at(r#"{ generalise = "ten-years" }"#, Kind::Age, "67", "60—69"),
        at(r#"{ generalise = "ten-years" }"#, Kind::Age, "93周岁", "90周岁以上"),
        at(r#"{ generalise = "hundreds" }"#, Kind::Income, "月收入2160元", "月收入约2200元"),
        at(r#"{ generalise = "thousands" }"#, Kind::Asset, "存款3.56万元", "存款约3.6万元"),
        at(r#"{ generalise = "ten-thousands" }"#, Kind::Amount, "125,000元", "约130000元"),
        at(r#"{ generalise = "thousand-band" }"#, Kind::Income, "2160", "2000—3000"),
        at(r#"{ generalise = "ten-thousand-band" }"#, Kind::Asset, "存款3.56万元", "存款3—4万元"),
        Example {
            rule: r#"{ generalise = "two-decimals" }"#,
            kind: Kind::Geo,
            before: "30.274085,120.155070",
            after: "30.27,120.15",
        },
        Example {
            rule: r#"{ generalise = "two-decimals" }"#,
            kind: Kind::Geo,
            before: "120°09′18″",
            after: "120°09′",
        },
    ],
};

const fn at(rule: &'static str, kind: Kind, before: &'static str, after: &'static str) -> Example {
    Example { rule, kind, before, after }
}

const fn address(before: &'static str, after: &'static str) -> Example {
    Example { rule: r#"{ generalise = "township" }"#, kind: Kind::Address, before, after }
}

const fn year(before: &'static str, after: &'static str) -> Example {
    Example { rule: r#"{ generalise = "year" }"#, kind: Kind::BirthDate, before, after }
}
