use std::ops::Range;

use yinmo_core::text::{Place, Surface};

use super::chance::Likely;
use super::runs::{Coding, Run, find};
use crate::mapped::{Draft, EntryId, Pen, Remake, Units};
use crate::package::Reading;
use crate::package::compound::scan;

/// Reads what looks like text in bytes that stand at `start` of the entry. It keeps its length, character by character,
/// when it is changed.
pub(crate) fn read(
    (entry, bytes, start): (EntryId, &[u8], usize),
    (place, surface): (&Place, Surface),
    likely: Likely,
    reading: &mut Reading,
) {
    let mut draft = Draft::default();
    for run in find(bytes, likely) {
        if !speaks(bytes, &run) {
            continue;
        }
        if draft.text().is_empty() {
            draft.stand(place.clone(), surface);
        }
        write(&mut draft, entry, (bytes, run.range(), start), run.coding);
        draft.end_line();
        if draft.text().len() >= reading.chunk_bytes() {
            reading.prose(std::mem::take(&mut draft));
        }
    }
    reading.prose(draft);
}

/// Whether a text may say something of somebody.
fn speaks(bytes: &[u8], run: &Run) -> bool {
    let bytes = &bytes[run.range()];
    match run.coding {
        Coding::Wide => bytes.len() > 2 && scan::speaks(&scan::decoded(bytes, Units::Utf16)),
        Coding::WideBig => bytes.len() > 2 && scan::speaks(&big(bytes)),
        Coding::Utf8 | Coding::Gb18030 => scan::speaks(&scan::decoded(bytes, Units::Bytes)),
    }
}

fn write(
    draft: &mut Draft,
    entry: EntryId,
    (bytes, range, start): (&[u8], Range<usize>, usize),
    coding: Coding,
) {
    let at = start + range.start;
    let bytes = &bytes[range];
    match coding {
        Coding::Wide => scan::write(draft, entry, bytes, at, Units::Utf16),
        Coding::WideBig => {
            let text = big(bytes);
            let sizes = text.chars().map(|c| (c, 2));
            letters(draft, entry, at, sizes, wide_big);
        }
        Coding::Utf8 => {
            let text = String::from_utf8_lossy(bytes);
            let sizes = text.chars().map(|c| (c, c.len_utf8()));
            letters(draft, entry, at, sizes, utf8);
        }
        Coding::Gb18030 => {
            let text = encoding_rs::GB18030.decode_without_bom_handling(bytes).0;
            let sizes = text.chars().map(|c| (c, if c.is_ascii() { 1 } else { 2 }));
            letters(draft, entry, at, sizes, gb18030);
        }
    }
}

/// Adds characters of these sizes in bytes.
fn letters(
    draft: &mut Draft,
    entry: EntryId,
    mut at: usize,
    sizes: impl Iterator<Item = (char, usize)>,
    remake: Remake,
) {
    for (c, size) in sizes {
        let pen = if size == 1 { Pen::Fixed(Units::Bytes) } else { Pen::Remade(remake) };
        draft.write(c.encode_utf8(&mut [0; 4]), entry, at..at + size, pen);
        at += size;
    }
}

/// UTF-16, high byte first, without pairs of surrogates.
fn big(bytes: &[u8]) -> String {
    let units = bytes.as_chunks::<2>().0.iter().map(|&two| u16::from_be_bytes(two));
    char::decode_utf16(units).map(|c| c.unwrap_or('\u{FFFD}')).collect()
}

fn wide_big(old: &[u8], new: &str) -> Vec<u8> {
    let new: Vec<u8> = new.encode_utf16().flat_map(u16::to_be_bytes).collect();
    if new.len() == old.len() { new } else { b"\0*".to_vec() }
}

fn utf8(old: &[u8], new: &str) -> Vec<u8> {
    fitted(old, new.as_bytes().to_vec())
}

fn gb18030(old: &[u8], new: &str) -> Vec<u8> {
    fitted(old, encoding_rs::GB18030.encode(new).0.into_owned())
}

/// A character that takes as much as the old one stays, and anything else is hidden.
fn fitted(old: &[u8], new: Vec<u8>) -> Vec<u8> {
    if new.len() == old.len() { new } else { vec![b'*'; old.len()] }
}
