//! Documents of Word 97-2003 and of Kingsoft ([MS-DOC]).
//!
//! Read: the body, notes, headers and footers, comments, text boxes, each by its paragraphs; tables as tables; text as it
//! is and, where changes are tracked, as it was; hidden text; field codes, links, form fields; bookmarks, styles,
//! variables; who wrote, changed, commented and saved it; text that fast saves left behind; properties of the file; slack.
//! The rest is looked through for text.
//!
//! Rewritten: letter by letter, without a byte more or less. The file is then written anew, so that nothing survives which
//! no stream owns. Comments and deleted text that are to go are blanked.
//!
//! Not read: programs, objects, pictures. Refused: encrypted documents, and those of Word 95 and before.

mod fib;
mod lists;
mod looks;
mod pieces;
mod reader;
mod story;
mod strip;

use std::collections::BTreeSet;

use self::fib::Fib;
use super::xls;
use crate::mapped::{Edits, EntryId, RemovedCells};
use crate::package::compound::{Choose, Compound, CompoundFlavor, others};
use crate::package::{Holds, Packaged, Reading};
use crate::{Error, FileType, Format, Strip};

/// Documents of Word 97-2003.
pub static FORMAT: &dyn Format = &Packaged {
    id: "doc",
    extensions: &["doc", "dot", "wps", "wpt"],
    file_types: &[FileType::Doc],
    is_prose: true,
    holds: Holds::Streams(CHOOSE),
};

const CHOOSE: Choose = choose;

const STREAM: &str = "WordDocument";

/// Names do not tell whether a compound file is a document or a workbook: its streams do.
///
/// # Errors
/// If it is neither.
pub(super) fn choose(file: &Compound) -> Result<Box<dyn CompoundFlavor>, Error> {
    if file.has("EncryptedPackage") {
        return Err(Error::encrypted());
    }
    if file.find(STREAM).is_some() {
        return Ok(Box::new(Letter));
    }
    if xls::is_workbook(file)? {
        return Ok(Box::new(xls::Workbook));
    }
    Err(Error::unsupported(FileType::Ole))
}

/// What the streams of a document are.
struct Letter;

/// The streams that belong together.
struct Streams<'f> {
    main: EntryId,
    table: EntryId,
    data: Option<EntryId>,
    fib: Fib,
    file: &'f Compound,
}

impl<'f> Streams<'f> {
    fn of(file: &'f Compound) -> Result<Self, Error> {
        let broken = || Error::malformed(0, "a document without its streams");
        let main = file.find(STREAM).ok_or_else(broken)?;
        let fib = Fib::of(file.stream(main))?;
        let table = file.find(fib.table).ok_or_else(broken)?;
        Ok(Self { main, table, data: file.find("Data"), fib, file })
    }

    fn main(&self) -> &'f [u8] {
        self.file.stream(self.main)
    }

    fn table(&self) -> &'f [u8] {
        self.file.stream(self.table)
    }
}

impl CompoundFlavor for Letter {
    fn read(&mut self, file: &Compound, reading: &mut Reading) -> Result<(), Error> {
        let streams = Streams::of(file)?;
        reader::read(&streams, reading)?;
        let known: Vec<EntryId> =
            [Some(streams.main), Some(streams.table), streams.data].into_iter().flatten().collect();
        others::read(file, &known, reading);
        Ok(())
    }

    fn tailor(
        &mut self,
        file: &Compound,
        edits: &mut Edits,
        removed: &[RemovedCells],
        strip: Strip,
    ) -> Result<BTreeSet<EntryId>, Error> {
        let streams = Streams::of(file)?;
        strip::strip(&streams, strip, removed, edits)?;
        others::tailor(file, edits, strip)
    }
}

#[cfg(test)]
mod tests;
