//! What stands at the start of a document ([MS-DOC] 2.5): what kind it is, and where everything is.

use std::ops::Range;

use crate::package::compound::le::{size_at, u16_at};
use crate::{Error, FileType};

/// The start of a document.
pub(super) struct Fib {
    /// The stream where lists and formats stand.
    pub(super) table: &'static str,
    /// Characters of the body, notes, headers, macros, comments, endnotes, text boxes, and text boxes in headers.
    pub(super) lengths: [usize; 8],
    places: Vec<(usize, usize)>,
}

/// Where places of lists begin in the stream.
const PLACES: usize = 0x9A;

/// Word 97.
const FIRST_VERSION: u16 = 0x00C1;

impl Fib {
    /// # Errors
    /// If it is encrypted, of an old kind, or broken.
    pub(super) fn of(stream: &[u8]) -> Result<Self, Error> {
        let broken = || Error::malformed(0, "the start of a document");
        let word = |at: usize| u16_at(stream, at).ok_or_else(broken);
        const ENCRYPTED: u16 = 0x0100;
        const SECOND_TABLE: u16 = 0x0200;
        // Word 6 and 95 have other numbers at the start, or lower versions.
        match word(0)? {
            0xA5EC if word(2)? >= FIRST_VERSION => {}
            0xA5EC | 0xA5DC | 0xA5DB | 0xA697..=0xA699 | 0xA59B | 0xA59C => {
                return Err(Error::unsupported(FileType::Office95));
            }
            _ => return Err(broken()),
        }
        let flags = word(0x0A)?;
        if flags & ENCRYPTED != 0 {
            return Err(Error::encrypted());
        }
        let table = if flags & SECOND_TABLE == 0 { "0Table" } else { "1Table" };
        let mut lengths = [0; 8];
        for (nth, len) in lengths.iter_mut().enumerate() {
            *len = size_at(stream, 0x4C + 4 * nth).ok_or_else(broken)?;
        }
        let count = usize::from(word(PLACES - 2)?).min(256);
        let place =
            |nth: usize| Some((size_at(stream, PLACES + nth * 8)?, size_at(stream, PLACES + nth * 8 + 4)?));
        Ok(Self { table, lengths, places: (0..count).map_while(place).collect() })
    }

    /// Where the list with this number stands in the stream of lists; empty if there is none.
    pub(super) fn place(&self, nth: usize, stream: &[u8]) -> Range<usize> {
        let &(start, len) = self.places.get(nth).unwrap_or(&(0, 0));
        let end = start.saturating_add(len);
        if len == 0 || end > stream.len() { 0..0 } else { start..end }
    }
}
