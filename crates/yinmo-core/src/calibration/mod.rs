//! How sure all the evidence together makes.
//!
//! Rules and the sequence model each say how sure they are, in numbers of their own: these serve to decide which claim
//! wins. What is reported is one number for everything that speaks for and against: the chance, in per cent, that
//! what was found is there at all, if not with exactly these ends. Each reason adds its weight to the logarithm of the
//! odds. The weights are fitted by `yinmo-eval calibrate` on marked documents; how well they hold on others is shown in
//! `docs/quality.md`.

mod weights;

use crate::finding::{Confidence, Evidence, EvidenceSet};
use crate::kind::Kind;

/// What each reason adds to the logarithm of the odds that somebody, or an address, is there.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    /// Added in any case.
    pub base: f32,
    /// Times the log odds of the sequence model's score, where it has one.
    pub score: f32,
    /// Times the log odds of the rule's own confidence, where the model has no score.
    pub rule: f32,
    /// Added where a label stands before a name that the model does not see: then its word counts for more.
    pub labelled_unseen: f32,
    /// Added for each reason, in the order of [`Weights::REASONS`].
    pub reasons: [f32; Weights::REASONS.len()],
}

impl Weights {
    /// The reasons that have a weight.
    pub const REASONS: [Evidence; 16] = [
        Evidence::LabelBefore,
        Evidence::Title,
        Evidence::List,
        Evidence::Neighbour,
        Evidence::Shape,
        Evidence::Dotted,
        Evidence::Repetition,
        Evidence::ColumnHeading,
        Evidence::Surname,
        Evidence::GivenName,
        Evidence::Gazetteer,
        Evidence::Grammar,
        Evidence::NotSeen,
        Evidence::BoundaryUnsure,
        Evidence::OrdinaryWord,
        Evidence::ShopName,
    ];

    /// The weights for a kind of finding; `None` where the number that its recognizer gives is reported as it is.
    pub const fn of(kind: Kind) -> Option<&'static Self> {
        match kind {
            Kind::Person => Some(&weights::PERSON),
            Kind::Address => Some(&weights::ADDRESS),
            _ => None,
        }
    }

    /// The chance that all the evidence gives; `own` is how sure the recognizer is by itself.
    pub fn chance(&self, own: Confidence, evidence: EvidenceSet) -> f32 {
        let sources = match evidence.score() {
            Some(score) => self.score * log_odds(score),
            None => self.rule * log_odds(own.0),
        };
        let unseen = if is_labelled_unseen(evidence) { self.labelled_unseen } else { 0.0 };
        let reasons = Self::REASONS.iter().zip(self.reasons);
        let reasons: f32 =
            reasons.filter(|(reason, _)| evidence.has(**reason)).map(|(_, weight)| weight).sum();
        1.0 / (1.0 + (-(self.base + sources + unseen + reasons)).exp())
    }
}

/// Whether a label stands right before what the model does not see; what only follows in its list is less sure.
pub fn is_labelled_unseen(evidence: EvidenceSet) -> bool {
    evidence.has(Evidence::LabelBefore) && evidence.has(Evidence::NotSeen) && !evidence.has(Evidence::List)
}

/// The logarithm of the odds of a chance in per cent; what is certain either way is nearly so.
pub fn log_odds(per_cent: u8) -> f32 {
    let chance = f32::from(per_cent.clamp(1, 99)) / 100.0;
    (chance / (1.0 - chance)).ln()
}

/// How sure a finding of `kind` is, of which its recognizer is as sure as `own`.
pub fn confidence(kind: Kind, own: Confidence, evidence: EvidenceSet) -> Confidence {
    match Weights::of(kind) {
        Some(weights) => Confidence((weights.chance(own, evidence) * 100.0).round().clamp(1.0, 99.0) as u8),
        None => own,
    }
}

#[cfg(test)]
mod tests {
    use super::{confidence, log_odds};
    use crate::finding::{Confidence, Evidence, EvidenceSet};
    use crate::kind::Kind;

    fn sure(evidence: EvidenceSet) -> u8 {
        confidence(Kind::Person, Confidence::MEDIUM, evidence).0
    }

    #[test]
    fn the_surer_the_model_the_surer_the_finding() {
        let of = |score| sure(EvidenceSet::EMPTY.with(Evidence::Model).with_score(score));
        assert!((1..99).all(|score| of(score) <= of(score + 1)));
        assert!(of(10) < 30 && of(98) > 90);
    }

    #[test]
    fn reasons_raise_and_doubts_lower() {
        let seen = EvidenceSet::EMPTY.with(Evidence::Model).with_score(60);
        assert!(sure(seen.with(Evidence::LabelBefore)) > sure(seen));
        assert!(sure(seen.with(Evidence::Neighbour)) > sure(seen));
        let titled = EvidenceSet::EMPTY.with(Evidence::Title);
        assert!(sure(titled.with(Evidence::NotSeen)) < sure(titled));
    }

    #[test]
    fn what_has_no_weights_is_reported_as_its_recognizer_says() {
        let evidence = EvidenceSet::EMPTY.with(Evidence::ChecksumHolds);
        assert_eq!(confidence(Kind::ResidentId, Confidence::HIGH, evidence), Confidence::HIGH);
    }

    #[test]
    fn odds_are_those_of_the_chance() {
        assert_eq!(log_odds(50), 0.0);
        assert!((log_odds(90) - 9_f32.ln()).abs() < 1e-5);
        assert!(log_odds(0).is_finite() && log_odds(100).is_finite());
    }
}
