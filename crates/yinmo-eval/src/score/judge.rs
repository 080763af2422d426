use std::fmt::Write as _;

use yinmo_core::Detector;
use yinmo_core::finding::Finding;
use yinmo_core::kind::{Group, Kind};
use yinmo_core::marked;

use super::vector::{Expected, Vector};

/// Runs the engine over vectors.
pub(crate) struct Judge {
    detector: Detector,
}

/// What was found, missed and found wrongly in one vector.
pub(crate) struct Outcome {
    pub(crate) found: Vec<Kind>,
    pub(crate) missed: Vec<Kind>,
    pub(crate) wrong: Vec<Kind>,
    findings: Vec<Finding>,
}

impl Judge {
    pub(crate) fn new() -> Self {
        Self { detector: Detector::new() }
    }

    pub(crate) fn outcome(&self, vector: &Vector, scope: Group) -> Outcome {
        let findings = self.detector.detect(&vector.text);
        let mut unmatched: Vec<&Finding> = findings.iter().filter(|f| f.kind.group() == scope).collect();
        let (mut found, mut missed) = (Vec::new(), Vec::new());
        for expected in &vector.expect {
            let Some(kind) = expected.kind() else { continue };
            match unmatched.iter().position(|finding| self.agrees(finding, expected, &vector.text)) {
                Some(at) => {
                    unmatched.remove(at);
                    found.push(kind);
                }
                None => missed.push(kind),
            }
        }
        let wrong = unmatched.into_iter().map(|finding| finding.kind).collect();
        Outcome { found, missed, wrong, findings }
    }

    fn agrees(&self, finding: &Finding, expected: &Expected, text: &str) -> bool {
        Some(finding.kind) == expected.kind()
            && finding.span == expected.span(text)
            && finding.weak.is_some() == expected.weak
    }
}

impl Outcome {
    pub(crate) fn is_right(&self) -> bool {
        self.missed.is_empty() && self.wrong.is_empty()
    }

    /// For the person who mends the rule: the vector and what was found instead.
    pub(crate) fn explain(&self, vector: &Vector) -> String {
        let mut out = format!("{} {}: {:?}\n", vector.id, vector.class, marked::render(&vector.text, &self.findings));
        let _ = write!(out, "      missed {:?}, wrong {:?}", self.missed, self.wrong);
        out
    }
}
