use std::fmt;
use std::ops::Range;
use std::slice;

use yinmo_core::text::{Place, Surface};

use crate::Chunk;
use crate::formats::csv::{Cell, Table};

/// A group of parts that belong together.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum Record<'a> {
    /// Running text; one part holds all of a chunk's own text.
    Prose(Part<'a>),
    /// A row of a table. A blank line is a row without cells.
    Row {
        /// Counted from 1; title and heading rows and blank lines count.
        number: usize,
        /// The cells, left to right.
        cells: Parts<'a>,
    },
    /// The members of one JSON object, keys included, without those of objects inside it; or the scalars of
    /// an array that stands in no object or directly in another array.
    Fields(Parts<'a>),
}

/// A string that a person wrote: a chunk of prose, a cell, a value, a key.
#[derive(Clone, Copy)]
pub struct Part<'a> {
    /// The number of the part in its chunk.
    pub index: usize,
    /// The value, decoded and without escapes.
    pub text: &'a str,
    /// The JSON member name the value stands under, also through arrays.
    pub key: Option<&'a str>,
    /// Counted from 1: the column of a cell, the number of a member or element; 1 in prose.
    pub column: usize,
    /// Who gets to see it. JSON keys are [`Surface::Markup`].
    pub surface: Surface,
    pub(crate) row: usize,
    pub(crate) chunk: &'a Chunk,
}

impl Part<'_> {
    /// Where in the document the part starts, in words a person can follow.
    ///
    /// Names on the way, of sheets, files and JSON members, are as they are; [`Chunk::stand`] can mask them.
    pub fn place(&self) -> Place {
        self.chunk.stand(self, 0, &mut |_, key| key.to_owned()).0
    }
}

/// Shows sizes only.
impl fmt::Debug for Part<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Part({} [{} bytes])", self.index, self.text.len())
    }
}

/// Some parts of a chunk, in reading order.
#[derive(Clone, Copy)]
pub struct Parts<'a> {
    chunk: &'a Chunk,
    members: Members<'a>,
}

#[derive(Clone, Copy)]
enum Members<'a> {
    Cells { table: &'a Table, first: usize, count: usize, row: usize },
    List(&'a [u32]),
}

impl<'a> Parts<'a> {
    pub(crate) fn cells(chunk: &'a Chunk, table: &'a Table, cells: Range<usize>, row: usize) -> Self {
        Self { chunk, members: Members::Cells { table, first: cells.start, count: cells.len(), row } }
    }

    pub(crate) fn list(chunk: &'a Chunk, indices: &'a [u32]) -> Self {
        Self { chunk, members: Members::List(indices) }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        match self.members {
            Members::Cells { count, .. } => count,
            Members::List(indices) => indices.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The part at `nth`, counted from 0.
    #[inline]
    pub fn get(&self, nth: usize) -> Option<Part<'a>> {
        match self.members {
            Members::Cells { table, first, count, row } => {
                (nth < count).then(|| table.cell(self.chunk, first + nth, row, nth + 1))
            }
            Members::List(indices) => self.listed(indices, nth),
        }
    }

    /// Apart, so that the cells of a table are had without a call.
    #[inline(never)]
    fn listed(&self, indices: &[u32], nth: usize) -> Option<Part<'a>> {
        self.chunk.part(*indices.get(nth)? as usize)
    }

    /// [`Part::index`] of the part at `nth`.
    ///
    /// # Panics
    ///
    /// When there is no such part, as indexing does; a table's cells are not counted again.
    #[inline]
    pub fn index(&self, nth: usize) -> usize {
        match self.members {
            Members::Cells { first, .. } => first + nth,
            Members::List(indices) => indices[nth] as usize,
        }
    }

    /// The texts of all of them.
    #[inline]
    pub fn texts(&self) -> Texts<'a> {
        Texts(match self.members {
            Members::Cells { table, first, count, .. } => Rest::Cells {
                table,
                cells: table.cells(first..first + count).iter(),
                text: self.chunk.window(),
            },
            Members::List(indices) => Rest::List { chunk: self.chunk, indices: indices.iter() },
        })
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = Part<'a>> + use<'a> {
        let parts = *self;
        (0..parts.len()).filter_map(move |nth| parts.get(nth))
    }
}

/// The texts of [`Parts`], in reading order.
#[derive(Clone)]
pub struct Texts<'a>(Rest<'a>);

#[derive(Clone)]
enum Rest<'a> {
    Cells { table: &'a Table, cells: slice::Iter<'a, Cell>, text: &'a str },
    List { chunk: &'a Chunk, indices: slice::Iter<'a, u32> },
}

impl<'a> Iterator for Texts<'a> {
    type Item = &'a str;

    #[inline]
    fn next(&mut self) -> Option<&'a str> {
        match &mut self.0 {
            Rest::Cells { table, cells, text } => cells.next().map(|cell| table.text_of(text, cell)),
            Rest::List { chunk, indices } => Some(chunk.part(*indices.next()? as usize)?.text),
        }
    }
}

/// Shows sizes only.
impl fmt::Debug for Texts<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Texts").field(&self.clone().count()).finish()
    }
}

/// Shows sizes only.
impl fmt::Debug for Parts<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Parts({})", self.len())
    }
}

/// Shows sizes only.
impl fmt::Debug for Record<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Prose(part) => write!(f, "Prose({part:?})"),
            Self::Row { number, cells } => write!(f, "Row({number}, {cells:?})"),
            Self::Fields(parts) => write!(f, "Fields({parts:?})"),
        }
    }
}
