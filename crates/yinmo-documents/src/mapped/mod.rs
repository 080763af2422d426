//! Text that stands here and there in the entries of a package: where it stands, and how to change it there.
//!
//! A reader writes a [`Draft`]: text, from which entry and bytes each piece of it came, how it is written there, and
//! which place a person finds it at. A draft becomes a [`Chunk`](crate::Chunk) like any other. What is to be changed
//! in the chunk's text becomes [`Edits`] of the entries, and every other byte of them stays.

mod digits;
mod draft;
mod edits;
mod escape;
mod map;
mod stand;

use yinmo_core::text::Span;

pub(crate) use draft::Draft;
pub(crate) use edits::{Edits, Splicer};
pub(crate) use escape::Escape;
pub(crate) use map::{Map, Pen, Remake, Units};
pub(crate) use stand::{Name, RemovedCells, Stands};

/// What a chunk whose text stands in a package knows beyond that text.
pub(crate) struct Mapped {
    pub(crate) map: Map,
    pub(crate) stands: Stands,
    /// Cells whose text stands where that of others stands too.
    pub(crate) shared: Vec<SharedCell>,
    /// What of the text are names of files.
    pub(crate) file_names: Vec<Span>,
}

/// A cell that shows a text which is kept once for all cells that show it.
#[derive(Clone, Copy)]
pub(crate) struct SharedCell {
    /// Its number among the parts of its chunk.
    pub(crate) part: u32,
    /// The number of the text.
    pub(crate) item: u32,
    /// Where the cell itself stands.
    pub(crate) entry: EntryId,
    pub(crate) raw: (u32, u32),
    /// Writes the cell with a text of its own.
    pub(crate) remake: Remake,
}

/// The number of a file within a package.
pub(crate) type EntryId = u32;
