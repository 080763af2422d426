//! A page as people read it: lines of text, tables; and what else it says.

use std::ops::Range;
use std::sync::Arc;

use yinmo_core::text::{Place, Surface};

use super::elements::{breaks_lines, has_no_end, is_hidden, is_implied_by};
use super::grid::{CellAt, Grid};
use super::references::reference;
use super::shape::{Shape, shapes};
use super::token::{Tag, Token, Tokens};
use crate::Error;
use crate::mapped::Escape;
use crate::note::{Hiding, What};
use crate::package::Findings;
use crate::package::lines::{Flow, Ink, Lines};

/// A page that is being read.
pub(super) struct Page {
    pub(super) text: Arc<str>,
    pub(super) lines: Arc<Lines>,
    tokens: Tokens,
    stack: Vec<Element>,
    body: Flow,
    /// Text that stands beside the line it is in, or that is not seen.
    aside: Flow,
    /// Attributes, comments, scripts.
    pub(super) markup: Flow,
    shapes: Vec<Shape>,
    /// How many tables were met.
    tables: usize,
    grid: Option<Grid>,
    /// Where the cells stand, if that is wanted.
    pub(super) cells: Option<Vec<CellAt>>,
    /// The script that is open holds a part of a page.
    is_template: bool,
    is_done: bool,
}

/// An element that is open.
struct Element {
    name: String,
    surface: Surface,
    /// Whether it stands beside the line.
    is_aside: bool,
    keeps_blanks: bool,
    /// Whether it is the one that hides what is in it, and nothing was seen in it yet.
    hides: bool,
}

/// More are not looked at when an element ends, so that pages without any end take no time.
const DEEPEST: usize = 1024;

impl Page {
    pub(super) fn new(text: Arc<str>) -> Self {
        let is_xml = text.trim_start().starts_with("<?xml");
        let lines = Arc::new(Lines::of(&text));
        let tokens = Tokens::new(0..text.len(), is_xml);
        let shapes = shapes(&text, is_xml);
        let (body, aside, markup) = Default::default();
        Self {
            text,
            lines,
            tokens,
            stack: Vec::new(),
            body,
            aside,
            markup,
            shapes,
            tables: 0,
            grid: None,
            cells: None,
            is_template: false,
            is_done: false,
        }
    }

    /// Reads on. `false` when everything was read.
    pub(super) fn read(&mut self, found: &mut Findings) -> Result<bool, Error> {
        if self.is_done {
            return Ok(false);
        }
        let text = self.text.clone();
        while found.has_room() {
            let Some(token) = self.tokens.next(&text) else {
                self.finish(found);
                return Ok(false);
            };
            match token {
                Token::Text(range) => self.text(range, true, found),
                Token::Raw("script", range) if self.is_template => {
                    self.fragment(range, ("script", Escape::Markup), found)?;
                }
                Token::Raw(name @ ("script" | "style"), range) => {
                    if name == "script" {
                        self.script_links(range.clone(), found);
                    }
                    self.script(range, name, found)?;
                }
                Token::Raw(name @ ("noembed" | "noframes" | "iframe"), range) => {
                    self.fragment(range, (name, Escape::Markup), found)?;
                }
                Token::Raw(_, range) => self.text(range, false, found),
                Token::Comment(range) => self.comment(range, found)?,
                Token::Tag(tag) if tag.closes => self.close(&tag, found)?,
                Token::Tag(tag) => self.open(&tag, found)?,
            }
            for flow in [&mut self.body, &mut self.aside, &mut self.markup] {
                flow.flush(&mut found.reading, false);
            }
        }
        Ok(true)
    }

    fn finish(&mut self, found: &mut Findings) {
        self.end_grid(self.text.len(), found);
        for flow in [&mut self.body, &mut self.aside, &mut self.markup] {
            flow.flush(&mut found.reading, true);
        }
        self.is_done = true;
    }

    fn open(&mut self, tag: &Tag, found: &mut Findings) -> Result<(), Error> {
        let is_implied = |element: &mut Element| is_implied_by(&element.name, &tag.name);
        while self.stack.pop_if(is_implied).is_some() {}
        if breaks_lines(&tag.name) {
            self.end_line();
        }
        self.open_in_grid(tag, found);
        let parent = self.stack.last();
        let mut surface = parent.map_or(Surface::Visible, |parent| parent.surface);
        let hides = surface != Surface::Hidden && is_hidden(tag, &self.text);
        if hides {
            surface = Surface::Hidden;
        } else if tag.name == "title" && surface == Surface::Visible {
            surface = Surface::Metadata;
        }
        let beside = matches!(&*tag.name, "rt" | "rp" | "rtc");
        let is_aside = hides || beside || parent.is_some_and(|parent| parent.is_aside);
        let keeps_blanks = matches!(&*tag.name, "pre" | "textarea" | "listing" | "xmp" | "plaintext")
            || parent.is_some_and(|parent| parent.keeps_blanks);
        if is_aside {
            self.aside.end_line();
        }
        if !has_no_end(&tag.name) && !tag.is_empty_element() && self.stack.len() < DEEPEST {
            self.stack.push(Element { name: tag.name.clone(), surface, is_aside, keeps_blanks, hides });
        }
        self.is_template = tag.name == "script" && holds_markup(tag, &self.text);
        self.links(tag, found);
        self.value(tag, surface);
        self.attributes(tag, surface, Escape::Markup, found)
    }

    fn close(&mut self, tag: &Tag, found: &mut Findings) -> Result<(), Error> {
        self.close_in_grid(tag, found);
        if let Some(nth) = self.stack.iter().rposition(|element| element.name == tag.name) {
            if self.stack[nth].is_aside {
                self.aside.end_line();
            }
            self.stack.truncate(nth);
        }
        if breaks_lines(&tag.name) {
            self.end_line();
        }
        self.attributes(tag, Surface::Markup, Escape::Markup, found)
    }

    fn end_line(&mut self) {
        if self.stack.last().is_some_and(|element| element.is_aside) {
            self.aside.end_line();
            return;
        }
        match &mut self.grid {
            Some(grid) if grid.is_in_cell() => grid.flow.end_line(),
            _ => self.body.end_line(),
        }
    }

    /// Characters, with or without references.
    fn text(&mut self, range: Range<usize>, with_references: bool, found: &mut Findings) {
        let (text, lines) = (self.text.clone(), self.lines.clone());
        let element = self.stack.last();
        let surface = element.map_or(Surface::Visible, |element| element.surface);
        let keeps_blanks = element.is_some_and(|element| element.keeps_blanks);
        let is_aside = element.is_some_and(|element| element.is_aside);
        if surface == Surface::Hidden && !text[range.clone()].trim().is_empty() {
            self.note_hidden(range.start, found);
        }
        let ink = Ink { lines: &lines, text: &text, surface, what: "", escape: Escape::Markup };
        let flow = match &mut self.grid {
            _ if is_aside => &mut self.aside,
            Some(grid) if grid.is_in_cell() => &mut grid.flow,
            _ => &mut self.body,
        };
        write(flow, range, ink, with_references, keeps_blanks);
    }

    /// What somebody may have to know of before it is seen.
    fn note_hidden(&mut self, at: usize, found: &mut Findings) {
        let hider = self.stack.iter_mut().find(|element| element.hides);
        if let Some(hider) = hider {
            hider.hides = false;
            found.reading.note(Place::Line(self.lines.number(at)), What::Hidden(Hiding::Text));
        }
    }

    /// Text of a field that people see: it belongs to the line it stands in.
    pub(super) fn visible(&mut self, write: impl FnOnce(&mut Flow)) {
        let is_aside = self.stack.last().is_some_and(|element| element.is_aside);
        let flow = match &mut self.grid {
            _ if is_aside => &mut self.aside,
            Some(grid) if grid.is_in_cell() => &mut grid.flow,
            _ => &mut self.body,
        };
        write(flow);
    }

    fn open_in_grid(&mut self, tag: &Tag, found: &mut Findings) {
        if tag.name == "table" {
            let shape = self.shapes.get(self.tables).copied().unwrap_or_default();
            self.tables += 1;
            if shape.is_a_table() && self.grid.is_none() {
                let hidden = self.stack.last().is_some_and(|element| element.surface == Surface::Hidden)
                    || is_hidden(tag, &self.text);
                self.grid =
                    Some(Grid::new(self.tables, if hidden { Surface::Hidden } else { Surface::Visible }));
                if hidden {
                    let place = Place::Line(self.lines.number(tag.range.start));
                    found.reading.note(place, What::Hidden(Hiding::Text));
                }
            }
            return;
        }
        let Some(grid) = &mut self.grid else { return };
        match &*tag.name {
            "tr" => {
                grid.close_row(tag.range.start, &mut self.cells);
                let hidden = is_hidden(tag, &self.text);
                if hidden {
                    let place = Place::Line(self.lines.number(tag.range.start));
                    found.reading.note(place, What::Hidden(Hiding::Rows));
                }
                grid.flush(&mut found.reading, false);
                grid.open_row(hidden);
            }
            "td" | "th" => grid.open_cell(tag, &self.text, &mut self.cells),
            "tbody" | "thead" | "tfoot" | "caption" => grid.close_row(tag.range.start, &mut self.cells),
            _ => {}
        }
    }

    fn close_in_grid(&mut self, tag: &Tag, found: &mut Findings) {
        let Some(grid) = &mut self.grid else { return };
        match &*tag.name {
            "td" | "th" => grid.close_cell(tag.range.start, tag.range.end, &mut self.cells),
            "tr" | "tbody" | "thead" | "tfoot" => grid.close_row(tag.range.start, &mut self.cells),
            "table" => self.end_grid(tag.range.start, found),
            _ => {}
        }
    }

    fn end_grid(&mut self, at: usize, found: &mut Findings) {
        let Some(mut grid) = self.grid.take() else { return };
        grid.close_row(at, &mut self.cells);
        // What stood before the table comes before it.
        self.body.end_line();
        self.body.flush(&mut found.reading, true);
        grid.flush(&mut found.reading, true);
    }
}

/// Adds text as it is seen: blanks count once, unless they are kept.
pub(super) fn write(
    flow: &mut Flow,
    range: Range<usize>,
    ink: Ink<'_>,
    with_references: bool,
    keeps_blanks: bool,
) {
    let bytes = ink.text.as_bytes();
    let mut at = range.start;
    while at < range.end {
        let byte = bytes[at];
        if byte == b'\n' && keeps_blanks {
            flow.end_line();
            at += 1;
        } else if byte.is_ascii_whitespace() && !(keeps_blanks && byte != b'\r') {
            let len = bytes[at..range.end]
                .iter()
                .take_while(|byte| byte.is_ascii_whitespace() && !(keeps_blanks && **byte != b'\r'))
                .count();
            if !keeps_blanks {
                flow.space(at..at + len, ink.escape);
            }
            at += len;
        } else if let Some((c, len)) =
            reference(&ink.text[at..range.end], false).filter(|_| with_references && byte == b'&')
        {
            flow.unit(c, at..at + len, ink);
            at += len;
        } else {
            let stops = |byte: &u8| {
                *byte == b'&'
                    || (byte.is_ascii_whitespace() && !(keeps_blanks && matches!(byte, b' ' | b'\t')))
            };
            let len = bytes[at + 1..range.end].iter().position(stops).map_or(range.end - at, |len| len + 1);
            flow.plain(at..at + len, ink);
            at += len;
        }
    }
}

/// Whether a script is no program but a part of a page that a program puts in.
fn holds_markup(tag: &Tag, text: &str) -> bool {
    let kind = tag.attributes.iter().find(|attribute| attribute.name == "type");
    let kind = kind.map(|kind| text[kind.raw.clone()].to_ascii_lowercase());
    kind.is_some_and(|kind| kind.contains("template") || kind.contains("html") || kind.contains("handlebars"))
}

impl Tag {
    /// `<a/>` in SVG and MathML, where it ends the element; pages of HTML do not care.
    fn is_empty_element(&self) -> bool {
        self.is_empty
            && matches!(
                &*self.name,
                "path"
                    | "rect"
                    | "circle"
                    | "line"
                    | "use"
                    | "g"
                    | "svg"
                    | "polygon"
                    | "image"
                    | "ellipse"
                    | "text"
                    | "tspan"
            )
    }
}
