//! What is said in a picture's file beside the picture.

use std::io::Read;

use sha2::{Digest, Sha256};

use crate::package::compound::scan::is_chance;
use crate::{Error, Scope};

/// What is said beside a picture, line by line.
pub(super) struct Beside {
    /// What it is called, and what it says.
    pub(super) lines: Vec<(&'static str, String)>,
    /// What it is called, and the SHA-256 of what could not be read.
    pub(super) unread: Vec<(&'static str, [u8; 32])>,
    scope: Scope,
}

/// The fewest characters that are taken for text between other bytes.
const SHORTEST: usize = 4;

impl Beside {
    pub(super) fn new(scope: &Scope) -> Self {
        Self { lines: Vec::new(), unread: Vec::new(), scope: scope.clone() }
    }

    /// Takes what is text.
    pub(super) fn say(&mut self, label: &'static str, text: &str) {
        let text = text.trim_matches(|c: char| c == '\0' || c.is_whitespace());
        if !text.is_empty() {
            self.lines.push((label, text.to_owned()));
        }
    }

    /// Takes bytes that are text as far as is known; in which of the usual ways it is written they do not say.
    pub(super) fn text(&mut self, label: &'static str, bytes: &[u8]) {
        match decoded(bytes) {
            Some(text) => self.say(label, &text),
            None => self.opaque(label, bytes),
        }
    }

    /// Takes text of two bytes a character.
    pub(super) fn wide(&mut self, label: &'static str, bytes: &[u8], big_endian: bool) {
        let units = bytes.as_chunks::<2>().0.iter();
        let units =
            units.map(|&pair| if big_endian { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) });
        let text: String = char::decode_utf16(units).map(|c| c.unwrap_or('\u{FFFD}')).collect();
        for line in text.split('\0') {
            self.say(label, line);
        }
    }

    /// Takes bytes of which nobody knows what they are; what looks like text in them is read.
    pub(super) fn opaque(&mut self, label: &'static str, bytes: &[u8]) {
        if bytes.iter().any(|&byte| byte != 0) {
            self.unread.push((label, Sha256::digest(bytes).into()));
            self.strings(label, bytes);
        }
    }

    /// Takes what looks like text.
    pub(super) fn strings(&mut self, label: &'static str, bytes: &[u8]) {
        for piece in bytes.split(|&byte| byte == 0) {
            match decoded(piece) {
                Some(text) if is_chance(&text) => self.graphic(label, piece),
                Some(text) if text.chars().count() >= SHORTEST => self.say(label, &text),
                _ => self.graphic(label, piece),
            }
        }
        for start in [0, 1] {
            for big_endian in [false, true] {
                self.wide_strings(label, bytes.get(start..).unwrap_or_default(), big_endian);
            }
        }
    }

    fn graphic(&mut self, label: &'static str, bytes: &[u8]) {
        let is_graphic = |byte: &u8| byte.is_ascii_graphic() || *byte == b' ';
        for run in bytes.split(|byte| !is_graphic(byte)).filter(|run| run.len() >= SHORTEST) {
            self.say(label, &String::from_utf8_lossy(run));
        }
    }

    fn wide_strings(&mut self, label: &'static str, bytes: &[u8], big_endian: bool) {
        let unit =
            |&pair: &[u8; 2]| if big_endian { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) };
        let is_text = |unit: u16| matches!(unit, 0x20..=0x7E | 0xB7 | 0x2010..=0x2026 | 0x3000..=0x303F | 0x4E00..=0x9FFF | 0xFF01..=0xFF5E);
        let units: Vec<u16> = bytes.as_chunks::<2>().0.iter().map(unit).collect();
        for run in units.split(|&unit| !is_text(unit)).filter(|run| run.len() >= SHORTEST) {
            let text = String::from_utf16_lossy(run);
            if !is_chance(&text) {
                self.say(label, &text);
            }
        }
    }

    /// What zlib packed.
    ///
    /// # Errors
    /// If it is too much, or broken.
    pub(super) fn inflated(&self, packed: &[u8]) -> Result<Vec<u8>, Error> {
        let most = self.scope.limits().entry_bytes.min(MOST_TEXT);
        let mut bytes = Vec::new();
        let reader = flate2::read::ZlibDecoder::new(packed);
        reader
            .take(most + 1)
            .read_to_end(&mut bytes)
            .map_err(|_| Error::malformed(0, "broken compressed text"))?;
        if bytes.len() as u64 > most {
            return Err(Error::beyond("entry-bytes", most));
        }
        self.scope.unpack(bytes.len() as u64)?;
        Ok(bytes)
    }
}

/// The most that a packed text may take; a picture that says more is no picture.
const MOST_TEXT: u64 = 64 << 20;

/// Bytes as text, if they are nothing else.
fn decoded(bytes: &[u8]) -> Option<String> {
    let end = bytes.iter().rposition(|&byte| byte != 0).map_or(0, |last| last + 1);
    let bytes = &bytes[..end];
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => {
            encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes)?.into_owned()
        }
    };
    let is_text = |c: char| !c.is_control() || matches!(c, '\t' | '\n' | '\r');
    text.chars().all(is_text).then_some(text)
}
