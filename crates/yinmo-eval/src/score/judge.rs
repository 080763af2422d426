use std::fmt::Write as _;

use yinmo::kind::{Group, Kind};
use yinmo::operators::Effect;
use yinmo::{Decided, Pipeline};
use yinmo_core::marked;

use super::vector::{Expected, Vector};

/// Runs the pipeline with its default policy over vectors.
pub(crate) struct Judge {
    pipeline: Pipeline,
}

/// What was found, missed and found wrongly in one vector.
pub(crate) struct Outcome {
    pub(crate) found: Vec<Kind>,
    pub(crate) missed: Vec<Kind>,
    pub(crate) wrong: Vec<Kind>,
    /// The text with what was found as marks.
    marked: String,
}

impl Judge {
    pub(crate) fn new() -> Self {
        Self { pipeline: Pipeline::default() }
    }

    pub(crate) const fn pipeline(&self) -> &Pipeline {
        &self.pipeline
    }

    pub(crate) fn outcome(&self, vector: &Vector, scope: Group) -> Outcome {
        let decided = self.pipeline.find(&vector.text);
        let mut unmatched: Vec<&Decided<'_>> =
            decided.iter().filter(|decided| decided.finding.kind.group() == scope).collect();
        let (mut found, mut missed) = (Vec::new(), Vec::new());
        for expected in &vector.expect {
            let Some(kind) = expected.kind() else { continue };
            match unmatched.iter().position(|decided| agrees(decided, expected, &vector.text)) {
                Some(at) => {
                    unmatched.remove(at);
                    found.push(kind);
                }
                None => missed.push(kind),
            }
        }
        let wrong = unmatched.into_iter().map(|decided| decided.finding.kind).collect();
        let findings: Vec<_> = decided.iter().map(|decided| decided.finding).collect();
        Outcome { found, missed, wrong, marked: marked::render(&vector.text, &findings) }
    }
}

/// Kind, exact span, weakness, and that the default policy keeps an identifier if and only if it is to be kept.
fn agrees(decided: &Decided<'_>, expected: &Expected, text: &str) -> bool {
    let Decided { finding, decision } = decided;
    let kept = decision.action.effect() == Effect::Keep;
    Some(finding.kind) == expected.kind()
        && finding.span == expected.span(text)
        && finding.weak.is_some() == expected.weak
        && (kept == expected.must_be_kept() || finding.kind.group() != Group::Identifier)
}

impl Outcome {
    pub(crate) fn is_right(&self) -> bool {
        self.missed.is_empty() && self.wrong.is_empty()
    }

    /// For the person who mends the rule: the vector and what was found instead.
    pub(crate) fn explain(&self, vector: &Vector) -> String {
        let mut out = format!("{} {}: {:?}\n", vector.id, vector.class, self.marked);
        let _ = write!(out, "      missed {:?}, wrong {:?}", self.missed, self.wrong);
        out
    }
}
