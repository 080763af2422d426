//! PowerPoint presentations in Office Open XML (ECMA-376): `pptx`, and `pptm` with programs.
//!
//! Read: slides, hidden ones too, with their tables, notes, comments and who wrote them; masters and layouts;
//! alternative texts, links, tags, charts, properties of the file, and any other part in XML; files within, by their own
//! formats. Rewritten: texts where they stand, the formatting of their runs stays. Parts in which nothing changes are
//! copied as they are, compressed.
//!
//! Not read, and said so: pictures, programs, ink, files of other programs. Refused: encrypted presentations.

mod table;

use std::collections::{BTreeSet, HashMap, VecDeque};

use yinmo_core::text::{Place, Surface};

use crate::mapped::{Edits, EntryId, Name, RemovedCells};
use crate::note::{Hiding, What};
use crate::package::markup::{Generic, read_generic};
use crate::package::opc::{Types, main_part, relationships};
use crate::package::xml::{Node, Xml};
use crate::package::{Archive, Fates, Flavor, Holds, Packaged, Reading, office};
use crate::{Error, Extra, FileType, Format, Strip};

/// PowerPoint presentations.
pub static FORMAT: &dyn Format = &Packaged {
    id: "pptx",
    extensions: &["pptx", "pptm", "potx", "ppsx"],
    file_types: &[FileType::Pptx],
    is_prose: true,
    holds: Holds::Entries(|| Box::new(Presentation::default())),
};

/// The slides in the order in which they are shown, then all other parts.
#[derive(Default)]
struct Presentation {
    parts: Option<(Types, VecDeque<Part>)>,
    /// The cells that go, by slide.
    removed: HashMap<EntryId, table::Removed>,
}

struct Part {
    entry: EntryId,
    /// Counted from 1.
    slide: Option<usize>,
}

impl Flavor for Presentation {
    fn read(&mut self, package: &mut Archive<'_>, reading: &mut Reading) -> Result<bool, Error> {
        let Some((types, parts)) = &mut self.parts else {
            self.parts = Some((Types::read(package)?, parts(package)?));
            return Ok(true);
        };
        let Some(Part { entry, slide }) = parts.pop_front() else { return Ok(false) };
        match slide {
            Some(number) => read_slide(package, entry, number, reading)?,
            None => match place_of(types.of(package.name(entry))) {
                Some(place) => {
                    let bytes = package.read(entry)?;
                    read_generic((entry, &bytes), &Place::Named(place.to_owned()), Surface::Hidden, reading)?;
                }
                None => office::read_part(package, types, entry, reading)?,
            },
        }
        Ok(true)
    }

    fn lose(&mut self, part: Option<EntryId>, removed: RemovedCells) {
        if let (Some(part), Name::SlideTable { table, .. }) = (part, removed.name) {
            self.removed.entry(part).or_default().entry(table).or_default().extend(removed.cells);
        }
    }

    fn tailor(&mut self, package: &mut Archive<'_>, edits: &mut Edits, strip: Strip) -> Result<Fates, Error> {
        let types = Types::read(package)?;
        let mut gone = BTreeSet::new();
        if strip.takes(Extra::HiddenSlides) {
            for entry in slides(package)? {
                if is_hidden(&package.read(entry)?)? {
                    gone.insert(entry);
                }
            }
            forget_slides(package, &gone, edits)?;
        }
        for (&entry, removed) in self.removed.iter().filter(|(entry, _)| !gone.contains(entry)) {
            let bytes = package.read(entry)?;
            let tables = table::tables(text_of(&bytes)?)?;
            for (number, table) in (1..).zip(&tables) {
                if let Some(cells) = removed.get(&number) {
                    table.remove(entry, cells, edits);
                }
            }
        }
        office::tailor(package, &types, edits, strip, gone)
    }
}

/// Takes slides that go out of the sections of the presentation, which call them by their own numbers.
fn forget_slides(
    package: &mut Archive<'_>,
    gone: &BTreeSet<EntryId>,
    edits: &mut Edits,
) -> Result<(), Error> {
    let listed = slides(package)?;
    let (_, main) = main_part(package)?;
    let bytes = package.read(main)?;
    let mut xml = Xml::new(&bytes)?;
    let mut ids = Vec::new();
    while let Some(node) = xml.next()? {
        if let Node::Open(tag) = node
            && tag.name == "sldId"
            && tag.attributes().filter_map(Result::ok).filter(|attribute| attribute.name == "id").count() > 1
        {
            ids.push(tag.value("id").unwrap_or_default().into_owned());
        }
    }
    let ids: Vec<&String> =
        ids.iter().zip(&listed).filter(|(_, entry)| gone.contains(entry)).map(|(id, _)| id).collect();
    office::cut_tags(package, main, edits, |tag| {
        tag.name == "sldId" && tag.value("id").is_some_and(|id| ids.iter().any(|gone| **gone == id))
    })
}

/// Whether the slide is not shown.
fn is_hidden(slide: &[u8]) -> Result<bool, Error> {
    let mut xml = Xml::new(slide)?;
    while let Some(node) = xml.next()? {
        if let Node::Open(tag) = node {
            return Ok(tag.value("show").is_some_and(|show| matches!(&*show, "0" | "false")));
        }
    }
    Ok(false)
}

fn parts(package: &mut Archive<'_>) -> Result<VecDeque<Part>, Error> {
    let slides = slides(package)?;
    let rest = (0..package.names().len() as EntryId).filter(|entry| !slides.contains(entry));
    let rest: Vec<EntryId> = rest.collect();
    let slides = slides.into_iter().zip(1..).map(|(entry, number)| Part { entry, slide: Some(number) });
    Ok(slides.chain(rest.into_iter().map(|entry| Part { entry, slide: None })).collect())
}

/// The slides as the presentation lists them.
fn slides(package: &mut Archive<'_>) -> Result<Vec<EntryId>, Error> {
    let (main, entry) = main_part(package)?;
    let leads = relationships(package, &main)?;
    let bytes = package.read(entry)?;
    let mut xml = Xml::new(&bytes)?;
    let mut slides = Vec::new();
    while let Some(node) = xml.next()? {
        let Node::Open(tag) = node else { continue };
        // There is an `id` of its own too, before the one that leads to the slide; in sections, that alone.
        let ids = tag.attributes().filter_map(Result::ok).filter(|attribute| attribute.name == "id");
        let mut ids: Vec<_> = ids.collect();
        if tag.name != "sldId" || ids.len() < 2 {
            continue;
        }
        let id = ids.pop();
        let id = id.map(|id| id.value().into_owned()).unwrap_or_default();
        let lead = leads.iter().find(|lead| lead.id == id);
        let entry = lead.and_then(|lead| package.find(&lead.target));
        slides.push(entry.ok_or_else(|| Error::malformed(0, "a missing slide"))?);
    }
    Ok(slides)
}

fn read_slide(
    package: &mut Archive<'_>,
    entry: EntryId,
    number: usize,
    reading: &mut Reading,
) -> Result<(), Error> {
    let bytes = package.read(entry)?;
    let place = Place::Named(format!("第{number}张幻灯片"));
    let is_hidden = is_hidden(&bytes)?;
    if is_hidden {
        reading.note(place.clone(), What::HiddenExtra(Hiding::Sheet, Extra::HiddenSlides));
    }
    let surface = if is_hidden { Surface::Hidden } else { Surface::Visible };
    let text = text_of(&bytes)?;
    let tables = table::tables(text)?;
    for (table, found) in (1..).zip(&tables) {
        found.read((entry, text), Name::SlideTable { slide: number, table }, surface, reading);
    }
    let mut rest = Generic::new(entry, text, &place, surface);
    rest.leave_out(tables.iter().flat_map(table::Table::texts));
    rest.read()?;
    rest.finish(reading);
    Ok(())
}

fn text_of(bytes: &[u8]) -> Result<&str, Error> {
    std::str::from_utf8(bytes).map_err(|error| Error::undecodable(error.valid_up_to() as u64))
}

/// Parts that people know by another name.
fn place_of(content_type: &str) -> Option<&'static str> {
    let kind = content_type.strip_suffix("+xml")?.rsplit('.').next()?;
    Some(match kind {
        "notesSlide" => "备注页",
        "slideMaster" | "slideLayout" => "母版",
        "notesMaster" | "handoutMaster" => "备注和讲义母版",
        "tags" => "标记",
        _ => return None,
    })
}
