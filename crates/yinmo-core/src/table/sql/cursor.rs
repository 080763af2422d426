use memchr::memchr2;

use crate::text::Span;

/// A place in a text of statements.
pub(super) struct Cursor<'t> {
    text: &'t str,
    pub(super) at: usize,
}

/// What came of reading a string.
pub(super) enum Literal {
    /// What stands between its quotes.
    Ended(Span),
    /// It does not end in the text. Reading may go on from this byte.
    Unfinished(usize),
}

/// What came of reading a value of a row.
pub(super) enum Value {
    /// All of it, and what it holds: what stands between the quotes, or a number. Nothing for `NULL` and the like.
    Ended { raw: Span, content: Span },
    /// A string of such quotes that does not end in the text. Reading may go on from byte `from`.
    Within { quote: u8, from: usize },
    /// It is none.
    Broken,
}

/// The longest comment and the longest name, in bytes: what looks like the start of one costs no more.
const LONGEST_COMMENT: usize = 1024;
const LONGEST_NAME: usize = 200;

impl<'t> Cursor<'t> {
    pub(super) const fn new(text: &'t str, at: usize) -> Self {
        Self { text, at }
    }

    fn rest(&self) -> &'t [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.rest().first().copied()
    }

    pub(super) fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    /// Passes over blanks, line breaks and comments.
    pub(super) fn blanks(&mut self) {
        loop {
            self.at += self.rest().iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            if self.comment().is_none() {
                return;
            }
        }
    }

    /// Passes over blanks up to the end of the line.
    pub(super) fn blanks_on_line(&mut self) {
        self.at += self.rest().iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    }

    /// Passes over a comment; what it says.
    pub(super) fn comment(&mut self) -> Option<&'t str> {
        let rest = self.rest();
        let near = &rest[..rest.len().min(LONGEST_COMMENT)];
        let (opened, len, closed) = match rest {
            [b'-', b'-', ..] => (2, memchr::memchr(b'\n', near)?, 0),
            [b'#', b' ', ..] => (1, memchr::memchr(b'\n', near)?, 0),
            [b'/', b'*', ..] => (2, memchr::memmem::find(near, b"*/")?, 2),
            _ => return None,
        };
        let start = self.at;
        self.at += len + closed;
        // `/*/` does not close what it opens.
        self.text.get(start + opened..start + len)
    }

    /// Passes over this word, in any case.
    pub(super) fn keyword(&mut self, word: &str) -> bool {
        let found = self.bare().eq_ignore_ascii_case(word);
        self.at += if found { word.len() } else { 0 };
        found
    }

    /// Passes over any of these words.
    pub(super) fn keywords(&mut self, words: &[&str]) {
        while words.iter().any(|word| self.keyword(word)) {
            self.blanks();
        }
    }

    /// The word that begins here, without quotes.
    pub(super) fn bare(&self) -> &'t str {
        let len = self.rest().iter().take(LONGEST_NAME + 1).take_while(|&&byte| is_of_word(byte)).count();
        self.text.get(self.at..self.at + len).filter(|_| len <= LONGEST_NAME).unwrap_or_default()
    }

    /// Passes over a name, whatever quotes are around it; the schema before it is left out.
    pub(super) fn name(&mut self) -> Option<&'t str> {
        self.names().map(|(_, last)| last)
    }

    /// The same with the name before it: the table of a column.
    pub(super) fn names(&mut self) -> Option<(Option<&'t str>, &'t str)> {
        let (mut before, mut last) = (None, self.single_name()?);
        while self.eat(b'.') {
            before = Some(std::mem::replace(&mut last, self.single_name()?));
        }
        Some((before, last))
    }

    fn single_name(&mut self) -> Option<&'t str> {
        let close = match self.peek()? {
            quote @ (b'`' | b'"') => quote,
            b'[' => b']',
            _ => {
                let word = self.bare();
                self.at += word.len();
                return Some(word).filter(|word| !word.is_empty());
            }
        };
        let start = self.at + 1;
        let near = &self.text.as_bytes()[start..self.text.len().min(start + LONGEST_NAME)];
        let end = start + memchr::memchr(close, near)?;
        self.at = end + 1;
        Some(&self.text[start..end])
    }

    /// Passes over what stands between such quotes, the first of which is here; what that is.
    pub(super) fn quoted(&mut self, quote: u8) -> Option<&'t str> {
        match self.string(quote) {
            Literal::Ended(span) => Some(span.of(self.text)),
            Literal::Unfinished(_) => None,
        }
    }

    /// Passes over the string whose quote is here.
    pub(super) fn string(&mut self, quote: u8) -> Literal {
        self.at += 1;
        self.string_rest(quote)
    }

    /// The same from within the string.
    pub(super) fn string_rest(&mut self, quote: u8) -> Literal {
        let (bytes, start) = (self.text.as_bytes(), self.at);
        loop {
            let Some(found) = memchr2(quote, b'\\', self.rest()).map(|found| self.at + found) else {
                return Literal::Unfinished(self.at);
            };
            let Some(&next) = bytes.get(found + 1) else { return Literal::Unfinished(found) };
            let escapes = if bytes[found] == b'\\' {
                next != quote || !self.value_ends_at(found + 2)
            } else {
                next == quote
            };
            if escapes {
                self.at = found + 1 + usize::from(next.is_ascii());
                continue;
            }
            let end = found + usize::from(bytes[found] == b'\\');
            self.at = end + 1;
            return Literal::Ended(Span::new(start, end));
        }
    }

    /// Whether a value may have ended before byte `at`. In some dialects a backslash escapes the quote behind it, and in
    /// others it is a character as any: `'C:\', 1`.
    fn value_ends_at(&self, at: usize) -> bool {
        let mut after = Cursor::new(self.text, at);
        if after.eat(b',') {
            after.blanks_on_line();
            return after.peek().is_some_and(|byte| matches!(byte, b'\'' | b'"' | b'0'..=b'9'))
                || after.keyword("null");
        }
        after.eat(b')') && (after.peek() == Some(b';') || after.eat(b',') && after.peek() == Some(b'('))
    }

    /// Passes over a string or a word; what it holds.
    pub(super) fn literal(&mut self) -> Option<Span> {
        if matches!(self.rest(), [b'N' | b'n' | b'E' | b'e', b'\'', ..]) {
            self.at += 1;
        }
        if let Some(quote) = self.peek().filter(|byte| matches!(byte, b'\'' | b'"')) {
            return match self.string(quote) {
                Literal::Ended(span) => Some(trimmed(self.text, span)),
                Literal::Unfinished(_) => None,
            };
        }
        let start = self.at;
        self.at += self.bare().len();
        (self.at > start).then(|| Span::new(start, self.at))
    }

    /// Passes over a value of a row, up to the comma or bracket behind it.
    pub(super) fn value(&mut self) -> Value {
        let (start, mut depth, mut literal) = (self.at, 0_usize, None);
        while let Some(byte) = self.peek() {
            match byte {
                quote @ (b'\'' | b'"') => match self.string(quote) {
                    Literal::Ended(span) => literal = literal.or(Some(span)),
                    Literal::Unfinished(from) if depth == 0 && literal.is_none() => {
                        return Value::Within { quote, from };
                    }
                    Literal::Unfinished(_) => return Value::Broken,
                },
                b',' | b')' if depth == 0 => return self.ended(start, literal),
                b';' => return Value::Broken,
                b'-' | b'/' | b'#' if self.comment().is_some() => {}
                _ => {
                    depth += usize::from(byte == b'(');
                    depth -= usize::from(byte == b')');
                    self.at += 1;
                }
            }
        }
        Value::Broken
    }

    fn ended(&self, start: usize, literal: Option<Span>) -> Value {
        let raw = trimmed(self.text, Span::new(start, self.at));
        let is_number = || raw.of(self.text).bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let nothing = Span::new(raw.start, raw.start);
        let content = match literal {
            Some(literal) => trimmed(self.text, literal),
            None if is_number() => raw,
            None => nothing,
        };
        Value::Ended { raw, content }
    }
}

fn trimmed(text: &str, span: Span) -> Span {
    let content = span.of(text);
    let start = span.start + content.len() - content.trim_start().len();
    Span::new(start, start + content.trim().len())
}

pub(super) const fn is_of_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$') || !byte.is_ascii()
}
