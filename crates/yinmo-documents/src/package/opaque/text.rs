use std::ops::Range;

use yinmo_core::text::{Place, Surface};

use super::chance::Likely;
use super::likely;
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
        if draft.text().is_empty() {
            draft.stand(place.clone(), surface);
        }
        let letters = letters(bytes, &run);
        let pieces = if likely == Likely::Hardly { certain(&letters) } else { telling(&letters) };
        for piece in pieces {
            write(&mut draft, entry, (bytes, start), piece, run.coding);
            draft.end_line();
        }
        if draft.text().len() >= reading.chunk_bytes() {
            reading.prose(std::mem::take(&mut draft));
        }
    }
    reading.prose(draft);
}

/// What looks like text in bytes, line by line.
pub(crate) fn strings(bytes: &[u8]) -> String {
    let likely = likely(bytes, "");
    let mut said = String::new();
    for run in find(bytes, likely) {
        let letters = letters(bytes, &run);
        let pieces = if likely == Likely::Hardly { certain(&letters) } else { telling(&letters) };
        for piece in pieces {
            said.extend(piece.iter().map(|letter| letter.c));
            said.push('\n');
        }
    }
    said
}

/// A character, and where it stands.
struct Letter {
    c: char,
    raw: Range<usize>,
}

/// The characters of a run.
fn letters(bytes: &[u8], run: &Run) -> Vec<Letter> {
    let range = run.range();
    let mut at = range.start;
    let bytes = &bytes[range];
    let text = match run.coding {
        Coding::Wide => scan::decoded(bytes, Units::Utf16).into(),
        Coding::WideBig => big(bytes).into(),
        Coding::Utf8 => String::from_utf8_lossy(bytes),
        Coding::Gb18030 => encoding_rs::GB18030.decode_without_bom_handling(bytes).0,
    };
    let size = |c: char| match run.coding {
        Coding::Utf8 => c.len_utf8(),
        Coding::Gb18030 if c.is_ascii() => 1,
        Coding::Gb18030 | Coding::Wide | Coding::WideBig => 2,
    };
    let letter = |c: char| {
        let start = at;
        at += size(c);
        Letter { c, raw: start..at }
    };
    text.chars().map(letter).collect()
}

/// The pieces of a run that may tell something of somebody: what holds Chinese, long numbers, addresses, what is written by
/// percent signs. Words of Latin letters are left out: programs call fonts, types and functions so.
fn telling(letters: &[Letter]) -> Vec<&[Letter]> {
    let joins = |one: &Letter, other: &Letter| is_word(one.c) == is_word(other.c);
    let words = letters.chunk_by(joins);
    let mut pieces = Vec::new();
    let (mut start, mut end) = (0, 0);
    for word in words {
        let first = end;
        end += word.len();
        if is_word(word[0].c) && !is_telling_word(word) {
            pieces.push(&letters[start..first]);
            start = end;
        }
    }
    pieces.push(&letters[start..]);
    pieces.retain(|piece| tells(piece));
    pieces
}

/// The numbers and addresses of a run, which no chance makes.
fn certain(letters: &[Letter]) -> Vec<&[Letter]> {
    let words = letters.chunk_by(|one, other| is_word(one.c) == is_word(other.c));
    let is_number = |word: &[Letter]| {
        count(word, |c| c.is_ascii_digit()) >= 7 && count(word, |c| c.is_ascii_alphabetic()) <= 1
    };
    let is_address = |word: &[Letter]| {
        let at = word.iter().position(|letter| letter.c == '@');
        at.is_some_and(|at| at > 0 && count(&word[at..], |c| c == '.') > 0)
    };
    words.filter(|word| is_word(word[0].c) && (is_number(word) || is_address(word))).collect()
}

/// What words and addresses are made of.
const fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '@' | '.' | '-' | '_' | '%' | '+' | '/' | '?' | '=' | '&' | ':')
}

fn count(word: &[Letter], what: impl Fn(char) -> bool) -> usize {
    word.iter().filter(|letter| what(letter.c)).count()
}

fn is_telling_word(word: &[Letter]) -> bool {
    let (digits, latin) = (count(word, |c| c.is_ascii_digit()), count(word, |c| c.is_ascii_alphabetic()));
    latin <= 1 || digits >= 5 && latin <= 3 || count(word, |c| c == '@') > 0 || count(word, |c| c == '%') >= 3
}

/// Whether it holds a long number or an address.
fn has_number(piece: &[Letter]) -> bool {
    count(piece, |c| c.is_ascii_digit()) >= 7
        || count(piece, |c| c == '@') > 0
        || count(piece, |c| c == '%') >= 3
}

fn tells(piece: &[Letter]) -> bool {
    has_number(piece) || count(piece, |c| matches!(c, '\u{4E00}'..='\u{9FFF}')) >= 2
}

fn write(
    draft: &mut Draft,
    entry: EntryId,
    (bytes, start): (&[u8], usize),
    piece: &[Letter],
    coding: Coding,
) {
    let units = match coding {
        Coding::Wide => Units::Utf16,
        Coding::Utf8 | Coding::Gb18030 => Units::Bytes,
        Coding::WideBig => return each(draft, entry, start, piece, wide_big),
    };
    let range = piece[0].raw.start..piece[piece.len() - 1].raw.end;
    match coding {
        // What is written by percent signs is resolved.
        _ if units == Units::Utf16 || piece.iter().all(|letter| letter.c.is_ascii()) => {
            scan::write(draft, entry, &bytes[range.clone()], start + range.start, units);
        }
        Coding::Utf8 => each(draft, entry, start, piece, utf8),
        _ => each(draft, entry, start, piece, gb18030),
    }
}

/// Adds characters one by one: each keeps its size.
fn each(draft: &mut Draft, entry: EntryId, start: usize, piece: &[Letter], remake: Remake) {
    for Letter { c, raw } in piece {
        let pen = if raw.len() == 1 { Pen::Fixed(Units::Bytes) } else { Pen::Remade(remake) };
        draft.write(c.encode_utf8(&mut [0; 4]), entry, start + raw.start..start + raw.end, pen);
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
