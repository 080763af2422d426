//! One sheet (ECMA-376-1, 18.3.1.99): rows of cells as a table, everything else as text.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use yinmo_core::text::{Place, Surface};

use super::cell::{Cell, Kind, with_text, without_formula};
use super::number::{KEPT, date, digits, is_rounded};
use super::plain::Plain;
use super::reshape::without_sheets;
use super::shared::Shared;
use super::styles::Styles;
use crate::mapped::{Draft, EntryId, Escape, Name, Pen};
use crate::note::{Hiding, What};
use crate::package::Reading;
use crate::package::header::Header;
use crate::package::markup::{Generic, write_text, write_text_as};
use crate::package::xml::{Node, Progress, Tag, Xml, says_yes};
use crate::{Error, Extra};

/// What is known of the workbook that a sheet stands in.
pub(super) struct Book {
    pub(super) shared: Shared,
    pub(super) styles: Styles,
    pub(super) from_1904: bool,
    /// What the sheets are called, in lower case.
    pub(super) sheets: HashSet<String>,
}

/// What a piece of a sheet is read with.
struct Desk<'r> {
    text: &'r str,
    /// The rows that were read.
    rows: Draft,
    book: &'r mut Book,
    reading: &'r mut Reading,
}

/// A sheet that is being read.
pub(super) struct Sheet {
    entry: EntryId,
    xml: String,
    name: Arc<str>,
    surface: Surface,
    /// How far it is read.
    progress: Progress,
    /// Rows that were handed on.
    rows: usize,
    /// The number of the last row.
    row: usize,
    hidden_columns: Arc<[bool]>,
    /// Formulas, and cells that stand too far from the others to be of a table with them.
    formulas: Draft,
    /// What stands outside rows.
    outside: Vec<Draft>,
}

/// How a row looks.
const ROW_ATTRIBUTES: [&str; 11] = [
    "spans",
    "s",
    "customFormat",
    "ht",
    "customHeight",
    "outlineLevel",
    "collapsed",
    "thickTop",
    "thickBot",
    "ph",
    "dyDescent",
];

/// Empty cells that stand before one at most, so that it belongs to the same table.
const FARTHEST: usize = 256;

impl Sheet {
    pub(super) fn new(entry: EntryId, xml: String, name: &str, is_hidden: bool) -> Self {
        Self {
            entry,
            xml,
            name: name.into(),
            surface: if is_hidden { Surface::Hidden } else { Surface::Visible },
            progress: Progress::default(),
            rows: 0,
            row: 0,
            hidden_columns: Arc::default(),
            formulas: Draft::default(),
            outside: Vec::new(),
        }
    }

    /// Reads rows for a chunk, or what is left; `false` at the end.
    ///
    /// # Errors
    /// If it is not well-formed.
    pub(super) fn read(&mut self, book: &mut Book, reading: &mut Reading) -> Result<bool, Error> {
        let text = std::mem::take(&mut self.xml);
        let more = self.read_on(&text, book, reading);
        self.xml = text;
        more
    }

    fn read_on(&mut self, text: &str, book: &mut Book, reading: &mut Reading) -> Result<bool, Error> {
        let mut xml = Xml::resume(text, std::mem::take(&mut self.progress));
        let place = Place::Named(format!("{}（页眉页脚、校验等）", self.name));
        let mut generic = Generic::new(self.entry, text, &place, self.surface);
        let mut desk = Desk { text, rows: Draft::default(), book, reading };
        let first = self.rows + 1;
        let (mut more, mut header) = (false, Header::default());
        let mut columns: Vec<bool> = self.hidden_columns.to_vec();
        while let Some(node) = xml.next()? {
            match node {
                Node::Open(tag) if tag.name == "row" => {
                    self.read_row(&mut xml, &tag, &mut desk)?;
                    if desk.rows.text().len() >= desk.reading.chunk_bytes() {
                        more = true;
                        break;
                    }
                }
                Node::Open(tag) if tag.name == "col" => hide_columns(&tag, &mut columns),
                Node::Open(tag) => {
                    header.open(tag.name);
                    generic.texts.end_line();
                    generic.attributes(&tag)?;
                }
                Node::Text(range) if header.takes(&range) => {}
                Node::Close(..) => {
                    header.close(&mut generic.texts, self.entry, text);
                    generic.texts.end_line();
                }
                Node::Text(range) if !text[range.clone()].trim().is_empty() => {
                    write_text(&mut generic.texts, self.entry, text, range);
                }
                Node::Cdata(range) => {
                    generic.texts.write(&text[range.clone()], self.entry, range, Pen::Plain(Escape::Cdata));
                }
                Node::Comment(range) | Node::Instruction(range) => generic.comment(range),
                Node::Text(_) => {}
            }
        }
        let Desk { rows, reading, .. } = desk;
        if columns.contains(&true) && !self.hidden_columns.contains(&true) {
            reading.note(Place::Named(self.name.to_string()), hidden_columns(&columns));
        }
        self.progress = xml.pause();
        self.hidden_columns = columns.into();
        self.rows += rows.rows();
        let seen = (Name::Sheet(Arc::clone(&self.name)), self.surface, Arc::clone(&self.hidden_columns));
        reading.rows(rows, Some(Arc::clone(&self.name)), first, seen);
        self.outside.extend([generic.texts, generic.markup]);
        if !more {
            self.outside.push(std::mem::take(&mut self.formulas));
            self.outside.drain(..).for_each(|draft| reading.prose(draft));
        }
        Ok(more)
    }

    fn read_row(&mut self, xml: &mut Xml<'_>, tag: &Tag<'_>, desk: &mut Desk<'_>) -> Result<(), Error> {
        let (mut number, mut is_hidden) = (self.row + 1, false);
        for attribute in tag.attributes() {
            let attribute = attribute?;
            match attribute.name {
                "r" => number = attribute.value().parse().unwrap_or(number),
                "hidden" => is_hidden = says_yes(&attribute.value()),
                name if ROW_ATTRIBUTES.contains(&name) => {}
                _ => self.write_aside(desk.text, attribute.raw, Escape::Markup),
            }
        }
        self.row = number;
        if is_hidden {
            desk.reading.note(
                Place::Named(self.name.to_string()),
                What::HiddenExtra(Hiding::Rows, Extra::HiddenRowsAndColumns),
            );
        }
        desk.rows.open_row(number as u32, is_hidden);
        if !tag.is_empty {
            self.read_cells(xml, desk)?;
        }
        desk.rows.close_row();
        Ok(())
    }

    fn read_cells(&mut self, xml: &mut Xml<'_>, desk: &mut Desk<'_>) -> Result<(), Error> {
        let text = desk.text;
        loop {
            if let Some(cell) = Plain::at(text.as_bytes(), xml.at()) {
                xml.pass_to(cell.range.end);
                self.place_cell(&cell.into(), desk);
                continue;
            }
            let Some(node) = xml.next()? else { return Ok(()) };
            match node {
                Node::Open(tag) if tag.name == "c" => {
                    let cell = Cell::read(xml, &tag)?;
                    for aside in &cell.asides {
                        self.write_aside(text, aside.clone(), Escape::Comment);
                    }
                    for attribute in &cell.attributes {
                        self.write_aside(text, attribute.clone(), Escape::Markup);
                    }
                    self.write_formula(text, &cell, desk.rows.width(), &desk.book.sheets);
                    self.place_cell(&Shown::from(&cell), desk);
                }
                Node::Close("row", _) => return Ok(()),
                Node::Comment(range) | Node::Instruction(range) => {
                    self.write_aside(text, range, Escape::Comment);
                }
                _ => {}
            }
        }
    }

    /// Adds a cell to its row, or what it shows to the formulas if it stands too far from the others.
    fn place_cell(&mut self, cell: &Shown<'_>, desk: &mut Desk<'_>) {
        let width = desk.rows.width();
        let column = cell.column.unwrap_or(width + 1);
        if column > width + FARTHEST || column <= width {
            self.formulas.end_line();
            self.formulas.stand(self.place(column), self.surface);
            self.write(cell, column, Into::Formulas, desk);
            return;
        }
        for _ in width + 1..column {
            desk.rows.open_cell();
            desk.rows.close_cell();
        }
        desk.rows.open_cell();
        self.write(cell, column, Into::Rows, desk);
        desk.rows.close_cell();
    }

    /// What stands between cells or within one, and is not what it shows.
    fn write_aside(&mut self, text: &str, range: Range<usize>, escape: Escape) {
        if text[range.clone()].trim().is_empty() {
            return;
        }
        self.formulas.end_line();
        self.formulas.stand(Place::Named(format!("{}（注释）", self.name)), Surface::Markup);
        write_text_as(&mut self.formulas, self.entry, text, range, escape);
        self.formulas.end_line();
    }

    fn place(&self, column: usize) -> Place {
        Place::Sheet { sheet: self.name.to_string(), row: self.row, column }
    }

    /// Adds what the cell shows.
    fn write(&mut self, cell: &Shown<'_>, column: usize, into: Into, desk: &mut Desk<'_>) {
        let Desk { text, rows, book, reading } = desk;
        let draft = match into {
            Into::Rows => rows,
            Into::Formulas => &mut self.formulas,
        };
        for run in cell.runs {
            write_text(draft, self.entry, text, run.clone());
        }
        let Some(value) = cell.value.clone() else { return };
        match cell.kind {
            Kind::Shared => {
                let item = plain(text, value).trim().parse().ok().filter(|&item| book.shared.is_shown(item));
                match (item, into) {
                    (None, _) => {}
                    (Some(item), Into::Rows) => {
                        draft.share(item, self.entry, &cell.range, with_text);
                        book.shared.say(item, draft);
                    }
                    (Some(item), Into::Formulas) => book.shared.write(item, draft),
                }
            }
            Kind::Number => {
                let written = plain(text, value);
                let is_date = book.styles.shows_date(cell.style);
                let shown = is_date.then(|| date(&written, book.from_1904)).flatten();
                let shown = shown.map_or_else(|| digits(&written), Cow::Owned);
                let shown = if is_rounded(&shown) {
                    let sheet = self.name.to_string();
                    reading.note(Place::Sheet { sheet, row: self.row, column }, What::RoundedNumber);
                    // What was typed after these digits is not there any more.
                    format!("{}{}", &shown[..KEPT], "*".repeat(shown.len() - KEPT)).into()
                } else {
                    shown
                };
                draft.write(&shown, self.entry, cell.range.clone(), Pen::Remade(with_text));
            }
            // What a formula comes to goes with the formula.
            Kind::Text | Kind::Inline if cell.has_formula || is_pieced(&text[value.clone()]) => {
                draft.write(&unescaped(text, value), self.entry, cell.range.clone(), Pen::Remade(with_text));
            }
            Kind::Text | Kind::Inline => write_text(draft, self.entry, text, value),
            // Truth and errors say nothing; whatever else a program wrote there may.
            Kind::Other => {
                draft.write(&unescaped(text, value), self.entry, cell.range.clone(), Pen::Remade(with_text));
            }
        }
    }

    fn write_formula(&mut self, text: &str, cell: &Cell, width: usize, sheets: &HashSet<String>) {
        let Some((element, formula)) = &cell.formula else { return };
        if formula.is_empty() {
            return;
        }
        let column = cell.column.unwrap_or(width + 1);
        self.formulas.end_line();
        let place = Place::Named(format!("{}·公式", self.place(column)));
        self.formulas.stand(place, Surface::Markup);
        // What is put together by the formula is read together.
        // Names of sheets are read where the workbook lists them, and formulas follow.
        let shown = joined(&without_sheets(&unescaped(text, formula.clone()), sheets));
        self.formulas.write(&shown, self.entry, element.clone(), Pen::Remade(without_formula));
        self.formulas.end_line();
    }
}

/// A formula in which texts that it puts together stand together.
fn joined(formula: &str) -> String {
    let joined = formula.replace("\"&\"", "").replace("\" & \"", "");
    let puts_together = joined.contains("CONCAT") || joined.contains("TEXTJOIN(\"\"");
    if puts_together { joined.replace("\",\"", "") } else { joined }
}

/// What a cell shows, and how it says so.
struct Shown<'c> {
    /// The whole element.
    range: Range<usize>,
    /// Its column, from 1, where it is said.
    column: Option<usize>,
    kind: Kind,
    style: usize,
    value: Option<Range<usize>>,
    runs: &'c [Range<usize>],
    has_formula: bool,
}

impl<'c> From<&'c Cell> for Shown<'c> {
    fn from(cell: &'c Cell) -> Self {
        Self {
            range: cell.range.clone(),
            column: cell.column,
            kind: cell.kind,
            style: cell.style,
            value: cell.value.clone(),
            runs: &cell.runs,
            has_formula: cell.formula.is_some(),
        }
    }
}

impl From<Plain> for Shown<'_> {
    fn from(cell: Plain) -> Self {
        let Plain { range, column, kind, style, value } = cell;
        Self { range, column: Some(column), kind, style, value, runs: &[], has_formula: false }
    }
}

#[derive(Clone, Copy)]
enum Into {
    Rows,
    Formulas,
}

/// The same of what seldom has references in it.
fn plain(text: &str, range: Range<usize>) -> Cow<'_, str> {
    let written = &text[range.clone()];
    let is_plain = !written.contains('&') && !is_pieced(written);
    if is_plain { Cow::Borrowed(written) } else { Cow::Owned(unescaped(text, range)) }
}

/// Whether comments or the like part what is written.
fn is_pieced(written: &str) -> bool {
    written.contains('<')
}

/// What stands there, references resolved.
fn unescaped(text: &str, range: Range<usize>) -> String {
    let mut draft = Draft::default();
    let mut at = range.start;
    while let Some(tag) = text[at..range.end].find('<').map(|start| at + start) {
        write_text(&mut draft, 0, text, at..tag);
        let (verbatim, end) = match &text[tag..range.end] {
            rest if rest.starts_with("<!--") => (0, "-->"),
            rest if rest.starts_with("<![CDATA[") => ("<![CDATA[".len(), "]]>"),
            _ => (0, ">"),
        };
        let start = tag + verbatim;
        let len = text[start..range.end].find(end).unwrap_or(range.end - start);
        if verbatim > 0 {
            draft.say(&text[start..start + len]);
        }
        at = (start + len + end.len()).min(range.end);
    }
    write_text(&mut draft, 0, text, at..range.end);
    draft.text().to_owned()
}

/// What there is to know of hidden columns. Those up to the end of the sheet have nothing in them, and stay.
fn hidden_columns(columns: &[bool]) -> What {
    const MOST: usize = 16_384;
    let rest =
        if columns.len() == MOST { columns.iter().rposition(|hidden| !hidden).unwrap_or(0) } else { MOST };
    match columns.iter().take(rest).any(|hidden| *hidden) {
        true => What::HiddenExtra(Hiding::Columns, Extra::HiddenRowsAndColumns),
        false => What::Hidden(Hiding::Columns),
    }
}

/// `<col min="2" max="3" hidden="1"/>`.
fn hide_columns(tag: &Tag<'_>, columns: &mut Vec<bool>) {
    let at = |name| tag.value(name).and_then(|value| value.parse::<usize>().ok());
    let (Some(min), Some(max)) = (at("min"), at("max")) else { return };
    if !tag.says("hidden") || min == 0 {
        return;
    }
    let max = max.clamp(min, 16_384);
    if columns.len() < max {
        columns.resize(max, false);
    }
    columns.iter_mut().take(max).skip(min - 1).for_each(|hidden| *hidden = true);
}
