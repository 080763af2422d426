use std::sync::Arc;

use yinmo_core::text::{Place, Surface};

/// Where a person finds the text of a chunk.
pub(crate) enum Stands {
    /// Running text: what begins at an offset of the text stands there until the next begins.
    Lines(Vec<Anchor>),
    /// A table.
    Grid(Grid),
}

pub(crate) struct Anchor {
    /// In bytes of the chunk's text.
    pub(crate) at: u32,
    pub(crate) place: Place,
    pub(crate) surface: Surface,
}

/// The rows and columns of a table as its program counts and shows them.
pub(crate) struct Grid {
    pub(crate) name: Name,
    /// How the whole of it is seen.
    pub(crate) surface: Surface,
    /// The program's number of each row of the chunk, from 1.
    pub(crate) rows: Vec<u32>,
    /// The number of the chunk's first row among the rows that are read, from 1.
    pub(crate) first: usize,
    /// Whether each row of the chunk is hidden; those at the end may be missing.
    pub(crate) hidden_rows: Vec<bool>,
    /// Whether each column is hidden; those at the end may be missing.
    pub(crate) hidden_columns: Arc<[bool]>,
}

/// What a table is called.
#[derive(Clone)]
pub(crate) enum Name {
    /// A sheet, by its name.
    Sheet(Arc<str>),
    /// A table in a document, by its number from 1.
    Table(usize),
    /// A table on a slide, by the numbers of both from 1.
    SlideTable { slide: usize, table: usize },
}

/// Cells that go with their columns.
pub(crate) struct RemovedCells {
    pub(crate) name: Name,
    /// Row and column of each, as their program counts them.
    pub(crate) cells: Vec<(u32, u32)>,
}

impl Name {
    /// Where the cell is, as its program counts.
    pub(crate) fn place(&self, row: usize, column: usize) -> Place {
        match self {
            Self::Sheet(sheet) => Place::Sheet { sheet: sheet.to_string(), row, column },
            &Self::Table(table) => Place::TableCell { table, row, column },
            Self::SlideTable { slide, table } => {
                Place::Sheet { sheet: format!("第{slide}张幻灯片·表格{table}"), row, column }
            }
        }
    }
}

impl Grid {
    /// The program's number of a row; `row` is its number among those that are read.
    pub(crate) fn row_number(&self, row: usize) -> u32 {
        self.rows.get(row - self.first).copied().unwrap_or(row as u32)
    }

    /// Where the cell is; row by its number among those that are read.
    pub(crate) fn place(&self, row: usize, column: usize) -> Place {
        self.name.place(self.row_number(row) as usize, column)
    }

    pub(crate) fn surface(&self, row: usize, column: usize) -> Surface {
        let hidden = |list: &[bool], nth: usize| list.get(nth).copied().unwrap_or(false);
        if hidden(&self.hidden_rows, row - self.first) || hidden(&self.hidden_columns, column - 1) {
            Surface::Hidden
        } else {
            self.surface
        }
    }
}

impl Stands {
    /// What holds for the text at `offset`, where it is running text.
    pub(crate) fn at(&self, offset: usize) -> Option<&Anchor> {
        let Self::Lines(anchors) = self else { return None };
        let next = anchors.partition_point(|anchor| anchor.at as usize <= offset);
        anchors.get(next.checked_sub(1)?)
    }
}
