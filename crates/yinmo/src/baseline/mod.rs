//! What was there already when somebody began to look: a list of findings that do not count again.
//!
//! With a project key an entry is a code of kind, value and path under that key, and survives changes elsewhere in the file;
//! how often the value stood there is part of it. Without a key it is bound to the content of the whole file. Either way the
//! list says nothing of values. A seal over all that an entry says shows whether it was changed; without a key it shows
//! accidents only, because anybody can compute it.

mod entry;
mod error;
mod file;

pub use entry::BaselineEntry;
pub use error::BaselineError;
pub use file::BaselineLock;

use std::collections::{BTreeMap, HashMap};
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use yinmo_core::Key;
use yinmo_core::baseline::{of_other, of_value};
use yinmo_core::kind::Kind;
use yinmo_core::policy::Day;

use crate::clock::{later, today};
use crate::item::fingerprint_of;

/// A list of findings that were there already.
#[derive(Debug)]
pub struct Baseline {
    key: Option<Key>,
    /// The folder of the file: paths begin there.
    root: PathBuf,
    entries: HashMap<String, BaselineEntry>,
    faults: Vec<BaselineFault>,
    /// How often something answered to an entry.
    answered: Mutex<HashMap<String, u64>>,
}

/// A line of a baseline that does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BaselineFault {
    /// The line, counted from 1.
    pub line: usize,
    /// Whether it says something, and was changed since it was written.
    pub is_changed: bool,
}

/// Reason and days of new entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occasion {
    /// Why what is listed does not count, as it may be shown.
    pub reason: String,
    /// When it was listed.
    pub created: Day,
    /// The last day on which it does not count.
    pub until: Day,
}

impl Occasion {
    /// Today, for so many days; `None` if that is no day of the calendar.
    pub fn today(reason: &str, days: u32) -> Option<Self> {
        let created = today()?;
        Some(Self { reason: reason.to_owned(), created, until: later(created, days)? })
    }
}

impl Baseline {
    /// An empty list, to be written to `file`.
    pub fn empty(file: &Path, key: Option<&Key>) -> Self {
        let folder = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
        let root = tidy(folder.parent().unwrap_or(Path::new("")));
        let (entries, faults, answered) = (HashMap::new(), Vec::new(), Mutex::default());
        Self { key: key.cloned(), root, entries, faults, answered }
    }

    /// The entries that count as long as they are not over, in the order of the file.
    pub fn entries(&self) -> Vec<&BaselineEntry> {
        let mut entries: Vec<_> = self.entries.values().collect();
        entries.sort_unstable_by_key(|entry| entry.order());
        entries
    }

    /// Lines that do not count.
    pub fn faults(&self) -> &[BaselineFault] {
        &self.faults
    }

    /// Whether it survives changes of files.
    pub const fn is_keyed(&self) -> bool {
        self.key.is_some()
    }

    pub(crate) fn entry(&self, fingerprint: &str) -> Option<&BaselineEntry> {
        self.entries.get(fingerprint)
    }

    /// How often something answered to an entry so far.
    pub fn answers(&self, fingerprint: &str) -> u64 {
        let answered = self.answered.lock().unwrap_or_else(PoisonError::into_inner);
        answered.get(fingerprint).copied().unwrap_or_default()
    }

    pub(crate) fn answer(&self, used: &HashMap<String, u64>) {
        let mut answered = self.answered.lock().unwrap_or_else(PoisonError::into_inner);
        for (entry, count) in used {
            *answered.entry(entry.clone()).or_default() += count;
        }
    }

    /// What a finding is called; `own` names it in this very file, `path` is that of the document.
    pub(crate) fn name_of(
        &self,
        value: &str,
        kind: Kind,
        path: &str,
        own: impl FnOnce() -> String,
    ) -> String {
        match &self.key {
            Some(key) => format!("{:032x}", of_value(key, value, kind, path)),
            None => own(),
        }
    }

    /// The same for something else, told by a rule and a name.
    pub(crate) fn name_of_other(&self, rule: &str, name: &str, path: &str, hash: &str) -> String {
        match &self.key {
            Some(key) => format!("{:032x}", of_other(key, rule, name, path)),
            None => fingerprint_of(&[hash, name, rule, "other"]),
        }
    }

    /// The path of a document from the folder of the list on.
    pub(crate) fn path_of(&self, path: &str) -> String {
        let absolute = std::path::absolute(path).unwrap_or_else(|_| path.into());
        let tidied = tidy(&absolute);
        let below = tidied.strip_prefix(&self.root).unwrap_or(&tidied);
        let steps: Vec<_> = below.iter().map(|step| step.to_string_lossy()).collect();
        steps.join("/")
    }

    /// The same list with other entries.
    #[must_use]
    pub fn with_entries(self, entries: impl IntoIterator<Item = BaselineEntry>) -> Self {
        let entries = entries.into_iter().map(|entry| (entry.fingerprint.clone(), entry)).collect();
        Self { entries, ..self }
    }
}

/// Entries for what is found, to be put into a list.
#[derive(Debug)]
pub struct BaselineDraft {
    occasion: Occasion,
    entries: BTreeMap<String, BaselineEntry>,
}

impl BaselineDraft {
    /// No entries yet.
    pub const fn new(occasion: Occasion) -> Self {
        Self { occasion, entries: BTreeMap::new() }
    }

    /// Lists something: a finding's [`lasting`](crate::Item::lasting) name, or that of something else; `path` as it may be
    /// shown.
    pub fn add(&mut self, rule: &str, fingerprint: &str, path: &str) {
        let Occasion { reason, created, until } = &self.occasion;
        let entry = self.entries.entry(fingerprint.to_owned()).or_insert_with(|| BaselineEntry {
            fingerprint: fingerprint.to_owned(),
            rule: rule.to_owned(),
            path: path.to_owned(),
            count: 0,
            reason: reason.clone(),
            created: *created,
            until: *until,
        });
        entry.count += 1;
    }

    /// The entries.
    pub fn into_entries(self) -> impl Iterator<Item = BaselineEntry> {
        self.entries.into_values()
    }
}

/// The path without steps to itself and back. Nothing is looked up: links are as they are called.
fn tidy(path: &Path) -> PathBuf {
    let mut tidied = PathBuf::new();
    for step in path.components() {
        match step {
            Component::CurDir => {}
            Component::ParentDir => {
                tidied.pop();
            }
            other => tidied.push(other),
        }
    }
    tidied
}
