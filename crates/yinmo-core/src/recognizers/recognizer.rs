use super::{Attribute, Pattern, Rank, Reading};
use crate::calibration;
use crate::detector::Pieces;
use crate::finding::{Confidence, EvidenceSet, Finding, Role};
use crate::kind::Kind;
use crate::text::Span;

/// One kind of thing the engine looks for.
pub trait Recognizer: Sync {
    /// What it finds.
    fn kind(&self) -> Kind;

    /// Words that name the kind beside a value.
    fn labels(&self) -> &'static [&'static str];

    /// Marked text, a case a line. What is not marked must not be found.
    fn cases(&self) -> &'static str;

    /// The declaration, if the kind is recognised by the characters of a value.
    fn pattern(&'static self) -> Option<&'static Pattern> {
        None
    }

    /// The declaration, if the kind is what is true of a person.
    fn attribute(&'static self) -> Option<&'static Attribute> {
        None
    }

    /// Reads running text and claims what it finds; nothing for patterns.
    fn read(&self, _reading: &Reading<'_>, _claims: &mut Vec<Claim>) {}

    /// Whether it is asked only where a policy does something with what it finds.
    fn is_on_demand(&self) -> bool {
        false
    }

    /// Whether it knows cells that are written alike.
    fn likens(&self) -> bool {
        false
    }

    /// For a cell in a column of this kind that is nothing but a plainly written value: how it is written, as far as that
    /// matters to anybody. That is a number of seven bytes, and in `long` what does not fit into one.
    fn liken(&self, _cell: &str, _long: &mut Pieces) -> Option<u64> {
        None
    }
}

impl Recognizer for Pattern {
    fn kind(&self) -> Kind {
        self.kind
    }

    fn labels(&self) -> &'static [&'static str] {
        self.labels
    }

    fn cases(&self) -> &'static str {
        self.cases
    }

    fn pattern(&'static self) -> Option<&'static Pattern> {
        Some(self)
    }

    fn likens(&self) -> bool {
        self.plain.is_some()
    }

    fn liken(&self, cell: &str, _long: &mut Pieces) -> Option<u64> {
        let sort = self.plain?(cell.as_bytes())?;
        Some(((cell.len() as u64) << 8) | u64::from(sort))
    }
}

/// What a recognizer says about a span, before it is known which claim wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    /// What it is said to be.
    pub kind: Kind,
    /// Precedence over claims on the same text.
    pub rank: Rank,
    /// Where.
    pub span: Span,
    /// How sure.
    pub confidence: Confidence,
    /// Whose.
    pub role: Role,
    /// Values still possible, if it is a mask that hides too little.
    pub weak: Option<u32>,
    /// Why.
    pub evidence: EvidenceSet,
}

impl Claim {
    /// The claim in bytes of a text that begins `by` bytes before this one.
    pub(crate) const fn shifted(self, by: usize) -> Self {
        Self { span: self.span.shifted(by), ..self }
    }

    /// The claim in bytes of the stretch that begins at `by`.
    pub(crate) const fn shifted_back(self, by: usize) -> Self {
        Self { span: Span::new(self.span.start - by, self.span.end - by), ..self }
    }
}

impl From<Claim> for Finding {
    fn from(claim: Claim) -> Self {
        let Claim { kind, span, confidence, role, weak, evidence, .. } = claim;
        let confidence = calibration::confidence(kind, confidence, evidence);
        Self { kind, span, confidence, role, weak, evidence }
    }
}
