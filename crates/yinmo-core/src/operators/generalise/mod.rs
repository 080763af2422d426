//! Less precise: an address up to its township, a birth date to its year, a position to two decimals.
//!
//! An address is cut, not rewritten: `浙江省杭州市西湖区三墩镇青云村3组12号` becomes `浙江省杭州市西湖区三墩镇`. A `tail` may say
//! that something went: with `***`, `清波街道和乐社区5幢` becomes `清波街道***`. By default there is none. Where nothing of
//! the level or above is in the value, all of it goes and `***` takes its place whatever the tail.

mod address;
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
    /// 两位小数，用于经纬度。 Two decimals of a degree, or whole minutes: about a kilometre.
    TwoDecimals,
}

impl Level {
    /// Every level.
    pub const ALL: [Self; 8] = [
        Self::Province,
        Self::City,
        Self::County,
        Self::Township,
        Self::Village,
        Self::Month,
        Self::Year,
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
            Self::TwoDecimals => "two-decimals",
        }
    }

    /// Whether values of `kind` can be said this precisely.
    pub const fn fits(self, kind: Kind) -> bool {
        match self {
            Self::Month | Self::Year => matches!(kind, Kind::BirthDate | Kind::Date),
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
    zh: "降低精度：地址只到镇街，出生日期只到年，坐标只到两位小数",
    en: "less precise: addresses to the township, birth dates to the year, positions to two decimals",
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

const fn address(before: &'static str, after: &'static str) -> Example {
    Example { rule: r#"{ generalise = "township" }"#, kind: Kind::Address, before, after }
}

const fn year(before: &'static str, after: &'static str) -> Example {
    Example { rule: r#"{ generalise = "year" }"#, kind: Kind::BirthDate, before, after }
}
