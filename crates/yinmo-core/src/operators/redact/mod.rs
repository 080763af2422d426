//! The value goes and a marker says what stood there: `[电话]`.

use super::{Example, Fault, Names, Operation, Operator, Written};
use crate::kind::Kind;

/// Puts a marker in the value's place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Redact {
    /// The marker; `None` for the one of the kind, see [`default_marker`].
    pub marker: Option<String>,
}

impl Redact {
    /// What takes the place of a value of `kind`.
    pub fn marker(&self, kind: Kind) -> &str {
        self.marker.as_deref().unwrap_or_else(|| default_marker(kind))
    }
}

impl Written for Redact {
    /// The marker.
    type Parameters = String;

    fn alone() -> Option<Self> {
        Some(Self::default())
    }

    fn with(marker: String) -> Self {
        Self { marker: Some(marker) }
    }
}

impl Operation for Redact {
    fn write(&self, _value: &str, kind: Kind, _names: &Names, out: &mut String) {
        out.push_str(self.marker(kind));
    }

    fn parameters(&self) -> String {
        self.marker.as_ref().map_or_else(String::new, |marker| format!("\"{marker}\""))
    }

    /// A marker must not look like a finding.
    fn fault(&self) -> Option<Fault> {
        let is_fit = |marker: &str| {
            marker.chars().all(|c| !c.is_control() && !c.is_numeric()) && marker.chars().count() <= 20
        };
        let wrong = (
            "标记不得含数字或控制字符，不超过 20 字".to_owned(),
            "a marker has no digits or control characters and at most 20 characters".to_owned(),
        );
        self.marker.as_deref().is_some_and(|marker| !is_fit(marker)).then_some(Fault { wrong, help: None })
    }
}

/// The marker of a kind.
///
/// ```
/// use yinmo_core::{kind::Kind, operators::default_marker};
/// assert_eq!(default_marker(Kind::Landline), "[电话]");
/// ```
pub const fn default_marker(kind: Kind) -> &'static str {
    match kind {
        Kind::Person => "[姓名]",
        Kind::Company => "[单位]",
        Kind::Custom => "[已隐去]",
        Kind::Address => "[地址]",
        Kind::Mobile | Kind::Landline => "[电话]",
        Kind::BankCard | Kind::BankAccount => "[账号]",
        Kind::Plate => "[车牌]",
        Kind::Email => "[邮箱]",
        Kind::Qq => "[QQ]",
        Kind::Wechat => "[微信]",
        Kind::Ip | Kind::Mac | Kind::Imei => "[设备标识]",
        Kind::Geo => "[位置]",
        Kind::Vin => "[车架号]",
        Kind::RealEstateCert => "[不动产证号]",
        Kind::BirthDate => "[出生日期]",
        Kind::Date => "[日期]",
        Kind::Age => "[年龄]",
        Kind::Sex => "[性别]",
        Kind::Ethnicity => "[民族]",
        Kind::Health => "[健康信息]",
        Kind::Disability => "[残疾信息]",
        Kind::Religion => "[宗教信仰]",
        Kind::Income => "[收入]",
        Kind::Asset => "[财产]",
        Kind::Criminal => "[违法犯罪信息]",
        Kind::Victim => "[受侵害情况]",
        Kind::Family => "[婚育收养情况]",
        Kind::MinorFlag => "[未成年人信息]",
        Kind::Kinship => "[家庭关系]",
        Kind::Education => "[学历学校]",
        Kind::Occupation => "[职业]",
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
        | Kind::SocialSecurityCard => "[证件号]",
        Kind::DocNo
        | Kind::CaseNo
        | Kind::OrgCode
        | Kind::Hotline
        | Kind::Amount
        | Kind::IndexNo
        | Kind::StandardNo
        | Kind::RegionCode
        | Kind::Postcode => "[编号]",
    }
}

pub(super) static OPERATOR: Operator = Operator {
    id: "redact",
    zh: "删去，并以标记说明此处原为何物",
    en: "the value goes, a marker says what stood there",
    examples: &[
        Example { rule: r#""redact""#, kind: Kind::Landline, before: "0571-87012348", after: "[电话]" },
        Example {
            rule: r#""redact""#, kind: Kind::BankCard, before: "6228480330000000019", after: "[账号]"
        },
        Example {
            rule: r#"{ redact = "某某" }"#, kind: Kind::Person, before: "周小沣", after: "某某"
        },
    ],
};
