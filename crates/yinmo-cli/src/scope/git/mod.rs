//! `--staged` and `--diff`: what a change of a git repository brings in, read from its objects.
//!
//! The `git` program is asked, by its plumbing alone: what users set for its other commands changes nothing.

mod call;
mod diff;
mod jobs;
mod lfs;
mod objects;
mod revised;
mod revisions;
mod shelf;

pub use call::unreadable_object;
pub use objects::Objects;
pub use revised::{Held, Revised};

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Result, anyhow};

use super::{Rules, Scope};
use crate::lang::Lang;
use diff::Diff;
use jobs::{Planner, Ruled};
use shelf::Revision;

/// What the change brings in. `paths` limit it, if there are any.
pub fn scope(revised: &Revised, paths: &[PathBuf], rules: &Rules<'_>, lang: Lang) -> Result<Scope> {
    if paths.iter().any(|path| path.as_os_str() == "-") {
        return Err(anyhow!(lang.pick("- 须单独使用", "- stands alone")));
    }
    let Revised { git, revisions, .. } = revised;
    let diff = Diff { git, revisions };
    let changes = diff.changes(paths)?;
    let objects = Arc::new(Objects::open(git)?);
    let exclusions = |tree: String| {
        let shelf = Revision { objects: Arc::clone(&objects), tree };
        rules.exclusions(Box::new(shelf), lang)
    };
    let is_held = rules.are_those_before && revisions.has_before;
    let ruled = Ruled {
        after: exclusions(revisions.after_prefix())?,
        before: is_held.then(|| exclusions(revisions.before_prefix())).transpose()?,
        files: rules.files.iter().flat_map(|file| revised.names_of(file)).collect(),
    };
    let mut planner = Planner::new(Arc::clone(&objects), ruled, lang);
    for change in changes {
        planner.add(change)?;
    }
    let mut scope = planner.finish(git)?;
    scope.found.skipped.extend(diff.unknown(paths)?);
    scope.objects = Some(objects);
    Ok(scope)
}

#[cfg(all(test, unix))]
mod tests;
