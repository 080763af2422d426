//! The small file beside a trail that says where it ends.
//!
//! A chain shows what was changed within it, not what was cut off its end. So the number and the hash of the last
//! record also stand in `NAME.head`, which is replaced whole after each append. It is one record behind when the
//! machine stopped between the two, and never ahead. An office that writes the same two down elsewhere, in a register or
//! a mail, can show [`verify`](super::verify) that both files are as they were.

use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Where a trail ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The number of the last record.
    pub seq: u64,
    /// Its hash, with the name of the function.
    pub hash: String,
}

impl Head {
    /// What the file beside `trail` says; `None` if there is none.
    pub(super) fn read(trail: &Path) -> io::Result<Option<Self>> {
        match fs::read(path(trail)) {
            Ok(bytes) => serde_json::from_slice(&bytes).map(Some).map_err(io::Error::from),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Replaces the file beside `trail`.
    pub(super) fn write(&self, trail: &Path) -> io::Result<()> {
        let folder = crate::run::folder_of(trail);
        let mut file = tempfile::Builder::new().prefix(".yinmo-").tempfile_in(folder)?;
        serde_json::to_writer(&mut file, self)?;
        file.write_all(b"\n")?;
        file.as_file().sync_data()?;
        file.persist(path(trail)).map(drop).map_err(|error| error.error)
    }
}

/// `trail.jsonl` has `trail.jsonl.head` beside it.
pub(super) fn path(trail: &Path) -> PathBuf {
    let mut name = trail.as_os_str().to_owned();
    name.push(".head");
    name.into()
}

/// `12 sha256:…`, to be written down elsewhere.
impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.seq, self.hash)
    }
}

/// The text is not of the form `12 sha256:…`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoHead;

impl FromStr for Head {
    type Err = NoHead;

    fn from_str(text: &str) -> Result<Self, NoHead> {
        let (seq, hash) = text.trim().split_once([' ', ':']).ok_or(NoHead)?;
        let seq = seq.parse().map_err(|_| NoHead)?;
        if hash.split_once(':').is_none() {
            return Err(NoHead);
        }
        Ok(Self { seq, hash: hash.to_owned() })
    }
}
