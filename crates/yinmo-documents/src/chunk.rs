use std::fmt;
use std::sync::OnceLock;

use yinmo_core::text::{Place, Span};

use crate::formats::csv::Table;
use crate::formats::json::Tree;
use crate::formats::text::Prose;
use crate::position::PositionIndex;
use crate::record::{Part, Record};
use crate::source::Source;
use crate::{Block, Changes, Error, Position};

/// One piece of a document that can be read, decided and rewritten on its own, on any thread.
pub struct Chunk {
    source: Source,
    layout: Layout,
    start: Position,
    positions: OnceLock<PositionIndex>,
}

/// How the text of a chunk is divided into parts.
pub(crate) enum Layout {
    Prose(Prose),
    Table(Table),
    Tree(Tree),
}

impl Chunk {
    pub(crate) fn new(source: Source, layout: Layout, start: Position) -> Self {
        Self { source, layout, start, positions: OnceLock::new() }
    }

    /// The records, in reading order.
    pub fn records(&self) -> impl Iterator<Item = Record<'_>> {
        let count = match &self.layout {
            Layout::Prose(_) => usize::from(!self.own_text().is_empty()),
            Layout::Table(table) => table.row_count(),
            Layout::Tree(tree) => tree.record_count(),
        };
        (0..count).filter_map(|nth| self.record(nth))
    }

    /// The rows of a table in blocks; none in other chunks.
    pub fn blocks(&self) -> impl Iterator<Item = Block<'_>> {
        let table = if let Layout::Table(table) = &self.layout { Some(table) } else { None };
        let mut row = 0;
        std::iter::from_fn(move || {
            let block = Block::at(self, table.filter(|table| row < table.row_count())?, row);
            row += block.height();
            Some(block)
        })
    }

    #[inline]
    fn record(&self, nth: usize) -> Option<Record<'_>> {
        match &self.layout {
            Layout::Prose(_) => self.part(0).map(Record::Prose),
            Layout::Table(table) => Some(table.record(self, nth)),
            Layout::Tree(tree) => tree.record(self, nth),
        }
    }

    /// How many parts there are.
    pub fn part_count(&self) -> usize {
        match &self.layout {
            Layout::Prose(_) => 1,
            Layout::Table(table) => table.part_count(),
            Layout::Tree(tree) => tree.part_count(),
        }
    }

    /// The part with this index.
    pub fn part(&self, index: usize) -> Option<Part<'_>> {
        if index >= self.part_count() {
            return None;
        }
        Some(match &self.layout {
            Layout::Prose(prose) => prose.part(self),
            Layout::Table(table) => table.part(self, index),
            Layout::Tree(tree) => tree.part(self, index),
        })
    }

    pub(crate) fn place(&self, part: &Part<'_>, show: &mut dyn FnMut(usize, &str) -> String) -> Place {
        match &self.layout {
            Layout::Prose(_) => Place::Line(self.start.line),
            Layout::Table(_) => Place::Cell { row: part.row, column: part.column },
            Layout::Tree(tree) => Place::Path(tree.path(self.window(), part.index, show)),
        }
    }

    /// Appends the bytes of this chunk with `changes` applied, in the file's own encoding.
    ///
    /// Changes are sorted by part and, within a part, by start; those of one part do not overlap.
    ///
    /// In prose a change belongs to the chunk in which its span starts and may reach beyond the chunk's own
    /// text. The result says how far, in bytes of text; hand it to the next chunk as `carry`, which leaves
    /// out that much of its own text and cuts down or drops changes that start there. Start with 0. Other
    /// formats always return 0. So the concatenation is exact wherever the cuts fall.
    ///
    /// # Errors
    ///
    /// A change that does not fit, or a replacement the encoding lacks. `out` is then to be thrown away.
    pub fn splice(&self, changes: &Changes, carry: usize, out: &mut Vec<u8>) -> Result<usize, Error> {
        let mut splice = self.source.splice(carry, out);
        match &self.layout {
            Layout::Prose(prose) => prose.splice(self, changes, &mut splice),
            Layout::Table(table) => table.splice(self, changes, &mut splice),
            Layout::Tree(tree) => tree.splice(self, changes, &mut splice),
        }?;
        Ok(splice.finish())
    }

    /// The decoded text of the chunk, escapes and separators included.
    pub fn own_text(&self) -> &str {
        self.source.own_text()
    }

    /// The decoded text with the context on both sides, in one piece.
    #[inline]
    pub fn window(&self) -> &str {
        &self.source.text
    }

    /// Where in [`window`](Self::window) the own text is.
    pub fn own(&self) -> Span {
        self.source.own.clone().into()
    }

    /// In prose, up to 2 KiB of text before the chunk; else empty.
    pub fn context_before(&self) -> &str {
        &self.source.text[..self.source.own.start]
    }

    /// In prose, up to 2 KiB of text after the chunk; else empty.
    pub fn context_after(&self) -> &str {
        &self.source.text[self.source.own.end..]
    }

    /// Code points of the own text.
    pub fn code_points(&self) -> usize {
        crate::position::count_code_points(self.own_text().as_bytes())
    }

    /// Line breaks of the own text.
    pub fn lines(&self) -> usize {
        self.text_position(self.source.own.end).line - self.start.line
    }

    /// Where the own text starts in the file's text.
    pub fn start(&self) -> Position {
        self.start
    }

    /// The position of the byte `offset` of the text of `part`.
    ///
    /// # Panics
    ///
    /// When there is no such part or byte, as indexing does.
    pub fn position(&self, part: usize, offset: usize) -> Position {
        self.text_position(self.locate(part, offset))
    }

    /// The byte of [`window`](Self::window) that the byte `offset` of the text of `part` stands for.
    ///
    /// # Panics
    ///
    /// When there is no such part or byte, as indexing does.
    pub fn locate(&self, part: usize, offset: usize) -> usize {
        match &self.layout {
            Layout::Prose(_) => self.source.own.start + offset,
            Layout::Table(table) => table.locate(self.window(), part, offset),
            Layout::Tree(tree) => tree.locate(self.window(), part, offset),
        }
    }

    /// The position of a byte of the window that is not in the context before.
    fn text_position(&self, at: usize) -> Position {
        let from_own = &self.source.text.as_bytes()[self.source.own.start..];
        let index = self.positions.get_or_init(|| PositionIndex::new(from_own, self.start));
        index.position(from_own, at - self.source.own.start)
    }
}

/// Shows sizes only.
impl fmt::Debug for Chunk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Chunk")
            .field("start", &self.start)
            .field("bytes", &self.own_text().len())
            .field("parts", &self.part_count())
            .finish_non_exhaustive()
    }
}
