//! Text in bytes of which only that much is known: that programs write it in UTF-16 or UTF-8 between other things.

use yinmo_core::text::{Place, Surface};

use super::flavor::Reading;
use crate::mapped::{Draft, EntryId, Pen, Units};

/// The fewest characters that are taken for text.
const SHORTEST: usize = 3;

/// Reads what may be text, keeping its length when it is changed.
pub(crate) fn read((entry, bytes): (EntryId, &[u8]), place: &Place, surface: Surface, reading: &mut Reading) {
    let mut draft = Draft::default();
    draft.stand(place.clone(), surface);
    // Text of two bytes a unit begins at an even byte in what is known of such files; at odd ones too in others.
    for start in [0, 1] {
        wide(entry, bytes, start, &mut draft);
    }
    narrow(entry, bytes, &mut draft);
    reading.prose(draft);
}

fn wide(entry: EntryId, bytes: &[u8], start: usize, draft: &mut Draft) {
    let units = bytes.get(start..).unwrap_or_default().as_chunks::<2>().0;
    let mut run = String::new();
    let mut begun = 0;
    for (nth, unit) in units.iter().chain([&[0, 0]]).enumerate() {
        match char::from_u32(u32::from(u16::from_le_bytes(*unit))).filter(|&c| is_written(c)) {
            Some(c) => {
                if run.is_empty() {
                    begun = nth;
                }
                run.push(c);
            }
            None => {
                let raw = start + begun * 2..start + nth * 2;
                take(&mut run, draft, entry, raw, Units::Utf16);
            }
        }
    }
}

fn narrow(entry: EntryId, bytes: &[u8], draft: &mut Draft) {
    let mut run = String::new();
    let mut begun = 0;
    for (nth, &byte) in bytes.iter().chain([&0]).enumerate() {
        if byte.is_ascii_graphic() || byte == b' ' {
            if run.is_empty() {
                begun = nth;
            }
            run.push(char::from(byte));
        } else {
            take(&mut run, draft, entry, begun..nth, Units::Bytes);
        }
    }
}

fn take(run: &mut String, draft: &mut Draft, entry: EntryId, raw: std::ops::Range<usize>, units: Units) {
    if run.chars().count() >= SHORTEST {
        draft.write(run, entry, raw, Pen::Fixed(units));
        draft.end_line();
    }
    run.clear();
}

/// Characters that people write, here: ASCII, Chinese, full-width forms.
fn is_written(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{B7}' | '\u{2010}'..='\u{2026}' | '\u{3000}'..='\u{303F}' | '\u{4E00}'..='\u{9FFF}' | '\u{FF01}'..='\u{FF5E}')
}
