//! What columns and rows of a sheet can go without harm to what stays.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::cut::{Cut, Gone};
use super::reference::{COLUMNS, Reference};
use super::sheet::{CellRead, column_number, ends_the_sheet, row_number};
use crate::Error;
use crate::package::xml::{Node, Tag, Xml};

/// What is wanted of a sheet.
#[derive(Default)]
pub(in super::super) struct Wish {
    /// The rows in which the cells of a column go, by column.
    pub(in super::super) columns: HashMap<u32, Vec<u32>>,
    /// Whether hidden rows and columns go.
    pub(in super::super) hidden_goes: bool,
}

impl Wish {
    pub(in super::super) fn is_empty(&self) -> bool {
        self.columns.is_empty() && !self.hidden_goes
    }

    fn takes(&self, row: u32, column: u32) -> bool {
        self.columns.get(&column).is_some_and(|rows| rows.binary_search(&row).is_ok())
    }
}

/// What can be done, and cells of columns that go which stay all the same, with the columns that they take.
#[derive(Default)]
pub(super) struct Settled {
    pub(super) cut: Cut,
    pub(super) moves: HashMap<(u32, u32), u32>,
}

/// What stands on a sheet, as far as it matters.
#[derive(Default)]
pub(super) struct Survey {
    merges: Vec<Reference>,
    /// Cells that say something, of columns that are to go, in rows of which they are not to go.
    kept: Vec<(u32, u32)>,
    /// All cells that say something in rows of such cells.
    beside: HashSet<(u32, u32)>,
    /// Areas that a formula fills, which cannot lose the cell in which they begin.
    filled: Vec<Reference>,
    hidden_columns: BTreeSet<u32>,
    hidden_rows: BTreeSet<u32>,
}

/// Areas of other parts that have to stay whole.
#[derive(Default)]
pub(super) struct Around {
    /// Areas of which no column and no row can go: what a pivot table shows.
    pub(super) fixed: Vec<Reference>,
    /// Tables, of which the first row and something more have to stay.
    pub(super) tables: Vec<Reference>,
}

impl Survey {
    /// # Errors
    /// If the sheet is not well-formed.
    pub(super) fn of(text: &str, wish: &Wish) -> Result<Self, Error> {
        let mut survey = Self::default();
        let mut xml = Xml::new(text.as_bytes())?;
        let mut row = 0;
        while let Some(node) = xml.next()? {
            let Node::Open(tag) = node else { continue };
            match tag.name {
                "mergeCell" => {
                    survey.merges.extend(tag.value("ref").and_then(|area| Reference::parse(&area)));
                }
                "col" if wish.hidden_goes && tag.says("hidden") => survey.hide_columns(&tag),
                "row" => {
                    row = row_number(&tag, row);
                    if wish.hidden_goes && tag.says("hidden") {
                        survey.hidden_rows.insert(row);
                    }
                    if !tag.is_empty {
                        survey.read_row(text, &mut xml, row, wish)?;
                    }
                }
                _ => {}
            }
        }
        Ok(survey)
    }

    fn hide_columns(&mut self, tag: &Tag<'_>) {
        let at = |name| tag.value(name).and_then(|value| value.trim().parse::<u32>().ok());
        if let (Some(min), Some(max)) = (at("min"), at("max"))
            && min > 0
            && !ends_the_sheet(tag)
        {
            self.hidden_columns.extend(min..=max);
        }
    }

    fn read_row(&mut self, text: &str, xml: &mut Xml<'_>, row: u32, wish: &Wish) -> Result<(), Error> {
        let (mut column, mut says, first) = (0, Vec::new(), self.kept.len());
        while let Some(node) = xml.next()? {
            match node {
                Node::Open(tag) if tag.name == "c" => {
                    let cell = CellRead::read(text, xml, tag)?;
                    column = column_number(&cell.tag, column);
                    let area = cell.formula.as_ref().and_then(|(tag, ..)| {
                        let fills = matches!(tag.value("t").as_deref(), Some("array" | "dataTable"));
                        Reference::parse(&tag.value("ref").filter(|_| fills)?)
                    });
                    self.filled.extend(area.filter(|area| !area.is_one_cell()));
                    if cell.says && !wish.takes(row, column) {
                        says.push((row, column));
                        let goes =
                            wish.columns.contains_key(&column) || self.hidden_columns.contains(&column);
                        self.kept.extend(goes.then_some((row, column)));
                    }
                }
                Node::Close("row", _) => break,
                _ => {}
            }
        }
        if self.kept.len() > first {
            self.beside.extend(says);
        }
        Ok(())
    }

    /// What can go. What a column holds beside a table that loses it stays if there is room for it in the next one; else
    /// the column stays, empty.
    pub(super) fn settle(&self, wish: &Wish, around: &Around) -> Settled {
        let mut columns: BTreeSet<u32> = wish.columns.keys().chain(&self.hidden_columns).copied().collect();
        let mut rows = self.hidden_rows.clone();
        loop {
            let cut =
                Cut { columns: columns.iter().copied().collect(), rows: rows.iter().copied().collect() };
            let mut moves = HashMap::new();
            let (bad_columns, bad_rows) = self.obstacles(&cut, wish, around, &mut moves);
            if bad_columns.is_empty() && bad_rows.is_empty() {
                return Settled { cut, moves };
            }
            columns.retain(|column| !bad_columns.contains(column));
            rows.retain(|row| !bad_rows.contains(row));
        }
    }

    /// Columns and rows that cannot go, if all the others do.
    fn obstacles(
        &self,
        cut: &Cut,
        wish: &Wish,
        around: &Around,
        moves: &mut HashMap<(u32, u32), u32>,
    ) -> (BTreeSet<u32>, BTreeSet<u32>) {
        let (mut columns, mut rows) = (BTreeSet::new(), BTreeSet::new());
        for &(row, column) in self.kept.iter().filter(|(_, column)| cut.columns.has(*column)) {
            let target = self.room(cut, wish, (row, column));
            let is_free = |target: &u32| !moves.iter().any(|(&(at, _), to)| (at, to) == (row, target));
            match target.filter(is_free) {
                Some(target) => {
                    moves.insert((row, column), target);
                }
                None if target.is_none() && self.hidden_columns.contains(&column) => {}
                None => {
                    columns.insert(column);
                }
            }
        }
        for area in &self.filled {
            let ((column, _), (row, _)) = (area.columns(), area.rows());
            if area.after(cut).is_some() {
                columns.extend(cut.columns.has(column).then_some(column));
                rows.extend(cut.rows.has(row).then_some(row));
            }
        }
        // A merged area shows what its first cell says.
        let below = self.merges.iter().filter(|area| area.after(cut).is_some());
        rows.extend(below.map(|area| area.rows().0).filter(|&row| cut.rows.has(row)));
        for area in &around.fixed {
            columns.extend(within(&cut.columns, area.columns()));
            rows.extend(within(&cut.rows, area.rows()));
        }
        for table in &around.tables {
            let (first, last) = table.rows();
            rows.extend(cut.rows.has(first).then_some(first));
            rows.extend(cut.rows.first_staying(first + 1, last).is_none().then_some(last));
            if table.after(&Cut { columns: cut.columns.clone(), ..Cut::default() }).is_none() {
                columns.extend(within(&cut.columns, table.columns()));
            }
        }
        rows.retain(|&row| cut.rows.has(row));
        (columns, rows)
    }

    /// The column that a cell takes whose own goes.
    fn room(&self, cut: &Cut, wish: &Wish, (row, column): (u32, u32)) -> Option<u32> {
        let begins_here = |area: &&Reference| (area.rows().0, area.columns().0) == (row, column);
        if let Some(area) = self.merges.iter().find(begins_here)
            && let Some(target) = cut.columns.first_staying(column, area.columns().1)
        {
            return Some(target);
        }
        // Above its table stands a title, which has room beside it.
        let is_above = wish.columns.get(&column)?.first().is_some_and(|&first| row < first);
        let target = cut.columns.first_staying(column, COLUMNS)?;
        let covers = |area: &Reference| {
            let within = |(first, last): (u32, u32), at| (first..=last).contains(&at);
            within(area.rows(), row) && within(area.columns(), target)
        };
        let is_free = !self.beside.contains(&(row, target)) && !self.merges.iter().any(covers);
        (is_above && is_free).then_some(target)
    }
}

fn within(gone: &Gone, (first, last): (u32, u32)) -> impl Iterator<Item = u32> {
    gone.iter().filter(move |at| (first..=last).contains(at))
}
