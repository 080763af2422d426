//! Scripts, data in JSON, styles.

use std::ops::Range;

use yinmo_core::text::Surface;

use super::attributes::lines_of;
use super::page::Page;
use crate::mapped::Escape;
use crate::package::charset::Named;
use crate::package::embedded::{DataAddress, addresses, as_written};
use crate::package::fields;
use crate::package::fonts;
use crate::package::glyphs::Glyphs;
use crate::package::lines::{Flow, Ink};
use crate::package::{Findings, Held};
use crate::{Charset, Error};

/// What is decoded already.
const UTF_8: Named = Named::Known(Charset::Utf8);

/// A longer line is read in pieces, in bytes.
const LONGEST: usize = 64 << 10;

impl Page {
    /// A script or style; `what` is its name.
    pub(super) fn script(
        &mut self,
        range: Range<usize>,
        what: &str,
        found: &mut Findings,
    ) -> Result<(), Error> {
        let text = self.text.clone();
        let mut at = range.start;
        for address in addresses(&text, range.clone()) {
            let name = self.lines.place(address.start, what).to_string();
            let data = DataAddress::of(&text[address.clone()]);
            let is_held = match data {
                Some(data) => data.hold(&as_written(&text, address.clone()), name, found)?,
                None => false,
            };
            if is_held {
                self.script_lines(at..address.start, what, found)?;
                at = address.end;
            }
        }
        self.script_lines(at..range.end, what, found)
    }

    fn script_lines(&mut self, range: Range<usize>, what: &str, found: &mut Findings) -> Result<(), Error> {
        let (text, lines) = (self.text.clone(), self.lines.clone());
        let surface = Surface::Markup;
        let ink = Ink { lines: &lines, text: &text, surface, what, escape: Escape::Script };
        for line in lines_of(&text, range) {
            for piece in pieces(&text, line) {
                let piece_text = &text[piece.clone()];
                if !speaks(&if what == "style" {
                    fonts::without_fonts(piece_text)
                } else {
                    piece_text.into()
                }) {
                    continue;
                }
                let glyphs = Glyphs::plain(&text, piece, Escape::Script);
                let glyphs = if what == "style" { glyphs.style() } else { glyphs.script().percent_words() };
                write(&mut self.markup, &glyphs, ink, found)?;
            }
            self.markup.end_line();
        }
        Ok(())
    }
}

/// A line without its end, in pieces that are not too long.
fn pieces(text: &str, line: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let end = line.start + text[line.clone()].trim_end().len();
    let mut at = line.start;
    std::iter::from_fn(move || {
        if at >= end {
            return None;
        }
        let start = at;
        at = end;
        if end - start > LONGEST {
            let aim = crate::boundary::char_boundary_after(text, start + LONGEST);
            let apart = |c: char| matches!(c, ',' | ';' | '}' | ' ');
            at = text[aim..end].find(apart).map_or(end, |len| aim + len + 1);
        }
        Some(start..at)
    })
}

/// Whether a line of a script may say something of somebody.
pub(super) fn speaks(line: &str) -> bool {
    let bytes = line.as_bytes();
    bytes.iter().any(|&byte| byte >= 0x80 || byte == b'@')
        || fields::longest_number(line) >= 7
        || memchr::memchr_iter(b'\\', bytes).any(|at| {
            bytes.get(at + 1).is_some_and(|&byte| matches!(byte, b'u' | b'x') || byte.is_ascii_hexdigit())
        })
        || memchr::memchr_iter(b'%', bytes)
            .any(|at| bytes.get(at + 3) == Some(&b'%') || bytes.get(at + 1) == Some(&b'u'))
}

/// Adds a line of a script. Strings that are the values of fields stand behind what people call these.
pub(super) fn write(
    flow: &mut Flow,
    glyphs: &Glyphs,
    ink: Ink<'_>,
    found: &mut Findings,
) -> Result<(), Error> {
    flow.end_line();
    let chars: Vec<char> = glyphs.chars().collect();
    let is_quote = |nth: usize| matches!(chars[nth], '"' | '\'' | '`') && glyphs.is_plain(nth);
    let (mut written, mut at) = (0, 0);
    while at < chars.len() {
        if !is_quote(at) {
            at += 1;
            continue;
        }
        let Some(len) = (at + 1..chars.len()).position(|nth| chars[nth] == chars[at] && glyphs.is_plain(nth))
        else {
            at += 1;
            continue;
        };
        let value = at + 1..at + 1 + len;
        let said: String = chars[value.clone()].iter().collect();
        if holds_markup(&said) {
            flow.glyphs(glyphs, written..value.start, ink);
            flow.end_line();
            let raw = glyphs.raw(value.clone()).unwrap_or_default();
            let name = ink.lines.place(raw.start, ink.what).to_string();
            let (file, bytes, named) = ("data.html".to_owned(), said.into_bytes(), Some(UTF_8));
            found.hold(Held { name, file, bytes, named, raw, wrap: wrap_literal, entry: 0 })?;
            written = value.end;
            at = value.end + 1;
            continue;
        }
        let label = key_before(&chars[written..at]).and_then(|key| fields::label_of(&key, &said));
        if let Some(label) = label {
            flow.glyphs(glyphs, written..value.start, ink);
            let raw = glyphs.raw(at..value.end).unwrap_or_default();
            flow.label(&label, raw.start, ink);
            flow.glyphs(glyphs, value.clone(), ink);
            flow.end_line();
            written = value.end;
        }
        at = value.end + 1;
    }
    flow.glyphs(glyphs, written..chars.len(), ink);
    flow.end_line();
    Ok(())
}

/// Whether a string is a part of a page, in which tags may stand in a value.
fn holds_markup(said: &str) -> bool {
    let has_tags = ["</", "<br", "<td", "<wbr", "<!--"].iter().any(|tag| said.contains(tag));
    has_tags && said.contains('>') && speaks(said)
}

/// Writes a part of a page as a string of a script.
fn wrap_literal(_old: &[u8], new: &[u8]) -> Vec<u8> {
    Escape::Script.apply(&String::from_utf8_lossy(new)).into_owned().into_bytes()
}

/// The name of the field whose value follows.
fn key_before(chars: &[char]) -> Option<String> {
    let mut rest: Vec<char> = chars[chars.len().saturating_sub(64)..].to_vec();
    let trim = |rest: &mut Vec<char>| {
        while rest.pop_if(|c| c.is_whitespace()).is_some() {}
    };
    trim(&mut rest);
    rest.pop_if(|c| matches!(c, ':' | '='))?;
    trim(&mut rest);
    let quoted = rest.pop_if(|c| matches!(c, '"' | '\'' | '`'));
    let is_key = |c: &char| match quoted {
        Some(quote) => *c != quote,
        None => c.is_alphanumeric() || matches!(c, '_' | '$' | '-'),
    };
    let key: Vec<char> = rest.iter().rev().copied().take_while(is_key).collect();
    Some(key.into_iter().rev().collect())
}

#[cfg(test)]
mod tests {
    use super::{key_before, pieces};

    #[test]
    fn keys_stand_before_their_values() {
        let key = |text: &str| key_before(&text.chars().collect::<Vec<_>>());
        assert_eq!(key("{\"tel\" : ").as_deref(), Some("tel"));
        assert_eq!(key("var id_card=").as_deref(), Some("id_card"));
        assert_eq!(key("{'姓名':").as_deref(), Some("姓名"));
        assert_eq!(key("show("), None);
    }

    #[test]
    fn long_lines_come_in_pieces() {
        let text = format!("{},{}\r\n", "a".repeat(70_000), "张".repeat(10));
        let all: Vec<_> = pieces(&text, 0..text.len()).collect();
        assert_eq!(all, [0..70_001, 70_001..70_031]);
    }
}
