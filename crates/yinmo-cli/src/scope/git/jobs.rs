//! From what is different to what is looked at.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Result;
use yinmo::{Job, Lines, Task};

use super::call::{Git, unreadable_object};
use super::diff::{Change, Entry, Kind};
use super::objects::{Blob, Objects, sizes};
use crate::config;
use crate::files::{Files, Input};
use crate::lang::Lang;
use crate::scope::exclude::{self, Exclusions};
use crate::scope::{Excluded, Exclusion, LeftOut, PassedOver, Scope, Why};

/// Decides what of a change is looked at.
pub struct Planner {
    objects: Arc<Objects>,
    ruled: Ruled,
    wanted: Vec<Wanted>,
    left_out: LeftOut,
    lang: Lang,
}

/// What rules leave out of a change.
pub struct Ruled {
    /// By the rules after the change.
    pub after: Exclusions,
    /// By those before it, if a change does not let itself pass.
    pub before: Option<Exclusions>,
    /// Other files with rules, by the names that git has for them.
    pub files: Vec<PathBuf>,
}

impl Ruled {
    /// What leaves out `path`: what came in with the change alone does not.
    fn out(&self, path: &Path) -> Result<Option<Exclusion>> {
        let came_in = self.before.as_ref().is_some_and(|before| !is_out(before, path).unwrap_or(false));
        if came_in { Ok(None) } else { self.after.of(Path::new(""), path, false) }
    }

    /// Whether `path` was left out before the change.
    fn was_out(&self, path: &Path) -> Result<bool> {
        match &self.before {
            Some(before) => Ok(is_out(before, path).unwrap_or(true)),
            None => is_out(&self.after, path),
        }
    }

    fn is_rule(&self, path: &Path) -> bool {
        let is_called = |name: &str| path.file_name().is_some_and(|own| own == name);
        is_called(exclude::FILE) || is_called(config::FILE) || self.files.iter().any(|file| file == path)
    }
}

/// Whether two files have the same ending, by which formats are told.
fn is_alike(one: &Path, other: &Path) -> bool {
    let ending = |path: &Path| path.extension().map(OsStr::to_ascii_lowercase);
    ending(one) == ending(other)
}

/// Whether rules leave out `path`. Rules that nobody can read any more are none: the change may put them right.
fn is_out(exclusions: &Exclusions, path: &Path) -> Result<bool> {
    Ok(exclusions.of(Path::new(""), path, false)?.is_some())
}

struct Wanted {
    path: PathBuf,
    id: String,
    lines: Option<Lines>,
}

impl Planner {
    pub fn new(objects: Arc<Objects>, ruled: Ruled, lang: Lang) -> Self {
        let is_held = ruled.before.is_some();
        let left_out = LeftOut { is_change: true, is_held, ..LeftOut::default() };
        Self { objects, ruled, wanted: Vec::new(), left_out, lang }
    }

    /// Takes a file that is not what it was.
    pub fn add(&mut self, change: Change) -> Result<()> {
        self.note_rules(&change);
        let Change { before, after } = change;
        let Some(after) = after else { return Ok(()) };
        if let Some(exclusion) = self.ruled.out(&after.path)? {
            let Entry { path, .. } = after;
            self.left_out.excluded.push(Excluded::new(path, exclusion));
            return Ok(());
        }
        match after.kind {
            Kind::Submodule => {
                self.left_out.passed_over.push(PassedOver { path: after.path, why: Why::Submodule });
            }
            Kind::Link => self.add_link(before.as_ref(), after),
            Kind::File => self.add_file(before.as_ref(), after)?,
        }
        Ok(())
    }

    /// A rule that lets something through is to be seen by whoever reviews the change.
    fn note_rules(&mut self, change: &Change) {
        let mut entries = change.after.iter().chain(&change.before);
        let rule = entries.find(|entry| self.ruled.is_rule(&entry.path)).map(|entry| entry.path.clone());
        self.left_out.rules_changed.extend(rule);
    }

    /// What a link holds is the path that it leads to.
    fn add_link(&mut self, before: Option<&Entry>, after: Entry) {
        let is_same = |before: &Entry| before.id == after.id && before.path == after.path;
        if before.is_some_and(is_same) {
            return;
        }
        // `ls -F` marks links so. With the mark the name promises no type.
        let mut path = after.path.into_os_string();
        path.push("@");
        self.wanted.push(Wanted { path: path.into(), id: after.id, lines: None });
    }

    fn add_file(&mut self, before: Option<&Entry>, after: Entry) -> Result<()> {
        let is_renamed = before.is_some_and(|before| before.path != after.path);
        let lines = match before {
            Some(before) if self.was_looked_at(before)? => self.lines(before, &after)?,
            _ => None,
        };
        // Its name is new.
        let brings_nothing = lines.as_ref().is_some_and(Lines::is_empty) && !is_renamed;
        if !brings_nothing {
            self.wanted.push(Wanted { path: after.path, id: after.id, lines });
        }
        Ok(())
    }

    /// Whether the file was looked at when it came in. What comes from where nothing is looked at comes in now.
    fn was_looked_at(&mut self, before: &Entry) -> Result<bool> {
        Ok(before.kind == Kind::File && !self.ruled.was_out(&before.path)?)
    }

    /// The lines that came in; `None` if all of it counts.
    fn lines(&self, before: &Entry, after: &Entry) -> Result<Option<Lines>> {
        // Under another ending the same text is read in another way, if it was read at all.
        if !is_alike(&before.path, &after.path) {
            return Ok(None);
        }
        if before.id == after.id {
            return Ok(Some(Lines::default()));
        }
        let content = |entry: &Entry| self.objects.content(&entry.id);
        match (content(before), content(after)) {
            (Ok(old), Ok(new)) => Ok(Lines::that_came_in(&after.path.to_string_lossy(), &old, &new)),
            _ => Err(unreadable_object(self.lang)),
        }
    }

    /// What is looked at, and what is not.
    pub fn finish(self, git: &Git) -> Result<Scope> {
        let sizes = sizes(git, self.wanted.iter().map(|wanted| &*wanted.id))?;
        let job = |wanted: Wanted| {
            let size = *sizes.get(&wanted.id)?;
            let blob = Blob { objects: Arc::clone(&self.objects), id: wanted.id.into(), size };
            let (stored, lines) = (Some(Arc::new(blob) as Arc<_>), wanted.lines);
            Some(Input::kept_elsewhere(Job { stored, lines, ..Job::new(wanted.path, Task::Check) }))
        };
        let files: Option<Vec<Input>> = self.wanted.into_iter().map(job).collect();
        let files = files.ok_or_else(|| unreadable_object(git.lang))?;
        let found = Files { files, ..Files::default() };
        Ok(Scope { found, left_out: self.left_out, objects: None })
    }
}
