//! The cells of a sheet, and how they become a table.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use yinmo_core::text::{Place, Surface};

use super::record::Stretches;
use crate::What;
use crate::mapped::{Draft, EntryId, Name, Pen, Units};
use crate::note::Hiding;
use crate::package::Reading;
use crate::package::compound::scan;

/// What a cell shows.
pub(super) enum Value {
    /// A text of the shared ones, by its number.
    Shared(usize),
    Text(Stretches),
    /// What is written in a way of its own: how it reads, where it stands.
    Number(String, Range<usize>, Pen),
}

/// A sheet as it is read.
#[derive(Default)]
pub(super) struct Sheet {
    pub(super) cells: BTreeMap<(u16, u16), Value>,
    pub(super) hidden_rows: Vec<u16>,
    pub(super) hidden_columns: Vec<Range<usize>>,
    /// Cells whose numbers have more digits than the program kept.
    pub(super) rounded: Vec<(u16, u16)>,
}

/// Columns of a sheet at most.
const WIDEST: usize = 256;

/// What is needed to write the cells of a sheet.
pub(super) struct Setting<'a> {
    pub(super) stream: &'a [u8],
    pub(super) entry: EntryId,
    pub(super) shared: &'a [Stretches],
    pub(super) name: &'a str,
    pub(super) is_hidden: bool,
}

impl Setting<'_> {
    pub(super) fn write(&self, draft: &mut Draft, value: &Value) {
        match value {
            Value::Shared(number) => {
                self.stretches(draft, self.shared.get(*number).map(Vec::as_slice).unwrap_or_default());
            }
            Value::Text(stretches) => self.stretches(draft, stretches),
            Value::Number(text, raw, pen) => draft.write(text, self.entry, raw.clone(), *pen),
        }
    }

    pub(super) fn stretches(&self, draft: &mut Draft, stretches: &[(Range<usize>, Units)]) {
        for (raw, units) in stretches {
            scan::write(draft, self.entry, &self.stream[raw.clone()], raw.start, *units);
        }
    }

    fn surface(&self) -> Surface {
        if self.is_hidden { Surface::Hidden } else { Surface::Visible }
    }

    fn place(&self, (row, column): (u16, u16)) -> Place {
        Place::Sheet {
            sheet: self.name.to_owned(),
            row: usize::from(row) + 1,
            column: usize::from(column) + 1,
        }
    }

    /// Hands on a sheet.
    pub(super) fn finish(&self, sheet: &Sheet, reading: &mut Reading) {
        self.notes(sheet, reading);
        let mut hidden = vec![false; WIDEST];
        for range in &sheet.hidden_columns {
            hidden[range.start.min(WIDEST)..range.end.min(WIDEST)].fill(true);
        }
        let (name, hidden): (Arc<str>, Arc<[bool]>) = (self.name.into(), hidden.into());
        let seen = || (Name::Sheet(Arc::clone(&name)), self.surface(), Arc::clone(&hidden));
        let (mut draft, mut first, mut read) = (Draft::default(), 1, 0);
        let mut open: Option<u16> = None;
        for (&(row, column), value) in &sheet.cells {
            if open != Some(row) {
                if open.is_some() {
                    draft.close_row();
                }
                if draft.text().len() >= reading.chunk_bytes() {
                    reading.rows(std::mem::take(&mut draft), Some(Arc::clone(&name)), first, seen());
                    first = read + 1;
                }
                draft.open_row(u32::from(row) + 1, sheet.hidden_rows.binary_search(&row).is_ok());
                open = Some(row);
                read += 1;
            }
            while draft.width() < usize::from(column) {
                draft.open_cell();
                draft.close_cell();
            }
            draft.open_cell();
            self.write(&mut draft, value);
            draft.close_cell();
        }
        if open.is_some() {
            draft.close_row();
        }
        reading.rows(draft, Some(Arc::clone(&name)), first, seen());
    }

    fn notes(&self, sheet: &Sheet, reading: &mut Reading) {
        let place = || Place::Named(self.name.to_owned());
        if self.is_hidden {
            reading.note(place(), What::Hidden(Hiding::Sheet));
        }
        // Rows and columns that are hidden and empty hide nothing.
        if sheet.cells.keys().any(|cell| sheet.hidden_rows.binary_search(&cell.0).is_ok()) {
            reading.note(place(), What::Hidden(Hiding::Rows));
        }
        let is_hidden =
            |column: u16| sheet.hidden_columns.iter().any(|range| range.contains(&usize::from(column)));
        if sheet.cells.keys().any(|cell| is_hidden(cell.1)) {
            reading.note(place(), What::Hidden(Hiding::Columns));
        }
        for &cell in &sheet.rounded {
            reading.note(self.place(cell), What::RoundedNumber);
        }
    }
}
