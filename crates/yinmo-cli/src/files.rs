//! The files that the paths of a command line stand for. Folders are walked whole, hidden and ignored files too;
//! what is not read is listed with the reason.

use std::collections::{HashMap, HashSet};
use std::ffi::OsString;
use std::fs::{self, FileType};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::Result;
use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};
use yinmo::{Job, Task};

use crate::lang::Lang;
use crate::scope::{Excluded, Exclusions, LeftOut, PassedOver, Why, lexical};

/// What was found at the paths, in their order; inside a folder sorted by name.
#[derive(Default)]
pub struct Files {
    /// Files to read.
    pub files: Vec<InputFile>,
    /// What is not read, and why.
    pub skipped: Vec<(PathBuf, Skip)>,
    /// Own outputs that were met and passed over.
    pub own: Vec<PathBuf>,
}

/// A file to read.
pub struct InputFile {
    /// The path to open it by.
    pub path: PathBuf,
    /// The path below the folder that was named; for a file that was named itself, its name.
    pub relative: PathBuf,
    /// Its size in bytes.
    pub bytes: u64,
}

impl InputFile {
    /// Does `task` with it.
    pub fn job(&self, task: Task) -> Job {
        Job { bytes: Some(self.bytes), ..Job::new(self.path.clone(), task) }
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
    walk.all_named(paths);
    walk.found()
}

/// The same without what rules leave out, however it is named: a hook names all files of a commit.
pub fn find_except(
    paths: &[PathBuf],
    own: &[PathBuf],
    exclusions: &mut Exclusions,
) -> Result<(Files, LeftOut)> {
    let mut walk = Walk::new(own, Some(exclusions));
    walk.all_named(paths);
    let left_out = std::mem::take(&mut walk.left_out);
    match walk.failed.take() {
        Some(error) => Err(error),
        None => Ok((walk.found(), left_out)),
    }
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
    exclusions: Option<&'e mut Exclusions>,
    left_out: LeftOut,
    /// What is listed there.
    listed: HashSet<PathBuf>,
    /// Rules that cannot be read.
    failed: Option<anyhow::Error>,
    /// The current folder.
    here: PathBuf,
}

impl<'e> Walk<'e> {
    fn new(own: &[PathBuf], exclusions: Option<&'e mut Exclusions>) -> Self {
        Self {
            own: own.iter().filter_map(|path| canonical(path)).collect(),
            is_single: false,
            seen: HashMap::new(),
            folder: None,
            found: Files::default(),
            exclusions,
            left_out: LeftOut::default(),
            listed: HashSet::new(),
            failed: None,
            here: std::env::current_dir().unwrap_or_default(),
        }
    }

    /// The paths of the command line. Below a single one nothing is met twice, as links are not followed.
    fn all_named(&mut self, paths: &[PathBuf]) {
        self.is_single = paths.len() == 1;
        paths.iter().for_each(|path| self.named(path));
    }

    /// A path of the command line. A link that somebody names is meant.
    fn named(&mut self, path: &Path) {
        match fs::metadata(path) {
            Ok(metadata) if self.leaves_out(path, path, metadata.is_dir()) => {}
            Ok(metadata) if metadata.is_dir() => self.folder(path),
            Ok(metadata) => {
                let relative = path.file_name().map_or_else(|| path.to_owned(), PathBuf::from);
                // A link that was named has its name from elsewhere.
                let real = if path.is_symlink() { canonical(path) } else { None };
                self.entry(path.to_owned(), relative, metadata.file_type(), real.as_deref());
            }
            Err(error) => self.skip(path.to_owned(), reason(&error)),
        }
    }

    fn folder(&mut self, root: &Path) {
        let mut entries = WalkDir::new(root).sort_by_file_name().into_iter();
        while let Some(entry) = entries.next() {
            match entry {
                Ok(entry) if self.is_own(&entry) => {
                    self.found.own.push(entry.path().to_owned());
                    if entry.file_type().is_dir() {
                        entries.skip_current_dir();
                    }
                }
                Ok(entry)
                    if entry.depth() > 0
                        && self.leaves_out(root, entry.path(), entry.file_type().is_dir()) =>
                {
                    if entry.file_type().is_dir() {
                        entries.skip_current_dir();
                    }
                }
                Ok(entry) if entry.depth() == 0 || entry.file_type().is_dir() => {}
                Ok(entry) => self.below(root, &entry),
                Err(error) => {
                    let why = error.io_error().map_or(Skip::Unreadable, reason);
                    self.skip(error.path().unwrap_or(root).to_owned(), why);
                }
            }
        }
    }

    /// Whether rules leave out `path`, which was found at or below `root`; then it is listed.
    fn leaves_out(&mut self, root: &Path, path: &Path, is_folder: bool) -> bool {
        let Some(exclusions) = self.exclusions.as_deref_mut() else { return false };
        if is_folder && !exclusions.are_off() && is_git_folder(path) {
            let passed = PassedOver { path: path.to_owned(), why: Why::GitFolder };
            self.left_out.passed_over.push(passed);
            return true;
        }
        let (base, relative) = lexical::below(&self.here, root, path, is_folder);
        match exclusions.of(&base, &relative, is_folder) {
            Ok(None) => false,
            Ok(Some(exclusion)) => {
                if self.listed.insert(base.join(relative)) {
                    self.left_out.excluded.push(Excluded::new(path.to_owned(), exclusion));
                }
                true
            }
            Err(error) => {
                self.failed.get_or_insert(error);
                true
            }
        }
    }

    /// Own outputs are few; only what has the name of one is looked up.
    fn is_own(&self, entry: &DirEntry) -> bool {
        self.own.iter().any(|own| own.file_name() == Some(entry.file_name()) || entry.depth() == 0)
            && canonical(entry.path()).is_some_and(|path| self.own.contains(&path))
    }

    fn below(&mut self, root: &Path, entry: &DirEntry) {
        let path = entry.path().to_owned();
        let relative = path.strip_prefix(root).unwrap_or(&path).to_owned();
        self.entry(path, relative, entry.file_type(), None);
    }

    /// A file, or something else that is none; `real` is where it is if not at its path.
    fn entry(&mut self, path: PathBuf, relative: PathBuf, kind: FileType, real: Option<&Path>) {
        match oddity(kind) {
            Some(skip) => self.skip(path, skip),
            None if !self.is_new(real.unwrap_or(&path)) => {}
            None => self.found.files.push(InputFile { path, relative, bytes: 0 }),
        }
    }

    /// What was found, with the sizes of the files: asking for those takes as long as all else, so threads share it.
    fn found(mut self) -> Files {
        self.found.files.par_iter_mut().for_each(|file| {
            file.bytes = fs::metadata(&file.path).map_or(0, |metadata| metadata.len());
        });
        self.found
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

/// Whether git keeps its objects in this folder.
fn is_git_folder(path: &Path) -> bool {
    let holds = |name: &str| path.join(name).exists();
    path.file_name().is_some_and(|name| name == ".git") && holds("HEAD") && holds("objects") && holds("refs")
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
