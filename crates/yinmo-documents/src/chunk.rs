use std::fmt;
use std::ops::RangeInclusive;
use std::sync::{Arc, OnceLock};

use yinmo_core::text::{Place, Span, Surface};

use crate::change::{by_part, pushed_by_part};
use crate::formats::csv::Table;
use crate::formats::json::Tree;
use crate::formats::text::Prose;
use crate::mapped::{Edits, EntryId, Mapped, Pen, RemovedCells, SharedCell, Stands};
use crate::position::{PositionIndex, Whole};
use crate::record::{Part, Record};
use crate::source::Source;
use crate::{Block, Changes, Charset, Error, Position};

/// One piece of a document that can be read, decided and rewritten on its own, on any thread.
pub struct Chunk {
    source: Source,
    layout: Layout,
    start: Position,
    positions: OnceLock<PositionIndex>,
    /// Where the text stands, if it does not stand in the file one character behind the other.
    mapped: Option<Box<Mapped>>,
    /// What of the document begins with it.
    section: Option<Section>,
    /// The packages it stands in, outermost first.
    home: Vec<Step>,
    /// The text of the file that mapped text stands in, where the file is text.
    whole: Option<Arc<Whole>>,
}

/// What belongs together within a document: a sheet, a table, a file in an archive. A table's heading reaches as far as
/// its section.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// What it is called: the name of a sheet.
    pub title: Option<Arc<str>>,
}

/// A file within a package.
#[derive(Clone)]
pub(crate) struct Step {
    pub(crate) entry: EntryId,
    pub(crate) name: Arc<str>,
    /// Whether no format reads the document: what looks like text in it is read.
    pub(crate) is_opaque: bool,
}

/// A span of a text, and what is to come in its place.
pub(crate) type Wanted<'t> = (Span, &'t str);

/// How the text of a chunk is divided into parts.
pub(crate) enum Layout {
    Prose(Prose),
    Table(Table),
    Tree(Tree),
}

impl Chunk {
    pub(crate) fn new(source: Source, layout: Layout, start: Position) -> Self {
        let positions = OnceLock::new();
        let section = (start == Position::START).then(Section::default);
        Self { source, layout, start, positions, mapped: None, section, home: Vec::new(), whole: None }
    }

    /// A chunk whose text stands here and there.
    pub(crate) fn mapped(
        source: Source,
        layout: Layout,
        start: Position,
        mapped: Mapped,
        section: Option<Section>,
    ) -> Self {
        Self { mapped: Some(Box::new(mapped)), section, ..Self::new(source, layout, start) }
    }

    /// The same, in a document that stands in a package.
    pub(crate) fn within(mut self, step: Step) -> Self {
        self.home.insert(0, step);
        self
    }

    /// The same, standing here and there in the text of a file.
    pub(crate) fn within_text(self, whole: &Arc<Whole>) -> Self {
        Self { whole: Some(Arc::clone(whole)), ..self }
    }

    /// The packages it stands in, outermost first.
    pub(crate) fn home(&self) -> &[Step] {
        &self.home
    }

    /// The name of the file within the document that it stands in, if it does.
    pub fn file(&self) -> Option<&str> {
        self.home.last().map(|step| &*step.name)
    }

    /// Whether its text is put together from here and there in the file, so that its lines are none of the file's.
    pub fn is_put_together(&self) -> bool {
        self.mapped.is_some()
    }

    /// What of the document begins with it; the chunks that follow belong to it too until another begins.
    pub fn section(&self) -> Option<&Section> {
        self.section.as_ref()
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

    /// Where the byte `offset` of the text of `part` is, and who sees it. Names on the way are as they are; each JSON key
    /// is shown as `show(part, key)`, where `part` is the index of the key's own part.
    pub fn stand(
        &self,
        part: &Part<'_>,
        offset: usize,
        show: &mut dyn FnMut(usize, &str) -> String,
    ) -> (Place, Surface) {
        let (place, surface) = match (self.mapped.as_deref().map(|mapped| &mapped.stands), &self.layout) {
            (Some(Stands::Grid(grid)), _) => (grid.place(part.row, part.column), part.surface),
            (Some(stands), _) => match stands.at(offset) {
                Some(anchor) => (anchor.place.clone(), anchor.surface),
                None => (Place::Line(self.position(part.index, offset).line), part.surface),
            },
            (None, Layout::Prose(_)) => (Place::Line(self.position(part.index, offset).line), part.surface),
            (None, Layout::Table(_)) => (Place::Cell { row: part.row, column: part.column }, part.surface),
            (None, Layout::Tree(tree)) => {
                (Place::Path(tree.path(self.window(), part.index, show)), part.surface)
            }
        };
        let inside = self.home.iter().rev();
        let place = inside
            .fold(place, |place, step| Place::Within { file: step.name.to_string(), place: Box::new(place) });
        (place, surface)
    }

    /// Where in the window names of files stand, in order.
    pub fn file_names(&self) -> &[Span] {
        self.mapped.as_ref().map_or(&[], |mapped| &mapped.file_names)
    }

    /// Whether something of a span of the window stands in the document: labels that reading put there do not.
    pub fn holds(&self, span: Span) -> bool {
        self.mapped.as_ref().is_none_or(|mapped| mapped.map.holds(span))
    }

    /// Who sees a cell of the table.
    #[inline]
    pub(crate) fn cell_surface(&self, row: usize, column: usize) -> Surface {
        match &self.mapped {
            None => Surface::Visible,
            Some(mapped) => match &mapped.stands {
                Stands::Grid(grid) => grid.surface(row, column),
                Stands::Lines(_) => Surface::Visible,
            },
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

    /// Says in `edits` what `changes` do to the entries that the text stands in, and gives the parts that go: the cells of
    /// columns that are dropped. What is to be done to texts that cells share is told by
    /// [`shared_cells`](Self::shared_cells).
    ///
    /// # Errors
    ///
    /// A change that does not fit.
    pub(crate) fn edit(&self, changes: &Changes, edits: &mut Edits) -> Result<Vec<usize>, Error> {
        let Some(mapped) = &self.mapped else { return Err(Error::bad_change(0)) };
        let (mut removed, mut wanted) = (Vec::new(), Vec::new());
        let pushed: Box<dyn Iterator<Item = _>> = match &self.layout {
            Layout::Table(_) => Box::new(pushed_by_part(changes, self.part_count())),
            _ => Box::new(by_part(changes, self.part_count())),
        };
        let mut shared = Following::new(&mapped.shared);
        for group in pushed {
            let group = group?;
            let Some(text) = self.part_text(group.part()) else { continue };
            if group.is_removal() {
                removed.push(group.part());
            }
            if shared.at(group.part()).is_some() {
                continue;
            }
            let start = self.locate(group.part(), 0);
            if group.is_removal() {
                wanted.push((Span::new(start, start + text.len()), ""));
                continue;
            }
            group.check_fit(text)?;
            wanted.extend(group.edits().map(|(span, with)| (span.shifted(start), with)));
        }
        let mut shared = Following::new(&mapped.shared);
        for (index, kept) in changes.marks(0).iter().enumerate() {
            let Some(kept) = kept.filter(|_| shared.at(index).is_none()) else { continue };
            let Some(text) = self.part_text(index) else { continue };
            let (span, with) = changes.replacement(kept, text)?;
            wanted.push((span.shifted(self.locate(index, 0)), with));
        }
        wanted.retain(|(span, _)| !span.is_empty());
        wanted.sort_by_key(|(span, _)| span.start);
        mapped.map.write(self.window(), wanted.into_iter(), edits)?;
        Ok(removed)
    }

    /// Tells `take` of the cells whose texts are shared with others, what each of them shows, and by what which spans of
    /// it are to be replaced.
    ///
    /// # Errors
    ///
    /// A change that does not fit.
    pub(crate) fn shared_cells(
        &self,
        changes: &Changes,
        take: &mut dyn FnMut(&SharedCell, &str, &[Wanted<'_>]),
    ) -> Result<(), Error> {
        let shared = self.mapped.as_ref().map_or(&[][..], |mapped| &mapped.shared);
        let mut pushed = pushed_by_part(changes, self.part_count()).peekable();
        let marks = changes.marks(0);
        let mut edits = Vec::new();
        for cell in shared {
            let part = cell.part as usize;
            let Some(text) = self.part_text(part) else { continue };
            edits.clear();
            while pushed.next_if(|group| group.as_ref().is_ok_and(|group| group.part() < part)).is_some() {}
            if let Some(group) =
                pushed.next_if(|group| !group.as_ref().is_ok_and(|group| group.part() > part))
            {
                let group = group?;
                group.check_fit(text)?;
                match group.is_removal() {
                    true => edits.push((Span::new(0, text.len()), "")),
                    false => edits.extend(group.edits()),
                }
            } else if let Some(Some(kept)) = marks.get(part) {
                edits.push(changes.replacement(*kept, text)?);
            }
            take(cell, text, &edits);
        }
        Ok(())
    }

    /// The text of a part.
    fn part_text(&self, index: usize) -> Option<&str> {
        match &self.layout {
            Layout::Table(table) => (index < table.part_count()).then(|| table.value(self.window(), index)),
            _ => self.part(index).map(|part| part.text),
        }
    }

    /// The entry in which the first of its text stands.
    pub(crate) fn first_entry(&self) -> Option<EntryId> {
        let mut pieces = self.mapped.as_ref()?.map.pieces(0..self.window().len());
        pieces.next().map(|(_, entry, ..)| entry)
    }

    /// Whether a row of it can be taken out, line and all: those of delimited text can. Elsewhere other things count the
    /// rows, and its cells are emptied.
    pub const fn loses_rows(&self) -> bool {
        matches!(self.layout, Layout::Table(_)) && self.mapped.is_none()
    }

    /// Where the cells are that go.
    pub(crate) fn removed_cells(&self, parts: &[usize]) -> Option<RemovedCells> {
        let Some(Stands::Grid(grid)) = self.mapped.as_deref().map(|mapped| &mapped.stands) else {
            return None;
        };
        let cells = parts.iter().filter_map(|&part| self.part(part));
        let cells = cells.map(|part| (grid.row_number(part.row), part.column as u32)).collect();
        Some(RemovedCells { name: grid.name.clone(), cells })
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

    /// How many bytes of the file the own text was decoded from, where the text is a piece of the file.
    pub(crate) fn raw_len(&self) -> usize {
        let Source { own, charset, raw_own, mark, .. } = &self.source;
        mark.len() + if *charset == Charset::Utf8 { own.len() } else { *raw_own }
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

    /// The lines of the file that the text between two bytes of the parts `from` and `to` stands in; `None` in formats
    /// without lines, and in files within files.
    ///
    /// # Panics
    ///
    /// When there is no such part or byte, as indexing does.
    pub fn lines_between(&self, from: (usize, usize), to: (usize, usize)) -> Option<RangeInclusive<usize>> {
        let (start, end) = (self.locate(from.0, from.1), self.locate(to.0, to.1));
        if !self.home.is_empty() {
            return None;
        }
        let Some(mapped) = &self.mapped else {
            return Some(self.text_position(start).line..=self.text_position(end).line);
        };
        let whole = self.whole.as_ref()?;
        let pieces = mapped.map.pieces(start..end.max(start + 1));
        let raws = pieces.map(|(text, _, raw, pen)| {
            // Within what is written byte for byte it is known which bytes are meant.
            let exact = matches!(pen, Pen::Plain(_)) && text.len() == raw.len();
            let cut = |at: usize| raw.start + (at.clamp(text.start, text.end) - text.start);
            if exact { cut(start)..cut(end) } else { raw.clone() }
        });
        let (first, last) = raws.fold(None, |so_far: Option<(usize, usize)>, raw| {
            let (first, last) = so_far.unwrap_or((raw.start, raw.end));
            Some((first.min(raw.start), last.max(raw.end)))
        })?;
        Some(whole.line(first)..=whole.line(last))
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

/// Cells whose text is shared, looked for in the order of their parts.
struct Following<'c>(&'c [SharedCell]);

impl<'c> Following<'c> {
    const fn new(cells: &'c [SharedCell]) -> Self {
        Self(cells)
    }

    /// The one that is the part with this number, which is not before the last that was looked for.
    fn at(&mut self, part: usize) -> Option<&'c SharedCell> {
        while let [first, rest @ ..] = self.0 {
            if first.part as usize >= part {
                return (first.part as usize == part).then_some(first);
            }
            self.0 = rest;
        }
        None
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
