//! Reads a document: its text part by part, then its lists, then what is left.

use std::ops::Range;
use std::sync::Arc;

use yinmo_core::text::{Place, Surface};

use super::looks::{DELETED, HIDDEN, INSERTED, Looks};
use super::pieces::{Piece, pieces};
use super::story::{Block, COMMENTS, Letter, Row, blocks, letters, stories};
use super::{Streams, lists};
use crate::mapped::{Draft, EntryId, Name, Pen, Units};
use crate::note::Hiding;
use crate::package::Reading;
use crate::package::compound::{links, pictures, scan};
use crate::{Error, Extra, What};

/// # Errors
/// If the document is broken.
pub(super) fn read(streams: &Streams<'_>, reading: &mut Reading) -> Result<(), Error> {
    let pieces = pieces(streams)?;
    let (characters, marks) = (Looks::of_characters(streams), Looks::of_paragraphs(streams));
    let mut reader =
        Reader { entry: streams.main, reading, tables: 0, fields: Vec::new(), seen: Seen::default() };
    for (nth, (name, range)) in stories(&streams.fib.lengths).into_iter().enumerate() {
        let letters = letters(streams.main(), &pieces, &characters, range);
        if letters.is_empty() {
            continue;
        }
        let story = Story { name, letters: &letters, is_body: nth == 0, surface: surface(nth) };
        if nth == COMMENTS && letters.iter().any(|letter| says(*letter)) {
            reader.reading.note(Place::Named("批注".to_owned()), What::Extra(Extra::Comments));
        }
        reader.story(&story, &marks);
    }
    // Text behind all parts belongs to none.
    let end = stories(&streams.fib.lengths).last().map_or(0, |last| last.1.end);
    reader.seen.note(reader.reading);
    left_behind(streams, &pieces, end, reading);
    lists::read(streams, reading);
    data(streams, reading);
    Ok(())
}

fn surface(story: usize) -> Surface {
    if story == COMMENTS { Surface::Metadata } else { Surface::Visible }
}

/// Whether a character says something, rather than to be one of the program's marks or blank.
pub(super) fn says(letter: Letter) -> bool {
    letter.unit > 0x20 && letter.unit != 0xA0
}

/// What there is in the text beside what is shown.
#[derive(Default)]
struct Seen {
    hidden: bool,
    deleted: bool,
}

impl Seen {
    fn note(&self, reading: &mut Reading) {
        let place = || Place::Named("正文".to_owned());
        if self.hidden {
            reading.note(place(), What::Hidden(Hiding::Text));
        }
        if self.deleted {
            reading.note(place(), What::Hidden(Hiding::DeletedText));
            reading.note(Place::Named("修订".to_owned()), What::Extra(Extra::TrackedChanges));
        }
    }
}

struct Story<'a> {
    name: &'static str,
    letters: &'a [Letter],
    is_body: bool,
    surface: Surface,
}

struct Reader<'r> {
    entry: EntryId,
    reading: &'r mut Reading,
    tables: usize,
    /// The fields that are open.
    fields: Vec<Field>,
    seen: Seen,
}

/// A field that is open.
struct Field {
    /// Whether it is still in its code.
    in_code: bool,
    /// Where its code begins in the text of codes.
    code: usize,
}

impl Field {
    /// What is filled in stands apart from what is before and behind it.
    fn parts(&self, draft: &mut Draft, beside: &Beside) {
        let code = beside.codes.text().get(self.code..).unwrap_or_default();
        if code.trim_start().starts_with("FORM")
            && draft.text().ends_with(|c: char| !c.is_whitespace() && !c.is_ascii())
        {
            draft.say(" ");
        }
    }
}

/// What is read of a part beside its text as it is.
#[derive(Default)]
struct Beside {
    /// The text as it was before changes that are tracked.
    before: Draft,
    /// Codes of fields.
    codes: Draft,
}

impl Reader<'_> {
    fn story(&mut self, story: &Story<'_>, marks: &Looks) {
        let (mut draft, mut beside) = (Draft::default(), Beside::default());
        let mut number = 0;
        self.fields.clear();
        for block in blocks(story.letters, marks) {
            match block {
                Block::Paragraph(range) => {
                    number += 1;
                    let place = story.place(number);
                    draft.stand(place.clone(), story.surface);
                    self.paragraph(story, range, &place, &mut draft, &mut beside);
                    draft.end_line();
                    if draft.text().len() >= self.reading.chunk_bytes() {
                        self.reading.prose(std::mem::take(&mut draft));
                    }
                }
                Block::Table(rows) => {
                    self.reading.prose(std::mem::take(&mut draft));
                    self.table(story, &rows, &mut beside);
                }
            }
        }
        self.reading.prose(draft);
        self.reading.prose(beside.before);
        self.reading.prose(beside.codes);
    }

    fn table(&mut self, story: &Story<'_>, rows: &[Row], beside: &mut Beside) {
        self.tables += 1;
        let (table, surface) = (self.tables, story.surface);
        let seen = || (Name::Table(table), surface, Arc::from([]));
        let (mut draft, mut first) = (Draft::default(), 1);
        for (nth, row) in rows.iter().enumerate() {
            if draft.text().len() >= self.reading.chunk_bytes() {
                self.reading.rows(std::mem::take(&mut draft), None, first, seen());
                first = nth + 1;
            }
            let all = || row.iter().flatten().flat_map(|range| &story.letters[range.clone()]);
            let is_hidden = all().any(|letter| says(*letter))
                && all().all(|letter| letter.look & HIDDEN != 0 || !says(*letter));
            draft.open_row(nth as u32 + 1, is_hidden);
            for (column, cell) in row.iter().enumerate() {
                draft.open_cell();
                let place = Place::TableCell { table, row: nth + 1, column: column + 1 };
                for (nth, range) in cell.iter().enumerate() {
                    if nth > 0 {
                        draft.say("\n");
                    }
                    self.paragraph(story, range.clone(), &place, &mut draft, beside);
                }
                draft.close_cell();
            }
            draft.close_row();
        }
        self.reading.rows(draft, None, first, seen());
    }

    /// Adds a paragraph as it is to the draft, and what else there is in it beside.
    fn paragraph(
        &mut self,
        story: &Story<'_>,
        range: Range<usize>,
        place: &Place,
        draft: &mut Draft,
        beside: &mut Beside,
    ) {
        let letters = &story.letters[range];
        let is_changed = letters.iter().any(|letter| letter.look & (DELETED | INSERTED) != 0);
        if is_changed {
            beside.before.end_line();
            beside.before.stand(Place::Named(format!("{place}（修订前）")), Surface::Hidden);
        }
        let mut is_hidden = false;
        let mut nth = 0;
        while nth < letters.len() {
            let len = if is_pair(&letters[nth..]) { 2 } else { 1 };
            let (letter, some) = (letters[nth], &letters[nth..nth + len]);
            nth += len;
            if self.field(letter, place, draft, beside) {
                continue;
            }
            if self.fields.iter().any(|field| field.in_code) {
                self.write(&mut beside.codes, some);
                continue;
            }
            if is_changed && letter.look & INSERTED == 0 {
                self.write(&mut beside.before, some);
            }
            if letter.look & DELETED != 0 {
                self.seen.deleted |= says(letter);
                continue;
            }
            let hides = letter.look & HIDDEN != 0;
            if hides != is_hidden && letter.unit >= 0x20 {
                is_hidden = hides;
                self.seen.hidden |= hides;
                draft.stand(place.clone(), if hides { Surface::Hidden } else { story.surface });
            }
            self.write(draft, some);
        }
        if is_changed {
            beside.before.end_line();
        }
    }

    /// Whether a character begins or ends a field or its code.
    fn field(&mut self, letter: Letter, place: &Place, draft: &mut Draft, beside: &mut Beside) -> bool {
        match letter.unit {
            0x13 => {
                if !self.fields.iter().any(|field| field.in_code) {
                    beside.codes.end_line();
                    beside.codes.stand(Place::Named(format!("{place}（域代码）")), Surface::Markup);
                }
                self.fields.push(Field { in_code: true, code: beside.codes.text().len() });
            }
            0x14 => {
                if let Some(field) = self.fields.last_mut() {
                    field.in_code = false;
                    field.parts(draft, beside);
                }
            }
            0x15 => {
                if let Some(field) = self.fields.pop() {
                    field.parts(draft, beside);
                }
            }
            _ => return false,
        }
        true
    }

    /// Adds a character as people see it.
    fn write(&self, draft: &mut Draft, some: &[Letter]) {
        let letter = some[0];
        let raw = letter.range().start..some[some.len() - 1].range().end;
        let pen = Pen::Fixed(letter.units);
        match letter.unit {
            // Line, page and column.
            0x0B..=0x0E => draft.write("\n", self.entry, raw, pen),
            // What is written with tabs between its digits is one number.
            0x09 if draft.text().ends_with(|c: char| c.is_ascii_digit()) => {
                draft.write(" ", self.entry, raw, pen);
            }
            0x09 => draft.write("\t", self.entry, raw, pen),
            0x07 => draft.say("\t"),
            0x1E => draft.write("-", self.entry, raw, pen),
            // Where a word may be divided, and what stands for pictures, notes and the like.
            0..0x20 => {}
            _ => {
                let units = some.iter().map(|letter| letter.unit);
                for c in char::decode_utf16(units) {
                    draft.write(
                        c.unwrap_or('\u{FFFD}').encode_utf8(&mut [0; 4]),
                        self.entry,
                        raw.clone(),
                        pen,
                    );
                }
            }
        }
    }
}

/// Whether two units that stand together are one character.
fn is_pair(letters: &[Letter]) -> bool {
    matches!(letters, [high, low, ..]
        if (0xD800..0xDC00).contains(&high.unit)
            && (0xDC00..0xE000).contains(&low.unit)
            && (high.units, low.units) == (Units::Utf16, Units::Utf16)
            && high.raw + 2 == low.raw)
}

impl Story<'_> {
    fn place(&self, number: usize) -> Place {
        if self.is_body {
            Place::Paragraph(number)
        } else {
            Place::Named(format!("{} 第{number}段", self.name))
        }
    }
}

/// Text that no piece refers to, and that stands behind all parts.
fn left_behind(streams: &Streams<'_>, pieces: &[Piece], end: usize, reading: &mut Reading) {
    let place = Place::Named("未引用的文字".to_owned());
    let mut rest = pictures::unread(streams.main(), &Place::Named("图片".to_owned()), reading);
    for piece in pieces {
        let owned = piece.letters.start.min(end)..piece.letters.end.min(end);
        if !owned.is_empty() {
            rest[piece.raw(owned.start).start..piece.raw(owned.end - 1).end].fill(0);
        }
    }
    let mut draft = Draft::default();
    draft.stand(place, Surface::Hidden);
    scan::scan(&mut draft, streams.main, &rest, 0);
    reading.prose(draft);
}

/// Links, form fields and pictures.
fn data(streams: &Streams<'_>, reading: &mut Reading) {
    let Some(entry) = streams.data else { return };
    let bytes = streams.file.stream(entry);
    let rest = pictures::unread(bytes, &Place::Named("图片".to_owned()), reading);
    let mut draft = Draft::default();
    draft.stand(Place::Named("链接与窗体".to_owned()), Surface::Markup);
    scan::scan(&mut draft, entry, &rest, 0);
    links::write_paths(&mut draft, entry, &rest, 0);
    reading.prose(draft);
}
