//! Who and where in free text: proposals, which the recognizers then weigh with what stands around them.
//!
//! A [`Tagger`] looks at the characters alone. The one here knows surnames and the shapes of names; a model trained
//! on text can take its place, and the recognizers will not notice.

mod anonymous;
mod followers;
mod gazetteer;
pub mod model;
mod words;

pub use anonymous::anonymous_names;
pub(crate) use followers::{FOLLOWERS, Follower};
pub(crate) use gazetteer::{
    Care, Gazetteer, Length, PlainNames, begins_with_compound, hides_more, is_mask, length_at, may_be_given,
    may_be_second,
};
pub(crate) use words::{Gate, Hit, Words, holds_han, is_blank, is_han};

use crate::text::Span;

/// Proposes where in free text names of people may stand.
pub trait Tagger: Sync {
    /// Calls `each` for every proposal in `text` that begins at one of `starts`, in their order. Proposals may overlap.
    fn propose(&self, text: &str, starts: &mut dyn Iterator<Item = usize>, each: &mut dyn FnMut(Proposal));
}

/// A stretch of text that may be a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Where.
    pub span: Span,
    /// How much like a name its characters are, 0 to 100.
    pub score: u8,
    /// What shows that the name ends there.
    pub end: Boundary,
}

/// What shows that a name ends where it is said to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Boundary {
    /// Nothing: other characters follow.
    Open,
    /// A word that often follows names.
    Word,
    /// Punctuation, a blank, or the end of the text.
    Closed,
}
