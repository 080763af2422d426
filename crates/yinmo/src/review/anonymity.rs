//! How well people in a list without names hide each other: who shares sex, age and village with nobody can be told.

use yinmo_core::finding::{Confidence, Role};
use yinmo_core::kind::{Group, Kind};
use yinmo_core::operators::Effect;
use yinmo_core::policy::{ColumnAction, Risk, Subject};
use yinmo_core::risk::{Classes, Mark};
use yinmo_core::table::{self, Embedded};
use yinmo_core::text::{Edit, Span};
use yinmo_documents::{Block, Chunk, Part};

use super::columns::{self, Column, List};
use super::exposure::{after, edited};
use super::{Review, Setting};
use crate::{Hidden, Pipeline};

/// The columns of a list by which those who are in it may be told.
#[derive(Clone)]
pub(crate) struct Telltale {
    /// Any of them says that a row is about somebody, from 0.
    somebody: Vec<usize>,
    /// What a row has in common with others.
    shown: Vec<usize>,
    /// What must not be known of anybody.
    sensitive: Vec<usize>,
}

impl Telltale {
    /// Nothing where names stay on purpose, where the rows are about nobody, or where the policy does not ask.
    pub(super) fn of(pipeline: &Pipeline, columns: &[Column]) -> Option<Self> {
        let risk = pipeline.policy.risk();
        let at = |wanted: &dyn Fn(&Column) -> bool| -> Vec<usize> {
            (0..columns.len()).filter(|&nth| wanted(&columns[nth])).collect()
        };
        if risk.k == 0 || columns.iter().any(|column| stays_named(pipeline, column)) {
            return None;
        }
        let mut somebody = at(&is_somebody);
        // Whether a number stands there is seen at once.
        somebody.sort_by_key(|&nth| columns[nth].meaning == Some("person"));
        if somebody.is_empty() {
            somebody = at(&|column| matches!(column.meaning, Some("sex" | "age" | "birth-date")));
        }
        let stays = |column: &Column, list: fn(&Risk) -> &std::collections::BTreeSet<String>| {
            column.action != ColumnAction::Drop && column.meaning.is_some_and(|id| list(risk).contains(id))
        };
        let shown = at(&|column| stays(column, |risk| &risk.quasi_identifiers));
        let mut sensitive = at(&|column| stays(column, |risk| &risk.sensitive));
        sensitive.truncate(Classes::SENSITIVE);
        (!somebody.is_empty()).then_some(Self { somebody, shown, sensitive })
    }

    /// Takes the mark from rows that are about nobody.
    fn drop_nobody(&self, block: Block<'_>, counted: &mut [bool]) {
        let mut nobody = vec![true; block.height()];
        for &column in self.somebody.iter().filter(|&&column| column < block.width()) {
            if !nobody.contains(&true) {
                break;
            }
            let cells = block.column(column);
            nobody.iter_mut().zip(cells).for_each(|(nobody, cell)| *nobody &= !is_filled(cell));
        }
        counted.iter_mut().zip(nobody).for_each(|(counted, nobody)| *counted &= !nobody);
    }

    /// Where in a row's marks each column goes.
    fn marked(&self) -> impl Iterator<Item = (usize, usize)> {
        let sensitive = self.sensitive.iter().zip(1..).map(|(&column, at)| (at, column));
        self.shown.iter().map(|&column| (0, column)).chain(sensitive)
    }
}

/// A name, a masked name or number: not empty, no sum.
fn is_filled(cell: &str) -> bool {
    let number = cell.bytes().any(|byte| byte.is_ascii_digit() || byte == b'*');
    number || table::names_somebody(cell)
}

/// Names and numbers of private people.
fn is_somebody(column: &Column) -> bool {
    let private = !column.role.is_some_and(Role::acts_for_others);
    let personal = |id: &str| {
        id == "phone"
            || id.parse::<Kind>().is_ok_and(|kind| kind == Kind::Person || kind.group() == Group::Identifier)
    };
    private && column.meaning.is_some_and(personal)
}

/// Whether names in the column can be read afterwards.
fn stays_named(pipeline: &Pipeline, column: &Column) -> bool {
    if column.meaning != Some("person") || !is_somebody(column) {
        return false;
    }
    let role = column.role.unwrap_or(Role::Citizen);
    let subject = Subject::in_column(Kind::Person, role, Confidence::HIGH, column.action);
    let effect = pipeline.policy.decide(&subject).action.effect();
    matches!(effect, Effect::Keep | Effect::Review | Effect::Block)
}

/// The rows of one chunk, list by list.
#[derive(Default)]
pub(crate) struct Tally {
    lists: Vec<Listed>,
    /// What each row shows, then its sensitive values.
    marks: Vec<Mark>,
    /// Scratch: a cell as it will be published.
    published: String,
}

struct Listed {
    nth: usize,
    /// The columns that are shown, from 0.
    shown: Vec<usize>,
    /// The sensitive columns.
    sensitive: Vec<usize>,
    /// How many marks make a row.
    width: usize,
    rows: usize,
}

impl Tally {
    fn list(&mut self, nth: usize, telltale: &Telltale) -> &mut Listed {
        if self.lists.last().is_none_or(|last| last.nth != nth) {
            let (shown, sensitive) = (telltale.shown.clone(), telltale.sensitive.clone());
            let width = 1 + sensitive.len();
            self.lists.push(Listed { nth, shown, sensitive, width, rows: 0 });
        }
        self.lists.last_mut().expect("one was there or was added")
    }
}

/// Which rows need not be compared.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spared {
    /// None.
    Nothing,
    /// Those of this list: too many classes were met.
    List(usize),
    /// All: it was done before.
    Everything,
}

impl Setting<'_> {
    /// By what the rows of a list are to be compared, if they are.
    pub(super) fn telltale(self, list: &List) -> Option<&Telltale> {
        let spared = match self.spared {
            Spared::Nothing => false,
            Spared::List(nth) => nth == list.nth(),
            Spared::Everything => true,
        };
        list.telltale().filter(|_| !spared)
    }
}

impl Tally {
    /// Adds those rows of a block that are about somebody, of the rows that are marked in `counted`. `publish` writes a
    /// cell, told by its row and its column in the block, as it will be published; or says that it stays as it is.
    pub(super) fn add(
        &mut self,
        list: &List,
        telltale: &Telltale,
        block: Block<'_>,
        counted: &mut [bool],
        mut publish: impl FnMut((usize, usize), &str, &mut String) -> bool,
    ) {
        telltale.drop_nobody(block, counted);
        let count = counted.iter().filter(|&&counted| counted).count();
        if count == 0 {
            return;
        }
        let Self { marks, published, .. } = self;
        let (width, first) = (1 + telltale.sensitive.len(), marks.len());
        marks.resize(first + width * block.height(), Mark::default());
        for (at, column) in telltale.marked() {
            let column_marks = marks[first + at..].iter_mut().step_by(width);
            if column >= block.width() {
                column_marks.for_each(|mark| *mark = mark.with(""));
                continue;
            }
            for (row, (mark, text)) in column_marks.zip(block.column(column)).enumerate() {
                published.clear();
                let stays = !publish((row, column), text, published);
                *mark = mark.with(if stays { text.trim() } else { published.trim() });
            }
        }
        if count < block.height() {
            let mut counted = counted.iter().flat_map(|&counted| std::iter::repeat_n(counted, width));
            let mut at = 0..;
            marks.retain(|_| at.next() < Some(first) || counted.next() == Some(true));
        }
        self.list(list.nth(), telltale).rows += count;
    }
}

/// No list of rows has this number: the members of objects are compared all over a document.
const OBJECTS: usize = usize::MAX;

impl Tally {
    /// Adds a row that stands in no block, to the list of this number; `cell` tells what is published in a column.
    fn add_row(&mut self, nth: usize, telltale: &Telltale, cell: impl Fn(usize) -> Option<String>) {
        let first = self.marks.len();
        self.marks.resize(first + 1 + telltale.sensitive.len(), Mark::default());
        for (at, column) in telltale.marked() {
            let mark = &mut self.marks[first + at];
            *mark = mark.with(cell(column).unwrap_or_default().trim());
        }
        self.list(nth, telltale).rows += 1;
    }
}

impl Telltale {
    /// Whether a row is about somebody whose cells these are.
    fn is_about_somebody<'c>(&self, cell: impl Fn(usize) -> Option<&'c str>) -> bool {
        self.somebody.iter().any(|&column| cell(column).is_some_and(is_filled))
    }
}

impl Setting<'_> {
    /// Adds the rows of a table within running text to those that may hide each other. `edits` are made to the chunk's text.
    pub(super) fn compare_within(self, chunk: &Chunk, table: &Embedded, edits: &[Edit], review: &mut Review) {
        if self.spared == Spared::Everything {
            return;
        }
        let columns = columns::staying(self.pipeline, table.columns.iter().cloned());
        let Some(telltale) = Telltale::of(self.pipeline, &columns) else { return };
        let (window, own) = (chunk.window(), chunk.own());
        let mut nth = None;
        // Of a row that reaches into the next chunk not all changes are known.
        let rows = table.rows.iter().filter(|row| own.contains(row.span));
        for row in rows {
            let line = chunk.position(0, row.span.start - own.start).line;
            let nth = *nth.get_or_insert(OBJECTS - 1 - line);
            if telltale.is_about_somebody(|column| Some(row.cells.get(column)?.of(window))) {
                review.tally.add_row(nth, &telltale, |column| {
                    let cell = row.cells.get(column)?;
                    let span = Span::new(cell.start.checked_sub(own.start)?, cell.end - own.start);
                    Some(edited(cell.of(window), span, edits))
                });
            }
        }
    }

    /// The same for the members of an object. The changes of this object begin at `from`. Of objects sensitive members are
    /// not compared: not all have the same.
    pub(super) fn compare_fields(
        self,
        columns: &[Column],
        values: &[Part<'_>],
        from: usize,
        review: &mut Review,
    ) {
        let wanted = self.pipeline.policy.risk().k > 0 && self.spared == Spared::Nothing;
        let Some(telltale) = wanted.then(|| Telltale::of(self.pipeline, columns)).flatten() else { return };
        if !telltale.is_about_somebody(|column| values.get(column).map(|part| part.text)) {
            return;
        }
        let mut shown = telltale.shown.clone();
        shown.sort_by_key(|&column| columns[column].meaning);
        let telltale = Telltale { shown, sensitive: Vec::new(), ..telltale };
        let Review { changes, tally, .. } = review;
        tally.add_row(OBJECTS, &telltale, |column| {
            let part = values.get(column)?;
            let published = after(part.text, part.index, changes.since(from));
            Some(format!("{}={}", columns[column].meaning.unwrap_or_default(), published.trim()))
        });
    }
}

/// The lists of a document, compared one after the other.
#[derive(Default)]
pub(crate) struct Comparison {
    /// The list at hand.
    list: Option<(usize, [Vec<usize>; 2])>,
    classes: Classes,
    hidden: Hidden,
}

impl Comparison {
    /// Adds the rows of the next chunk.
    pub(crate) fn add(&mut self, tally: &Tally, asked: (u32, u8)) {
        let mut marks = &tally.marks[..];
        for listed in &tally.lists {
            if self.list.as_ref().is_none_or(|(nth, _)| *nth != listed.nth) {
                self.close(asked);
                self.list = Some((listed.nth, [listed.shown.clone(), listed.sensitive.clone()]));
            }
            let (own, others) = marks.split_at(listed.rows * listed.width);
            own.chunks_exact(listed.width).for_each(|row| self.classes.add(row[0], &row[1..]));
            marks = others;
        }
    }

    /// The list whose rows need not be compared any more.
    pub(crate) fn spared(&self) -> Spared {
        match &self.list {
            Some((nth, _)) if self.classes.is_over() => Spared::List(*nth),
            _ => Spared::Nothing,
        }
    }

    /// What came of all lists.
    pub(crate) fn finish(mut self, asked: (u32, u8)) -> Hidden {
        self.close(asked);
        self.hidden
    }

    fn close(&mut self, asked: (u32, u8)) {
        let classes = std::mem::take(&mut self.classes);
        if let Some((_, [shown, sensitive])) = self.list.take().filter(|_| !classes.is_empty()) {
            self.hidden.add(&classes, asked, &shown, &sensitive);
        }
    }
}
