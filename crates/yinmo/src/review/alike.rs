//! Rows of cells that were met before in all that matters. What is found in such a cell and what comes of it was
//! worked out for the first of its likeness; the others take it over.

use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::{FxHashMap, FxHashSet};
use yinmo_core::finding::Finding;
use yinmo_core::kind::Kind;
use yinmo_core::operators::Action;
use yinmo_core::recognizers::Cell;
use yinmo_core::text::{Edit, Span};
use yinmo_documents::{Change, Parts};

use super::columns::{Column, List};
use super::row::{RowText, mind_columns, role_in};
use super::{Review, Setting};

/// What came of the cells met so far, in whichever chunks.
#[derive(Default)]
pub(crate) struct Alike {
    /// The list they stand in, by its heading.
    heading_row: usize,
    /// For each column the treatment of a likeness; `None` where a cell has to be read with its row.
    columns: Vec<Memo>,
    /// With how many cells of this chunk they were for.
    treatments: Vec<(Arc<Treatment>, u64)>,
    /// Rows that do not give away too much, by the treatments of their telling cells.
    safe: FxHashSet<Vec<u8>>,
    /// Scratch: the likeness of a cell, the treatments of a row.
    likeness: Vec<u8>,
    row: Vec<usize>,
}

/// What is found in cells of one likeness, and what is done to them.
pub(crate) struct Treatment {
    found: Option<(Kind, Action)>,
    edit: Option<CellEdit>,
    /// Whether all of them say the same about identity numbers once they are treated.
    constant: bool,
}

/// The middle of a cell is replaced, its first and last bytes stay.
struct CellEdit {
    before: usize,
    after: usize,
    replacement: Arc<str>,
}

/// As many cells of one character may hold a number a digit a cell.
const BOXES: usize = 8;

/// More likenesses than a list has. Memory does not grow with the file.
const MOST: usize = 1 << 14;

impl Alike {
    /// Reviews a row of plain cells; `false`, and nothing done, if it holds any other.
    pub(super) fn review(
        &mut self,
        setting: Setting<'_>,
        list: &List,
        (number, cells): (usize, Parts<'_>),
        row: &mut RowText,
        review: &mut Review,
    ) -> bool {
        if !list.is_headed() {
            return false;
        }
        self.turn_to(list);
        if !self.find(setting, list, cells) {
            return false;
        }
        let from = review.changes.len();
        for (cell, &nth) in cells.iter().zip(&self.row) {
            let (treatment, count) = &mut self.treatments[nth];
            *count += 1;
            if let Some(CellEdit { before, after, replacement }) = &treatment.edit {
                let span = Span::new(*before, cell.text.len() - after);
                review.changes.push(Change::replace(cell.index, Edit::new(span, Arc::clone(replacement))));
            }
        }
        self.expose(setting, list, (number, cells), (row, from), review);
        mind_columns(list, cells, review);
        true
    }

    /// Asks what a row gives away, unless one that gives away the same was asked about before.
    fn expose(
        &mut self,
        setting: Setting<'_>,
        list: &List,
        (number, cells): (usize, Parts<'_>),
        (row, from): (&mut RowText, usize),
        review: &mut Review,
    ) {
        if !list.shows_number() {
            return;
        }
        self.likeness.clear();
        let mut constant = true;
        for &treatment in list.telling().iter().filter_map(|&nth| self.row.get(nth)) {
            constant &= self.treatments[treatment].0.constant;
            self.likeness.extend_from_slice(&(treatment as u32).to_le_bytes());
        }
        if constant && self.safe.contains(self.likeness.as_slice()) {
            return;
        }
        let exposed = review.exposed.rows;
        row.refill(cells.iter());
        setting.expose(number, list, row, from, review);
        if constant && review.exposed.rows == exposed {
            self.safe.insert(self.likeness.clone());
        }
    }

    /// Counts what was found in a chunk.
    pub(super) fn count(&mut self, review: &mut Review) {
        for (treatment, count) in self.treatments.iter_mut().filter(|(_, count)| *count > 0) {
            if let Some((kind, action)) = &treatment.found {
                review.count(*kind, action, *count);
            }
            *count = 0;
        }
    }

    /// Finds the treatments of a row, if all its cells are plain.
    fn find(&mut self, setting: Setting<'_>, list: &List, cells: Parts<'_>) -> bool {
        self.row.clear();
        let mut boxes = 0;
        for (nth, cell) in cells.iter().enumerate() {
            boxes += usize::from(cell.text.len() == 1);
            let Some(treatment) = self.of_cell(setting, list, nth, cell.text) else { return false };
            self.row.push(treatment);
        }
        boxes < BOXES
    }

    fn of_cell(&mut self, setting: Setting<'_>, list: &List, nth: usize, text: &str) -> Option<usize> {
        let column = list.all().get(nth);
        let (heading, label) = column.map_or(("", None), |column| (column.words.as_str(), column.label));
        self.likeness.clear();
        if !setting.pipeline.detector.liken(text, heading, label, &mut self.likeness) {
            return None;
        }
        if self.columns.len() <= nth {
            self.columns.resize_with(nth + 1, Memo::default);
        }
        if let Some(known) = self.columns[nth].get(&self.likeness) {
            return known;
        }
        if self.treatments.len() >= MOST {
            return None;
        }
        let key = (list.heading_row(), nth, self.likeness.as_slice().into());
        let treatment = setting.known.get(key, || setting.treatment(text, column)).map(|treatment| {
            self.treatments.push((treatment, 0));
            self.treatments.len() - 1
        });
        self.columns[nth].insert(&self.likeness, treatment);
        treatment
    }

    /// Treatments are those of one list.
    fn turn_to(&mut self, list: &List) {
        if self.heading_row != list.heading_row() {
            self.heading_row = list.heading_row();
            self.columns.clear();
            self.safe.clear();
        }
    }
}

/// What any thread worked out, by list, column and likeness.
#[derive(Default)]
pub(crate) struct Known(Mutex<FxHashMap<Key, Option<Arc<Treatment>>>>);

/// The heading row of the list, the column, the likeness.
type Key = (usize, usize, Box<[u8]>);

impl Known {
    /// A treatment is the same whoever works it out, so it does not matter when two do.
    fn get(&self, key: Key, work_out: impl FnOnce() -> Option<Treatment>) -> Option<Arc<Treatment>> {
        let known = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(treatment) = known().get(&key) {
            return treatment.clone();
        }
        let treatment = work_out().map(Arc::new);
        known().insert(key, treatment.clone());
        treatment
    }
}

/// The likenesses met in one column. Most columns have a few short ones, which are found fastest one after the other.
#[derive(Default)]
struct Memo {
    short: Vec<(u64, Option<usize>)>,
    others: FxHashMap<Box<[u8]>, Option<usize>>,
}

impl Memo {
    const FEW: usize = 8;

    fn get(&self, likeness: &[u8]) -> Option<Option<usize>> {
        let short = packed(likeness).and_then(|key| self.short.iter().find(|(known, _)| *known == key));
        match short {
            Some((_, treatment)) => Some(*treatment),
            None if self.others.is_empty() => None,
            None => self.others.get(likeness).copied(),
        }
    }

    fn insert(&mut self, likeness: &[u8], treatment: Option<usize>) {
        match packed(likeness).filter(|_| self.short.len() < Self::FEW) {
            Some(key) => self.short.push((key, treatment)),
            None => _ = self.others.insert(likeness.into(), treatment),
        }
    }
}

/// Up to seven bytes and their number in one word.
fn packed(likeness: &[u8]) -> Option<u64> {
    let mut word = [0; 8];
    word.get_mut(1..=likeness.len())?.copy_from_slice(likeness);
    word[0] = likeness.len() as u8;
    Some(u64::from_le_bytes(word))
}

impl Setting<'_> {
    fn treatment(self, text: &str, column: Option<&Column>) -> Option<Treatment> {
        let cell = Cell {
            span: Span::new(0, text.len()),
            heading: column.map_or("", |column| &column.words),
            meaning: column.and_then(|column| column.meaning),
            label: column.and_then(|column| column.label),
        };
        let Some(finding) = self.pipeline.detector.find_alike(text, &cell).ok()? else {
            let constant = !text.contains(|c: char| c.is_ascii_digit());
            return Some(Treatment { found: None, edit: None, constant });
        };
        let role = role_in(finding.role, column);
        let finding = Finding { role, ..finding };
        let decision = self.decide(&finding, column);
        let edit = match decision.action {
            // Whoever comes first is the first: that depends on the name.
            Action::SurnameMou => return None,
            Action::DropColumn => None,
            action => {
                action.replace(text, finding.kind, self.names).map(|after| CellEdit::between(text, &after))
            }
        };
        // Numbers of houses are likened whatever their length, so nothing may be counted over them.
        let moves =
            |edit: &CellEdit| edit.after > 0 || text.as_bytes()[..edit.before].iter().any(u8::is_ascii_digit);
        if finding.kind == Kind::Address && edit.as_ref().is_some_and(moves) {
            return None;
        }
        let constant = edit.as_ref().is_some_and(CellEdit::leaves_a_region);
        Some(Treatment { found: Some((finding.kind, decision.action.clone())), edit, constant })
    }
}

impl CellEdit {
    /// Which region it is does not matter to how many numbers are possible in it.
    fn leaves_a_region(&self) -> bool {
        self.before <= 6 && self.after == 0
    }

    fn between(old: &str, new: &str) -> Self {
        let same = |pair: &((usize, char), char)| pair.0.1 == pair.1;
        let before: usize =
            old.char_indices().zip(new.chars()).take_while(same).map(|(_, c)| c.len_utf8()).sum();
        let (old, new) = (&old[before..], &new[before..]);
        let after: usize = old
            .chars()
            .rev()
            .zip(new.chars().rev())
            .take_while(|(a, b)| a == b)
            .map(|(c, _)| c.len_utf8())
            .sum();
        Self { before, after, replacement: new[..new.len() - after].into() }
    }
}
