//! What an office knows that nobody else does: words that must go, words that may stay, numbers of its own.
//!
//! A policy says it under `[lists]` and `[[recognizers]]`; the detector finds it beside what it finds anyway.

mod recognizer;
mod words;

pub use recognizer::{CheckOf, Faulty, OwnRecognizer};
pub use words::WordList;

use crate::finding::Role;
use crate::recognizers::{Cell, Claim, KindSet};
use crate::text::Span;

/// Everything an office adds to what can be found.
#[derive(Clone, Debug, Default)]
pub struct Own {
    /// Numbers and words of its own kinds.
    pub recognizers: Vec<OwnRecognizer>,
    /// Words that always go.
    pub denied: WordList,
    /// Values that may stay wherever they are found.
    pub allowed: WordList,
    /// Kinds that are looked for only where a policy does something with them.
    pub on_demand: KindSet,
}

impl Own {
    /// Whether what is found depends on words and numbers that the office named.
    pub(crate) fn goes_by_words(&self) -> bool {
        !(self.recognizers.is_empty() && self.denied.is_empty() && self.allowed.is_empty())
    }

    /// Adds what is found in a text or in the cells of a row.
    pub(crate) fn read(&self, text: &str, cells: &[Cell<'_>], claims: &mut Vec<Claim>) {
        if self.recognizers.is_empty() && self.denied.is_empty() {
            return;
        }
        let whole = Span::new(0, text.len());
        let fields = cells.iter().map(|cell| (cell.span, cell.heading));
        let prose = cells.is_empty().then_some((whole, ""));
        for (span, heading) in fields.chain(prose) {
            let own = span.of(text);
            let found = self.recognizers.iter().flat_map(|recognizer| recognizer.claims(own, heading));
            claims.extend(found.chain(self.denied.claims(own)).map(|claim| claim.shifted(span.start)));
        }
    }

    /// Gives what may stay the role of what may stay.
    pub(crate) fn allow(&self, text: &str, claims: &mut [Claim]) {
        if self.allowed.is_empty() {
            return;
        }
        let allowed = claims.iter_mut().filter(|claim| self.allowed.has(claim.span.of(text)));
        allowed.for_each(|claim| claim.role = Role::Allowed);
    }
}
