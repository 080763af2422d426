use yinmo_core::Detector;
use yinmo_core::finding::{Confidence, EvidenceSet};
use yinmo_core::kind::Kind;
use yinmo_core::recognizers::Claim;
use yinmo_core::text::Span;

use crate::score::vector::Vector;

/// What was claimed, and whether anything of the kind is there.
pub(super) struct Sample {
    pub(super) own: Confidence,
    pub(super) evidence: EvidenceSet,
    pub(super) right: bool,
}

/// Every claim of a kind in a set, if it marks any; those on what the set marks otherwise are no samples.
pub(super) fn all(detector: &Detector, set: &[Vector], kind: Kind) -> Vec<Sample> {
    let name = if kind == Kind::Address { "ADDRESS" } else { "PERSON" };
    let marks_any = set.iter().any(|vector| !vector.marked(name).0.is_empty());
    set.iter().filter(|_| marks_any).flat_map(|vector| of(detector, vector, kind, name)).collect()
}

fn of(detector: &Detector, vector: &Vector, kind: Kind, name: &str) -> Vec<Sample> {
    let (marked, hidden, others) = vector.marked(name);
    let others = [hidden, others].concat();
    let claims = detector.prose(&vector.text).into_iter().filter(|claim| claim.kind == kind);
    claims.filter_map(|claim| judged(&claim, &marked, &others)).collect()
}

fn judged(claim: &Claim, marked: &[Span], others: &[Span]) -> Option<Sample> {
    let touches = |spans: &[Span]| spans.iter().any(|span| span.overlaps(claim.span));
    let right = touches(marked);
    (right || !touches(others)).then_some(Sample { own: claim.confidence, evidence: claim.evidence, right })
}
