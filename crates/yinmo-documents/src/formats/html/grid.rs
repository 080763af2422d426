//! A table of a page as rows and columns.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use yinmo_core::text::Surface;

use super::token::Tag;
use crate::mapped::{Edits, Name, RemovedCells};
use crate::package::Reading;
use crate::package::lines::Flow;

/// A table that is being read.
pub(super) struct Grid {
    number: usize,
    surface: Surface,
    pub(super) flow: Flow,
    rows: u32,
    /// The number of the first row that is not handed on yet.
    first: usize,
    is_in_row: bool,
    cell: Option<Open>,
    /// How many more rows the cells above reach down, by column.
    reach: Vec<u32>,
    /// Empty cells that may still be added.
    room: usize,
}

/// A cell that is open.
struct Open {
    at: CellAt,
    span: usize,
}

/// Where a cell stands in the file.
#[derive(Clone, Debug)]
pub(super) struct CellAt {
    table: usize,
    row: u32,
    column: u32,
    span: u32,
    /// The value of its attribute that says how many columns it takes.
    span_raw: Option<Range<usize>>,
    /// All of it, and what stands in it.
    range: Range<usize>,
    content: Range<usize>,
}

impl Grid {
    pub(super) fn new(number: usize, surface: Surface) -> Self {
        Self {
            number,
            surface,
            flow: Flow::default(),
            rows: 0,
            first: 1,
            is_in_row: false,
            cell: None,
            reach: Vec::new(),
            room: 1 << 20,
        }
    }

    pub(super) fn is_in_cell(&self) -> bool {
        self.cell.is_some()
    }

    pub(super) fn open_row(&mut self, hidden: bool) {
        self.rows += 1;
        self.is_in_row = true;
        self.flow.draft.open_row(self.rows, hidden);
    }

    pub(super) fn open_cell(&mut self, tag: &Tag, text: &str, cells: &mut Option<Vec<CellAt>>) {
        self.close_cell(tag.range.start, tag.range.start, cells);
        if !self.is_in_row {
            self.open_row(false);
        }
        while self.reaches(self.flow.draft.width()) {
            self.fill();
        }
        let said = |name: &str| tag.attributes.iter().find(|attribute| attribute.name == name);
        let number = |name: &str| {
            said(name).and_then(|attribute| text[attribute.raw.clone()].trim().parse::<usize>().ok())
        };
        let span = number("colspan").unwrap_or(1).clamp(1, 100);
        let down = number("rowspan").unwrap_or(1).clamp(1, 65_535) as u32;
        let column = self.flow.draft.width();
        if down > 1 {
            self.reach.resize(self.reach.len().max(column + span), 0);
            self.reach[column..column + span].fill(down);
        }
        self.flow.draft.open_cell();
        self.flow.start();
        let at = CellAt {
            table: self.number,
            row: self.rows,
            column: column as u32 + 1,
            span: span as u32,
            span_raw: said("colspan").map(|attribute| attribute.raw.clone()),
            range: tag.range.clone(),
            content: tag.range.end..tag.range.end,
        };
        self.cell = Some(Open { at, span });
    }

    /// The cell ends at `content_end`, and its end tag at `end`.
    pub(super) fn close_cell(&mut self, content_end: usize, end: usize, cells: &mut Option<Vec<CellAt>>) {
        let Some(Open { mut at, span }) = self.cell.take() else { return };
        self.flow.draft.close_cell();
        for _ in 1..span {
            self.fill();
        }
        if let Some(cells) = cells {
            at.content.end = content_end;
            at.range.end = end;
            cells.push(at);
        }
    }

    pub(super) fn close_row(&mut self, at: usize, cells: &mut Option<Vec<CellAt>>) {
        self.close_cell(at, at, cells);
        if !std::mem::take(&mut self.is_in_row) {
            return;
        }
        while self.flow.draft.width() < self.reach.len()
            && self.reach[self.flow.draft.width()..].iter().any(|&rows| rows > 0)
            && self.room > 0
        {
            self.fill();
        }
        self.reach.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
        self.flow.draft.close_row();
    }

    /// Whether a cell above reaches down to the next one.
    fn reaches(&self, column: usize) -> bool {
        // The row in which it begins counts, and it is not reached twice.
        self.reach.get(column).is_some_and(|&rows| rows > 0) && self.room > 0
    }

    fn fill(&mut self) {
        if self.room > 0 {
            self.room -= 1;
            self.flow.draft.open_cell();
            self.flow.draft.close_cell();
        }
    }

    pub(super) fn flush(&mut self, reading: &mut Reading, all: bool) {
        if self.flow.draft.rows() == 0 || (!all && self.flow.draft.text().len() < reading.chunk_bytes()) {
            return;
        }
        let draft = std::mem::take(&mut self.flow.draft);
        let rows = draft.rows();
        reading.rows(draft, None, self.first, (Name::Table(self.number), self.surface, Arc::default()));
        self.first += rows;
    }
}

/// Takes cells out of the tables they stand in.
pub(super) fn remove(cells: &[CellAt], removed: &[RemovedCells], edits: &mut Edits) {
    let gone = removed.iter().filter_map(|removed| match removed.name {
        Name::Table(table) => Some(removed.cells.iter().map(move |&(row, column)| (table, row, column))),
        Name::Sheet(_) | Name::SlideTable { .. } => None,
    });
    let gone: HashSet<_> = gone.flatten().collect();
    for cell in cells {
        let goes = |column: u32| gone.contains(&(cell.table, cell.row, column));
        let count = (cell.column..cell.column + cell.span).filter(|&column| goes(column)).count() as u32;
        if count == 0 {
            continue;
        }
        if count == cell.span {
            edits.push(0, cell.range.clone(), b"");
            continue;
        }
        if let Some(raw) = &cell.span_raw {
            edits.push(0, raw.clone(), (cell.span - count).to_string().as_bytes());
        }
        if goes(cell.column) {
            edits.push(0, cell.content.clone(), b"");
        }
    }
}
