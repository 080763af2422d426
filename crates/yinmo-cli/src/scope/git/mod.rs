//! `--staged` and `--diff`: what a change of a git repository brings in, read from its objects.
//!
//! The `git` program is asked, by its plumbing alone: what users set for its other commands changes nothing.

mod call;
mod diff;
mod jobs;
mod lfs;
mod objects;
mod revisions;
mod shelf;

pub use call::unreadable_object;
pub use objects::Objects;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Result, anyhow};

use super::{Rules, Scope};
use crate::lang::Lang;
use call::Git;
use diff::Diff;
use jobs::Planner;
use revisions::Revisions;
use shelf::Revision;

/// What the change brings in: that between `revisions`, or else that of the index. `paths` limit it, if there are any.
/// The repository is that of the folder `place`.
pub fn scope(
    place: &Path,
    revisions: Option<&str>,
    paths: &[PathBuf],
    rules: &Rules<'_>,
    lang: Lang,
) -> Result<Scope> {
    if paths.iter().any(|path| path.as_os_str() == "-") {
        return Err(anyhow!(lang.pick("- 须单独使用", "- stands alone")));
    }
    let git = Git::at(place, revisions.is_none(), lang)?;
    let revisions = match revisions {
        Some(text) => Revisions::between(text, &git)?,
        None => Revisions::staged(&git)?,
    };
    let diff = Diff { git: &git, revisions: &revisions };
    let changes = diff.changes(paths)?;
    let objects = Arc::new(Objects::open(&git)?);
    let shelf = Revision { objects: Arc::clone(&objects), tree: revisions.after_prefix() };
    let exclusions = rules.exclusions(Box::new(shelf), lang)?;
    let mut planner = Planner::new(Arc::clone(&objects), exclusions, lang);
    for change in changes {
        planner.add(change)?;
    }
    let mut scope = planner.finish(&git)?;
    scope.found.skipped.extend(diff.unknown(paths)?);
    scope.objects = Some(objects);
    Ok(scope)
}

#[cfg(all(test, unix))]
mod tests;
