//! What rules leave out: `.yinmoignore` in folders, in the syntax of `.gitignore`, and `[files] exclude`.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Result, anyhow};
use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::lang::Lang;
use crate::words::{io_error, visible};

/// The name of files with patterns.
pub const FILE: &str = ".yinmoignore";

/// Where files with patterns are kept.
pub trait Shelf {
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
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }
}

/// What is left out, and by which pattern.
pub struct Exclusions {
    /// What the configuration says.
    own: Patterns,
    shelf: Box<dyn Shelf>,
    /// What the files of folders say, by the folder.
    folders: HashMap<PathBuf, Option<Arc<Patterns>>>,
    /// Which folders are left out.
    known: HashMap<PathBuf, Option<Exclusion>>,
    off: bool,
    lang: Lang,
}

/// The pattern that leaves something out, and the file it stands in.
#[derive(Clone)]
pub struct Exclusion {
    pub pattern: Arc<str>,
    pub source: Arc<str>,
}

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

impl Exclusions {
    /// What `patterns` of the file called `source` and the files on the shelf leave out.
    ///
    /// # Errors
    ///
    /// The number of what is no pattern, from 0.
    pub fn new(patterns: &[String], source: &str, shelf: Box<dyn Shelf>, lang: Lang) -> Result<Self, usize> {
        let own = Patterns::new(patterns.iter().map(String::as_str), source)?;
        Ok(Self { own, shelf, folders: HashMap::new(), known: HashMap::new(), off: false, lang })
    }

    /// Leaves out nothing.
    pub fn none(lang: Lang) -> Self {
        let own = Patterns { rules: Gitignore::empty(), source: "".into() };
        let (folders, known) = (HashMap::new(), HashMap::new());
        Self { own, shelf: Box::new(WorkTree), folders, known, off: true, lang }
    }

    /// Whether nothing is left out, not even what git keeps for itself.
    pub const fn are_off(&self) -> bool {
        self.off
    }

    /// What leaves out `path`, which lies below the folder `base`. As with git, a deeper file goes before one above it, the
    /// last pattern of a file before the others, and nothing in a folder that is left out comes back.
    pub fn of(&mut self, base: &Path, path: &Path, is_folder: bool) -> Result<Option<Exclusion>> {
        if self.off || path.as_os_str().is_empty() {
            return Ok(None);
        }
        let above = path.parent().unwrap_or(Path::new(""));
        match self.of_folder(base, above)? {
            Some(exclusion) => Ok(Some(exclusion)),
            None => self.of_itself(base, path, is_folder),
        }
    }

    fn of_folder(&mut self, base: &Path, folder: &Path) -> Result<Option<Exclusion>> {
        if folder.as_os_str().is_empty() {
            return Ok(None);
        }
        let key = base.join(folder);
        if let Some(known) = self.known.get(&key) {
            return Ok(known.clone());
        }
        let exclusion = self.of(base, folder, true)?;
        self.known.insert(key, exclusion.clone());
        Ok(exclusion)
    }

    /// What is said of the path itself, whatever is said of the folders above.
    fn of_itself(&mut self, base: &Path, path: &Path, is_folder: bool) -> Result<Option<Exclusion>> {
        for folder in path.ancestors().skip(1) {
            let Some(patterns) = self.patterns(&base.join(folder), folder)? else { continue };
            let below = path.strip_prefix(folder).unwrap_or(path);
            if let Some(said) = patterns.say(below, is_folder) {
                return Ok(said);
            }
        }
        Ok(self.own.say(path, is_folder).flatten())
    }

    /// The patterns of a folder, called `shown`.
    fn patterns(&mut self, folder: &Path, shown: &Path) -> Result<Option<Arc<Patterns>>> {
        if let Some(known) = self.folders.get(folder) {
            return Ok(known.clone());
        }
        let patterns = self.read(folder, shown)?.map(Arc::new);
        self.folders.insert(folder.to_owned(), patterns.clone());
        Ok(patterns)
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

    fn told(exclusions: &mut Exclusions, path: &str) -> Option<String> {
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
        let mut exclusions = Exclusions::new(&own, "yinmo.toml", Box::new(shelf), Lang::Zh).unwrap();
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
            assert_eq!(told(&mut exclusions, path).as_deref(), expected, "{path}");
        }
    }

    #[test]
    fn what_is_no_pattern_is_an_error() {
        let own = ["a".to_owned(), "{b".to_owned()];
        assert_eq!(Exclusions::new(&own, "yinmo.toml", Box::new(Kept(&[])), Lang::Zh).err(), Some(1));
        let shelf = Box::new(Kept(&[("", "a\n[z-a]\n")]));
        let mut exclusions = Exclusions::new(&[], "yinmo.toml", shelf, Lang::Zh).unwrap();
        let error = exclusions.of(Path::new(""), Path::new("x"), false).err().unwrap();
        assert!(error.to_string().contains(".yinmoignore:2"), "{error}");
    }
}
