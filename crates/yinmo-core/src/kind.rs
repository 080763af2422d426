//! What: the closed list of kinds, each with a permanent id, a group and a severity.
//!
//! Ids are kebab-case and never change: `resident-id` means the same in policies, JSON, docs and test names.

use std::fmt;
use std::str::FromStr;

/// What family a kind belongs to, which decides where it is looked for and how policies group it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Group {
    /// Numbers and certificates that single out a person.
    Identifier,
    /// Names and addresses.
    Person,
    /// What is true of a person: health, income, birth date.
    Attribute,
    /// What a document needs to stay searchable and checkable. Recognised so that it is kept.
    Furniture,
}

/// How much harm publication does; the thresholds of the 2017 judicial interpretation
/// (50, 500 and 5,000 pieces) attach to these classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Not personal.
    None,
    /// Ordinary personal information: 5,000 pieces.
    Ordinary,
    /// Health, contact and trade data that can endanger body or property: 500 pieces.
    Serious,
    /// Whereabouts, communications, credit, property: 50 pieces.
    Grave,
}

macro_rules! kinds {
    ($($variant:ident $id:literal $group:ident $severity:ident $zh:literal $en:literal;)*) => {
        /// A kind of thing yinmo can find.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Kind {
            $(#[doc = concat!($zh, " (", $en, ")")] $variant,)*
        }

        impl Kind {
            /// Every kind, in declaration order.
            pub const ALL: &[Kind] = &[$(Kind::$variant,)*];

            /// The permanent kebab-case id.
            pub const fn id(self) -> &'static str {
                match self { $(Kind::$variant => $id,)* }
            }

            /// The name for users, in Chinese.
            pub const fn zh(self) -> &'static str {
                match self { $(Kind::$variant => $zh,)* }
            }

            /// The name for users, in English.
            pub const fn en(self) -> &'static str {
                match self { $(Kind::$variant => $en,)* }
            }

            /// The family the kind belongs to.
            pub const fn group(self) -> Group {
                match self { $(Kind::$variant => Group::$group,)* }
            }

            /// The harm its publication does.
            pub const fn severity(self) -> Severity {
                match self { $(Kind::$variant => Severity::$severity,)* }
            }
        }
    };
}

kinds! {
    ResidentId "resident-id" Identifier Serious "居民身份证号码" "resident identity number";
    HmtResidencePermit "hmt-residence-permit" Identifier Serious "港澳台居民居住证号码" "residence permit of Hong Kong, Macao and Taiwan residents";
    ForeignerPrId "foreigner-pr-id" Identifier Serious "外国人永久居留身份证号码" "foreign permanent resident ID";
    HmTravelPermit "hm-travel-permit" Identifier Serious "港澳居民来往内地通行证号码" "Mainland travel permit of Hong Kong and Macao residents";
    TwTravelPermit "tw-travel-permit" Identifier Serious "台湾居民来往大陆通行证号码" "Mainland travel permit of Taiwan residents";
    HmtId "hmt-id" Identifier Serious "港澳台身份证号码" "identity card of Hong Kong, Macao or Taiwan";
    Passport "passport" Identifier Serious "护照号码" "passport number";
    MilitaryId "military-id" Identifier Serious "军人证件号码" "military identity number";
    DisabilityCert "disability-cert" Identifier Serious "残疾人证号" "disability certificate number";
    StudentId "student-id" Identifier Serious "学籍号" "school registration number";
    TaxpayerIdPerson "taxpayer-id-person" Identifier Serious "自然人纳税人识别号" "taxpayer number of a natural person";
    BirthCert "birth-cert" Identifier Serious "出生医学证明编号" "birth certificate number";
    MarriageCert "marriage-cert" Identifier Serious "结婚证或离婚证字号" "marriage or divorce certificate number";
    DriverFileNo "driver-file-no" Identifier Ordinary "驾驶证档案编号" "driving licence file number";
    HouseholdBook "household-book" Identifier Ordinary "户口簿编号" "household booklet number";
    AssistanceCert "assistance-cert" Identifier Ordinary "救助证件编号" "assistance certificate number";
    SocialSecurityCard "social-security-card" Identifier Serious "社会保障卡卡号" "social security card number";
    Mobile "mobile" Identifier Serious "手机号码" "mobile number";
    Landline "landline" Identifier Ordinary "固定电话号码" "landline number";
    BankCard "bank-card" Identifier Grave "银行卡号" "bank card number";
    BankAccount "bank-account" Identifier Grave "银行账号" "bank account number";
    Plate "plate" Identifier Ordinary "机动车号牌" "number plate";
    Email "email" Identifier Ordinary "电子邮箱" "e-mail address";
    Qq "qq" Identifier Ordinary "QQ号" "QQ number";
    Wechat "wechat" Identifier Ordinary "微信号" "WeChat id";
    Ip "ip" Identifier Ordinary "IP地址" "IP address";
    Mac "mac" Identifier Ordinary "MAC地址" "MAC address";
    Imei "imei" Identifier Ordinary "设备识别码" "IMEI";
    Geo "geo" Identifier Grave "经纬度" "geographic position";
    Vin "vin" Identifier Ordinary "车辆识别代号" "vehicle identification number";
    Custom "custom" Identifier Ordinary "单位自定的信息" "what the office named itself";
    RealEstateCert "real-estate-cert" Identifier Grave "不动产权证号" "real estate certificate number";
    Person "person" Person Ordinary "姓名" "name of a person";
    Company "company" Person None "企业名称" "name of a company";
    Address "address" Person Ordinary "住址" "address";
    BirthDate "birth-date" Attribute Ordinary "出生日期" "date of birth";
    Age "age" Attribute Ordinary "年龄" "age";
    Sex "sex" Attribute Ordinary "性别" "sex";
    Ethnicity "ethnicity" Attribute Ordinary "民族" "ethnicity";
    Health "health" Attribute Serious "健康状况" "health";
    Disability "disability" Attribute Serious "残疾信息" "disability";
    Religion "religion" Attribute Serious "宗教信仰" "religion";
    Income "income" Attribute Ordinary "收入" "income";
    Asset "asset" Attribute Grave "财产" "assets";
    Criminal "criminal" Attribute Serious "违法犯罪信息" "criminal record or custody";
    Victim "victim" Attribute Serious "受侵害情况" "being the victim of an offence";
    Family "family" Attribute Ordinary "婚育收养情况" "marriage, birth and adoption";
    MinorFlag "minor-flag" Attribute Serious "未成年人身份" "status as a minor";
    Kinship "kinship" Attribute Ordinary "家庭关系" "kinship";
    Education "education" Attribute Ordinary "学历学校" "education";
    Occupation "occupation" Attribute Ordinary "职业" "occupation";
    DocNo "doc-no" Furniture None "文号" "document number";
    CaseNo "case-no" Furniture None "案号" "case number";
    OrgCode "org-code" Furniture None "统一社会信用代码或组织机构代码" "organisation code";
    Hotline "hotline" Furniture None "公共热线" "public hotline";
    Date "date" Furniture None "日期" "date";
    Amount "amount" Furniture None "金额" "amount";
    IndexNo "index-no" Furniture None "索引号或业务编号" "index or business number";
    StandardNo "standard-no" Furniture None "标准号" "number of a standard";
    RegionCode "region-code" Furniture None "行政区划代码" "region code";
    Postcode "postcode" Furniture None "邮政编码" "postcode";
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// The text is no kind's id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownKind;

impl FromStr for Kind {
    type Err = UnknownKind;

    fn from_str(id: &str) -> Result<Self, UnknownKind> {
        Self::ALL.iter().copied().find(|kind| kind.id() == id).ok_or(UnknownKind)
    }
}

#[cfg(test)]
mod tests {
    use super::Kind;

    #[test]
    fn ids_are_unique_kebab_case_and_parse_back() {
        for kind in Kind::ALL {
            assert!(kind.id().bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{kind}");
            assert_eq!(kind.id().parse(), Ok(*kind));
        }
    }
}
