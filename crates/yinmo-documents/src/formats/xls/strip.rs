//! What is taken out of a workbook, or emptied in it, without a byte more or less.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::number::{GONE, constant_anew, emptied};
use super::record::{BOF, Body, Length, Record, Text, record};
use crate::mapped::{Edits, EntryId, Name, RemovedCells, Units};
use crate::package::compound::le::size_at;
use crate::{Error, Extra, Strip};

/// Empties comments and copies of other workbooks' cells, and the cells of columns that are dropped.
///
/// # Errors
/// If a cell that is to be emptied is not found.
pub(super) fn strip(
    entry: EntryId,
    stream: &[u8],
    strip: Strip,
    removed: &[RemovedCells],
    edits: &mut Edits,
) -> Result<(), Error> {
    let mut stripper = Stripper { entry, edits, is_comment: false };
    let mut at = 0;
    while let Some((found, next)) = record(stream, at) {
        if strip.takes(Extra::Comments) {
            stripper.comment(&found);
        }
        if strip.takes(Extra::ExternalLinks) {
            stripper.copies(&found);
        }
        at = next;
    }
    if !removed.is_empty() {
        Columns::of(stream).empty(entry, stream, removed, edits)?;
    }
    Ok(())
}

struct Stripper<'e> {
    entry: EntryId,
    edits: &'e mut Edits,
    is_comment: bool,
}

impl Stripper<'_> {
    fn comment(&mut self, found: &Record) {
        let body = &found.body;
        match found.id {
            0x005D => self.is_comment = body.u16(4) == Some(0x19),
            0x001C => self.blank(body, body.text(8, Length::Short)),
            0x01B6 if self.is_comment => {
                let text = body.second().zip(body.u16(10));
                self.blank(body, text.and_then(|(at, len)| body.text(at, Length::Known(usize::from(len)))));
            }
            _ => {}
        }
    }

    fn copies(&mut self, found: &Record) {
        let body = &found.body;
        if found.id != 0x005A {
            return;
        }
        let mut at = 4;
        while let Some(kind) = body.byte(at) {
            at += 1;
            if kind == 2 {
                let Some(text) = body.text(at, Length::Short) else { return };
                at = text.end;
                self.blank(body, Some(text));
                continue;
            }
            if kind == 1 && body.double(at).is_some_and(|number| number != 0.0) {
                let raw = body.raw(at);
                self.edits.push(self.entry, raw..raw + 8, &constant_anew(&[], ""));
            }
            at += 8;
        }
    }

    /// Puts blanks in the place of a text that says something.
    fn blank(&mut self, body: &Body, text: Option<Text>) {
        let Some(text) = text.filter(|text| !body.read(text).trim().is_empty()) else { return };
        for (range, units) in &text.stretches {
            let raw = body.raw(range.start)..body.raw(range.start) + range.len();
            self.edits.push(self.entry, raw.clone(), &blanks(raw.len(), *units));
        }
    }
}

fn blanks(len: usize, units: Units) -> Vec<u8> {
    match units {
        Units::Bytes => vec![b' '; len],
        Units::Utf16 => b" \0".repeat(len / 2),
    }
}

/// Where the cells stand.
struct Columns {
    /// By sheet, row and column: the record, and for numbers that share one, the number's place.
    cells: HashMap<(String, u32, u32), Vec<Cell>>,
    shared: Vec<Vec<(Range<usize>, Units)>>,
}

#[derive(Clone)]
enum Cell {
    Shared(Range<usize>, usize),
    Record(Range<usize>),
    Packed(Range<usize>),
    Text(Vec<(Range<usize>, Units)>),
}

impl Columns {
    fn of(stream: &[u8]) -> Self {
        let mut columns = Self { cells: HashMap::new(), shared: Vec::new() };
        let (mut names, mut current, mut formula): (Vec<(usize, String)>, String, _) =
            (Vec::new(), String::new(), None);
        let mut at = 0;
        while let Some((found, next)) = record(stream, at) {
            let body = &found.body;
            let whole = at..at + 4 + body.bytes.len();
            match found.id {
                BOF => {
                    if let Some((_, name)) = names.iter().find(|known| known.0 == at) {
                        current.clone_from(name);
                    }
                }
                0x0085 => {
                    let text = body.text(6, Length::Byte).map(|text| body.read(&text));
                    names.extend(size_at(&body.bytes, 0).zip(text));
                }
                0x00FC => columns.share(body),
                0x0207 => {
                    if let (Some(key), Some(text)) = (&formula, body.text(0, Length::Short)) {
                        columns.add(key, Cell::Text(raw(body, &text)));
                    }
                }
                0x00FD | 0x0204 | 0x00D6 | 0x0203 | 0x027E | 0x0006 | 0x00BD => {
                    let (Some(row), Some(column)) = (body.u16(0), body.u16(2)) else { break };
                    let key = |column: u32| (current.clone(), u32::from(row) + 1, column + 1);
                    let column = u32::from(column);
                    let cell = match found.id {
                        0x00FD => Cell::Shared(whole, size_at(&body.bytes, 6).unwrap_or(0)),
                        0x00BD => {
                            for nth in 0..body.bytes.len().saturating_sub(6) / 6 {
                                let start = body.raw(6 + nth * 6);
                                columns.add(&key(column + nth as u32), Cell::Packed(start..start + 4));
                            }
                            at = next;
                            continue;
                        }
                        _ => Cell::Record(whole),
                    };
                    formula = (found.id == 0x0006).then(|| key(column));
                    columns.add(&key(column), cell);
                }
                _ => {}
            }
            at = next;
        }
        columns
    }

    fn add(&mut self, key: &(String, u32, u32), cell: Cell) {
        self.cells.entry(key.clone()).or_default().push(cell);
    }

    fn share(&mut self, body: &Body) {
        let mut at = 8;
        while let Some(text) = body.text(at, Length::Short).filter(|_| at < body.bytes.len()) {
            at = text.end;
            self.shared.push(raw(body, &text));
        }
    }

    fn empty(
        &self,
        entry: EntryId,
        stream: &[u8],
        removed: &[RemovedCells],
        edits: &mut Edits,
    ) -> Result<(), Error> {
        let mut gone: HashSet<(&str, u32, u32)> = HashSet::new();
        for RemovedCells { name, cells } in removed {
            let Name::Sheet(sheet) = name else { return Err(Error::bad_change(0)) };
            gone.extend(cells.iter().map(|&(row, column)| (&**sheet, row, column)));
        }
        let stays = |key: &(String, u32, u32)| !gone.contains(&(&*key.0, key.1, key.2));
        // A text that a cell shows which stays has to stay too.
        let shown: HashSet<usize> = self
            .cells
            .iter()
            .filter(|(key, _)| stays(key))
            .flat_map(|(_, cells)| cells)
            .filter_map(|cell| if let Cell::Shared(_, number) = cell { Some(*number) } else { None })
            .collect();
        for cell in self.cells.iter().filter(|(key, _)| !stays(key)).flat_map(|(_, cells)| cells) {
            match cell {
                Cell::Packed(range) => edits.push(entry, range.clone(), &GONE.to_le_bytes()),
                Cell::Text(stretches) => blank_all(entry, stretches, edits),
                Cell::Record(range) | Cell::Shared(range, _) => {
                    edits.push(entry, range.clone(), &emptied(&stream[range.clone()]));
                }
            }
            if let Cell::Shared(_, number) = cell
                && !shown.contains(number)
                && let Some(stretches) = self.shared.get(*number)
            {
                blank_all(entry, stretches, edits);
            }
        }
        Ok(())
    }
}

fn blank_all(entry: EntryId, stretches: &[(Range<usize>, Units)], edits: &mut Edits) {
    for (range, units) in stretches {
        edits.push(entry, range.clone(), &blanks(range.len(), *units));
    }
}

fn raw(body: &Body, text: &Text) -> Vec<(Range<usize>, Units)> {
    let raw = |range: &Range<usize>| body.raw(range.start)..body.raw(range.start) + range.len();
    text.stretches.iter().map(|(range, units)| (raw(range), *units)).collect()
}
