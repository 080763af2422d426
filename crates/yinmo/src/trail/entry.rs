//! What a record says.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use yinmo_core::kind::{Group, Kind};
use yinmo_core::policy::Policy;

use crate::remark::Remark;
use crate::{Report, Restored, Task, Verdict, What};

/// How many findings, by kind and by the id of the action.
pub type Counts = BTreeMap<String, BTreeMap<String, u64>>;

/// What was done with one document. No value, and names as they may be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Entry {
    /// What was done: `check`, `mask`, `restore`, …
    pub task: String,
    /// The document's name, as it may be shown.
    pub document: String,
    /// The format's id; empty if the document was not read.
    pub format: String,
    /// Bytes read.
    pub bytes: u64,
    /// SHA-256 of the document, in hexadecimal; empty if it was not read.
    pub input_hash: String,
    /// What was written, as it may be shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output: Option<String>,
    /// SHA-256 of what was written, in hexadecimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output_hash: Option<String>,
    /// The rules that decided.
    pub profile: Profile,
    /// The legal basis on which the document is published, where one was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basis: Option<String>,
    /// The day until which it may be published, as `2026-12-31`, where one was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publish_until: Option<String>,
    /// Findings by kind and action.
    pub findings: Counts,
    /// What was left although it is personal, and why.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub exemptions: Vec<Exemption>,
    /// Parts that were not read.
    #[serde(skip_serializing_if = "is_zero")]
    pub unread: u64,
    /// What was taken out altogether, by the ids of the policy: how often.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub stripped: BTreeMap<String, u64>,
    /// The verdict's id, or `failed`.
    pub verdict: String,
    /// Why the document was not read, or not written, by an id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What the person who did it says of the reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// The rules that decided.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Profile {
    /// The profile's name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Whom the document is published to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audience: Option<String>,
    /// Names everything that decides.
    pub fingerprint: String,
}

/// What was left although it is personal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exemption {
    /// The kind's id.
    pub kind: String,
    /// How many.
    pub count: u64,
    /// The legal basis the rule gives.
    pub basis: String,
}

/// A line of the trail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Counted from 1.
    pub seq: u64,
    /// When, as in RFC 3339 with the local offset.
    pub at: String,
    /// The program and its version.
    pub tool: String,
    /// Who is responsible, as was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
    /// What was done.
    #[serde(flatten)]
    pub entry: Entry,
    /// So many bytes of a record that was never finished were cut off before this one.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub torn_bytes: u64,
    /// The hash of the record before; empty in the first.
    pub prev: String,
}

impl Entry {
    /// What `report` says of a document that went through `task` under `policy`.
    pub fn of(task: &str, report: &Report, policy: &Policy) -> Self {
        Self {
            task: task.to_owned(),
            document: report.name.clone(),
            format: report.format.to_owned(),
            bytes: report.bytes,
            input_hash: report.hash.clone(),
            output: report.output.clone(),
            output_hash: report.output_hash.clone(),
            findings: counts(report),
            exemptions: exemptions(report, policy),
            unread: report.notes.iter().filter(|note| is_unread(note)).count() as u64,
            stripped: stripped(report),
            verdict: report.verdict.id().to_owned(),
            reason: reason(report.verdict),
            ..Self::by(policy)
        }
    }

    /// What came of a document that was to be restored.
    pub(crate) fn restored(restored: &Restored, format: &str, policy: &Policy) -> Self {
        let counted =
            |(kind, count): (&Kind, &u64)| (kind.id().to_owned(), [("restore".to_owned(), *count)].into());
        let verdict = match (restored.unread, &restored.output_hash) {
            (Some(_), _) => "not-inspected",
            (None, Some(_)) => "restored",
            (None, None) => "unchanged",
        };
        Self {
            task: Task::RESTORE.to_owned(),
            document: restored.name.clone(),
            format: format.to_owned(),
            output_hash: restored.output_hash.clone(),
            findings: restored.numbers.iter().map(counted).collect(),
            verdict: verdict.to_owned(),
            reason: restored.unread.map(|reason| reason.id().to_owned()),
            ..Self::by(policy)
        }
    }

    /// A record of something that failed before there was a report; `reason` is an id.
    pub fn failed(task: &str, document: &str, reason: &str, policy: &Policy) -> Self {
        Self {
            task: task.to_owned(),
            document: document.to_owned(),
            verdict: "failed".to_owned(),
            reason: Some(reason.to_owned()),
            ..Self::by(policy)
        }
    }

    fn by(policy: &Policy) -> Self {
        let profile = Profile {
            name: policy.name().to_owned(),
            version: policy.version().to_owned(),
            audience: policy.audience().map(str::to_owned),
            fingerprint: policy.fingerprint().to_owned(),
        };
        let statement = policy.statement();
        Self {
            profile,
            basis: statement.legal_basis.clone(),
            publish_until: statement.publish_until.map(|day| day.to_string()),
            ..Self::default()
        }
    }
}

fn counts(report: &Report) -> Counts {
    let mut counts = Counts::new();
    for (kind, action, count) in report.counts.iter() {
        *counts.entry(kind.id().to_owned()).or_default().entry(action.to_owned()).or_default() += count;
    }
    counts
}

/// Document furniture is kept too, but it is nobody's.
fn exemptions(report: &Report, policy: &Policy) -> Vec<Exemption> {
    let kept = report
        .counts
        .iter()
        .filter(|&(kind, action, _)| action == "keep" && kind.group() != Group::Furniture);
    let by_rule = kept.map(|(kind, _, count)| Exemption {
        kind: kind.id().to_owned(),
        count: count - by_person(report, kind.id()),
        basis: policy.basis(kind).unwrap_or_default().to_owned(),
    });
    let by_person = report.exempted.iter().map(|exempted| Exemption {
        kind: exempted.what.to_owned(),
        count: exempted.count,
        basis: exempted.basis.clone(),
    });
    by_rule.filter(|exemption| exemption.count > 0).chain(by_person).collect()
}

/// How many values of a kind stay because a person said so.
fn by_person(report: &Report, kind: &str) -> u64 {
    report.exempted.iter().filter(|exempted| exempted.what == kind).map(|exempted| exempted.count).sum()
}

fn stripped(report: &Report) -> BTreeMap<String, u64> {
    let mut stripped = BTreeMap::new();
    for note in report.notes.iter().filter(|note| note.stripped) {
        *stripped.entry(note.id().to_owned()).or_default() += 1;
    }
    stripped
}

fn is_unread(note: &Remark) -> bool {
    !note.stripped && matches!(note.what, What::Unread { .. })
}

fn reason(verdict: Verdict) -> Option<String> {
    match verdict {
        Verdict::NotInspected(reason) => Some(reason.id().to_owned()),
        _ => None,
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
const fn is_zero(count: &u64) -> bool {
    *count == 0
}
