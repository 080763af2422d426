//! What the first reading of a text leaves for the second.

use crate::recognizers::{Claim, Mention};
use crate::text::Span;

/// What the first reading found. Whoever keeps it need not read the text again to know of whom it speaks.
#[derive(Clone, Debug, Default)]
pub struct Found {
    pub(super) claims: Vec<Claim>,
    /// Those of whom running text speaks without naming them.
    pub(super) mentions: Vec<Mention>,
}

impl Found {
    /// What is claimed, first to last and without overlaps.
    pub fn claims(&self) -> &[Claim] {
        &self.claims
    }

    /// How much memory it takes, in bytes.
    pub const fn size(&self) -> usize {
        size_of::<Claim>() * self.claims.len() + size_of::<Mention>() * self.mentions.len()
    }

    /// Adds what was found in the piece of the text that begins at byte `start`.
    pub(super) fn append(&mut self, piece: Self, start: usize) {
        self.claims.extend(piece.claims.into_iter().map(|claim| claim.shifted(start)));
        self.mentions.extend(piece.mentions.into_iter().map(|mention| mention.shifted(start)));
    }

    /// What was found in the piece of the text at `span`.
    pub(super) fn within(&self, span: Span) -> Self {
        let claims = part(&self.claims, span, |claim| claim.span.start);
        let mentions = part(&self.mentions, span, |mention| mention.span().start);
        Self {
            claims: claims.iter().map(|claim| claim.shifted_back(span.start)).collect(),
            mentions: mentions.iter().map(|mention| mention.shifted_back(span.start)).collect(),
        }
    }
}

/// Those of `all`, in order of where they start, that start in `span`.
fn part<T>(all: &[T], span: Span, start: impl Fn(&T) -> usize) -> &[T] {
    let from = all.partition_point(|one| start(one) < span.start);
    let to = all.partition_point(|one| start(one) < span.end);
    &all[from..to]
}
