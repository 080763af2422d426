use super::blocks::{next_byte, next_candidate};
use super::char_class::{CharClass, classify};
use super::glued;

/// A maximal run of letters and digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// How many of its characters are digits.
    pub digits: u32,
}

/// The tokens of a text, first to last.
///
/// ```
/// use yinmo_core::scan::Tokens;
/// let starts: Vec<_> = Tokens::new("共12户，E1、ｘ", 0).map(|t| (t.start, t.digits)).collect();
/// assert_eq!(starts, [(3, 2), (11, 1), (16, 0)]);
/// ```
pub struct Tokens<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Tokens<'t> {
    /// Tokens of `text` that begin at byte `from` or later.
    pub const fn new(text: &'t str, from: usize) -> Self {
        Self { text, at: from }
    }

    /// Goes on at byte `at`, when what lies before it has been explained.
    pub fn skip_to(&mut self, at: usize) {
        self.at = self.at.max(at);
    }

    /// Passes over words in ASCII letters that have no digit and stand where no label may end.
    pub fn skip_words(&mut self) {
        let bytes = self.text.as_bytes();
        if follows_label(bytes, self.at) {
            return;
        }
        let stop = next_byte(bytes, self.at, |byte| byte.is_ascii_digit() || ends_label(byte));
        // What goes on there began with the word before it.
        let begun = bytes.get(stop).is_some_and(|byte| byte.is_ascii_digit() || !byte.is_ascii());
        let word = bytes[self.at..stop].iter().rev().take_while(|byte| begun && byte.is_ascii_alphabetic());
        self.at = stop - word.count();
    }
}

/// Whether a word that begins at byte `start` stands where a label may end: at the beginning, or behind a Chinese
/// character, a colon or the border of a cell, with a blank or `_` between them or nothing.
pub(crate) fn follows_label(bytes: &[u8], start: usize) -> bool {
    match bytes[..start] {
        [.., before, b' ' | b'_'] => ends_label(before),
        [.., before] => ends_label(before),
        [] => true,
    }
}

const fn ends_label(byte: u8) -> bool {
    byte >= 0x80 || matches!(byte, b':' | b'\t' | b'|')
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let bytes = self.text.as_bytes();
        let start = next_candidate(bytes, self.at);
        if start >= bytes.len() {
            return None;
        }
        let token = read_token(self.text, glued::after_word(bytes, start));
        self.at = token.end;
        Some(token)
    }
}

fn read_token(text: &str, start: usize) -> Token {
    let bytes = text.as_bytes();
    // Most tokens are words, and end before something plain.
    let letters = bytes[start..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let mut token = Token { start, end: start + letters, digits: 0 };
    if bytes.get(token.end).is_none_or(|next| next.is_ascii() && !next.is_ascii_digit()) {
        return token;
    }
    let mut at = token.end;
    while at < text.len() {
        match classify(text, at) {
            // A word right after digits begins the next token.
            (CharClass::Alnum(c), 1)
                if c.is_ascii_alphabetic()
                    && follows_digit(text, start, at)
                    && glued::word_at(text.as_bytes(), at).is_some() =>
            {
                break;
            }
            (CharClass::Alnum(c), len) => {
                at += len;
                token.end = at;
                token.digits += u32::from(c.is_ascii_digit());
            }
            // Invisible characters belong to a token only between two of its characters.
            (CharClass::Invisible, len) if token.end > start => at += len,
            _ => break,
        }
    }
    token
}

/// Whether a digit of the token that began at `start` stands right before byte `at`.
fn follows_digit(text: &str, start: usize, at: usize) -> bool {
    at > start && text.as_bytes()[at - 1].is_ascii_digit()
}
