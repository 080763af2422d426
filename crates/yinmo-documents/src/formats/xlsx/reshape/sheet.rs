//! A sheet (ECMA-376-1, 18.3.1.99) out of which columns and rows go, or whose formulas name what goes elsewhere.

use std::collections::HashMap;

use super::cut::Cut;
use super::formula::copied;
use super::plan::{Loss, Plan};
use super::reference::{COLUMNS, ROWS, Reference, areas_after, letters};
use crate::Error;
use crate::mapped::{Edits, Escape};
use crate::package::walk::{Becomes, Rules, plain, unescaped, with_marks};
use crate::package::xml::{Node, Tag, Xml};

/// What becomes of a part that belongs to a sheet.
pub(super) struct SheetRules<'p> {
    text: &'p str,
    plan: &'p Plan,
    /// The name of the sheet.
    home: &'p str,
    cut: &'p Cut,
    /// Whether what is hidden and could not go is shown from now on.
    pub(super) shows_hidden: bool,
    /// Cells of columns that go, row by row, which stay, and the column that they take.
    moves: &'p HashMap<(u32, u32), u32>,
    /// The number of the last row.
    row: u32,
    /// Formulas that cells share, and where the first of them stands.
    shared: HashMap<u32, Shared>,
    /// Where the filter begins.
    filter: u32,
    /// How far the cell that conditions are written for moves on.
    base: (i64, i64),
}

struct Shared {
    formula: String,
    column: u32,
    row: u32,
    /// Whether each cell gets its own.
    is_divided: bool,
}

/// Attributes that hold references to cells of the sheet, by their element, where they are called otherwise than `ref` and
/// `sqref`.
const CELLS: [(&str, &str); 3] = [("inputCells", "r"), ("cellWatch", "r"), ("singleXmlCell", "r")];

/// Elements whose texts are formulas.
const FORMULAS: [&str; 6] =
    ["f", "formula", "formula1", "formula2", "calculatedColumnFormula", "totalsRowFormula"];

/// Attributes that are formulas.
const FORMULA_ATTRIBUTES: [&str; 7] =
    ["location", "textlink", "fmlaLink", "fmlaRange", "fmlaGroup", "fmlaTxbx", "fmlaMacro"];

impl<'p> SheetRules<'p> {
    pub(super) fn new(
        text: &'p str,
        plan: &'p Plan,
        home: &'p str,
        moves: &'p HashMap<(u32, u32), u32>,
    ) -> Self {
        let cut = plan.cut_of(home);
        let shows_hidden = false;
        Self {
            text,
            plan,
            home,
            cut,
            shows_hidden,
            moves,
            row: 0,
            shared: HashMap::new(),
            filter: 1,
            base: (0, 0),
        }
    }

    fn areas(&self, value: &str) -> Becomes {
        Becomes::of(value, areas_after(value, self.cut))
    }

    /// What a cell that has to be named becomes.
    fn nearest(&self, value: &str) -> Becomes {
        let Some(cell) = Reference::parse(value) else { return Becomes::Same };
        let ((column, last_column), (row, last_row)) = (cell.columns(), cell.rows());
        let first = format!(
            "{}{}",
            letters(self.cut.columns.nearest(column).max(1)),
            self.cut.rows.nearest(row).max(1)
        );
        let is_one = (column, row) == (last_column, last_row);
        Becomes::of(
            value,
            Some(cell.after(self.cut).filter(|_| !is_one).map_or(first, |left| left.to_string())),
        )
    }

    fn formula(&self, formula: &str) -> Becomes {
        match self.plan.rewritten(formula, Some(self.home)) {
            None => Becomes::Same,
            Some(changed) if changed.loss >= Loss::Cells => Becomes::Nothing,
            Some(changed) => Becomes::Other(changed.text),
        }
    }

    /// The first or last column of `<col>`.
    fn column_span(&self, tag: &Tag<'_>, value: &str, is_first: bool) -> Becomes {
        let at = |name| tag.value(name).and_then(|value| value.trim().parse::<u32>().ok());
        let (Some(min), Some(max)) = (at("min"), at("max")) else { return Becomes::Same };
        let span = if (1..=max).contains(&min) {
            self.cut.columns.span((min, max), COLUMNS)
        } else {
            return Becomes::Same;
        };
        Becomes::of(value, span.map(|(min, max)| if is_first { min } else { max }.to_string()))
    }

    /// The number of a column within the filter, from 0.
    fn filtered(&self, value: &str) -> Becomes {
        let Ok(id) = value.trim().parse::<u32>() else { return Becomes::Same };
        let first = self.cut.columns.nearest(self.filter);
        let moved = self.cut.columns.moved(self.filter + id);
        Becomes::of(value, moved.map(|column| column.saturating_sub(first).to_string()))
    }

    /// How many columns or rows stand before a break, or before what scrolls.
    fn count_before(&self, value: &str, of_columns: bool) -> Option<u32> {
        let gone = if of_columns { &self.cut.columns } else { &self.cut.rows };
        value.trim().parse::<u32>().ok().map(|count| count - gone.before(count + 1))
    }

    /// Conditions are written for the first cell; if that goes, for the next one.
    fn rebase(&mut self, areas: &str) {
        let areas: Vec<Reference> = areas.split_ascii_whitespace().filter_map(Reference::parse).collect();
        let lines = |of: fn(&Reference) -> (u32, u32), gone: &super::cut::Gone| {
            let first = areas.iter().map(|area| of(area).0).min()?;
            let staying = areas.iter().filter_map(|area| gone.first_staying(of(area).0, of(area).1)).min()?;
            Some(i64::from(staying) - i64::from(first))
        };
        let columns = lines(Reference::columns, &self.cut.columns);
        self.base = (columns.unwrap_or(0), lines(Reference::rows, &self.cut.rows).unwrap_or(0));
    }
}

impl Rules for SheetRules<'_> {
    fn attribute(&mut self, tag: &Tag<'_>, parents: &[&str], name: &str, value: &str) -> Becomes {
        let parent = parents.last().copied().unwrap_or_default();
        match (tag.name, name) {
            ("col", "min") => self.column_span(tag, value, true),
            ("col", "max") => self.column_span(tag, value, false),
            ("col", "hidden") if self.shows_hidden && !ends_the_sheet(tag) => {
                Becomes::of(value, Some("0".to_owned()))
            }
            ("autoFilter", "ref") => {
                self.filter = Reference::parse(value).map_or(1, |area| area.columns().0);
                self.areas(value)
            }
            ("filterColumn", "colId") => self.filtered(value),
            ("dimension", "ref") => {
                Becomes::of(value, areas_after(value, self.cut).or(Some("A1".to_owned())))
            }
            ("brk", "id") => {
                let before = self.count_before(value, parent == "colBreaks");
                let Some(before) = before else { return Becomes::Same };
                Becomes::of(value, (before > 0).then(|| before.to_string()))
            }
            ("pane", "xSplit" | "ySplit")
                if tag.value("state").is_some_and(|state| state.starts_with("frozen")) =>
            {
                let before = self.count_before(value, name == "xSplit");
                before.map_or(Becomes::Same, |before| Becomes::of(value, Some(before.max(1).to_string())))
            }
            (_, "topLeftCell" | "activeCell") => self.nearest(value),
            ("selection", "sqref") => match self.areas(value) {
                Becomes::Nothing => self.nearest(&tag.value("activeCell").unwrap_or_default()),
                left => left,
            },
            ("mergeCell", "ref") => {
                let left = Reference::parse(value).map(|area| area.after(self.cut));
                let Some(left) = left else { return Becomes::Same };
                Becomes::of(value, left.filter(|left| !left.is_one_cell()).map(|left| left.to_string()))
            }
            ("dataRef" | "worksheetSource", "ref") => {
                let sheet = tag.value("sheet").unwrap_or_default();
                Becomes::of(value, areas_after(value, self.plan.cut_of(&sheet)).or(Some(value.to_owned())))
            }
            ("conditionalFormatting" | "dataValidation", "sqref") => {
                self.rebase(value);
                self.areas(value)
            }
            ("cfvo", "val") => match self.formula(value) {
                Becomes::Nothing => Becomes::Other("0".to_owned()),
                kept => kept,
            },
            (_, attribute) if FORMULA_ATTRIBUTES.contains(&attribute) => match self.formula(value) {
                Becomes::Nothing if tag.name != "hyperlink" => Becomes::Other("#REF!".to_owned()),
                becomes => becomes,
            },
            (_, "ref" | "sqref") => self.areas(value),
            pair if CELLS.contains(&pair) => self.areas(value),
            _ => Becomes::Same,
        }
    }

    fn text(&mut self, path: &[&str], text: &str) -> Becomes {
        match path {
            [.., "sqref"] => self.areas(text),
            // Where a drawing begins and ends, from 0.
            [.., "from" | "to", line @ ("col" | "row")] => {
                let gone = if *line == "col" { &self.cut.columns } else { &self.cut.rows };
                let Ok(at) = text.trim().parse::<u32>() else { return Becomes::Same };
                Becomes::of(text, Some((gone.nearest(at.saturating_add(1)) - 1).to_string()))
            }
            [.., element] if FORMULAS.contains(element) => {
                let moves = matches!(*element, "formula" | "formula1" | "formula2") && self.base != (0, 0);
                let based = if moves { copied(text, self.base) } else { text.to_owned() };
                match self.formula(&based) {
                    Becomes::Same => Becomes::of(text, Some(based)),
                    Becomes::Nothing if path.contains(&"cfvo") => Becomes::Other("#REF!".to_owned()),
                    becomes => becomes,
                }
            }
            _ => Becomes::Same,
        }
    }

    fn takes(
        &mut self,
        xml: &mut Xml<'_>,
        tag: &Tag<'_>,
        parents: &[&str],
        edits: &mut Edits,
    ) -> Result<bool, Error> {
        let is_row = tag.name == "row" && parents.last() == Some(&"sheetData");
        if is_row {
            self.take_row(xml, tag, edits)?;
        }
        Ok(is_row)
    }
}

/// A cell as it is read here.
pub(super) struct CellRead<'a> {
    pub(super) tag: Tag<'a>,
    pub(super) end: usize,
    /// The tag of the formula, where its element ends, and its text.
    pub(super) formula: Option<(Tag<'a>, usize, String)>,
    value: Option<std::ops::Range<usize>>,
    /// Whether it shows or calculates something.
    pub(super) says: bool,
}

impl<'a> CellRead<'a> {
    /// Reads on to the end of the cell that `tag` opens.
    pub(super) fn read(text: &str, xml: &mut Xml<'a>, tag: Tag<'a>) -> Result<Self, Error> {
        let end = tag.range.end;
        let mut cell = Self { tag, end, formula: None, value: None, says: false };
        let (mut inside, mut raw) = ("", None::<std::ops::Range<usize>>);
        if cell.tag.is_empty {
            return Ok(cell);
        }
        loop {
            match xml.next()? {
                Some(Node::Open(tag)) => {
                    let (name, range, is_empty) = (tag.name, tag.range.clone(), tag.is_empty);
                    if name == "f" {
                        cell.says = true;
                        cell.formula = Some((tag, range.end, String::new()));
                    }
                    (inside, raw) = (if is_empty { "" } else { name }, None);
                }
                Some(Node::Text(range)) => add(&mut raw, range),
                Some(Node::Cdata(range)) => add(&mut raw, with_marks(range)),
                Some(Node::Close("c", range)) => {
                    cell.end = range.end;
                    break;
                }
                Some(Node::Close(name, range)) => {
                    let said = raw.take();
                    match (name, &mut cell.formula) {
                        ("f", Some((_, end, formula))) => {
                            *end = range.end;
                            *formula = said.map(|raw| unescaped(text, raw)).unwrap_or_default();
                        }
                        ("v", _) if inside == "v" => {
                            cell.says |= said.is_some();
                            cell.value = said;
                        }
                        ("t", _) => cell.says |= said.is_some(),
                        _ => {}
                    }
                    inside = "";
                }
                Some(_) => {}
                None => break,
            }
        }
        Ok(cell)
    }
}

fn add(raw: &mut Option<std::ops::Range<usize>>, range: std::ops::Range<usize>) {
    let start = raw.take().map_or(range.start, |raw| raw.start);
    *raw = Some(start..range.end);
}

/// Whether the columns are those up to the end of the sheet, in which nothing stands mostly.
pub(in super::super) fn ends_the_sheet(tag: &Tag<'_>) -> bool {
    tag.value("max").and_then(|max| max.trim().parse::<u32>().ok()).is_some_and(|max| max >= COLUMNS)
}

/// The number of a row, which may not be said.
pub(super) fn row_number(tag: &Tag<'_>, last: u32) -> u32 {
    let said = tag.value("r").and_then(|number| number.trim().parse().ok());
    said.filter(|number| (1..=ROWS).contains(number)).unwrap_or(last + 1)
}

/// The column of a cell, which may not be said.
pub(super) fn column_number(tag: &Tag<'_>, last: u32) -> u32 {
    let said = tag.value("r").and_then(|cell| Reference::cell(&cell));
    said.map_or(last + 1, |cell| cell.columns().0)
}

impl SheetRules<'_> {
    fn take_row(&mut self, xml: &mut Xml<'_>, tag: &Tag<'_>, edits: &mut Edits) -> Result<(), Error> {
        self.row = row_number(tag, self.row);
        let goes = self.cut.rows.has(self.row);
        if let Some(hidden) = tag.attribute("hidden").filter(|_| self.shows_hidden) {
            edits.push(0, hidden.raw, b"0");
        }
        if !goes && !self.cut.is_empty() {
            let row = self.cut.rows.nearest(self.row).to_string();
            say(self.text, tag, "r", &row, edits);
            if let Some(spans) = tag.attribute("spans") {
                let left = spans_after(&spans.value(), self.cut);
                edits.push(0, spans.raw, left.as_bytes());
            }
        }
        let end = if tag.is_empty { tag.range.end } else { self.take_cells(xml, goes, edits)? };
        if goes {
            edits.push(0, tag.range.start..end, b"");
        }
        Ok(())
    }

    /// Deals with the cells of a row, and tells where it ends.
    fn take_cells(&mut self, xml: &mut Xml<'_>, row_goes: bool, edits: &mut Edits) -> Result<usize, Error> {
        let mut last = 0;
        loop {
            match xml.next()? {
                Some(Node::Open(cell)) if cell.name == "c" => {
                    let cell = CellRead::read(self.text, xml, cell)?;
                    last = column_number(&cell.tag, last);
                    self.take_cell(&cell, last, row_goes, edits);
                }
                Some(Node::Close("row", range)) => return Ok(range.end),
                Some(_) => {}
                None => return Ok(xml.at()),
            }
        }
    }

    fn take_cell(&mut self, cell: &CellRead<'_>, column: u32, row_goes: bool, edits: &mut Edits) {
        let (row, columns) = (self.row, &self.cut.columns);
        let target = self.moves.get(&(row, column)).copied();
        // What moves takes the place of an empty cell.
        let is_taken = target.is_none()
            && !cell.says
            && columns.has(column.saturating_sub(1))
            && self.moves.iter().any(|(&(at, _), &to)| (at, to) == (row, column));
        let goes = row_goes || is_taken || (columns.has(column) && target.is_none());
        let formula = self.formula_of(cell, column);
        if goes {
            edits.push(0, cell.tag.range.start..cell.end, b"");
            return;
        }
        if !self.cut.is_empty() {
            let column = letters(columns.nearest(target.unwrap_or(column)));
            let name = format!("{column}{}", self.cut.rows.nearest(row));
            say(self.text, &cell.tag, "r", &name, edits);
        }
        if let Some((formula, is_divided)) = formula {
            self.write_formula(cell, &formula, is_divided, edits);
        }
    }

    /// The formula of a cell, and whether it is to stand there in full though others share it.
    fn formula_of(&mut self, cell: &CellRead<'_>, column: u32) -> Option<(String, bool)> {
        let (tag, _, formula) = cell.formula.as_ref()?;
        if tag.value("t").as_deref() != Some("shared") {
            return Some((formula.clone(), false));
        }
        let item = tag.value("si").and_then(|item| item.trim().parse().ok())?;
        if !formula.is_empty() {
            let is_divided = !self.cut.is_empty() || self.plan.concerns(formula, Some(self.home));
            let shared = Shared { formula: formula.clone(), column, row: self.row, is_divided };
            self.shared.insert(item, shared);
            return Some((formula.clone(), is_divided));
        }
        let shared = self.shared.get(&item).filter(|shared| shared.is_divided)?;
        let by = |to: u32, from: u32| i64::from(to) - i64::from(from);
        Some((copied(&shared.formula, (by(column, shared.column), by(self.row, shared.row))), true))
    }

    fn write_formula(&self, cell: &CellRead<'_>, formula: &str, is_divided: bool, edits: &mut Edits) {
        let Some((tag, end, _)) = &cell.formula else { return };
        let whole = tag.range.start..*end;
        let changed = self.plan.rewritten(formula, Some(self.home));
        let loss = changed.as_ref().map_or(Loss::None, |changed| changed.loss);
        if loss == Loss::Sheet {
            return edits.push(0, whole, b"");
        }
        let mut attributes = String::new();
        for name in ["ref", "r1", "r2"].into_iter().filter(|_| !is_divided) {
            if let Some(old) = tag.value(name) {
                let Some(left) = areas_after(&old, self.cut) else { return edits.push(0, whole, b"") };
                attributes.push_str(&format!(" {name}=\"{left}\""));
            }
        }
        let moves = !attributes.is_empty() && !self.cut.is_empty();
        if changed.is_none() && !is_divided && !moves {
            return;
        }
        for attribute in tag.attributes().filter_map(Result::ok) {
            let kept = !is_divided && !matches!(attribute.name, "ref" | "r1" | "r2");
            if kept || matches!(attribute.name, "ca" | "space") {
                let prefix = if attribute.name == "space" { "xml:" } else { "" };
                let value = Escape::Markup.apply(&attribute.value()).into_owned();
                attributes.push_str(&format!(" {prefix}{}=\"{value}\"", attribute.name));
            }
        }
        let text = changed.as_ref().map_or(formula, |changed| &changed.text);
        let name = full_name(self.text, tag);
        let text = plain(text);
        edits.push(0, whole, format!("<{name}{attributes}>{text}</{name}>").as_bytes());
        if loss == Loss::Cells
            && let Some(value) = &cell.value
        {
            say(self.text, &cell.tag, "t", "e", edits);
            edits.push(0, value.clone(), b"#REF!");
        }
    }
}

/// `1:6`, a hint of which columns a row has.
fn spans_after(spans: &str, cut: &Cut) -> String {
    let spans = spans.split_ascii_whitespace().filter_map(|span| {
        let (first, last) = span.split_once(':')?;
        let (first, last) = (first.parse().ok()?, last.parse().ok()?);
        let (first, last) = if (1..=last).contains(&first) {
            cut.columns.span((first, last), COLUMNS)?
        } else {
            return None;
        };
        Some(format!("{first}:{last}"))
    });
    spans.collect::<Vec<_>>().join(" ")
}

/// Writes an attribute, which may not be there yet.
fn say(text: &str, tag: &Tag<'_>, name: &str, value: &str, edits: &mut Edits) {
    match tag.attribute(name) {
        Some(attribute) if attribute.value() == value => {}
        Some(attribute) => edits.push(0, attribute.raw, value.as_bytes()),
        None => {
            let at = tag.range.start + 1 + full_name(text, tag).len();
            edits.push(0, at..at, format!(" {name}=\"{value}\"").as_bytes());
        }
    }
}

/// The name of the element with its prefix.
fn full_name<'a>(text: &'a str, tag: &Tag<'_>) -> &'a str {
    let name = &text[tag.range.start + 1..tag.range.end];
    &name[..name.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')).unwrap_or(name.len())]
}
