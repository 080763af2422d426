//! Rows of cells that were met before in all that matters. What is found in such a cell and what comes of it was
//! worked out for the first of its likeness; the others take it over.

use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::{FxHashMap, FxHashSet};
use yinmo_core::finding::Finding;
use yinmo_core::kind::Kind;
use yinmo_core::operators::Action;
use yinmo_core::recognizers::Cell;
use yinmo_core::text::Span;
use yinmo_core::{Likening, Pieces};
use yinmo_documents::{Changes, Kept, Parts};

use super::children::said_in;
use super::columns::{Column, List, role_in};
use super::row_text::RowText;
use super::{Review, Setting};

/// What came of the cells met so far, in whichever chunks.
#[derive(Default)]
pub(crate) struct Alike {
    /// The list they stand in, by its heading.
    heading_row: Option<usize>,
    /// For each column the treatment of a likeness; `None` where a cell has to be read with its row.
    columns: Vec<Memo>,
    treatments: Treatments,
    /// Rows that do not give away too much, by the treatments of their telling cells.
    safe: FxHashSet<u128>,
    /// Scratch: what does not fit into the number of a likeness, the treatments of a row.
    long: Pieces,
    row: Vec<Nth>,
}

/// The number of a treatment.
type Nth = u16;

/// The treatments of all columns.
#[derive(Default)]
struct Treatments {
    met: Vec<Met>,
    /// How many likenesses were met, plain or not.
    likenesses: usize,
}

/// A treatment, and what it comes to in one chunk.
struct Met {
    treatment: Arc<Treatment>,
    /// The treatment's own, at hand.
    edit: Option<CellEdit>,
    /// How many cells it was for.
    count: u64,
    /// Its replacement among the chunk's changes.
    kept: Option<Kept>,
}

/// What is found in cells of one likeness, and what is done to them.
#[derive(PartialEq, Eq)]
pub(crate) struct Treatment {
    found: Option<(Kind, Action)>,
    edit: Option<CellEdit>,
    /// Whether all of them say the same about identity numbers once they are treated.
    constant: bool,
}

/// The middle of a cell is replaced, its first and last bytes stay.
#[derive(Clone, PartialEq, Eq)]
struct CellEdit {
    before: u32,
    after: u32,
    replacement: Arc<str>,
}

/// As many cells of one character may hold a number a digit a cell.
const BOXES: usize = 8;

/// More likenesses than a list has. Memory does not grow with the file.
const MOST: usize = 1 << 14;

/// As many treatments make one number.
const MOST_TELLING: u32 = u128::BITS / Nth::BITS;

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
        let from = review.changes.len();
        if self.treat(setting, list, cells, &mut review.changes).is_none() {
            self.row.iter().for_each(|&nth| self.treatments.met[usize::from(nth)].count -= 1);
            review.changes.truncate(from);
            return false;
        }
        self.expose(setting, list, (number, cells), (row, from), review);
        list.mind(cells, review);
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
        let shown = self.shown(list);
        if shown.is_some_and(|shown| self.safe.contains(&shown)) {
            return;
        }
        let exposed = review.exposed.rows;
        row.refill(cells.iter());
        setting.expose(number, list, row, from, review);
        if review.exposed.rows == exposed {
            self.safe.extend(shown);
        }
    }

    /// What the row at hand says about identity numbers, if its treatments alone tell.
    fn shown(&self, list: &List) -> Option<u128> {
        let telling = list.telling().iter().filter_map(|&nth| self.row.get(nth));
        telling.zip(0..MOST_TELLING + 1).try_fold(0, |shown, (&nth, before)| {
            let constant = self.treatments.met[usize::from(nth)].treatment.constant && before < MOST_TELLING;
            constant.then_some((shown << Nth::BITS) | (u128::from(nth) + 1))
        })
    }

    /// Counts what was found in a chunk.
    pub(super) fn count(&mut self, review: &mut Review) {
        for met in &mut self.treatments.met {
            if let Some((kind, action)) = met.treatment.found.as_ref().filter(|_| met.count > 0) {
                review.count(*kind, action, met.count);
            }
            (met.count, met.kept) = (0, None);
        }
    }

    /// Finds the treatments of a row and makes the changes that follow; `None` if not all its cells are plain.
    fn treat(
        &mut self,
        setting: Setting<'_>,
        list: &List,
        cells: Parts<'_>,
        changes: &mut Changes,
    ) -> Option<()> {
        let Self { columns, treatments, long, row, .. } = self;
        row.clear();
        if columns.len() < cells.len() {
            columns.resize_with(cells.len(), || Memo::new(Likening::UNHEADED));
        }
        let mut boxes = 0;
        for ((nth, text), column) in cells.texts().enumerate().zip(columns) {
            boxes += usize::from(text.len() == 1);
            let word = column.likening.liken(text, long)?;
            let treatment = match column.get(word, long) {
                Some(known) => known?,
                None => {
                    let treatment = treatments.meet(setting, list, (nth, text), (word, long));
                    column.insert(word, *long, treatment);
                    treatment?
                }
            };
            row.push(treatment);
            treatments.met[usize::from(treatment)].treat(cells.index(nth), text, changes);
        }
        (boxes < BOXES).then_some(())
    }

    /// Treatments are those of one list.
    fn turn_to(&mut self, list: &List) {
        let heading_row = Some(list.heading_row());
        if self.heading_row != heading_row {
            self.heading_row = heading_row;
            self.columns.clear();
            self.columns.extend(list.all().iter().map(|column| Memo::new(column.likening.clone())));
            self.safe.clear();
        }
    }
}

impl Treatments {
    /// Works out the treatment of a likeness that was not met before, or takes over what another thread worked out.
    #[cold]
    fn meet(
        &mut self,
        setting: Setting<'_>,
        list: &List,
        (nth, text): (usize, &str),
        (word, long): (u64, &Pieces),
    ) -> Option<Nth> {
        if self.likenesses >= MOST {
            return None;
        }
        self.likenesses += 1;
        let key = (list.heading_row(), nth, word, *long);
        let work_out = || setting.treatment(text, list.all().get(nth));
        setting.known.get(key, work_out).map(|treatment| self.number(treatment))
    }

    /// The number of a treatment. Cells that are changed alike are not told apart, unless what they say about identity
    /// numbers goes by their number.
    fn number(&mut self, treatment: Arc<Treatment>) -> Nth {
        let alike = treatment.edit.is_some() && !treatment.constant;
        let known = self.met.iter().position(|met| alike && met.treatment == treatment);
        known.unwrap_or_else(|| {
            self.met.push(Met { edit: treatment.edit.clone(), treatment, count: 0, kept: None });
            self.met.len() - 1
        }) as Nth
    }
}

impl Met {
    /// Counts a cell, and changes the middle of it.
    fn treat(&mut self, part: usize, text: &str, changes: &mut Changes) {
        self.count += 1;
        if let Some(CellEdit { before, after, replacement }) = &self.edit {
            let kept = *self.kept.get_or_insert_with(|| changes.keep(replacement));
            changes.replace(part, Span::new(*before as usize, text.len() - *after as usize), kept);
        }
    }
}

/// What any thread worked out, by list, column and likeness.
#[derive(Default)]
pub(crate) struct Known(Mutex<FxHashMap<Key, Option<Arc<Treatment>>>>);

/// The heading row of the list, the column, the likeness.
type Key = (usize, usize, u64, Pieces);

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

/// The likenesses met in one column.
struct Memo {
    likening: Likening,
    /// Most columns have a few short ones: each has its place here.
    usual: [(u64, Option<Nth>); Self::USUAL],
    all: FxHashMap<u64, Likeness>,
}

/// A likeness of which the number is known.
struct Likeness {
    /// What does not fit into the number. Two that have the same number are not told apart: the second is read.
    long: Pieces,
    treatment: Option<Nth>,
}

impl Memo {
    const USUAL: usize = 64;

    /// No likeness.
    const NONE: u64 = u64::MAX;

    fn new(likening: Likening) -> Self {
        let usual = [(Self::NONE, None); Self::USUAL];
        Self { likening, usual, all: FxHashMap::default() }
    }

    #[inline]
    fn get(&mut self, word: u64, long: &Pieces) -> Option<Option<Nth>> {
        if !long.is_empty() {
            let known = self.all.get(&word)?;
            return Some(if known.long.are(long) { known.treatment } else { None });
        }
        let usual = &mut self.usual[place(word)];
        if usual.0 != word {
            let known = self.all.get(&word)?;
            *usual = (word, known.treatment.filter(|_| known.long.is_empty()));
        }
        Some(usual.1)
    }

    fn insert(&mut self, word: u64, long: Pieces, treatment: Option<Nth>) {
        self.all.insert(word, Likeness { long, treatment });
    }
}

/// A place for a word, by the highest bits of its product with a number that mixes them (2^64 over the golden ratio).
const fn place(word: u64) -> usize {
    (word.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (u64::BITS - Memo::USUAL.ilog2())) as usize
}

impl Setting<'_> {
    fn treatment(self, text: &str, column: Option<&Column>) -> Option<Treatment> {
        if said_in(text).is_some() || text.ends_with(['：', ':']) {
            return None;
        }
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
        let moves = |edit: &CellEdit| {
            edit.after > 0 || text.as_bytes()[..edit.before as usize].iter().any(u8::is_ascii_digit)
        };
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
        let replacement = new[..new.len() - after].into();
        Self { before: before as u32, after: after as u32, replacement }
    }
}
