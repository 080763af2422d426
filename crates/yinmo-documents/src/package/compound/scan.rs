//! Text in bytes of which only that much is known: that programs write it in UTF-16 or ASCII between other things.
//!
//! It keeps its length when it is changed.

use std::ops::Range;

use super::le::u16_at;
use crate::mapped::{Draft, EntryId, Pen, Remake, Units};
use crate::package::homes::user_of;

/// The fewest characters that are taken for text.
const SHORTEST: usize = 3;
/// The same of ASCII, which other bytes look like more easily.
const SHORTEST_NARROW: usize = 5;

/// Adds what looks like text in bytes that stand at `start` of the entry, a line each.
pub(crate) fn scan(draft: &mut Draft, entry: EntryId, bytes: &[u8], start: usize) {
    scan_but(draft, entry, bytes, start, |_| false);
}

/// The same without text that `is_known` to name nobody.
pub(crate) fn scan_but(
    draft: &mut Draft,
    entry: EntryId,
    bytes: &[u8],
    start: usize,
    is_known: fn(&str) -> bool,
) {
    runs(bytes, |range, units| {
        let text = decoded(&bytes[range.clone()], units);
        if !speaks(&text) || is_chance(&text) || is_known(&text) {
            return;
        }
        draft.end_line();
        let place = start + range.start;
        match user_of(&text) {
            Some(user) => {
                let at = |end: usize| width(&text[..end], units);
                let (from, to) = (at(user.start), at(user.end));
                let bytes = &bytes[range];
                write(draft, entry, &bytes[..from], place, units);
                draft.say("\n姓名：");
                write(draft, entry, &bytes[from..to], place + from, units);
                draft.say("\n");
                write(draft, entry, &bytes[to..], place + to, units);
            }
            None => write(draft, entry, &bytes[range], place, units),
        }
        draft.end_line();
    });
}

/// Text in as many units as it has.
pub(crate) fn decoded(bytes: &[u8], units: Units) -> String {
    match units {
        Units::Utf16 => super::le::wide(bytes),
        Units::Bytes => bytes.iter().map(|&byte| char::from(byte)).collect(),
    }
}

/// In how many bytes what [`decoded`] gave as `text` is written.
pub(crate) fn width(text: &str, units: Units) -> usize {
    match units {
        Units::Utf16 => 2 * text.encode_utf16().count(),
        Units::Bytes => text.chars().count(),
    }
}

/// Adds text that stands at `start` of the entry and keeps its length. What is written in it by bytes, as in addresses
/// (`%E5%BC%A0`), is resolved.
pub(crate) fn write(draft: &mut Draft, entry: EntryId, bytes: &[u8], start: usize, units: Units) {
    let size = if units == Units::Utf16 { 2 } else { 1 };
    let text = decoded(bytes, units);
    let raw = |from: usize, to: usize| start + from * size..start + to * size;
    if !text.contains('%') {
        return draft.write(&text, entry, start..start + bytes.len(), Pen::Fixed(units));
    }
    let stars: Remake = if size == 2 { wide_stars } else { narrow_stars };
    // All that is coded is ASCII: a unit each.
    let letters: Vec<char> = text.chars().collect();
    let (mut at, mut unit) = (0, 0);
    while at < letters.len() {
        match coded(&letters[at..]) {
            Some((c, len)) => {
                draft.write(c.encode_utf8(&mut [0; 4]), entry, raw(unit, unit + len), Pen::Remade(stars));
                at += len;
                unit += len;
            }
            None => {
                let (c, len) = (letters[at], letters[at].len_utf16());
                draft.write(c.encode_utf8(&mut [0; 4]), entry, raw(unit, unit + len), Pen::Fixed(units));
                at += 1;
                unit += len;
            }
        }
    }
}

/// A character that is written by its bytes in UTF-8, and how many letters that takes.
fn coded(letters: &[char]) -> Option<(char, usize)> {
    let byte = |nth: usize| match letters.get(nth * 3..nth * 3 + 3)? {
        ['%', high, low] => Some((high.to_digit(16)? << 4 | low.to_digit(16)?) as u8),
        _ => None,
    };
    let len = match byte(0)? {
        0..0x80 => 1,
        0xC0..0xE0 => 2,
        0xE0..0xF0 => 3,
        0xF0.. => 4,
        _ => return None,
    };
    let bytes: Vec<u8> = (0..len).map_while(byte).collect();
    let c = std::str::from_utf8(&bytes).ok()?.chars().next()?;
    Some((c, len * 3))
}

fn narrow_stars(old: &[u8], _: &str) -> Vec<u8> {
    vec![b'*'; old.len()]
}

fn wide_stars(old: &[u8], _: &str) -> Vec<u8> {
    b"*\0".repeat(old.len() / 2)
}

/// Whether a text may say something of somebody: it has a letter beyond ASCII, an address, a path or five digits. Names of
/// fonts, styles and programs have none of these.
pub(crate) fn speaks(text: &str) -> bool {
    text.bytes().any(|byte| byte >= 0x80 || matches!(byte, b'@' | b'%' | b'\\'))
        || text.bytes().filter(u8::is_ascii_digit).count() >= 5
}

/// Whether bytes look like Chinese by chance: then most characters are ones that hardly anybody writes, and are in no
/// character set older than GBK. What has a number or an address in it is read all the same.
pub(crate) fn is_chance(text: &str) -> bool {
    let chinese = || text.chars().filter(|c| matches!(c, '\u{4E00}'..='\u{9FFF}'));
    let rare = chinese().filter(|&c| !is_common(c)).count();
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    rare * 2 > chinese().count() && digits < 5 && !text.contains(['@', '%', '\\'])
}

/// Whether a character is one of GB 2312.
fn is_common(c: char) -> bool {
    let mut buffer = [0; 4];
    let (bytes, ..) = encoding_rs::GBK.encode(c.encode_utf8(&mut buffer));
    matches!(*bytes, [0xB0..=0xF7, 0xA1..=0xFF])
}

/// Calls `take` with each stretch that looks like text.
pub(crate) fn runs(bytes: &[u8], mut take: impl FnMut(Range<usize>, Units)) {
    let mut at = 0;
    while at < bytes.len() {
        let (here, next) = (wide_run(bytes, at), wide_run(bytes, at + 1));
        let told = at.checked_sub(2).and_then(|before| u16_at(bytes, before)).map_or(0, usize::from);
        // What begins a byte later and goes on for longer is the text.
        if here >= SHORTEST && here >= next && (told == here || !is_narrow(&bytes[at..at + here * 2])) {
            take(at..at + here * 2, Units::Utf16);
            // What follows may be a number that looks like a letter, where a length stands before.
            if (SHORTEST..here).contains(&told) {
                take(at..at + told * 2, Units::Utf16);
            }
            at += here * 2;
            continue;
        }
        let narrow = bytes[at..].iter().take_while(|byte| byte.is_ascii_graphic() || **byte == b' ').count();
        if narrow >= SHORTEST_NARROW {
            take(at..at + narrow, Units::Bytes);
            at += narrow;
        } else {
            at += 1;
        }
    }
}

/// How many characters of two bytes follow each other from `at` on.
fn wide_run(bytes: &[u8], at: usize) -> usize {
    (0..).take_while(|nth| u16_at(bytes, at + nth * 2).is_some_and(is_written)).count()
}

/// Whether text that seems to be Chinese is ASCII: of two bytes a character, read from the wrong byte, or of one.
fn is_narrow(bytes: &[u8]) -> bool {
    let zeros = bytes.iter().step_by(2).filter(|&&low| low == 0).count();
    let graphic = bytes.iter().filter(|byte| byte.is_ascii_graphic()).count();
    // Chinese punctuation is not made of such bytes.
    let has_marks = bytes.as_chunks::<2>().0.iter().any(|unit| matches!(unit, [_, 0xFF] | [0..0x20, 0x30]));
    zeros * 4 > bytes.len() || (graphic * 4 >= bytes.len() * 3 && !has_marks)
}

/// Characters that people write, here: ASCII, Chinese, full-width forms.
fn is_written(unit: u16) -> bool {
    matches!(unit, 0x20..=0x7E | 0xB7 | 0x2010..=0x2026 | 0x3000..=0x303F | 0x4E00..=0x9FFF | 0xFF01..=0xFF5E)
}

#[cfg(test)]
mod tests {
    use super::{Draft, scan};

    #[test]
    fn what_is_coded_by_bytes_is_resolved() {
        let mut draft = Draft::default();
        scan(&mut draft, 0, b"mailto:?s=%E5%BC%A0%41%", 0);
        assert_eq!(draft.text(), "mailto:?s=张A%\n");
    }

    #[test]
    fn bytes_that_are_chinese_by_chance_are_none() {
        let read = |text: &str| {
            let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let mut draft = Draft::default();
            scan(&mut draft, 0, &wide, 0);
            draft.text().to_owned()
        };
        for text in ["帄倁酟", "帄倁愊a"] {
            assert_eq!(read(text), "", "{text}");
        }
        for text in ["户主：张喆", "王建坪", "帄倁13800012001"] {
            assert_eq!(read(text), format!("{text}\n"));
        }
    }

    #[test]
    fn a_length_before_a_text_tells_where_it_ends() {
        let wide: Vec<u8> = "电话12001v".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let mut draft = Draft::default();
        scan(&mut draft, 0, &[&[7, 0][..], &wide, &[0]].concat(), 0);
        assert_eq!(draft.text(), "电话12001v\n电话12001\n");
    }

    #[test]
    fn chinese_of_bytes_that_are_letters_is_chinese() {
        let wide: Vec<u8> = "户主：周丽强".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let mut draft = Draft::default();
        scan(&mut draft, 0, &[&[9][..], &wide].concat(), 0);
        assert_eq!(draft.text(), "户主：周丽强\n");
    }

    #[test]
    fn text_is_found_at_odd_bytes_and_between_others() {
        let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let bytes = [
            &[1, 0][..],
            &wide("电话13800012001"),
            &[0, 0, 7],
            &wide("a@bc"),
            &[0xFF],
            b"\0Pivot\0a@b.cn",
            &[0],
        ]
        .concat();
        let mut draft = Draft::default();
        scan(&mut draft, 0, &bytes, 0);
        assert_eq!(draft.text(), "电话13800012001\na@bc\na@b.cn\n");
    }
}
