//! What the first reading of a text leaves for the second.

use crate::memory::{Seen, signs_at};
use crate::recognizers::{Claim, Mention};
use crate::table::mentions_of_children;
use crate::text::Span;

/// What the first reading found. Whoever keeps it need not read the text again to know of whom it speaks.
#[derive(Clone, Debug, Default)]
pub struct Found {
    pub(super) claims: Vec<Claim>,
    /// Those of whom running text speaks without naming them.
    pub(super) mentions: Vec<Mention>,
    /// What shows of what kind the document is.
    pub(crate) signs: Vec<Seen>,
    /// The bytes at which words begin of which titles of lists of children hold one.
    pub(super) of_children: Vec<u32>,
}

impl Found {
    /// What is claimed, first to last and without overlaps.
    pub fn claims(&self) -> &[Claim] {
        &self.claims
    }

    /// The bytes at which words begin that a title of a list of children may hold.
    pub(crate) fn mentions_of_children(&self) -> impl Iterator<Item = usize> {
        self.of_children.iter().map(|&at| at as usize)
    }

    /// Notes the words in `text`, a row that this was found in, which tell of what kind the document is and that it lists
    /// children. The marks of running text tell them while it is read; most rows need not be asked.
    pub fn note_words(&mut self, text: &str) {
        let places = || text.char_indices().map(|(at, _)| at);
        self.signs = signs_at(text, places()).collect();
        self.of_children = mentions_of_children(text, places()).collect();
    }

    /// How much memory it takes, in bytes.
    pub const fn size(&self) -> usize {
        size_of::<Claim>() * self.claims.len()
            + size_of::<Mention>() * self.mentions.len()
            + size_of::<Seen>() * self.signs.len()
            + size_of::<u32>() * self.of_children.len()
    }

    /// Adds what was found in the piece of the text that begins at byte `start`.
    pub(super) fn append(&mut self, piece: Self, start: usize) {
        self.claims.extend(piece.claims.into_iter().map(|claim| claim.shifted(start)));
        self.mentions.extend(piece.mentions.into_iter().map(|mention| mention.shifted(start)));
        self.signs.extend(piece.signs.into_iter().map(|sign| sign.shifted(start)));
        self.of_children.extend(piece.of_children.into_iter().map(|at| at + start as u32));
    }

    /// What was found in the piece of the text at `span`.
    pub(super) fn within(&self, span: Span) -> Self {
        let claims = part(&self.claims, span, |claim| claim.span.start);
        let mentions = part(&self.mentions, span, |mention| mention.span().start);
        let signs = part(&self.signs, span, |sign| sign.at());
        let of_children = part(&self.of_children, span, |&at| at as usize);
        Self {
            claims: claims.iter().map(|claim| claim.shifted_back(span.start)).collect(),
            mentions: mentions.iter().map(|mention| mention.shifted_back(span.start)).collect(),
            signs: signs.iter().map(|sign| sign.shifted_back(span.start)).collect(),
            of_children: of_children.iter().map(|at| at - span.start as u32).collect(),
        }
    }
}

/// Those of `all`, in order of where they start, that start in `span`.
fn part<T>(all: &[T], span: Span, start: impl Fn(&T) -> usize) -> &[T] {
    let from = all.partition_point(|one| start(one) < span.start);
    let to = all.partition_point(|one| start(one) < span.end);
    &all[from..to]
}
