//! Excel workbooks in Office Open XML (ECMA-376): `xlsx`, and `xlsm` with programs.
//!
//! Read: cells of all sheets as tables, with numbers and dates as they are shown; formulas; hidden rows, columns and
//! sheets; names of sheets; comments, headers and footers, validations, links, drawings, charts, pivot caches, copies of
//! other workbooks, shared strings that no cell shows, properties of the file, and any other part in XML. Rewritten:
//! texts where they stand; a number or the result of a formula becomes a text, and the formula goes. Parts in which
//! nothing changes are copied as they are, compressed.
//!
//! Not read, and said so: pictures, programs, files of other programs. Refused: encrypted workbooks.

mod agreement;
mod cell;
mod number;
mod plain;
mod reshape;
mod shared;
mod sheet;
mod styles;

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::sync::Arc;

use yinmo_core::text::{Place, Surface};

use crate::mapped::{Draft, Edits, EntryId, Escape, Name, RemovedCells};
use crate::note::{Hiding, What};
use crate::package::markup::{Generic, write_text_as};
use crate::package::opc::{Relationship, Types, main_part, relationships};
use crate::package::walk::walk;
use crate::package::xml::{Node, Xml};
use crate::package::{Archive, Fate, Fates, Flavor, Holds, Packaged, Reading, office};
use crate::{Changes, Chunk, Error, Extra, FileType, Format, Strip};
use agreement::Agreement;
use reshape::{NoteRules, Plan, Reshaping, Wish, rename};
use shared::{Shared, text_of};
use sheet::{Book, Sheet};
use styles::Styles;

/// Excel workbooks.
pub static FORMAT: &dyn Format = &Packaged {
    id: "xlsx",
    extensions: &["xlsx", "xlsm", "xltx", "xltm"],
    file_types: &[FileType::Xlsx],
    is_prose: false,
    holds: Holds::Entries(|| Box::new(Workbook::default())),
};

/// How a workbook is read: what all sheets need, the sheets in their order, the other parts.
#[derive(Default)]
struct Workbook {
    opened: Option<Opened>,
    agreement: Agreement,
    /// Rows of the cells that go, by sheet and column.
    removed: HashMap<Arc<str>, HashMap<u32, Vec<u32>>>,
}

struct Opened {
    types: Types,
    book: Book,
    sheets: VecDeque<Listed>,
    reading: Option<(Sheet, Listed)>,
    unseen_is_read: bool,
    others: VecDeque<EntryId>,
}

/// A sheet as the workbook lists it.
#[derive(Clone)]
struct Listed {
    name: String,
    entry: EntryId,
    is_hidden: bool,
}

impl Flavor for Workbook {
    fn read(&mut self, package: &mut Archive<'_>, reading: &mut Reading) -> Result<bool, Error> {
        if self.opened.is_none() {
            self.opened = Some(Opened::new(package, reading)?);
            return Ok(true);
        }
        self.opened.as_mut().map_or(Ok(false), |opened| opened.read(package, reading))
    }

    fn observe(&mut self, chunk: &Chunk, changes: &Changes) -> Result<(), Error> {
        self.agreement.observe(chunk, changes)
    }

    fn lose(&mut self, _part: Option<EntryId>, removed: RemovedCells) {
        let Name::Sheet(sheet) = removed.name else { return };
        let columns = self.removed.entry(sheet).or_default();
        for (row, column) in removed.cells {
            columns.entry(column).or_default().push(row);
        }
    }

    fn tailor(&mut self, package: &mut Archive<'_>, edits: &mut Edits, strip: Strip) -> Result<Fates, Error> {
        let types = Types::read(package)?;
        let mut strings = None;
        if !self.agreement.is_silent()
            && let Some(entry) = shared_strings(package)?
        {
            let shared = Shared::read(entry, package.read(entry)?)?;
            self.agreement.settle(&shared, edits)?;
            // They are at hand now, and may be most of the workbook.
            if edits.touches(entry) {
                strings = Some((entry, edits.apply(entry, shared.xml().as_bytes())?));
                edits.mark(entry);
            }
        }
        let (main, book) = main_part(package)?;
        let leads = relationships(package, &main)?;
        let bytes = package.read(book)?;
        let mut sheets = listed(package, &bytes, &leads)?;
        let wishes = self.wishes(package, &sheets, strip)?;
        wishes.keys().for_each(|&entry| edits.mark(entry));
        rename_sheets(package, &types, book, &mut sheets, edits)?;
        let has_links = package.names().iter().any(|name| types.of(name).contains("externalLink+xml"));
        let mut plan = Plan::new(has_links && strip.takes(Extra::ExternalLinks));
        let mut gone = BTreeSet::new();
        for sheet in sheets_that_go(package, &types, &sheets, strip) {
            plan.leave(&sheet.name);
            gone.insert(sheet.entry);
        }
        // What was calculated in which order is no longer true once formulas go; programs find out anew.
        let is_sheet = |entry: EntryId| types.of(package.name(entry)).contains("worksheet+xml");
        let changes_sheets = edits.entries().any(is_sheet) || !plan.is_empty();
        gone.extend(package.find("xl/calcChain.xml").filter(|_| changes_sheets));
        if sheets.iter().any(|sheet| gone.contains(&sheet.entry))
            && let Some(entry) = package.find("docProps/app.xml")
        {
            office::cut_tags(package, entry, edits, |tag| {
                matches!(tag.name, "TitlesOfParts" | "HeadingPairs")
            })?;
        }
        if strip.takes(Extra::Comments) {
            forget_notes(package, &types, edits)?;
        }
        let mut fates = office::tailor(package, &types, edits, strip, gone)?;
        if let Some((entry, bytes)) = strings.filter(|(entry, _)| !fates.knows(*entry)) {
            fates.set(entry, Fate::Becomes(bytes));
        }
        Reshaping { package, types: &types, edits, fates: &mut fates, book, sheets: &sheets }
            .run(plan, &wishes)?;
        Ok(fates)
    }
}

impl Workbook {
    /// What is wished of the sheets, beside what becomes of their texts.
    ///
    /// # Errors
    /// If a sheet cannot be read again.
    fn wishes(
        &mut self,
        package: &mut Archive<'_>,
        sheets: &[Listed],
        strip: Strip,
    ) -> Result<HashMap<EntryId, Wish>, Error> {
        let mut wishes = HashMap::new();
        for sheet in sheets {
            // Which of two sheets that are called alike is meant cannot be told.
            let alike = sheets.iter().filter(|other| other.name == sheet.name).count();
            let mut columns = self.removed.remove(&*sheet.name).filter(|_| alike == 1).unwrap_or_default();
            for rows in columns.values_mut() {
                rows.sort_unstable();
                rows.dedup();
            }
            let hidden_goes = strip.takes(Extra::HiddenRowsAndColumns)
                && memchr::memmem::find(&package.read(sheet.entry)?, b"hidden=").is_some();
            let wish = Wish { columns, hidden_goes };
            if !wish.is_empty() {
                wishes.insert(sheet.entry, wish);
            }
        }
        Ok(wishes)
    }
}

/// Takes out the shapes in which comments show.
fn forget_notes(package: &mut Archive<'_>, types: &Types, edits: &mut Edits) -> Result<(), Error> {
    for entry in 0..package.names().len() as EntryId {
        if types.of(package.name(entry)).contains("vmlDrawing") {
            let bytes = package.read(entry)?;
            if let Ok(text) = std::str::from_utf8(&bytes) {
                // A drawing that is not well-formed was said not to be read.
                walk((entry, text), &mut NoteRules, edits).ok();
            }
        }
    }
    Ok(())
}

/// The sheets that go as a whole: those that are not shown, and those that are programs.
fn sheets_that_go(package: &Archive<'_>, types: &Types, sheets: &[Listed], strip: Strip) -> Vec<Listed> {
    let goes = |sheet: &&Listed| {
        let is_program = types.of(package.name(sheet.entry)).contains("macrosheet+xml");
        sheet.is_hidden && strip.takes(Extra::HiddenSheets) || is_program && strip.takes(Extra::Macros)
    };
    let mut going: Vec<Listed> = sheets.iter().filter(goes).cloned().collect();
    if going.len() == sheets.len() {
        // No program opens a workbook without sheets.
        going.clear();
    }
    if strip.takes(Extra::HiddenSheets) {
        let entries = 0..package.names().len() as EntryId;
        let unlisted = entries.filter(|&entry| {
            types.of(package.name(entry)).contains("worksheet+xml")
                && !sheets.iter().any(|sheet| sheet.entry == entry)
        });
        going.extend(unlisted.map(|entry| Listed {
            name: package.name(entry).to_owned(),
            entry,
            is_hidden: true,
        }));
    }
    going
}

/// Calls the sheets as they are to be called once names are masked, everywhere.
fn rename_sheets(
    package: &mut Archive<'_>,
    types: &Types,
    book: EntryId,
    sheets: &mut [Listed],
    edits: &mut Edits,
) -> Result<(), Error> {
    if !edits.touches(book) {
        return Ok(());
    }
    let text = text_of(package.read(book)?)?;
    let masked = text_of(edits.preview(book, text.as_bytes())?)?;
    let old: Vec<String> = sheets.iter().map(|sheet| sheet.name.clone()).collect();
    let wanted: Vec<String> = names_of(&masked)?.into_iter().map(|(name, _)| name).collect();
    if old == wanted || old.len() != wanted.len() {
        return Ok(());
    }
    let new = rename::settled(&old, &wanted);
    for ((_, raw), (old, new)) in names_of(&text)?.into_iter().zip(old.iter().zip(&new)) {
        if old != new {
            rename::replace(book, raw, new, edits);
        }
    }
    let renames: rename::Renames = old
        .iter()
        .zip(&new)
        .filter(|(old, new)| old != new)
        .map(|(old, new)| (old.to_lowercase(), new.clone()))
        .collect();
    reshape::follow_names(package, types, book, &renames, edits)?;
    sheets.iter_mut().zip(new).for_each(|(sheet, new)| sheet.name = new);
    Ok(())
}

/// The names of the sheets that a workbook lists, and where they stand.
fn names_of(book: &str) -> Result<Vec<(String, std::ops::Range<usize>)>, Error> {
    let mut xml = Xml::new(book.as_bytes())?;
    let mut names = Vec::new();
    while let Some(node) = xml.next()? {
        if let Node::Open(tag) = node
            && tag.name == "sheet"
            && let Some(name) = tag.attribute("name")
        {
            names.push((name.value().into_owned(), name.raw));
        }
    }
    Ok(names)
}

/// The sheets that a workbook lists, in their order.
fn listed(package: &Archive<'_>, book: &[u8], leads: &[Relationship]) -> Result<Vec<Listed>, Error> {
    let mut xml = Xml::new(book)?;
    let mut sheets = Vec::new();
    while let Some(node) = xml.next()? {
        let Node::Open(tag) = node else { continue };
        if tag.name != "sheet" {
            continue;
        }
        let id = tag.attributes().filter_map(Result::ok).filter(|a| a.name == "id").last();
        let id = id.map(|id| id.value().into_owned()).unwrap_or_default();
        let target = leads.iter().find(|lead| lead.id == id).map_or("", |lead| &lead.target);
        let is_hidden = tag.value("state").is_some_and(|state| state != "visible");
        let name = tag.value("name").unwrap_or_default().into_owned();
        let entry = package.find(target).ok_or_else(|| Error::malformed(0, "a missing sheet"))?;
        sheets.push(Listed { name, entry, is_hidden });
    }
    Ok(sheets)
}

impl Opened {
    fn new(package: &mut Archive<'_>, reading: &mut Reading) -> Result<Self, Error> {
        let types = Types::read(package)?;
        let (main, entry) = main_part(package)?;
        let leads = relationships(package, &main)?;
        let bytes = package.read(entry)?;
        let sheets: VecDeque<Listed> = listed(package, &bytes, &leads)?.into();
        let can_go = sheets.iter().any(|sheet| !sheet.is_hidden);
        for sheet in sheets.iter().filter(|sheet| sheet.is_hidden) {
            let what = match can_go {
                true => What::HiddenExtra(Hiding::Sheet, Extra::HiddenSheets),
                false => What::Hidden(Hiding::Sheet),
            };
            reading.note(Place::Named(sheet.name.clone()), what);
        }
        let from_1904 = is_from_1904(&bytes)?;
        read_workbook(entry, &bytes, reading)?;
        let part = |kind: &str| leads.iter().find(|lead| lead.kind == kind).map(|lead| lead.target.clone());
        let shared = part("sharedStrings").and_then(|name| package.find(&name));
        let styles = part("styles").and_then(|name| package.find(&name));
        let book = Book {
            shared: match shared {
                Some(entry) => Shared::read(entry, package.read(entry)?)?,
                None => Shared::default(),
            },
            styles: match styles {
                Some(entry) => Styles::read(&package.read(entry)?)?,
                None => Styles::default(),
            },
            from_1904,
            sheets: sheets.iter().map(|sheet| sheet.name.to_lowercase()).collect(),
        };
        let own: Vec<EntryId> = sheets.iter().map(|sheet| sheet.entry).chain(shared).chain([entry]).collect();
        // Sheets are read as cells whatever the workbook lists: one that it does not list is hidden.
        let entries = 0..package.names().len() as EntryId;
        let others = entries.filter(|entry| !own.contains(entry)).collect();
        Ok(Self { types, book, sheets, reading: None, unseen_is_read: false, others })
    }

    fn read(&mut self, package: &mut Archive<'_>, reading: &mut Reading) -> Result<bool, Error> {
        if let Some((sheet, _)) = &mut self.reading {
            if !sheet.read(&mut self.book, reading)? {
                self.reading = None;
            }
            return Ok(true);
        }
        if let Some(listed) = self.sheets.pop_front() {
            let xml = text_of(package.read(listed.entry)?)?;
            self.reading = Some((Sheet::new(listed.entry, xml, &listed.name, listed.is_hidden), listed));
            return Ok(true);
        }
        if !std::mem::replace(&mut self.unseen_is_read, true) {
            let mut draft = Draft::default();
            draft.stand(Place::Named("共享字符串（单元格中不显示）".to_owned()), Surface::Hidden);
            self.book.shared.write_unseen(&mut draft);
            reading.prose(draft);
            return Ok(true);
        }
        let Some(entry) = self.others.pop_front() else { return Ok(false) };
        let name = package.name(entry).to_owned();
        if self.types.of(&name).contains("worksheet+xml") {
            let listed = Listed { name: name.clone(), entry, is_hidden: true };
            let what = What::HiddenExtra(Hiding::Sheet, Extra::HiddenSheets);
            reading.note(Place::Named(name), what);
            self.sheets.push_back(listed);
            return Ok(true);
        }
        office::read_part(package, &self.types, entry, reading)?;
        Ok(true)
    }
}

/// Whether days are counted from the year 1904.
fn is_from_1904(book: &[u8]) -> Result<bool, Error> {
    let mut xml = Xml::new(book)?;
    while let Some(node) = xml.next()? {
        if let Node::Open(tag) = node
            && tag.name == "workbookPr"
        {
            return Ok(tag.says("date1904"));
        }
    }
    Ok(false)
}

/// The part that holds the shared strings, if there is one.
fn shared_strings(package: &mut Archive<'_>) -> Result<Option<EntryId>, Error> {
    let (main, _) = main_part(package)?;
    let leads = relationships(package, &main)?;
    let lead = leads.iter().find(|lead| lead.kind == "sharedStrings");
    Ok(lead.and_then(|lead| package.find(&lead.target)))
}

/// Names of sheets, defined names, and whatever else the workbook says.
fn read_workbook(entry: EntryId, bytes: &[u8], reading: &mut Reading) -> Result<(), Error> {
    let text = std::str::from_utf8(bytes).map_err(|error| Error::undecodable(error.valid_up_to() as u64))?;
    let mut generic =
        Generic::new(entry, text, &Place::Named("工作簿·定义的名称".to_owned()), Surface::Markup);
    generic.read()?;
    generic.finish(reading);
    let mut names = Draft::default();
    names.stand(Place::Named("工作表名".to_owned()), Surface::Visible);
    let mut xml = Xml::new(bytes)?;
    while let Some(node) = xml.next()? {
        if let Node::Open(tag) = node
            && tag.name == "sheet"
            && let Some(name) = tag.attribute("name")
        {
            write_text_as(&mut names, entry, text, name.raw, Escape::SheetName);
            names.end_line();
        }
    }
    reading.prose(names);
    Ok(())
}
