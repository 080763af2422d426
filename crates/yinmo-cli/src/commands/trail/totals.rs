//! What the records of a period come to.

use std::collections::{BTreeMap, BTreeSet};

use yinmo::trail::Record;

/// Sums over records.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Documents by verdict.
    pub verdicts: BTreeMap<String, u64>,
    /// Documents by month (`2026-11`) and verdict.
    pub months: BTreeMap<String, BTreeMap<String, u64>>,
    /// Documents by profile and version.
    pub profiles: BTreeMap<String, u64>,
    /// Findings by kind and action.
    pub findings: BTreeMap<String, BTreeMap<String, u64>>,
    /// What was left although it is personal: by kind and basis.
    pub exemptions: BTreeMap<(String, String), u64>,
    /// Everybody who was responsible.
    pub who: BTreeSet<String>,
}

impl Totals {
    /// The sums. Findings count where something was masked: who checks first would count them twice.
    pub fn of<'r>(records: impl IntoIterator<Item = &'r Record>) -> Self {
        let mut totals = Self::default();
        for Record { at, who, entry, .. } in records {
            let month = at.get(..7).unwrap_or(at).to_owned();
            *totals.verdicts.entry(entry.verdict.clone()).or_default() += 1;
            *totals.months.entry(month).or_default().entry(entry.verdict.clone()).or_default() += 1;
            let profile = format!("{} {}", entry.profile.name, entry.profile.version);
            *totals.profiles.entry(profile).or_default() += 1;
            totals.who.extend(who.clone());
            if entry.task != "mask" {
                continue;
            }
            for (kind, actions) in &entry.findings {
                let sums = totals.findings.entry(kind.clone()).or_default();
                actions.iter().for_each(|(action, count)| *sums.entry(action.clone()).or_default() += count);
            }
            for exemption in &entry.exemptions {
                let key = (exemption.kind.clone(), exemption.basis.clone());
                *totals.exemptions.entry(key).or_default() += exemption.count;
            }
        }
        totals
    }
}
