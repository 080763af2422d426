//! The grammar of RFC 8259, with a stack of its own instead of recursion.

use std::ops::Range;

use super::number::number_len;
use super::string;
use super::tree::{Kind, Tree};

/// Where and why a text is not JSON.
pub(crate) struct Malformed {
    /// Byte of the text.
    pub(crate) at: usize,
    pub(crate) what: &'static str,
}

/// How deep arrays and objects may nest.
const DEPTH: usize = 128;

/// Adds the one value in `text[range]`, if it is not blank, to `tree`; `line` is its number in JSON Lines.
pub(crate) fn parse_value(
    text: &str,
    range: Range<usize>,
    line: Option<usize>,
    tree: &mut Tree,
) -> Result<(), Malformed> {
    let mut parser = Parser { text: &text[..range.end], at: range.start, tree };
    parser.skip_blanks();
    if parser.peek().is_none() {
        return Ok(());
    }
    parser.tree.open_document(line);
    parser.value()?;
    while parser.tree.depth() > 0 {
        parser.step()?;
    }
    parser.skip_blanks();
    if parser.peek().is_some() { Err(parser.error("text after the end of the value")) } else { Ok(()) }
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    tree: &'t mut Tree,
}

impl Parser<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn error(&self, what: &'static str) -> Malformed {
        Malformed { at: self.at, what }
    }

    fn skip_blanks(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    /// One element or member of the innermost container with what separates it, or the container's end.
    fn step(&mut self) -> Result<(), Malformed> {
        let is_array = self.tree.in_array();
        self.skip_blanks();
        if self.eat(if is_array { b']' } else { b'}' }) {
            self.tree.close(self.at);
            return Ok(());
        }
        if !self.tree.at_first() {
            if !self.eat(b',') {
                return Err(self.error("a comma or the end of an array or object is missing"));
            }
            self.skip_blanks();
        }
        if !is_array {
            self.key()?;
        }
        self.value()
    }

    fn key(&mut self) -> Result<(), Malformed> {
        if self.peek() != Some(b'"') {
            return Err(self.error("a key is missing"));
        }
        let start = self.at;
        let has_escapes = self.string()?;
        self.tree.add_key(self.text, start..self.at, has_escapes);
        self.skip_blanks();
        if !self.eat(b':') {
            return Err(self.error("a colon is missing"));
        }
        self.skip_blanks();
        Ok(())
    }

    fn value(&mut self) -> Result<(), Malformed> {
        let start = self.at;
        match self.peek() {
            Some(b'"') => {
                let has_escapes = self.string()?;
                self.tree.add_scalar(self.text, Kind::Text, start..self.at, has_escapes);
            }
            Some(b'{' | b'[') => return self.open(),
            Some(b't') => self.literal("true")?,
            Some(b'f') => self.literal("false")?,
            Some(b'n') => self.literal("null")?,
            _ => self.number()?,
        }
        Ok(())
    }

    fn open(&mut self) -> Result<(), Malformed> {
        if self.tree.depth() == DEPTH {
            return Err(self.error("nested too deep"));
        }
        let is_array = self.peek() == Some(b'[');
        self.at += 1;
        self.tree.open(is_array);
        Ok(())
    }

    fn number(&mut self) -> Result<(), Malformed> {
        let rest = &self.text.as_bytes()[self.at..];
        let len = number_len(rest).ok_or_else(|| self.error("a value is missing"))?;
        self.tree.add_scalar(self.text, Kind::Number, self.at..self.at + len, false);
        self.at += len;
        Ok(())
    }

    fn literal(&mut self, word: &str) -> Result<(), Malformed> {
        if !self.text[self.at..].starts_with(word) {
            return Err(self.error("an unknown word"));
        }
        self.at += word.len();
        self.tree.pass_literal(self.at);
        Ok(())
    }

    /// Passes a string with its quotes.
    fn string(&mut self) -> Result<bool, Malformed> {
        let inner = self.at + 1;
        let scanned = string::scan(&self.text.as_bytes()[inner..])
            .map_err(|at| Malformed { at: inner + at, what: "an ill-formed string" })?;
        self.at = inner + scanned.len + 1;
        Ok(scanned.has_escapes)
    }
}
