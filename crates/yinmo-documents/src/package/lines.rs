//! Lines of a file that is text, as editors number them.

use std::ops::Range;

use yinmo_core::text::{Place, Surface};

use super::coded::Coded;
use super::flavor::Reading;
use super::glued;
use super::glyphs::Glyphs;
use crate::mapped::{Draft, Escape, Pen};

/// Where the lines of a text begin.
pub(crate) struct Lines(Vec<u32>);

impl Lines {
    pub(crate) fn of(text: &str) -> Self {
        Self(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at as u32 + 1).collect())
    }

    /// The number of the line that the byte `at` stands in, from 1.
    pub(crate) fn number(&self, at: usize) -> usize {
        self.0.partition_point(|&start| start as usize <= at) + 1
    }

    /// Where that is, in words: the line, and what in it if that is not its text.
    pub(crate) fn place(&self, at: usize, what: &str) -> Place {
        let line = self.number(at);
        if what.is_empty() { Place::Line(line) } else { Place::Named(format!("第{line}行 {what}")) }
    }
}

/// Text that is read line by line as people see it, whatever line of the file it stands in.
#[derive(Default)]
pub(crate) struct Flow {
    pub(crate) draft: Draft,
    /// Blanks that count if something follows in the line, and how they are written.
    space: Option<(Range<usize>, Escape)>,
    /// Something follows in a new line.
    breaks: bool,
    /// The line has text already.
    has_text: bool,
    /// What the last text was said to stand at.
    stood: Option<(usize, Surface, String)>,
}

/// How text is written in the file, and who sees it.
#[derive(Clone, Copy)]
pub(crate) struct Ink<'a> {
    pub(crate) lines: &'a Lines,
    pub(crate) text: &'a str,
    pub(crate) surface: Surface,
    /// What it is, if not the text of the page.
    pub(crate) what: &'a str,
    pub(crate) escape: Escape,
}

/// What is to be written one after the other, and what is said before each: all of it at once, if people read it.
fn pieces(text: &[u8], start: usize, ink: Ink<'_>) -> Vec<(String, Range<usize>)> {
    match ink.what {
        _ if text.is_empty() => Vec::new(),
        "" => vec![(String::new(), start..start + text.len())],
        _ => glued::pieces(text, start),
    }
}

impl Flow {
    /// What follows begins a line.
    pub(crate) fn end_line(&mut self) {
        self.breaks = true;
    }

    /// Nothing stands before what follows: a cell begins.
    pub(crate) fn start(&mut self) {
        (self.space, self.breaks, self.has_text) = (None, false, false);
    }

    /// Whether the line has text.
    pub(crate) fn has_text(&self) -> bool {
        self.has_text && !self.breaks
    }

    /// Blanks.
    pub(crate) fn space(&mut self, raw: Range<usize>, escape: Escape) {
        if self.has_text && !self.breaks && self.space.is_none() {
            self.space = Some((raw, escape));
        }
    }

    /// Begins a line with what people call what stands at the byte `at`.
    pub(crate) fn label(&mut self, label: &str, at: usize, ink: Ink<'_>) {
        self.end_line();
        self.prepare(Some((at, ink)));
        self.draft.say(label);
        self.draft.say("：");
        self.has_text = true;
    }

    /// Adds text that stands nowhere to the line.
    pub(crate) fn say(&mut self, text: &str) {
        self.prepare(None);
        self.draft.say(text);
        self.has_text = true;
    }

    /// Adds what stands in `raw` as it is.
    pub(crate) fn plain(&mut self, raw: Range<usize>, ink: Ink<'_>) {
        for (says, piece) in pieces(ink.text[raw.clone()].as_bytes(), raw.start, ink) {
            self.draft.say(&says);
            self.prepare(Some((piece.start, ink)));
            self.draft.write(&ink.text[piece.clone()], 0, piece, Pen::Plain(ink.escape));
        }
    }

    /// Adds a character that is written in a way of its own.
    pub(crate) fn unit(&mut self, c: char, raw: Range<usize>, ink: Ink<'_>) {
        self.prepare(Some((raw.start, ink)));
        self.draft.write(c.encode_utf8(&mut [0; 4]), 0, raw, Pen::Unit(ink.escape));
    }

    pub(crate) fn glyphs(&mut self, glyphs: &Glyphs, range: Range<usize>, ink: Ink<'_>) {
        for (says, piece) in pieces(&glyphs.bytes(range.clone()), range.start, ink) {
            let Some(raw) = glyphs.raw(piece.clone()) else { continue };
            self.draft.say(&says);
            self.prepare(Some((raw.start, ink)));
            glyphs.write(&mut self.draft, 0, piece);
        }
    }

    /// Adds what stands in `raw` in Base64, on lines of its own.
    pub(crate) fn coded(&mut self, coded: &Coded, raw: Range<usize>, ink: Ink<'_>) {
        self.end_line();
        self.prepare(Some((raw.start, ink)));
        coded.write(&mut self.draft, 0, raw);
        (self.has_text, self.breaks) = (true, false);
        self.end_line();
    }

    fn prepare(&mut self, stands: Option<(usize, Ink<'_>)>) {
        if std::mem::take(&mut self.breaks) {
            if self.has_text {
                self.draft.say("\n");
            }
            self.space = None;
        }
        if let Some((raw, escape)) = self.space.take() {
            let pen = if raw.len() == 1 { Pen::Plain(escape) } else { Pen::Unit(escape) };
            self.draft.write(" ", 0, raw, pen);
        }
        if let Some((at, ink)) = stands {
            let line = ink.lines.number(at);
            let known = self.stood.as_ref();
            if known.is_none_or(|(known, surface, what)| {
                (*known, *surface, &**what) != (line, ink.surface, ink.what)
            }) {
                self.draft.stand(ink.lines.place(at, ink.what), ink.surface);
                self.stood = Some((line, ink.surface, ink.what.to_owned()));
            }
        }
        self.has_text = true;
    }

    /// Hands on what was read as running text, if it is enough or `all` was read.
    pub(crate) fn flush(&mut self, reading: &mut Reading, all: bool) {
        let is_enough = self.draft.text().len() >= reading.chunk_bytes() && !self.has_text();
        if all || is_enough {
            reading.prose(std::mem::take(&mut self.draft));
            self.start();
            self.stood = None;
        }
    }
}
