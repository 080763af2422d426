//! What a batch is asked to do with one document.

use std::borrow::Cow;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::{Lines, Seen};

/// A document and what is to be done with it.
#[derive(Clone, Debug)]
pub struct Job {
    /// The file; for a document that is no file, what it is called.
    pub path: PathBuf,
    /// What is to be done.
    pub task: Task,
    /// Where the document is, if it is not the file at `path`. Only for [`Task::Check`].
    pub stored: Option<Arc<dyn Stored>>,
    /// The lines that are looked at, if not all: what came in with a change. If there are none, only the document's name is
    /// looked at. Only for [`Task::Check`].
    pub lines: Option<Lines>,
    /// The file as it was seen not long ago, if it was: nobody has to ask the system once more. A check whose cache knows
    /// the file as it was then does not look at what it became since.
    pub seen: Option<Seen>,
}

/// What is to be done with a file.
#[derive(Clone, Debug)]
pub enum Task {
    /// Review it and change nothing: [`Pipeline::check`](crate::Pipeline::check).
    Check,
    /// Mask it into another file: [`Pipeline::mask_file`](crate::Pipeline::mask_file).
    Mask {
        /// The file to write. If the document tells that the last part of this path names somebody whom the policy hides,
        /// the file gets another name, which no other file of the batch has.
        target: PathBuf,
        /// Whether a file that is there already is overwritten.
        replace: bool,
    },
    /// Mask it where it stands: [`Pipeline::mask_in_place`](crate::Pipeline::mask_in_place).
    MaskInPlace {
        /// What the old content is called afterwards.
        backup: PathBuf,
        /// Whether a file that is there already is overwritten.
        replace: bool,
    },
}

/// A document that is kept elsewhere than in a file, such as an object of a version control system. It is fetched when
/// its turn comes, from any thread.
pub trait Stored: fmt::Debug + Send + Sync {
    /// Its size in bytes, as far as that is known beforehand.
    fn size(&self) -> u64;

    /// Its bytes.
    ///
    /// # Errors
    /// If they cannot be fetched.
    fn fetch(&self) -> io::Result<Vec<u8>>;
}

impl AsRef<Self> for Job {
    fn as_ref(&self) -> &Self {
        self
    }
}

impl Job {
    /// Does `task` with the whole file at `path`.
    pub const fn new(path: PathBuf, task: Task) -> Self {
        Self { path, task, stored: None, lines: None, seen: None }
    }

    /// What the document is called. Most names are text, which is quickly seen.
    pub(crate) fn name(&self) -> Cow<'_, str> {
        self.path.to_str().map_or_else(|| self.path.to_string_lossy(), Cow::Borrowed)
    }

    pub(crate) fn target(&self) -> Option<&Path> {
        match &self.task {
            Task::Mask { target, .. } => Some(target),
            Task::Check | Task::MaskInPlace { .. } => None,
        }
    }

    /// The document's size in bytes; 0 if it is not known.
    pub(crate) fn size(&self) -> u64 {
        match (self.seen, &self.stored) {
            (Some(seen), _) => seen.bytes(),
            (None, Some(stored)) => stored.size(),
            (None, None) => fs::metadata(&self.path).map_or(0, |metadata| metadata.len()),
        }
    }
}

impl Task {
    pub(crate) const CHECK: &str = "check";
    pub(crate) const MASK: &str = "mask";
    pub(crate) const RESTORE: &str = "restore";

    /// What it is called in a trail: `check`, `mask`.
    pub const fn id(&self) -> &'static str {
        match self {
            Self::Check => Self::CHECK,
            Self::Mask { .. } | Self::MaskInPlace { .. } => Self::MASK,
        }
    }
}
