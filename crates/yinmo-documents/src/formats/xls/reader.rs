//! Reads the records of a workbook in their order: first what holds for all of it, then sheet by sheet.

use std::collections::HashSet;

use yinmo_core::text::{Place, Surface};

use super::cells::{Setting, Sheet, Value};
use super::number::{
    self, constant_anew, number_anew, packed_anew, packed_at, result_anew, shared_anew, written,
};
use super::record::{BOF, Body, DRAWING_GROUP, EOF, Length, Record, Stretches, Text, broken, record};
use super::{extent, formula};
use crate::mapped::{Draft, EntryId, Pen, Remake};
use crate::package::Reading;
use crate::package::compound::le::size_at;
use crate::package::compound::{links, pictures, scan};
use crate::package::header::{self, Piece};
use crate::package::homes;
use crate::package::markup::is_plain_format;
use crate::package::office::NOBODY;
use crate::package::opaque::{Likely, read_text};
use crate::{Error, Extra, What};

/// What a part of the stream is, from one BOF record to its EOF.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Globals,
    Sheet,
    Chart,
    Other,
}

/// A sheet as the workbook names it.
struct Named {
    at: usize,
    name: String,
    is_hidden: bool,
}

/// What stands beside the cells is handed on when there is so much of it.
const ASIDE: usize = 64 << 10;

pub(super) struct Reader<'a> {
    entry: EntryId,
    stream: &'a [u8],
    reading: &'a mut Reading,
    /// What stands beside the cells.
    aside: Draft,
    parts: Vec<(Part, Sheet)>,
    sheets: Vec<Named>,
    /// The sheet that is being read.
    current: usize,
    shared: Vec<Stretches>,
    used: HashSet<usize>,
    /// The number of the format of each look of cells.
    looks: Vec<u16>,
    /// Formats of dates.
    dates: HashSet<u16>,
    from_1904: bool,
    /// The cell of the last formula.
    formula: (u16, u16),
    /// Whether the last object is a comment.
    is_comment: bool,
    comments: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(entry: EntryId, stream: &'a [u8], reading: &'a mut Reading) -> Self {
        Self {
            entry,
            stream,
            reading,
            aside: Draft::default(),
            parts: Vec::new(),
            sheets: Vec::new(),
            current: usize::MAX,
            shared: Vec::new(),
            used: HashSet::new(),
            looks: Vec::new(),
            dates: HashSet::new(),
            from_1904: false,
            formula: (0, 0),
            is_comment: false,
            comments: 0,
        }
    }

    /// # Errors
    /// If the workbook is encrypted, of an old kind, or broken.
    pub(super) fn read(mut self, is_book: bool) -> Result<(), Error> {
        let mut at = 0;
        if is_book {
            record(self.stream, 0).filter(|(first, _)| first.id == BOF).ok_or_else(|| broken(0))?;
        } else {
            self.parts.push((Part::Other, Sheet::default()));
        }
        while let Some((found, next)) = record(self.stream, at) {
            // Behind the last part there may be anything.
            if self.parts.is_empty() && at > 0 && found.id != BOF {
                break;
            }
            self.record(&found)?;
            at = next;
            if self.aside.text().len() > ASIDE {
                self.reading.prose(std::mem::take(&mut self.aside));
            }
        }
        if !self.parts.is_empty() && self.parts[0].0 != Part::Other {
            return Err(broken(at));
        }
        self.unused();
        self.aside.stand(Place::Named("文件空隙".to_owned()), Surface::Hidden);
        scan::scan(&mut self.aside, self.entry, &self.stream[at..], at);
        self.reading.prose(self.aside);
        Ok(())
    }

    fn setting<'s>(&'s self, named: Option<&'s Named>) -> Setting<'s> {
        Setting {
            stream: self.stream,
            entry: self.entry,
            shared: &self.shared,
            name: named.map_or("", |named| &named.name),
            is_hidden: named.is_some_and(|named| named.is_hidden),
        }
    }

    /// Shared texts that no cell shows.
    fn unused(&mut self) {
        let mut draft = Draft::default();
        let setting = self.setting(None);
        for (_, stretches) in (0..).zip(&self.shared).filter(|(nth, _)| !self.used.contains(nth)) {
            draft.stand(Place::Named("未引用的文字".to_owned()), Surface::Hidden);
            setting.stretches(&mut draft, stretches);
            draft.end_line();
        }
        self.reading.prose(draft);
    }

    fn part(&self) -> Part {
        self.parts.last().map_or(Part::Other, |part| part.0)
    }

    fn sheet(&mut self) -> Option<&mut Sheet> {
        self.parts.last_mut().map(|part| &mut part.1)
    }

    fn sheet_name(&self) -> &str {
        self.sheets.get(self.current).map_or("", |named| &named.name)
    }

    /// What follows in the aside stands in the sheet, and is called `what`.
    fn stand(&mut self, what: &str, surface: Surface) {
        let place = self.named(what);
        self.aside.end_line();
        self.aside.stand(place, surface);
    }

    fn named(&self, what: &str) -> Place {
        let sheet = self.sheet_name();
        Place::Named(if sheet.is_empty() { what.to_owned() } else { format!("{sheet}!{what}") })
    }

    fn stand_cell(&mut self, (row, column): (u16, u16), surface: Surface) {
        let (row, column) = (usize::from(row) + 1, usize::from(column) + 1);
        let place = Place::Sheet { sheet: self.sheet_name().to_owned(), row, column };
        self.aside.end_line();
        self.aside.stand(place, surface);
    }

    fn record(&mut self, found: &Record) -> Result<(), Error> {
        let Record { id, at, body } = found;
        match *id {
            BOF => self.begin(*at, body)?,
            EOF => self.end(),
            0x002F => return Err(Error::encrypted()),
            0x0085 => self.name_sheet(body),
            0x00FC => self.share(*at, body)?,
            0x041E => self.format(body),
            0x00E0 => self.looks.push(body.u16(2).unwrap_or(0)),
            0x0022 => self.from_1904 = body.u16(0) == Some(1),
            0x0208 => self.row(body),
            0x007D => self.columns(body),
            0x00FD | 0x0204 | 0x00D6 | 0x0203 | 0x027E | 0x00BD | 0x0006 => self.cell(found),
            0x0207 => self.result(body),
            0x0221 => self.formula_at(body, self.formula, 12),
            0x04BC => self.formula_at(body, self.formula, 8),
            0x001C => self.comment(body),
            0x005D => {
                self.is_comment = body.u16(4) == Some(0x19);
                self.doubt("图形", body, 0);
            }
            0x01B6 => self.object_text(body),
            0x01BE => self.validation(body),
            0x01B1 => self.conditional(body),
            0x0018 => self.name(body),
            0x01AE => self.linked_book(body),
            0x0023 => self.linked_name(body),
            0x005A => self.copies(body),
            0x0014 | 0x0015 => {
                self.stand(if *id == 0x0014 { "页眉" } else { "页脚" }, Surface::Visible);
                self.say_header(body);
            }
            0x005C => self.labelled("用户", body, 0),
            0x005B => self.labelled("用户", body, 4),
            // How somebody looks at the workbook.
            0x01A9 => self.labelled("用户", body, 50),
            0x00C9 => self.pivot_number(body),
            0x00CD => {
                self.stand("数据透视表", Surface::Hidden);
                self.say_text(body, 0, Length::Short);
            }
            0x004D => self.rest("打印机设置", Surface::Metadata, body),
            0x01B8 | 0x0800 => {
                self.rest("链接", Surface::Markup, body);
                links_of(&mut self.aside, self.entry, body);
            }
            0x00AF => self.rest("方案", Surface::Hidden, body),
            0x00EC | DRAWING_GROUP | 0x007F | 0x00E9 => self.drawing(*id, body),
            0x1000..=0x10FF => self.rest("图表", Surface::Visible, body),
            // Looks of the whole workbook, compressed.
            0x0896 if body.bytes.get(16..18) == Some(b"PK") => {}
            id if extent::of(id, body).is_some() => {}
            0x0090 | 0x0091 | 0x009E | 0x009F | 0x00BE | 0x00FF | 0x0863 | 0x0896 => {
                self.doubt("其他", body, 0);
            }
            _ => self.rest("其他", Surface::Hidden, body),
        }
        if let Some(end) = extent::of(*id, body) {
            self.remnant(body, end);
        }
        Ok(())
    }

    /// Looks through what stands behind the end of what a record holds.
    fn remnant(&mut self, body: &Body, end: usize) {
        if end < body.bytes.len() {
            self.doubt("记录余下部分", body, end);
        }
    }

    /// Looks for text where none is expected: only what hardly stands there by chance is taken for it.
    fn doubt(&mut self, what: &str, body: &Body, from: usize) {
        let place = self.named(what);
        for piece in body.pieces_from(from) {
            let bytes = (self.entry, &body.bytes[piece.clone()], body.raw(piece.start));
            read_text(bytes, (&place, Surface::Hidden), Likely::Perhaps, self.reading);
        }
    }

    fn begin(&mut self, at: usize, body: &Body) -> Result<(), Error> {
        if self.parts.is_empty() && body.u16(0) != Some(0x0600) {
            return Err(Error::unsupported(crate::FileType::Office95));
        }
        let part = match body.u16(2) {
            Some(5) => Part::Globals,
            Some(0x10 | 0x40) => Part::Sheet,
            Some(0x20) => Part::Chart,
            _ => Part::Other,
        };
        if let Some(nth) = self.sheets.iter().position(|named| named.at == at) {
            self.current = nth;
        }
        if self.parts.len() > 8 {
            return Err(broken(at));
        }
        self.parts.push((part, Sheet::default()));
        Ok(())
    }

    fn end(&mut self) {
        let Some((part, mut sheet)) = self.parts.pop() else { return };
        if part == Part::Sheet {
            sheet.hidden_rows.sort_unstable();
            self.reading.prose(std::mem::take(&mut self.aside));
            let mut held = Reading::new(&self.reading.scope);
            std::mem::swap(&mut held, self.reading);
            self.setting(self.sheets.get(self.current)).finish(&sheet, &mut held);
            std::mem::swap(&mut held, self.reading);
        }
    }

    /// Looks through a record that has no reader of its own.
    fn rest(&mut self, what: &str, surface: Surface, body: &Body) {
        self.stand(what, surface);
        body.scan(&mut self.aside, self.entry, 0);
    }

    /// Adds the text at `at`, and gives where it ends.
    fn say_text(&mut self, body: &Body, at: usize, length: Length) -> Option<usize> {
        let text = body.text(at, length)?;
        body.write(&mut self.aside, self.entry, &text);
        self.aside.end_line();
        Some(text.end)
    }

    /// A header or footer: its codes are no text.
    fn say_header(&mut self, body: &Body) {
        let Some(text) = body.text(0, Length::Short) else { return };
        for piece in header::pieces(&body.read(&text), "&") {
            match piece {
                Piece::Text(range) => body.write_within(&mut self.aside, self.entry, &text, range),
                Piece::End => self.aside.say(header::END),
            }
        }
        self.aside.end_line();
    }

    fn labelled(&mut self, label: &str, body: &Body, at: usize) {
        self.stand(label, Surface::Metadata);
        let Some(text) = body.text(at, Length::Short).filter(|text| names_somebody(&body.read(text))) else {
            return;
        };
        self.aside.say(label);
        self.aside.say("：");
        body.write(&mut self.aside, self.entry, &text);
        self.aside.end_line();
    }

    fn name_sheet(&mut self, body: &Body) {
        let (Some(at), Some(text)) = (size_at(&body.bytes, 0), body.text(6, Length::Byte)) else { return };
        let is_hidden = body.byte(4).is_some_and(|state| state & 3 != 0);
        let surface = if is_hidden { Surface::Hidden } else { Surface::Visible };
        self.aside.end_line();
        self.aside.stand(Place::Named("工作表名".to_owned()), surface);
        body.write(&mut self.aside, self.entry, &text);
        self.aside.end_line();
        self.sheets.push(Named { at, name: body.read(&text), is_hidden });
    }

    fn share(&mut self, at: usize, body: &Body) -> Result<(), Error> {
        let count = size_at(&body.bytes, 4).unwrap_or(0);
        let mut next = 8;
        for _ in 0..count {
            if next >= body.bytes.len() {
                break;
            }
            let text = body.text(next, Length::Short).ok_or_else(|| broken(at))?;
            next = text.end;
            if !text.beside.is_empty() {
                self.spoken(body, &text);
            }
            self.shared.push(raw_stretches(body, &text));
        }
        self.remnant(body, next);
        Ok(())
    }

    /// How a text is to be spoken.
    fn spoken(&mut self, body: &Body, text: &Text) {
        self.stand("拼音", Surface::Hidden);
        // Behind two lengths, a font and a count of letters.
        let len = body.u16(text.beside.start + 10).unwrap_or(0);
        match body.letters(text.beside.start + 14, usize::from(len), true) {
            Some((stretches, end)) if end <= text.beside.end => {
                let spoken = Text { stretches, beside: 0..0, end };
                body.write(&mut self.aside, self.entry, &spoken);
            }
            _ => {
                let mut bytes = body.bytes[..text.beside.end].to_vec();
                bytes[..text.beside.start].fill(0);
                body.scan_bytes(&bytes, &mut self.aside, self.entry, text.beside.start);
            }
        }
        self.aside.end_line();
    }

    fn format(&mut self, body: &Body) {
        let (Some(number), Some(text)) = (body.u16(0), body.text(2, Length::Short)) else { return };
        if number::is_date_pattern(&body.read(&text)) {
            self.dates.insert(number);
        }
        if is_plain_format(&body.read(&text)) {
            return;
        }
        self.stand("数字格式", Surface::Markup);
        body.write(&mut self.aside, self.entry, &text);
        self.aside.end_line();
    }

    fn row(&mut self, body: &Body) {
        const HIDDEN: u16 = 0x20;
        let (Some(row), Some(switches)) = (body.u16(0), body.u16(12)) else { return };
        let flat = body.u16(6).is_some_and(|height| height & 0x7FFF == 0);
        if let Some(sheet) = self.sheet().filter(|_| switches & HIDDEN != 0 || flat) {
            sheet.hidden_rows.push(row);
        }
    }

    fn columns(&mut self, body: &Body) {
        let (Some(first), Some(last), Some(switches)) = (body.u16(0), body.u16(2), body.u16(8)) else {
            return;
        };
        if switches & 1 != 0 || body.u16(4) == Some(0) {
            let range = usize::from(first)..usize::from(last) + 1;
            if let Some(sheet) = self.sheet() {
                sheet.hidden_columns.push(range);
            }
        }
    }

    fn cell(&mut self, found: &Record) {
        let Record { id, at, body } = found;
        let (Some(row), Some(column)) = (body.u16(0), body.u16(2)) else { return };
        let (cell, look) = ((row, column), body.u16(4).unwrap_or(0));
        let whole = *at..*at + 4 + body.bytes.len();
        let value = match *id {
            0x00FD => size_at(&body.bytes, 6).map(|number| {
                self.used.insert(number);
                Value::Shared(number)
            }),
            0x0204 | 0x00D6 => {
                body.text(6, Length::Short).map(|text| Value::Text(raw_stretches(body, &text)))
            }
            0x0203 => body.double(6).map(|number| {
                let (raw, remake): (_, Remake) = match self.part() {
                    Part::Sheet => (whole, number_anew),
                    _ => (body.raw(6)..body.raw(6) + 8, constant_anew),
                };
                self.number(cell, look, number, raw, remake)
            }),
            0x027E => {
                packed_at(&body.bytes, 6).map(|number| self.number(cell, look, number, whole, packed_anew))
            }
            0x00BD => return self.packed_row(body, row, column),
            _ => {
                self.formula = cell;
                self.formula_at(body, cell, 20);
                body.double(6)
                    .filter(|_| body.u16(12) != Some(0xFFFF))
                    .map(|number| self.number(cell, look, number, body.raw(6)..body.raw(6) + 8, result_anew))
            }
        };
        if let Some(value) = value {
            self.put(cell, value);
        }
    }

    fn put(&mut self, cell: (u16, u16), value: Value) {
        if let Some((Part::Sheet, sheet)) = self.parts.last_mut() {
            sheet.cells.insert(cell, value);
            return;
        }
        self.stand("图表", Surface::Visible);
        let mut draft = std::mem::take(&mut self.aside);
        self.setting(None).write(&mut draft, &value);
        draft.end_line();
        self.aside = draft;
    }

    /// Several numbers in one record.
    fn packed_row(&mut self, body: &Body, row: u16, first: u16) {
        let count = body.bytes.len().saturating_sub(6) / 6;
        for nth in 0..count {
            let at = 4 + nth * 6;
            let (Some(look), Some(number)) = (body.u16(at), packed_at(&body.bytes, at + 2)) else { return };
            let cell = (row, first.saturating_add(nth as u16));
            let raw = body.raw(at + 2)..body.raw(at + 2) + 4;
            let value = self.number(cell, look, number, raw, shared_anew);
            self.put(cell, value);
        }
    }

    fn number(
        &mut self,
        cell: (u16, u16),
        look: u16,
        number: f64,
        raw: std::ops::Range<usize>,
        remake: Remake,
    ) -> Value {
        let format = self.looks.get(usize::from(look)).copied().unwrap_or(0);
        let is_date = number::is_date_format(format) || self.dates.contains(&format);
        let date = is_date.then(|| number::date(number, self.from_1904)).flatten();
        let is_rounded = number::is_rounded(number);
        if let Some(sheet) = self.sheet().filter(|_| is_rounded) {
            sheet.rounded.push(cell);
        }
        let shown = if is_rounded { number::kept(number) } else { written(number) };
        Value::Number(date.unwrap_or(shown), raw, Pen::Remade(remake))
    }

    /// The text that a formula gives.
    fn result(&mut self, body: &Body) {
        if let Some(text) = body.text(0, Length::Short) {
            self.put(self.formula, Value::Text(raw_stretches(body, &text)));
        }
    }

    /// The constants of a formula whose length stands at `at`.
    fn formula_at(&mut self, body: &Body, cell: (u16, u16), at: usize) {
        self.stand_cell(cell, Surface::Hidden);
        formula::write(&mut self.aside, self.entry, body, at + 2, formula::len_at(body, at));
    }

    fn comment(&mut self, body: &Body) {
        self.comments += 1;
        let Some(text) = body.text(8, Length::Short).filter(|text| !body.read(text).trim().is_empty()) else {
            return;
        };
        self.reading.note(Place::Named("批注".to_owned()), What::Extra(Extra::Comments));
        self.stand(&format!("批注 {}", self.comments), Surface::Metadata);
        self.aside.say("批注者：");
        body.write(&mut self.aside, self.entry, &text);
        self.aside.end_line();
    }

    fn object_text(&mut self, body: &Body) {
        let (what, surface) =
            if self.is_comment { ("批注", Surface::Hidden) } else { ("文本框", Surface::Visible) };
        self.stand(what, surface);
        let (Some(len), Some(start)) = (body.u16(10), body.second()) else { return };
        let Some(text) = body.text(start, Length::Known(usize::from(len))) else { return };
        if self.is_comment && !body.read(&text).trim().is_empty() {
            self.reading.note(Place::Named("批注".to_owned()), What::Extra(Extra::Comments));
        }
        body.write(&mut self.aside, self.entry, &text);
        self.aside.end_line();
    }

    fn validation(&mut self, body: &Body) {
        self.stand("数据有效性", Surface::Hidden);
        let mut at = Some(4);
        for _ in 0..4 {
            at = at.and_then(|at| self.say_text(body, at, Length::Short));
        }
        for _ in 0..2 {
            let Some(start) = at else { return };
            let len = formula::len_at(body, start);
            formula::write(&mut self.aside, self.entry, body, start + 4, len);
            at = Some(start + 4 + len);
        }
    }

    fn conditional(&mut self, body: &Body) {
        self.stand("条件格式", Surface::Hidden);
        let (one, two) = (formula::len_at(body, 2), formula::len_at(body, 4));
        let Some(start) = body.bytes.len().checked_sub(one + two) else { return };
        formula::write(&mut self.aside, self.entry, body, start, one);
        formula::write(&mut self.aside, self.entry, body, start + one, two);
    }

    fn name(&mut self, body: &Body) {
        self.stand("名称", Surface::Markup);
        let (len, tokens) = (usize::from(body.byte(3).unwrap_or(0)), formula::len_at(body, 4));
        let Some(text) = body.text(14, Length::Known(len)) else {
            return body.scan(&mut self.aside, self.entry, 14);
        };
        body.write(&mut self.aside, self.entry, &text);
        self.aside.end_line();
        formula::write(&mut self.aside, self.entry, body, text.end, tokens);
        // Menu, description, help, status.
        let mut at = text.end + tokens;
        for len in (10..14).filter_map(|nth| body.byte(nth)).filter(|&len| len > 0) {
            match self.say_text(body, at, Length::Known(usize::from(len))) {
                Some(end) => at = end,
                None => break,
            }
        }
    }

    fn linked_book(&mut self, body: &Body) {
        // The workbook itself, and functions that programs add.
        if body.bytes.len() <= 4 {
            return;
        }
        self.reading.note(Place::Named("外部链接".to_owned()), What::Extra(Extra::ExternalLinks));
        self.stand("外部链接", Surface::Metadata);
        let mut at = self.say_path(body, 2);
        for _ in 0..body.u16(0).unwrap_or(0) {
            at = at.and_then(|at| self.say_text(body, at, Length::Short));
        }
    }

    /// Adds a path, which may lead through the folder of a user.
    fn say_path(&mut self, body: &Body, at: usize) -> Option<usize> {
        let text = body.text(at, Length::Short)?;
        let path = body.read(&text);
        let user = homes::user_of(&path).unwrap_or(0..0);
        body.write_within(&mut self.aside, self.entry, &text, 0..user.start);
        if !user.is_empty() {
            self.aside.say("\n姓名：");
            body.write_within(&mut self.aside, self.entry, &text, user.clone());
            self.aside.say("\n");
        }
        body.write_within(&mut self.aside, self.entry, &text, user.end..path.len());
        self.aside.end_line();
        Some(text.end)
    }

    fn linked_name(&mut self, body: &Body) {
        self.stand("外部链接", Surface::Hidden);
        match self.say_text(body, 6, Length::Byte) {
            Some(end) => {
                let len = formula::len_at(body, end);
                formula::write(&mut self.aside, self.entry, body, end + 2, len);
            }
            None => body.scan(&mut self.aside, self.entry, 0),
        }
    }

    /// Copies of cells of another workbook.
    fn copies(&mut self, body: &Body) {
        self.stand("外部链接缓存", Surface::Hidden);
        let mut at = 4;
        while let Some(kind) = body.byte(at) {
            at += 1;
            match kind {
                1 => {
                    self.constant(body, at);
                    at += 8;
                }
                2 => match self.say_text(body, at, Length::Short) {
                    Some(end) => at = end,
                    None => return,
                },
                _ => at += 8,
            }
        }
    }

    fn constant(&mut self, body: &Body, at: usize) {
        if let Some(number) = body.double(at) {
            let raw = body.raw(at)..body.raw(at) + 8;
            self.aside.write(&written(number), self.entry, raw, Pen::Remade(constant_anew));
            self.aside.end_line();
        }
    }

    fn pivot_number(&mut self, body: &Body) {
        self.stand("数据透视表", Surface::Hidden);
        self.constant(body, 0);
    }

    /// Drawings: shapes with names, and pictures.
    fn drawing(&mut self, id: u16, body: &Body) {
        let place = Place::Named(if self.sheet_name().is_empty() {
            "图片".to_owned()
        } else {
            format!("{}!图片", self.sheet_name())
        });
        let rest = pictures::unread(&body.bytes, &place, self.reading);
        if matches!(id, 0x007F | 0x00E9) {
            let reason = crate::Reason::UnsupportedType(crate::FileType::Image);
            let hash = <sha2::Sha256 as sha2::Digest>::digest(&body.bytes).into();
            return self.reading.note(place, What::Unread { reason, hash, goes_with: None });
        }
        self.stand("图形", Surface::Markup);
        body.scan_bytes(&rest, &mut self.aside, self.entry, 0);
    }
}

/// Whether a program says who used it: some write their own names.
fn names_somebody(user: &str) -> bool {
    let user = user.trim();
    !user.is_empty() && !NOBODY.contains(&user)
}

/// Paths in the code page of the machine.
fn links_of(draft: &mut Draft, entry: EntryId, body: &Body) {
    // A link fits one record.
    if body.second().is_none() {
        links::write_paths(draft, entry, &body.bytes, body.raw(0));
    }
}

/// Where a text stands in the stream.
fn raw_stretches(body: &Body, text: &Text) -> Stretches {
    let raw = |range: &std::ops::Range<usize>| body.raw(range.start)..body.raw(range.start) + range.len();
    text.stretches.iter().map(|(range, units)| (raw(range), *units)).collect()
}
