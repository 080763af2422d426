//! A part with paragraphs: the body, headers, notes, comments (ECMA-376-1, 17.2 and 17.4).

use std::ops::Range;
use std::sync::Arc;

use yinmo_core::text::{Place, Surface};

use super::paragraph::{Paragraph, State};
use super::vanished::hides;
use crate::Error;
use crate::Extra;
use crate::mapped::{Draft, EntryId, Name};
use crate::note::{Hiding, What};
use crate::package::Reading;
use crate::package::coded::Coded;
use crate::package::fields::read_as;
use crate::package::markup::{Generic, write_text};
use crate::package::xml::{Node, Tag, Xml};

/// How the parts of a document are called.
pub(super) enum Title {
    /// Paragraphs and tables are counted.
    Body,
    /// `页眉`.
    Named(&'static str),
    /// `批注 3`: each element that opens one is counted.
    Each(&'static str),
}

/// A part that is being read.
pub(super) struct Story<'a> {
    entry: EntryId,
    xml: &'a str,
    title: Title,
    surface: Surface,
    reading: &'a mut Reading,
    /// Texts of attributes, fields and comments of the markup.
    markup: Generic<'a>,
    prose: Draft,
    /// What is read in other ways, and what no reader sees.
    hidden: Draft,
    /// The paragraphs that are open: one in a text box stands in one outside.
    open: Vec<Paragraph>,
    tables: Vec<Table>,
    paragraphs: usize,
    table_count: usize,
    counted: usize,
    states: Vec<(&'a str, State)>,
    /// What was read between the marks of a field that is being told what to show.
    field: Vec<Range<usize>>,
    in_sound: bool,
    /// Text is being read that stands in no paragraph.
    in_aside: bool,
    inside: &'a str,
}

#[derive(Default)]
struct Table {
    draft: Draft,
    rows: usize,
    /// Columns that the cell spans.
    span: usize,
    /// Whether a paragraph of the cell was read.
    begun: bool,
    place: usize,
}

const DIGITS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

impl<'a> Story<'a> {
    pub(super) fn new(
        (entry, xml): (EntryId, &'a str),
        title: Title,
        surface: Surface,
        reading: &'a mut Reading,
    ) -> Self {
        let named = Place::Named(match title {
            Title::Body => "正文·域、属性".to_owned(),
            Title::Named(name) | Title::Each(name) => format!("{name}·域、属性"),
        });
        Self {
            entry,
            xml,
            title,
            surface,
            reading,
            markup: Generic::new(entry, xml, &named, Surface::Markup),
            prose: Draft::default(),
            hidden: Draft::default(),
            open: Vec::new(),
            tables: Vec::new(),
            paragraphs: 0,
            table_count: 0,
            counted: 0,
            states: Vec::new(),
            field: Vec::new(),
            in_sound: false,
            in_aside: false,
            inside: "",
        }
    }

    /// Reads all of it.
    ///
    /// # Errors
    /// If it is not well-formed.
    pub(super) fn read(mut self) -> Result<(), Error> {
        let mut xml = Xml::new(self.xml.as_bytes())?;
        while let Some(node) = xml.next()? {
            match node {
                Node::Open(tag) => self.open(&tag)?,
                Node::Close(name, _) => self.close(name),
                Node::Text(range) => self.text(range),
                Node::Cdata(range) => self.text(range),
                Node::Comment(range) | Node::Instruction(range) => self.markup.comment(range),
            }
        }
        self.end_field();
        let Self { reading, prose, hidden, markup, .. } = self;
        reading.prose(prose);
        reading.prose(hidden);
        markup.finish(reading);
        Ok(())
    }

    fn state(&self) -> State {
        self.states.last().map_or(State::default(), |(_, state)| *state)
    }

    fn place(&self) -> Place {
        match (&self.title, self.tables.first()) {
            (Title::Body, Some(table)) => {
                Place::TableCell { table: table.place, row: table.rows, column: table.draft.width() + 1 }
            }
            (Title::Body, None) => Place::Paragraph(self.paragraphs.max(1)),
            (Title::Named(name), _) => Place::Named((*name).to_owned()),
            (Title::Each(name), _) => Place::Named(format!("{name} {}", self.counted)),
        }
    }

    fn open(&mut self, tag: &Tag<'a>) -> Result<(), Error> {
        if !self.in_sound {
            self.end_aside();
        }
        match tag.name {
            "author" | "initials" => {}
            "p" if !tag.is_empty => {
                self.paragraphs += usize::from(self.open.is_empty() && self.tables.is_empty());
                self.open.push(Paragraph::default());
            }
            "p" => self.paragraphs += usize::from(self.open.is_empty() && self.tables.is_empty()),
            "t" | "delText" | "instrText" | "delInstrText" if !tag.is_empty => self.inside = tag.name,
            "tab" if !self.open.is_empty() && self.inside != "tabs" => self.say("\t"),
            "tabs" if !tag.is_empty => self.inside = "tabs",
            "br" | "cr" => self.say("\n"),
            "noBreakHyphen" => self.say("-"),
            "sym" => self.symbol(tag),
            "rt" => self.in_sound = !tag.is_empty,
            "ins" | "moveTo" | "del" | "moveFrom" if !tag.is_empty => self.change(tag.name),
            // Marks of rows and paragraphs.
            "ins" | "moveTo" | "del" | "moveFrom" => self.note(What::Extra(Extra::TrackedChanges)),
            "rPr" if !tag.is_empty => self.inside = "rPr",
            _ if self.inside == "rPr" && hides(tag) => self.hide(),
            "r" if !tag.is_empty => {
                let state = self.state();
                self.states.push(("r", state));
            }
            // Where a field begins, stands between what it is told and what it shows, or ends.
            "fldChar" => self.end_field(),
            "comment" | "footnote" | "endnote" => self.counted += 1,
            "tbl" if !tag.is_empty => self.open_table(),
            "tr" => self.open_row(),
            "tc" => self.open_cell(),
            "gridSpan" => {
                if let Some(table) = self.tables.last_mut() {
                    table.span = tag.value("val").and_then(|span| span.parse().ok()).unwrap_or(1);
                }
            }
            _ => {}
        }
        self.authors(tag);
        self.markup.attributes(tag)
    }

    /// Who changed or commented something is called by name, whatever the name looks like.
    fn authors(&mut self, tag: &Tag<'_>) {
        for name in ["author", "initials"] {
            if let Some(author) = tag.attribute(name) {
                self.hidden.end_line();
                self.hidden.stand(Place::Named("修订或批注的作者".to_owned()), Surface::Metadata);
                self.hidden.say(read_as("作者", &author.value()));
                self.hidden.say("：");
                write_text(&mut self.hidden, self.entry, self.xml, author.raw);
                self.hidden.end_line();
            }
        }
    }

    fn close(&mut self, name: &'a str) {
        if !self.in_sound || name == "rt" {
            self.end_aside();
        }
        match name {
            "p" => self.close_paragraph(),
            "t" | "delText" | "instrText" | "delInstrText" | "rPr" | "tabs" => self.inside = "",
            "rt" => self.in_sound = false,
            "ins" | "moveTo" | "del" | "moveFrom" | "r" => {
                if let Some(at) = self.states.iter().rposition(|(open, _)| *open == name) {
                    self.states.truncate(at);
                }
            }
            "tc" => self.close_cell(),
            "tr" => self.close_row(),
            "tbl" => self.close_table(),
            _ => {}
        }
    }

    fn change(&mut self, name: &'a str) {
        let state = self.state();
        let deletes = matches!(name, "del" | "moveFrom");
        self.note(What::Extra(Extra::TrackedChanges));
        if deletes {
            self.note(What::Hidden(Hiding::DeletedText));
        }
        self.states.push((
            name,
            State {
                is_deleted: state.is_deleted || deletes,
                is_inserted: state.is_inserted || !deletes,
                ..state
            },
        ));
    }

    fn hide(&mut self) {
        // The mark of a paragraph can be hidden too; that hides no text.
        if let Some((name, state)) = self.states.last_mut().filter(|(name, _)| *name == "r") {
            let _ = name;
            state.is_hidden = true;
            self.note(What::HiddenExtra(Hiding::Text, Extra::VanishedText));
        }
    }

    fn note(&mut self, what: What) {
        let place = match &self.title {
            Title::Body => "正文",
            Title::Named(name) | Title::Each(name) => name,
        };
        self.reading.note(Place::Named(place.to_owned()), what);
    }

    fn say(&mut self, text: &'static str) {
        let state = self.state();
        if let Some(paragraph) = self.open.last_mut() {
            paragraph.say(text, state);
        }
    }

    /// A character that stands in a font by its number: digits do in most (ECMA-376-1, 17.3.3.30).
    fn symbol(&mut self, tag: &Tag<'_>) {
        let state = self.state();
        let code = tag.value("char").and_then(|code| u32::from_str_radix(&code, 16).ok());
        let drawn =
            tag.value("font").is_some_and(|font| font.contains("ingdings") || font.contains("ebdings"));
        // Fonts of symbols have their characters in the area for private use.
        let digit = code.map(|code| if code >= 0xF000 { code - 0xF000 } else { code });
        let digit = digit.filter(|code| (0x30..=0x39).contains(code) && tag.is_empty && !drawn);
        if let (Some(digit), Some(paragraph)) = (digit, self.open.last_mut()) {
            paragraph.symbol(DIGITS[digit as usize - 0x30], tag.range.clone(), state);
        }
    }

    fn text(&mut self, range: Range<usize>) {
        let state = self.state();
        match self.inside {
            _ if self.in_sound => self.aside(range),
            "t" | "delText" => match self.open.last_mut() {
                Some(paragraph) => paragraph.text(range, state),
                None => self.aside(range),
            },
            "instrText" | "delInstrText" => self.field.push(range),
            _ if !self.xml[range.clone()].trim().is_empty() => self.aside(range),
            _ => {}
        }
    }

    /// Text that stands in no paragraph. What stands above characters may be written in many runs.
    fn aside(&mut self, range: Range<usize>) {
        if !self.in_aside {
            self.hidden.end_line();
            self.hidden.stand(self.place(), Surface::Hidden);
            self.in_aside = true;
        }
        match Coded::of(&self.xml[range.clone()]) {
            Some(coded) => coded.write(&mut self.hidden, self.entry, range),
            None => write_text(&mut self.hidden, self.entry, self.xml, range),
        }
    }

    fn end_aside(&mut self) {
        if std::mem::take(&mut self.in_aside) {
            self.hidden.end_line();
        }
    }

    /// What a field is told, which may stand in many runs.
    fn end_field(&mut self) {
        if self.field.is_empty() {
            return;
        }
        self.markup.markup.end_line();
        for range in self.field.drain(..) {
            write_text(&mut self.markup.markup, self.entry, self.xml, range);
        }
        self.markup.markup.end_line();
    }

    fn close_paragraph(&mut self) {
        let Some(paragraph) = self.open.pop() else { return };
        let (place, surface) = (self.place(), self.surface);
        if let Some(table) = self.tables.first_mut() {
            // The cell of the outermost table holds whatever stands in it, in a line each.
            if std::mem::replace(&mut table.begun, true) {
                table.draft.say("\n");
            }
            paragraph.write(&mut table.draft, self.entry, self.xml, (&place, surface));
        } else {
            self.prose.stand(place.clone(), surface);
            paragraph.write(&mut self.prose, self.entry, self.xml, (&place, surface));
            self.prose.end_line();
            if self.prose.text().len() >= self.reading.chunk_bytes() && self.open.is_empty() {
                self.reading.prose(std::mem::take(&mut self.prose));
            }
        }
        paragraph.write_other_views(&mut self.hidden, self.entry, self.xml, &place);
    }

    fn open_table(&mut self) {
        if self.tables.is_empty() {
            self.reading.prose(std::mem::take(&mut self.prose));
            self.table_count += 1;
        }
        self.tables.push(Table { place: self.table_count, ..Table::default() });
    }

    fn open_row(&mut self) {
        if let [table] = &mut self.tables[..] {
            table.rows += 1;
            table.draft.open_row(table.rows as u32, false);
        }
    }

    fn open_cell(&mut self) {
        if let [table] = &mut self.tables[..] {
            table.draft.open_cell();
            (table.span, table.begun) = (1, false);
        }
    }

    fn close_cell(&mut self) {
        if let [table] = &mut self.tables[..] {
            table.draft.close_cell();
            for _ in 1..table.span.min(64) {
                table.draft.open_cell();
                table.draft.close_cell();
            }
        }
    }

    fn close_row(&mut self) {
        if let [table] = &mut self.tables[..] {
            table.draft.close_row();
        }
    }

    fn close_table(&mut self) {
        let Some(table) = self.tables.pop().filter(|_| self.tables.is_empty()) else { return };
        let seen = (Name::Table(table.place), self.surface, Arc::default());
        self.reading.rows(table.draft, None, 1, seen);
    }
}
