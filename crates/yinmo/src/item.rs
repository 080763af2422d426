use yinmo_core::finding::{Confidence, EvidenceSet, Role};
use yinmo_core::kind::Kind;
use yinmo_core::operators::Action;
use yinmo_core::policy::Reason;
use yinmo_core::text::{Place, Surface};

/// A finding as it is reported: where it stands, why it was found, what happens to it. Never the value.
#[derive(Clone, Debug)]
pub struct Item {
    /// Where, in words a person can follow. Keys that hold personal data are masked in it.
    pub place: Place,
    /// Who gets to see that place.
    pub surface: Surface,
    /// Line in the file's text, counted from 1.
    pub line: usize,
    /// Column in that line, in code points from 1.
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
    /// The line around it with everything found in it hidden, if it was asked for.
    pub excerpt: Option<Excerpt>,
}

impl Item {
    /// Whether the policy leaves it alone.
    pub fn is_kept(&self) -> bool {
        self.action == Action::Keep
    }
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
