//! What rules leave out: `.yinmoignore` in folders, in the syntax of `.gitignore`, and `[files] exclude`.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::{Result, anyhow};
use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::lang::Lang;
use crate::words::{io_error, visible};

/// The name of files with patterns.
pub const FILE: &str = ".yinmoignore";

/// Whether what has this name may be [`FILE`]: some systems do not tell capital letters from small ones.
pub fn may_be_file(name: &OsStr) -> bool {
    name.eq_ignore_ascii_case(FILE)
}

/// Where files with patterns are kept.
pub trait Shelf: Sync {
    /// The [`FILE`] of a folder, if it has one.
    fn patterns(&self, folder: &Path) -> io::Result<Option<Vec<u8>>>;
}

/// The files as they are on the disk.
pub struct WorkTree;

impl Shelf for WorkTree {
    /// A link might lead anywhere, and is no such file.
    fn patterns(&self, folder: &Path) -> io::Result<Option<Vec<u8>>> {
        let path = folder.join(FILE);
        match fs::symlink_metadata(&path) {
            Ok(metadata) if metadata.is_file() => fs::read(&path).map(Some),
            Ok(_) => Ok(None),
            // What has too long a path is not read either, whatever it says.
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::NotFound | io::ErrorKind::NotADirectory | io::ErrorKind::InvalidFilename
                ) =>
            {
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }
}

/// What is left out, and by which pattern.
pub struct Exclusions {
    /// What the configuration says.
    own: FolderRules,
    shelf: Box<dyn Shelf>,
    /// What is known of folders. Several threads ask.
    folders: Mutex<HashMap<PathBuf, Inside>>,
    off: bool,
    lang: Lang,
}

/// What is said of everything in a folder.
#[derive(Clone)]
pub enum Inside {
    /// The folder is left out, and nothing in it comes back.
    LeftOut(Exclusion),
    /// Rules say of each what becomes of it.
    Ruled(FolderRules),
}

/// The patterns that speak of what is in a folder, each with the folder they stand in: as with git, a deeper file goes
/// before one above it.
#[derive(Clone, Default)]
pub struct FolderRules(Arc<[(PathBuf, Patterns)]>);

/// The pattern that leaves something out, and the file it stands in.
#[derive(Clone)]
pub struct Exclusion {
    pub pattern: Arc<str>,
    pub source: Arc<str>,
}

#[derive(Clone)]
struct Patterns {
    rules: Gitignore,
    source: Arc<str>,
}

impl Patterns {
    /// `Err` holds the number of the line that is no pattern, from 0.
    fn new<'l>(lines: impl IntoIterator<Item = &'l str>, source: &str) -> Result<Self, usize> {
        let mut builder = GitignoreBuilder::new("");
        for (nth, line) in lines.into_iter().enumerate() {
            builder.add_line(None, line).map_err(|_| nth)?;
        }
        let rules = builder.build().map_err(|_| 0_usize)?;
        Ok(Self { rules, source: source.into() })
    }

    /// Whether the path is left out, or expressly not, if anything is said of it.
    fn say(&self, path: &Path, is_folder: bool) -> Option<Option<Exclusion>> {
        match self.rules.matched(path, is_folder) {
            Match::None => None,
            Match::Whitelist(_) => Some(None),
            Match::Ignore(glob) => {
                Some(Some(Exclusion { pattern: glob.original().into(), source: Arc::clone(&self.source) }))
            }
        }
    }
}

impl FolderRules {
    /// What leaves out `path`, if something does; the last pattern of a file goes before the others.
    pub fn of(&self, path: &Path, is_folder: bool) -> Option<Exclusion> {
        let say = |(folder, patterns): &(PathBuf, Patterns)| {
            patterns.say(path.strip_prefix(folder).unwrap_or(path), is_folder)
        };
        self.0.iter().find_map(say).flatten()
    }

    /// Whether nothing is left out.
    pub fn are_none(&self) -> bool {
        self.0.is_empty()
    }

    /// They, and before them what stands in `folder`.
    fn and(&self, folder: &Path, patterns: Option<Patterns>) -> Self {
        let Some(patterns) = patterns else { return self.clone() };
        Self(std::iter::once((folder.to_owned(), patterns)).chain(self.0.iter().cloned()).collect())
    }
}

impl Exclusions {
    /// What `patterns` of the file called `source` and the files on the shelf leave out.
    ///
    /// # Errors
    ///
    /// The number of what is no pattern, from 0.
    pub fn new(patterns: &[String], source: &str, shelf: Box<dyn Shelf>, lang: Lang) -> Result<Self, usize> {
        let own = Patterns::new(patterns.iter().map(String::as_str), source)?;
        let own = FolderRules::default().and(Path::new(""), (!own.rules.is_empty()).then_some(own));
        Ok(Self { own, shelf, folders: Mutex::default(), off: false, lang })
    }

    /// Leaves out nothing.
    pub fn none(lang: Lang) -> Self {
        let (own, shelf) = (FolderRules::default(), Box::new(WorkTree));
        Self { own, shelf, folders: Mutex::default(), off: true, lang }
    }

    /// Whether nothing is left out, not even what git keeps for itself.
    pub const fn are_off(&self) -> bool {
        self.off
    }

    /// What leaves out `path`, which lies below the folder `base`.
    pub fn of(&self, base: &Path, path: &Path, is_folder: bool) -> Result<Option<Exclusion>> {
        if path.as_os_str().is_empty() {
            return Ok(None);
        }
        match self.inside(base, path.parent().unwrap_or(Path::new("")))? {
            Inside::LeftOut(exclusion) => Ok(Some(exclusion)),
            Inside::Ruled(rules) => Ok(rules.of(path, is_folder)),
        }
    }

    /// What is said of everything in `folder`, which lies below the folder `base` or is it.
    pub fn inside(&self, base: &Path, folder: &Path) -> Result<Inside> {
        if self.off {
            return Ok(Inside::Ruled(FolderRules::default()));
        }
        let key = base.join(folder);
        if let Some(known) = self.known().get(&key) {
            return Ok(known.clone());
        }
        let inside = match folder.parent() {
            None => Inside::Ruled(self.with_own(&self.own, base, folder)?),
            Some(above) => match self.inside(base, above)? {
                Inside::Ruled(rules) => match rules.of(folder, true) {
                    Some(exclusion) => Inside::LeftOut(exclusion),
                    None => Inside::Ruled(self.with_own(&rules, base, folder)?),
                },
                left_out => left_out,
            },
        };
        self.known().insert(key, inside.clone());
        Ok(inside)
    }

    /// The `rules` that hold for `folder`, and before them what stands in it.
    pub fn with_own(&self, rules: &FolderRules, base: &Path, folder: &Path) -> Result<FolderRules> {
        Ok(rules.and(folder, self.read(&base.join(folder), folder)?))
    }

    fn known(&self) -> MutexGuard<'_, HashMap<PathBuf, Inside>> {
        // What is known is put in whole.
        self.folders.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn read(&self, folder: &Path, shown: &Path) -> Result<Option<Patterns>> {
        let (lang, source) = (self.lang, shown.join(FILE).to_string_lossy().into_owned());
        let named = visible(&source);
        let bytes = self.shelf.patterns(folder).map_err(|error| {
            let why = io_error(&error, lang);
            anyhow!(lang.pick(format!("无法读取 {named}：{why}"), format!("cannot read {named}: {why}")))
        })?;
        let Some(bytes) = bytes else { return Ok(None) };
        let text = std::str::from_utf8(&bytes).map_err(|_| {
            anyhow!(lang.pick(
                format!("{named} 不是 UTF-8 编码。请另存为 UTF-8"),
                format!("{named} is not UTF-8; save it as UTF-8"),
            ))
        })?;
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        Patterns::new(text.lines(), &source).map(Some).map_err(|nth| {
            let line = nth + 1;
            anyhow!(lang.pick(
                format!("不是有效的模式，写法同 .gitignore\n --> {named}:{line}"),
                format!("no pattern; write it as in .gitignore\n --> {named}:{line}"),
            ))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Kept(&'static [(&'static str, &'static str)]);

    impl Shelf for Kept {
        fn patterns(&self, folder: &Path) -> io::Result<Option<Vec<u8>>> {
            let found = self.0.iter().find(|(path, _)| Path::new(path) == folder);
            Ok(found.map(|(_, text)| text.as_bytes().to_vec()))
        }
    }

    fn told(exclusions: &Exclusions, path: &str) -> Option<String> {
        let said = exclusions.of(Path::new(""), Path::new(path), path.ends_with('/')).unwrap();
        said.map(|said| format!("{}: {}", said.source, said.pattern))
    }

    #[test]
    fn patterns_mean_what_they_mean_to_git() {
        let shelf = Kept(&[
            ("", "\u{FEFF}# 说明\r\n*.log\r\n/build/\r\n!keep.log\r\n"),
            ("a", "!*.log\nsecret.csv\n"),
            ("build", "!*\n"),
        ]);
        let own = ["vendor/".to_owned(), "b/*.csv".to_owned()];
        let exclusions = Exclusions::new(&own, "yinmo.toml", Box::new(shelf), Lang::Zh).unwrap();
        let cases = [
            ("x.log", Some(".yinmoignore: *.log")),
            ("b/x.log", Some(".yinmoignore: *.log")),
            ("b/keep.log", None),
            ("a/x.log", None),
            ("a/b/secret.csv", Some("a/.yinmoignore: secret.csv")),
            ("secret.csv", None),
            // Nothing in a folder that is left out comes back.
            ("build/x.txt", Some(".yinmoignore: /build/")),
            ("build/", Some(".yinmoignore: /build/")),
            ("a/build/x.txt", None),
            ("a/vendor/b/x.txt", Some("yinmo.toml: vendor/")),
            ("vendor", None),
            ("b/x.csv", Some("yinmo.toml: b/*.csv")),
            ("c/b/x.csv", None),
        ];
        for (path, expected) in cases {
            assert_eq!(told(&exclusions, path).as_deref(), expected, "{path}");
        }
    }

    #[test]
    fn what_is_no_pattern_is_an_error() {
        let own = ["a".to_owned(), "{b".to_owned()];
        assert_eq!(Exclusions::new(&own, "yinmo.toml", Box::new(Kept(&[])), Lang::Zh).err(), Some(1));
        let shelf = Box::new(Kept(&[("", "a\n[z-a]\n")]));
        let exclusions = Exclusions::new(&[], "yinmo.toml", shelf, Lang::Zh).unwrap();
        let error = exclusions.of(Path::new(""), Path::new("x"), false).err().unwrap();
        assert!(error.to_string().contains(".yinmoignore:2"), "{error}");
    }
}
