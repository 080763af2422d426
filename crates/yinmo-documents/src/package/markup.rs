//! Text in XML: characters, references and attribute values, and any part of a package in XML that has no reader of its
//! own.

use std::collections::HashSet;
use std::ops::Range;

use yinmo_core::text::{Place, Surface};

use super::coded::Coded;
use super::fields::read_as;
use super::flavor::Reading;
use super::fonts;
use super::glued;
use super::glyphs::Glyphs;
use super::header::Header;
use super::homes::user_of;
use super::xml::{Attribute, Node, Tag, Xml, pieces, spelled};
use crate::Error;
use crate::mapped::{Draft, EntryId, Escape, Pen};

/// Adds what stands in `range` of an entry in XML, references resolved. A reference that means nothing stays as it is
/// written.
pub(crate) fn write_text(draft: &mut Draft, entry: EntryId, xml: &str, range: Range<usize>) {
    write_text_as(draft, entry, xml, range, Escape::Markup);
}

/// The same where markup is not all that has to be minded.
pub(crate) fn write_text_as(
    draft: &mut Draft,
    entry: EntryId,
    xml: &str,
    range: Range<usize>,
    escape: Escape,
) {
    for piece in spelled(xml, range) {
        let (raw, reference) = piece.parts();
        match reference {
            None => draft.write(&xml[raw.clone()], entry, raw, Pen::Plain(escape)),
            Some(c) => draft.write(c.encode_utf8(&mut [0; 4]), entry, raw, Pen::Unit(escape)),
        }
    }
}

/// Adds an address, what is written by bytes in it resolved.
pub(crate) fn write_address(draft: &mut Draft, entry: EntryId, xml: &str, range: Range<usize>) {
    let mut at = range.start;
    while at < range.end {
        let rest = &xml[at..range.end];
        let coded = rest.bytes().enumerate().take_while(|&(nth, byte)| match nth % 3 {
            0 => byte == b'%',
            _ => byte.is_ascii_hexdigit(),
        });
        let coded = coded.count() / 3 * 3;
        if coded == 0 {
            let plain =
                rest.bytes().skip(1).position(|byte| byte == b'%').map_or(rest.len(), |next| next + 1);
            write_text(draft, entry, xml, at..at + plain);
            at += plain;
            continue;
        }
        write_coded(draft, entry, &xml[at..at + coded], at);
        at += coded;
    }
}

/// Adds bytes that are written as `%E5%BC%A0`, character by character; those that are no UTF-8 stay as they are written.
fn write_coded(draft: &mut Draft, entry: EntryId, coded: &str, start: usize) {
    let digit = |byte: u8| char::from(byte).to_digit(16).unwrap_or(0) as u8;
    let bytes: Vec<u8> =
        coded.as_bytes().chunks_exact(3).map(|triple| digit(triple[1]) << 4 | digit(triple[2])).collect();
    let mut at = 0;
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            let raw = start + at * 3..start + (at + c.len_utf8()) * 3;
            draft.write(c.encode_utf8(&mut [0; 4]), entry, raw, Pen::Unit(Escape::Percent));
            at += c.len_utf8();
        }
        let invalid = chunk.invalid().len();
        draft.write(
            &coded[at * 3..(at + invalid) * 3],
            entry,
            start + at * 3..start + (at + invalid) * 3,
            Pen::Plain(Escape::None),
        );
        at += invalid;
    }
}

/// Adds an attribute's value, which may be an address or a path.
pub(crate) fn write_value(draft: &mut Draft, entry: EntryId, xml: &str, range: Range<usize>) {
    let value = &xml[range.clone()];
    if let Some(user) = user_of(value) {
        // Who has a folder of their own on a machine is mostly called like that.
        let user = range.start + user.start..range.start + user.end;
        write_value(draft, entry, xml, range.start..user.start);
        draft.say("\n姓名：");
        write_address(draft, entry, xml, user.clone());
        draft.say("\n");
        write_value(draft, entry, xml, user.end..range.end);
    } else if value.contains('%') {
        write_address(draft, entry, xml, range);
    } else {
        write_name(draft, entry, xml, range, Escape::Markup);
    }
}

/// Adds what a program may have put together of words and numbers.
fn write_name(draft: &mut Draft, entry: EntryId, xml: &str, range: Range<usize>, escape: Escape) {
    let mut glyphs = Glyphs::default();
    for piece in spelled(xml, range) {
        match piece.parts() {
            (raw, None) => glyphs.push_plain(xml, raw, escape),
            (raw, Some(c)) => glyphs.push_unit(c, raw, escape),
        }
    }
    for (says, piece) in glued::pieces(&glyphs.bytes(0..glyphs.len()), 0) {
        draft.say(&says);
        glyphs.write(draft, entry, piece);
    }
}

/// Elements whose texts belong together, run by run.
const PARAGRAPHS: [&str; 6] = ["p", "si", "is", "comment", "text", "pPr"];

/// Elements that hold formulas.
const FORMULAS: [&str; 6] =
    ["definedName", "f", "formula1", "formula2", "formula", "calculatedColumnFormula"];

/// Elements that hold numbers for charts.
const NUMBERS: [&str; 2] = ["numCache", "numLit"];

/// Attributes that are numbers: what a pivot table keeps of cells.
fn is_number(element: &str, attribute: &str) -> bool {
    matches!(
        (element, attribute),
        ("n", "v") | ("sharedItems", "minValue" | "maxValue") | ("rangePr", "startNum" | "endNum")
    )
}

/// Whether an attribute is where a program writes who did something.
fn names_somebody(element: &str, attribute: &str) -> bool {
    matches!(
        (element, attribute),
        ("cmAuthor" | "author", "name")
            | ("person", "displayName")
            | (_, "author" | "userName" | "refreshedBy")
    )
}

/// What takes the place of a number that has to stay one.
fn zero(_old: &[u8], _text: &str) -> Vec<u8> {
    b"0".to_vec()
}

/// What was read of a part that has no reader of its own.
pub(crate) struct Generic<'a> {
    entry: EntryId,
    xml: &'a str,
    /// The texts of elements.
    pub(crate) texts: Draft,
    /// Attribute values, comments and instructions.
    pub(crate) markup: Draft,
    /// Where texts stand that somebody else reads.
    left_out: HashSet<usize>,
    /// Whether what stands in Base64 is read too.
    decodes: bool,
}

impl<'a> Generic<'a> {
    pub(crate) fn new(entry: EntryId, xml: &'a str, place: &Place, surface: Surface) -> Self {
        let (mut texts, mut markup) = (Draft::default(), Draft::default());
        texts.stand(place.clone(), surface);
        markup.stand(place.clone(), Surface::Markup);
        Self { entry, xml, texts, markup, left_out: HashSet::new(), decodes: true }
    }

    /// The same for what stood in Base64 itself.
    pub(crate) fn innermost(xml: &'a str, place: &Place, surface: Surface) -> Self {
        Self { decodes: false, ..Self::new(0, xml, place, surface) }
    }

    /// Somebody else reads these texts.
    pub(crate) fn leave_out(&mut self, texts: impl Iterator<Item = Range<usize>>) {
        self.left_out.extend(texts.map(|text| text.start));
    }

    /// Reads all of the part.
    ///
    /// # Errors
    /// If it is not well-formed.
    pub(crate) fn read(&mut self) -> Result<(), Error> {
        let mut xml = Xml::new(self.xml.as_bytes())?;
        let mut paragraphs = 0;
        // Elements around that hold numbers alone, and whether the cell of another workbook does.
        let (mut numbers, mut cell_of_number) = (0, false);
        let (mut formula, mut format, mut header) = (false, false, Header::default());
        // The elements that are open, and those around the one in which the last text stood.
        let (mut open, mut home): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
        while let Some(node) = xml.next()? {
            if let Node::Text(range) | Node::Cdata(range) = &node
                && self.left_out.contains(&range.start)
            {
                continue;
            }
            if let Node::Text(range) | Node::Cdata(range) = &node
                && !self.xml[range.clone()].trim().is_empty()
            {
                let around = &open[..open.len().saturating_sub(1)];
                if home != around {
                    self.close_number(&self.xml[range.clone()]);
                    home = around.to_vec();
                }
            }
            match node {
                Node::Open(tag) => {
                    self.attributes(&tag)?;
                    if !tag.is_empty {
                        open.push(tag.name);
                    }
                    numbers += usize::from(NUMBERS.contains(&tag.name) && !tag.is_empty);
                    formula = FORMULAS.contains(&tag.name);
                    format = tag.name == "formatCode";
                    header.open(tag.name);
                    if tag.name == "cell" {
                        cell_of_number = tag.value("t").is_none_or(|kind| kind == "n");
                    }
                    if tag.name == "author" && !tag.is_empty && paragraphs == 0 {
                        let author = self.xml[tag.range.end..].split('<').next().unwrap_or_default();
                        self.texts.end_line();
                        self.texts.say(read_as("作者", author));
                        self.texts.say("：");
                    }
                    let begins = PARAGRAPHS.contains(&tag.name);
                    if begins || paragraphs == 0 {
                        self.texts.end_line();
                    }
                    paragraphs += usize::from(begins && !tag.is_empty);
                }
                Node::Close(name, _) => {
                    open.pop();
                    numbers -= usize::from(NUMBERS.contains(&name) && numbers > 0);
                    cell_of_number &= name != "cell";
                    (formula, format) = (false, false);
                    header.close(&mut self.texts, self.entry, self.xml);
                    let ends = PARAGRAPHS.contains(&name);
                    paragraphs -= usize::from(ends && paragraphs > 0);
                    if ends || paragraphs == 0 {
                        self.texts.end_line();
                    }
                }
                Node::Text(range) if numbers > 0 || cell_of_number => {
                    for piece in pieces(self.xml, range) {
                        let (raw, reference) = piece.parts();
                        let mut buffer = [0; 4];
                        let text = reference.map_or(&self.xml[raw.clone()], |c| c.encode_utf8(&mut buffer));
                        self.texts.write(text, self.entry, raw, Pen::Remade(zero));
                    }
                }
                // How numbers are shown: `General`.
                Node::Text(range) if format && is_plain_format(&self.xml[range.clone()]) => {}
                Node::Text(range) if header.takes(&range) => {}
                Node::Text(range) if formula => {
                    write_text_as(&mut self.texts, self.entry, self.xml, range, Escape::Formula);
                }
                Node::Text(range) => {
                    if let Some(coded) = self.coded(&range) {
                        coded.write(&mut self.texts, self.entry, range);
                    } else if !self.xml[range.clone()].trim().is_empty() || paragraphs > 0 {
                        write_text(&mut self.texts, self.entry, self.xml, range);
                    }
                }
                Node::Cdata(range) => {
                    let text = &self.xml[range.clone()];
                    self.texts.write(text, self.entry, range, Pen::Plain(Escape::Cdata));
                }
                Node::Comment(range) | Node::Instruction(range) => self.comment(range),
            }
        }
        Ok(())
    }

    /// A long number does not go on in another place, as one may that is divided between elements side by side.
    fn close_number(&mut self, next: &str) {
        let before = self.texts.text().trim_end();
        let digits = before.bytes().rev().take_while(u8::is_ascii_digit).count();
        if digits >= 15 && next.trim_start().starts_with(|c: char| c.is_ascii_digit()) {
            self.texts.end_line();
            self.texts.say("；\n");
        }
    }

    /// What stands in a comment.
    pub(crate) fn comment(&mut self, range: Range<usize>) {
        let text = &self.xml[range.clone()];
        self.markup.end_line();
        self.markup.write(text, self.entry, range, Pen::Plain(Escape::Comment));
        self.markup.end_line();
    }

    /// The attributes of a tag that may say something.
    ///
    /// # Errors
    /// If they are not well-formed.
    pub(crate) fn attributes(&mut self, tag: &Tag<'_>) -> Result<(), Error> {
        for attribute in tag.attributes() {
            let attribute = attribute?;
            if is_number(tag.name, attribute.name) {
                self.number(&attribute);
            } else if let Some(coded) = self.coded(&attribute.raw) {
                coded.write(&mut self.markup, self.entry, attribute.raw.clone());
                self.markup.say("；\n");
            } else if speaks(tag.name, &attribute) {
                if names_somebody(tag.name, attribute.name) {
                    self.markup.end_line();
                    self.markup.say(read_as("作者", &attribute.value()));
                    self.markup.say("：");
                }
                self.attribute(&attribute);
            }
        }
        Ok(())
    }

    /// What stands in Base64 at `range`.
    fn coded(&self, range: &Range<usize>) -> Option<Coded> {
        Coded::of(&self.xml[range.clone()]).filter(|_| self.decodes)
    }

    /// A number that has to stay one. It is whole: no other goes on in it, nor it in another.
    fn number(&mut self, attribute: &Attribute<'_>) {
        self.markup.end_line();
        if self.markup.text().trim_end().ends_with(|c: char| c.is_ascii_digit()) {
            self.markup.say("；\n");
        }
        self.markup.write(&attribute.value(), self.entry, attribute.raw.clone(), Pen::Remade(zero));
        self.markup.say("；");
        self.markup.end_line();
    }

    /// One attribute, whose text may be an address.
    pub(crate) fn attribute(&mut self, attribute: &Attribute<'_>) {
        if !self.markup.text().ends_with('：') {
            self.markup.end_line();
        }
        let raw = attribute.raw.clone();
        if NAMES.contains(&attribute.name) {
            write_name(&mut self.markup, self.entry, self.xml, raw, Escape::SheetName);
        } else {
            write_value(&mut self.markup, self.entry, self.xml, raw);
        }
        self.markup.end_line();
        // Numbers of two attributes are not one.
        self.markup.say("；\n");
    }

    /// Hands on what was read.
    pub(crate) fn finish(self, reading: &mut Reading) {
        reading.prose(self.texts);
        reading.prose(self.markup);
    }
}

/// Attributes by which formulas and programs call something.
const NAMES: [&str; 4] = ["name", "displayName", "codeName", "sheet"];

/// Attributes that hold names of fonts and languages.
const SILENT: [&str; 5] = ["typeface", "panose", "charset", "lang", "script"];

/// Elements and attributes that hold numbers and names which programs give themselves.
const MECHANICAL_ELEMENTS: [&str; 12] = [
    "creationId",
    "modId",
    "ext",
    "off",
    "chOff",
    "chExt",
    "xfrm",
    "rsid",
    "rsidRoot",
    "Override",
    "Default",
    "docId",
];
const MECHANICAL_ATTRIBUTES: [&str; 26] = [
    "id",
    "Id",
    "uid",
    "guid",
    "idx",
    "x",
    "y",
    "cx",
    "cy",
    "w",
    "h",
    "l",
    "t",
    "r",
    "b",
    "spid",
    "paraId",
    "textId",
    "rsidR",
    "rsidRPr",
    "rsidRDefault",
    "rsidP",
    "rsidTr",
    "rsidSect",
    "durableId",
    "anchorId",
];

/// Digits of a number that is longer than programs count: they do in 32 bits.
const LONG: usize = 11;

/// Whether an attribute may say something of somebody: it has a letter beyond ASCII, a percent sign, an address or five
/// digits, and is not one that programs count with.
pub(crate) fn speaks(element: &str, attribute: &Attribute<'_>) -> bool {
    let value = attribute.value();
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    // A font is called by a word, whatever that sounds like.
    let says_more = value.contains(['：', ':', '，', '@']) && !value.is_ascii();
    if SILENT.contains(&attribute.name) && digits < LONG && !says_more || fonts::is_style(&value) {
        return false;
    }
    if fonts::names_font(element, attribute.name) && fonts::is_font(&value) {
        return false;
    }
    let value = if attribute.name == "style" { fonts::without_fonts(&value) } else { value };
    if value.bytes().any(|byte| byte >= 0x80 || byte == b'@' || byte == b'%') {
        return true;
    }
    let counts = value.bytes().all(|byte| byte.is_ascii_hexdigit() || b"{}-.# ".contains(&byte));
    // No program counts so far.
    let counts = counts && digits < LONG;
    let mechanical =
        MECHANICAL_ELEMENTS.contains(&element) || MECHANICAL_ATTRIBUTES.contains(&attribute.name);
    let says_nothing = value.starts_with("http://schemas.") || is_uuid(&value) || mechanical && counts;
    digits >= 5 && !says_nothing
}

/// Whether a format of numbers says nothing: `General`, `0.00`.
pub(crate) fn is_plain_format(format: &str) -> bool {
    format.is_ascii() && format.bytes().filter(u8::is_ascii_digit).count() < 7
}

/// `{8A2B…-…}`: numbers that programs draw by lot.
fn is_uuid(value: &str) -> bool {
    let inner = value.trim_start_matches('{').trim_end_matches('}');
    inner.len() == 36
        && inner.bytes().enumerate().all(|(nth, byte)| match nth {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

/// Reads a part in XML that has no reader of its own.
///
/// # Errors
/// If it is not well-formed.
pub(crate) fn read_generic(
    (entry, bytes): (EntryId, &[u8]),
    place: &Place,
    surface: Surface,
    reading: &mut Reading,
) -> Result<(), Error> {
    let xml = std::str::from_utf8(bytes).map_err(|error| Error::undecodable(error.valid_up_to() as u64))?;
    let mut generic = Generic::new(entry, xml, place, surface);
    generic.read()?;
    generic.finish(reading);
    Ok(())
}
