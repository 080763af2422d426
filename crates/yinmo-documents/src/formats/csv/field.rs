//! One field: how it is written, what it says, and how to say something else in it.

use std::ops::Range;

use memchr::memchr;

/// A field of a row. Offsets are bytes of the chunk's text.
#[derive(Clone, Copy)]
pub(crate) struct Cell {
    /// The field's bytes without what the shape puts around the value.
    start: u32,
    end: u32,
    pub(super) shape: Shape,
}

/// How a field is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// `abc`
    Plain,
    /// `ab"c`
    WithQuotes,
    /// `"abc"`
    Quoted,
    /// `="0138"`, which keeps spreadsheets from dropping the zero.
    Formula,
    /// `"=""0138"""`, the same as a spreadsheet exports it.
    QuotedFormula,
    /// `"a""b"`; its value is kept apart.
    Escaped(u32),
    /// `"a"b`; its value, `ab`, is kept apart.
    Irregular(u32),
}

impl Cell {
    /// Chunks are far shorter than 4 GiB, see `Limits::usable`.
    #[inline]
    pub(super) fn new(start: usize, end: usize, shape: Shape) -> Self {
        let (before, after) = shape.around();
        Self { start: (start + before) as u32, end: (end - after) as u32, shape }
    }

    /// A field that is written as it reads.
    pub(crate) fn plain(range: Range<usize>) -> Self {
        Self::new(range.start, range.end, Shape::Plain)
    }

    /// The field's bytes without what the shape puts around the value.
    #[inline]
    pub(crate) fn inner(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// All bytes of the field.
    pub(super) fn outer(&self) -> Range<usize> {
        let (before, after) = self.shape.around();
        self.start as usize - before..self.end as usize + after
    }
}

impl Shape {
    /// How many bytes stand before and after the value.
    const fn around(self) -> (usize, usize) {
        match self {
            Self::Plain | Self::WithQuotes | Self::Irregular(_) => (0, 0),
            Self::Quoted | Self::Escaped(_) => (1, 1),
            Self::Formula => (2, 1),
            Self::QuotedFormula => (4, 3),
        }
    }

    /// Whether the value is written as it reads, and stays so with any other that has no special characters.
    pub(super) const fn is_read_as_written(self) -> bool {
        matches!(self, Self::Plain | Self::Quoted | Self::Formula | Self::QuotedFormula)
    }

    /// The shape of a field that does not begin with a quote that is closed, but holds one.
    pub(super) fn with_quotes(field: &[u8]) -> Self {
        match field {
            [b'=', b'"', inner @ .., b'"'] if memchr(b'"', inner).is_none() => Self::Formula,
            _ => Self::WithQuotes,
        }
    }

    pub(super) fn is_quoted_formula(field: &[u8]) -> bool {
        matches!(field, [b'"', b'=', b'"', b'"', inner @ .., b'"', b'"', b'"'] if memchr(b'"', inner).is_none())
    }
}

/// The characters of a field that starts with a quote, each with where it stands in the field. The closing
/// quote is left out, and after it everything stands for itself.
pub(super) fn unquoted(field: &str) -> impl Iterator<Item = (usize, char)> {
    let mut chars = field.char_indices().skip(1).peekable();
    let mut closed = false;
    std::iter::from_fn(move || {
        loop {
            let (at, c) = chars.next()?;
            if closed || c != '"' {
                return Some((at, c));
            }
            match chars.next_if(|(_, c)| *c == '"') {
                Some(_) => return Some((at, '"')),
                None => closed = true,
            }
        }
    })
}

/// `value` in quotes, its own doubled.
pub(super) fn quote(value: &str) -> String {
    format!("\"{}\"", double_quotes(value))
}

/// `value` with its quotes doubled, as it stands between quotes.
pub(super) fn double_quotes(value: &str) -> String {
    value.replace('"', "\"\"")
}

#[cfg(test)]
mod tests {
    use super::{Shape, unquoted};

    #[test]
    fn quotes_come_off() {
        for (field, value) in [
            ("\"ab\"", "ab"),
            ("\"a\"\"b\"", "a\"b"),
            ("\"a\"b", "ab"),
            ("\"a\"b\"\"c", "ab\"\"c"),
            ("\"\"\"\"", "\""),
            ("\"\"", ""),
        ] {
            assert_eq!(unquoted(field).map(|(_, c)| c).collect::<String>(), value, "{field}");
        }
    }

    #[test]
    fn formulas_are_told_from_fields_that_look_like_them() {
        for (field, shape) in [
            ("=\"0138\"", Shape::Formula),
            ("=\"\"", Shape::Formula),
            ("=\"", Shape::WithQuotes),
            ("=\"a\"\"b\"", Shape::WithQuotes),
            ("=A1\"", Shape::WithQuotes),
        ] {
            assert_eq!(Shape::with_quotes(field.as_bytes()), shape, "{field}");
        }
        assert!(Shape::is_quoted_formula(b"\"=\"\"0138\"\"\""));
        assert!(!Shape::is_quoted_formula(b"\"=\"\"\"\"x\"\"\"\"\""));
        assert!(!Shape::is_quoted_formula(b"\"=\"\"\""));
    }
}
