//! Whether what is reported with some confidence is there as often as that says.

use std::collections::BTreeMap;

use yinmo::finding::{Evidence, Finding};
use yinmo::kind::Kind;

use super::vector::Vector;

/// The kinds that sets mark, and what they call them.
const KINDS: [(Kind, &str); 2] = [(Kind::Person, "PERSON"), (Kind::Address, "ADDRESS")];

/// Findings of people and addresses by tenths of their confidence, and by what spoke for them.
#[derive(Default)]
pub(crate) struct Reliability {
    tenths: BTreeMap<(&'static str, u8), Share>,
    reasons: BTreeMap<(&'static str, Vec<&'static str>), Share>,
}

/// How many of some findings were right.
#[derive(Clone, Copy, Default)]
pub(crate) struct Share {
    pub(crate) found: usize,
    /// The sum of their confidences, in per cent.
    said: usize,
    /// Overlapping what is marked.
    there: usize,
    /// Exactly what is marked.
    exact: usize,
}

impl Share {
    fn add(&mut self, other: Self) {
        self.found += other.found;
        self.said += other.said;
        self.there += other.there;
        self.exact += other.exact;
    }

    /// Mean confidence, how many were there, and how many with exactly these ends, in per cent.
    pub(crate) fn per_cent(self) -> [f64; 3] {
        let share = |part: usize| part as f64 / self.found as f64;
        [share(self.said), 100.0 * share(self.there), 100.0 * share(self.exact)]
    }
}

impl Reliability {
    /// Adds a finding in a text, unless it stands on what the set sets aside.
    pub(crate) fn add(&mut self, vector: &Vector, finding: &Finding) {
        let Some((kind, name)) = KINDS.into_iter().find(|(kind, _)| *kind == finding.kind) else { return };
        let (real, hidden, others) = vector.marked(name);
        let there = real.iter().any(|span| span.overlaps(finding.span));
        if hidden.iter().any(|span| span.overlaps(finding.span))
            || !there && others.iter().any(|span| span.overlaps(finding.span))
        {
            return;
        }
        let share = Share {
            found: 1,
            said: usize::from(finding.confidence.0),
            there: usize::from(there),
            exact: usize::from(real.contains(&finding.span)),
        };
        self.tenths.entry((kind.id(), finding.confidence.0 / 10)).or_default().add(share);
        self.reasons.entry((kind.id(), reasons(finding))).or_default().add(share);
    }

    pub(crate) fn merge(&mut self, other: Self) {
        other.tenths.into_iter().for_each(|(key, share)| self.tenths.entry(key).or_default().add(share));
        other.reasons.into_iter().for_each(|(key, share)| self.reasons.entry(key).or_default().add(share));
    }

    /// By kind and tenth, lowest first.
    pub(crate) fn tenths(&self) -> impl Iterator<Item = (&'static str, u8, Share)> {
        self.tenths.iter().map(|(&(kind, tenth), &share)| (kind, tenth, share))
    }

    /// By kind and what spoke for the findings, most frequent first.
    pub(crate) fn reasons(&self) -> Vec<(&'static str, String, Share)> {
        let mut all: Vec<_> =
            self.reasons.iter().map(|((kind, reasons), share)| (*kind, reasons.join(", "), *share)).collect();
        all.sort_by_key(|(kind, _, share)| (std::cmp::Reverse(*kind), std::cmp::Reverse(share.found)));
        all
    }
}

/// What stands beside a name or in an address, and whether the model saw it.
fn reasons(finding: &Finding) -> Vec<&'static str> {
    let told = finding.evidence.iter().filter(|reason| {
        !matches!(
            reason,
            Evidence::Surname | Evidence::GivenName | Evidence::BoundaryUnsure | Evidence::OrdinaryWord
        )
    });
    told.map(Evidence::id).collect()
}

#[cfg(test)]
mod tests {
    use yinmo::finding::{Confidence, EvidenceSet, Finding, Role};
    use yinmo::kind::Kind;
    use yinmo_core::text::Span;

    use super::Reliability;
    use crate::score::vector;

    fn finding(span: Span, confidence: u8) -> Finding {
        Finding {
            kind: Kind::Person,
            span,
            confidence: Confidence(confidence),
            role: Role::Citizen,
            weak: None,
            evidence: EvidenceSet::EMPTY,
        }
    }

    #[test]
    fn a_finding_that_overlaps_is_there_and_only_the_same_is_exact() {
        let line = r#"{"text": "王建坪与张某某", "entities": [
            {"start": 0, "end": 3, "type": "PERSON"}, {"start": 4, "end": 7, "type": "PERSON"}]}"#;
        let vectors = vector::parse(&line.replace('\n', " ")).unwrap();
        let mut reliability = Reliability::default();
        for (start, end) in [(0, 9), (0, 12), (9, 12), (12, 21)] {
            reliability.add(&vectors[0], &finding(Span::new(start, end), 80));
        }
        // What is anonymous already is set aside.
        let tenths: Vec<_> = reliability.tenths().collect();
        let (kind, tenth, share) = tenths[0];
        assert_eq!((tenths.len(), kind, tenth, share.found), (1, "person", 8, 3));
        let [said, there, exact] = share.per_cent();
        assert_eq!([said.round(), there.round(), exact.round()], [80.0, 67.0, 33.0]);
    }
}
