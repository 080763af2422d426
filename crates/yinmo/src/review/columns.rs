//! What the columns of a document are, and what the policy does with them.

use yinmo_core::finding::Role;
use yinmo_core::policy::ColumnAction;
use yinmo_core::recognizers::Label;
use yinmo_core::table;
use yinmo_data::columns::meaning;
use yinmo_documents::{Chunk, Record};

use crate::{ColumnNote, Pipeline};

/// Rows in which the heading is looked for.
const SAMPLE: usize = 50;

/// The columns of a document's table.
#[derive(Default)]
pub(crate) struct Columns {
    /// The number of the heading row, counted from 1; 0 if there is none.
    heading_row: usize,
    columns: Vec<Column>,
}

/// One column.
pub(crate) struct Column {
    pub(crate) words: String,
    /// What stands in it: an id of `yinmo_data::columns`.
    pub(crate) meaning: Option<&'static str>,
    pub(crate) label: Option<Label>,
    pub(crate) role: Option<Role>,
    pub(crate) action: ColumnAction,
}

impl Columns {
    /// The columns of the table that begins with `chunk`; none for other documents.
    pub(crate) fn of(pipeline: &Pipeline, chunk: &Chunk) -> Self {
        let rows = chunk.records().filter_map(|record| match record {
            Record::Row { number, cells } => Some((number, cells)),
            _ => None,
        });
        let sample: Vec<(usize, Vec<&str>)> = rows
            .take(SAMPLE)
            .map(|(number, cells)| (number, cells.iter().map(|cell| cell.text).collect()))
            .collect();
        let texts: Vec<Vec<&str>> = sample.iter().map(|(_, cells)| cells.clone()).collect();
        if texts.is_empty() {
            return Self::default();
        }
        match table::find_heading(pipeline.detector.labels(), &texts) {
            Some(heading) => Self {
                heading_row: sample[heading.row].0,
                columns: heading.columns.into_iter().map(|column| decided(pipeline, column)).collect(),
            },
            None => Self {
                heading_row: 0,
                columns: table::guess_columns(&texts)
                    .into_iter()
                    .map(|column| decided(pipeline, column))
                    .collect(),
            },
        }
    }

    /// The columns a row's cells stand in: none for what stands above the heading, and for the heading.
    pub(crate) fn of_row(&self, number: usize) -> &[Column] {
        if number > self.heading_row { &self.columns } else { &[] }
    }

    /// Every column, for what goes away from the heading row down.
    pub(crate) fn all(&self) -> &[Column] {
        &self.columns
    }

    /// Whether the row stands above the heading.
    pub(crate) const fn is_title(&self, number: usize) -> bool {
        number < self.heading_row
    }

    /// The columns that do not simply stay.
    pub(crate) fn notes(&self, pipeline: &Pipeline) -> Vec<ColumnNote> {
        let numbered = self.columns.iter().enumerate();
        let noted = numbered.filter(|(_, column)| column.action != ColumnAction::ByKind);
        noted
            .map(|(i, column)| ColumnNote {
                heading: pipeline.hide(&column.words),
                column: i + 1,
                action: column.action,
            })
            .collect()
    }
}

/// The columns that the keys of an object name.
pub(crate) fn of_keys(pipeline: &Pipeline, keys: &[&str]) -> Vec<Column> {
    let columns = table::columns_from_keys(pipeline.detector.labels(), keys);
    columns.into_iter().map(|column| decided(pipeline, column)).collect()
}

fn decided(pipeline: &Pipeline, column: table::Column) -> Column {
    let action = if column.words.is_empty() {
        ColumnAction::ByKind
    } else {
        pipeline.policy.column(&column.words, meaning(&column.words))
    };
    Column { action, meaning: column.meaning, words: column.words, label: column.label, role: column.role }
}
