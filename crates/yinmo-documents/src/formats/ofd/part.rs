//! Any part of the package in XML: its text objects by their places, and all else that is said in it.

use std::collections::HashSet;
use std::ops::Range;

use yinmo_core::text::{Place, Surface};

use super::lines::{self, Glyph};
use crate::Error;
use crate::mapped::{Draft, EntryId};
use crate::note::{Hiding, What};
use crate::package::Reading;
use crate::package::fields::read_as;
use crate::package::fonts;
use crate::package::markup::{Generic, write_text};
use crate::package::xml::{Node, Piece, Tag, Xml, pieces};

/// What a part is drawn of.
#[derive(Default)]
pub(super) struct Drawn {
    pub(super) has_text: bool,
    /// Paths and pictures, in which text may be drawn.
    pub(super) has_shapes: bool,
}

/// A text object, with how its characters become glyphs.
pub(super) struct TextObject {
    /// Where its characters stand, in their order.
    pub(super) characters: Vec<Range<usize>>,
    pub(super) transforms: Vec<Transform>,
}

/// `CGTransform`: glyphs of the font by number, for characters of the object.
pub(super) struct Transform {
    pub(super) whole: Range<usize>,
    pub(super) first: usize,
    pub(super) count: usize,
    pub(super) glyphs: Option<Range<usize>>,
}

/// Reads a part.
pub(super) struct Part<'a> {
    pub(super) entry: EntryId,
    pub(super) xml: &'a str,
    pub(super) place: Place,
    pub(super) surface: Surface,
    /// The last steps of the names of all parts, by which parts refer to each other.
    pub(super) files: &'a HashSet<String>,
}

/// What is known while a part is read.
struct State<'a> {
    open: Vec<(&'a str, String)>,
    glyphs: Vec<Glyph>,
    objects: Vec<TextObject>,
    object: Object,
    code: Code,
    origin: (f64, f64),
    area: Option<[f64; 4]>,
    codes: usize,
    drawn: Drawn,
}

/// The text object that is open.
struct Object {
    x: f64,
    y: f64,
    matrix: [f64; 6],
    size: f64,
    is_hidden: bool,
}

/// The piece of text that is open.
#[derive(Default)]
struct Code {
    x: f64,
    y: f64,
    dx: Vec<f64>,
    dy: Vec<f64>,
    count: usize,
}

impl Part<'_> {
    /// # Errors
    /// If it is not well-formed.
    pub(super) fn read(&self, reading: &mut Reading) -> Result<Drawn, Error> {
        let mut generic = Generic::new(self.entry, self.xml, &self.place, self.surface);
        let mut drafts = Draft::default();
        let state = self.walk(|state, node| match node {
            Event::Text(range) => self.text(state, range, &mut generic.texts),
            Event::Tag(tag) => self.attributes(tag, &mut generic),
            Event::Aside(range) => {
                generic.comment(range);
                Ok(())
            }
            Event::Flush => {
                self.flush(&mut state.glyphs, &mut drafts, reading);
                Ok(())
            }
        })?;
        reading.prose(drafts);
        generic.finish(reading);
        Ok(state.drawn)
    }

    /// The text objects of the part.
    ///
    /// # Errors
    /// If it is not well-formed.
    pub(super) fn objects(&self) -> Result<Vec<TextObject>, Error> {
        Ok(self.walk(|_, _| Ok(()))?.objects)
    }

    fn walk(
        &self,
        mut take: impl FnMut(&mut State<'_>, Event<'_>) -> Result<(), Error>,
    ) -> Result<State<'_>, Error> {
        let mut xml = Xml::new(self.xml.as_bytes())?;
        let mut state = State {
            open: Vec::new(),
            glyphs: Vec::new(),
            objects: Vec::new(),
            object: Object { x: 0.0, y: 0.0, matrix: IDENTITY, size: 0.0, is_hidden: false },
            code: Code::default(),
            origin: (0.0, 0.0),
            area: None,
            codes: 0,
            drawn: Drawn::default(),
        };
        while let Some(node) = xml.next()? {
            match node {
                Node::Open(tag) => {
                    state.open_tag(&tag);
                    take(&mut state, Event::Tag(&tag))?;
                    if !tag.is_empty {
                        let name = tag.value("Name").unwrap_or_default().into_owned();
                        state.open.push((tag.name, name));
                    }
                }
                Node::Close(name, range) => {
                    state.open.pop();
                    match name {
                        "CGTransform" => {
                            if let Some(transform) = state.transform() {
                                transform.whole.end = range.end;
                            }
                        }
                        "Annot" | "CompositeGraphicUnit" | "Page" => {
                            take(&mut state, Event::Flush)?;
                            state.origin = (0.0, 0.0);
                        }
                        _ => {}
                    }
                }
                Node::Text(range) | Node::Cdata(range) => match state.open.last().map(|open| open.0) {
                    Some("TextCode") => state.characters(self.xml, range),
                    Some("Glyphs") => {
                        if let Some(transform) = state.transform() {
                            let start = transform.glyphs.as_ref().map_or(range.start, |glyphs| glyphs.start);
                            transform.glyphs = Some(start..range.end);
                        }
                        take(&mut state, Event::Text(range))?;
                    }
                    Some("PhysicalBox") => {
                        state.area = numbers(&self.xml[range]).try_into().ok();
                    }
                    _ => take(&mut state, Event::Text(range))?,
                },
                Node::Comment(range) | Node::Instruction(range) => take(&mut state, Event::Aside(range))?,
            }
        }
        take(&mut state, Event::Flush)?;
        Ok(state)
    }

    /// Text that is no text object's.
    fn text(&self, state: &State<'_>, range: Range<usize>, texts: &mut Draft) -> Result<(), Error> {
        let text = self.xml[range.clone()].trim();
        let Some((element, name)) = state.open.last() else { return Ok(()) };
        if text.is_empty() || is_layout(text) || self.is_location(text) {
            return Ok(());
        }
        texts.end_line();
        let label = if name.is_empty() { *element } else { name };
        let known = LABELS.iter().find(|known| known.0 == label);
        if self.surface == Surface::Metadata
            && let Some((_, zh)) = known
        {
            texts.stand(Place::Named(format!("{}·{zh}", self.place)), self.surface);
        } else {
            texts.stand(self.place.clone(), self.surface);
        }
        match known {
            Some((_, zh)) => texts.say(&format!("{}：", read_as(zh, &self.xml[range.clone()]))),
            None if !name.is_empty() => texts.say(&format!("{name}：")),
            None => {}
        }
        write_text(texts, self.entry, self.xml, range);
        texts.end_line();
        Ok(())
    }

    fn attributes(&self, tag: &Tag<'_>, generic: &mut Generic<'_>) -> Result<(), Error> {
        for attribute in tag.attributes() {
            let attribute = attribute?;
            let value = attribute.value();
            let digits = value.bytes().filter(u8::is_ascii_digit).count();
            let speaks = digits >= 5
                || attribute.name == "Creator"
                || value.bytes().any(|b| b >= 0x80 || b == b'@' || b == b'%');
            let is_font = fonts::names_font(tag.name, attribute.name) && fonts::is_font(&value);
            if !speaks
                || is_font
                || is_layout(&value)
                || self.is_location(&value)
                || value.starts_with("http://www.ofdspec.org")
            {
                continue;
            }
            if attribute.name == "Creator" {
                generic.markup.end_line();
                generic.markup.stand(self.place.clone(), Surface::Metadata);
                generic.markup.say(read_as("作者", &value));
                generic.markup.say("：");
                write_text(&mut generic.markup, self.entry, self.xml, attribute.raw);
                generic.markup.end_line();
            } else {
                generic.markup.stand(self.place.clone(), Surface::Markup);
                generic.attribute(&attribute);
            }
        }
        Ok(())
    }

    /// Whether it leads to a part of the package.
    fn is_location(&self, value: &str) -> bool {
        let last = value.rsplit('/').next().unwrap_or(value);
        last.contains('.') && self.files.contains(last)
    }

    fn flush(&self, glyphs: &mut Vec<Glyph>, draft: &mut Draft, reading: &mut Reading) {
        let (hidden, shown): (Vec<_>, Vec<_>) = std::mem::take(glyphs).into_iter().partition(|g| g.is_hidden);
        if hidden.iter().any(|glyph| !glyph.c.is_whitespace()) {
            reading.note(self.place.clone(), What::Hidden(Hiding::Text));
        }
        for (glyphs, surface) in [(shown, self.surface), (hidden, Surface::Hidden)] {
            draft.end_line();
            draft.stand(self.place.clone(), surface);
            lines::write(self.entry, &glyphs, draft);
        }
    }
}

/// What there is in a part beside the characters of text objects.
enum Event<'e> {
    Tag(&'e Tag<'e>),
    Text(Range<usize>),
    Aside(Range<usize>),
    /// What was collected so far is drawn on one ground.
    Flush,
}

const IDENTITY: [f64; 6] = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

impl State<'_> {
    fn transform(&mut self) -> Option<&mut Transform> {
        self.objects.last_mut()?.transforms.last_mut()
    }

    fn open_tag(&mut self, tag: &Tag<'_>) {
        let list = |name: &str| tag.value(name).map_or_else(Vec::new, |value| numbers(&value));
        let is_zero = |name: &str| tag.value(name).is_some_and(|value| value.trim() == "0");
        match tag.name {
            "Appearance" => {
                if let [x, y, ..] = list("Boundary")[..] {
                    self.origin = (x, y);
                }
            }
            "TextObject" => {
                let boundary = list("Boundary");
                let at = |nth: usize| boundary.get(nth).copied().unwrap_or(0.0);
                let invisible =
                    tag.value("Visible").is_some_and(|shown| matches!(shown.trim(), "false" | "0"));
                self.object = Object {
                    x: self.origin.0 + at(0),
                    y: self.origin.1 + at(1),
                    matrix: list("CTM").try_into().unwrap_or(IDENTITY),
                    size: list("Size").first().copied().unwrap_or(0.0),
                    is_hidden: invisible || is_zero("Alpha"),
                };
                self.code = Code::default();
                self.objects.push(TextObject { characters: Vec::new(), transforms: Vec::new() });
            }
            "FillColor"
                if is_zero("Alpha") && self.open.last().is_some_and(|open| open.0 == "TextObject") =>
            {
                self.object.is_hidden = true;
            }
            "TextCode" => {
                let one = |name: &str, before: f64| list(name).first().copied().unwrap_or(before);
                self.code = Code {
                    x: one("X", self.code.x),
                    y: one("Y", self.code.y),
                    dx: list("DeltaX"),
                    dy: list("DeltaY"),
                    count: 0,
                };
                self.codes += 1;
            }
            "CGTransform" => {
                let one = |name: &str| list(name).first().map_or(0, |number| *number as usize);
                let transform = Transform {
                    whole: tag.range.clone(),
                    first: one("CodePosition"),
                    count: one("CodeCount").max(1),
                    glyphs: None,
                };
                if let Some(object) = self.objects.last_mut() {
                    object.transforms.push(transform);
                }
            }
            "PathObject" | "ImageObject" | "CompositeObject" => self.drawn.has_shapes = true,
            _ => {}
        }
    }

    /// Characters of the piece of text that is open.
    fn characters(&mut self, xml: &str, range: Range<usize>) {
        for piece in pieces(xml, range) {
            match piece {
                Piece::Reference(raw, c) => self.character(c, raw, true),
                Piece::Plain(raw) | Piece::Unknown(raw) => {
                    for (at, c) in xml[raw.clone()].char_indices() {
                        self.character(c, raw.start + at..raw.start + at + c.len_utf8(), false);
                    }
                }
            }
        }
    }

    fn character(&mut self, c: char, raw: Range<usize>, whole: bool) {
        let (object, code) = (&self.object, &mut self.code);
        let [a, b, c1, d, e, f] = object.matrix;
        let size = object.size * (a * d - b * c1).abs().sqrt();
        if matches!(c, '\n' | '\r' | '\t') {
            return;
        }
        let (x, y) = (object.x + a * code.x + c1 * code.y + e, object.y + b * code.x + d * code.y + f);
        let outside = self.area.is_some_and(|[left, top, width, height]| {
            x < left - size || y < top - size || x > left + width + size || y > top + height + size
        });
        let is_hidden = object.is_hidden || outside;
        let (object, code_number) = (self.objects.len(), self.codes);
        self.glyphs.push(Glyph {
            c,
            x,
            y,
            size,
            raw: raw.clone(),
            whole,
            object,
            code: code_number,
            is_hidden,
        });
        if let Some(object) = self.objects.last_mut() {
            object.characters.push(raw);
        }
        self.drawn.has_text |= !c.is_whitespace();
        let next = |list: &[f64]| list.get(code.count).copied();
        // Where nothing is said of the next, programs set it as wide as the type is.
        let width = if c.is_ascii() { self.object.size / 2.0 } else { self.object.size };
        let (dx, dy) = match (next(&code.dx), next(&code.dy)) {
            (None, None) => (width, 0.0),
            (dx, dy) => (dx.unwrap_or(0.0), dy.unwrap_or(0.0)),
        };
        code.x += dx;
        code.y += dy;
        code.count += 1;
    }
}

/// Numbers apart by blanks; `g 3 2.5` is three times 2.5 (GB/T 33190, 11.3).
fn numbers(list: &str) -> Vec<f64> {
    /// More are on no line.
    const MOST: usize = 100_000;
    let mut numbers = Vec::new();
    let mut tokens = list.split_ascii_whitespace();
    while let Some(token) = tokens.next() {
        if token == "g" {
            let count = tokens.next().and_then(|count| count.parse::<usize>().ok()).unwrap_or(0);
            let value = tokens.next().and_then(|value| value.parse::<f64>().ok()).unwrap_or(0.0);
            numbers.extend(std::iter::repeat_n(value, count.min(MOST.saturating_sub(numbers.len()))));
        } else if let Some(number) = token.parse::<f64>().ok().filter(|number| number.is_finite()) {
            numbers.push(number);
        }
    }
    numbers
}

/// Whether it says only where lines go: letters and numbers that are no number of anybody.
fn is_layout(text: &str) -> bool {
    text.split_ascii_whitespace().all(|token| {
        let whole = token.trim_start_matches(['-', '+']).split('.').next().unwrap_or(token);
        let is_number =
            token.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+' | b'e' | b'E'));
        (token.len() == 1 && token.is_ascii()) || (is_number && whole.len() < 7)
    })
}

/// Elements and names of values, and what people call them.
const LABELS: [(&str, &str); 12] = [
    ("Author", "作者"),
    ("Title", "标题"),
    ("Subject", "主题"),
    ("Abstract", "摘要"),
    ("Keyword", "关键词"),
    ("Creator", "创建程序"),
    ("Remark", "备注"),
    ("signer", "签名人"),
    ("Signer", "签名人"),
    ("name", "姓名"),
    ("Name", "姓名"),
    ("author", "作者"),
];
