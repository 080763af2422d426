//! Records of BIFF8 ([MS-XLS] 2.1.4): type, length, body; bodies that are too long go on in records of their own.

use std::ops::Range;

use crate::Error;
use crate::mapped::{Draft, EntryId, Units};
use crate::package::compound::le::{size_at, u16_at};
use crate::package::compound::scan;

pub(super) const BOF: u16 = 0x0809;
pub(super) const EOF: u16 = 0x000A;
const CONTINUE: u16 = 0x003C;
/// Drawings go on in more records of their own type.
pub(super) const DRAWING_GROUP: u16 = 0x00EB;

/// A record, together with those in which it goes on.
pub(super) struct Record {
    pub(super) id: u16,
    /// Where it begins in the stream.
    pub(super) at: usize,
    pub(super) body: Body,
}

/// The body of a record: one behind the other, what stands in one or more records.
pub(super) struct Body {
    pub(super) bytes: Vec<u8>,
    /// Where each piece begins in the body, and in the stream.
    pieces: Vec<(usize, usize)>,
}

/// Reads the record at `at`, and gives where the next begins; nothing where no record fits.
pub(super) fn record(stream: &[u8], at: usize) -> Option<(Record, usize)> {
    let (id, body, mut next) = raw(stream, at)?;
    let mut bytes = stream[body.clone()].to_vec();
    let mut pieces = vec![(0, body.start)];
    while let Some((more, body, after)) = raw(stream, next) {
        if more != CONTINUE && !(more == DRAWING_GROUP && id == DRAWING_GROUP) {
            break;
        }
        pieces.push((bytes.len(), body.start));
        bytes.extend_from_slice(&stream[body]);
        next = after;
    }
    Some((Record { id, at, body: Body { bytes, pieces } }, next))
}

fn raw(stream: &[u8], at: usize) -> Option<(u16, Range<usize>, usize)> {
    let (id, len) = (u16_at(stream, at)?, usize::from(u16_at(stream, at + 2)?));
    let body = at + 4..at + 4 + len;
    (body.end <= stream.len()).then(|| (id, body.clone(), body.end))
}

/// Stretches of bytes, and how they are written.
pub(super) type Stretches = Vec<(Range<usize>, Units)>;

/// A text in a body, stretch by stretch.
pub(super) struct Text {
    pub(super) stretches: Stretches,
    /// What says how it is to be spoken, and the like.
    pub(super) beside: Range<usize>,
    /// Where it ends.
    pub(super) end: usize,
}

/// How the length of a text is written before it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Length {
    Byte,
    Short,
    /// It was read elsewhere.
    Known(usize),
}

const WIDE: u8 = 1;
const BESIDE: u8 = 4;
const RICH: u8 = 8;

impl Body {
    pub(super) fn u16(&self, at: usize) -> Option<u16> {
        u16_at(&self.bytes, at)
    }

    pub(super) fn byte(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    pub(super) fn double(&self, at: usize) -> Option<f64> {
        self.bytes.get(at..)?.first_chunk().map(|&eight| f64::from_le_bytes(eight))
    }

    /// Where a byte of the body stands in the stream.
    pub(super) fn raw(&self, at: usize) -> usize {
        let nth = self.pieces.partition_point(|piece| piece.0 <= at).saturating_sub(1);
        let (start, raw) = self.pieces[nth];
        raw + at - start
    }

    /// Where the piece begins that a record of its own begins, after `at` or there.
    fn boundary(&self, at: usize) -> usize {
        let next = self.pieces[1..].iter().find(|piece| piece.0 >= at);
        next.map_or(self.bytes.len(), |piece| piece.0)
    }

    /// Where the second record of the body begins.
    pub(super) fn second(&self) -> Option<usize> {
        self.pieces.get(1).map(|piece| piece.0)
    }

    /// The text at `at`.
    pub(super) fn text(&self, at: usize, length: Length) -> Option<Text> {
        let (len, mut next) = match length {
            Length::Byte => (usize::from(self.byte(at)?), at + 1),
            Length::Short => (usize::from(self.u16(at)?), at + 2),
            Length::Known(len) => (len, at),
        };
        let flags = self.byte(next)?;
        next += 1;
        let (mut runs, mut beside) = (0, 0);
        if flags & RICH != 0 {
            runs = usize::from(self.u16(next)?) * 4;
            next += 2;
        }
        if flags & BESIDE != 0 {
            beside = size_at(&self.bytes, next)?;
            next += 4;
        }
        let (stretches, next) = self.letters(next, len, flags & WIDE != 0)?;
        let start = next.checked_add(runs)?;
        let end = start.checked_add(beside)?;
        (end <= self.bytes.len()).then_some(Text { stretches, beside: start..end, end })
    }

    /// So many characters. Where they go on in another record, that says anew how they are written.
    pub(super) fn letters(
        &self,
        mut at: usize,
        mut len: usize,
        mut is_wide: bool,
    ) -> Option<(Stretches, usize)> {
        let mut stretches = Vec::new();
        while len > 0 {
            let boundary = self.boundary(at);
            let (size, units) = if is_wide { (2, Units::Utf16) } else { (1, Units::Bytes) };
            let fit = len.min((boundary - at) / size);
            if fit > 0 {
                stretches.push((at..at + fit * size, units));
            }
            at += fit * size;
            len -= fit;
            if len > 0 {
                is_wide = self.byte(boundary)? & WIDE != 0;
                at = boundary + 1;
            }
        }
        Some((stretches, at))
    }

    /// What a text says.
    pub(super) fn read(&self, text: &Text) -> String {
        text.stretches
            .iter()
            .map(|(range, units)| scan::decoded(&self.bytes[range.clone()], *units))
            .collect()
    }

    /// Adds a text.
    pub(super) fn write(&self, draft: &mut Draft, entry: EntryId, text: &Text) {
        for (range, units) in &text.stretches {
            scan::write(draft, entry, &self.bytes[range.clone()], self.raw(range.start), *units);
        }
    }

    /// Adds the part of a text that stands in `range` of what [`read`](Self::read) says of it.
    pub(super) fn write_within(&self, draft: &mut Draft, entry: EntryId, text: &Text, range: Range<usize>) {
        let mut at = 0;
        for (bytes, units) in &text.stretches {
            let decoded = scan::decoded(&self.bytes[bytes.clone()], *units);
            let own = at..at + decoded.len();
            at = own.end;
            let (from, to) = (range.start.clamp(own.start, own.end), range.end.clamp(own.start, own.end));
            if from < to {
                let width = |end: usize| scan::width(&decoded[..end - own.start], *units);
                let (start, end) = (bytes.start + width(from), bytes.start + width(to));
                scan::write(draft, entry, &self.bytes[start..end], self.raw(start), *units);
            }
        }
    }

    /// Adds what looks like text from `at` on, a line each.
    pub(super) fn scan(&self, draft: &mut Draft, entry: EntryId, at: usize) {
        self.scan_bytes(&self.bytes, draft, entry, at);
    }

    /// The same with other bytes in the place of those that were read already.
    pub(super) fn scan_bytes(&self, bytes: &[u8], draft: &mut Draft, entry: EntryId, at: usize) {
        for piece in self.pieces_from(at).take_while(|piece| piece.start < bytes.len()) {
            let end = piece.end.min(bytes.len());
            scan::scan(draft, entry, &bytes[piece.start..end], self.raw(piece.start));
        }
    }

    /// What stands from `at` on, record by record.
    pub(super) fn pieces_from(&self, mut at: usize) -> impl Iterator<Item = Range<usize>> {
        std::iter::from_fn(move || {
            let piece = at..self.boundary(at + 1);
            at = piece.end;
            (piece.start < self.bytes.len()).then_some(piece)
        })
    }
}

/// Says that the stream breaks its rules.
pub(super) fn broken(at: usize) -> Error {
    Error::malformed(at as u64, "a record of a workbook")
}
