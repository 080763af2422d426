//! Columns that go out of tables (ECMA-376-1, 17.4).

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

use crate::Error;
use crate::mapped::{Edits, EntryId};
use crate::package::xml::{Node, Tag, Xml};

/// Row and column of the cells that go, by the number of their table in its part.
pub(super) type Removed = HashMap<usize, HashSet<(u32, u32)>>;

/// A table as far as its columns matter.
#[derive(Default)]
struct Table {
    /// The elements that say how wide columns are.
    widths: Vec<Range<usize>>,
    rows: Vec<Row>,
}

struct Row {
    range: Range<usize>,
    cells: Vec<Cell>,
}

struct Cell {
    range: Range<usize>,
    /// From 1.
    column: u32,
    /// The columns that it takes, and where that is said.
    span: u32,
    span_raw: Option<Range<usize>>,
    /// Where the control begins that holds nothing but the cell.
    control: Option<usize>,
}

/// Says in `edits` what becomes of the tables of a part.
///
/// # Errors
/// If it is not well-formed.
pub(super) fn remove(
    (entry, text): (EntryId, &str),
    removed: &Removed,
    edits: &mut Edits,
) -> Result<(), Error> {
    let mut xml = Xml::new(text.as_bytes())?;
    let (mut depth, mut count, mut table) = (0, 0, Table::default());
    let mut open: Vec<(&str, usize)> = Vec::new();
    while let Some(node) = xml.next()? {
        match node {
            Node::Open(tag) => {
                if depth == 1 {
                    table.open(&tag, &open);
                }
                if tag.is_empty {
                    continue;
                }
                open.push((tag.name, tag.range.start));
                if tag.name == "tbl" {
                    count += usize::from(depth == 0);
                    depth += 1;
                }
            }
            Node::Close(name, range) => {
                let start = open.pop().map_or(range.start, |(_, start)| start);
                if name == "tbl" {
                    depth -= 1;
                    if depth == 0 {
                        let table = std::mem::take(&mut table);
                        if let Some(removed) = removed.get(&count) {
                            table.remove(entry, removed, edits);
                        }
                    }
                } else if depth == 1 {
                    table.close(name, start, range.end);
                }
            }
            _ => {}
        }
    }
    Ok(())
}

impl Table {
    fn open(&mut self, tag: &Tag<'_>, open: &[(&str, usize)]) {
        match tag.name {
            "gridCol" => self.widths.push(tag.range.clone()),
            "tr" => self.rows.push(Row { range: tag.range.clone(), cells: Vec::new() }),
            "tc" => {
                let Some(row) = self.rows.last_mut() else { return };
                let column = row.cells.last().map_or(1, |last| last.column + last.span);
                let control = match open {
                    [.., ("sdt", start), ("sdtContent", _)] => Some(*start),
                    _ => None,
                };
                row.cells.push(Cell { range: tag.range.clone(), column, span: 1, span_raw: None, control });
            }
            "gridSpan" => {
                let cell = self.rows.last_mut().and_then(|row| row.cells.last_mut());
                if let (Some(cell), Some(value)) = (cell, tag.attribute("val")) {
                    // As many as are read of it.
                    cell.span = value.value().parse().unwrap_or(1).clamp(1, 64);
                    cell.span_raw = Some(value.raw);
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str, start: usize, end: usize) {
        let Some(row) = self.rows.last_mut() else { return };
        match name {
            // How a column was before a change.
            "gridCol" => {
                if let Some(width) = self.widths.last_mut() {
                    width.end = end;
                }
            }
            "tr" => row.range.end = end,
            "tc" => {
                if let Some(cell) = row.cells.last_mut() {
                    cell.range.end = end;
                }
            }
            "sdt" => {
                if let Some(cell) = row.cells.last_mut().filter(|cell| cell.control == Some(start)) {
                    cell.range = start..end;
                }
            }
            _ => {}
        }
    }

    fn remove(&self, entry: EntryId, removed: &HashSet<(u32, u32)>, edits: &mut Edits) {
        let goes = |row: usize, column: u32| removed.contains(&(row as u32, column));
        let count = |row: usize, cell: &Cell| cell.columns().filter(|&column| goes(row, column)).count();
        let is_gone = |row: usize, cell: &Cell| count(row, cell) == cell.span as usize;
        let stays = self.rows().any(|(row, found)| found.cells.iter().any(|cell| !is_gone(row, cell)));
        if !stays {
            return;
        }
        let gone = self.columns_that_go(removed, is_gone);
        for (number, row) in self.rows() {
            if !row.cells.is_empty() && row.cells.iter().all(|cell| is_gone(number, cell)) {
                edits.push(entry, row.range.clone(), b"");
                continue;
            }
            for cell in &row.cells {
                if is_gone(number, cell) {
                    edits.push(entry, cell.range.clone(), b"");
                    continue;
                }
                let less = cell.columns().filter(|&column| goes(number, column) || gone.contains(&column));
                let left = (cell.span - less.count() as u32).max(1);
                if let Some(raw) = cell.span_raw.clone().filter(|_| left < cell.span) {
                    edits.push(entry, raw, left.to_string().as_bytes());
                }
            }
        }
        for (column, width) in (1..).zip(&self.widths) {
            if gone.contains(&column) {
                edits.push(entry, width.clone(), b"");
            }
        }
    }

    fn rows(&self) -> impl Iterator<Item = (usize, &Row)> {
        (1..).zip(&self.rows)
    }

    /// Columns of the grid of which no row has anything left but a cell that takes others too.
    fn columns_that_go(
        &self,
        removed: &HashSet<(u32, u32)>,
        is_gone: impl Fn(usize, &Cell) -> bool,
    ) -> BTreeSet<u32> {
        let mut gone: BTreeSet<u32> = removed.iter().map(|&(_, column)| column).collect();
        for (number, row) in self.rows() {
            for cell in row.cells.iter().filter(|cell| !is_gone(number, cell)) {
                if cell.columns().all(|column| gone.contains(&column)) {
                    gone.retain(|column| !cell.columns().contains(column));
                }
            }
        }
        gone
    }
}

impl Cell {
    fn columns(&self) -> Range<u32> {
        self.column..self.column + self.span
    }
}

#[cfg(test)]
mod tests {
    use super::{Edits, Removed, remove};

    fn without(table: &str, cells: &[(u32, u32)]) -> String {
        let text = format!("<w:body><w:tbl><w:tr><w:tc/></w:tr></w:tbl>{table}</w:body>");
        let removed: Removed = [(2, cells.iter().copied().collect())].into_iter().collect();
        let mut edits = Edits::default();
        remove((0, &text), &removed, &mut edits).unwrap();
        let out = String::from_utf8(edits.apply(0, text.as_bytes()).unwrap()).unwrap();
        out.replace("<w:body><w:tbl><w:tr><w:tc/></w:tr></w:tbl>", "").replace("</w:body>", "")
    }

    #[test]
    fn cells_and_widths_go_and_spans_shrink() {
        let table = "<w:tbl><w:tblGrid><w:gridCol w:w='1'/><w:gridCol w:w='2'/><w:gridCol w:w='3'/></w:tblGrid>\
            <w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"3\"/></w:tcPr>题</w:tc></w:tr>\
            <w:tr><w:tc>甲</w:tc><w:tc>乙<w:tbl><w:tr><w:tc/></w:tr></w:tbl></w:tc><w:sdt><w:sdtContent><w:tc>丙</w:tc></w:sdtContent></w:sdt></w:tr></w:tbl>";
        assert_eq!(
            without(table, &[(2, 2)]),
            "<w:tbl><w:tblGrid><w:gridCol w:w='1'/><w:gridCol w:w='3'/></w:tblGrid>\
            <w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>题</w:tc></w:tr>\
            <w:tr><w:tc>甲</w:tc><w:sdt><w:sdtContent><w:tc>丙</w:tc></w:sdtContent></w:sdt></w:tr></w:tbl>"
        );
        assert!(without(table, &[(2, 3)]).ends_with("<w:tc/></w:tr></w:tbl></w:tc></w:tr></w:tbl>"));
    }

    #[test]
    fn a_row_goes_with_its_last_cell_and_a_table_never() {
        let table = "<w:tbl><w:tr><w:tc>甲</w:tc></w:tr><w:tr><w:tc>乙</w:tc><w:tc>丙</w:tc></w:tr></w:tbl>";
        assert_eq!(without(table, &[(1, 1), (2, 1)]), "<w:tbl><w:tr><w:tc>丙</w:tc></w:tr></w:tbl>");
        assert_eq!(without(table, &[(1, 1), (2, 1), (2, 2)]), table);
    }
}
