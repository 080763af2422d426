//! The decisions on one document while it is masked, and while what was written is looked at again.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use yinmo_core::operators::{Action, Effect};
use yinmo_core::policy::{ColumnAction, Decision, Policy, Reason, Subject};

use super::{Choice, Ruling, Rulings};
use crate::error::{Error, Kind as ErrorKind};
use crate::item::fingerprint_of;
use crate::report::Exempted;

/// The decisions on one document, and what came of them so far.
pub(crate) struct Desk {
    rulings: Arc<Rulings>,
    /// What the trail says of each row, by its number: nothing found in it is shown.
    bases: HashMap<usize, String>,
    /// The document's hash.
    hash: String,
    /// Whether what was written is looked at.
    after: AtomicBool,
    /// Makes the marks of values, which mean nothing outside this run.
    marker: RandomState,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// The rows that something in the document answers to.
    met: HashSet<usize>,
    /// The rows that decide what cannot be decided of such a thing.
    unfit: HashSet<usize>,
    /// How often each value stays because a person said so.
    kept: HashMap<u64, u64>,
    /// How often it was met in what was written.
    seen: HashMap<u64, u64>,
    /// Headings of columns that a person let stay.
    columns: HashSet<String>,
    /// Hashes of parts that a person looked at.
    parts: HashSet<String>,
    /// Columns and parts that a person let stay, by the words for the trail.
    exempted: BTreeMap<(&'static str, String), HashSet<usize>>,
}

impl Desk {
    /// `hide` hides what is found in a note.
    pub(crate) fn new(rulings: &Arc<Rulings>, hash: &str, hide: &dyn Fn(&str) -> String) -> Self {
        let basis = |ruling: &Ruling| match ruling.note.is_empty() {
            true => "人工决定".to_owned(),
            false => format!("人工决定：{}", hide(&ruling.note)),
        };
        Self {
            bases: rulings.values().map(|ruling| (ruling.row, basis(ruling))).collect(),
            rulings: Arc::clone(rulings),
            hash: hash.to_owned(),
            after: AtomicBool::new(false),
            marker: RandomState::new(),
            state: Mutex::default(),
        }
    }

    /// The document's hash.
    pub(crate) fn hash(&self) -> &str {
        &self.hash
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// From now on what was written is looked at: places are others, and what may stay is told by what was let stay.
    pub(crate) fn look_at_output(&self) {
        self.after.store(true, Ordering::Relaxed);
    }

    /// Whether what was written is looked at.
    pub(crate) fn is_after(&self) -> bool {
        self.after.load(Ordering::Relaxed)
    }

    /// A reading begins in which values are counted.
    pub(crate) fn begin(&self) {
        let mut state = self.state();
        if self.is_after() { state.seen.clear() } else { state.kept.clear() }
    }

    /// What happens to a finding, if a person decided on it. `id` is its fingerprint.
    pub(crate) fn rule<'d>(
        &'d self,
        policy: &'d Policy,
        subject: &Subject,
        decision: Decision<'d>,
        value: &str,
        id: impl FnOnce() -> String,
    ) -> Decision<'d> {
        if self.is_after() {
            let stays = decision.action.effect() != Effect::Keep && self.was_kept(value);
            return if stays { by_person(&Action::KEEP, None) } else { decision };
        }
        match decision.action.effect() {
            Effect::Review => {}
            // Its column or row goes, as was decided beside it: the row is no mistake.
            Effect::DropColumn | Effect::DropRow => {
                self.met(&id());
                return decision;
            }
            Effect::Keep | Effect::Replace | Effect::Block => return decision,
        }
        let Some(ruling) = self.met(&id()) else { return decision };
        let basis = self.bases.get(&ruling.row).map(String::as_str);
        match ruling.choice {
            None => decision,
            Some(Choice::Keep) => by_person(&Action::KEEP, basis),
            Some(Choice::Mask) => by_person(policy.covering(subject), basis),
            Some(Choice::Remove) => by_person(&Action::REDACT, basis),
        }
    }

    fn met(&self, id: &str) -> Option<&Ruling> {
        let ruling = self.rulings.get(id)?;
        self.state().met.insert(ruling.row);
        Some(ruling)
    }

    /// Values are told by marks, so that none is kept.
    fn mark(&self, value: &str) -> u64 {
        self.marker.hash_one(value)
    }

    fn was_kept(&self, value: &str) -> bool {
        self.state().kept.contains_key(&self.mark(value))
    }

    /// Counts a value that stays because a person said so.
    pub(crate) fn count(&self, value: &str) {
        let mark = self.mark(value);
        let mut state = self.state();
        let counts = if self.is_after() { &mut state.seen } else { &mut state.kept };
        *counts.entry(mark).or_default() += 1;
    }

    /// How many values stand in what was written oftener than a person let them.
    pub(crate) fn excess(&self) -> u64 {
        let state = self.state();
        let more = |(mark, seen): (&u64, &u64)| {
            seen.saturating_sub(state.kept.get(mark).copied().unwrap_or_default())
        };
        state.seen.iter().map(more).sum()
    }

    /// What happens to a column that waits for a person. `heading` as it may be shown, `column` counted from 1, or 0
    /// where it has no number, `place` where its heading stands.
    pub(crate) fn column(&self, heading: &str, column: usize, place: &str) -> ColumnAction {
        if self.is_after() {
            let stays = self.state().columns.contains(heading);
            return if stays { ColumnAction::ByKind } else { ColumnAction::Review };
        }
        let Some(ruling) = self.met(&column_id(&self.hash, heading, column, place)) else {
            return ColumnAction::Review;
        };
        match ruling.choice {
            None => ColumnAction::Review,
            Some(Choice::Keep) => {
                self.exempt("column", ruling);
                self.state().columns.insert(heading.to_owned());
                ColumnAction::ByKind
            }
            Some(Choice::Remove) => ColumnAction::Drop,
            Some(Choice::Mask) => self.unfit(ruling, ColumnAction::Review),
        }
    }

    /// Whether a person looked at a part that was not read.
    pub(crate) fn approves(&self, part: &str, place: &str) -> bool {
        if self.is_after() {
            return self.state().parts.contains(part);
        }
        let Some(ruling) = self.met(&unread_id(&self.hash, part, place)) else { return false };
        match ruling.choice {
            None => false,
            Some(Choice::Keep) => {
                self.exempt("unread", ruling);
                self.state().parts.insert(part.to_owned());
                true
            }
            Some(Choice::Mask | Choice::Remove) => self.unfit(ruling, false),
        }
    }

    fn exempt(&self, what: &'static str, ruling: &Ruling) {
        let basis = self.bases.get(&ruling.row).cloned().unwrap_or_default();
        self.state().exempted.entry((what, basis)).or_default().insert(ruling.row);
    }

    fn unfit<T>(&self, ruling: &Ruling, otherwise: T) -> T {
        self.state().unfit.insert(ruling.row);
        otherwise
    }

    /// Columns and parts that a person let stay.
    pub(crate) fn exempted(&self) -> Vec<Exempted> {
        let state = self.state();
        let exempted = state.exempted.iter().map(|((what, basis), rows)| Exempted {
            what,
            count: rows.len() as u64,
            basis: basis.clone(),
        });
        exempted.collect()
    }

    /// An error if a row is of nothing in the document, or decides what cannot be decided.
    pub(crate) fn check(&self, name: &str) -> Result<(), Error> {
        let state = self.state();
        let mut unknown: Vec<usize> =
            self.rulings.values().map(|ruling| ruling.row).filter(|row| !state.met.contains(row)).collect();
        let mut unfit: Vec<usize> = state.unfit.iter().copied().collect();
        if unknown.is_empty() && unfit.is_empty() {
            return Ok(());
        }
        unknown.sort_unstable();
        unfit.sort_unstable();
        Err(ErrorKind::Decisions { name: name.to_owned(), unknown, unfit }.into())
    }
}

const fn by_person<'d>(action: &'d Action, basis: Option<&'d str>) -> Decision<'d> {
    Decision { action, reason: Reason::Person, basis }
}

/// Names a column that waits for a person, in the file with this hash.
pub(crate) fn column_id(hash: &str, heading: &str, column: usize, place: &str) -> String {
    fingerprint_of(&[hash, heading, &column.to_string(), place, "column"])
}

/// Names a part that was not read, in the file with this hash.
pub(crate) fn unread_id(hash: &str, part: &str, place: &str) -> String {
    fingerprint_of(&[hash, place, part, "unread"])
}
