//! A code for the person: `P-K7Q3-MT9X-WA2B`, the same in every document for which the same key is used.
//!
//! The code is an HMAC under the project key of the value in its normal form, so padding, dots, country
//! codes and full-width digits make no other person. Whoever lacks the key can neither work it out nor try values out.
//!
//! Three groups are 58.9 bits (24 · 32³ each). Among 100,000 people two share a code with a probability of 1 in
//! 100 million, among a million 1 in a million, among ten million 1 in 10,000. Nothing is looked up to tell those two
//! apart, because a table of who has which code is what a key saves an office from; `groups = 4` makes it 1 in 10¹² for a
//! million.

use serde::Deserialize;

use super::characters::says_something;
use super::keyed::unkeyed;
use super::normal::normal;
use super::sealed::{FEWEST, LONGEST_PREFIX, MOST, is_sealed, write_code};
use super::{Example, Fault, Names, Operation, Operator, Written};
use crate::key::{Held, Method};
use crate::kind::{Group, Kind};
use crate::operators::default_marker;

/// A code that is the same wherever the same key is used.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Pseudonym {
    /// 代码前缀，一至六个大写字母；缺省按类别：人员 P、地址 A、电话 T、账户 B、证件 D、其他 C。 What codes begin with: one to six
    /// capital letters. By default by kind.
    #[serde(default)]
    pub prefix: Option<String>,
    /// 前缀之后有几组，三至六。 How many groups follow, three to six.
    #[serde(default = "three")]
    pub groups: u8,
    /// 密钥散列算法：`hmac-sha256`（缺省）或 `hmac-sm3`。 How the key goes into it.
    #[serde(default)]
    pub method: Method,
    #[serde(skip)]
    pub(crate) key: Held,
}

const fn three() -> u8 {
    3
}

impl Default for Pseudonym {
    fn default() -> Self {
        Self { prefix: None, groups: three(), method: Method::default(), key: Held::default() }
    }
}

impl Written for Pseudonym {
    type Parameters = Self;

    fn alone() -> Option<Self> {
        Some(Self::default())
    }

    fn with(parameters: Self) -> Self {
        parameters
    }
}

impl Operation for Pseudonym {
    fn write(&self, value: &str, kind: Kind, names: &Names, out: &mut String) {
        if !says_something(value) || is_sealed(value) {
            return out.push_str(value);
        }
        let Some(key) = self.key.get() else { return out.push_str(default_marker(kind)) };
        let number = key.derive(self.method, "pseudonym", kind).number(&normal(value, kind, names));
        write_code(self.prefix.as_deref().unwrap_or_else(|| prefix(kind)), self.groups.into(), number, out);
    }

    /// What few values can be is told by how often its code comes up.
    fn fits(&self, kind: Kind) -> bool {
        matches!(kind.group(), Group::Identifier | Group::Person)
    }

    fn fault(&self) -> Option<Fault> {
        unkeyed(self.method).or_else(|| bad_code(self.prefix.as_deref(), self.groups))
    }

    fn key(&self) -> Option<&Held> {
        Some(&self.key)
    }

    fn key_mut(&mut self) -> Option<&mut Held> {
        Some(&mut self.key)
    }
}

/// What is wrong with how a code is to be written.
pub(super) fn bad_code(prefix: Option<&str>, groups: u8) -> Option<Fault> {
    let letters = |prefix: &str| {
        (1..=LONGEST_PREFIX).contains(&prefix.len()) && prefix.bytes().all(|byte| byte.is_ascii_uppercase())
    };
    let (zh, en) = match () {
        () if !prefix.is_none_or(letters) => {
            ("前缀须为一至六个大写字母", "a prefix has one to six capital letters")
        }
        () if !(FEWEST..=MOST).contains(&groups.into()) => {
            ("组数须为三至六", "there are three to six groups")
        }
        () => return None,
    };
    Some(Fault { wrong: (zh.into(), en.into()), help: None })
}

/// What the codes of a kind begin with.
pub(super) const fn prefix(kind: Kind) -> &'static str {
    match kind {
        Kind::Person => "P",
        Kind::Address => "A",
        Kind::Mobile | Kind::Landline => "T",
        Kind::BankCard | Kind::BankAccount => "B",
        Kind::ResidentId
        | Kind::HmtResidencePermit
        | Kind::ForeignerPrId
        | Kind::HmTravelPermit
        | Kind::TwTravelPermit
        | Kind::HmtId
        | Kind::Passport
        | Kind::MilitaryId
        | Kind::DisabilityCert
        | Kind::StudentId
        | Kind::TaxpayerIdPerson
        | Kind::BirthCert
        | Kind::MarriageCert
        | Kind::DriverFileNo
        | Kind::HouseholdBook
        | Kind::AssistanceCert
        | Kind::SocialSecurityCard => "D",
        _ => "C",
    }
}

pub(super) static OPERATOR: Operator = Operator {
    id: "pseudonym",
    zh: "换成代码，同一人（同一号码）在各文件中代码相同；需要密钥",
    en: "a code, the same for the same person or number in every document; needs a key",
    examples: &[
        person("王建坪", "P-A5ZP-DFV7-CH4F"),
        person("王\u{3000}建坪", "P-A5ZP-DFV7-CH4F"),
        person("买买提·艾力江", "P-EGMF-LJBF-NJZ4"),
        Example {
            rule: r#"{ pseudonym = { prefix = "HZ", groups = 4 } }"#,
            kind: Kind::Person,
            before: "王建坪",
            after: "HZ-A5ZP-DFV7-CH4F-NG7B",
        },
        Example {
            rule: r#"{ pseudonym = { method = "hmac-sm3" } }"#,
            kind: Kind::Person,
            before: "王建坪",
            after: "P-Y54K-ZFNB-QDAD",
        },
        Example {
            rule: r#""pseudonym""#,
            kind: Kind::ResidentId,
            before: "330106190102030017",
            after: "D-L6H5-VFNT-AHWR",
        },
        Example {
            rule: r#""pseudonym""#,
            kind: Kind::ResidentId,
            before: "330106010203001",
            after: "D-L6H5-VFNT-AHWR",
        },
        Example {
            rule: r#""pseudonym""#,
            kind: Kind::Mobile,
            before: "+86 138-0001-2001",
            after: "T-CYRL-AXQB-X8YE",
        },
        Example {
            rule: r#""pseudonym""#,
            kind: Kind::Passport,
            before: "EA0123456",
            after: "D-FJQU-FFWX-AR86",
        },
    ],
};

const fn person(before: &'static str, after: &'static str) -> Example {
    Example { rule: r#""pseudonym""#, kind: Kind::Person, before, after }
}
