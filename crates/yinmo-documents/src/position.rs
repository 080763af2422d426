//! Lines, columns and code points: the one place where bytes become what people count.

use std::sync::{Arc, OnceLock};

use memchr::{memchr, memchr_iter, memrchr};

/// A place in a file's text. A byte order mark is not counted; `\r\n` is two code points and one line break.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Line, counted from 1. Lines end with `\n`, `\r\n` or a lone `\r`.
    pub line: usize,
    /// Code point in the line, counted from 1.
    pub column: usize,
    /// Code point in the file's text, counted from 0.
    pub code_point: usize,
}

impl Position {
    /// Where every text starts.
    pub(crate) const START: Self = Self { line: 1, column: 1, code_point: 0 };

    /// The position after `bytes`, which stand here; `follows` is the byte after them.
    ///
    /// `bytes` may start inside a character: each code point counts at its first byte.
    #[must_use]
    pub(crate) fn after(self, bytes: &[u8], follows: Option<u8>) -> Self {
        let code_points = count_code_points(bytes);
        let breaks = Breaks::of(bytes, follows);
        let column = match breaks.end_of_last {
            Some(end) => 1 + count_code_points(&bytes[end..]),
            None => self.column + code_points,
        };
        Self { line: self.line + breaks.count, column, code_point: self.code_point + code_points }
    }
}

/// Every byte but a continuation byte, `10xxxxxx`, starts a code point.
pub(crate) fn count_code_points(bytes: &[u8]) -> usize {
    let (words, rest) = bytes.as_chunks();
    let continuations: usize = words.chunks(255).map(count_continuations).sum();
    let in_rest = rest.iter().filter(|&&byte| byte & 0xC0 == 0x80).count();
    bytes.len() - continuations - in_rest
}

/// Counts in eight lanes of a byte each, which up to 255 words do not overflow.
fn count_continuations(words: &[[u8; 8]]) -> usize {
    const LANES: u64 = 0x0101_0101_0101_0101;
    let lanes: u64 = words
        .iter()
        .map(|word| u64::from_ne_bytes(*word))
        .map(|word| (word >> 7) & !(word >> 6) & LANES)
        .sum();
    lanes.to_ne_bytes().into_iter().map(usize::from).sum()
}

struct Breaks {
    count: usize,
    end_of_last: Option<usize>,
}

impl Breaks {
    fn of(bytes: &[u8], follows: Option<u8>) -> Self {
        let mut breaks = Self {
            count: memchr_iter(b'\n', bytes).count(),
            end_of_last: memrchr(b'\n', bytes).map(|at| at + 1),
        };
        if memchr(b'\r', bytes).is_some() {
            breaks.add_lone_returns(bytes, follows);
        }
        breaks
    }

    fn add_lone_returns(&mut self, bytes: &[u8], follows: Option<u8>) {
        for at in memchr_iter(b'\r', bytes) {
            if bytes.get(at + 1).copied().or(follows) != Some(b'\n') {
                self.count += 1;
                self.end_of_last = self.end_of_last.max(Some(at + 1));
            }
        }
    }
}

/// Answers positions in one text without reading it from the start each time.
pub(crate) struct PositionIndex {
    marks: Vec<Position>,
}

/// Bytes between two marks: a look-up reads at most this much.
const STRIDE: usize = 1024;

impl PositionIndex {
    pub(crate) fn new(text: &[u8], start: Position) -> Self {
        let mut marks = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut here = start;
        for (nth, block) in text.chunks(STRIDE).enumerate() {
            marks.push(here);
            here = here.after(block, text.get((nth + 1) * STRIDE).copied());
        }
        marks.push(here);
        Self { marks }
    }

    /// The position of the byte `at` of the same text.
    pub(crate) fn position(&self, text: &[u8], at: usize) -> Position {
        let nth = at / STRIDE;
        self.marks[nth].after(&text[nth * STRIDE..at], text.get(at).copied())
    }
}

/// The text of a whole file, and its lines once they are asked for.
pub(crate) struct Whole {
    text: Arc<str>,
    index: OnceLock<PositionIndex>,
}

impl Whole {
    pub(crate) fn new(text: &Arc<str>) -> Self {
        Self { text: Arc::clone(text), index: OnceLock::new() }
    }

    pub(crate) fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// The line that the byte `at` stands in, counted from 1.
    pub(crate) fn line(&self, at: usize) -> usize {
        let text = self.text.as_bytes();
        self.index.get_or_init(|| PositionIndex::new(text, Position::START)).position(text, at).line
    }
}

#[cfg(test)]
mod tests {
    use super::{Position, PositionIndex, STRIDE};

    fn by_hand(text: &str, at: usize) -> Position {
        let before = &text[..at];
        let mut here = Position::START;
        let mut chars = text.chars().peekable();
        for _ in before.chars() {
            let c = chars.next().expect("before is a prefix");
            here.code_point += 1;
            here.column += 1;
            if c == '\n' || (c == '\r' && chars.peek() != Some(&'\n')) {
                (here.line, here.column) = (here.line + 1, 1);
            }
        }
        here
    }

    #[test]
    fn astral_characters_and_every_kind_of_line_break() {
        let unit = "𠮷一\r\na\r三\n\nx\r\r\n";
        for text in [unit.to_owned(), unit.repeat(STRIDE / 5), format!("{}{unit}", "长".repeat(STRIDE))] {
            let index = PositionIndex::new(text.as_bytes(), Position::START);
            for at in (0..=text.len()).filter(|&at| text.is_char_boundary(at)) {
                assert_eq!(index.position(text.as_bytes(), at), by_hand(&text, at), "at {at}");
            }
        }
    }
}
