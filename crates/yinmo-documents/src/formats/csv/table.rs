//! The rows of one chunk, and changes to their cells.

use std::collections::HashSet;
use std::ops::Range;

use yinmo_core::text::Span;

use super::field::{Cell, Shape, double_quotes, quote, unquoted};
use crate::change::{Edit, PartChanges, escaped, pushed_by_part};
use crate::chunk::Chunk;
use crate::record::{Part, Parts, Record};
use crate::source::Splice;
use crate::values::Values;
use crate::{Changes, Error};

/// Rows of cells. Its parts are the cells, row by row.
pub(crate) struct Table {
    delimiter: u8,
    first_row: usize,
    cells: Vec<Cell>,
    /// The first cell of each row.
    rows: Vec<u32>,
    values: Values,
}

impl Table {
    /// `text_len` helps to guess how many cells will come.
    pub(super) fn new(delimiter: u8, first_row: usize, text_len: usize) -> Self {
        let cells = Vec::with_capacity(text_len / 12 + 1);
        let rows = Vec::with_capacity(text_len / 96 + 1);
        Self { delimiter, first_row, cells, rows, values: Values::default() }
    }

    /// A table of cells that are written as they read, in no file of its own; `rows` are the first cells of its rows.
    pub(crate) fn of(first_row: usize, cells: Vec<Cell>, rows: Vec<u32>) -> Self {
        Self { delimiter: b'\t', first_row, cells, rows, values: Values::default() }
    }

    pub(super) fn push(&mut self, cell: Cell) {
        self.cells.push(cell);
    }

    pub(super) fn end_row(&mut self, first_cell: usize) {
        self.rows.push(first_cell as u32);
    }

    /// Forgets the cells of a row that turned out to be cut off.
    pub(super) fn truncate(&mut self, cells: usize) {
        self.cells.truncate(cells);
    }

    /// Keeps the value of a quoted field that is not written as it reads.
    pub(super) fn keep_value(&mut self, field: &str) -> u32 {
        self.values.keep(unquoted(field).map(|(_, c)| c))
    }

    pub(crate) fn row_count(&self) -> usize {
        self.rows.len()
    }

    pub(crate) fn part_count(&self) -> usize {
        self.cells.len()
    }

    pub(crate) fn cells_of(&self, row: usize) -> Range<usize> {
        let end = self.rows.get(row + 1).map_or(self.cells.len(), |&first| first as usize);
        self.rows[row] as usize..end
    }

    /// How many rows from this one on have as many cells.
    pub(crate) fn rows_alike(&self, row: usize) -> usize {
        let width = self.cells_of(row).len() as u32;
        let starts = &self.rows[row..];
        let pairs = starts.iter().zip(&starts[1..]);
        let alike = pairs.take_while(|(start, end)| *end - *start == width).count();
        // The last row ends with the chunk.
        let last = starts.len() - 1;
        alike + usize::from(alike == last && self.cells_of(row + last).len() as u32 == width)
    }

    /// Blank rows share their first cell with the next row; the last of them holds it.
    fn row_of(&self, cell: usize) -> usize {
        self.rows.partition_point(|&first| first as usize <= cell) - 1
    }

    #[inline]
    pub(crate) fn record<'a>(&'a self, chunk: &'a Chunk, row: usize) -> Record<'a> {
        let (number, cells) = self.row(chunk, row);
        Record::Row { number, cells }
    }

    /// The number of a row, and its cells.
    #[inline]
    pub(crate) fn row<'a>(&'a self, chunk: &'a Chunk, row: usize) -> (usize, Parts<'a>) {
        let number = self.first_row + row;
        (number, Parts::cells(chunk, self, self.cells_of(row), number))
    }

    pub(crate) fn part<'a>(&'a self, chunk: &'a Chunk, index: usize) -> Part<'a> {
        let row = self.row_of(index);
        self.cell(chunk, index, self.first_row + row, index - self.rows[row] as usize + 1)
    }

    #[inline]
    pub(crate) fn cell<'a>(&'a self, chunk: &'a Chunk, index: usize, row: usize, column: usize) -> Part<'a> {
        let text = self.value(chunk.window(), index);
        Part { index, text, key: None, column, surface: chunk.cell_surface(row, column), row, chunk }
    }

    #[inline]
    pub(crate) fn value<'a>(&'a self, text: &'a str, index: usize) -> &'a str {
        self.text_of(text, &self.cells[index])
    }

    /// The value of one of the cells.
    #[inline]
    pub(crate) fn text_of<'a>(&'a self, text: &'a str, cell: &Cell) -> &'a str {
        match cell.shape {
            Shape::Escaped(value) | Shape::Irregular(value) => self.values.get(value),
            _ => &text[cell.inner()],
        }
    }

    #[inline]
    pub(crate) fn cells(&self, range: Range<usize>) -> &[Cell] {
        &self.cells[range]
    }

    /// The byte of the text that the byte `offset` of a value stands for.
    pub(crate) fn locate(&self, text: &str, index: usize, offset: usize) -> usize {
        let cell = &self.cells[index];
        let inner = cell.inner();
        match cell.shape {
            Shape::Escaped(_) | Shape::Irregular(_) => {
                let outer = cell.outer();
                let mut passed = 0;
                let found = unquoted(&text[outer.clone()]).find(|(_, c)| {
                    let here = passed >= offset;
                    passed += c.len_utf8();
                    here
                });
                found.map_or(inner.end, |(at, _)| outer.start + at)
            }
            _ => inner.start + offset,
        }
    }

    pub(crate) fn splice(
        &self,
        chunk: &Chunk,
        changes: &Changes,
        splice: &mut Splice<'_>,
    ) -> Result<(), Error> {
        let mut removed = HashSet::new();
        let text = chunk.window();
        let mut next = 0;
        for group in pushed_by_part(changes, self.part_count()) {
            let group = group?;
            if group.part() < next {
                // Its row is gone.
                continue;
            }
            self.replace_marked(text, changes, next..group.part(), splice)?;
            next = group.part() + 1;
            if group.removes_row() {
                next = self.cells_of(self.row_of(group.part())).end;
                splice.replace(self.row_span(text, group.part()), "")?;
            } else if group.is_removal() {
                splice.replace(self.removal(group.part(), &mut removed), "")?;
            } else {
                self.replace(text, group, splice)?;
            }
        }
        self.replace_marked(text, changes, next..self.part_count(), splice)?;
        let beyond = changes.first_marked(self.part_count());
        beyond.map_or(Ok(()), |part| Err(Error::bad_change(part)))
    }

    fn replace_marked(
        &self,
        text: &str,
        changes: &Changes,
        parts: Range<usize>,
        splice: &mut Splice<'_>,
    ) -> Result<(), Error> {
        let cells = self.cells[parts.clone()].iter();
        for ((part, cell), mark) in parts.clone().zip(cells).zip(changes.marks(parts.start)) {
            let Some(kept) = mark else { continue };
            let edit = changes.kept(*kept);
            if !replace_simply(text, cell, edit, splice) {
                let entry = edit.entry(part, self.value(text, part).len());
                self.replace(text, PartChanges::only(changes, &entry), splice)?;
            }
        }
        Ok(())
    }

    /// The row that the cell stands in, with the line end behind it.
    fn row_span(&self, text: &str, index: usize) -> Span {
        let row = self.cells_of(self.row_of(index));
        let (start, end) = (self.cells[row.start].outer().start, self.cells[row.end - 1].outer().end);
        let line_end = match &text.as_bytes()[end..] {
            [b'\r', b'\n', ..] => 2,
            [b'\r' | b'\n', ..] => 1,
            _ => 0,
        };
        Span::new(start, end + line_end)
    }

    /// A removed cell takes the delimiter before it along, or the one after it when no cell before it stays.
    /// `removed` holds the cells of the row that are removed and have none that stays before them.
    fn removal(&self, index: usize, removed: &mut HashSet<usize>) -> Span {
        let row = self.cells_of(self.row_of(index));
        let leads = index == row.start || removed.contains(&(index - 1));
        let mut span = self.cells[index].outer();
        if leads {
            removed.insert(index);
            if index + 1 < row.end {
                span.end = self.cells[index + 1].outer().start;
            }
        } else {
            span.start = self.cells[index - 1].outer().end;
        }
        span.into()
    }

    fn replace(&self, text: &str, group: PartChanges<'_>, splice: &mut Splice<'_>) -> Result<(), Error> {
        let index = group.part();
        group.check_fit(self.value(text, index))?;
        if self.must_be_quoted_anew(text, group) {
            let value = group.applied(self.value(text, index));
            return splice.replace(self.cells[index].outer().into(), &quote(&value));
        }
        let at = |offset| self.locate(text, index, offset);
        group.edits().try_for_each(|(span, replacement)| {
            let replacement = escaped(replacement, |byte| byte == b'"', double_quotes);
            splice.replace(Span::new(at(span.start), at(span.end)), &replacement)
        })
    }

    fn must_be_quoted_anew(&self, text: &str, group: PartChanges<'_>) -> bool {
        let cell = &self.cells[group.part()];
        let special = |(_, replacement): (Span, &str)| replacement.bytes().any(|byte| self.is_special(byte));
        match cell.shape {
            Shape::Quoted | Shape::Escaped(_) => false,
            Shape::QuotedFormula => group.edits().any(|(_, replacement)| replacement.contains('"')),
            Shape::Formula => group.edits().any(special),
            Shape::Irregular(_) | Shape::WithQuotes => true,
            Shape::Plain => {
                group.edits().any(special) || self.would_be_a_blank_row(&text[cell.inner()], group)
            }
        }
    }

    fn is_special(&self, byte: u8) -> bool {
        byte == self.delimiter || matches!(byte, b'"' | b'\r' | b'\n')
    }

    /// The only cell of a row must not vanish with its text: readers skip blank lines.
    fn would_be_a_blank_row(&self, field: &str, group: PartChanges<'_>) -> bool {
        let vanishes = group.edits().all(|(_, replacement)| replacement.is_empty())
            && group.edits().map(|(span, _)| span.len()).sum::<usize>() == field.len();
        vanishes && self.cells_of(self.row_of(group.part())).len() == 1
    }
}

/// Does what is to be done to a field that says what it is, if that fits it and takes no more than moving bytes.
#[inline]
fn replace_simply(text: &str, cell: &Cell, edit: &Edit, splice: &mut Splice<'_>) -> bool {
    let Some((span, replacement)) = edit.plain(cell.inner()).filter(|_| cell.shape.is_read_as_written())
    else {
        return false;
    };
    text.is_char_boundary(span.start)
        && text.is_char_boundary(span.end)
        && splice.replace_simply(span, replacement)
}
