use sha2::{Digest, Sha256};
use yinmo_core::finding::{Confidence, EvidenceSet, Finding, Role};
use yinmo_core::kind::Kind;
use yinmo_core::operators::{Action, Effect};
use yinmo_core::policy::{Decision, Reason};
use yinmo_core::text::{Place, Surface};

use crate::source::hex;
use crate::{Waived, preview};

/// A finding as it is reported: where it stands, why it was found, what happens to it. Never the value.
#[derive(Clone, Debug)]
pub struct Item {
    /// Where, in words a person can follow. Keys that hold personal data are masked in it.
    pub place: Place,
    /// Who gets to see that place.
    pub surface: Surface,
    /// Line in the file's text, counted from 1; 0 where the text is no piece of the file: only the place says where
    /// to look in workbooks, pages, file names.
    pub line: usize,
    /// Column in that line, in code points from 1; 0 without a line.
    pub column: usize,
    /// First code point, from the start of the file's text.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// What it is.
    pub kind: Kind,
    /// How sure the engine is.
    pub confidence: Confidence,
    /// Whose it is.
    pub role: Role,
    /// How many values are still possible, where a mask was already there and hides too little.
    pub weak: Option<u32>,
    /// Why it was reported.
    pub evidence: EvidenceSet,
    /// What the policy does with it.
    pub action: Action,
    /// Why the policy does that.
    pub reason: Reason,
    /// The value with most of it hidden.
    pub preview: String,
    /// Names this finding in this very file; not a function of the value alone.
    pub fingerprint: String,
    /// Why it does not count again, if it does not.
    pub waived: Option<Waived>,
    /// Names it in a baseline, where one is at hand or is made: also after other parts of the file were changed, if the
    /// baseline has a key.
    pub lasting: Option<String>,
    /// The line around it with everything found in it hidden, if it was asked for.
    pub excerpt: Option<Excerpt>,
}

/// Where a finding stands, as it is reported.
pub(crate) struct Stand {
    pub(crate) place: Place,
    pub(crate) surface: Surface,
    pub(crate) line: usize,
    pub(crate) column: usize,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl Item {
    /// The report of what was found on `value`, in the file with this hash.
    pub(crate) fn new(
        finding: &Finding,
        decision: &Decision<'_>,
        value: &str,
        stand: Stand,
        hash: &str,
    ) -> Self {
        let Stand { place, surface, line, column, start, end } = stand;
        Self {
            surface,
            line,
            column,
            start,
            end,
            kind: finding.kind,
            confidence: finding.confidence,
            role: finding.role,
            weak: finding.weak,
            evidence: finding.evidence,
            action: decision.action.clone(),
            reason: decision.reason,
            preview: preview(value, finding.kind),
            fingerprint: fingerprint(hash, &place.to_string(), start, finding.kind),
            waived: None,
            lasting: None,
            excerpt: None,
            place,
        }
    }

    /// The same with nothing of the value shown.
    pub(crate) fn hidden(self) -> Self {
        Self { preview: "*".repeat(self.end - self.start), ..self }
    }

    /// Whether something is to be done about it: the policy does not leave it alone, and it is not waived.
    pub fn counts(&self) -> bool {
        !self.is_kept() && self.waived.is_none()
    }

    /// Whether the policy leaves it alone.
    pub fn is_kept(&self) -> bool {
        self.action.effect() == Effect::Keep
    }
}

/// A hash of file, place and rule. Never of the value: all mobile numbers can be hashed in minutes.
pub(crate) fn fingerprint(hash: &str, place: &str, start: usize, kind: Kind) -> String {
    fingerprint_of(&[hash, place, &start.to_string(), kind.id()])
}

pub(crate) fn fingerprint_of(fields: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for field in fields {
        hasher.update(field.as_bytes());
        hasher.update([0]);
    }
    hex(&hasher.finalize()[..16])
}

/// A piece of a line to show with a finding. Everything found in it is hidden.
#[derive(Clone, Debug)]
pub struct Excerpt {
    /// The piece.
    pub text: String,
    /// Where the hidden value stands in it, in bytes.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
}
