//! What `yinmo check` looks at: files and folders that are named, or what a change of a git repository brings in.

pub mod exclude;
mod git;
mod left_out;
pub mod lexical;
mod list;
mod listed;

pub use exclude::{Exclusion, Exclusions, FolderRules, Inside};
pub use git::{Held, Revised};
pub use left_out::{Excluded, LeftOut, PassedOver, Why};

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Result, anyhow};
use yinmo::policy::{ChangeRules, FileSettings, Policy};

use crate::args::{PolicyArgs, ScopeArgs};
use crate::config;
use crate::files::{self, Files};
use crate::lang::Lang;
use git::Objects;

/// What is looked at.
pub struct Scope {
    /// The documents, and what is not read.
    pub found: Files,
    /// What is not looked at.
    pub left_out: LeftOut,
    /// Where documents are fetched from that are no files.
    objects: Option<Arc<Objects>>,
}

impl Scope {
    /// Why documents could not be fetched, if that failed.
    pub fn failure(&self, lang: Lang) -> Option<anyhow::Error> {
        self.objects.as_ref().filter(|objects| objects.are_broken()).map(|_| git::unreadable_object(lang))
    }
}

/// The change that is meant, if one is.
pub fn revised(args: &ScopeArgs, lang: Lang) -> Result<Option<Revised>> {
    let is_meant = args.staged || args.diff.is_some();
    is_meant.then(|| Revised::at(Path::new("."), args.diff.as_deref(), lang)).transpose()
}

/// Finds what is meant. Nothing below `own`, the run's own outputs, is.
pub fn of(
    args: &ScopeArgs,
    paths: &[PathBuf],
    own: &[PathBuf],
    rules: &Rules<'_>,
    revised: Option<&Revised>,
    lang: Lang,
) -> Result<Scope> {
    if let Some(revised) = revised {
        return git::scope(revised, paths, rules, lang);
    }
    let mut named = paths.to_vec();
    if let Some(list) = &args.files_from {
        named.extend(list::read(list, args.null, lang)?);
    }
    let exclusions = rules.of_work_tree(lang)?;
    let (found, left_out) = files::find_except(&named, own, &exclusions)?;
    Ok(Scope { found, left_out, objects: None })
}

/// What the configuration leaves out.
pub struct Rules<'a> {
    settings: &'a FileSettings,
    /// What the configuration is called.
    source: String,
    /// Nothing is left out.
    off: bool,
    /// A change is looked at by the rules before it.
    are_those_before: bool,
    /// Files with rules beside those of folders.
    files: Vec<PathBuf>,
}

impl<'a> Rules<'a> {
    /// The rules of a configuration.
    pub fn new(policy: &'a Policy, by: &PolicyArgs, args: &ScopeArgs) -> Self {
        let file = config::file(by);
        Self {
            settings: policy.files(),
            source: file.to_string_lossy().into_owned(),
            off: args.no_exclude,
            are_those_before: policy.gate().change_rules == ChangeRules::Before,
            files: vec![file],
        }
    }

    /// They, and what stands in other files.
    pub fn and(mut self, files: impl IntoIterator<Item = PathBuf>) -> Self {
        self.files.extend(files);
        self
    }

    /// They, and those of the folders that are walked.
    pub fn of_work_tree(&self, lang: Lang) -> Result<Exclusions> {
        self.exclusions(Box::new(exclude::WorkTree), lang)
    }

    fn exclusions(&self, shelf: Box<dyn exclude::Shelf>, lang: Lang) -> Result<Exclusions> {
        if self.off {
            return Ok(Exclusions::none(lang));
        }
        let invalid = |nth: usize| {
            let (source, nth) = (&self.source, nth + 1);
            anyhow!(lang.pick(
                format!("{source} 的 [files] exclude 第 {nth} 项不是有效的模式，写法同 .gitignore"),
                format!("{source}: [files] exclude, number {nth} is no pattern; write it as in .gitignore"),
            ))
        };
        Exclusions::new(&self.settings.exclude, &self.source, shelf, lang).map_err(invalid)
    }
}
