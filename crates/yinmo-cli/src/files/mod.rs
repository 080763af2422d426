//! The files that the paths of a command line stand for. Folders are walked whole, hidden and ignored files too;
//! what is not read is listed with the reason.

mod below;

use std::collections::{HashMap, HashSet};
use std::ffi::OsString;
use std::fs::{self, FileType};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::Result;
use yinmo::{Job, Seen, Task};

use crate::lang::Lang;
use crate::scope::{Excluded, Exclusion, Exclusions, LeftOut, PassedOver, Why, lexical};
use below::{Below, Entry, What};

/// What was found at the paths, in their order; inside a folder sorted by name.
#[derive(Default)]
pub struct Files {
    /// What to read.
    pub files: Vec<Input>,
    /// What is not read, and why.
    pub skipped: Vec<(PathBuf, Skip)>,
    /// Own outputs that were met and passed over.
    pub own: Vec<PathBuf>,
}

/// A document to read.
pub struct Input {
    /// What is done with it: it is checked, if nothing else is said.
    pub job: Job,
    /// Where it was found, if that is not the path it is opened by.
    found_at: Option<PathBuf>,
    /// How many steps of where it was found lead to the folder that was named.
    steps: usize,
}

impl Input {
    /// What is looked at as `job` says, wherever it is kept.
    pub const fn kept_elsewhere(job: Job) -> Self {
        Self { job, found_at: None, steps: 0 }
    }

    /// The same document, done by `job`, which may know it by another path.
    pub fn done_by(self, job: Job) -> Self {
        Self { found_at: Some(self.job.path), job, steps: self.steps }
    }

    /// The path that it was found at.
    pub fn found_at(&self) -> &Path {
        self.found_at.as_deref().unwrap_or(&self.job.path)
    }

    /// The path to open it by.
    pub fn path(&self) -> &Path {
        &self.job.path
    }

    /// The path below the folder that was named; for a file that was named itself, its name.
    pub fn relative(&self) -> &Path {
        let mut steps = self.found_at().components();
        steps.by_ref().take(self.steps).for_each(drop);
        steps.as_path()
    }

    /// Its size in bytes when it was found; 0 if it could not be told.
    pub fn bytes(&self) -> u64 {
        let stored = || self.job.stored.as_ref().map_or(0, |stored| stored.size());
        self.job.seen.map_or_else(stored, |seen| seen.bytes())
    }
}

impl AsRef<Job> for Input {
    fn as_ref(&self) -> &Job {
        &self.job
    }
}

/// Why something at a path is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Skip {
    /// A link inside a folder: what it points to may lie anywhere.
    SymbolicLink,
    /// A pipe, a socket, a device.
    SpecialFile,
    /// Nothing is there.
    NotFound,
    /// The system does not list the folder.
    Unreadable,
}

impl Skip {
    /// The permanent id.
    pub const fn id(self) -> &'static str {
        match self {
            Self::SymbolicLink => "symbolic-link",
            Self::SpecialFile => "special-file",
            Self::NotFound => "not-found",
            Self::Unreadable => "unreadable",
        }
    }

    /// What is the matter.
    pub fn what(self, lang: Lang) -> &'static str {
        match self {
            Self::SymbolicLink => lang.pick("符号链接，未跟随", "a symbolic link, not followed"),
            Self::SpecialFile => {
                lang.pick("不是普通文件（管道、套接字或设备）", "no plain file (a pipe, socket or device)")
            }
            Self::NotFound => lang.pick("路径不存在", "there is nothing at this path"),
            Self::Unreadable => lang.pick("无法读取", "cannot be read"),
        }
    }

    /// What to do about it.
    pub fn next_step(self, lang: Lang) -> &'static str {
        match self {
            Self::SymbolicLink => {
                lang.pick("如需检查，请直接给出它指向的路径", "to have it read, name the path it points to")
            }
            Self::SpecialFile => lang.pick(
                "请先存为文件，或经标准输入（-）检查",
                "save it to a file first, or use standard input (-)",
            ),
            Self::NotFound => lang.pick("请核对路径", "check the path"),
            Self::Unreadable => lang.pick("请检查权限和磁盘", "check permissions and the disk"),
        }
    }
}

/// Finds the files at `paths`. Nothing below `own`, the run's own outputs, is an input.
pub fn find(paths: &[PathBuf], own: &[PathBuf]) -> Files {
    let mut walk = Walk::new(own, None);
    walk.all_named(paths).expect("no rules are asked that could fail");
    walk.found
}

/// The same without what rules leave out, however it is named: a hook names all files of a commit.
pub fn find_except(paths: &[PathBuf], own: &[PathBuf], exclusions: &Exclusions) -> Result<(Files, LeftOut)> {
    let mut walk = Walk::new(own, Some(exclusions));
    walk.all_named(paths)?;
    Ok((walk.found, walk.left_out))
}

/// The real path, also of a file that is still to be written, be it into a folder that is still to be made.
pub fn canonical(path: &Path) -> Option<PathBuf> {
    fs::canonicalize(path).ok().or_else(|| {
        let name = path.file_name()?;
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Some(canonical(parent)?.join(name))
    })
}

struct Walk<'e> {
    own: HashSet<PathBuf>,
    /// Whether one path alone was named.
    is_single: bool,
    /// Files by their folder, as far as it is the real one.
    seen: HashMap<PathBuf, HashSet<OsString>>,
    /// The real path of the folder that was met last.
    folder: Option<(PathBuf, PathBuf)>,
    found: Files,
    exclusions: Option<&'e Exclusions>,
    left_out: LeftOut,
    /// What is listed there.
    listed: HashSet<PathBuf>,
    /// The current folder.
    here: PathBuf,
}

impl<'e> Walk<'e> {
    fn new(own: &[PathBuf], exclusions: Option<&'e Exclusions>) -> Self {
        Self {
            own: own.iter().filter_map(|path| canonical(path)).collect(),
            is_single: false,
            seen: HashMap::new(),
            folder: None,
            found: Files::default(),
            exclusions,
            left_out: LeftOut::default(),
            listed: HashSet::new(),
            here: std::env::current_dir().unwrap_or_default(),
        }
    }

    /// The paths of the command line. Below a single one nothing is met twice, as links are not followed.
    fn all_named(&mut self, paths: &[PathBuf]) -> Result<()> {
        self.is_single = paths.len() == 1;
        paths.iter().try_for_each(|path| self.named(path))
    }

    /// A path of the command line. A link that somebody names is meant.
    fn named(&mut self, path: &Path) -> Result<()> {
        let metadata = match fs::metadata(path) {
            Ok(metadata) => metadata,
            Err(error) => {
                self.skip(path.to_owned(), reason(&error));
                return Ok(());
            }
        };
        if self.leaves_out(path, metadata.is_dir())? {
            return Ok(());
        }
        if metadata.is_dir() {
            return self.folder(path);
        }
        match oddity(metadata.file_type()) {
            Some(skip) => self.skip(path.to_owned(), skip),
            None => {
                // A link that was named has its name from elsewhere.
                let real = if path.is_symlink() { canonical(path) } else { None };
                let steps = path.file_name().map_or(0, |_| path.components().count() - 1);
                self.file(path.to_owned(), Some(Seen::of(&metadata)), steps, real.as_deref());
            }
        }
        Ok(())
    }

    fn folder(&mut self, root: &Path) -> Result<()> {
        if canonical(root).is_some_and(|path| self.own.contains(&path)) {
            self.found.own.push(root.to_owned());
            return Ok(());
        }
        let below = Below { root, here: &self.here, own: &self.own, exclusions: self.exclusions };
        let (entries, steps) = (below.entries()?, root.components().count());
        for Entry { path, what } in entries {
            match what {
                What::File(seen) => self.file(path, seen, steps, None),
                What::Own => self.found.own.push(path),
                What::LeftOut(exclusion, known) => self.left_out(path, exclusion, known),
                What::GitFolder => self.git_folder(path),
                What::Skipped(skip) => self.skip(path, skip),
                What::Folder(_) => {}
            }
        }
        Ok(())
    }

    /// Whether rules leave out `path`, which was named; then it is listed.
    fn leaves_out(&mut self, path: &Path, is_folder: bool) -> Result<bool> {
        let Some(exclusions) = self.exclusions.filter(|exclusions| !exclusions.are_off()) else {
            return Ok(false);
        };
        if is_folder && below::is_git_folder(path) {
            self.git_folder(path.to_owned());
            return Ok(true);
        }
        let (base, relative) = lexical::below(&self.here, path, path, is_folder);
        let Some(exclusion) = exclusions.of(&base, &relative, is_folder)? else { return Ok(false) };
        self.left_out(path.to_owned(), exclusion, base.join(relative));
        Ok(true)
    }

    fn git_folder(&mut self, path: PathBuf) {
        self.left_out.passed_over.push(PassedOver { path, why: Why::GitFolder });
    }

    /// Lists once what rules know as `known`, however often it is named.
    fn left_out(&mut self, path: PathBuf, exclusion: Exclusion, known: PathBuf) {
        if self.listed.insert(known) {
            self.left_out.excluded.push(Excluded::new(path, exclusion));
        }
    }

    /// A file; `real` is where it is if not at its path.
    fn file(&mut self, path: PathBuf, seen: Option<Seen>, steps: usize, real: Option<&Path>) {
        if self.is_new(real.unwrap_or(&path)) {
            let job = Job { seen, ..Job::new(path, Task::Check) };
            self.found.files.push(Input { job, found_at: None, steps });
        }
    }

    /// Whether a file was not met before, under whatever path. The real path of a folder is asked for once: that of each
    /// file would take longer than all else.
    fn is_new(&mut self, path: &Path) -> bool {
        if self.is_single {
            return true;
        }
        let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else { return true };
        let parent = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
        if self.folder.as_ref().is_none_or(|(known, _)| known != parent) {
            let real = fs::canonicalize(parent).unwrap_or_else(|_| parent.to_owned());
            self.folder = Some((parent.to_owned(), real));
        }
        let Some((_, folder)) = &self.folder else { return true };
        match self.seen.get_mut(folder) {
            Some(names) => names.insert(name.to_owned()),
            None => {
                self.seen.insert(folder.clone(), HashSet::from([name.to_owned()]));
                true
            }
        }
    }

    fn skip(&mut self, path: PathBuf, skip: Skip) {
        self.found.skipped.push((path, skip));
    }
}

fn oddity(kind: FileType) -> Option<Skip> {
    match (kind.is_file(), kind.is_symlink()) {
        (true, _) => None,
        (false, true) => Some(Skip::SymbolicLink),
        (false, false) => Some(Skip::SpecialFile),
    }
}

fn reason(error: &io::Error) -> Skip {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Skip::NotFound,
        _ => Skip::Unreadable,
    }
}
