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
mod shared;
mod sheet;
mod styles;

use std::collections::{BTreeSet, VecDeque};

use yinmo_core::text::{Place, Surface};

use crate::mapped::{Draft, Edits, EntryId, Escape};
use crate::note::{Hiding, What};
use crate::package::markup::{Generic, write_text_as};
use crate::package::opc::{Types, main_part, relationships};
use crate::package::xml::{Node, Xml};
use crate::package::{Archive, Fates, Flavor, Holds, Packaged, Reading, office};
use crate::{Changes, Chunk, Error, FileType, Format, Strip};
use agreement::Agreement;
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

    fn tailor(&mut self, package: &mut Archive<'_>, edits: &mut Edits, strip: Strip) -> Result<Fates, Error> {
        let types = Types::read(package)?;
        if !self.agreement.is_complete()
            && let Some(entry) = shared_strings(package)?
        {
            let shared = Shared::read(entry, package.read(entry)?)?;
            self.agreement.settle(&shared, edits);
        }
        let mut gone = BTreeSet::new();
        // What was calculated in which order is no longer true once formulas go; programs find out anew.
        let changes_sheets =
            edits.entries().any(|entry| types.of(package.name(entry)).contains("worksheet+xml"));
        gone.extend(package.find("xl/calcChain.xml").filter(|_| changes_sheets));
        office::tailor(package, &types, edits, strip, gone)
    }
}

impl Opened {
    fn new(package: &mut Archive<'_>, reading: &mut Reading) -> Result<Self, Error> {
        let types = Types::read(package)?;
        let (main, entry) = main_part(package)?;
        let leads = relationships(package, &main)?;
        let bytes = package.read(entry)?;
        let mut sheets = VecDeque::new();
        let mut from_1904 = false;
        let mut xml = Xml::new(&bytes)?;
        while let Some(node) = xml.next()? {
            let Node::Open(tag) = node else { continue };
            match tag.name {
                "workbookPr" => from_1904 = tag.says("date1904"),
                "sheet" => {
                    let id = tag.attributes().filter_map(Result::ok).filter(|a| a.name == "id").last();
                    let id = id.map(|id| id.value().into_owned()).unwrap_or_default();
                    let target = leads.iter().find(|lead| lead.id == id).map_or("", |lead| &lead.target);
                    let is_hidden = tag.value("state").is_some_and(|state| state != "visible");
                    let name = tag.value("name").unwrap_or_default().into_owned();
                    let entry = package.find(target).ok_or_else(|| Error::malformed(0, "a missing sheet"))?;
                    if is_hidden {
                        reading.note(Place::Named(name.clone()), What::Hidden(Hiding::Sheet));
                    }
                    sheets.push_back(Listed { name, entry, is_hidden });
                }
                _ => {}
            }
        }
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
        };
        let own: Vec<EntryId> =
            sheets.iter().map(|sheet: &Listed| sheet.entry).chain(shared).chain([entry]).collect();
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
            reading.note(Place::Named(name), What::Hidden(Hiding::Sheet));
            self.sheets.push_back(listed);
            return Ok(true);
        }
        office::read_part(package, &self.types, entry, reading)?;
        Ok(true)
    }
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
