//! Everything below a folder, listed several folders at a time and told in the order of names.

use std::collections::HashSet;
use std::fs::{self, DirEntry};
use std::io;
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::vec;

use anyhow::Result;
use rayon::prelude::*;
use yinmo::Seen;

use super::{Skip, canonical, oddity, reason};
use crate::scope::{Exclusion, Exclusions, FolderRules, Inside, exclude, lexical};

/// Something below a folder.
pub struct Entry {
    /// The path to open it by.
    pub path: PathBuf,
    /// What is there.
    pub what: What,
}

/// What is at a path.
pub enum What {
    /// A file, as it was seen, if it still was there.
    File(Option<Seen>),
    /// An output of the run itself.
    Own,
    /// Something that a rule leaves out, and the path that the rule knows it by.
    LeftOut(Exclusion, PathBuf),
    /// A folder in which git keeps what is its own.
    GitFolder,
    /// Something that is not read, or a folder of which not all is known.
    Skipped(Skip),
    /// A folder, with the number of its listing. Its entries stand for it.
    Folder(usize),
}

/// A folder whose entries are asked for, and what is minded with them.
pub struct Below<'b> {
    /// The folder as it was named.
    pub root: &'b Path,
    /// The current folder.
    pub here: &'b Path,
    /// Outputs of the run itself, by their real paths.
    pub own: &'b HashSet<PathBuf>,
    /// What is left out, if rules are asked.
    pub exclusions: Option<&'b Exclusions>,
}

type Listing = Vec<Entry>;

/// A folder that is to be listed.
struct Folder {
    path: PathBuf,
    /// What holds for the folder it lies in, if that says what holds for it.
    above: Option<Arc<Ruled>>,
}

/// An entry of a folder as the system lists it.
struct Listed {
    path: PathBuf,
    entry: DirEntry,
}

impl From<DirEntry> for Listed {
    fn from(entry: DirEntry) -> Self {
        Self { path: entry.path(), entry }
    }
}

impl Listed {
    /// Whether the system may open it as the folder's own rules.
    fn may_be_rules(&self) -> bool {
        self.path.file_name().is_some_and(exclude::may_be_file)
    }
}

impl Below<'_> {
    /// All that is below the folder. Links are not followed, and nothing is told of what is in a folder that is left out,
    /// git's, or the run's own.
    ///
    /// # Errors
    /// If rules cannot be read.
    pub fn entries(&self) -> Result<impl Iterator<Item = Entry> + use<>> {
        let (mut listings, hands_down) = (Vec::new(), !self.leads_here());
        let mut level = vec![Folder { path: self.root.to_owned(), above: None }];
        // Folders of the same depth at a time: calls that wait for those below would have no limit.
        while !level.is_empty() {
            let listed: Vec<_> = level.par_iter().map(|folder| self.listing(folder)).collect();
            let first = listings.len() + listed.len();
            level.clear();
            for listing in listed {
                let (mut listing, ruled) = listing?;
                for Entry { path, what } in &mut listing {
                    if let What::Folder(number) = what {
                        *number = first + level.len();
                        let above = ruled.clone().filter(|_| hands_down);
                        level.push(Folder { path: mem::take(path), above });
                    }
                }
                listings.push(listing);
            }
        }
        Ok(InOrder { open: vec![mem::take(&mut listings[0]).into_iter()], listings })
    }

    /// What is in a folder, and the rules that hold there if any are asked.
    fn listing(&self, folder: &Folder) -> Result<(Listing, Option<Arc<Ruled>>)> {
        let skipped = |error| Entry { path: folder.path.clone(), what: What::Skipped(reason(&error)) };
        let entries = match fs::read_dir(&folder.path) {
            Ok(entries) => entries,
            // Of a folder that nobody can list no rules are asked: they could not be read either.
            Err(error) => return Ok((vec![skipped(error)], None)),
        };
        let entries: Vec<io::Result<Listed>> = entries.map(|entry| entry.map(Listed::from)).collect();
        let rules = self.rules(folder, entries.iter().flatten().any(Listed::may_be_rules))?;
        let entry = |entry: io::Result<Listed>| entry.and_then(|entry| self.entry(entry, rules.as_deref()));
        let mut listing: Listing =
            entries.into_iter().map(|found| entry(found).unwrap_or_else(skipped)).collect();
        listing.sort_unstable_by(|a, b| a.path.as_os_str().cmp(b.path.as_os_str()));
        Ok((listing, rules))
    }

    fn entry(&self, Listed { path, entry }: Listed, rules: Option<&Ruled>) -> io::Result<Entry> {
        let kind = entry.file_type()?;
        let what = if self.is_own(&path) {
            What::Own
        } else if let Some(what) = rules.and_then(|rules| rules.leaves_out(&path, kind.is_dir())) {
            what
        } else if kind.is_dir() {
            What::Folder(0)
        } else if let Some(skip) = oddity(kind) {
            What::Skipped(skip)
        } else {
            What::File(entry.metadata().ok().filter(fs::Metadata::is_file).map(|file| Seen::of(&file)))
        };
        Ok(Entry { path, what })
    }

    /// Own outputs are few; only what has the name of one is looked up.
    fn is_own(&self, path: &Path) -> bool {
        let is_called = |own: &PathBuf| own.file_name() == path.file_name();
        self.own.iter().any(is_called) && canonical(path).is_some_and(|path| self.own.contains(&path))
    }

    /// What rules say of what is in `folder`, if they are asked.
    fn rules(&self, folder: &Folder, may_have_own: bool) -> Result<Option<Arc<Ruled>>> {
        let Some(exclusions) = self.exclusions.filter(|exclusions| !exclusions.are_off()) else {
            return Ok(None);
        };
        let ruled = match &folder.above {
            None => self.rules_at(exclusions, &folder.path),
            Some(above) => above.within(&folder.path, may_have_own.then_some(exclusions)),
        };
        ruled.map(Arc::new).map(Some)
    }

    /// Whether the current folder lies below: there patterns begin to count from another folder.
    fn leads_here(&self) -> bool {
        let root = lexical::plain(self.root);
        self.here.starts_with(&root) && self.here != root
    }

    fn rules_at(&self, exclusions: &Exclusions, folder: &Path) -> Result<Ruled> {
        let (base, folder) = lexical::below(self.here, self.root, folder, true);
        let rules = match exclusions.inside(&base, &folder)? {
            Inside::Ruled(rules) => rules,
            // It would not have been listed; if rules became others meanwhile, more is looked at rather than less.
            Inside::LeftOut(_) => FolderRules::default(),
        };
        Ok(Ruled { base: base.into(), folder, rules })
    }
}

/// A folder for which rules hold.
struct Ruled {
    base: Arc<Path>,
    /// The path from there.
    folder: PathBuf,
    rules: FolderRules,
}

impl Ruled {
    /// What holds for a folder that lies in it. `exclusions` are there if it may have patterns of its own.
    fn within(&self, path: &Path, exclusions: Option<&Exclusions>) -> Result<Self> {
        let folder = path.file_name().map_or_else(|| self.folder.clone(), |name| self.folder.join(name));
        let rules = match exclusions {
            Some(exclusions) => exclusions.with_own(&self.rules, &self.base, &folder)?,
            None => self.rules.clone(),
        };
        Ok(Self { base: Arc::clone(&self.base), folder, rules })
    }

    fn leaves_out(&self, path: &Path, is_folder: bool) -> Option<What> {
        if is_folder && is_git_folder(path) {
            return Some(What::GitFolder);
        }
        if self.rules.are_none() {
            return None;
        }
        let relative = self.folder.join(path.file_name()?);
        let exclusion = self.rules.of(&relative, is_folder)?;
        Some(What::LeftOut(exclusion, self.base.join(relative)))
    }
}

/// Whether git keeps its objects in this folder.
pub fn is_git_folder(path: &Path) -> bool {
    let holds = |name: &str| path.join(name).exists();
    path.file_name().is_some_and(|name| name == ".git") && holds("HEAD") && holds("objects") && holds("refs")
}

/// Listings one after the other, that of a folder where the folder stands.
struct InOrder {
    listings: Vec<Listing>,
    /// What is left of the folder at hand, and of those it lies in.
    open: Vec<vec::IntoIter<Entry>>,
}

impl Iterator for InOrder {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        while let Some(entries) = self.open.last_mut() {
            match entries.next() {
                Some(Entry { what: What::Folder(number), .. }) => {
                    self.open.push(mem::take(&mut self.listings[number]).into_iter());
                }
                Some(entry) => return Some(entry),
                None => {
                    self.open.pop();
                }
            }
        }
        None
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;
    use crate::lang::Lang;
    use crate::scope::exclude::WorkTree;

    fn told(root: &Path) -> Vec<String> {
        let exclusions = Exclusions::new(&[], "yinmo.toml", Box::new(WorkTree), Lang::Zh).unwrap();
        let (here, own) = (Path::new("/nowhere"), HashSet::new());
        let below = Below { root, here, own: &own, exclusions: Some(&exclusions) };
        let told = |Entry { path, what }| {
            let path = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
            match what {
                What::File(Some(seen)) => format!("{path} {}", seen.bytes()),
                What::LeftOut(exclusion, _) => format!("{path} by {}", exclusion.pattern),
                What::Skipped(skip) => format!("{path} {}", skip.id()),
                What::GitFolder => format!("{path} of git"),
                What::File(None) | What::Own | What::Folder(_) => unreachable!("nothing of this is there"),
            }
        };
        below.entries().unwrap().map(told).collect()
    }

    fn put(root: &Path, path: &str, text: &str) {
        fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
        fs::write(root.join(path), text).unwrap();
    }

    #[test]
    fn all_is_told_in_the_order_of_names_whatever_its_depth() {
        let folder = tempfile::tempdir().unwrap();
        let files =
            [("b.txt", "1"), ("b/z/a", "22"), ("b/a", ""), ("b-", "4444"), ("a/b/c/d", "55555"), ("c", "")];
        files.iter().for_each(|(path, text)| put(folder.path(), path, text));
        put(folder.path(), "b/.yinmoignore", "z/*\n");
        ["HEAD", "objects/x", "refs/x"].iter().for_each(|path| put(&folder.path().join("a/.git"), path, ""));
        std::os::unix::fs::symlink("c", folder.path().join("a.link")).unwrap();
        assert_eq!(
            told(folder.path()),
            [
                "a/.git of git",
                "a/b/c/d 5",
                "a.link symbolic-link",
                "b/.yinmoignore 4",
                "b/a 0",
                "b/z/a by z/*",
                "b- 4",
                "b.txt 1",
                "c 0"
            ]
        );
    }

    /// From a folder above: what lies in the current folder is ruled from there.
    #[test]
    fn patterns_count_from_the_current_folder_wherever_the_walk_began() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        ["here/b.txt", "here/vendor/x", "b.txt", "o/x.log"].iter().for_each(|path| put(&root, path, ""));
        put(&root, ".yinmoignore", "*.log\n/here/b.txt\n");
        let rules = ["/vendor/".to_owned()];
        let exclusions = Exclusions::new(&rules, "yinmo.toml", Box::new(WorkTree), Lang::Zh).unwrap();
        let (here, own) = (root.join("here"), HashSet::new());
        let told = |root: &Path| -> Vec<String> {
            let below = Below { root, here: &here, own: &own, exclusions: Some(&exclusions) };
            let files = below.entries().unwrap().filter(|entry| matches!(entry.what, What::File(_)));
            files.map(|entry| entry.path.strip_prefix(root).unwrap().to_string_lossy().into_owned()).collect()
        };
        assert_eq!(told(&root), [".yinmoignore", "b.txt", "here/b.txt"]);
        assert_eq!(told(&here), ["b.txt"]);
    }

    /// Two deep trees, one put into the other: none of the calls that make them has to name the whole path.
    #[test]
    fn a_folder_with_too_long_a_path_is_skipped_and_the_others_are_not() {
        let folder = tempfile::tempdir().unwrap();
        let deep = |name: &str| {
            let path = (0..24).fold(folder.path().join(name), |path, _| path.join("深".repeat(33)));
            fs::create_dir_all(&path).unwrap();
            fs::write(path.join("名单.txt"), "").unwrap();
            path
        };
        let (deep, _) = (deep("a"), deep("b"));
        fs::rename(folder.path().join("b"), deep.join("b")).unwrap();
        fs::write(folder.path().join("c"), "").unwrap();
        let told = told(folder.path());
        assert!(told.iter().any(|entry| entry.ends_with("深/名单.txt 0")), "{told:?}");
        assert!(told.iter().any(|entry| entry.ends_with("深 unreadable")), "{told:?}");
        assert_eq!(told.last().map(String::as_str), Some("c 0"));
    }

    #[test]
    fn a_folder_that_nobody_can_list_is_skipped_and_no_rules_are_asked() {
        let folder = tempfile::tempdir().unwrap();
        put(folder.path(), "a/locked/x", "");
        put(folder.path(), "b", "");
        let locked = folder.path().join("a/locked");
        let allow = |mode| fs::set_permissions(&locked, fs::Permissions::from_mode(mode)).unwrap();
        allow(0);
        let is_administrator = fs::read_dir(&locked).is_ok();
        let told = told(folder.path());
        allow(0o700);
        assert_eq!(told, [if is_administrator { "a/locked/x 0" } else { "a/locked unreadable" }, "b 0"]);
    }
}
