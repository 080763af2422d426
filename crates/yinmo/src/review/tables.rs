//! The tables a chunk stands in. A heading reaches as far as its table, over any number of chunks, so headings are
//! looked for in order, before chunks are reviewed on all threads.

use std::sync::Arc;

use yinmo_core::table::{self, Listed};
use yinmo_core::text::Span;
use yinmo_documents::{Block, Chunk, Parts, Record};

use super::columns::{Column, List, title};
use crate::{ColumnNote, Pipeline};

/// What is known of a document's tables so far.
#[derive(Default)]
pub(crate) struct Tables {
    /// The list that the next row belongs to, once a row was met.
    list: Option<Arc<List>>,
    /// What running text has not ended yet.
    open: table::Open,
    /// The columns that do not simply stay.
    notes: Vec<ColumnNote>,
    /// How many lists were begun.
    begun: usize,
    /// Children in need, if the document's name or the last title says that it lists them.
    named: Option<Listed>,
    titled: Option<Listed>,
    /// The same of the text right before a table.
    above: Option<Listed>,
}

/// The tables of one chunk.
#[derive(Default)]
pub(crate) struct ChunkTables {
    /// In the order of their headings; the first may have begun chunks ago.
    lists: Vec<Arc<List>>,
    /// Those within running text, in bytes of the window.
    pub(crate) embedded: Vec<table::Embedded>,
}

impl Tables {
    /// The tables of a document with this name.
    pub(crate) fn of(name: &str) -> Self {
        Self { named: table::listed(name), ..Self::default() }
    }

    /// The tables of the first of `chunks`, which is the next one of the document; the others follow it.
    pub(crate) fn next(&mut self, pipeline: &Pipeline, chunks: &[Chunk]) -> ChunkTables {
        let chunk = &chunks[0];
        if let Some(section) = chunk.section() {
            self.begin_section(section.title.as_deref().or(chunk.file()));
        }
        match chunk.records().next() {
            Some(Record::Prose(_)) => {
                self.above = listed_above(chunk.own_text());
                ChunkTables { embedded: self.within_text(pipeline, chunk), ..ChunkTables::default() }
            }
            Some(Record::Row { .. }) => {
                ChunkTables { lists: self.lists(pipeline, chunks), ..ChunkTables::default() }
            }
            _ => ChunkTables::default(),
        }
    }

    /// What was known of the tables before says nothing of this one.
    fn begin_section(&mut self, title: Option<&str>) {
        (self.list, self.open, self.titled) = (None, table::Open::default(), title.and_then(table::listed));
    }

    /// The columns met so far that do not simply stay.
    pub(crate) fn into_notes(self) -> Vec<ColumnNote> {
        self.notes
    }

    fn within_text(&mut self, pipeline: &Pipeline, chunk: &Chunk) -> Vec<table::Embedded> {
        let labels = pipeline.detector.labels();
        let (tables, open) =
            table::embedded_in(labels, chunk.window(), chunk.own(), std::mem::take(&mut self.open));
        self.open = open;
        tables
    }

    fn lists(&mut self, pipeline: &Pipeline, chunks: &[Chunk]) -> Vec<Arc<List>> {
        let first = match &self.list {
            Some(list) => Arc::clone(list),
            None => {
                self.titled = self.titled.or(self.above.take());
                let others = chunks[1..].iter().position(|chunk| chunk.section().is_some());
                let table = &chunks[..others.map_or(chunks.len(), |others| others + 1)];
                self.begin(pipeline, List::first(pipeline, table, self.titled.or(self.named)))
            }
        };
        let begun = first.heading_row();
        let mut lists = vec![first];
        for block in chunks[0].blocks().filter(|block| block.width() > 0) {
            for (number, cells) in may_head(block) {
                if number > begun
                    && let Some(list) = self
                        .headed(pipeline, number, (&chunks[0], cells))
                        .or_else(|| self.section(number, cells))
                {
                    lists.push(self.begin(pipeline, list));
                }
            }
        }
        lists
    }

    fn headed(&mut self, pipeline: &Pipeline, number: usize, heading: (&Chunk, Parts<'_>)) -> Option<List> {
        let in_form = self.list.as_ref().is_some_and(|list| list.in_form());
        let list = List::headed(pipeline, number, heading, self.titled.or(self.named), in_form)?;
        self.titled = None;
        Some(list)
    }

    /// What stands alone in a row may head another list, or a section of this one: children after others, or others after
    /// children.
    fn section(&mut self, number: usize, cells: Parts<'_>) -> Option<List> {
        let title = title(cells.texts())?;
        let children = table::listed(title);
        let changes = self.titled != children;
        self.titled = children;
        let list = self.list.as_ref().filter(|list| changes && list.has_names())?;
        Some(list.section(number, children.or(self.named).and_then(Listed::children)))
    }

    fn begin(&mut self, pipeline: &Pipeline, list: List) -> Arc<List> {
        for note in list.notes(pipeline) {
            if !self.notes.contains(&note) {
                self.notes.push(note);
            }
        }
        self.begun += 1;
        Arc::clone(self.list.insert(Arc::new(list.numbered(self.begun))))
    }
}

impl ChunkTables {
    /// The list that the row belongs to.
    pub(crate) fn list(&self, row: usize) -> &List {
        let after = self.lists.partition_point(|list| list.heading_row() <= row);
        &self.lists[after.saturating_sub(1)]
    }

    /// What to write in place of `span` of running text, which shows all of it.
    pub(crate) fn instead(&self, text: &str, span: Span, replacement: String) -> String {
        match self.embedded.iter().find(|table| table.span().contains(span)) {
            Some(table) => table.instead(text, span, replacement),
            None => replacement,
        }
    }

    /// Up to where the same can be said of the rows from `row` on: that they stand above, in or below a heading.
    pub(crate) fn next_list(&self, row: usize) -> usize {
        let headings = self.lists.iter().map(|list| list.heading_row());
        headings.flat_map(|heading| [heading, heading + 1]).find(|&next| next > row).unwrap_or(usize::MAX)
    }

    /// The columns a row's cells stand in: none for what stands above the heading, and for the heading.
    pub(crate) fn columns(&self, row: usize) -> &[Column] {
        self.list(row).columns_of(row)
    }
}

/// Children, if the last lines of a text say that a list of them follows.
fn listed_above(text: &str) -> Option<Listed> {
    /// A unit, a date and a sentence may stand between title and table.
    const LINES: usize = 4;
    /// In bytes; what is longer is a paragraph.
    const LONGEST: usize = 120;
    let lines = text.rsplit(['\n', '\u{2029}']).map(str::trim).filter(|line| !line.is_empty()).take(LINES);
    let titles =
        lines.filter(|line| line.len() <= LONGEST && (!line.contains('。') || line.contains("如下")));
    titles.into_iter().find_map(table::listed)
}

/// Rows that may head a list or a section. Most rows of a list begin with their number, and more stands in them.
fn may_head(block: Block<'_>) -> impl Iterator<Item = (usize, Parts<'_>)> {
    let is_blank = |cell: &str| cell.chars().all(char::is_whitespace);
    let is_alone = move |nth| block.row(nth).1.texts().skip(1).all(is_blank);
    let first = block.column(0).enumerate();
    let may = first.filter(move |&(nth, first)| !table::is_number(first) || is_alone(nth));
    may.map(move |(nth, _)| block.row(nth))
}
