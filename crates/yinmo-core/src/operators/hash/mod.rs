//! A fingerprint under the project key: `H-K7Q3-MT9X-WA2B-QQ4D-R8ZN`. For those who have to match lists and need not read
//! them.
//!
//! Only with a key. Without one it would hide nothing: there are 10¹⁰ mobile numbers, and a laptop hashes them all in
//! minutes. Five groups are 98 bits, so that no two values of all that exist share them (1 in 5 · 10⁹ among 10¹⁰).

use serde::Deserialize;

use super::characters::says_something;
use super::keyed::unkeyed;
use super::normal::normal;
use super::pseudonym::bad_code;
use super::sealed::{is_sealed, write_code};
use super::{Example, Fault, Names, Operation, Operator, Written};
use crate::key::{Held, Method};
use crate::kind::{Group, Kind};
use crate::operators::default_marker;

/// A keyed fingerprint.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Hash {
    /// 密钥散列算法：`hmac-sha256`（缺省）或 `hmac-sm3`；不带密钥的散列会被拒绝。 How the key goes into it.
    #[serde(default)]
    pub method: Method,
    /// 几组，三至六。 How many groups, three to six.
    #[serde(default = "five")]
    pub groups: u8,
    #[serde(skip)]
    pub(crate) key: Held,
}

const fn five() -> u8 {
    5
}

impl Default for Hash {
    fn default() -> Self {
        Self { method: Method::default(), groups: five(), key: Held::default() }
    }
}

impl Written for Hash {
    type Parameters = super::WordOr<Method, Self>;

    fn alone() -> Option<Self> {
        Some(Self::default())
    }

    fn with(parameters: super::WordOr<Method, Self>) -> Self {
        match parameters {
            super::WordOr::Word(method) => Self { method, ..Self::default() },
            super::WordOr::Table(hash) => hash,
        }
    }
}

impl Operation for Hash {
    fn write(&self, value: &str, kind: Kind, names: &Names, out: &mut String) {
        if !says_something(value) || is_sealed(value) {
            return out.push_str(value);
        }
        let Some(key) = self.key.get() else { return out.push_str(default_marker(kind)) };
        let number = key.derive(self.method, "hash", kind).number(&normal(value, kind, names));
        write_code("H", self.groups.into(), number, out);
    }

    /// What few values can be is told by how often its fingerprint comes up.
    fn fits(&self, kind: Kind) -> bool {
        matches!(kind.group(), Group::Identifier | Group::Person)
    }

    fn fault(&self) -> Option<Fault> {
        unkeyed(self.method).or_else(|| bad_code(None, self.groups))
    }

    fn key(&self) -> Option<&Held> {
        Some(&self.key)
    }

    fn key_mut(&mut self) -> Option<&mut Held> {
        Some(&mut self.key)
    }
}

pub(super) static OPERATOR: Operator = Operator {
    id: "hash",
    zh: "换成带密钥的散列，供比对而不供阅读；需要密钥，不带密钥的散列不提供",
    en: "a keyed fingerprint, to be matched and not to be read; needs a key, there is none without",
    examples: &[
        Example {
            rule: r#""hash""#,
            kind: Kind::Mobile,
            before: "13800012001",
            after: "H-GBLL-ADQE-EG8E-BSLJ-JFJ9",
        },
        Example {
            rule: r#"{ hash = "hmac-sm3" }"#,
            kind: Kind::Mobile,
            before: "138-0001-2001",
            after: "H-CMDQ-KR65-VA8U-MVZH-XA7F",
        },
        Example {
            rule: r#"{ hash = { groups = 6 } }"#,
            kind: Kind::Person,
            before: "王建坪",
            after: "H-UEXR-KUBR-ZT6T-D9RZ-KMKG-TUA8",
        },
    ],
};
