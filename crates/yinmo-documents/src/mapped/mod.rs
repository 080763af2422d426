//! Text that stands here and there in the entries of a package: where it stands, and how to change it there.
//!
//! A reader writes a [`Draft`]: text, from which entry and bytes each piece of it came, how it is written there, and
//! which place a person finds it at. A draft becomes a [`Chunk`](crate::Chunk) like any other. What is to be changed
//! in the chunk's text becomes [`Edits`] of the entries, and every other byte of them stays.

mod draft;
mod edits;
mod escape;
mod map;
mod stand;

pub(crate) use draft::Draft;
pub(crate) use edits::Edits;
pub(crate) use escape::Escape;
pub(crate) use map::{Map, Pen, Remake, Units};
pub(crate) use stand::{Grid, Name, RemovedCells, Stands};

/// What a chunk whose text stands in a package knows beyond that text.
pub(crate) struct Mapped {
    pub(crate) map: Map,
    pub(crate) stands: Stands,
}

/// The number of a file within a package.
pub(crate) type EntryId = u32;
