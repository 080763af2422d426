use std::ops::Range;
use std::sync::Arc;

use yinmo_core::text::{Place, Span, Surface};

use super::digits;
use super::stand::{Anchor, Grid, Name, Stands};
use super::{Edits, EntryId, Map, Mapped, Pen, Remake, SharedCell};
use crate::chunk::{Layout, Section};
use crate::formats::csv::{Cell, Table};
use crate::formats::text::Prose;
use crate::source::Source;
use crate::{Chunk, Error, Position};

/// The text of a chunk that is being read, and where it stands.
#[derive(Default)]
pub(crate) struct Draft {
    text: String,
    map: Map,
    anchors: Vec<Anchor>,
    file_names: Vec<Span>,
    table: Cells,
}

#[derive(Default)]
struct Cells {
    cells: Vec<Cell>,
    /// The first cell of each row.
    rows: Vec<u32>,
    /// Where the cell that is open begins in the text.
    open: usize,
    numbers: Vec<u32>,
    hidden: Vec<bool>,
    /// Numbers that stand in many cells, each in a line.
    joined: Option<Box<Draft>>,
    shared: Vec<SharedCell>,
    /// The row and the first column of each, from 0.
    joined_at: Vec<(usize, usize)>,
}

impl Draft {
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// What follows stands at `place`.
    pub(crate) fn stand(&mut self, place: Place, surface: Surface) {
        self.anchors.push(Anchor { at: self.text.len() as u32, place, surface });
    }

    /// Adds text that stands in `raw`.
    pub(crate) fn write(&mut self, text: &str, entry: EntryId, raw: Range<usize>, pen: Pen) {
        let start = self.text.len();
        self.text.push_str(text);
        self.map.push(start..self.text.len(), entry, raw, pen);
    }

    /// Adds text that stands nowhere: what separates, and labels.
    pub(crate) fn say(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// What stands at `range` of the text is the name of a file, or of folders and a file.
    pub(crate) fn is_file_name(&mut self, range: Range<usize>) {
        let mut at = range.start;
        for step in self.text[range].split_inclusive(['/', '\\']) {
            let name = step.trim_end_matches(['/', '\\']);
            if !name.is_empty() {
                self.file_names.push(Span::new(at, at + name.len()));
            }
            at += step.len();
        }
    }

    /// Ends a line, if one was begun.
    pub(crate) fn end_line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    /// The next cell of the row begins.
    pub(crate) fn open_cell(&mut self) {
        self.table.open = self.text.len();
    }

    /// The cell, which stands in `raw`, shows the text `item` that other cells may show too. Where that stands is not said
    /// here: whoever keeps it changes it, once it is known what all of them want.
    pub(crate) fn share(&mut self, item: usize, entry: EntryId, raw: &Range<usize>, remake: Remake) {
        let (part, item) = (self.table.cells.len() as u32, item as u32);
        let raw = (raw.start as u32, raw.end as u32);
        self.table.shared.push(SharedCell { part, item, entry, raw, remake });
    }

    /// It ends.
    pub(crate) fn close_cell(&mut self) {
        self.table.cells.push(Cell::plain(self.table.open..self.text.len()));
        self.text.push('\t');
    }

    /// How many cells the row has so far.
    pub(crate) fn width(&self) -> usize {
        self.table.cells.len() - self.table.rows.last().map_or(0, |&first| first as usize)
    }

    /// A row begins, to which its program gives this number.
    pub(crate) fn open_row(&mut self, number: u32, hidden: bool) {
        self.table.rows.push(self.table.cells.len() as u32);
        self.table.numbers.push(number);
        self.table.hidden.push(hidden);
    }

    /// It ends.
    pub(crate) fn close_row(&mut self) {
        self.text.push('\n');
        let first = self.table.rows.last().map_or(0, |&first| first as usize);
        let row = &self.table.cells[first..];
        if row.len() < digits::FEWEST {
            return;
        }
        let cells: Vec<Range<usize>> = row.iter().map(Cell::inner).collect();
        let mut joined = self.table.joined.take().unwrap_or_default();
        if let Some(column) = digits::join(self, (first, &cells), &mut joined) {
            self.table.joined_at.push((self.table.rows.len() - 1, column));
        }
        self.table.joined = Some(joined);
    }

    /// Adds what stands in a range of another draft's text, in the cell with the number `part`. A text that other cells
    /// show too is not to be changed where it stands.
    pub(crate) fn copy(&mut self, from: &Self, part: usize, range: Range<usize>) {
        let shared = &from.table.shared;
        if let Ok(nth) = shared.binary_search_by_key(&(part as u32), |cell| cell.part) {
            let SharedCell { entry, raw, remake, .. } = shared[nth];
            let raw = raw.0 as usize..raw.1 as usize;
            return self.write(&from.text[range], entry, raw, Pen::Remade(remake));
        }
        for (text, entry, raw, pen) in from.map.pieces(range) {
            self.write(&from.text[text], entry, raw, pen);
        }
    }

    /// The numbers that stand in many cells, as running text; `place` says where a row and column are, from 0.
    pub(crate) fn take_joined(&mut self, place: impl Fn(u32, usize) -> (Place, Surface)) -> Option<Self> {
        let mut joined = *self.table.joined.take()?;
        let lines = joined.text.match_indices('\n').map(|(at, _)| at as u32 + 1);
        let starts = std::iter::once(0).chain(lines);
        let anchors = starts.zip(&self.table.joined_at).map(|(at, &(row, column))| {
            let (place, surface) = place(self.table.numbers[row], column);
            Anchor { at, place, surface }
        });
        joined.anchors = anchors.collect();
        Some(joined)
    }

    /// Says in `edits` what becomes of the places where the text stands when `changes` are made to it: spans in order and
    /// apart, and what comes in their place.
    ///
    /// # Errors
    /// If a span stands nowhere.
    pub(crate) fn change<'c>(
        &self,
        changes: impl Iterator<Item = (Span, &'c str)>,
        edits: &mut Edits,
    ) -> Result<(), Error> {
        self.map.write(&self.text, changes, edits)
    }

    /// How many rows there are.
    pub(crate) fn rows(&self) -> usize {
        self.table.rows.len()
    }

    /// The chunk, as running text.
    pub(crate) fn into_prose(self, start: Position, section: Option<Section>) -> Chunk {
        let Self { text, map, anchors, file_names, .. } = self;
        let mapped = Mapped { map, stands: Stands::Lines(anchors), shared: Vec::new(), file_names };
        Chunk::mapped(Source::of_text(text), Layout::Prose(Prose), start, mapped, section)
    }

    /// The chunk, as rows of a table, of which the first is the row `first` of those that are read, from 1.
    pub(crate) fn into_rows(
        self,
        start: Position,
        section: Option<Section>,
        first: usize,
        (name, surface, hidden_columns): (Name, Surface, Arc<[bool]>),
    ) -> Chunk {
        let Self { text, map, table: Cells { cells, rows, numbers, hidden, shared, .. }, .. } = self;
        let grid = Grid { name, surface, rows: numbers, first, hidden_rows: hidden, hidden_columns };
        let table = Table::of(first, cells, rows);
        let mapped = Mapped { map, stands: Stands::Grid(grid), shared, file_names: Vec::new() };
        Chunk::mapped(Source::of_text(text), Layout::Table(table), start, mapped, section)
    }
}
