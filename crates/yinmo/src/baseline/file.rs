//! The file: a line that says what it is, then an entry a line, sorted, so that a change of one is a change of one line. It
//! is replaced whole or not at all.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

use serde::{Deserialize, Serialize};
use yinmo_core::{Key, baseline};

use super::entry::{Line, is_code};
use super::error::Cause;
use super::{Baseline, BaselineEntry, BaselineError, BaselineFault};
use crate::lock;
use crate::output::Output;
use crate::run::folder_of;

/// The version of the form.
const VERSION: u32 = 1;

/// The first line.
#[derive(PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    yinmo_baseline: u32,
    /// What the key is called; none where entries are bound to the content of files.
    key: Option<String>,
}

impl Head {
    fn of(key: Option<&Key>) -> Self {
        let key = key.map(|key| format!("{:016x}", baseline::name_of(key)));
        Self { yinmo_baseline: VERSION, key }
    }

    /// Whether the list may be used with this key.
    fn check(&self, key: Option<&Key>) -> Result<(), Cause> {
        let own = Self::of(key);
        match (&self.key, &own.key) {
            _ if self.yinmo_baseline != VERSION => Err(Cause::NoBaseline),
            (one, other) if one == other => Ok(()),
            (Some(_), None) => Err(Cause::NoKey),
            (None, Some(_)) => Err(Cause::Unkeyed),
            _ => Err(Cause::OtherKey),
        }
    }
}

impl Baseline {
    /// Reads a list. Lines that were changed since they were written do not count, and are told by
    /// [`faults`](Self::faults).
    ///
    /// # Errors
    /// If the file cannot be read, is no baseline, or was made with another key.
    pub fn read(file: &Path, key: Option<&Key>) -> Result<Self, BaselineError> {
        Self::parse(file, &fs::read(file).map_err(BaselineError::io(file))?, key)
    }

    /// The list that these bytes are, as it would stand in `file`: one that is kept elsewhere, such as in a repository.
    ///
    /// # Errors
    /// If they are no baseline, or one that was made with another key.
    pub fn parse(file: &Path, bytes: &[u8], key: Option<&Key>) -> Result<Self, BaselineError> {
        let wrong = |cause| BaselineError::new(file, cause);
        let text = str::from_utf8(bytes).map_err(|_| wrong(Cause::NoBaseline))?;
        let mut lines = (1..).zip(text.trim_start_matches('\u{FEFF}').lines());
        let (_, head) = lines.next().ok_or_else(|| wrong(Cause::NoBaseline))?;
        let head: Head = serde_json::from_str(head).map_err(|_| wrong(Cause::NoBaseline))?;
        head.check(key).map_err(wrong)?;
        let (mut entries, mut faults) = (HashMap::<String, BaselineEntry>::new(), Vec::new());
        for (line, text) in lines.filter(|(_, text)| !text.trim().is_empty()) {
            let said: Option<Line> = serde_json::from_str(text).ok();
            let is_changed = said.is_some();
            let Some(entry) = said.and_then(|said| said.entry(key)) else {
                faults.push(BaselineFault { line, is_changed });
                continue;
            };
            // One that stands there twice, as after a merge, lets no more pass than the larger of both.
            match entries.get(&entry.fingerprint) {
                Some(known) if (known.count, known.until) >= (entry.count, entry.until) => {}
                _ => drop(entries.insert(entry.fingerprint.clone(), entry)),
            }
        }
        Ok(Self { entries, faults, ..Self::empty(file, key) })
    }

    /// What people wrote in a list: paths and reasons, without the rest, which are codes, ids of rules, counts and days.
    /// `None` if these bytes are no list; whether it is as it was written makes no difference.
    pub fn words(bytes: &[u8]) -> Option<Vec<String>> {
        let text = str::from_utf8(bytes).ok()?;
        let mut lines = text.trim_start_matches('\u{FEFF}').lines();
        let head: Head = serde_json::from_str(lines.next()?).ok()?;
        let is_head = head.yinmo_baseline == VERSION && head.key.is_none_or(|key| is_code(&key, 16));
        let entries = lines.filter(|line| !line.trim().is_empty()).map(|line| {
            let line: Line = serde_json::from_str(line).ok()?;
            line.words()
        });
        let words = entries.collect::<Option<Vec<_>>>()?.into_iter().flatten();
        is_head.then(|| words.collect())
    }

    /// Writes the list. A file that is there already is left alone unless `replace` is set.
    ///
    /// # Errors
    /// If the file is there already or cannot be written; then what was there is whole.
    pub fn write(&self, file: &Path, replace: bool) -> Result<(), BaselineError> {
        self.written(file, replace).map_err(BaselineError::io(file))
    }

    fn written(&self, file: &Path, replace: bool) -> io::Result<()> {
        let key = self.key.as_ref();
        let mut out = Output::in_folder(folder_of(file))?;
        let mut text = serde_json::to_string(&Head::of(key))? + "\n";
        for entry in self.entries() {
            text += &serde_json::to_string(&entry.line(key))?;
            text.push('\n');
        }
        out.write_all(text.as_bytes())?;
        out.publish(file, replace)
    }
}

/// Keeps others from replacing a list while it is held. Readers are not kept from anything: they see what was there before,
/// or what is there afterwards.
#[derive(Debug)]
pub struct BaselineLock {
    _file: File,
}

impl BaselineLock {
    /// Waits until nobody else holds the list at `file`; none if it is not there.
    ///
    /// # Errors
    /// If the file cannot be opened.
    pub fn of(file: &Path) -> Result<Option<Self>, BaselineError> {
        let held = lock::held(file).map_err(BaselineError::io(file))?;
        Ok(held.map(|file| Self { _file: file }))
    }
}
