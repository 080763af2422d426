use std::ops::Range;

use yinmo_core::text::Span;

use super::{Edits, EntryId, Escape};
use crate::Error;

/// Where the text of a chunk stands. Text that no piece holds, such as the line break between two paragraphs, stands
/// nowhere.
#[derive(Default)]
pub(crate) struct Map {
    /// In the order of the text.
    pieces: Vec<Piece>,
}

/// Text that stands in one stretch of bytes.
#[derive(Clone, Copy)]
struct Piece {
    text: (u32, u32),
    raw: (u32, u32),
    entry: EntryId,
    pen: Pen,
}

/// How a piece is written, and so how another text is written in its place.
#[derive(Clone, Copy)]
pub(crate) enum Pen {
    /// Byte for byte as it reads.
    Plain(Escape),
    /// In a way of its own, such as a character reference: it stays or goes as a whole.
    Unit(Escape),
    /// The whole stretch is written anew, as this makes of the old bytes and the new text.
    Remade(Remake),
    /// One unit for each UTF-16 code unit, and so many units must stay.
    Fixed(Units),
    /// In XML, character by character, and so many characters must stay: each has a place of its own on a page. `whole`:
    /// the piece is one character, written by a reference.
    Each {
        /// Whether it is.
        whole: bool,
    },
}

/// What a character takes where text keeps its length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Units {
    /// A byte, of Windows-1252.
    Bytes,
    /// Two bytes, of UTF-16, low byte first.
    Utf16,
}

/// Makes of old bytes and a new text what is written.
pub(crate) type Remake = fn(&[u8], &str) -> Vec<u8>;

impl Map {
    /// Text behind all that was added before stands in `raw`.
    pub(crate) fn push(&mut self, text: Range<usize>, entry: EntryId, raw: Range<usize>, pen: Pen) {
        if text.is_empty() {
            return;
        }
        let (text, raw) = ((text.start as u32, text.end as u32), (raw.start as u32, raw.end as u32));
        if let Some(last) = self.pieces.last_mut()
            && last.joins(&text, entry, &raw, pen)
        {
            last.text.1 = text.1;
            last.raw.1 = raw.1;
            return;
        }
        self.pieces.push(Piece { text, raw, entry, pen });
    }

    /// Says in `edits` what becomes of the entries when `changes` are made to `text`: spans in order and apart, and what
    /// comes in their place.
    ///
    /// # Errors
    /// If a span stands nowhere. Its number is that of the change.
    pub(crate) fn write<'c>(
        &self,
        text: &str,
        changes: impl Iterator<Item = (Span, &'c str)>,
        edits: &mut Edits,
    ) -> Result<(), Error> {
        let mut anew = Anew::default();
        let mut rest = &self.pieces[..];
        for (nth, (span, replacement)) in changes.enumerate() {
            while let [first, others @ ..] = rest
                && first.text.1 as usize <= span.start
            {
                rest = others;
            }
            let touched = rest.iter().take_while(|piece| (piece.text.0 as usize) < span.end).count();
            let touched = &rest[..touched];
            if touched.is_empty() {
                return Err(Error::bad_change(nth));
            }
            let mut comes = Comes::new(text, span, replacement, touched);
            for piece in touched {
                let part = piece.text.0.max(span.start as u32)..piece.text.1.min(span.end as u32);
                match piece.pen {
                    Pen::Plain(escape) => {
                        edits.push(piece.entry, piece.raw_of(part), escape.apply(comes.all()).as_bytes());
                    }
                    Pen::Unit(escape) => {
                        edits.push(piece.entry, piece.raw(), escape.apply(comes.all()).as_bytes());
                    }
                    Pen::Fixed(units) => {
                        let old = &text[part.start as usize..part.end as usize];
                        let raw = units.range(text, piece.text.0 as usize, piece.raw.0 as usize, &part);
                        edits.push(piece.entry, raw, &units.written(comes.some(old.encode_utf16().count())));
                    }
                    Pen::Each { whole } => {
                        for (at, c) in text[part.start as usize..part.end as usize].char_indices() {
                            let start = part.start + at as u32;
                            let raw = match whole {
                                true => piece.raw(),
                                false => piece.raw_of(start..start + c.len_utf8() as u32),
                            };
                            let comes = String::from_utf16_lossy(&comes.some(c.len_utf16()));
                            edits.push(piece.entry, raw, Escape::Markup.apply(&comes).as_bytes());
                        }
                    }
                    Pen::Remade(remake) => anew.add(piece, remake, text, part, comes.all(), edits),
                }
            }
        }
        anew.finish(text, edits);
        Ok(())
    }

    /// The pieces that stand in a range of the text: their text, entry, bytes and pens.
    pub(crate) fn pieces(
        &self,
        range: Range<usize>,
    ) -> impl Iterator<Item = (Range<usize>, EntryId, Range<usize>, Pen)> {
        let pieces = self.touched(range.into()).iter();
        pieces
            .map(|piece| (piece.text.0 as usize..piece.text.1 as usize, piece.entry, piece.raw(), piece.pen))
    }

    /// Whether something of `span` stands anywhere.
    pub(crate) fn holds(&self, span: Span) -> bool {
        !self.touched(span).is_empty()
    }

    /// The pieces that have a byte in common with `span`.
    fn touched(&self, span: Span) -> &[Piece] {
        let first = self.pieces.partition_point(|piece| piece.text.1 as usize <= span.start);
        let end = self.pieces.partition_point(|piece| (piece.text.0 as usize) < span.end);
        &self.pieces[first..end.max(first)]
    }
}

impl Piece {
    fn raw(&self) -> Range<usize> {
        self.raw.0 as usize..self.raw.1 as usize
    }

    fn raw_of(&self, text: Range<u32>) -> Range<usize> {
        let at = |offset: u32| (self.raw.0 + offset - self.text.0) as usize;
        at(text.start)..at(text.end)
    }

    /// Whether what follows is written right behind and alike.
    fn joins(&self, text: &(u32, u32), entry: EntryId, raw: &(u32, u32), pen: Pen) -> bool {
        let alike = match (self.pen, pen) {
            (Pen::Plain(one), Pen::Plain(other)) => one == other,
            (Pen::Fixed(one), Pen::Fixed(other)) => one == other,
            (Pen::Each { whole: one }, Pen::Each { whole: other }) => !one && !other,
            _ => false,
        };
        alike && self.entry == entry && self.text.1 == text.0 && self.raw.1 == raw.0
    }
}

impl Units {
    /// The bytes of a part of a piece that begins at `text_start` of the text and at `raw_start` of the entry.
    fn range(self, text: &str, text_start: usize, raw_start: usize, part: &Range<u32>) -> Range<usize> {
        let units = |to: u32| text[text_start..to as usize].encode_utf16().count();
        let size = match self {
            Self::Bytes => 1,
            Self::Utf16 => 2,
        };
        raw_start + units(part.start) * size..raw_start + units(part.end) * size
    }

    fn written(self, units: Vec<u16>) -> Vec<u8> {
        match self {
            // What a byte cannot say is hidden altogether.
            Self::Bytes => units.into_iter().map(|unit| u8::try_from(unit).unwrap_or(b'*')).collect(),
            Self::Utf16 => units.into_iter().flat_map(u16::to_le_bytes).collect(),
        }
    }
}

/// What comes in the place of a span, given out to the pieces that the span touches.
struct Comes<'c> {
    /// All of it, for the first piece; nothing for the others.
    whole: &'c str,
    /// Unit by unit, where the length has to stay: stretched to it with asterisks, or cut.
    units: std::vec::IntoIter<u16>,
}

impl<'c> Comes<'c> {
    fn new(text: &str, span: Span, whole: &'c str, touched: &[Piece]) -> Self {
        let fixed = touched.iter().any(|piece| matches!(piece.pen, Pen::Fixed(_) | Pen::Each { .. }));
        let units = if fixed { fitted(whole, span.of(text).encode_utf16().count()) } else { Vec::new() };
        Self { whole, units: units.into_iter() }
    }

    fn all(&mut self) -> &'c str {
        std::mem::take(&mut self.whole)
    }

    fn some(&mut self, count: usize) -> Vec<u16> {
        let mut units: Vec<u16> = self.units.by_ref().take(count).collect();
        units.resize(count, u16::from(b'*'));
        units
    }
}

/// `text` in exactly `count` UTF-16 units. One that is too long loses its end: it says less then, never more.
fn fitted(text: &str, count: usize) -> Vec<u16> {
    let mut units = Vec::with_capacity(count);
    let mut buffer = [0; 2];
    for c in text.chars() {
        let encoded = c.encode_utf16(&mut buffer);
        if units.len() + encoded.len() > count {
            break;
        }
        units.extend_from_slice(encoded);
    }
    units.resize(count, u16::from(b'*'));
    units
}

/// A piece that is being written anew, with all changes to it.
#[derive(Default)]
struct Anew<'m> {
    open: Option<(&'m Piece, Remake)>,
    value: String,
    /// Up to where the text of the piece is in the value.
    kept: usize,
}

impl<'m> Anew<'m> {
    fn add(
        &mut self,
        piece: &'m Piece,
        remake: Remake,
        text: &str,
        part: Range<u32>,
        comes: &str,
        edits: &mut Edits,
    ) {
        if self.open.is_none_or(|(open, _)| !std::ptr::eq(open, piece)) {
            self.finish(text, edits);
            self.open = Some((piece, remake));
            self.kept = piece.text.0 as usize;
        }
        self.value.push_str(&text[self.kept..part.start as usize]);
        self.value.push_str(comes);
        self.kept = part.end as usize;
    }

    fn finish(&mut self, text: &str, edits: &mut Edits) {
        let Some((piece, remake)) = self.open.take() else { return };
        self.value.push_str(&text[self.kept..piece.text.1 as usize]);
        edits.push_remade(piece.entry, piece.raw(), &self.value, remake);
        self.value.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::{Edits, Escape, Map, Pen, Span, Units};

    fn written(map: &Map, text: &str, raw: &[u8], changes: &[(usize, usize, &str)]) -> Vec<u8> {
        let mut edits = Edits::default();
        let changes = changes.iter().map(|&(start, end, with)| (Span::new(start, end), with));
        map.write(text, changes, &mut edits).unwrap();
        edits.apply(0, raw).unwrap()
    }

    #[test]
    fn a_value_over_two_runs_with_a_reference_between_is_replaced_where_it_begins() {
        let raw = b"<r>ab</r><r>c&amp;d</r>";
        let mut map = Map::default();
        map.push(0..2, 0, 3..5, Pen::Plain(Escape::Markup));
        map.push(2..3, 0, 12..13, Pen::Plain(Escape::Markup));
        map.push(3..4, 0, 13..18, Pen::Unit(Escape::Markup));
        map.push(4..5, 0, 18..19, Pen::Plain(Escape::Markup));
        let out = written(&map, "abc&d", raw, &[(1, 4, "<*>")]);
        assert_eq!(out, b"<r>a&lt;*&gt;</r><r>d</r>");
    }

    #[test]
    fn what_is_remade_takes_all_its_changes_at_once() {
        let mut map = Map::default();
        let remake = |old: &[u8], new: &str| [&old[..3], b"<is>", new.as_bytes(), b"</is>"].concat();
        map.push(0..5, 0, 2..10, Pen::Remade(remake));
        let out = written(&map, "12345", b"--<v>5</v>--", &[(0, 1, "*"), (3, 4, "#")]);
        assert_eq!(out, b"--<v><is>*23#5</is>--");
    }

    #[test]
    fn fixed_text_keeps_its_length() {
        let mut map = Map::default();
        map.push(0..2, 0, 0..2, Pen::Fixed(Units::Bytes));
        map.push(2..5, 0, 2..4, Pen::Fixed(Units::Utf16));
        let out = written(&map, "ab张", b"ab\x20\x5F", &[(1, 5, "x某y")]);
        assert_eq!(out, [b"ax", &0x67D0_u16.to_le_bytes()[..]].concat());
        let out = written(&map, "ab张", b"ab\x20\x5F", &[(0, 5, "某")]);
        assert_eq!(out, b"***\0");
    }

    #[test]
    fn text_that_is_set_character_by_character_keeps_its_places() {
        let raw = b"<t>1</t><t>&#51;</t><t>8</t>";
        let mut map = Map::default();
        map.push(0..1, 0, 3..4, Pen::Each { whole: false });
        map.push(1..2, 0, 11..16, Pen::Each { whole: true });
        map.push(2..3, 0, 23..24, Pen::Each { whole: false });
        let out = written(&map, "138", raw, &[(0, 3, "1*<")]);
        assert_eq!(out, b"<t>1</t><t>*</t><t>&lt;</t>");
        let out = written(&map, "138", raw, &[(1, 3, "[none]")]);
        assert_eq!(out, b"<t>1</t><t>[</t><t>n</t>");
    }

    #[test]
    fn what_stands_nowhere_cannot_be_changed() {
        let mut map = Map::default();
        map.push(1..2, 0, 0..1, Pen::Plain(Escape::None));
        assert!(map.write("\na", [(Span::new(0, 1), "x")].into_iter(), &mut Edits::default()).is_err());
    }
}
