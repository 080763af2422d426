//! What attributes and comments say.

use std::ops::Range;

use yinmo_core::text::Surface;

use super::elements::breaks_lines;
use super::page::{Page, write};
use super::references::reference;
use super::script::speaks as script_speaks;
use super::token::{Attribute, Tag, Token, Tokens};
use crate::mapped::Escape;
use crate::package::charset::Named;
use crate::package::embedded::DataAddress;
use crate::package::fields;
use crate::package::fonts;
use crate::package::glyphs::Glyphs;
use crate::package::lines::{Flow, Ink};
use crate::package::{Findings, Held};
use crate::{Charset, Error};

/// What is decoded already, whatever a page says of itself.
const UTF_8: Named = Named::Known(Charset::Utf8);

/// Attributes of which more is not read than what is no word of the language of pages.
const MECHANICAL: [&str; 20] = [
    "class",
    "id",
    "style",
    "width",
    "height",
    "d",
    "points",
    "viewbox",
    "transform",
    "integrity",
    "nonce",
    "xmlns",
    "for",
    "colspan",
    "rowspan",
    "type",
    "rel",
    "media",
    "charset",
    "coords",
];

/// An attribute that is longer is read as it is written.
const LONGEST: usize = 4 << 20;

impl Page {
    /// What people see in a field.
    pub(super) fn value(&mut self, tag: &Tag, surface: Surface) {
        if surface == Surface::Hidden || !shows_value(tag, &self.text) {
            return;
        }
        let Some(value) = attribute(tag, "value").filter(|value| !value.raw.is_empty()) else { return };
        let (text, lines) = (self.text.clone(), self.lines.clone());
        let glyphs = glyphs(&text, value, escape_of(value, Escape::Markup));
        let label = attribute(tag, "name").and_then(|name| fields::label(&text[name.raw.clone()]));
        let ink = Ink { lines: &lines, text: &text, surface, what: "", escape: Escape::Markup };
        let is_typed = tag.name == "input";
        self.visible(|flow: &mut Flow| {
            if flow.has_text() {
                // What stands before a field is what it is called.
                flow.say(" ");
            } else if let Some(label) = label.filter(|_| is_typed) {
                flow.label(&label, value.raw.start, ink);
            }
            flow.glyphs(&glyphs, 0..glyphs.len(), ink);
            flow.say(" ");
        });
    }

    /// The attributes of a tag that may say something.
    pub(super) fn attributes(
        &mut self,
        tag: &Tag,
        surface: Surface,
        escape: Escape,
        found: &mut Findings,
    ) -> Result<(), Error> {
        let is_seen = surface != Surface::Hidden
            && !tag.closes
            && shows_value(tag, &self.text)
            && escape == Escape::Markup;
        for attribute in &tag.attributes {
            if !(is_seen && attribute.name == "value") {
                self.attribute(tag, attribute, (surface, escape), found)?;
            }
            self.name(tag, attribute, escape);
        }
        Ok(())
    }

    /// A name that nobody would give to an attribute.
    fn name(&mut self, tag: &Tag, attribute: &Attribute, escape: Escape) {
        let text = self.text.clone();
        if text[attribute.name_range.clone()].bytes().filter(u8::is_ascii_digit).count() < 7 {
            return;
        }
        let what = format!("<{}>", tag.name);
        let lines = self.lines.clone();
        let escape = if escape == Escape::Markup { Escape::Name } else { escape };
        let ink = Ink { lines: &lines, text: &text, surface: Surface::Markup, what: &what, escape };
        self.markup.end_line();
        self.markup.plain(attribute.name_range.clone(), ink);
        self.markup.end_line();
    }

    fn attribute(
        &mut self,
        tag: &Tag,
        attribute: &Attribute,
        (surface, escape): (Surface, Escape),
        found: &mut Findings,
    ) -> Result<(), Error> {
        let text = self.text.clone();
        let raw = &text[attribute.raw.clone()];
        if raw.is_empty() {
            return Ok(());
        }
        let escape = escape_of(attribute, escape);
        let what = format!("{}@{}", tag.name, attribute.name);
        if raw.len() > LONGEST && !raw.trim_start().to_ascii_lowercase().starts_with("data:") {
            self.say_plainly(attribute.raw.clone(), escape, &what);
            return Ok(());
        }
        let glyphs = glyphs(&text, attribute, escape);
        let value = glyphs.text();
        if let Some(address) = DataAddress::of(value.trim_start()).filter(|_| attribute.name != "srcset") {
            let blank = value.chars().take_while(|c| c.is_whitespace()).count();
            let name = self.lines.place(attribute.raw.start, &what).to_string();
            let whole = glyphs.from(blank);
            if address.hold(&whole, name, found)? {
                return Ok(());
            }
        }
        if attribute.name == "srcdoc" {
            let name = self.lines.place(attribute.raw.start, &what).to_string();
            let (bytes, raw) = (value.into_bytes(), attribute.raw.clone());
            let wrap = if attribute.is_quoted { wrap_quoted } else { wrap_bare };
            let held =
                Held { name, file: "srcdoc.html".to_owned(), bytes, named: Some(UTF_8), raw, wrap, entry: 0 };
            return found.hold(held);
        }
        let label = label(tag, attribute, &value, &text);
        if !speaks(&attribute.name, &value, label.is_some()) {
            return Ok(());
        }
        let surface = match (&*tag.name, surface) {
            (_, Surface::Hidden) => Surface::Hidden,
            ("meta" | "link" | "base", _) => Surface::Metadata,
            _ => Surface::Markup,
        };
        let is_script = attribute.name.starts_with("on")
            || value.trim_start().to_ascii_lowercase().starts_with("javascript:");
        let glyphs = glyphs.percent();
        let is_script = is_script || (script_speaks(&value) && value.contains(['{', '\\']));
        let lines = self.lines.clone();
        let ink = Ink { lines: &lines, text: &text, surface, what: &what, escape };
        if is_script {
            super::script::write(&mut self.markup, &glyphs.script(), ink, found)?;
        } else {
            write_address(&mut self.markup, &glyphs, label.as_deref(), ink);
        }
        self.markup.end_line();
        Ok(())
    }

    fn say_plainly(&mut self, raw: Range<usize>, escape: Escape, what: &str) {
        let (text, lines) = (self.text.clone(), self.lines.clone());
        self.markup.end_line();
        self.markup.plain(raw, Ink { lines: &lines, text: &text, surface: Surface::Markup, what, escape });
        self.markup.end_line();
    }

    /// What stands in a comment: text, or a part of a page that was taken out.
    pub(super) fn comment(&mut self, range: Range<usize>, found: &mut Findings) -> Result<(), Error> {
        self.fragment(range, ("注释", Escape::Comment), found)
    }

    /// A part of a page that is not shown as it stands.
    pub(super) fn fragment(
        &mut self,
        range: Range<usize>,
        (what, escape): (&str, Escape),
        found: &mut Findings,
    ) -> Result<(), Error> {
        let text = self.text.clone();
        if !speaks("", &text[range.clone()], false) {
            return Ok(());
        }
        let lines = self.lines.clone();
        let ink = Ink { lines: &lines, text: &text, surface: Surface::Markup, what, escape };
        self.markup.end_line();
        let mut tokens = Tokens::new(range, false);
        while let Some(token) = tokens.next(&text) {
            match token {
                Token::Text(range) => {
                    for line in lines_of(&text, range) {
                        write(&mut self.markup, line.clone(), ink, true, false);
                        if text[..line.end].ends_with('\n') {
                            self.markup.end_line();
                        }
                    }
                }
                Token::Raw("script" | "style", range) => self.script(range, what, found)?,
                Token::Raw(_, range) | Token::Comment(range) => {
                    self.markup.end_line();
                    let inner = Ink { escape: Escape::Comment, ..ink };
                    write(&mut self.markup, range, inner, false, true);
                    self.markup.end_line();
                }
                Token::Tag(tag) => {
                    if breaks_lines(&tag.name) {
                        self.markup.end_line();
                    }
                    if tag
                        .attributes
                        .iter()
                        .any(|attribute| speaks(&attribute.name, &text[attribute.raw.clone()], false))
                    {
                        self.attributes(&tag, Surface::Markup, escape, found)?;
                    }
                }
            }
        }
        self.markup.end_line();
        Ok(())
    }
}

/// The lines in `range`, each with its end.
pub(super) fn lines_of(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let start = range.start;
    text[range].split_inclusive('\n').scan(start, |at, line| {
        let begins = *at;
        *at += line.len();
        Some(begins..*at)
    })
}

pub(super) fn attribute<'t>(tag: &'t Tag, name: &str) -> Option<&'t Attribute> {
    tag.attributes.iter().find(|attribute| attribute.name == name)
}

pub(super) fn escape_of(attribute: &Attribute, escape: Escape) -> Escape {
    if escape == Escape::Markup && !attribute.is_quoted { Escape::Bare } else { escape }
}

/// What an attribute says, references resolved.
pub(super) fn glyphs(text: &str, attribute: &Attribute, escape: Escape) -> Glyphs {
    let mut glyphs = Glyphs::default();
    let (mut at, end) = (attribute.raw.start, attribute.raw.end);
    while at < end {
        let rest = &text[at..end];
        if let Some((c, len)) = reference(rest, true) {
            glyphs.push_unit(c, at..at + len, escape);
            at += len;
            continue;
        }
        let first = rest.chars().next().map_or(1, char::len_utf8);
        let len = rest[first..].find('&').map_or(rest.len(), |len| len + first);
        glyphs.push_plain(text, at..at + len, escape);
        at += len;
    }
    glyphs
}

/// Whether people see the value of the field.
fn shows_value(tag: &Tag, text: &str) -> bool {
    let kind = attribute(tag, "type").map(|kind| text[kind.raw.clone()].trim().to_ascii_lowercase());
    tag.name == "input"
        && !matches!(
            kind.as_deref(),
            Some("hidden" | "checkbox" | "radio" | "file" | "image" | "color" | "range")
        )
}

/// What people call what the attribute says.
fn label(tag: &Tag, attribute_: &Attribute, value: &str, text: &str) -> Option<String> {
    let said = |name: &str| attribute(tag, name).map(|attribute| &text[attribute.raw.clone()]);
    let called = match (&*tag.name, &*attribute_.name) {
        ("meta", "content") => said("name")
            .or_else(|| said("property"))
            .or_else(|| said("itemprop"))
            .or_else(|| said("http-equiv")),
        ("input" | "param" | "button" | "data", "value") => said("name").or_else(|| said("id")),
        (_, "content" | "datetime") => said("itemprop"),
        (
            _,
            "title" | "alt" | "name" | "value" | "label" | "placeholder" | "href" | "src" | "id" | "class",
        ) => None,
        (_, name) => Some(name),
    };
    fields::label_of(called?, value)
}

/// Whether what is said may concern somebody.
pub(super) fn speaks(name: &str, value: &str, is_labelled: bool) -> bool {
    let value = &*if name == "style" { fonts::without_fonts(value) } else { value.into() };
    if fonts::names_font("", name) && value.split(',').all(|name| name.is_ascii() || fonts::is_font(name)) {
        return fields::longest_number(value) >= 7;
    }
    if value.bytes().any(|byte| byte >= 0x80) {
        return true;
    }
    if MECHANICAL.contains(&name) {
        return fields::longest_number(value) >= 11;
    }
    let digits = fields::longest_number(value);
    is_labelled
        || digits >= 7
        || value.bytes().any(|byte| matches!(byte, b'@' | b'%'))
        || script_speaks(value)
        || value.contains("&#")
}

/// Adds what may be an address: its steps and the fields of its query stand in lines of their own.
fn write_address(flow: &mut Flow, glyphs: &Glyphs, label: Option<&str>, ink: Ink<'_>) {
    flow.end_line();
    if let (Some(label), Some(raw)) = (label, glyphs.raw(0..glyphs.len())) {
        flow.label(label, raw.start, ink);
    }
    let chars: Vec<char> = glyphs.chars().collect();
    let is_address = chars.first() == Some(&'/')
        || chars.windows(3).any(|three| three == [':', '/', '/'])
        || chars.contains(&'?');
    let (mut at, mut previous) = (0, String::new());
    while at < chars.len() {
        let stops = |c: &char| is_address && matches!(c, '/' | '\\' | '?' | '&');
        let len = chars[at..].iter().position(stops).map_or(chars.len() - at, |len| len + 1);
        let step: String = chars[at..at + len].iter().collect();
        let value_at =
            step.find('=').filter(|_| is_address).map_or(0, |equals| step[..=equals].chars().count());
        let (key, value) = step.split_at(step.char_indices().nth(value_at).map_or(step.len(), |(at, _)| at));
        let value = value.trim_end_matches(['/', '\\', '?', '&']);
        let known = match key.strip_suffix('=') {
            Some(key) => fields::label_of(key, value),
            // The folders of people bear their names.
            None if is_home(&previous) => Some("姓名".to_owned()),
            None => None,
        };
        let begins = match known {
            Some(known) => {
                flow.glyphs(glyphs, at..at + value_at, ink);
                let raw = glyphs.raw(at..at + len).unwrap_or_default();
                flow.label(&known, raw.start, ink);
                at + value_at
            }
            None => at,
        };
        flow.glyphs(glyphs, begins..at + len, ink);
        if len < chars.len() {
            flow.end_line();
        }
        previous = value.to_owned();
        at += len;
    }
}

fn is_home(folder: &str) -> bool {
    ["users", "home", "documents and settings", "用户"].contains(&folder.to_lowercase().as_str())
}

/// Writes the page of an attribute again.
fn wrap_quoted(_old: &[u8], new: &[u8]) -> Vec<u8> {
    Escape::Markup.apply(&String::from_utf8_lossy(new)).into_owned().into_bytes()
}

fn wrap_bare(_old: &[u8], new: &[u8]) -> Vec<u8> {
    Escape::Bare.apply(&String::from_utf8_lossy(new)).into_owned().into_bytes()
}
