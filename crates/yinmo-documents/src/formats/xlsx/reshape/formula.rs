//! Formulas: where they name cells, and how they name them once rows, columns and sheets go or are called otherwise.
//!
//! No formula is understood here. Texts in quotation marks, names of functions and names that people gave are told from
//! references to cells, and nothing else. Formulas in R1C1 notation, which no file holds, are not.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt::Write;
use std::ops::Range;

use super::reference::Reference;

/// Something in a formula that depends on where cells stand and what sheets are called.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mention {
    /// The sheet or sheets, where they are said.
    pub(super) sheets: Option<Sheets>,
    pub(super) what: What,
    /// Where it stands in the formula, behind what says the sheet.
    pub(super) range: Range<usize>,
}

/// What stands before `!`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Sheets {
    /// In the formula, without `!`.
    pub(super) range: Range<usize>,
    /// The sheet; in `一月:三月!A1` the first.
    pub(super) first: String,
    /// The last of several.
    pub(super) last: Option<String>,
    /// Whether they are sheets of another workbook.
    pub(super) is_outside: bool,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum What {
    Cells(Reference),
    /// A name that somebody gave, or an error, of a sheet that is said.
    Name,
    /// Columns of a table: its name, empty within it, and the columns.
    Table(String, Vec<String>),
}

/// Everything in `formula` that depends on where cells stand, in order.
pub(super) fn mentions(formula: &str) -> Vec<Mention> {
    let mut scan = Scan { formula, at: 0, found: Vec::new() };
    while scan.at < formula.len() {
        scan.step();
    }
    scan.found
}

/// The formula as it is in a cell that stands so many columns and rows further on.
pub(super) fn copied(formula: &str, by: (i64, i64)) -> String {
    replaced(formula, |mention| match mention.what {
        What::Cells(reference) => {
            let copied = reference.copied(by).map_or_else(|| "#REF!".to_owned(), |copied| copied.to_string());
            Some((mention.range.clone(), copied))
        }
        _ => None,
    })
}

/// The formula with something else in the place of what it mentions.
pub(super) fn replaced(
    formula: &str,
    mut with: impl FnMut(&Mention) -> Option<(Range<usize>, String)>,
) -> String {
    let (mut out, mut kept) = (String::with_capacity(formula.len()), 0);
    for mention in mentions(formula) {
        if let Some((range, text)) = with(&mention) {
            let _ = write!(out, "{}{text}", &formula[kept..range.start]);
            kept = range.end;
        }
    }
    out.push_str(&formula[kept..]);
    out
}

/// The formula without what says the sheet, where that is one of these, in lower case.
pub(in super::super) fn without_sheets<'f>(formula: &'f str, names: &HashSet<String>) -> Cow<'f, str> {
    if !formula.contains('!') {
        return Cow::Borrowed(formula);
    }
    Cow::Owned(replaced(formula, |mention| {
        let sheets = mention.sheets.as_ref().filter(|sheets| !sheets.is_outside)?;
        let mut said = std::iter::once(&sheets.first).chain(&sheets.last);
        let are_known = said.all(|name| names.contains(&name.to_lowercase()));
        are_known.then(|| (sheets.range.start..mention.range.start, String::new()))
    }))
}

/// A sheet's name as it stands before `!`.
pub(super) fn quoted(first: &str, last: Option<&str>) -> String {
    let names = last.map_or_else(|| first.to_owned(), |last| format!("{first}:{last}"));
    format!("'{}'", names.replace('\'', "''"))
}

struct Scan<'a> {
    formula: &'a str,
    at: usize,
    found: Vec<Mention>,
}

/// Errors as formulas write them.
const ERRORS: [&str; 8] = ["#REF!", "#N/A", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#VALUE!", "#SPILL!"];

impl<'a> Scan<'a> {
    fn rest(&self) -> &'a str {
        &self.formula[self.at..]
    }

    fn step(&mut self) {
        let rest = self.rest();
        match rest.as_bytes()[0] {
            b'"' => self.at += closed(rest, '"'),
            b'\'' => self.quoted_sheets(closed(rest, '\'')),
            b'[' => self.bracket(),
            b'#' => self.at += ERRORS.iter().find(|error| rest.starts_with(**error)).map_or(1, |e| e.len()),
            _ if word(rest) > 0 => self.word(),
            _ => self.at += 1,
        }
    }

    fn quoted_sheets(&mut self, len: usize) {
        let (start, end) = (self.at, self.at + len);
        self.at = end;
        if self.rest().starts_with('!') {
            let name = self.formula[start + 1..end - 1].replace("''", "'");
            self.mention(sheets(start..end, &name));
        }
    }

    /// `[1]Sheet1!`, or columns of the table that the formula stands in.
    fn bracket(&mut self) {
        let (start, rest) = (self.at, self.rest());
        let end = bracketed(rest);
        let sheet = word(&rest[end..]);
        if rest[end + sheet..].starts_with('!') {
            self.at += end + sheet;
            return self.mention(sheets(start..self.at, &rest[..end + sheet]));
        }
        self.at += end;
        self.table(start, "", &rest[..end]);
    }

    fn word(&mut self) {
        let (start, rest) = (self.at, self.rest());
        let len = word(rest);
        let (name, next) = rest.split_at(len);
        if next.starts_with('!') {
            self.at += len;
            return self.mention(sheets(start..self.at, name));
        }
        if let Some(other) = next.strip_prefix(':').filter(|_| Reference::cell(name).is_none()) {
            let other_len = word(other);
            if other_len > 0 && other[other_len..].starts_with('!') {
                self.at += len + 1 + other_len;
                return self.mention(sheets(start..self.at, &rest[..len + 1 + other_len]));
            }
        }
        self.cells(None);
    }

    /// What stands behind `!`, where the scan is.
    fn mention(&mut self, sheets: Sheets) {
        self.at += 1;
        let start = self.at;
        if word(self.rest()) > 0 {
            return self.cells(Some(sheets));
        }
        let error = ERRORS.iter().find(|error| self.rest().starts_with(**error));
        self.at += error.map_or(0, |error| error.len());
        self.found.push(Mention { sheets: Some(sheets), what: What::Name, range: start..self.at });
    }

    /// A word that may name cells.
    fn cells(&mut self, sheets: Option<Sheets>) {
        let (start, rest) = (self.at, self.rest());
        let len = word(rest);
        let (name, next) = rest.split_at(len);
        self.at += len;
        if next.starts_with('(') {
            return;
        }
        if next.starts_with('[') {
            let columns = &next[..bracketed(next)];
            self.at += columns.len();
            return self.table(start, name, columns);
        }
        let area = next.strip_prefix(':').and_then(|other| {
            let (to, behind) = other.split_at(word(other));
            let names_cells = !behind.starts_with(['(', '!', '[']);
            Some((Reference::area(name, to).filter(|_| names_cells)?, to.len() + 1))
        });
        let what = match area {
            Some((area, more)) => {
                self.at += more;
                What::Cells(area)
            }
            None => match Reference::cell(name) {
                Some(cell) => What::Cells(cell),
                None if sheets.is_some() => What::Name,
                None => return,
            },
        };
        self.found.push(Mention { sheets, what, range: start..self.at });
    }

    /// `[列]`, `[@列]`, `[[#All],[列]:[列]]`.
    fn table(&mut self, start: usize, name: &str, columns: &str) {
        let inner = within(columns).trim().trim_start_matches('@');
        let mut said = Vec::new();
        if inner.starts_with('[') || inner.contains("],") {
            let mut at = 0;
            while let Some(open) = inner[at..].find('[') {
                let len = bracketed(&inner[at + open..]);
                said.push(within(&inner[at + open..at + open + len]));
                at += open + len;
            }
        } else {
            said.push(inner);
        }
        let said = said.into_iter().filter(|column| !column.starts_with('#')).map(unescaped).collect();
        let what = What::Table(name.to_owned(), said);
        self.found.push(Mention { sheets: None, what, range: start..self.at });
    }
}

/// What is said before `!`, without quotation marks.
fn sheets(range: Range<usize>, name: &str) -> Sheets {
    let is_outside = name.contains('[');
    let (first, last) = match name.split_once(':') {
        Some((first, last)) if !is_outside => (first, Some(last.to_owned())),
        _ => (name, None),
    };
    Sheets { range, first: first.to_owned(), last, is_outside }
}

/// How long the text in quotation marks is that begins here; doubled ones stand for one.
fn closed(text: &str, mark: char) -> usize {
    let mut at = 1;
    while let Some(next) = text[at..].find(mark) {
        at += next + 1;
        if !text[at..].starts_with(mark) {
            return at;
        }
        at += 1;
    }
    text.len()
}

/// How long the text in brackets is that begins here; `'` takes the meaning from what follows.
fn bracketed(text: &str) -> usize {
    let (mut depth, mut is_escaped) = (0, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if std::mem::take(&mut is_escaped) => {}
            '\'' => is_escaped = true,
            '[' => depth += 1,
            ']' if depth == 1 => return at + 1,
            ']' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

/// What stands in brackets.
fn within(text: &str) -> &str {
    let text = text.strip_prefix('[').unwrap_or(text);
    text.strip_suffix(']').unwrap_or(text)
}

fn unescaped(column: &str) -> String {
    let mut is_escaped = false;
    column
        .chars()
        .filter(|&c| {
            is_escaped = c == '\'' && !is_escaped;
            !is_escaped
        })
        .collect()
}

/// How long the word is that begins here: a number, a name, a reference.
fn word(text: &str) -> usize {
    let is_part =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '$' | '\\' | '?') || !c.is_ascii();
    text.find(|c| !is_part(c)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::{What, copied, mentions, quoted, without_sheets};

    fn told(formula: &str) -> Vec<String> {
        let told = mentions(formula).into_iter().map(|mention| {
            let what = match mention.what {
                What::Cells(reference) => reference.to_string(),
                What::Name => format!("~{}", &formula[mention.range]),
                What::Table(name, columns) => format!("{name}<{}>", columns.join("|")),
            };
            match mention.sheets {
                None => what,
                Some(sheets) => {
                    let last = sheets.last.map_or(String::new(), |last| format!("..{last}"));
                    let outside = if sheets.is_outside { "outside " } else { "" };
                    format!("{outside}{}{last} {what}", sheets.first)
                }
            }
        });
        told.collect()
    }

    #[test]
    fn formulas_name_cells() {
        for (formula, expected) in [
            ("A1+$B$2*C$3", &["A1", "$B$2", "C$3"][..]),
            ("SUM(A1:B2,C:C,$1:$3)", &["A1:B2", "C:C", "$1:$3"]),
            ("IF(A1=\"B2\"\"C3\",D4,\"E5\")", &["A1", "D4"]),
            ("名单!A1&Sheet1!$B:$C", &["名单 A1", "Sheet1 $B:$C"]),
            ("'张 三''s'!A1:B2", &["张 三's A1:B2"]),
            ("一月:三月!A1+'1月:3月'!B2", &["一月..三月 A1", "1月..3月 B2"]),
            ("Jan:Dec!A1", &["Jan..Dec A1"]),
            (
                "[1]Sheet1!A1+'[2]表 1'!B2+[1]!合计",
                &["outside [1]Sheet1 A1", "outside [2]表 1 B2", "outside [1] ~合计"],
            ),
            ("LOG10(A1)+ATAN2(B1,2)", &["A1", "B1"]),
            ("1E5+2.5E3+A1E+合计A1+_A1+A1.B", &[]),
            ("Sheet1!合计+合计", &["Sheet1 ~合计"]),
            ("Sheet1!#REF!+#REF!+#N/A+A1#", &["Sheet1 ~#REF!", "A1"]),
            (
                "SUM(表1[金额],表1[[#All],[甲]:[乙'[1']]],[@姓名],表1[@[电 话]])",
                &["表1<金额>", "表1<甲|乙[1]>", "<姓名>", "表1<电 话>"],
            ),
            ("A1:INDEX(B:B,3)", &["A1", "B:B"]),
            ("Sheet1!A1:Sheet1!B2", &["Sheet1 A1", "Sheet1 B2"]),
            ("{1,2;\"A1\",3}", &[]),
            ("A1 B2,(C3)%", &["A1", "B2", "C3"]),
            ("\"没有结束A1", &[]),
            ("'没有结束A1", &[]),
            ("TRUE+R1C1+XFE1", &[]),
            ("@A1:A3", &["A1:A3"]),
        ] {
            assert_eq!(told(formula), expected, "{formula}");
        }
    }

    #[test]
    fn a_copied_formula_names_what_stands_as_far_from_it() {
        assert_eq!(copied("A2*$B$1+名单!C2&\"A2\"", (1, 2)), "B4*$B$1+名单!D4&\"A2\"");
        assert_eq!(copied("A1", (0, -1)), "#REF!");
    }

    #[test]
    fn names_of_sheets_that_are_there_are_left_out() {
        let names = ["张三".to_owned(), "表".to_owned()].into_iter().collect();
        for (formula, left) in [
            ("张三!A1+'李四'!B2&\"张三!\"", "A1+'李四'!B2&\"张三!\""),
            ("SUM(张三:表!A1)", "SUM(A1)"),
            ("[1]张三!A1", "[1]张三!A1"),
        ] {
            assert_eq!(without_sheets(formula, &names), left);
        }
    }

    #[test]
    fn names_of_sheets_are_quoted() {
        assert_eq!(quoted("王's", None), "'王''s'");
        assert_eq!(quoted("甲", Some("乙")), "'甲:乙'");
    }
}
