//! Rows of cells that were met before in all that matters. What is found in such a cell and what comes of it was
//! worked out for the first of its likeness; the others take it over.
//!
//! Cells are sorted column by column: what stands below each other is told by the same questions, and a processor that
//! guesses their answers is right more often.

use std::num::NonZeroU16;
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::{FxHashMap, FxHashSet};
use yinmo_core::finding::Finding;
use yinmo_core::kind::Kind;
use yinmo_core::operators::{Action, Effect};
use yinmo_core::recognizers::Cell;
use yinmo_core::scan::is_mask_char;
use yinmo_core::text::Span;
use yinmo_core::{Likening, Pieces};
use yinmo_documents::{Block, Changes, Kept, Part, Parts};

use super::anonymity::{Tally, Telltale};
use super::children::{as_child, said_in};
use super::columns::{Column, List, role_in};
use super::row::Place;
use super::{Review, Setting};

/// What came of the cells met so far, in whichever chunks.
#[derive(Default)]
pub(crate) struct Alike {
    /// The list they stand in, by its heading.
    heading_row: Option<usize>,
    /// For each column the treatment of a likeness; `None` where a cell has to be read with its row.
    columns: Vec<Sorted>,
    treatments: Treatments,
    /// Rows that do not give away too much.
    safe: Safe,
    /// The treatments of a block's cells, row by row.
    sorts: Vec<Option<Nth>>,
    /// Whether all its rows are plain.
    all_plain: bool,
    /// In how many columns of the block a cell of one character stands.
    narrow: usize,
    /// Scratch: what does not fit into the number of a likeness.
    long: Pieces,
}

/// The number of a treatment, counted from 1.
type Nth = NonZeroU16;

/// The treatments of all columns.
#[derive(Default)]
struct Treatments {
    met: Vec<Met>,
    /// The edits of so many are among the chunk's changes.
    kept: usize,
    /// How many likenesses were met, plain or not.
    likenesses: usize,
}

/// A treatment, and what it comes to in one chunk.
struct Met {
    treatment: Arc<Treatment>,
    /// The treatment's own, at hand.
    constant: bool,
    /// The number of what becomes of the name where the row is about a child; its own, if that makes no difference.
    of_child: Option<Nth>,
    /// How many cells it was for.
    count: u64,
    /// Its edit among the chunk's changes.
    kept: Option<Kept>,
}

/// What is found in cells of one likeness, and what is done to them.
#[derive(PartialEq, Eq)]
pub(crate) struct Treatment {
    edit: Option<CellEdit>,
    found: Option<(Kind, Action)>,
    /// Whether all of them say the same about identity numbers once they are treated.
    constant: bool,
    of_child: OfChild,
}

/// What becomes of a cell where its row is about a child.
#[derive(PartialEq, Eq)]
enum OfChild {
    /// The same.
    Same,
    Other(Arc<Treatment>),
    /// The row has to be read.
    Unknown,
}

/// The middle of a cell is replaced, its first and last bytes stay.
#[derive(PartialEq, Eq)]
struct CellEdit {
    before: u32,
    after: u32,
    replacement: Arc<str>,
}

/// Rows with more cells are no rows of a list. Memory does not grow with them.
const WIDEST: usize = 512;

/// As many cells of one character may hold a number a digit a cell.
const BOXES: usize = 8;

/// More likenesses than a list has. Memory does not grow with the file.
const MOST: usize = 1 << 14;

/// As many treatments make one number.
const MOST_TELLING: usize = (u128::BITS / Nth::BITS) as usize;

impl Alike {
    /// Sorts the cells of a block, so that its rows can be reviewed.
    pub(super) fn sort(&mut self, setting: Setting<'_>, list: &List, block: Block<'_>) {
        self.turn_to(list);
        let width = block.width();
        self.sorts.clear();
        self.sorts.resize(width * block.height(), None);
        self.narrow = 0;
        self.all_plain = list.names_kinds() && width <= WIDEST;
        if !self.all_plain {
            return;
        }
        if self.columns.len() < width {
            self.columns.resize_with(width, || Sorted::by(Likening::UNHEADED));
        }
        for (nth, Sorted { likening, memo }) in self.columns[..width].iter_mut().enumerate() {
            let (mut narrow, mut plain) = (false, true);
            let cells = block.column(nth).zip(self.sorts.chunks_exact_mut(width));
            likening.liken_each(cells, &mut self.long, |(text, row), word, long| {
                narrow |= text.len() == 1;
                let treatment = word.and_then(|word| match memo.usual(word, long) {
                    Some(treatment) => treatment,
                    None => memo.look_up(word, long, || {
                        self.treatments.meet(setting, list, (nth, text), (word, long))
                    }),
                });
                row[nth] = treatment;
                plain &= treatment.is_some();
            });
            self.all_plain &= plain;
            self.narrow += usize::from(narrow);
        }
        self.all_plain &= self.narrow < BOXES;
    }

    /// Reviews the row at `nth` of the block, but for its changes; `false`, and it is left to others, if not all its cells
    /// are plain.
    #[inline]
    pub(super) fn review(
        &mut self,
        setting: Setting<'_>,
        list: &List,
        (block, nth): (Block<'_>, usize),
        review: &mut Review,
    ) -> bool {
        let plain = self.is_plain(block, nth);
        if plain && setting.asks(list) {
            self.expose(setting, list, (block, nth), review);
        }
        if plain && list.is_minded() {
            list.mind(block.row(nth).1, false, review);
        }
        if plain && list.children().is_some() {
            setting.mind_children(list, block.row(nth), review);
        }
        plain
    }

    /// The row at `nth` of the block is about a child.
    pub(super) fn turn_to_child(&mut self, list: &List, block: Block<'_>, nth: usize) {
        let name = list.name_column().filter(|&name| name < block.width());
        let sorts = &mut self.sorts[nth * block.width()..][..block.width()];
        if let Some(sort) = name.and_then(|name| sorts.get_mut(name)) {
            *sort = sort.and_then(|nth| self.treatments.met[index(nth)].of_child);
            self.all_plain &= sort.is_some();
        }
    }

    /// Leaves the row at `nth` of the block to others, whatever its cells are.
    pub(super) fn leave(&mut self, block: Block<'_>, nth: usize) {
        self.all_plain = false;
        self.sorts[nth * block.width()..][..block.width()].fill(None);
    }

    #[inline]
    fn is_plain(&mut self, block: Block<'_>, nth: usize) -> bool {
        if self.all_plain {
            return true;
        }
        let sorts = &mut self.sorts[nth * block.width()..][..block.width()];
        let boxed = || self.narrow >= BOXES && is_boxed(block.row(nth).1);
        let plain = !(sorts.contains(&None) || boxed());
        if !plain {
            sorts.fill(None);
        }
        plain
    }

    /// Asks what the row at `nth` of the block gives away, unless one that gives away the same was asked about before.
    fn expose(
        &mut self,
        setting: Setting<'_>,
        list: &List,
        (block, nth): (Block<'_>, usize),
        review: &mut Review,
    ) {
        let sorts = &self.sorts[nth * block.width()..][..block.width()];
        let shown = shown(&self.treatments, list, sorts);
        if shown.is_some_and(|shown| self.safe.contains(shown)) {
            return;
        }
        let (number, cells) = block.row(nth);
        let treatment = |nth| sorts.get(nth).copied().flatten();
        let published = |nth| {
            let (text, mut published) = (cells.get(nth)?.text, String::new());
            let changed = self.treatments.publish(treatment(nth)?, text, &mut published);
            Some(if changed { published } else { text.to_owned() })
        };
        let original = |nth| cells.get(nth).map(|cell: Part<'_>| cell.text.to_owned());
        review.shown.extend(setting.shown(number, list, original, published));
        match setting.exposed(number, list, published) {
            Some(exposed) => review.exposed.merge(exposed),
            None => self.safe.all.extend(shown),
        }
    }

    /// Adds the block's plain rows to those that may hide each other.
    pub(super) fn compare(&self, list: &List, telltale: &Telltale, block: Block<'_>, tally: &mut Tally) {
        let Self { sorts, treatments, .. } = self;
        let width = block.width().max(1);
        let mut plain: Vec<bool> = sorts.chunks_exact(width).map(|row| !row.contains(&None)).collect();
        tally.add(list, telltale, block, &mut plain, |(row, column), text, published| {
            sorts[row * width + column].is_some_and(|nth| treatments.publish(nth, text, published))
        });
    }

    /// Counts the cells of the block's plain rows, and changes the middle of them.
    pub(super) fn treat(&mut self, block: Block<'_>, changes: &mut Changes) {
        let Self { sorts, treatments, .. } = self;
        treatments.keep(changes);
        let treated = sorts.iter().map(|sort| {
            let met = treatments.of((*sort)?);
            met.count += 1;
            met.kept
        });
        changes.mark(block.first_part(), treated);
    }

    /// Counts what was found in a chunk.
    pub(super) fn count(&mut self, review: &mut Review) {
        for met in &mut self.treatments.met {
            if let Some((kind, action)) = met.treatment.found.as_ref().filter(|_| met.count > 0) {
                review.count(*kind, action, met.count);
            }
            (met.count, met.kept) = (0, None);
        }
        self.treatments.kept = 0;
    }

    /// Treatments are those of one list.
    fn turn_to(&mut self, list: &List) {
        let heading_row = Some(list.heading_row());
        if self.heading_row != heading_row {
            self.heading_row = heading_row;
            self.columns.clear();
            self.columns.extend(list.all().iter().map(|column| Sorted::by(column.likening.clone())));
            self.safe = Safe::default();
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
        let work_out = || setting.treatment(text, list, nth);
        setting.known.get(key, work_out).map(|treatment| self.number(treatment))
    }

    /// The number of a treatment. Cells that are changed alike are not told apart, unless what they say about identity
    /// numbers goes by their number.
    fn number(&mut self, treatment: Arc<Treatment>) -> Nth {
        let alike = treatment.edit.is_some() && !treatment.constant;
        let known = self.met.iter().position(|met| alike && met.treatment == treatment);
        let before = known.unwrap_or_else(|| {
            let other = match &treatment.of_child {
                OfChild::Other(other) => Some(self.number(Arc::clone(other))),
                OfChild::Same | OfChild::Unknown => None,
            };
            let own = (treatment.of_child == OfChild::Same).then(|| nth_of(self.met.len()));
            let constant = treatment.constant;
            self.met.push(Met { treatment, constant, of_child: other.or(own), count: 0, kept: None });
            self.met.len() - 1
        });
        nth_of(before)
    }

    /// Adds the edits to the chunk's changes.
    fn keep(&mut self, changes: &mut Changes) {
        for met in &mut self.met[self.kept..] {
            met.kept = met.treatment.edit.as_ref().map(|edit| edit.keep(changes));
        }
        self.kept = self.met.len();
    }

    /// Writes the text of a cell as it will be published, unless it stays as it is.
    fn publish(&self, nth: Nth, text: &str, published: &mut String) -> bool {
        let edit = self.met[index(nth)].treatment.edit.as_ref();
        edit.is_some_and(|edit| {
            edit.apply(text, published);
            true
        })
    }

    #[inline]
    fn of(&mut self, nth: Nth) -> &mut Met {
        &mut self.met[index(nth)]
    }
}

/// The number of the treatment at a place among all.
const fn nth_of(index: usize) -> Nth {
    Nth::MIN.saturating_add(index as u16)
}

/// Where among all the treatment with this number is.
const fn index(nth: Nth) -> usize {
    nth.get() as usize - 1
}

/// What a row says about identity numbers, if its treatments alone tell.
#[inline]
fn shown(treatments: &Treatments, list: &List, row: &[Option<Nth>]) -> Option<u128> {
    if list.deciding().len() > MOST_TELLING {
        return None;
    }
    let mut shown = 0;
    for nth in list.deciding().iter().filter_map(|&nth| *row.get(nth)?) {
        if !treatments.met[index(nth)].constant {
            return None;
        }
        shown = shown << Nth::BITS | u128::from(nth.get());
    }
    Some(shown)
}

/// Rows that do not give away too much, by the treatments of their telling cells.
struct Safe {
    /// Most lists have a few: each has its place here.
    usual: [u128; Self::USUAL],
    all: FxHashSet<u128>,
}

impl Safe {
    const USUAL: usize = 16;

    /// No row.
    const NONE: u128 = u128::MAX;

    #[inline]
    fn contains(&mut self, shown: u128) -> bool {
        let mixed = place(shown as u64 ^ (shown >> 64) as u64, Self::USUAL);
        let usual = &mut self.usual[mixed];
        if *usual != shown && self.all.contains(&shown) {
            *usual = shown;
        }
        *usual == shown
    }
}

impl Default for Safe {
    fn default() -> Self {
        Self { usual: [Self::NONE; Self::USUAL], all: FxHashSet::default() }
    }
}

/// Whether a number may stand in the row a digit a cell.
fn is_boxed(row: Parts<'_>) -> bool {
    row.texts().filter(|text| text.len() == 1).count() >= BOXES
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

/// What is known of a column.
struct Sorted {
    likening: Likening,
    memo: Memo,
}

impl Sorted {
    fn by(likening: Likening) -> Self {
        Self { likening, memo: Memo::new() }
    }
}

/// The likenesses met in one column.
struct Memo {
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

    fn new() -> Self {
        Self { usual: [(Self::NONE, None); Self::USUAL], all: FxHashMap::default() }
    }

    /// The treatment of a short likeness that is among the usual ones.
    #[inline]
    fn usual(&self, word: u64, long: &Pieces) -> Option<Option<Nth>> {
        let (usual, treatment) = self.usual[place(word, Self::USUAL)];
        (usual == word && long.is_empty()).then_some(treatment)
    }

    /// The treatment of a likeness; `meet` works out that of one that was not met before.
    #[inline(never)]
    fn look_up(&mut self, word: u64, long: &Pieces, meet: impl FnOnce() -> Option<Nth>) -> Option<Nth> {
        let known = self.all.entry(word).or_insert_with(|| Likeness { long: *long, treatment: meet() });
        if long.is_empty() && known.long.is_empty() {
            self.usual[place(word, Self::USUAL)] = (word, known.treatment);
        }
        known.treatment.filter(|_| known.long.are(long))
    }
}

/// A place for a word among so many, a power of two: by the highest bits of its product with a number that mixes them
/// (2^64 over the golden ratio).
const fn place(word: u64, places: usize) -> usize {
    (word.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (u64::BITS - places.ilog2())) as usize
}

impl Setting<'_> {
    /// What becomes of a cell of the list's column at `nth`; `None` where its row has to be read.
    fn treatment(self, text: &str, list: &List, nth: usize) -> Option<Treatment> {
        let column = list.all().get(nth);
        if said_in(text).is_some() || text.ends_with(['：', ':']) {
            return None;
        }
        // Whose date it is stands beside it.
        if self.pipeline.policy.shifts_dates() && column.is_some_and(|column| column.meaning == Some("date"))
        {
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
            return Some(Treatment { found: None, edit: None, constant, of_child: OfChild::Same });
        };
        let finding = Finding { role: role_in(&finding, column), ..finding };
        let as_child = Finding { role: as_child(finding.role), ..finding };
        let is_childs =
            finding.kind == Kind::Person && list.name_column() == Some(nth) && finding.role != as_child.role;
        let of_child = || match self.treated(text, &as_child, column) {
            Some(treatment) => OfChild::Other(Arc::new(treatment)),
            None => OfChild::Unknown,
        };
        let treatment = self.treated(text, &finding, column)?;
        Some(Treatment { of_child: if is_childs { of_child() } else { OfChild::Same }, ..treatment })
    }

    /// What becomes of a cell in which this was found.
    fn treated(self, text: &str, finding: &Finding, column: Option<&Column>) -> Option<Treatment> {
        let decision = self.decide(finding, column, Place::Row);
        let decision = self.as_it_is(decision, (text, text), finding);
        let edit = match decision.action {
            // Whoever comes first is the first: that depends on the name.
            action if action.numbers_people() => return None,
            // A code is the value's own.
            action if action.depends_on_value() || action.effect() == Effect::DropRow => return None,
            action if action.effect() == Effect::DropColumn => None,
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
        let constant = match (finding.kind, &edit) {
            // Only where few of its digits are hidden it matters which.
            (Kind::Mobile | Kind::Landline | Kind::BankCard | Kind::BankAccount, edit) => {
                edit.as_ref().is_none_or(CellEdit::hides_much)
            }
            (_, edit) => edit.as_ref().is_some_and(CellEdit::leaves_a_region),
        };
        let found = Some((finding.kind, decision.action.clone()));
        Some(Treatment { found, edit, constant, of_child: OfChild::Same })
    }
}

impl CellEdit {
    fn keep(&self, changes: &mut Changes) -> Kept {
        changes.keep(self.before as usize, self.after as usize, &self.replacement)
    }

    fn apply(&self, text: &str, published: &mut String) {
        published.push_str(&text[..self.before as usize]);
        published.push_str(&self.replacement);
        published.push_str(&text[text.len() - self.after as usize..]);
    }

    /// Which region it is does not matter to how many numbers are possible in it.
    fn leaves_a_region(&self) -> bool {
        self.before <= 6 && self.after == 0
    }

    fn hides_much(&self) -> bool {
        const MANY: usize = 6;
        self.before + self.after == 0 || self.replacement.chars().filter(|&c| is_mask_char(c)).count() >= MANY
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
