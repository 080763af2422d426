//! The change that is looked at, and files with rules as they were before it: no change lets itself pass.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::Result;

use super::call::{Git, unreadable_object};
use super::diff::Diff;
use super::objects::described;
use super::revisions::Revisions;
use crate::files::canonical;
use crate::lang::Lang;
use crate::scope::lexical::plain;
use crate::scope::list::path;

/// A change of a repository.
pub struct Revised {
    pub(super) git: Git,
    pub(super) revisions: Revisions,
    /// Where the program runs.
    place: PathBuf,
    /// The root of the work tree; none if the repository has none.
    top: Option<PathBuf>,
}

/// A file with rules.
pub enum Held {
    /// The change does not touch it.
    AsItIs,
    /// What it held before the change, if it was there.
    Before(Option<Vec<u8>>),
}

impl Revised {
    /// The change between `revisions`, or else that of the index, in the repository of the folder `place`.
    pub fn at(place: &Path, revisions: Option<&str>, lang: Lang) -> Result<Self> {
        let git = Git::at(place, revisions.is_none(), lang)?;
        let revisions = match revisions {
            Some(text) => Revisions::between(text, &git)?,
            None => Revisions::staged(&git)?,
        };
        let said = git.ask(["rev-parse", "--show-toplevel"])?.ok();
        let top = said.and_then(|said| path(said.strip_suffix(b"\n").unwrap_or(&said)));
        let top = top.and_then(|top| canonical(&top)).filter(|top| top.is_dir());
        Ok(Self { git, revisions, place: place.to_owned(), top })
    }

    /// A file with rules as the change finds it.
    pub fn held(&self, file: &Path) -> Result<Held> {
        let Some(top) = self.top.as_ref().filter(|_| self.revisions.has_before) else {
            return Ok(Held::AsItIs);
        };
        let diff = Diff { git: &self.git, revisions: &self.revisions };
        for name in self.names_of(file) {
            if diff.touches(top, &name)? {
                return Ok(Held::Before(self.content_before(&name)?));
            }
        }
        Ok(Held::AsItIs)
    }

    /// What git calls a file: as it is written, and where links lead.
    pub(super) fn names_of(&self, file: &Path) -> Vec<PathBuf> {
        let Some(top) = &self.top else { return Vec::new() };
        let written = canonical(&self.place).unwrap_or_else(|| self.place.clone()).join(file);
        let mut names = vec![plain(&written)];
        names.extend(canonical(&written));
        names.dedup();
        names.iter().filter_map(|name| Some(name.strip_prefix(top).ok()?.to_owned())).collect()
    }

    /// Links in the tree are followed, as they were.
    fn content_before(&self, name: &Path) -> Result<Option<Vec<u8>>> {
        let asked = [self.revisions.before.as_bytes(), b":", name.as_os_str().as_encoded_bytes()].concat();
        // A name of two lines would be two questions.
        if asked.contains(&b'\n') {
            return Ok(None);
        }
        let mut command = self.git.command(["cat-file", "--batch", "--follow-symlinks"]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(|error| self.git.not_started(&error))?;
        let unreadable = |_| unreadable_object(self.git.lang);
        if let Some(mut ask) = child.stdin.take() {
            ask.write_all(&asked).and_then(|()| ask.write_all(b"\n")).map_err(unreadable)?;
        }
        let said = child.wait_with_output().map_err(unreadable)?.stdout;
        let head = said.iter().position(|&byte| byte == b'\n').unwrap_or(said.len());
        let Some(("blob", size)) = described(&said[..head]) else { return Ok(None) };
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        let content = said.get(head + 1..).and_then(|rest| rest.get(..size));
        content.map(|content| Some(content.to_owned())).ok_or_else(|| unreadable_object(self.git.lang))
    }
}
