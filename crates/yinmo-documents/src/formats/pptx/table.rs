//! Tables on slides (ECMA-376-1, 21.1.3): their cells, and columns that go out of them.
//!
//! A row has a cell for every column. One that covers others says over how many columns it goes; those are there all the
//! same, and say that they are covered.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use yinmo_core::text::Surface;

use crate::Error;
use crate::mapped::{Draft, Edits, EntryId, Escape, Name, Pen};
use crate::package::Reading;
use crate::package::markup::write_text;
use crate::package::xml::{Node, Tag, Xml, says_yes};

/// Row and column of the cells that go, by the number of their table on its slide.
pub(super) type Removed = HashMap<usize, HashSet<(u32, u32)>>;

/// A table of a slide.
#[derive(Default)]
pub(super) struct Table {
    /// The elements that say how wide columns are.
    widths: Vec<Range<usize>>,
    rows: Vec<Vec<Cell>>,
}

struct Cell {
    range: Range<usize>,
    texts: Vec<Text>,
    /// Over how many columns it goes, and the attribute that says so.
    span: usize,
    span_raw: Option<Range<usize>>,
    /// Whether the cell before it goes over its column too.
    is_covered: bool,
}

enum Text {
    Written(Range<usize>),
    Cdata(Range<usize>),
    Break,
}

/// The tables of a slide, in order.
///
/// # Errors
/// If it is not well-formed.
pub(super) fn tables(text: &str) -> Result<Vec<Table>, Error> {
    let mut xml = Xml::new(text.as_bytes())?;
    let mut tables: Vec<Table> = Vec::new();
    let mut open: Vec<(&str, usize)> = Vec::new();
    while let Some(node) = xml.next()? {
        let inside = open.iter().any(|&(name, _)| name == "tbl");
        match node {
            Node::Open(tag) => {
                if tag.name == "tbl" && !inside {
                    tables.push(Table::default());
                }
                if let Some(table) = tables.last_mut().filter(|_| inside) {
                    table.open(&tag);
                }
                if !tag.is_empty {
                    open.push((tag.name, tag.range.start));
                }
            }
            Node::Close(name, range) => {
                let start = open.pop().map_or(range.start, |(_, start)| start);
                if let Some(table) = tables.last_mut().filter(|_| inside) {
                    table.close(name, start..range.end);
                }
            }
            node if inside && matches!(open.last(), Some(("t", _))) => {
                if let Some(cell) = tables.last_mut().and_then(Table::last_cell) {
                    cell.texts.extend(Text::of(node));
                }
            }
            _ => {}
        }
    }
    Ok(tables)
}

impl Text {
    fn of(node: Node<'_>) -> Option<Self> {
        match node {
            Node::Text(range) => Some(Self::Written(range)),
            Node::Cdata(range) => Some(Self::Cdata(range)),
            _ => None,
        }
    }
}

impl Table {
    fn last_cell(&mut self) -> Option<&mut Cell> {
        self.rows.last_mut()?.last_mut()
    }

    fn open(&mut self, tag: &Tag<'_>) {
        match tag.name {
            "gridCol" => self.widths.push(tag.range.clone()),
            "tr" => self.rows.push(Vec::new()),
            "tc" => {
                let span = tag.attribute("gridSpan");
                let is_covered = tag.value("hMerge").is_some_and(|value| says_yes(&value));
                let columns = span.as_ref().and_then(|span| span.value().parse().ok()).unwrap_or(1);
                let range = tag.range.clone();
                let span_raw = span.map(|span| span.raw);
                if let Some(row) = self.rows.last_mut() {
                    row.push(Cell { range, texts: Vec::new(), span: columns, span_raw, is_covered });
                }
            }
            "p" | "br" => {
                if let Some(cell) = self.last_cell().filter(|cell| !cell.texts.is_empty()) {
                    cell.texts.push(Text::Break);
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str, range: Range<usize>) {
        match name {
            "gridCol" => {
                if let Some(width) = self.widths.last_mut() {
                    *width = range;
                }
            }
            "tc" => {
                if let Some(cell) = self.last_cell() {
                    cell.range = range;
                }
            }
            _ => {}
        }
    }

    /// Where the texts stand that are read as cells.
    pub(super) fn texts(&self) -> impl Iterator<Item = Range<usize>> {
        self.rows.iter().flatten().flat_map(|cell| &cell.texts).filter_map(|text| match text {
            Text::Written(range) | Text::Cdata(range) => Some(range.clone()),
            Text::Break => None,
        })
    }

    /// Hands on the cells.
    pub(super) fn read(
        &self,
        (entry, xml): (EntryId, &str),
        name: Name,
        surface: Surface,
        reading: &mut Reading,
    ) {
        let mut draft = Draft::default();
        for (number, row) in (1..).zip(&self.rows) {
            draft.open_row(number, false);
            for cell in row {
                draft.open_cell();
                for text in &cell.texts {
                    match text {
                        Text::Written(range) => write_text(&mut draft, entry, xml, range.clone()),
                        Text::Cdata(range) => {
                            draft.write(&xml[range.clone()], entry, range.clone(), Pen::Plain(Escape::Cdata));
                        }
                        Text::Break => draft.say("\n"),
                    }
                }
                draft.close_cell();
            }
            draft.close_row();
        }
        reading.rows(draft, None, 1, (name, surface, Arc::default()));
    }

    /// Takes out the columns of which nothing stays; cells of others were emptied.
    pub(super) fn remove(&self, entry: EntryId, removed: &HashSet<(u32, u32)>, edits: &mut Edits) {
        let gone = self.columns_that_go(removed);
        if gone.len() >= self.widths.len() {
            return;
        }
        for row in &self.rows {
            for (first, columns) in groups(row) {
                let left = columns.clone().filter(|column| !gone.contains(column)).count();
                // The one that covers others holds what all of them show.
                let mut to_go = columns.len() - left;
                for cell in
                    row[columns.clone()].iter().rev().take(if left > 0 { to_go } else { columns.len() })
                {
                    edits.push(entry, cell.range.clone(), b"");
                    to_go -= 1;
                }
                debug_assert_eq!(to_go, 0, "as many cells go as columns");
                if let Some(raw) = first.span_raw.clone().filter(|_| left > 0 && left < columns.len()) {
                    edits.push(entry, raw, left.to_string().as_bytes());
                }
            }
        }
        for (column, width) in self.widths.iter().enumerate() {
            if gone.contains(&column) {
                edits.push(entry, width.clone(), b"");
            }
        }
    }

    /// Columns, from 0, of which no row has anything left but a cell that goes over others too.
    fn columns_that_go(&self, removed: &HashSet<(u32, u32)>) -> BTreeSet<usize> {
        let is_regular = self.rows.iter().all(|row| row.len() == self.widths.len());
        let mut gone: BTreeSet<usize> = removed.iter().map(|&(_, column)| column as usize - 1).collect();
        if !is_regular {
            gone.clear();
        }
        for (number, row) in (1..).zip(&self.rows) {
            for (_, columns) in groups(row) {
                let is_emptied = |column: usize| removed.contains(&(number, column as u32 + 1));
                if columns.clone().all(|column| gone.contains(&column)) && !is_emptied(columns.start) {
                    gone.retain(|column| !columns.contains(column));
                }
            }
        }
        gone
    }
}

/// The cells of a row, each with the columns that it goes over.
fn groups(row: &[Cell]) -> impl Iterator<Item = (&Cell, Range<usize>)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let first = row.get(at)?;
        let covered = row[at + 1..].iter().take(first.span.max(1) - 1).take_while(|cell| cell.is_covered);
        let columns = at..at + 1 + covered.count();
        at = columns.end;
        Some((first, columns))
    })
}

#[cfg(test)]
mod tests {
    use super::{Edits, tables};

    const TABLE: &str = "<a:tbl><a:tblGrid><a:gridCol w='1'/><a:gridCol w='2'><a:extLst/></a:gridCol><a:gridCol w='3'/></a:tblGrid>\
        <a:tr><a:tc gridSpan=\"3\">题</a:tc><a:tc hMerge='1'>x</a:tc><a:tc hMerge='1'>y</a:tc></a:tr>\
        <a:tr><a:tc>甲</a:tc><a:tc>乙</a:tc><a:tc>丙</a:tc></a:tr></a:tbl>";

    fn without(text: &str, cells: &[(u32, u32)]) -> String {
        let mut edits = Edits::default();
        tables(text).unwrap()[0].remove(0, &cells.iter().copied().collect(), &mut edits);
        String::from_utf8(edits.apply(0, text.as_bytes()).unwrap()).unwrap()
    }

    #[test]
    fn cells_and_widths_go_and_spans_shrink() {
        assert_eq!(
            without(TABLE, &[(2, 2)]),
            "<a:tbl><a:tblGrid><a:gridCol w='1'/><a:gridCol w='3'/></a:tblGrid>\
            <a:tr><a:tc gridSpan=\"2\">题</a:tc><a:tc hMerge='1'>x</a:tc></a:tr>\
            <a:tr><a:tc>甲</a:tc><a:tc>丙</a:tc></a:tr></a:tbl>"
        );
    }

    #[test]
    fn a_column_stays_that_a_row_still_needs() {
        let two =
            TABLE.replace("</a:tbl>", "<a:tr><a:tc>丁</a:tc><a:tc>戊</a:tc><a:tc>己</a:tc></a:tr></a:tbl>");
        assert_eq!(without(&two, &[(2, 2)]), two);
        assert_eq!(without(TABLE, &[(2, 1), (2, 2), (2, 3)]), TABLE);
        let ragged = TABLE.replace("<a:tc>丙</a:tc>", "");
        assert_eq!(without(&ragged, &[(2, 2)]), ragged);
    }
}
