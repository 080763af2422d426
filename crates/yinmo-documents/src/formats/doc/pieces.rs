//! Pieces ([MS-DOC] 2.8.35): the characters of a document in their order, and where each stands.

use std::ops::Range;

use super::Streams;
use crate::Error;
use crate::mapped::Units;
use crate::package::compound::le::{size_at, u16_at};

/// Characters that stand one behind the other.
pub(super) struct Piece {
    /// The numbers of the characters.
    pub(super) letters: Range<usize>,
    /// Where the first stands in the main stream.
    pub(super) start: usize,
    pub(super) units: Units,
}

const CLX: usize = 33;
const COMPRESSED: usize = 0x4000_0000;

impl Piece {
    const fn size(&self) -> usize {
        match self.units {
            Units::Bytes => 1,
            Units::Utf16 => 2,
        }
    }

    /// Where a character stands.
    pub(super) fn raw(&self, letter: usize) -> Range<usize> {
        let at = self.start + (letter - self.letters.start) * self.size();
        at..at + self.size()
    }

    /// Where all of them stand.
    pub(super) fn all(&self) -> Range<usize> {
        self.start..self.start + self.letters.len() * self.size()
    }

    /// The UTF-16 unit of a character.
    pub(super) fn unit(&self, stream: &[u8], letter: usize) -> u16 {
        let raw = self.raw(letter);
        match self.units {
            Units::Utf16 => u16_at(stream, raw.start).unwrap_or(0),
            Units::Bytes => {
                let byte = stream.get(raw.start).copied().unwrap_or(0);
                if (0x80..0xA0).contains(&byte) { WINDOWS[usize::from(byte - 0x80)] } else { u16::from(byte) }
            }
        }
    }
}

/// What Windows-1252 has where Latin-1 has control characters.
#[rustfmt::skip]
const WINDOWS: [u16; 32] = [
    0x20AC, 0x81, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0x8D, 0x17D, 0x8F,
    0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0x9D, 0x17E, 0x178,
];

/// The pieces of a document, in the order of its characters.
///
/// # Errors
/// If they are broken.
pub(super) fn pieces(streams: &Streams<'_>) -> Result<Vec<Piece>, Error> {
    let table = streams.table();
    let clx = &table[streams.fib.place(CLX, table)];
    let broken = || Error::malformed(0x1A2, "the pieces of a document");
    let mut at = 0;
    // Formats of pieces come first.
    while clx.get(at) == Some(&1) {
        at += 3 + usize::from(u16_at(clx, at + 1).ok_or_else(broken)?);
    }
    if clx.get(at) != Some(&2) {
        return Err(broken());
    }
    let len = size_at(clx, at + 1).ok_or_else(broken)?;
    let list = clx.get(at + 5..(at + 5).saturating_add(len)).ok_or_else(broken)?;
    let count = list.len().saturating_sub(4) / 12;
    let main = streams.main().len();
    let mut pieces = Vec::with_capacity(count);
    for nth in 0..count {
        let number = |at: usize| size_at(list, at).ok_or_else(broken);
        let letters = number(nth * 4)?..number(nth * 4 + 4)?;
        let place = number(4 * (count + 1) + nth * 8 + 2)?;
        let is_narrow = place & COMPRESSED != 0;
        let start = place & (COMPRESSED - 1);
        let (start, units) = if is_narrow { (start / 2, Units::Bytes) } else { (start, Units::Utf16) };
        let follows = pieces.last().is_none_or(|last: &Piece| last.letters.end == letters.start);
        if letters.start > letters.end || !follows {
            return Err(broken());
        }
        let piece = Piece { letters, start, units };
        if piece.all().end > main {
            return Err(broken());
        }
        pieces.push(piece);
    }
    Ok(pieces)
}
