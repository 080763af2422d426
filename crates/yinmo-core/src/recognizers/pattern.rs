//! The declaration most recognizers are: a shape, labels, and a check.

use super::{Candidate, Context};
use crate::finding::{Confidence, Evidence, EvidenceSet, Role};
use crate::kind::Kind;
use crate::text::Span;

/// For the characters of a value with `*` for each hidden one: how many values are still possible, if that is too few.
pub type CountCandidates = fn(&[u8]) -> Option<u32>;

/// For the bytes of a cell: a number for their sort, if they are a value and nothing else.
pub type SortCells = fn(&[u8]) -> Option<u8>;

/// Recognises values by their characters.
///
/// A shape is matched against the characters of a value without its separators, so a pattern says `[0-9]{11}`
/// and finds `138-0001-2006` too. The engine sees to it that a match stands alone.
pub struct Pattern {
    /// What a match is.
    pub kind: Kind,
    /// Which claim wins where two overlap.
    pub rank: Rank,
    /// A regular expression over the whole value.
    pub shape: &'static str,
    /// Words that name the kind, before, after or above a value.
    pub labels: &'static [&'static str],
    /// How sure a match is, by what supports it.
    pub scores: Scores,
    /// What the characters themselves prove.
    pub check: fn(&Candidate<'_>) -> Check,
    /// What the surroundings prove, and how far the value reaches into them.
    pub fit: fn(&Candidate<'_>, &Context<'_>) -> Option<Fit>,
    /// For values with mask characters: how many values are still possible. `None` if nothing is masked weakly.
    pub weak: Option<CountCandidates>,
    /// For the bytes of a cell in a column of the kind: a number for their sort, if they are a value and nothing else.
    /// Values of the same sort and length are judged the same.
    pub plain: Option<SortCells>,
    /// Marked text, a case a line: `身份证号：[[11010519491231002X|resident-id]]。` What is not marked must not be
    /// found, so a line without marks is a failing case.
    pub cases: &'static str,
}

impl Pattern {
    /// What a declaration need not say.
    pub const DEFAULT: Self = Self {
        kind: Kind::IndexNo,
        rank: Rank::Labelled,
        shape: "",
        labels: &[],
        scores: Scores::LABEL_ONLY,
        check: |_| Check::Unknown(EvidenceSet::EMPTY),
        fit: |candidate, _| Some(Fit::at(candidate.span())),
        weak: None,
        plain: None,
        cases: "",
    };

    /// Whether `candidate`, whose characters have this pattern's shape, is what the pattern looks for.
    pub(crate) fn judge(&self, candidate: &Candidate<'_>, context: &Context<'_>) -> Option<super::Claim> {
        let check = (self.check)(candidate);
        let unlabelled = self.scores.without_label(check)?;
        if !context.holds(candidate, matches!(check, Check::Confirmed(_))) {
            return None;
        }
        // Cheapest first: most numbers have no label, and most kinds need one.
        let label = || context.label(candidate).filter(|_| !self.is_furniture());
        if unlabelled == 0 && !label()?.names(self.kind) {
            return None;
        }
        let fit = (self.fit)(candidate, context)?;
        let label = label();
        if label.is_some_and(super::Label::vetoes) {
            return None;
        }
        let (confidence, evidence) = self.scores.of(check, label.filter(|label| label.names(self.kind)))?;
        Some(super::Claim {
            kind: self.kind,
            rank: self.rank,
            span: fit.span,
            confidence: confidence.max(fit.confidence).min(fit.at_most),
            role: fit.role,
            weak: None,
            evidence,
        })
    }

    /// Whether nothing is found unless a label stands right beside it.
    pub(crate) const fn needs_tight_label(&self) -> bool {
        let Scores { base, confirmed, loosely, .. } = self.scores;
        base == 0 && confirmed == 0 && loosely == 0
    }

    fn is_furniture(&self) -> bool {
        self.kind.group() == crate::kind::Group::Furniture
    }
}

/// Which claim wins where two overlap: the earlier rank, then the surer, then the longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// What the office itself named.
    Own,
    /// Forms that nothing else has: marriage and property certificates, case and document numbers.
    Structured,
    /// Numbers that hold a whole ID.
    Embedded,
    /// The eighteen-digit ID.
    ResidentId,
    /// Residence permits and foreigners' cards.
    Permit,
    /// Bank cards.
    Card,
    /// The fifteen-digit ID.
    OldResidentId,
    /// Mobile numbers.
    Mobile,
    /// Landlines.
    Landline,
    /// Whatever needs a label.
    Labelled,
    /// Names and addresses.
    Prose,
    /// Codes of organisations: whatever else a number may be goes before.
    Furniture,
}

/// What the characters of a value prove.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    /// A checksum or table says yes.
    Confirmed(EvidenceSet),
    /// Nothing is proved.
    Unknown(EvidenceSet),
    /// It cannot be what the pattern looks for.
    Refuted,
}

impl Check {
    /// Confirmed for this one reason.
    pub const fn confirmed(evidence: Evidence) -> Self {
        Self::Confirmed(EvidenceSet::EMPTY.with(evidence))
    }

    /// Confirmed if `holds`, else not proved.
    pub const fn confirmed_if(holds: bool, evidence: Evidence) -> Self {
        if holds { Self::confirmed(evidence) } else { Self::Unknown(EvidenceSet::EMPTY) }
    }

    /// Refuted unless `possible`.
    pub const fn unknown_if(possible: bool) -> Self {
        if possible { Self::Unknown(EvidenceSet::EMPTY) } else { Self::Refuted }
    }
}

/// Confidence in per cent by what supports a match; 0 is not reported.
#[derive(Clone, Copy, Debug)]
pub struct Scores {
    /// The shape alone.
    pub base: u8,
    /// The check confirmed it.
    pub confirmed: u8,
    /// A label right beside it names the kind.
    pub labelled: u8,
    /// A label names the kind, other words stand between.
    pub loosely: u8,
}

impl Scores {
    /// Found only beside its label.
    pub const LABEL_ONLY: Self = Self { base: 0, confirmed: 0, labelled: 95, loosely: 0 };

    /// The score of a match that no label supports; `None` if it is refuted.
    const fn without_label(self, check: Check) -> Option<u8> {
        match check {
            Check::Refuted => None,
            Check::Confirmed(_) => Some(self.confirmed),
            Check::Unknown(_) => Some(self.base),
        }
    }

    fn of(self, check: Check, label: Option<super::Label>) -> Option<(Confidence, EvidenceSet)> {
        let (checked, evidence) = match check {
            Check::Refuted => return None,
            Check::Confirmed(evidence) => (self.confirmed, evidence),
            Check::Unknown(evidence) => (self.base, evidence),
        };
        let (score, evidence) = match label {
            Some(label) if label.is_tight() => (checked.max(self.labelled), evidence.with(label.place)),
            Some(label) => (checked.max(self.loosely), evidence.with(label.place)),
            None => (checked, evidence),
        };
        (score > 0).then_some((Confidence(score), evidence))
    }
}

/// How far a value reaches, and whose it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fit {
    /// The whole value: with `+86`, brackets, an extension.
    pub span: Span,
    /// Whose it is.
    pub role: Role,
    /// At least this sure, because the surroundings prove it.
    pub confidence: Confidence,
    /// At most this sure, whatever supports it.
    pub at_most: Confidence,
}

impl Fit {
    /// Fits at `span`; nothing else is known.
    pub const fn at(span: Span) -> Self {
        Self { span, role: Role::Unknown, confidence: Confidence(0), at_most: Confidence(100) }
    }

    /// The same, for a person to look at and not to be acted upon.
    #[must_use]
    pub const fn for_review(self) -> Self {
        Self { at_most: Confidence::LOW, ..self }
    }

    /// The same with a role.
    #[must_use]
    pub const fn with_role(self, role: Role) -> Self {
        Self { role, ..self }
    }
}
