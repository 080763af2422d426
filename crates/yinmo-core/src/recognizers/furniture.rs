//! What must stay: recognised by a regular expression over the text, so that nothing is masked in it.

use std::sync::OnceLock;

use regex::Regex;

use super::{Claim, Rank, Reading, Recognizer};
use crate::finding::{Confidence, Evidence, EvidenceSet, Role};
use crate::kind::Kind;
use crate::text::Span;

/// Recognises a kind of furniture.
///
/// The expression runs on the text as it stands; write full-width brackets and digits out. If it has a group,
/// the group is the span.
pub struct Furniture {
    kind: Kind,
    expression: &'static str,
    cases: &'static str,
    compiled: OnceLock<Regex>,
}

impl Furniture {
    /// A kind of furniture and how it looks.
    pub const fn new(kind: Kind, expression: &'static str, cases: &'static str) -> Self {
        Self { kind, expression, cases, compiled: OnceLock::new() }
    }

    fn regex(&self) -> &Regex {
        self.compiled.get_or_init(|| {
            Regex::new(self.expression).expect("the expression of every kind of furniture is valid")
        })
    }
}

impl Recognizer for Furniture {
    fn kind(&self) -> Kind {
        self.kind
    }

    fn labels(&self) -> &'static [&'static str] {
        &[]
    }

    fn cases(&self) -> &'static str {
        self.cases
    }

    fn read(&self, reading: &Reading<'_>, claims: &mut Vec<Claim>) {
        let found = self.regex().captures_iter(reading.text);
        claims.extend(found.filter_map(|captures| captures.get(1).or(captures.get(0))).map(|found| Claim {
            kind: self.kind,
            rank: Rank::Structured,
            span: Span::from(found.range()),
            confidence: Confidence::HIGH,
            role: Role::Organisation,
            weak: None,
            evidence: EvidenceSet::EMPTY.with(Evidence::Shape),
        }));
    }
}
