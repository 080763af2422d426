//! One chunk: what is found in it, what the policy decides, and the changes that follow.

mod alike;
mod anonymity;
mod children;
mod columns;
mod excerpt;
mod exposure;
mod items;
mod meet;
mod prose;
mod row;
mod row_text;
mod ruled;
mod statistics;
mod tables;
mod waived;

pub(crate) use alike::{Alike, Known};
pub(crate) use anonymity::{Comparison, Spared, Tally};
pub(crate) use columns::List;
pub(crate) use statistics::Audited;
pub(crate) use tables::{ChunkTables, Tables};

use std::collections::BTreeMap;

use yinmo_core::kind::Kind;
use yinmo_core::memory::Memory;
use yinmo_core::operators::{Action, Effect, Names};
use yinmo_core::policy::{ColumnAction, Decision, Reason};
use yinmo_core::text::{Span, Surface};
use yinmo_documents::{Changes, Chunk, Part, Parts, Record};

use crate::exposed::Exposed;
use crate::remembered::Reading;
use crate::report::{Children, Counts};
use crate::together::{self, Shown};
use crate::{Item, Pipeline};
use row_text::RowText;
use statistics::Counted;

/// What came of one chunk.
#[derive(Default)]
pub(crate) struct Review {
    pub(crate) items: Vec<Item>,
    pub(crate) counts: Counts,
    pub(crate) changes: Changes,
    pub(crate) exposed: Exposed,
    pub(crate) children: Children,
    /// What rows show beside other documents.
    pub(crate) shown: Vec<Shown>,
    /// Rows that may hide each other.
    pub(crate) tally: Tally,
    /// Rows of tables of statistics.
    pub(crate) counted: Counted,
    /// Small counts that are hidden.
    pub(crate) coarsened: u64,
    /// Places that hold something in a column that a person has to look at.
    pub(crate) to_review: u64,
    /// Places that hold something in a column that goes.
    pub(crate) dropped: u64,
    /// Rows that go.
    pub(crate) dropped_rows: u64,
    pub(crate) blocked: bool,
    /// Cells that hold something in columns that wait for a person: where items are wanted.
    pub(crate) waiting: BTreeMap<WaitingColumn, u64>,
    /// What was found and what happens to it: where items are wanted.
    pub(crate) marks: Vec<Mark>,
    /// What does not count again, until that is settled.
    passing: Vec<waived::Waiting>,
    /// Values that stay because a person said so, by the reason that was given.
    pub(crate) exempted: BTreeMap<(Kind, String), u64>,
}

/// A column that waits for a person.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct WaitingColumn {
    /// Counted from 1; 0 for the members of objects.
    pub(crate) number: usize,
    pub(crate) heading: String,
    /// Where the heading stands, as it may be shown.
    pub(crate) place: String,
}

/// A finding, by the part it stands in.
#[derive(Clone)]
pub(crate) struct Mark {
    pub(crate) part: usize,
    /// In bytes of the part.
    pub(crate) span: Span,
    pub(crate) kind: Kind,
    pub(crate) effect: Effect,
}

/// What reviewing one chunk needs to know of its document.
#[derive(Clone, Copy)]
pub(crate) struct Setting<'a> {
    pub(crate) pipeline: &'a Pipeline,
    pub(crate) tables: &'a ChunkTables,
    /// The people of the document; `None` where each row knows no more than itself.
    pub(crate) memory: Option<&'a Memory>,
    /// What was found in this chunk already.
    pub(crate) reading: Option<&'a Reading>,
    pub(crate) names: &'a Names,
    /// What came of plain cells so far.
    pub(crate) known: &'a Known,
    /// The document's hash: fingerprints are of this file.
    pub(crate) hash: &'a str,
    /// Whether items are wanted, or counts are enough.
    pub(crate) items: bool,
    /// Rows that need not be compared.
    pub(crate) spared: Spared,
    /// Whether people are looked for in other documents.
    pub(crate) joins: bool,
    /// Whether all counts, whichever lines came in.
    pub(crate) anew: bool,
}

impl Setting<'_> {
    /// Reviews `chunk`.
    pub(crate) fn review(self, chunk: &Chunk, alike: &mut Alike) -> Review {
        let mut review = Review { changes: Changes::to_parts(chunk.part_count()), ..Review::default() };
        let mut row = RowText::default();
        for block in chunk.blocks() {
            self.block(chunk, block, alike, &mut row, &mut review);
        }
        // The rows of a table were all in blocks.
        for record in chunk.records().take_while(|record| !matches!(record, Record::Row { .. })) {
            match record {
                Record::Prose(part) => self.prose(chunk, part, &mut review),
                Record::Fields(parts) => self.fields(chunk, parts, &mut row, &mut review),
                // A record of a shape this version does not know is not read.
                _ => review.blocked = true,
            }
        }
        alike.count(&mut review);
        review.changes.sort();
        review
    }

    /// The people named in `chunk`, for policies that number them, and those who are called like that already.
    pub(crate) fn learn(self, chunk: &Chunk) -> Names {
        let mut names = self.names.clone();
        let mut row = RowText::default();
        for record in chunk.records() {
            match record {
                Record::Prose(_) => self.learn_from_prose(chunk, &mut names),
                Record::Row { number, cells } => {
                    let columns = self.tables.columns(number);
                    let form = self.form(self.tables.list(number), columns, (number, chunk, cells));
                    let columns = form.as_deref().unwrap_or(columns);
                    self.learn_from_row(chunk, columns, cells, &mut row, &mut names);
                }
                Record::Fields(parts) => {
                    let columns = self.columns_of_members(chunk, parts);
                    self.learn_from_row(chunk, &columns, parts, &mut row, &mut names);
                }
                _ => {}
            }
        }
        names
    }

    /// The columns of the values of an object, in their order: its keys are parts too, and none of them.
    fn columns_of_members(self, chunk: &Chunk, parts: Parts<'_>) -> Vec<columns::Column> {
        let members: Vec<Part<'_>> = parts.iter().filter(|part| part.surface != Surface::Markup).collect();
        columns::of_members(self.pipeline, chunk, &members)
    }
}

impl Review {
    pub(crate) fn count(&mut self, kind: Kind, action: &Action, count: u64) {
        self.counts.add(kind, action.id(), count);
        self.blocked |= action.effect() == Effect::Block;
    }

    /// Adds what came of a later chunk. Items, changes and the tally are taken by their readers before.
    pub(crate) fn absorb(&mut self, later: Self) {
        self.counts.merge(&later.counts);
        self.exposed.merge(later.exposed);
        let room = together::MOST.saturating_sub(self.shown.len());
        self.shown.extend(later.shown.into_iter().take(room));
        if later.children.rows > 0 {
            self.children.merge(later.children);
        }
        self.to_review += later.to_review;
        self.dropped += later.dropped;
        self.coarsened += later.coarsened;
        self.dropped_rows += later.dropped_rows;
        self.blocked |= later.blocked;
        for (column, cells) in later.waiting {
            *self.waiting.entry(column).or_default() += cells;
        }
        for (what, count) in later.exempted {
            *self.exempted.entry(what).or_default() += count;
        }
    }

    /// Counts a value that stays because a person said so.
    pub(crate) fn exempt(&mut self, kind: Kind, decision: &Decision<'_>) {
        if decision.reason == Reason::Person && decision.action.effect() == Effect::Keep {
            let basis = decision.basis.unwrap_or_default().to_owned();
            *self.exempted.entry((kind, basis)).or_default() += 1;
        }
    }

    /// Counts a cell that holds something in a column that waits for a person.
    fn wait_for(&mut self, column: &columns::Column, number: usize, place: &dyn Fn() -> String) {
        if column.action == ColumnAction::Review {
            let (heading, place) = (column.words.clone(), place());
            *self.waiting.entry(WaitingColumn { number, heading, place }).or_default() += 1;
        }
    }

    pub(crate) fn column(&mut self, action: ColumnAction, holds_something: bool) {
        match action {
            ColumnAction::Review => self.to_review += u64::from(holds_something),
            ColumnAction::Block => self.blocked |= holds_something,
            ColumnAction::Drop => self.dropped += u64::from(holds_something),
            ColumnAction::ByKind => {}
        }
    }
}
