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
    /// A paragraph of a document, counted from 1 through its body.
    Paragraph(usize),
    /// A cell of a table in a document; all of them are counted from 1.
    TableCell {
        /// Which table of the document.
        table: usize,
        /// Row in the table.
        row: usize,
        /// Cell in the row.
        column: usize,
    },
    /// A cell of a named sheet; row and column are counted from 1 as the program counts them.
    Sheet {
        /// The name of the sheet. What it holds of personal data is masked.
        sheet: String,
        /// Row.
        row: usize,
        /// Column.
        column: usize,
    },
    /// A part of a document that has a name of its own: the header, the second comment, a property.
    Named(String),
    /// In a file that stands in this one.
    Within {
        /// The name of the file within. What it holds of personal data is masked.
        file: String,
        /// Where in it.
        place: Box<Self>,
    },
    /// The name of the file itself.
    FileName,
}

impl Place {
    /// The same with every name that stands in it shown as `show` makes of it. Paths are shown as they are made.
    #[must_use]
    pub fn with_names(self, show: &mut dyn FnMut(&str) -> String) -> Self {
        match self {
            Self::Sheet { sheet, row, column } => Self::Sheet { sheet: show(&sheet), row, column },
            Self::Named(name) => Self::Named(show(&name)),
            Self::Within { file, place } => {
                Self::Within { file: show(&file), place: Box::new(place.with_names(show)) }
            }
            other => other,
        }
    }
}

/// Prints what the user of a spreadsheet or a document expects: `第3行`, `C5`, `$.people[3].phone`, `第3段`,
/// `表格2第5行第3列`, `名单!C5`, `页眉`, `附件.zip › 名单.csv › C5`, `文件名`.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(line) => write!(f, "第{line}行"),
            Self::Cell { row, column } => write!(f, "{}{row}", ColumnLetters(*column)),
            Self::Path(path) => f.write_str(path),
            Self::Paragraph(number) => write!(f, "第{number}段"),
            Self::TableCell { table, row, column } => write!(f, "表格{table}第{row}行第{column}列"),
            Self::Sheet { sheet, row, column } => write!(f, "{sheet}!{}{row}", ColumnLetters(*column)),
            Self::Named(name) => f.write_str(name),
            Self::Within { file, place } => write!(f, "{file} › {place}"),
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

    #[test]
    fn a_place_in_a_file_within_a_file_is_read_from_outside_in() {
        let cell = Place::Sheet { sheet: "名单".to_owned(), row: 5, column: 3 };
        let place = Place::Within { file: "附件.xlsx".to_owned(), place: Box::new(cell) };
        assert_eq!(place.to_string(), "附件.xlsx › 名单!C5");
        assert_eq!(
            place.with_names(&mut |name| "*".repeat(name.chars().count())).to_string(),
            "******* › **!C5"
        );
    }
}
