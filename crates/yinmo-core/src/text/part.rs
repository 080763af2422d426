use std::fmt;

/// Where in a document a part stands, in words a person can follow.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// A line of plain text, counted from 1.
    Line(usize),
    /// A cell of a table; row and column are counted from 1.
    Cell {
        /// Row, counted from 1, heading and title rows included.
        row: usize,
        /// Column, counted from 1.
        column: usize,
    },
    /// A value in a tree, by its path: `$.people[3].phone`. Keys that hold personal data are masked in it.
    Path(String),
    /// The name of the file itself.
    FileName,
}

/// Prints what a spreadsheet user expects: `第3行`, `C5`, `$.people[3].phone`, `文件名`.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(line) => write!(f, "第{line}行"),
            Self::Cell { row, column } => write!(f, "{}{row}", ColumnLetters(*column)),
            Self::Path(path) => f.write_str(path),
            Self::FileName => f.write_str("文件名"),
        }
    }
}

/// `1` is `A`, `27` is `AA`.
struct ColumnLetters(usize);

impl fmt::Display for ColumnLetters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rest = (self.0 - 1) / 26;
        if rest > 0 {
            ColumnLetters(rest).fmt(f)?;
        }
        write!(f, "{}", char::from(b'A' + u8::try_from((self.0 - 1) % 26).unwrap_or(0)))
    }
}

/// Who gets to see a part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Surface {
    /// On the page.
    #[default]
    Visible,
    /// In the file and not on the page: hidden rows, columns, sheets, deleted text.
    Hidden,
    /// About the document: author, title, comments' authors.
    Metadata,
    /// In the format's own language: attribute values, keys, names of parts.
    Markup,
}

#[cfg(test)]
mod tests {
    use super::Place;

    #[test]
    fn cells_are_named_as_in_a_spreadsheet() {
        for (row, column, name) in [(5, 3, "C5"), (1, 26, "Z1"), (1, 27, "AA1"), (9, 703, "AAA9")] {
            assert_eq!(Place::Cell { row, column }.to_string(), name);
        }
    }
}
