//! What documents, workbooks and presentations in Office Open XML (ECMA-376) have in common: properties of the file,
//! relationships, data of other programs, programs, pictures, signatures.

use std::collections::BTreeSet;
use std::ops::Range;

use sha2::{Digest, Sha256};
use yinmo_core::text::{Place, Surface};

use super::archive::Archive;
use super::coded::Coded;
use super::fields;
use super::flavor::{Fate, Fates, Reading};
use super::fonts;
use super::markup::{Generic, read_generic, write_address, write_text};
use super::opaque::{Likely, read_text};
use super::opc::{Relationship, TYPES, Types, relationships, relationships_of};
use super::part_names;
use super::walk::{Becomes, Rules, walk};
use super::xml::{Node, Tag, Xml};
use crate::mapped::{Draft, Edits, EntryId};
use crate::{Error, Extra, FileType, Reason, Strip, What};

/// What a part of an Office file is, where all three sorts of them have it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Types,
    Relationships,
    /// `docProps/core.xml` and its like.
    Properties,
    Thumbnail,
    CustomXml,
    PrinterSettings,
    Macros,
    /// A document of another program, or of the same.
    Embedded,
    /// Cells of another workbook.
    ExternalLink,
    Signature,
    /// Comments, their authors, and what newer programs add to them.
    Comments,
    /// Any other part in XML.
    Xml,
    /// A picture, a file of another program, or anything else.
    Binary,
}

impl Role {
    pub(crate) fn of(name: &str, content_type: &str) -> Self {
        let is = |part: &str| content_type.contains(part);
        let lower = name.to_ascii_lowercase();
        if lower == TYPES.to_ascii_lowercase() {
            Self::Types
        } else if lower.ends_with(".rels") {
            Self::Relationships
        } else if is("core-properties") || is("extended-properties") || is("custom-properties") {
            Self::Properties
        } else if lower.contains("thumbnail.") {
            Self::Thumbnail
        } else if is("digital-signature") || lower.starts_with("_xmlsignatures/") {
            Self::Signature
        } else if is("vbaProject") || is("vbaData") || is("activeX") || lower.ends_with("vbaproject.bin") {
            Self::Macros
        } else if is("printerSettings") || lower.contains("/printersettings") {
            Self::PrinterSettings
        } else if lower.contains("/embeddings/") || is("oleObject") {
            Self::Embedded
        } else if is("externalLink+xml") {
            Self::ExternalLink
        } else if lower.starts_with("customxml/") {
            Self::CustomXml
        } else if is("omments") || is(".people+xml") || is("ms-excel.person+xml") {
            Self::Comments
        } else if content_type.ends_with("xml")
            || is("vmlDrawing")
            || lower.ends_with(".xml")
            || lower.ends_with(".vml")
        {
            Self::Xml
        } else {
            Self::Binary
        }
    }

    /// With which extra the part goes.
    const fn extra(self) -> Option<Extra> {
        match self {
            Self::Thumbnail => Some(Extra::Thumbnails),
            Self::CustomXml => Some(Extra::CustomXml),
            Self::PrinterSettings => Some(Extra::PrinterSettings),
            Self::Macros => Some(Extra::Macros),
            Self::Comments => Some(Extra::Comments),
            Self::Embedded => Some(Extra::Embedded),
            Self::ExternalLink => Some(Extra::ExternalLinks),
            _ => None,
        }
    }
}

/// Reads a part that is no more than others of its role.
///
/// # Errors
/// If the package is broken. A part that cannot be read is noted as unread.
pub(crate) fn read_part(
    package: &mut Archive<'_>,
    types: &Types,
    entry: EntryId,
    reading: &mut Reading,
) -> Result<(), Error> {
    let name = package.name(entry).to_owned();
    let role = Role::of(&name, types.of(&name));
    let place = Place::Named(name.clone());
    if let Some(extra) = role.extra() {
        reading.note(place.clone(), What::Extra(extra));
    }
    if role == Role::Signature {
        reading.note(place.clone(), What::Signature);
    }
    part_names::read(entry, &name, role.extra(), reading);
    if matches!(role, Role::Binary | Role::Embedded) || name.ends_with('/') {
        if !name.ends_with('/') {
            reading.nest_with(entry, role.extra());
        }
        return Ok(());
    }
    let bytes = package.read(entry)?;
    let read = match role {
        Role::Relationships => read_relationships((entry, &bytes), &place, reading),
        Role::Properties => read_properties((entry, &bytes), reading),
        Role::PrinterSettings => {
            read_text((entry, &bytes, 0), (&place, Surface::Metadata), Likely::Perhaps, reading);
            Ok(())
        }
        Role::Macros if !name.to_ascii_lowercase().ends_with(".xml") => {
            unread(&bytes, place, Reason::UnsupportedType(FileType::Program), Some(Extra::Macros), reading);
            reading.nest_opaque(entry);
            Ok(())
        }
        Role::Thumbnail => {
            let reason = Reason::UnsupportedType(FileType::Image);
            unread(&bytes, place, reason, Some(Extra::Thumbnails), reading);
            reading.nest_opaque(entry);
            Ok(())
        }
        Role::Comments => {
            read_generic((entry, &bytes), &Place::Named("批注".to_owned()), Surface::Metadata, reading)
        }
        Role::CustomXml | Role::Signature | Role::Types => {
            read_generic((entry, &bytes), &place, Surface::Metadata, reading)
        }
        _ => read_generic((entry, &bytes), &place, Surface::Visible, reading),
    };
    if let Err(error) = read {
        let reason = error.reason().unwrap_or(Reason::Malformed);
        let place = Place::Named(name);
        unread(&bytes, place.clone(), reason, role.extra(), reading);
        read_text((entry, &bytes, 0), (&place, Surface::Hidden), Likely::Perhaps, reading);
    }
    Ok(())
}

/// Takes note of bytes that nobody read.
pub(crate) fn unread(
    bytes: &[u8],
    place: Place,
    reason: Reason,
    goes_with: Option<Extra>,
    reading: &mut Reading,
) {
    reading.note(place, What::Unread { reason, hash: Sha256::digest(bytes).into(), goes_with });
}

fn read_relationships(
    (entry, bytes): (EntryId, &[u8]),
    place: &Place,
    reading: &mut Reading,
) -> Result<(), Error> {
    let text = std::str::from_utf8(bytes).map_err(|error| Error::undecodable(error.valid_up_to() as u64))?;
    let mut xml = Xml::new(bytes)?;
    let mut draft = Draft::default();
    draft.stand(Place::Named(format!("链接（{place}）")), Surface::Markup);
    while let Some(node) = xml.next()? {
        match node {
            Node::Open(tag) if tag.value("TargetMode").is_some_and(|mode| mode == "External") => {
                if let Some(target) = tag.attribute("Target") {
                    write_address(&mut draft, entry, text, target.raw);
                    draft.end_line();
                }
            }
            Node::Comment(range) | Node::Instruction(range) => {
                let mut generic = Generic::new(entry, text, place, Surface::Markup);
                generic.comment(range);
                generic.finish(reading);
            }
            _ => {}
        }
    }
    reading.prose(draft);
    Ok(())
}

/// Properties of the file: what they are called in their part, and to people. The third says whether the value names
/// people or offices, and goes with the metadata.
const PROPERTIES: [(&str, &str, bool); 14] = [
    ("creator", "作者", true),
    ("lastModifiedBy", "最后修改者", true),
    ("Manager", "经理", true),
    ("Company", "单位", true),
    ("title", "标题", false),
    ("subject", "主题", true),
    ("description", "备注", true),
    ("keywords", "关键词", true),
    ("category", "类别", true),
    ("contentStatus", "状态", false),
    ("identifier", "标识", true),
    ("HyperlinkBase", "链接基址", true),
    ("Template", "模板", false),
    ("lpwstr", "自定义属性", true),
];

/// What programs write where nobody said who they are.
pub(crate) const NOBODY: [&str; 16] = [
    "python-docx",
    "openpyxl",
    "PPTX",
    "Administrator",
    "admin",
    "Admin",
    "user",
    "User",
    "微软用户",
    "Microsoft Office User",
    "Windows 用户",
    "Microsoft",
    "WPS",
    "Apache POI",
    "LibreOffice",
    "Calc",
];

/// The values of properties that go with the metadata, and that say something.
fn personal_properties(text: &str) -> Result<Vec<(Range<usize>, &'static str)>, Error> {
    let mut found = Vec::new();
    each_property(text, |name, range| {
        let Some(&(_, zh, goes)) = PROPERTIES.iter().find(|known| known.0 == name) else { return };
        let value = text[range.clone()].trim();
        if goes && !value.is_empty() && !NOBODY.contains(&value) {
            found.push((range, zh));
        }
    })?;
    Ok(found)
}

/// Calls `take` with the element and the place of each text.
fn each_property(text: &str, mut take: impl FnMut(&str, Range<usize>)) -> Result<(), Error> {
    let mut xml = Xml::new(text.as_bytes())?;
    let mut open: Vec<&str> = Vec::new();
    let mut value: Option<Range<usize>> = None;
    while let Some(node) = xml.next()? {
        match node {
            Node::Open(tag) => {
                value = None;
                if !tag.is_empty {
                    open.push(tag.name);
                }
            }
            Node::Text(range) | Node::Cdata(range) => {
                value = Some(value.map_or(range.clone(), |value| value.start..range.end));
            }
            Node::Close(..) => {
                if let (Some(name), Some(range)) = (open.pop(), value.take()) {
                    take(name, range);
                }
            }
            _ => {}
        }
    }
    Ok(())
}

fn read_properties((entry, bytes): (EntryId, &[u8]), reading: &mut Reading) -> Result<(), Error> {
    let text = std::str::from_utf8(bytes).map_err(|error| Error::undecodable(error.valid_up_to() as u64))?;
    if !personal_properties(text)?.is_empty() {
        reading.note(Place::Named("文档属性".to_owned()), What::Extra(Extra::Metadata));
    }
    let mut draft = Draft::default();
    each_property(text, |name, range| {
        let value = text[range.clone()].trim();
        if matches!(name, "Template" | "lpstr") && names_no_one(value) || NOBODY.contains(&value) {
            return;
        }
        let known = PROPERTIES.iter().find(|known| known.0 == name);
        let shown = known.map_or(name, |known| known.1);
        draft.stand(Place::Named(format!("文档属性·{shown}")), Surface::Metadata);
        if let Some((_, zh, _)) = known {
            draft.say(fields::read_as(zh, value));
            draft.say("：");
        }
        match Coded::of(value) {
            Some(coded) => coded.write(&mut draft, entry, range),
            None => write_text(&mut draft, entry, text, range),
        }
        draft.end_line();
    })?;
    reading.prose(draft);
    // Names of custom properties are attributes.
    let mut generic = Generic::new(entry, text, &Place::Named("文档属性".to_owned()), Surface::Metadata);
    generic.read()?;
    reading.prose(generic.markup);
    Ok(())
}

/// What programs call their templates and themes, and fonts, which they list too.
pub(super) fn names_no_one(value: &str) -> bool {
    const OWN: [&str; 10] = [
        "Normal",
        "Normal.dot",
        "Normal.dotm",
        "Normal.wpt",
        "Office Theme",
        "Office 主题",
        "Office 主题\u{200B}\u{200B}",
        "Slide Titles",
        "Theme",
        "Default Design",
    ];
    OWN.contains(&value) || fonts::is_font(value)
}

/// What `strip` does to the parts that all sorts of Office files have. Parts that go take along their relationships, and
/// signatures go once anything else changes.
///
/// # Errors
/// As for reading.
pub(crate) fn tailor(
    package: &mut Archive<'_>,
    types: &Types,
    edits: &mut Edits,
    strip: Strip,
    mut gone: BTreeSet<EntryId>,
) -> Result<Fates, Error> {
    let names: Vec<String> = package.names().to_vec();
    for (entry, name) in (0..).zip(&names) {
        let role = Role::of(name, types.of(name));
        if role.extra().is_some_and(|extra| strip.takes(extra)) {
            gone.insert(entry);
        }
        if role == Role::Properties && strip.takes(Extra::Metadata) {
            let bytes = package.read(entry)?;
            let text = std::str::from_utf8(&bytes).map_err(|_| Error::undecodable(0))?;
            for (range, _) in personal_properties(text)? {
                edits.push(entry, range, b"");
            }
        }
    }
    left_alone(package, &mut gone)?;
    if !gone.is_empty() || edits.entries().next().is_some() {
        let signed = (0..).zip(&names).filter(|(_, name)| Role::of(name, types.of(name)) == Role::Signature);
        gone.extend(signed.map(|(entry, _)| entry));
    }
    // A program that changed is no longer what was signed.
    let is_program = |name: &str| Role::of(name, types.of(name)) == Role::Macros;
    let is_changed = |entry: EntryId| edits.touches(entry) && is_program(package.name(entry));
    if (0..names.len() as EntryId).any(is_changed) {
        let signs = |name: &str| is_program(name) && name.to_ascii_lowercase().contains("signature");
        gone.extend((0..).zip(&names).filter(|(_, name)| signs(name)).map(|(entry, _)| entry));
    }
    // What a part that is gone led to is told to nobody.
    let leads: Vec<EntryId> =
        gone.iter().filter_map(|&entry| package.find(&relationships_of(package.name(entry)))).collect();
    gone.extend(leads);
    forget(package, &names, &gone, edits)?;
    let mut fates = part_names::tailor(package, &gone, edits, strip)?;
    for entry in gone {
        fates.set(entry, Fate::Gone);
    }
    Ok(fates)
}

/// Takes what leads to the parts that are gone out of relationships and content types.
fn forget(
    package: &mut Archive<'_>,
    names: &[String],
    gone: &BTreeSet<EntryId>,
    edits: &mut Edits,
) -> Result<(), Error> {
    if gone.is_empty() {
        return Ok(());
    }
    let is_gone = |name: &str| {
        let found = names.iter().position(|known| known.eq_ignore_ascii_case(name.trim_start_matches('/')));
        found.is_some_and(|nth| gone.contains(&(nth as EntryId)))
    };
    for (entry, name) in (0..).zip(names) {
        if name == TYPES {
            cut_tags(package, entry, edits, |tag| tag.value("PartName").is_some_and(|name| is_gone(&name)))?;
        } else if let Some(part) = owner(name) {
            let leads: Vec<Relationship> = relationships(package, &part)?;
            let cut: Vec<&str> = leads
                .iter()
                .filter(|lead| !lead.is_external && is_gone(&lead.target))
                .map(|lead| lead.id.as_str())
                .collect();
            cut_tags(package, entry, edits, |tag| tag.value("Id").is_some_and(|id| cut.contains(&&*id)))?;
            if let Some(owner) = package.find(&part).filter(|owner| !cut.is_empty() && !gone.contains(owner))
            {
                let bytes = package.read(owner)?;
                if let Ok(text) = std::str::from_utf8(&bytes) {
                    walk((owner, text), &mut Unled { cut: &cut }, edits)?;
                }
            }
        }
    }
    Ok(())
}

/// Adds the parts to which nothing leads once others are gone.
fn left_alone(package: &mut Archive<'_>, gone: &mut BTreeSet<EntryId>) -> Result<(), Error> {
    if !gone.is_empty() {
        let before = reached(package, &BTreeSet::new())?;
        let after = reached(package, gone)?;
        gone.extend(before.difference(&after));
    }
    Ok(())
}

/// The parts to which relationships lead, from the package on, without those that are gone.
fn reached(package: &mut Archive<'_>, gone: &BTreeSet<EntryId>) -> Result<BTreeSet<EntryId>, Error> {
    let mut reached = BTreeSet::new();
    let mut parts = vec![String::new()];
    while let Some(part) = parts.pop() {
        for lead in relationships(package, &part)?.iter().filter(|lead| !lead.is_external) {
            let entry = package.find(&lead.target).filter(|entry| !gone.contains(entry));
            if let Some(entry) = entry.filter(|entry| reached.insert(*entry)) {
                parts.push(package.name(entry).to_owned());
            }
        }
    }
    Ok(reached)
}

/// A part from which relationships do not lead anywhere any more.
struct Unled<'c> {
    cut: &'c [&'c str],
}

/// Attributes that name relationships.
const LEADS: [&str; 9] = ["id", "embed", "link", "pict", "href", "relid", "dm", "lo", "cs"];

impl Rules for Unled<'_> {
    fn attribute(&mut self, tag: &Tag<'_>, _parents: &[&str], name: &str, value: &str) -> Becomes {
        if !LEADS.contains(&name) || !self.cut.contains(&value) {
            return Becomes::Same;
        }
        // How a page is set up is more than what a printer is told.
        if tag.name == "pageSetup" { Becomes::Less } else { Becomes::Nothing }
    }
}

/// The part whose relationships stand in the part `name`.
pub(super) fn owner(name: &str) -> Option<String> {
    let part = name.strip_suffix(".rels")?;
    let (folder, file) = part.rsplit_once('/')?;
    let folder = folder.strip_suffix("_rels")?;
    let part = format!("{folder}{file}");
    (relationships_of(&part) == name).then_some(part)
}

/// Takes the tags of elements away, and leaves what stands in them.
///
/// # Errors
/// If it is not well-formed.
pub(crate) fn unwrap_tags(
    package: &mut Archive<'_>,
    entry: EntryId,
    edits: &mut Edits,
    goes: impl Fn(&Tag<'_>) -> bool,
) -> Result<(), Error> {
    let bytes = package.read(entry)?;
    let mut xml = Xml::new(&bytes)?;
    // For each element that is open, whether its tags go.
    let mut open = Vec::new();
    while let Some(node) = xml.next()? {
        match node {
            Node::Open(tag) if !tag.is_empty => {
                let cut = goes(&tag);
                if cut {
                    edits.push(entry, tag.range, b"");
                }
                open.push(cut);
            }
            Node::Close(_, range) if open.pop() == Some(true) => edits.push(entry, range, b""),
            _ => {}
        }
    }
    Ok(())
}

/// Takes elements out of a part, with all that stands in them.
///
/// # Errors
/// If it is not well-formed.
pub(crate) fn cut_tags(
    package: &mut Archive<'_>,
    entry: EntryId,
    edits: &mut Edits,
    goes: impl Fn(&Tag<'_>) -> bool,
) -> Result<(), Error> {
    let bytes = package.read(entry)?;
    let mut xml = Xml::new(&bytes)?;
    // An element that is not empty goes up to where it is closed.
    let mut open: Option<(usize, usize)> = None;
    let mut depth = 0_usize;
    while let Some(node) = xml.next()? {
        match node {
            Node::Open(tag) => {
                if open.is_none() && goes(&tag) {
                    if tag.is_empty {
                        edits.push(entry, tag.range, b"");
                        continue;
                    }
                    open = Some((tag.range.start, depth));
                }
                depth += usize::from(!tag.is_empty);
            }
            Node::Close(_, range) => {
                depth = depth.saturating_sub(1);
                if let Some((start, _)) = open.filter(|&(_, level)| level == depth) {
                    edits.push(entry, start..range.end, b"");
                    open = None;
                }
            }
            _ => {}
        }
    }
    Ok(())
}
