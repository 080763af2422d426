//! Which file is to be compared with which.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};
use yinmo::{Pipeline, Source};

use crate::files;
use crate::label;
use crate::lang::Lang;
use crate::words::visible;

/// Two files, or one without the other.
pub enum Pair {
    /// The original and what was made of it.
    Both(PathBuf, PathBuf),
    /// Nothing was made of it.
    Missing(PathBuf),
    /// It was made of nothing that is known.
    Extra(PathBuf),
}

impl Pair {
    /// The files that are there.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        let (one, other) = match self {
            Self::Both(original, masked) => (original, Some(masked)),
            Self::Missing(path) | Self::Extra(path) => (path, None),
        };
        [Some(one), other].into_iter().flatten().map(PathBuf::as_path)
    }
}

/// The pairs of two files, or of two folders.
pub fn find(pipeline: &Pipeline, original: &Path, masked: &Path, lang: Lang) -> Result<Vec<Pair>> {
    for path in [original, masked] {
        if !path.exists() {
            let path = visible(&pipeline.display_name(&path.to_string_lossy()));
            return Err(anyhow!(
                lang.pick(format!("{path}：路径不存在"), format!("{path}: there is nothing at this path"))
            ));
        }
    }
    match (original.is_dir(), masked.is_dir()) {
        (false, false) => Ok(vec![Pair::Both(original.to_owned(), masked.to_owned())]),
        (true, true) => Ok(in_folders(pipeline, original, masked)),
        _ => Err(anyhow!(
            lang.pick("须同为文件，或同为目录", "give two files or two folders, not one of each",)
        )),
    }
}

fn in_folders(pipeline: &Pipeline, original: &Path, masked: &Path) -> Vec<Pair> {
    let relatives = |root: &Path| -> Vec<PathBuf> {
        files::find(&[root.to_owned()], &[])
            .files
            .into_iter()
            .map(|file| file.relative().to_owned())
            .collect()
    };
    let is_label = |relative: &PathBuf| label::is_one(&masked.join(relative));
    let mut left: BTreeSet<PathBuf> =
        relatives(masked).into_iter().filter(|relative| !is_label(relative)).collect();
    let mut pairs = Vec::new();
    for relative in relatives(original) {
        let path = original.join(&relative);
        let found =
            candidates(pipeline, &path, &relative).into_iter().find_map(|name| take(&mut left, &name));
        pairs.push(match found {
            Some(found) => Pair::Both(path, masked.join(found)),
            None => Pair::Missing(path),
        });
    }
    pairs.extend(left.into_iter().map(|relative| Pair::Extra(masked.join(relative))));
    pairs
}

/// The names under which a file may have been published: its own, or one that names nobody.
fn candidates(pipeline: &Pipeline, path: &Path, relative: &Path) -> Vec<PathBuf> {
    let public = pipeline.public_path(relative);
    let told = pipeline.check(Source::File(path), &mut ()).ok().and_then(|report| report.public_name);
    let told = told.map(|name| public.with_file_name(name));
    [Some(relative.to_owned()), Some(public), told].into_iter().flatten().collect()
}

/// Takes the file of this name, or of this name with a number behind it.
fn take(left: &mut BTreeSet<PathBuf>, name: &Path) -> Option<PathBuf> {
    if left.take(name).is_some() {
        return Some(name.to_owned());
    }
    let plain = name.file_name()?.to_str()?;
    let second = name.with_file_name(yinmo::numbered(plain, |taken| taken == plain));
    left.take(&second)
}
