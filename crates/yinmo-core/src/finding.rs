//! What the engine reports: findings with their evidence, never the value.

use crate::kind::Kind;
use crate::text::Span;

/// Whom a value belongs to; policies decide by it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Role {
    /// Not known. Treated as a citizen unless the policy says otherwise.
    #[default]
    Unknown,
    /// A private person: applicant, householder, party, complainant.
    Citizen,
    /// An office holder acting as such.
    Official,
    /// A person under eighteen.
    Minor,
    /// Someone who gave and whose name the charity publishes.
    Donor,
    /// A line, mailbox, address or account of an office or charity, published on purpose.
    Organisation,
    /// Acts for others by profession or by right: a lawyer, a notary, whoever represents a company or an association.
    Representative,
    /// Whom a penalty notice or a list of defaulters is about.
    Punished,
    /// Gives time, and is named only with consent.
    Volunteer,
    /// A lawyer, or somebody of a legal aid office, who acts in a case.
    Lawyer,
    /// Whom the law shields in a case: a witness, a victim, an informer, an expert, the parties of a family case.
    Protected,
    /// A person under eighteen whom a penalty notice is about.
    PunishedMinor,
    /// Cares for a child who is named beside: whoever knows the one knows the other.
    Guardian,
    /// Is to be hired, as a notice of that says.
    Candidate,
    /// Lives in the household of whoever the document is about.
    Member,
    /// The office says that this very value may stay.
    Allowed,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 16] = [
        Self::Unknown,
        Self::Citizen,
        Self::Official,
        Self::Minor,
        Self::Donor,
        Self::Organisation,
        Self::Representative,
        Self::Punished,
        Self::Volunteer,
        Self::Lawyer,
        Self::Protected,
        Self::PunishedMinor,
        Self::Guardian,
        Self::Candidate,
        Self::Member,
        Self::Allowed,
    ];

    /// Whether whoever has the role acts for an office, a company or a client: what is said beside them is of others.
    pub const fn acts_for_others(self) -> bool {
        matches!(self, Self::Official | Self::Organisation | Self::Representative | Self::Lawyer)
    }

    /// Whether whoever has the role is under eighteen.
    pub const fn is_minor(self) -> bool {
        matches!(self, Self::Minor | Self::PunishedMinor)
    }

    /// The role whose rule holds where a policy says nothing of this one.
    pub const fn wider(self) -> Option<Self> {
        match self {
            Self::Lawyer => Some(Self::Representative),
            Self::Protected | Self::Guardian | Self::Candidate | Self::Member => Some(Self::Citizen),
            Self::PunishedMinor => Some(Self::Minor),
            _ => None,
        }
    }

    /// The permanent id: `citizen`, `official`, …
    pub const fn id(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Citizen => "citizen",
            Self::Official => "official",
            Self::Minor => "minor",
            Self::Donor => "donor",
            Self::Organisation => "organisation",
            Self::Representative => "representative",
            Self::Punished => "punished",
            Self::Volunteer => "volunteer",
            Self::Lawyer => "lawyer",
            Self::Protected => "protected",
            Self::PunishedMinor => "punished-minor",
            Self::Guardian => "guardian",
            Self::Candidate => "candidate",
            Self::Member => "member",
            Self::Allowed => "allowed",
        }
    }

    /// For users, in Chinese.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Unknown => "未知",
            Self::Citizen => "个人",
            Self::Official => "公职人员",
            Self::Minor => "未成年人",
            Self::Donor => "捐赠人",
            Self::Organisation => "机关单位",
            Self::Representative => "代理人、负责人",
            Self::Punished => "被处罚人",
            Self::Volunteer => "志愿者",
            Self::Lawyer => "律师",
            Self::Protected => "证人、被害人等",
            Self::PunishedMinor => "被处罚的未成年人",
            Self::Guardian => "未成年人的监护人",
            Self::Candidate => "拟录用人员",
            Self::Member => "家庭成员",
            Self::Allowed => "单位许可名单",
        }
    }

    /// For users, in English.
    pub const fn en(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Citizen => "a private person",
            Self::Official => "an official",
            Self::Minor => "a minor",
            Self::Donor => "a donor",
            Self::Organisation => "an organisation",
            Self::Representative => "a representative",
            Self::Punished => "the punished party",
            Self::Volunteer => "a volunteer",
            Self::Lawyer => "a lawyer",
            Self::Protected => "a witness, a victim",
            Self::PunishedMinor => "a minor who was punished",
            Self::Guardian => "a minor's guardian",
            Self::Candidate => "somebody to be hired",
            Self::Member => "a member of the household",
            Self::Allowed => "on the list of what may stay",
        }
    }
}

/// How sure the engine is, in per cent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Confidence(pub u8);

impl Confidence {
    /// For a person to look at; not masked by default.
    pub const LOW: Self = Self(30);
    /// The least that is masked by default: where a mask too many costs less than a name that is left.
    pub const LIKELY: Self = Self(40);
    /// Supported by something beside the value.
    pub const MEDIUM: Self = Self(70);
    /// Checked by a checksum, or named by a label.
    pub const HIGH: Self = Self(95);

    /// `low`, `medium` or `high`.
    pub const fn id(self) -> &'static str {
        match self.0 {
            0..40 => "low",
            40..90 => "medium",
            _ => "high",
        }
    }
}

macro_rules! evidence {
    ($($variant:ident $id:literal $zh:literal $en:literal;)*) => {
        /// One reason for a finding.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Evidence {
            $(#[doc = $en] $variant,)*
        }

        impl Evidence {
            /// Every reason, in declaration order.
            pub const ALL: &[Evidence] = &[$(Evidence::$variant,)*];

            /// The permanent kebab-case id.
            pub const fn id(self) -> &'static str {
                match self { $(Evidence::$variant => $id,)* }
            }

            /// For users, in Chinese.
            pub const fn zh(self) -> &'static str {
                match self { $(Evidence::$variant => $zh,)* }
            }

            /// For users, in English.
            pub const fn en(self) -> &'static str {
                match self { $(Evidence::$variant => $en,)* }
            }
        }
    };
}

evidence! {
    ChecksumHolds "checksum-holds" "校验位正确" "the checksum holds";
    ChecksumFails "checksum-fails" "校验位不符（可能录错）" "the checksum fails (a typing error?)";
    RegionKnown "region-known" "行政区划代码存在" "the region code exists";
    DateValid "date-valid" "出生日期有效" "the date is possible";
    PrefixKnown "prefix-known" "号段已分配" "the prefix is assigned";
    Shape "shape" "形式独特" "the form is distinctive";
    LabelBefore "label-before" "前有标签" "a label stands before";
    LabelAfter "label-after" "后有标签" "a label stands after";
    ColumnHeading "column-heading" "列标题" "the column heading says so";
    SameCell "same-cell" "同一单元格" "stands in the same cell";
    Surname "surname" "姓氏" "begins with a surname";
    GivenName "given-name" "人名用字" "characters common in given names";
    Title "title" "称谓或职务" "a title or form of address";
    List "list" "名单" "stands in a list of names";
    Neighbour "neighbour" "相邻证件号或电话" "an identifier stands beside";
    Repetition "repetition" "文中已出现" "found elsewhere in the document already";
    Model "model" "模型判断" "the sequence model sees one";
    Gazetteer "gazetteer" "地名表" "a known place name";
    Grammar "grammar" "地址结构" "the grammar of addresses";
    Vocabulary "vocabulary" "敏感词表" "a word for what is nobody else's business";
    Subject "subject" "说的是某个人" "it is said of a person";
    WeakMask "weak-mask" "遮盖不足" "masked, but too little is hidden";
    LostDigit "lost-digit" "位数不符（可能漏录或多录）" "a digit is missing or doubled";
    Dotted "dotted" "间隔号相连" "parts joined with a dot";
    NotSeen "not-seen" "模型未认出" "the sequence model does not see one";
    BoundaryUnsure "boundary-unsure" "起止不确定" "where it begins or ends is not certain";
    OrdinaryWord "ordinary-word" "也是常用词" "an ordinary word as well";
    Listed "listed" "单位自定" "on a list of the office, or of its own form";
    ShopName "shop-name" "后接店铺字号" "the name of a shop may follow";
}

impl Evidence {
    /// Whether it speaks against the finding rather than for it.
    pub const fn is_against(self) -> bool {
        matches!(
            self,
            Self::ChecksumFails
                | Self::LostDigit
                | Self::NotSeen
                | Self::BoundaryUnsure
                | Self::OrdinaryWord
                | Self::ShopName
        )
    }
}

/// The reasons for one finding, and those against it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct EvidenceSet {
    bits: u32,
    /// How sure the sequence model is, in per cent; 0 where it was not asked or sees nobody.
    score: u8,
}

impl EvidenceSet {
    /// No reason yet.
    pub const EMPTY: Self = Self { bits: 0, score: 0 };

    /// This set and `evidence`.
    #[must_use]
    pub const fn with(self, evidence: Evidence) -> Self {
        Self { bits: self.bits | 1 << evidence as u32, ..self }
    }

    /// This set, and that the sequence model sees somebody there with this chance, in per cent.
    #[must_use]
    pub const fn with_score(self, score: u8) -> Self {
        Self { score, ..self }
    }

    /// All that either set says.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        let score = if self.score > other.score { self.score } else { other.score };
        Self { bits: self.bits | other.bits, score }
    }

    /// A bit for each reason.
    pub(crate) const fn bits(self) -> u32 {
        self.bits
    }

    /// How sure the sequence model is that anybody is named there, in per cent.
    pub fn score(self) -> Option<u8> {
        (self.score > 0).then_some(self.score)
    }

    /// Whether `evidence` is among the reasons.
    pub const fn has(self, evidence: Evidence) -> bool {
        self.bits & 1 << evidence as u32 != 0
    }

    /// The reasons, in declaration order.
    pub fn iter(self) -> impl Iterator<Item = Evidence> {
        Evidence::ALL.iter().copied().filter(move |&e| self.has(e))
    }
}

impl EvidenceSet {
    /// What speaks for a finding and against it, in Chinese: `前有标签；模型判断（87%）；存疑：起止不确定`.
    pub fn zh(self) -> String {
        self.words(Evidence::zh, ["；", "存疑：", "、", "（", "）"])
    }

    /// The same in English: `a label stands before; the sequence model sees one (87%); doubtful: …`.
    pub fn en(self) -> String {
        self.words(Evidence::en, ["; ", "doubtful: ", ", ", " (", ")"])
    }

    fn words(self, name: fn(Evidence) -> &'static str, [and, but, or, open, close]: [&str; 5]) -> String {
        let word = |evidence: Evidence| match (evidence, self.score()) {
            (Evidence::Model, Some(score)) => format!("{}{open}{score}%{close}", name(evidence)),
            _ => name(evidence).to_owned(),
        };
        let against: Vec<String> = self.iter().filter(|reason| reason.is_against()).map(word).collect();
        let mut said: Vec<String> = self.iter().filter(|reason| !reason.is_against()).map(word).collect();
        if !against.is_empty() {
            said.push(format!("{but}{}", against.join(or)));
        }
        said.join(and)
    }
}

impl FromIterator<Evidence> for EvidenceSet {
    fn from_iter<I: IntoIterator<Item = Evidence>>(iter: I) -> Self {
        iter.into_iter().fold(Self::EMPTY, Self::with)
    }
}

/// Something personal, or kept on purpose, at a place in a text.
///
/// It says where and why, and never holds the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub kind: Kind,
    /// Where it is, in bytes of the text it was found in.
    pub span: Span,
    /// How sure the engine is.
    pub confidence: Confidence,
    /// Whose it is.
    pub role: Role,
    /// How many values are still possible, where a mask was already there and hides too little.
    pub weak: Option<u32>,
    /// Why it was reported.
    pub evidence: EvidenceSet,
}

impl Finding {
    /// Whether nothing beside the name itself and the sequence model speaks for it.
    pub fn is_guess(&self) -> bool {
        let of_itself = |evidence: &Evidence| matches!(evidence, Evidence::Surname | Evidence::GivenName);
        let mut beside =
            self.evidence.iter().filter(|evidence| !evidence.is_against() && !of_itself(evidence));
        beside.next() == Some(Evidence::Model) && beside.next().is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::{Evidence, EvidenceSet};

    #[test]
    fn what_speaks_for_comes_before_what_speaks_against() {
        let seen = EvidenceSet::EMPTY.with(Evidence::BoundaryUnsure).with(Evidence::Model).with_score(87);
        let labelled = seen.with(Evidence::LabelBefore).with(Evidence::OrdinaryWord);
        assert_eq!(labelled.zh(), "前有标签；模型判断（87%）；存疑：起止不确定、也是常用词");
        assert_eq!(
            EvidenceSet::EMPTY.with(Evidence::LostDigit).en(),
            "doubtful: a digit is missing or doubled"
        );
        assert_eq!(EvidenceSet::EMPTY.with(Evidence::Title).zh(), "称谓或职务");
    }

    #[test]
    fn what_either_of_two_says_both_say_together() {
        let seen = EvidenceSet::EMPTY.with(Evidence::Model).with_score(60);
        let titled = EvidenceSet::EMPTY.with(Evidence::Title).with_score(20);
        let both = seen.and(titled);
        assert!(both.has(Evidence::Model) && both.has(Evidence::Title));
        assert_eq!(both.score(), Some(60));
    }
}
