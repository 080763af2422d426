//! References to cells as workbooks write them: `B2`, `$B$2:C9`, `A:C`, `$1:$3` (ECMA-376-1, 18.17.2.3).

use std::fmt;

use super::cut::{Cut, Gone};

pub(super) const COLUMNS: u32 = 16_384;
pub(super) const ROWS: u32 = 1_048_576;

/// Cells: one, an area, whole columns or whole rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reference {
    /// The first and last; none where whole rows are meant.
    columns: Option<[Line; 2]>,
    /// The same for rows.
    rows: Option<[Line; 2]>,
    /// Whether one cell is named, once.
    is_cell: bool,
}

/// A row or a column, counted from 1, and whether it stays the same when the formula is copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Line {
    at: u32,
    is_fixed: bool,
}

impl Reference {
    pub(super) fn parse(text: &str) -> Option<Self> {
        match text.split_once(':') {
            None => Self::cell(text),
            Some((from, to)) => Self::area(from, to),
        }
    }

    /// `$B2`.
    pub(super) fn cell(word: &str) -> Option<Self> {
        let (column, row) = corner(word)?;
        Some(Self { columns: Some([column; 2]), rows: Some([row; 2]), is_cell: true })
    }

    /// What stands from one word to the other, if both name cells, columns or rows.
    pub(super) fn area(from: &str, to: &str) -> Option<Self> {
        let (columns, rows) = match (corner(from), corner(to)) {
            (Some(from), Some(to)) => (Some([from.0, to.0]), Some([from.1, to.1])),
            (None, None) => match (column(from), column(to)) {
                (Some(from), Some(to)) => (Some([from, to]), None),
                _ => (None, Some([row(from)?, row(to)?])),
            },
            _ => return None,
        };
        Some(Self { columns: columns.map(ordered), rows: rows.map(ordered), is_cell: false })
    }

    /// The columns that it takes.
    pub(super) fn columns(&self) -> (u32, u32) {
        self.columns.map_or((1, COLUMNS), |[first, last]| (first.at, last.at))
    }

    /// The rows that it takes.
    pub(super) fn rows(&self) -> (u32, u32) {
        self.rows.map_or((1, ROWS), |[first, last]| (first.at, last.at))
    }

    pub(super) fn is_one_cell(&self) -> bool {
        let one = |(first, last)| first == last;
        one(self.columns()) && one(self.rows())
    }

    /// What is left of it.
    pub(super) fn after(self, cut: &Cut) -> Option<Self> {
        let left = |lines: Option<[Line; 2]>, gone: &Gone, most| match lines {
            None => Some(None),
            Some([first, last]) => {
                let (start, end) = gone.span((first.at, last.at), most)?;
                Some(Some([Line { at: start, ..first }, Line { at: end, ..last }]))
            }
        };
        let columns = left(self.columns, &cut.columns, COLUMNS)?;
        let rows = left(self.rows, &cut.rows, ROWS)?;
        Some(Self { columns, rows, ..self })
    }

    /// What it is in a cell that stands so many columns and rows further on.
    pub(super) fn copied(self, (columns, rows): (i64, i64)) -> Option<Self> {
        let copied = |lines: Option<[Line; 2]>, by: i64, most: u32| match lines {
            None => Some(None),
            Some([first, last]) => {
                let moved = |line: Line| {
                    let at = if line.is_fixed { i64::from(line.at) } else { i64::from(line.at) + by };
                    let at = u32::try_from(at).ok().filter(|&at| (1..=most).contains(&at))?;
                    Some(Line { at, ..line })
                };
                Some(Some(ordered([moved(first)?, moved(last)?])))
            }
        };
        let (columns, rows) = (copied(self.columns, columns, COLUMNS)?, copied(self.rows, rows, ROWS)?);
        Some(Self { columns, rows, ..self })
    }
}

/// What is left of references apart by blanks; nothing if nothing is.
pub(super) fn areas_after(text: &str, cut: &Cut) -> Option<String> {
    let left = text.split_ascii_whitespace().filter_map(|area| match Reference::parse(area) {
        Some(reference) => reference.after(cut).map(|left| left.to_string()),
        None => Some(area.to_owned()),
    });
    let left = left.collect::<Vec<_>>().join(" ");
    (!left.is_empty()).then_some(left)
}

/// `AB`, as a reference writes a column.
pub(super) fn letters(mut column: u32) -> String {
    let mut letters = Vec::new();
    while column > 0 {
        letters.push(b'A' + ((column - 1) % 26) as u8);
        column = (column - 1) / 26;
    }
    letters.iter().rev().map(|&letter| char::from(letter)).collect()
}

fn ordered([one, other]: [Line; 2]) -> [Line; 2] {
    if one.at <= other.at { [one, other] } else { [other, one] }
}

/// `$AB$12`: its column and row.
fn corner(word: &str) -> Option<(Line, Line)> {
    let letters = word.strip_prefix('$').unwrap_or(word);
    let rest = letters.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    Some((column(&word[..word.len() - rest.len()])?, row(rest)?))
}

fn column(word: &str) -> Option<Line> {
    let letters = word.strip_prefix('$').unwrap_or(word);
    if !(1..=3).contains(&letters.len()) || !letters.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return None;
    }
    let value = |letter: u8| u32::from(letter.to_ascii_uppercase() - b'A') + 1;
    let at = letters.bytes().fold(0, |column, letter| column * 26 + value(letter));
    (at <= COLUMNS).then_some(Line { at, is_fixed: letters.len() < word.len() })
}

fn row(word: &str) -> Option<Line> {
    let digits = word.strip_prefix('$').unwrap_or(word);
    let is_number = (1..=7).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    let at = digits.parse().ok().filter(|at| is_number && (1..=ROWS).contains(at))?;
    Some(Line { at, is_fixed: digits.len() < word.len() })
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fixed = |line: Line| if line.is_fixed { "$" } else { "" };
        let corner = |nth: usize, f: &mut fmt::Formatter<'_>| {
            if let Some(columns) = self.columns {
                write!(f, "{}{}", fixed(columns[nth]), letters(columns[nth].at))?;
            }
            match self.rows {
                Some(rows) => write!(f, "{}{}", fixed(rows[nth]), rows[nth].at),
                None => Ok(()),
            }
        };
        corner(0, f)?;
        if self.is_cell {
            return Ok(());
        }
        f.write_str(":")?;
        corner(1, f)
    }
}

#[cfg(test)]
mod tests {
    use super::{Cut, Reference, areas_after};

    fn cut(columns: &[u32], rows: &[u32]) -> Cut {
        Cut { columns: columns.iter().copied().collect(), rows: rows.iter().copied().collect() }
    }

    #[test]
    fn references_are_written_as_they_are_read() {
        for text in ["A1", "$B$2", "C$3", "$D4", "A1:B2", "$A$1:XFD1048576", "A:C", "$A:$C", "1:3", "$1:$3"] {
            assert_eq!(Reference::parse(text).map(|found| found.to_string()).as_deref(), Some(text));
        }
        for text in
            ["A0", "XFE1", "A1048577", "LOG10(", "合计", "A", "1", "A1:B", "A:1", "", "$", "1A", "A1B"]
        {
            assert_eq!(Reference::parse(text), None, "{text}");
        }
        assert_eq!(Reference::parse("$C$9:b2").unwrap().to_string(), "B2:$C$9");
    }

    #[test]
    fn columns_and_rows_go() {
        for (text, left) in [
            ("A1", Some("A1")),
            ("C1", None),
            ("D$1", Some("C$1")),
            ("B2:C9", Some("B2:B9")),
            ("$C2:$F9", Some("$C2:$E9")),
            ("C:C", None),
            ("A:XFD", Some("A:XFD")),
            ("3:9", Some("3:9")),
        ] {
            let found = Reference::parse(text).unwrap().after(&cut(&[3], &[]));
            assert_eq!(found.map(|found| found.to_string()).as_deref(), left, "{text}");
        }
        let rows = Reference::parse("A2:B9").unwrap().after(&cut(&[], &[2, 3, 9]));
        assert_eq!(rows.unwrap().to_string(), "A2:B6");
    }

    #[test]
    fn of_several_areas_those_that_are_left_stay() {
        assert_eq!(areas_after("A1:A9 C1:C9 D2", &cut(&[3], &[])).as_deref(), Some("A1:A9 C2"));
        assert_eq!(areas_after("C1:C9 C12", &cut(&[3], &[])), None);
    }

    #[test]
    fn a_formula_that_is_copied_names_other_cells() {
        let copied =
            |text: &str, by| Reference::parse(text).unwrap().copied(by).map(|found| found.to_string());
        assert_eq!(copied("A1:$B$2", (1, 3)).as_deref(), Some("B$2:$B4"));
        assert_eq!(copied("$A1", (5, 1)).as_deref(), Some("$A2"));
        assert_eq!(copied("A1", (-1, 0)), None);
        assert_eq!(copied("A:A", (2, 9)).as_deref(), Some("C:C"));
    }
}
