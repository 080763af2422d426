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
    /// The same table in a text that has `by` bytes more before it.
    #[must_use]
    pub fn shifted(mut self, by: usize) -> Self {
        for row in &mut self.rows {
            row.span = row.span.shifted(by);
            row.cells.iter_mut().for_each(|cell| *cell = cell.shifted(by));
        }
        self
    }

    /// The cells of `row` for a recognizer that reads the row alone: spans count from the start of the row.
    pub fn cells<'e>(&'e self, row: &'e Row) -> impl Iterator<Item = Cell<'e>> {
        row.cells.iter().zip(&self.columns).map(|(cell, column)| Cell {
            span: Span::new(cell.start - row.span.start, cell.end - row.span.start),
            heading: &column.words,
            meaning: column.meaning,
            label: column.label,
        })
    }
}

/// A table that has not ended where a piece of text did: its next lines stand in the next piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open {
    columns: Vec<Column>,
    separator: char,
}

/// Finds the tables in a text: lines of cells with tabs, commas or pipes between them, under a line with two known
/// headings or more.
///
/// Lines without a separator cost one look.
pub fn embedded(labels: &Labels, text: &str) -> Vec<Embedded> {
    embedded_from(labels, text, text.len(), None).0
}

/// The same in a text that goes on a table from before; also the table that goes on at byte `end`, where the next
/// piece of the text begins. What stands after `end` is only looked at.
pub fn embedded_from(
    labels: &Labels,
    text: &str,
    end: usize,
    before: Option<Open>,
) -> (Vec<Embedded>, Option<Open>) {
    let mut tables = Vec::new();
    let (mut at, mut open) = (0, None);
    if let Some(before) = before {
        let first = (!text.is_empty()).then(|| Span::new(0, line_end(text, 0)));
        at = take(before, text, first, end, &mut tables, &mut open).unwrap_or(0);
    }
    while let Some(found) = memchr::memchr3(b'\t', b'|', b',', &text.as_bytes()[at..]) {
        let line = line_around(text, at, at + found);
        at = line.end;
        if let Some(heading) = heading(labels, text, line) {
            let rows = take(heading, text, line_after(text, line.end), end, &mut tables, &mut open);
            at = rows.unwrap_or(line.end);
            // The heading may be the last line of its piece.
            if rows.is_none() && goes_on(text, line.end, end) {
                open = self::heading(labels, text, line);
            }
        }
    }
    (tables, open)
}

/// Takes the rows of `table` from the line `first` on; where they end, if there are any.
fn take(
    table: Open,
    text: &str,
    first: Option<Span>,
    end: usize,
    tables: &mut Vec<Embedded>,
    open: &mut Option<Open>,
) -> Option<usize> {
    let (rows, last) = rows(&table, text, first);
    let last = last?;
    *open = goes_on(text, last, end).then(|| table.clone());
    tables.extend(Some(Embedded { columns: table.columns, rows }).filter(|table| !table.rows.is_empty()));
    Some(last)
}

/// Whether a table whose last line ends at `last` goes on at `end`: nothing but the line break stands between.
fn goes_on(text: &str, last: usize, end: usize) -> bool {
    last >= end
        || text[last..end].chars().all(|c| c == '\r' || c == '\n')
            && text[last..end].matches('\n').count() == 1
}

/// The table whose heading is `line`.
fn heading(labels: &Labels, text: &str, line: Span) -> Option<Open> {
    let separator = separator(line.of(text))?;
    let headings: Vec<&str> = cells(text, line, separator).into_iter().map(|cell| cell.of(text)).collect();
    let columns = || headings.iter().map(|heading| Column::under(labels, fold(heading))).collect();
    let table = || Open { columns: columns(), separator };
    if are_headings(&headings) {
        return Some(table());
    }
    may_head_numbers(&headings, separator).then(table).filter(|table| heads_numbers(table, text, line))
}

/// A word and what may be a heading: `会员` and `QQ号`.
fn may_head_numbers(cells: &[&str], separator: char) -> bool {
    let [word, heading] = cells else { return false };
    let short = |cell: &str| (1..=24).contains(&cell.len());
    separator != ','
        && short(word)
        && short(heading)
        && word.chars().all(|c| !c.is_ascii() && c.is_alphanumeric())
}

/// Of two columns one known heading is enough, if what stands below it is a number or code. A form of fields has its
/// known word in the first cell.
fn heads_numbers(table: &Open, text: &str, line: Span) -> bool {
    let [word, heading] = &table.columns[..] else { return false };
    let names =
        heading.label.is_some_and(|label| !label.vetoes()) && word.meaning.is_none() && word.label.is_none();
    let rule = |line: &Span| is_rule(line.of(text));
    let below = line_after(text, line.end)
        .and_then(|next| if rule(&next) { line_after(text, next.end) } else { Some(next) });
    let cells = below.map_or_else(Vec::new, |below| cells(text, below, table.separator));
    names && cells.len() == 2 && cells[1].of(text).bytes().filter(u8::is_ascii_alphanumeric).count() >= 5
}

/// The rows from the line `next` on, and where the last of them ends.
fn rows(table: &Open, text: &str, mut next: Option<Span>) -> (Vec<Row>, Option<usize>) {
    let (mut rows, mut end) = (Vec::new(), None);
    while let Some(line) = next {
        let cells = cells(text, line, table.separator);
        let width = table.columns.len();
        let fits =
            cells.len() >= 2 && cells.len() <= width && (table.separator != ',' || cells.len() == width);
        let headings: Vec<&str> = cells.iter().map(|cell| cell.of(text)).collect();
        if !fits || are_headings(&headings) {
            break;
        }
        if !is_rule(line.of(text)) {
            rows.push(Row { span: line, cells });
        }
        end = Some(line.end);
        next = line_after(text, line.end);
    }
    (rows, end)
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
            within_emphasis(text, Span::new(from, from + cell.trim().len()))
        })
        .collect()
}

/// `**王建坪**` is a name in bold. Marks that stand on one side only hide something.
fn within_emphasis(text: &str, cell: Span) -> Span {
    let marks = ["***", "**", "__", "~~", "`", "*", "_"];
    let inner = marks.iter().find_map(|mark| {
        let inner = cell.of(text).strip_prefix(mark)?.strip_suffix(mark)?;
        inner
            .contains(char::is_alphanumeric)
            .then(|| Span::new(cell.start + mark.len(), cell.end - mark.len()))
    });
    inner.unwrap_or(cell)
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
