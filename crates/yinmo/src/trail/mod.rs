//! The trail (留痕): a file that says, document by document, what was done, by whom and on what basis.
//!
//! One line of JSON for each document and run. It holds counts, hashes and masked names, never a value. Every line
//! names the hash of the line before it and ends with its own, so nobody can change, drop or swap one without the
//! next one telling; a small file beside the trail ([`Head`]) says how many there are, so that none can be cut off the
//! end. Lines are only ever appended, under a lock, and are on the disk before an output gets its name.
//!
//! ```
//! use yinmo::trail::{Entry, Trail};
//! let folder = tempfile::tempdir()?;
//! let trail = Trail::at(folder.path().join("trail.jsonl")).by("政务公开科 李某");
//! trail.append(&Entry { document: "名单.csv".into(), verdict: "masked".into(), ..Entry::default() })?;
//! let verified = yinmo::trail::verify(trail.path(), None)?;
//! assert_eq!(verified.records, 1);
//! assert!(verified.fault.is_none());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What a line looks like
//!
//! The last two keys are `prev` and `hash`. `hash` is `sha256:` or `sm3:` and the hexadecimal hash of the line's
//! bytes up to the comma before `"hash"`, closed by `}`; `prev` is the `hash` of the line before, and `""` in the
//! first. Whoever has these two sentences can verify a trail without yinmo.

mod append;
mod chain;
mod entry;
mod error;
mod expired;
mod head;
mod read;
mod recorded;
mod verify;

pub use chain::Algorithm;
pub use entry::{Counts, Entry, Exemption, Profile, Record};
pub use error::TrailError;
pub use expired::last_days;
pub use head::Head;
pub use read::records;
pub use verify::{Fault, FaultKind, Verified, verify};

use std::path::{Path, PathBuf};

/// A trail that is written to.
#[derive(Clone, Debug)]
pub struct Trail {
    path: PathBuf,
    who: Option<String>,
    algorithm: Algorithm,
}

impl Trail {
    /// The trail in this file, which is made with the first record.
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into(), who: None, algorithm: Algorithm::default() }
    }

    /// The same, naming in each record who is responsible.
    #[must_use]
    pub fn by(self, who: impl Into<String>) -> Self {
        Self { who: Some(who.into()), ..self }
    }

    /// The same with another hash. Records already written keep theirs.
    #[must_use]
    pub fn hashed_with(self, algorithm: Algorithm) -> Self {
        Self { algorithm, ..self }
    }

    /// Who is responsible, if that was said.
    pub fn who(&self) -> Option<&str> {
        self.who.as_deref()
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }
}
