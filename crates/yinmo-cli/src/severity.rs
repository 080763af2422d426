//! How grave it would be to publish what was found: against the thresholds of the judicial interpretation of 2017
//! (法释〔2017〕10号), and which profile would fit. For reviews in which nothing is masked.

use yinmo::kind::Severity;
use yinmo::{Policy, Report};

use crate::lang::Lang;

/// From the gravest on: where it begins to matter, for those who did not get the data by their duty.
const THRESHOLDS: [(Severity, u64); 3] =
    [(Severity::Grave, 50), (Severity::Serious, 500), (Severity::Ordinary, 5_000)];

/// What was found of one severity.
pub struct Weight {
    /// The permanent id.
    pub id: &'static str,
    /// How many pieces.
    pub count: u64,
    /// How many it takes.
    pub threshold: u64,
    zh: &'static str,
    en: &'static str,
}

impl Weight {
    /// How many it takes for those whose duty gave them the data.
    pub const fn on_duty(&self) -> u64 {
        self.threshold / 2
    }

    /// In words.
    pub fn said(&self, lang: Lang) -> String {
        let (count, threshold, half) = (self.count, self.threshold, self.on_duty());
        let over = match count {
            count if count >= threshold => lang.pick("，已达", ", reached"),
            count if count >= half => lang.pick("，履职者已达", ", reached for those on duty"),
            _ => "",
        };
        lang.pick(
            format!("{} {count} 条（{threshold} 条起，履职者 {half} 条起{over}）", self.zh),
            format!("{} {count} (from {threshold} on, {half} for those on duty{over})", self.en),
        )
    }
}

/// Whether the policy only looks: then it is said how grave what it found is.
pub fn is_asked(policy: &Policy) -> bool {
    policy.name().starts_with("review-only")
}

/// What was found of each severity, whatever the policy lets stay on purpose left out.
pub fn weigh<'r>(reports: &(impl Iterator<Item = &'r Report> + Clone)) -> Vec<Weight> {
    let weight = |(severity, threshold)| {
        let counts = reports.clone().flat_map(|report| report.counts.iter());
        let own = counts.filter(|(kind, action, _)| kind.severity() == severity && *action != "keep");
        let (id, zh, en) = match severity {
            Severity::Grave => ("grave", "财产、行踪等", "property and whereabouts"),
            Severity::Serious => ("serious", "证件、健康、通信等", "identity, health and contact"),
            _ => ("ordinary", "其他", "other"),
        };
        Weight { id, count: own.map(|(.., count)| count).sum(), threshold, zh, en }
    };
    THRESHOLDS.into_iter().map(weight).collect()
}

/// The profile that would fit a document, by what it is called. Children in need are no matter of a profile.
pub fn fitting(report: &Report) -> Option<&'static str> {
    const BY_NAME: [(&str, &[&str]); 4] = [
        ("social-assistance-notice", &["低保", "救助", "特困", "困难家庭", "残疾人补贴", "高龄津贴"]),
        ("punitive-disclosure", &["处罚", "失信", "惩戒", "黑名单"]),
        ("court-document", &["判决", "裁定", "调解书", "民初", "刑初", "民终", "刑终"]),
        ("mandatory-disclosure", &["任免", "任前", "拟录用", "招聘", "招标", "采购", "中标", "捐赠"]),
    ];
    if report.children.rows > 0 {
        return None;
    }
    let named = BY_NAME.into_iter().find(|(_, words)| words.iter().any(|word| report.name.contains(word)));
    Some(named.map_or("general-publication", |(profile, _)| profile))
}
