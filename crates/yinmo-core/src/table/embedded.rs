use super::{Column, fold};
use crate::recognizers::{Cell, Labels};
use crate::text::Span;
use yinmo_data::columns::meaning;

/// A table within running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Embedded {
    /// Its columns, by its heading line.
    pub columns: Vec<Column>,
    /// Its lines below the heading.
    pub rows: Vec<Row>,
}

/// One line of an embedded table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line in the text, without its line break.
    pub span: Span,
    /// Its cells in the text, blanks around them left out.
    pub cells: Vec<Span>,
}

impl Embedded {
    /// The cells of `row` for a recognizer that reads the row alone: spans count from the start of the row.
    pub fn cells<'e>(&'e self, row: &'e Row) -> impl Iterator<Item = Cell<'e>> {
        row.cells.iter().zip(&self.columns).map(|(cell, column)| Cell {
            span: Span::new(cell.start - row.span.start, cell.end - row.span.start),
            heading: &column.words,
            label: column.label,
        })
    }
}

/// Finds the tables in a text: lines of cells with tabs, commas or pipes between them, under a line with two known
/// headings or more.
///
/// Lines without a separator cost one look.
pub fn embedded(labels: &Labels, text: &str) -> Vec<Embedded> {
    let mut tables = Vec::new();
    let mut at = 0;
    while let Some(found) = memchr::memchr3(b'\t', b'|', b',', &text.as_bytes()[at..]) {
        let line = line_around(text, at, at + found);
        match table_under(labels, text, line) {
            Some((table, end)) => {
                tables.extend(Some(table).filter(|table| !table.rows.is_empty()));
                at = end;
            }
            None => at = line.end,
        }
    }
    tables
}

/// The table whose heading is `line`, and where it ends.
fn table_under(labels: &Labels, text: &str, line: Span) -> Option<(Embedded, usize)> {
    let separator = separator(line.of(text))?;
    let headings: Vec<&str> = cells(text, line, separator).into_iter().map(|cell| cell.of(text)).collect();
    if !are_headings(&headings) {
        return None;
    }
    let columns: Vec<Column> = headings.iter().map(|heading| Column::under(labels, fold(heading))).collect();
    let (mut rows, mut end) = (Vec::new(), line.end);
    while let Some(next) = line_after(text, end) {
        let cells = cells(text, next, separator);
        if cells.len() < 2 || cells.len() > columns.len() || separator == ',' && cells.len() != columns.len()
        {
            break;
        }
        if !is_rule(next.of(text)) {
            rows.push(Row { span: next, cells });
        }
        end = next.end;
    }
    Some((Embedded { columns, rows }, end))
}

/// At least two known headings, not fewer than half, and none that is long.
fn are_headings(cells: &[&str]) -> bool {
    let known = || cells.iter().filter(|cell| meaning(&fold(cell)).is_some()).count();
    let short = cells.len() >= 2 && cells.iter().all(|cell| cell.len() <= 48 && !cell.ends_with('。'));
    short && known() >= 2 && known() * 2 >= cells.len()
}

fn separator(line: &str) -> Option<char> {
    ['\t', '|', ','].into_iter().find(|&separator| line.trim_matches(separator).contains(separator))
}

/// The cells of a line, trimmed; pipes around the line open and close it.
fn cells(text: &str, line: Span, separator: char) -> Vec<Span> {
    let content = line.of(text);
    let (mut start, mut inside) = (line.start, content);
    if separator == '|' {
        inside = content.trim_end().trim_end_matches('|');
        let opened = inside.trim_start().trim_start_matches('|');
        start += inside.len() - opened.len();
        inside = opened;
    }
    let mut at = start;
    inside
        .split(separator)
        .map(|cell| {
            let from = at + cell.len() - cell.trim_start().len();
            at += cell.len() + 1;
            Span::new(from, from + cell.trim().len())
        })
        .collect()
}

/// `|---|:--:|`
fn is_rule(line: &str) -> bool {
    line.contains('-') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'))
}

/// The line that byte `at` stands in, which begins at `from` or later.
fn line_around(text: &str, from: usize, at: usize) -> Span {
    let bytes = text.as_bytes();
    let start = memchr::memrchr(b'\n', &bytes[from..at]).map_or(from, |before| from + before + 1);
    Span::new(start, line_end(text, at))
}

fn line_after(text: &str, end: usize) -> Option<Span> {
    let start = end + text[end..].find('\n')? + 1;
    (start < text.len()).then(|| Span::new(start, line_end(text, start)))
}

/// Where the line ends, its break left out.
fn line_end(text: &str, at: usize) -> usize {
    let end = memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |len| at + len);
    if text[at..end].ends_with('\r') { end - 1 } else { end }
}
