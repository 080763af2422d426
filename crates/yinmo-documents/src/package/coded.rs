//! Text in Base64 where a document keeps what it does not show: citations and data of fields, marks of recipients, queries,
//! drawings for another version of the program.

use std::io::{Cursor, Read};
use std::ops::Range;

use yinmo_core::text::{Place, Surface};

use super::base64;
use super::markup::Generic;
use super::opaque::strings;
use crate::mapped::{Draft, EntryId, Pen, Remake};

/// What stands in Base64, as text, and how that is written again.
pub(crate) struct Coded {
    text: String,
    remake: Remake,
}

/// Shorter words of letters and digits are what they look like.
const SHORTEST: usize = 16;

/// The length of what stands before the archive of a query ([MS-QDEFF], 2.2).
const QUERY_HEAD: usize = 8;

/// An archive is read up to so many entries, and so many bytes of all of them.
const MOST_ENTRIES: usize = 64;
const MOST_BYTES: u64 = 4 << 20;

/// How lines end within attributes.
const LINE_ENDS: [&str; 4] = ["&#xA;", "&#xD;", "&#10;", "&#13;"];

impl Coded {
    /// What `raw` says, if that is Base64 of something in which text stands.
    pub(crate) fn of(raw: &str) -> Option<Self> {
        let coded = raw.trim_ascii();
        if coded.len() < SHORTEST || !coded.bytes().all(may_be_coded) {
            return None;
        }
        let coded = LINE_ENDS.iter().fold(coded.to_owned(), |coded, end| match coded.contains('&') {
            true => coded.replace(end, ""),
            false => coded,
        });
        let is_whole = coded.bytes().filter(|byte| !byte.is_ascii_whitespace()).count() % 4 == 0;
        let bytes = base64::decode(coded.as_bytes()).filter(|_| is_whole)?;
        let (text, remake) = said(&bytes)?;
        (!text.trim().is_empty()).then_some(Self { text, remake })
    }

    /// Adds what it says, which stands in `raw`.
    pub(crate) fn write(&self, draft: &mut Draft, entry: EntryId, raw: Range<usize>) {
        draft.end_line();
        draft.write(&self.text, entry, raw, Pen::Remade(self.remake));
        draft.end_line();
    }
}

/// Characters of Base64, of line ends and of references to them.
const fn may_be_coded(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(byte, b'+' | b'/' | b'=' | b' ' | b'\r' | b'\n' | b'\t' | b'&' | b'#' | b';')
}

/// The text in `bytes`, and how it is written again.
fn said(bytes: &[u8]) -> Option<(String, Remake)> {
    let ended = bytes.iter().rposition(|&byte| byte != 0).map_or(0, |last| last + 1);
    if let Some(text) = std::str::from_utf8(&bytes[..ended]).ok().filter(|text| is_text(text)) {
        return Some((text.to_owned(), narrow));
    }
    if let Some(text) = decoded_wide(bytes).filter(|text| is_text(text)) {
        return Some((text, wide));
    }
    let mut from = [0, QUERY_HEAD].into_iter().filter_map(|at| bytes.get(at..));
    let text = match from.find(|rest| rest.starts_with(b"PK\x03\x04")) {
        Some(archive) => archived(archive)?,
        None => strings(bytes),
    };
    Some((text, gone))
}

/// Whether `text` is some: it holds Chinese or digits, and nothing that no text holds.
fn is_text(text: &str) -> bool {
    let is_chinese =
        |c: char| matches!(c, '\u{3000}'..='\u{303F}' | '\u{4E00}'..='\u{9FFF}' | '\u{FF00}'..='\u{FF5E}');
    let is_usual = |c: char| c.is_ascii_graphic() || c.is_whitespace() || is_chinese(c);
    text.chars().any(|c| c.is_ascii_digit() || is_chinese(c)) && text.chars().all(is_usual)
}

/// UTF-16, low byte first.
fn decoded_wide(bytes: &[u8]) -> Option<String> {
    let (units, rest) = bytes.as_chunks::<2>();
    let units: Vec<u16> = units.iter().map(|&unit| u16::from_le_bytes(unit)).collect();
    let text = String::from_utf16(&units).ok().filter(|_| rest.is_empty())?;
    Some(text.trim_end_matches('\0').to_owned())
}

/// What the files of an archive say; nothing if it is broken.
fn archived(bytes: &[u8]) -> Option<String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let (mut text, mut left) = (String::new(), MOST_BYTES);
    for nth in 0..archive.len().min(MOST_ENTRIES) {
        let Ok(entry) = archive.by_index(nth) else { continue };
        let mut content = Vec::new();
        // What breaks off is read as far as it goes.
        let _ = entry.take(left).read_to_end(&mut content);
        left -= content.len() as u64;
        text.push_str(&marked_up(&content).unwrap_or_else(|| strings(&content)));
        text.push('\n');
    }
    Some(text)
}

/// The texts of a file in XML.
fn marked_up(content: &[u8]) -> Option<String> {
    let xml = std::str::from_utf8(content).ok().filter(|text| text.trim_start().starts_with('<'))?;
    let mut generic = Generic::innermost(xml, &Place::Named(String::new()), Surface::Hidden);
    generic.read().ok()?;
    Some([generic.texts.text(), "\n", generic.markup.text()].concat())
}

fn narrow(old: &[u8], new: &str) -> Vec<u8> {
    base64::encode_like(old, new.as_bytes())
}

fn wide(old: &[u8], new: &str) -> Vec<u8> {
    let units: Vec<u8> = new.encode_utf16().flat_map(u16::to_le_bytes).collect();
    base64::encode_like(old, &units)
}

/// What is not written again in its own way goes as a whole: programs keep it beside what they show.
fn gone(_old: &[u8], _new: &str) -> Vec<u8> {
    Vec::new()
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use super::{Coded, base64};

    fn told(bytes: &[u8]) -> Option<(String, Vec<u8>)> {
        let coded = base64::encode(bytes);
        let found = Coded::of(&coded)?;
        let again = (found.remake)(coded.as_bytes(), &found.text.replace("王建坪", "王*坪"));
        Some((found.text, base64::decode(&again)?))
    }

    fn wide(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn text_is_written_again_as_it_was() {
        let text = "户主：王建坪，13800012001";
        let masked = "户主：王*坪，13800012001";
        assert_eq!(told(text.as_bytes()), Some((text.to_owned(), masked.into())));
        assert_eq!(told(&[text.as_bytes(), &[0, 0]].concat()), Some((text.to_owned(), masked.into())));
        assert_eq!(told(&wide(text)), Some((text.to_owned(), wide(masked))));
    }

    #[test]
    fn what_holds_text_goes_as_a_whole() {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in [("a.xml", "<a b='手机：13800012001'>王建坪</a>"), ("a.m", "// 13800012002")]
        {
            archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            archive.write_all(content.as_bytes()).unwrap();
        }
        let archive = archive.finish().unwrap().into_inner();
        for bytes in [archive.clone(), [&[0; 8][..], &archive].concat()] {
            let (text, again) = told(&bytes).unwrap();
            for said in ["王建坪", "手机：13800012001", "13800012002"] {
                assert!(text.contains(said), "{said}");
            }
            assert!(again.is_empty());
        }
        let (text, again) =
            told(&[&[7, 0, 0xFF, 1][..], &wide("户主王建坪，手机13800012001"), &[0, 0, 9]].concat()).unwrap();
        assert!(text.contains("13800012001") && again.is_empty());
    }

    #[test]
    fn words_and_sums_are_what_they_look_like() {
        for word in ["calculatedColumnFormulaStart", "abcdefghijklmnop", "13800012001", "张三张三张三张三"]
        {
            assert!(Coded::of(word).is_none(), "{word}");
        }
        let sum: Vec<u8> = (0..64_u8).map(|nth| nth.wrapping_mul(151) ^ 0x5A).collect();
        assert!(told(&sum).is_none());
        let wrapped = base64::encode("户主：王建坪，13800012001".as_bytes()).replacen("5", "5&#xA;", 1);
        assert!(Coded::of(&wrapped).is_some());
    }
}
