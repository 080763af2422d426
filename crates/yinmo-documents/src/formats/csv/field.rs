//! One field: how it is written, what it says, and how to say something else in it.

use memchr::memchr;

/// A field of a row. Offsets are bytes of the chunk's text.
#[derive(Clone, Copy)]
pub(super) struct Cell {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) shape: Shape,
}

/// How a field is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// `abc`
    Plain,
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
    pub(super) fn new(start: usize, end: usize, shape: Shape) -> Self {
        Self { start: start as u32, end: end as u32, shape }
    }

    /// The field's bytes without what the shape puts around the value.
    pub(super) fn inner(&self) -> std::ops::Range<usize> {
        let (before, after) = match self.shape {
            Shape::Plain | Shape::Irregular(_) => (0, 0),
            Shape::Quoted | Shape::Escaped(_) => (1, 1),
            Shape::Formula => (2, 1),
            Shape::QuotedFormula => (4, 3),
        };
        self.start as usize + before..self.end as usize - after
    }
}

impl Shape {
    pub(super) fn unquoted(field: &[u8]) -> Self {
        if field.first() != Some(&b'=') {
            return Self::Plain;
        }
        match field {
            [b'=', b'"', inner @ .., b'"'] if memchr(b'"', inner).is_none() => Self::Formula,
            _ => Self::Plain,
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
            ("=\"", Shape::Plain),
            ("=\"a\"\"b\"", Shape::Plain),
            ("=A1", Shape::Plain),
        ] {
            assert_eq!(Shape::unquoted(field.as_bytes()), shape, "{field}");
        }
        assert!(Shape::is_quoted_formula(b"\"=\"\"0138\"\"\""));
        assert!(!Shape::is_quoted_formula(b"\"=\"\"\"\"x\"\"\"\"\""));
        assert!(!Shape::is_quoted_formula(b"\"=\"\"\""));
    }
}
