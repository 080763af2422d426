//! A file in XML as lines of text.

use std::ops::Range;
use std::sync::Arc;

use yinmo_core::text::Surface;

use crate::mapped::Escape;
use crate::package::charset::Named;
use crate::package::coded::Coded;
use crate::package::embedded::DataAddress;
use crate::package::glyphs::Glyphs;
use crate::package::lines::{Flow, Ink, Lines};
use crate::package::xml::{Attribute, Node, Piece, Progress, Tag, Xml, pieces};
use crate::package::{Findings, Held, Wrap, base64, fields, fonts};
use crate::sniff::{Sniffed, sniff};
use crate::{Charset, Error};

/// A file that is being read.
pub(super) struct Reader {
    text: Arc<str>,
    lines: Arc<Lines>,
    /// How far it is read.
    progress: Progress,
    stack: Vec<Element>,
    body: Flow,
    markup: Flow,
    /// Documents that were met and not handed on yet.
    held: Vec<Held>,
    /// Text up to here was taken for a document.
    taken: usize,
    is_done: bool,
}

/// An element that is open.
struct Element {
    name: Range<usize>,
    /// Its text and its elements' text are one.
    is_mixed: bool,
    /// Something of it was written.
    has_text: bool,
}

/// Elements that stand in the text of others.
const INLINE: [&str; 16] = [
    "b", "i", "u", "em", "strong", "span", "tspan", "textPath", "font", "sub", "sup", "ruby", "rb", "mark",
    "emph", "hi",
];

impl Reader {
    pub(super) fn new(text: Arc<str>) -> Self {
        let lines = Arc::new(Lines::of(&text));
        let (body, markup) = Default::default();
        Self {
            text,
            lines,
            progress: Progress::default(),
            stack: Vec::new(),
            body,
            markup,
            held: Vec::new(),
            taken: 0,
            is_done: false,
        }
    }

    /// Reads on. `false` when everything was read.
    pub(super) fn read(&mut self, found: &mut Findings) -> Result<bool, Error> {
        if self.is_done {
            return Ok(false);
        }
        let text = self.text.clone();
        let mut xml = Xml::resume(&text, std::mem::take(&mut self.progress));
        while found.has_room() {
            let Some(node) = xml.next()? else {
                self.body.flush(&mut found.reading, true);
                self.markup.flush(&mut found.reading, true);
                self.is_done = true;
                return Ok(false);
            };
            self.node(node)?;
            for held in self.held.drain(..) {
                found.hold(held)?;
            }
            self.body.flush(&mut found.reading, false);
            self.markup.flush(&mut found.reading, false);
        }
        self.progress = xml.pause();
        Ok(true)
    }

    fn node(&mut self, node: Node<'_>) -> Result<(), Error> {
        match node {
            Node::Open(tag) => self.open(&tag)?,
            Node::Close(_, range) => {
                let name = range.start + 2..range.end - 1;
                let name = name.start..name.start + self.text[name].trim_end().len();
                self.stack.pop();
                self.name(name);
                if !self.is_mixed() {
                    self.body.end_line();
                }
            }
            Node::Text(range) => self.text(range, true),
            Node::Cdata(range) => self.text(range, false),
            Node::Comment(range) => self.aside(range, "注释"),
            Node::Instruction(range) => self.aside(range, "处理指令"),
        }
        Ok(())
    }

    fn is_mixed(&self) -> bool {
        self.stack.last().is_some_and(|element| element.is_mixed)
    }

    fn open(&mut self, tag: &Tag<'_>) -> Result<(), Error> {
        let start = tag.range.start + 1;
        let rest = &self.text[start..tag.range.end];
        let len = rest.find(|c: char| c.is_whitespace() || matches!(c, '/' | '>')).unwrap_or(rest.len());
        let name = start..start + len;
        let is_inline = self.is_mixed() || INLINE.contains(&tag.name);
        if let Some(parent) = self.stack.last_mut().filter(|_| INLINE.contains(&tag.name)) {
            parent.is_mixed = true;
        }
        if !is_inline {
            self.body.end_line();
        }
        self.name(name.clone());
        for attribute in tag.attributes() {
            self.attribute(tag, &attribute?);
        }
        if !tag.is_empty {
            self.stack.push(Element { name, is_mixed: is_inline, has_text: false });
        }
        Ok(())
    }

    /// A name with a number in it, which is no name that a program gives.
    fn name(&mut self, name: Range<usize>) {
        let (text, lines) = (self.text.clone(), self.lines.clone());
        if text[name.clone()].bytes().filter(u8::is_ascii_digit).count() < 7 {
            return;
        }
        let ink = Ink {
            lines: &lines,
            text: &text,
            surface: Surface::Markup,
            what: "元素名",
            escape: Escape::Name,
        };
        self.markup.end_line();
        self.markup.plain(name, ink);
        self.markup.end_line();
    }

    fn text(&mut self, range: Range<usize>, with_references: bool) {
        let (text, lines) = (self.text.clone(), self.lines.clone());
        let raw = &text[range.clone()];
        let is_blank = raw.trim().is_empty();
        if range.start < self.taken {
            return;
        }
        if is_blank && !self.is_mixed() && !self.body.has_text() {
            return;
        }
        if !is_blank && (self.holds_page(range.clone(), with_references) || self.holds(range.clone())) {
            return;
        }
        let name = self.stack.last().map_or("", |element| &text[element.name.clone()]);
        let place = if name.is_empty() { String::new() } else { format!("<{name}>") };
        let escape = if with_references { Escape::Markup } else { Escape::Cdata };
        let ink = Ink { lines: &lines, text: &text, surface: Surface::Visible, what: &place, escape };
        if let Some(element) = self.stack.last_mut().filter(|_| !is_blank) {
            let is_first = !std::mem::replace(&mut element.has_text, true);
            let label = fields::label_of(name, raw).filter(|_| is_first && !element.is_mixed);
            if let Some(label) = label {
                let blank = raw.len() - raw.trim_start().len();
                self.body.label(&label, range.start + blank, ink);
            }
            // What stands beside it is one with it.
            element.is_mixed = true;
        }
        if let Some(coded) = Coded::of(raw) {
            self.body.coded(&coded, range, ink);
        } else if is_percent_coded(raw) {
            let glyphs = Glyphs::plain(&text, range, escape).percent();
            self.body.glyphs(&glyphs, 0..glyphs.len(), ink);
        } else {
            write(&mut self.body, range, ink, with_references);
        }
    }

    /// Something that nobody sees.
    fn aside(&mut self, range: Range<usize>, what: &str) {
        let (text, lines) = (self.text.clone(), self.lines.clone());
        let ink = Ink { lines: &lines, text: &text, surface: Surface::Markup, what, escape: Escape::Comment };
        self.markup.end_line();
        write(&mut self.markup, range, ink, true);
        self.markup.end_line();
    }

    fn attribute(&mut self, tag: &Tag<'_>, attribute: &Attribute<'_>) {
        let value = attribute.value();
        let label = fields::label_of(attribute.name, &value);
        let (text, lines) = (self.text.clone(), self.lines.clone());
        if let Some(coded) = Coded::of(&text[attribute.raw.clone()]) {
            let what = format!("{}@{}", tag.name, attribute.name);
            let (surface, escape) = (Surface::Markup, Escape::Markup);
            let ink = Ink { lines: &lines, text: &text, surface, what: &what, escape };
            return self.markup.coded(&coded, attribute.raw.clone(), ink);
        }
        if !(label.is_some() || speaks(attribute.name, &value)) {
            return;
        }
        let what = format!("{}@{}", tag.name, attribute.name);
        let mut glyphs = Glyphs::default();
        for piece in pieces(&text, attribute.raw.clone()) {
            match piece {
                Piece::Plain(range) | Piece::Unknown(range) => {
                    glyphs.push_plain(&text, range, Escape::Markup);
                }
                Piece::Reference(range, c) => glyphs.push_unit(c, range, Escape::Markup),
            }
        }
        if let Some(address) = DataAddress::of(&value) {
            let name = lines.place(attribute.raw.start, &what).to_string();
            if let Some(held) = address.held(&glyphs, name) {
                self.held.push(held);
                return;
            }
        }
        let is_metadata = self.stack.is_empty();
        let surface = if is_metadata { Surface::Metadata } else { Surface::Markup };
        let ink = Ink { lines: &lines, text: &text, surface, what: &what, escape: Escape::Markup };
        let glyphs = glyphs.percent();
        self.markup.end_line();
        if let Some(label) = label {
            self.markup.label(&label, attribute.raw.start, ink);
        }
        self.markup.glyphs(&glyphs, 0..glyphs.len(), ink);
        self.markup.end_line();
    }

    /// Takes a page whose tags are written as text, if that is what the element holds.
    fn holds_page(&mut self, range: Range<usize>, with_references: bool) -> bool {
        let text = self.text.clone();
        let (whole, wrap): (_, Wrap) = if with_references {
            let len = text[range.start..].find('<').unwrap_or(text.len() - range.start);
            (range.start..range.start + len, wrap_text)
        } else {
            (range.clone(), wrap_cdata)
        };
        let tags: [&str; 2] = if with_references { ["&lt;/", "&lt;br"] } else { ["</", "<br"] };
        if !tags.iter().any(|tag| text[whole.clone()].contains(tag)) {
            return false;
        }
        let mut page = String::new();
        for piece in pieces(&text, whole.clone()) {
            match piece {
                Piece::Reference(_, c) if with_references => page.push(c),
                Piece::Plain(range) | Piece::Unknown(range) | Piece::Reference(range, _) => {
                    page.push_str(&text[range]);
                }
            }
        }
        let name = self.stack.last().map_or("", |element| &text[element.name.clone()]);
        let name = self.lines.place(whole.start, &format!("<{name}>")).to_string();
        let (bytes, raw) = (page.into_bytes(), whole.clone());
        let named = Some(Named::Known(Charset::Utf8));
        self.held.push(Held { name, file: "data.html".to_owned(), bytes, named, raw, wrap, entry: 0 });
        self.taken = whole.end;
        true
    }

    /// Takes a document in Base64, if that is what the element holds.
    fn holds(&mut self, range: Range<usize>) -> bool {
        const SHORTEST: usize = 16;
        let raw = &self.text[range.clone()];
        let coded = raw.trim();
        if coded.len() < SHORTEST
            || !coded.bytes().all(|b| b.is_ascii_alphanumeric() || b"+/=-_ \r\n\t".contains(&b))
        {
            return false;
        }
        let is_whole = coded.bytes().filter(|byte| !byte.is_ascii_whitespace()).count() % 4 == 0;
        let Some(bytes) = base64::decode(coded.as_bytes()).filter(|bytes| is_whole && is_document(bytes))
        else {
            return false;
        };
        let name = self.stack.last().map_or("", |element| &self.text[element.name.clone()]);
        let start = range.start + raw.len() - raw.trim_start().len();
        let name = self.lines.place(start, &format!("<{name}>")).to_string();
        let raw = start..start + coded.len();
        self.held.push(Held {
            name,
            file: "data".to_owned(),
            bytes,
            named: None,
            raw,
            wrap: base64::encode_like,
            entry: 0,
        });
        true
    }
}

fn wrap_text(_old: &[u8], new: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(new);
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").into_bytes()
}

fn wrap_cdata(_old: &[u8], new: &[u8]) -> Vec<u8> {
    Escape::Cdata.apply(&String::from_utf8_lossy(new)).into_owned().into_bytes()
}

/// Whether bytes that were written in letters are meant: text that has more than letters, or a file that says what it is.
fn is_document(bytes: &[u8]) -> bool {
    match std::str::from_utf8(bytes) {
        Ok(text) => {
            let speaks = text.chars().any(|c| c >= '\u{2E80}')
                || text.bytes().any(|byte| byte.is_ascii_whitespace() || byte.is_ascii_digit());
            speaks && !text.chars().any(|c| c.is_control() && !c.is_whitespace())
        }
        Err(_) => {
            // Text without a name is read as such even if it is none.
            let is_file = matches!(
                sniff(bytes, "data.bin"),
                Sniffed::NotInspected(crate::Reason::UnsupportedType(_))
            ) || matches!(sniff(bytes, "data.bin"), Sniffed::Format(format) if !format.file_types().is_empty());
            is_file || is_chinese(bytes)
        }
    }
}

fn is_chinese(bytes: &[u8]) -> bool {
    let decoded = encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes);
    let frequent = |c: char| {
        c.is_ascii_graphic()
            || c.is_whitespace()
            || matches!(c, '\u{3000}'..='\u{303F}' | '\u{FF00}'..='\u{FF5E}' | '\u{4E00}'..='\u{9FFF}')
    };
    // By chance most characters would be rare ones, whose first byte is below those of GB 2312.
    let common = bytes.iter().filter(|&&byte| matches!(byte, 0xA1..=0xF7)).count() * 10
        >= bytes.iter().filter(|byte| !byte.is_ascii()).count() * 9;
    common && decoded.is_some_and(|text| text.chars().all(frequent))
}

/// Whether a text without blanks and references is written by percent signs, as addresses are.
fn is_percent_coded(raw: &str) -> bool {
    let has_code = memchr::memchr_iter(b'%', raw.as_bytes()).any(|at| {
        let code = raw.as_bytes().get(at + 1..at + 3);
        code.is_some_and(|code| code.iter().all(u8::is_ascii_hexdigit))
    });
    has_code && !raw.contains(|c: char| c.is_whitespace() || c == '&')
}

/// Whether an attribute may say something of somebody.
fn speaks(name: &str, value: &str) -> bool {
    let value = &*if name == "style" { fonts::without_fonts(value) } else { value.into() };
    let local = name.rsplit(':').next().unwrap_or(name);
    if fonts::names_font("", local) && value.split(',').all(|name| name.is_ascii() || fonts::is_font(name)) {
        return fields::longest_number(value) >= 7;
    }
    if value.bytes().any(|byte| byte >= 0x80 || byte == b'@') {
        return true;
    }
    let longest = fields::longest_number(value);
    match name {
        // What draws shapes is made of numbers.
        "d" | "points" | "transform" | "viewBox" | "style" | "values" => longest >= 11,
        _ => longest >= 7 || value.contains('%') || value.starts_with("data:"),
    }
}

fn write(flow: &mut Flow, range: Range<usize>, ink: Ink<'_>, with_references: bool) {
    if !with_references {
        return spaced(flow, range, ink);
    }
    for piece in pieces(ink.text, range) {
        match piece {
            Piece::Plain(range) | Piece::Unknown(range) => spaced(flow, range, ink),
            Piece::Reference(range, '\n' | '\r') => flow.space(range, ink.escape),
            Piece::Reference(range, c) => flow.unit(c, range, ink),
        }
    }
}

/// Adds text line by line, blanks around lines left out.
fn spaced(flow: &mut Flow, range: Range<usize>, ink: Ink<'_>) {
    let bytes = ink.text.as_bytes();
    let mut at = range.start;
    while at < range.end {
        let blank = bytes[at..range.end].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        if blank > 0 {
            if bytes[at..at + blank].iter().filter(|&&byte| byte == b'\n').count() > 0 {
                flow.end_line();
            } else {
                flow.space(at..at + blank, ink.escape);
            }
            at += blank;
            continue;
        }
        let len = bytes[at..range.end].iter().position(u8::is_ascii_whitespace).unwrap_or(range.end - at);
        flow.plain(at..at + len, ink);
        at += len;
    }
}
