use super::blocks::next_candidate;
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
    let mut token = Token { start, end: start, digits: 0 };
    let mut at = start;
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
