//! Fixed-layout documents by the Chinese standard (OFD, GB/T 33190).
//!
//! Read: pages and templates, character by character as they stand on the page; annotations, outlines, bookmarks, tags,
//! extensions, versions, properties of the file; attachments, by their own formats. Rewritten: characters where they
//! stand, as many as there were; glyphs that were drawn for them by number are drawn no more. Parts in which nothing
//! changes are copied as they are, compressed. Signatures go when anything changes.
//!
//! Not read, and said so: pictures, fonts, seals, pages that are drawn without text. Refused: encrypted documents.

mod lines;
mod part;

use std::collections::{BTreeSet, HashSet, VecDeque};
use std::ops::Range;

use sha2::{Digest, Sha256};
use yinmo_core::text::{Place, Surface};

use crate::mapped::{Draft, Edits, EntryId, Escape, Pen};
use crate::note::What;
use crate::package::office::{cut_tags, unread};
use crate::package::opaque::{Likely, read_text};
use crate::package::opc::resolved;
use crate::package::xml::{Node, Xml};
use crate::package::{Archive, Fate, Fates, Flavor, Holds, Packaged, Reading};
use crate::{Error, Extra, FileType, Format, Reason, Strip};
use part::{Part, TextObject};

/// Fixed-layout documents.
pub static FORMAT: &dyn Format = &Packaged {
    id: "ofd",
    extensions: &["ofd"],
    file_types: &[FileType::Ofd],
    is_prose: true,
    holds: Holds::Entries(|| Box::new(Pages::default())),
};

/// The file that names all others.
const MAIN: &str = "OFD.xml";

/// The pages in their order, then templates, then all else.
#[derive(Default)]
struct Pages {
    waiting: Option<VecDeque<Item>>,
    files: HashSet<String>,
}

struct Item {
    entry: EntryId,
    what: Role,
}

#[derive(Clone, Copy)]
enum Role {
    /// Counted from 1.
    Page(usize),
    Template,
    Signature,
    Other,
}

impl Flavor for Pages {
    fn read(&mut self, package: &mut Archive<'_>, reading: &mut Reading) -> Result<bool, Error> {
        let Some(waiting) = &mut self.waiting else {
            self.waiting = Some(items(package)?);
            self.files = files(package);
            read_names(package, reading);
            return Ok(true);
        };
        let Some(Item { entry, what }) = waiting.pop_front() else { return Ok(false) };
        read_item(package, entry, what, &self.files, reading)?;
        Ok(true)
    }

    fn tailor(&mut self, package: &mut Archive<'_>, edits: &mut Edits, strip: Strip) -> Result<Fates, Error> {
        let mut fates = Fates::default();
        if strip.takes(Extra::Metadata) {
            strip_properties(package, edits)?;
        }
        rename(package, edits, &mut fates)?;
        let changed: Vec<EntryId> = edits.entries().filter(|&entry| entry < NAMES).collect();
        for entry in changed {
            if is_xml(package.name(entry)) {
                redraw(package, entry, edits)?;
            }
        }
        if !fates.is_empty() || edits.entries().next().is_some() {
            let signed = signatures(package)?;
            if !signed.is_empty() {
                let main = package.find(MAIN).ok_or_else(|| Error::malformed(0, "no main part"))?;
                cut_tags(package, main, edits, |tag| tag.name == "Signatures")?;
                signed.into_iter().for_each(|entry| fates.set(entry, Fate::Gone));
            }
        }
        Ok(fates)
    }
}

fn is_xml(name: &str) -> bool {
    name.to_ascii_lowercase().ends_with(".xml")
}

/// The last steps of the names of all files.
fn files(package: &Archive<'_>) -> HashSet<String> {
    package.names().iter().map(|name| last(name).to_owned()).collect()
}

fn last(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

fn folder(name: &str) -> &str {
    name.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The files that are led to from `part` by elements or attributes with one of these names.
fn leads(
    package: &mut Archive<'_>,
    part: &str,
    from: impl Fn(&str) -> bool,
) -> Result<Vec<(String, EntryId)>, Error> {
    let Some(entry) = package.find(part) else { return Ok(Vec::new()) };
    let bytes = package.read(entry)?;
    let text = std::str::from_utf8(&bytes).map_err(|error| Error::undecodable(error.valid_up_to() as u64))?;
    let mut xml = Xml::new(&bytes)?;
    let mut targets: Vec<String> = Vec::new();
    let mut element = "";
    while let Some(node) = xml.next()? {
        match node {
            Node::Open(tag) => {
                element = tag.name;
                if from(tag.name)
                    && let Some(target) = tag.value("BaseLoc")
                {
                    targets.push(target.trim().to_owned());
                }
            }
            Node::Close(..) => element = "",
            Node::Text(range) if from(element) => targets.push(text[range].trim().to_owned()),
            _ => {}
        }
    }
    let found = targets.into_iter().filter_map(|target| {
        let name = resolved(folder(part), &target);
        Some((name.clone(), package.find(&name)?))
    });
    Ok(found.collect())
}

fn items(package: &mut Archive<'_>) -> Result<VecDeque<Item>, Error> {
    refuse_encrypted(package)?;
    let mut order: Vec<(EntryId, Role)> = Vec::new();
    let documents = leads(package, MAIN, |element| element == "DocRoot")?;
    if documents.is_empty() {
        return Err(Error::malformed(0, "no main part"));
    }
    let mut number = 0;
    for (document, _) in &documents {
        for (_, entry) in leads(package, document, |element| element == "Page")? {
            number += 1;
            order.push((entry, Role::Page(number)));
        }
    }
    for (document, _) in &documents {
        let templates = leads(package, document, |element| element == "TemplatePage")?;
        order.extend(templates.into_iter().map(|(_, entry)| (entry, Role::Template)));
    }
    order.extend(signatures(package)?.into_iter().map(|entry| (entry, Role::Signature)));
    order.extend((0..package.names().len() as EntryId).map(|entry| (entry, Role::Other)));
    let mut seen = BTreeSet::new();
    Ok(order
        .into_iter()
        .filter(|(entry, _)| seen.insert(*entry))
        .map(|(entry, what)| Item { entry, what })
        .collect())
}

/// GM/T 0099: what is encrypted is listed in files of their own.
fn refuse_encrypted(package: &mut Archive<'_>) -> Result<(), Error> {
    let listed = ["encryptions.xml", "decryptseed.dat", "entriesmap.dat"];
    if package.names().iter().any(|name| listed.contains(&last(name).to_ascii_lowercase().as_str())) {
        return Err(Error::encrypted());
    }
    let main = package.find(MAIN).ok_or_else(|| Error::malformed(0, "no main part"))?;
    let bytes = package.read(main)?;
    let mut xml = Xml::new(&bytes)?;
    while let Some(node) = xml.next()? {
        if matches!(node, Node::Open(tag) if tag.name == "Encryptions") {
            return Err(Error::encrypted());
        }
    }
    Ok(())
}

/// The list of signatures, the signatures, and their seals and values.
fn signatures(package: &mut Archive<'_>) -> Result<Vec<EntryId>, Error> {
    let mut found = Vec::new();
    for (list, entry) in leads(package, MAIN, |element| element == "Signatures")? {
        found.push(entry);
        for (signature, entry) in leads(package, &list, |element| element == "Signature")? {
            found.push(entry);
            let of_it = leads(package, &signature, |element| matches!(element, "SignedValue" | "BaseLoc"))?;
            found.extend(of_it.into_iter().map(|(_, entry)| entry));
        }
    }
    Ok(found)
}

fn read_item(
    package: &mut Archive<'_>,
    entry: EntryId,
    what: Role,
    files: &HashSet<String>,
    reading: &mut Reading,
) -> Result<(), Error> {
    let name = package.name(entry).to_owned();
    if !package.is_file(entry) {
        return Ok(());
    }
    let named = Place::Named(name.clone());
    if matches!(what, Role::Signature) {
        reading.note(named.clone(), What::Signature);
    }
    let is_attached =
        folder(&name).rsplit('/').next().is_some_and(|folder| folder.eq_ignore_ascii_case("Attachs"));
    let bytes = package.read(entry)?;
    // What is drawn is read as it is seen, whatever its file is called.
    let is_part = || is_xml(&name) || matches!(&*root(&bytes), "Page" | "PageAnnot");
    if !is_part() || (is_attached && last(&name) != "Attachments.xml") {
        reading.nest(entry);
        return Ok(());
    }
    let root = root(&bytes);
    let Ok(xml) = std::str::from_utf8(&bytes) else {
        unread(&bytes, named.clone(), Reason::Undecodable, None, reading);
        read_text((entry, &bytes, 0), (&named, Surface::Hidden), Likely::Perhaps, reading);
        return Ok(());
    };
    let (place, surface) = match (what, &*root) {
        (Role::Page(number), _) => (Place::Named(format!("第{number}页")), Surface::Visible),
        (Role::Template, _) => (Place::Named("模板页".to_owned()), Surface::Visible),
        (_, "OFD") => (Place::Named("文档属性".to_owned()), Surface::Metadata),
        (_, "PageAnnot" | "Annotations") => (Place::Named("注释".to_owned()), Surface::Visible),
        (_, "Document") => (Place::Named("大纲和书签".to_owned()), Surface::Visible),
        (_, "Attachments") => (Place::Named("附件".to_owned()), Surface::Metadata),
        (_, "Signature" | "Signatures") => (Place::Named("签名".to_owned()), Surface::Metadata),
        (_, "Res") => (named.clone(), Surface::Visible),
        (_, "Page") => (named.clone(), Surface::Hidden),
        _ => (named.clone(), Surface::Metadata),
    };
    if root == "OFD" && !properties(xml)?.is_empty() {
        reading.note(place.clone(), What::Extra(Extra::Metadata));
    }
    let part = Part { entry, xml, place: place.clone(), surface, files };
    match part.read(reading) {
        Err(error) => {
            unread(&bytes, named.clone(), error.reason().unwrap_or(Reason::Malformed), None, reading);
            read_text((entry, &bytes, 0), (&named, Surface::Hidden), Likely::Perhaps, reading);
        }
        Ok(drawn) => {
            if root == "Page" && !matches!(what, Role::Template) && drawn.has_shapes && !drawn.has_text {
                let hash = Sha256::digest(&bytes).into();
                let reason = Reason::UnsupportedType(FileType::Image);
                reading.note(place, What::Unread { reason, hash, goes_with: None });
            }
        }
    }
    Ok(())
}

/// The name of the first element.
fn root(bytes: &[u8]) -> String {
    // What cannot be read is said where it is read.
    let Ok(mut xml) = Xml::new(bytes) else { return String::new() };
    loop {
        match xml.next() {
            Ok(Some(Node::Open(tag))) => return tag.name.to_owned(),
            Ok(Some(_)) => {}
            Ok(None) | Err(_) => return String::new(),
        }
    }
}

/// Properties that name people or say what the document is about.
const PERSONAL: [&str; 5] = ["Author", "Subject", "Abstract", "Keyword", "CustomData"];

/// Where their values stand.
fn properties(xml: &str) -> Result<Vec<Range<usize>>, Error> {
    let mut reader = Xml::new(xml.as_bytes())?;
    let (mut found, mut element): (Vec<Range<usize>>, &str) = (Vec::new(), "");
    while let Some(node) = reader.next()? {
        match node {
            Node::Open(tag) => element = tag.name,
            Node::Close(..) => element = "",
            Node::Text(range) | Node::Cdata(range)
                if PERSONAL.contains(&element) && !xml[range.clone()].trim().is_empty() =>
            {
                found.push(range);
            }
            _ => {}
        }
    }
    Ok(found)
}

fn strip_properties(package: &mut Archive<'_>, edits: &mut Edits) -> Result<(), Error> {
    let main = package.find(MAIN).ok_or_else(|| Error::malformed(0, "no main part"))?;
    let bytes = package.read(main)?;
    let xml = std::str::from_utf8(&bytes).map_err(|error| Error::undecodable(error.valid_up_to() as u64))?;
    properties(xml)?.into_iter().for_each(|range| edits.push(main, range, b""));
    Ok(())
}

/// The name of a file is edited under another number than the file.
const NAMES: EntryId = 1 << 31;

fn read_names(package: &Archive<'_>, reading: &mut Reading) {
    let mut names = Draft::default();
    for (entry, name) in (0..).zip(package.names()).filter(|(_, name)| !name.is_ascii() || has_number(name)) {
        let mut start = 0;
        for step in name.split('/') {
            let raw = start..start + step.len();
            start = raw.end + 1;
            if step.is_ascii() && !has_number(step) {
                continue;
            }
            names.stand(Place::Named("文件名".to_owned()), Surface::Metadata);
            let from = names.text().len();
            names.write(step, NAMES + entry, raw, Pen::Plain(Escape::None));
            names.is_file_name(from..names.text().len());
            names.end_line();
        }
    }
    reading.prose(names);
}

/// Whether it holds as many digits as numbers of people have.
fn has_number(name: &str) -> bool {
    name.bytes().filter(u8::is_ascii_digit).count() >= 7
}

/// Gives files the names that they get, here and where they are named.
fn rename(package: &mut Archive<'_>, edits: &mut Edits, fates: &mut Fates) -> Result<(), Error> {
    let named: Vec<EntryId> =
        edits.entries().filter(|id| (NAMES..NAMES + package.names().len() as u32).contains(id)).collect();
    let mut renamed = Vec::new();
    for id in named {
        let old = package.name(id - NAMES).to_owned();
        let new = String::from_utf8_lossy(&edits.apply(id, old.as_bytes())?).into_owned();
        // File systems refuse some signs.
        let new = new.replace('*', "＊");
        let steps = old.split('/').zip(new.split('/')).filter(|(old, new)| old != new);
        renamed.extend(steps.map(|(old, new)| (old.to_owned(), new.to_owned())));
        fates.rename(id - NAMES, new);
    }
    // A folder has many files.
    renamed.sort_unstable();
    renamed.dedup();
    if renamed.is_empty() {
        return Ok(());
    }
    for entry in 0..package.names().len() as EntryId {
        if is_xml(package.name(entry)) {
            let bytes = package.read(entry)?;
            for (old, new) in &renamed {
                for at in memchr::memmem::find_iter(&bytes, old.as_bytes()) {
                    let range = at..at + old.len();
                    let escaped = Escape::Markup.apply(new);
                    let begins = at == 0 || b"/\">' \n\r\t".contains(&bytes[at - 1]);
                    let ends = bytes.get(range.end).is_some_and(|byte| b"/<\"' \n\r\t".contains(byte));
                    if begins
                        && ends
                        && !edits
                            .places(entry)
                            .iter()
                            .any(|place| place.start < range.end && range.start < place.end)
                    {
                        edits.push(entry, range, escaped.as_bytes());
                    }
                }
            }
        }
    }
    Ok(())
}

/// Takes care that no glyph is drawn by its number for a character that is no longer there.
fn redraw(package: &mut Archive<'_>, entry: EntryId, edits: &mut Edits) -> Result<(), Error> {
    let bytes = package.read(entry)?;
    let Ok(xml) = std::str::from_utf8(&bytes) else { return Ok(()) };
    let places = edits.places(entry);
    let files = HashSet::new();
    let part =
        Part { entry, xml, place: Place::Named(String::new()), surface: Surface::Visible, files: &files };
    for TextObject { characters, transforms } in part.objects()? {
        let is_edited = |nth: usize| {
            characters.get(nth).is_some_and(|character| {
                let after = places.partition_point(|place| place.start < character.end);
                places[..after].iter().rev().take(8).any(|place| place.end > character.start)
            })
        };
        for transform in transforms {
            let codes =
                transform.first..transform.first.saturating_add(transform.count).min(characters.len());
            if !codes.clone().any(is_edited) {
                continue;
            }
            let glyphs = transform.glyphs.unwrap_or_default();
            let numbers: Vec<&str> = xml[glyphs.clone()].split_ascii_whitespace().collect();
            if numbers.len() != codes.len() {
                edits.push(entry, transform.whole, b"");
                continue;
            }
            // Glyph 0 is what fonts draw for a character that they do not have.
            let kept = codes.zip(numbers).map(|(nth, number)| if is_edited(nth) { "0" } else { number });
            edits.push(entry, glyphs, kept.collect::<Vec<_>>().join(" ").as_bytes());
        }
    }
    Ok(())
}
