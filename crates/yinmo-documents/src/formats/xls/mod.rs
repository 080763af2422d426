//! Workbooks of Excel 97-2003 and of Kingsoft, in BIFF8 ([MS-XLS]).
//!
//! Read: sheets as tables, dates as dates, hidden sheets, rows and columns; shared strings that no cell shows; formulas'
//! constants and results; comments and their authors, text boxes, validations, conditional formats, names, headers and
//! footers, links, copies of other workbooks' cells, charts, pivot tables; who wrote the file; properties of the file; slack.
//! Records that have no reader of their own are looked through for text.
//!
//! Rewritten: letter by letter, without a byte more or less. A number becomes a text where its record has room: five
//! letters, or one; among numbers that share a record, in constants of formulas and in charts it becomes 0. The result of
//! a formula becomes an empty text. Columns that are dropped are emptied. The file is then written anew, so that nothing
//! survives which no stream owns.
//!
//! Not read: programs, objects, pictures, logs of shared workbooks. Refused: encrypted workbooks, and those of Excel 95
//! and before.

mod cells;
mod extent;
mod formula;
mod number;
mod packed;
mod reader;
mod record;
mod strip;

use std::collections::BTreeSet;

use self::reader::Reader;
use crate::mapped::{Edits, EntryId, RemovedCells};
use crate::package::compound::{Choose, Compound, CompoundFlavor, others};
use crate::package::{Holds, Packaged, Reading};
use crate::{Error, FileType, Format, Strip};

/// Workbooks of Excel 97-2003.
pub static FORMAT: &dyn Format = &Packaged {
    id: "xls",
    extensions: &["xls", "xlt", "et", "ett"],
    file_types: &[FileType::Xls],
    is_prose: false,
    holds: Holds::Streams(CHOOSE),
};

/// Names do not tell which of the two it is.
const CHOOSE: Choose = super::doc::choose;

const STREAM: &str = "Workbook";
/// The stream of Excel 95 and before; some files have both.
const OLD_STREAM: &str = "Book";

/// Whether a compound file is a workbook.
///
/// # Errors
/// If it is one that cannot be read.
pub(super) fn is_workbook(file: &Compound) -> Result<bool, Error> {
    match (file.find(STREAM), file.find(OLD_STREAM)) {
        (None, Some(_)) => Err(Error::unsupported(FileType::Office95)),
        (found, _) => Ok(found.is_some()),
    }
}

/// What the streams of a workbook are.
pub(super) struct Workbook;

/// Streams of records that belong to pivot tables.
const PIVOT: &str = "_SX_DB_CUR/";

impl Workbook {
    /// The streams of records, the workbook's own first.
    fn streams(file: &Compound) -> Vec<EntryId> {
        let own = file.find(STREAM);
        let all = (0..).zip(file.entries()).filter(|(_, entry)| entry.bytes.is_some());
        own.into_iter()
            .chain(all.filter(|(_, entry)| entry.path.starts_with(PIVOT)).map(|(nth, _)| nth))
            .collect()
    }
}

impl CompoundFlavor for Workbook {
    fn read(&mut self, file: &Compound, reading: &mut Reading) -> Result<(), Error> {
        let streams = Self::streams(file);
        for (nth, &entry) in streams.iter().enumerate() {
            Reader::new(entry, file.stream(entry), reading).read(nth == 0)?;
        }
        others::read(file, &streams, reading);
        Ok(())
    }

    fn tailor(
        &mut self,
        file: &Compound,
        edits: &mut Edits,
        removed: &[RemovedCells],
        strip: Strip,
    ) -> Result<BTreeSet<EntryId>, Error> {
        for entry in Self::streams(file) {
            strip::strip(entry, file.stream(entry), strip, removed, edits)?;
        }
        let mut gone = others::tailor(file, edits, strip)?;
        for entry in Self::streams(file) {
            if edits.touches(entry) {
                let mut bytes = edits.apply(entry, file.stream(entry))?;
                packed::settle(&mut bytes);
                number::forget_results(file.stream(entry), &mut bytes);
                edits.push(entry, 0..bytes.len(), &bytes);
            }
        }
        // The same workbook once more, for old programs.
        if !gone.is_empty() || edits.entries().next().is_some() {
            gone.extend(file.find(OLD_STREAM));
        }
        Ok(gone)
    }
}

#[cfg(test)]
mod tests;
