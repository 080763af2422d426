use std::fmt;

use crate::formats::csv::Table;
use crate::{Chunk, Parts};

/// Rows of a table that follow each other and have as many cells.
///
/// Below each other stand cells of one sort: who reads them column by column meets no surprises.
#[derive(Clone, Copy)]
pub struct Block<'a> {
    chunk: &'a Chunk,
    table: &'a Table,
    /// Its first row in the chunk, counted from 0.
    first: usize,
    height: usize,
    width: usize,
}

impl<'a> Block<'a> {
    /// The block that begins with a row of `table`.
    pub(crate) fn at(chunk: &'a Chunk, table: &'a Table, first: usize) -> Self {
        let width = table.cells_of(first).len();
        Self { chunk, table, first, height: table.rows_alike(first), width }
    }

    /// How many rows it has.
    pub const fn height(&self) -> usize {
        self.height
    }

    /// How many cells each of its rows has.
    pub const fn width(&self) -> usize {
        self.width
    }

    /// The number among the parts of its first cell; the others follow, row by row.
    pub fn first_part(&self) -> usize {
        self.table.cells_of(self.first).start
    }

    /// The number of its first row.
    pub fn number(&self) -> usize {
        self.row(0).0
    }

    /// The number of the row at `nth`, counted from 0, and its cells.
    #[inline]
    pub fn row(&self, nth: usize) -> (usize, Parts<'a>) {
        self.table.row(self.chunk, self.first + nth)
    }

    /// The texts of the cells at `nth` of its rows, counted from 0.
    ///
    /// # Panics
    ///
    /// When there is no such column, as indexing does.
    #[inline]
    pub fn column(&self, nth: usize) -> impl Iterator<Item = &'a str> + use<'a> {
        let (table, text) = (self.table, self.chunk.window());
        let start = self.first_part();
        let cells = table.cells(start..start + self.width * self.height);
        cells.chunks_exact(self.width.max(1)).map(move |row| table.text_of(text, &row[nth]))
    }

    /// The row at `nth`, counted from 0, as a block of its own.
    #[must_use]
    pub fn only(&self, nth: usize) -> Self {
        assert!(nth < self.height, "no such row");
        Self { first: self.first + nth, height: 1, ..*self }
    }

    /// Its first rows and the others; all are among the first if there are no more.
    #[must_use]
    pub fn split_at(&self, height: usize) -> (Self, Self) {
        let height = height.min(self.height);
        let others = Self { first: self.first + height, height: self.height - height, ..*self };
        (Self { height, ..*self }, others)
    }
}

/// Shows sizes only.
impl fmt::Debug for Block<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Block({} rows of {})", self.height, self.width)
    }
}
