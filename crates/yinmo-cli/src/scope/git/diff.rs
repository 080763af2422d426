//! Which files a change touches.

use std::collections::HashSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};

use super::call::Git;
use super::revisions::Revisions;
use crate::files::Skip;
use crate::scope::list::path;

/// Lists what is different.
pub struct Diff<'g> {
    pub git: &'g Git,
    pub revisions: &'g Revisions,
}

/// A file that is not what it was.
#[derive(Debug)]
pub struct Change {
    /// What it was, if it was there.
    pub before: Option<Entry>,
    /// What it is, if it is there.
    pub after: Option<Entry>,
}

/// A file of a revision.
#[derive(Debug, PartialEq, Eq)]
pub struct Entry {
    pub kind: Kind,
    pub id: String,
    pub path: PathBuf,
}

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    File,
    Link,
    Submodule,
}

/// Up to so many files that are new times so many that are gone are compared to see which were renamed; those with the
/// same content are found whatever their number.
const RENAMES: &str = "-l1000";

impl Diff<'_> {
    /// What is different, among `paths` if there are any.
    pub fn changes(&self, paths: &[PathBuf]) -> Result<Vec<Change>> {
        let said = self.ask(&["--raw", "--no-abbrev", "-M", RENAMES], &[])?;
        let all = parse(&said).ok_or_else(|| self.senseless())?;
        let changes: Vec<Change> = all.into_iter().collect::<Option<_>>().ok_or_else(|| self.unmerged())?;
        if paths.is_empty() {
            return Ok(changes);
        }
        // Limited by git, a file that was renamed from elsewhere would be new.
        let said = self.ask(&["--name-only", "--no-renames"], paths)?;
        let names: HashSet<&[u8]> = said.split(|&byte| byte == 0).collect();
        let is_meant = |change: &Change| {
            let entry = change.after.as_ref().or(change.before.as_ref());
            entry.is_some_and(|entry| names.contains(entry.path.as_os_str().as_encoded_bytes()))
        };
        Ok(changes.into_iter().filter(is_meant).collect())
    }

    /// Whether the file called `name` below the root `top` is another after the change, or only before it or after it; or
    /// it stands in a submodule, or behind a link, that is.
    pub fn touches(&self, top: &Path, name: &Path) -> Result<bool> {
        for step in name.ancestors().filter(|step| !step.as_os_str().is_empty()) {
            let said = self.ask(&["--name-only", "--no-renames"], &[top.join(step)])?;
            let itself = step.as_os_str().as_encoded_bytes();
            if said.split(|&byte| byte == 0).any(|name| name == itself) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Those of `paths` that are neither there nor changed.
    pub fn unknown(&self, paths: &[PathBuf]) -> Result<Vec<(PathBuf, Skip)>> {
        let mut unknown = Vec::new();
        for path in paths.iter().filter(|path| path.symlink_metadata().is_err()) {
            if self.ask(&["--name-only", "--no-renames"], std::slice::from_ref(path))?.is_empty() {
                unknown.push((path.clone(), Skip::NotFound));
            }
        }
        Ok(unknown)
    }

    fn ask(&self, options: &[&str], paths: &[PathBuf]) -> Result<Vec<u8>> {
        let Revisions { before, after, .. } = self.revisions;
        let mut arguments: Vec<OsString> = match after {
            Some(_) => ["diff-tree", "-r"].map(OsString::from).into(),
            None => ["diff-index", "--cached"].map(OsString::from).into(),
        };
        let fixed = ["-z", "--no-color", "--no-ext-diff", "--no-textconv", "--ignore-submodules=none"];
        arguments.extend(fixed.iter().chain(options).map(OsString::from));
        arguments.push(before.into());
        arguments.extend(after.iter().map(OsString::from));
        arguments.push("--".into());
        arguments.extend(paths.iter().map(|path| path.as_os_str().to_owned()));
        let lang = self.git.lang;
        self.git.ask(arguments)?.map_err(|said| {
            self.git.failed(
                lang.pick("git 比较不了这次改动", "git cannot compare the change"),
                &said,
                lang.pick(
                    "请运行 git fsck；浅克隆或部分克隆请先取全（git fetch --unshallow，CI 中设 fetch-depth: 0）",
                    "run git fsck; complete a shallow or partial clone (git fetch --unshallow; in CI, fetch-depth: 0)",
                ),
            )
        })
    }

    fn senseless(&self) -> anyhow::Error {
        anyhow!(self.git.lang.pick("git 的回答无法理解", "git gave an answer that makes no sense"))
    }

    fn unmerged(&self) -> anyhow::Error {
        anyhow!(self.git.lang.pick(
            "暂存区有未解决的合并冲突，无法检查。请解决冲突、git add 之后再试",
            "the index has conflicts that are not resolved; resolve them, git add, and try again",
        ))
    }
}

/// The records of `--raw -z`; `None` for one that is unmerged, and `None` for what is none.
fn parse(said: &[u8]) -> Option<Vec<Option<Change>>> {
    let mut fields = said.split(|&byte| byte == 0);
    let mut changes = Vec::new();
    loop {
        let head = fields.next()?;
        if head.is_empty() {
            return fields.next().is_none().then_some(changes);
        }
        let head = std::str::from_utf8(head.strip_prefix(b":")?).ok()?;
        let mut words = head.split(' ');
        let mut word = || words.next();
        let (old_mode, new_mode, old_id, new_id, status) = (word()?, word()?, word()?, word()?, word()?);
        let old_path = path(fields.next()?)?;
        let new_path = match status.as_bytes().first()? {
            b'R' | b'C' => path(fields.next()?)?,
            b'U' => {
                changes.push(None);
                continue;
            }
            b'A' | b'D' | b'M' | b'T' => old_path.clone(),
            _ => return None,
        };
        let (before, after) = (entry(old_mode, old_id, old_path)?, entry(new_mode, new_id, new_path)?);
        changes.push(Some(Change { before, after }));
    }
}

fn entry(mode: &str, id: &str, path: PathBuf) -> Option<Option<Entry>> {
    let kind = match mode {
        "000000" => return Some(None),
        "120000" => Kind::Link,
        "160000" => Kind::Submodule,
        _ if mode.starts_with("100") => Kind::File,
        _ => return None,
    };
    Some(Some(Entry { kind, id: id.to_owned(), path }))
}

#[cfg(test)]
mod tests {
    use super::{Kind, parse};

    #[test]
    fn records_are_understood_and_nothing_else_is() {
        let said =
            b":100644 100755 aa bb M\0a b\0:100644 000000 aa 00 D\0d\0:100644 120000 aa cc R100\0o\0n\0";
        let changes: Vec<_> = parse(said).unwrap().into_iter().map(Option::unwrap).collect();
        assert_eq!(changes.len(), 3);
        assert_eq!(changes[0].after.as_ref().unwrap().path.to_str(), Some("a b"));
        assert!(changes[1].after.is_none());
        let (before, after) = (changes[2].before.as_ref().unwrap(), changes[2].after.as_ref().unwrap());
        assert_eq!((before.path.to_str(), after.path.to_str()), (Some("o"), Some("n")));
        assert_eq!((before.kind, after.kind), (Kind::File, Kind::Link));
        assert!(parse(b":000000 000000 00 00 U\0c\0").unwrap()[0].is_none());
        assert!(parse(b"").unwrap().is_empty());
        for broken in [
            &b":100644 100644 aa bb M\0a"[..],
            b"100644\0",
            b":100644 100644 aa bb X\0a\0",
            b":100644 1 a b M\0a\0",
        ] {
            assert!(parse(broken).is_none(), "{broken:?}");
        }
    }
}
