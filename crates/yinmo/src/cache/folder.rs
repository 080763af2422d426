//! Where caches lie: a folder that nobody else can write to.

use std::fs::{self, File, Metadata};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// A file that was of no use for so long goes.
const UNUSED: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// As many bytes of files are kept: those that were of use last.
const MOST_BYTES: u64 = 256 << 20;

/// The longest wait for another gate to write, in steps.
const STEPS: usize = 40;
const STEP: Duration = Duration::from_millis(25);

/// The ending of caches' names.
const ENDING: &str = "cache";

/// A folder of caches.
#[derive(Clone, Debug)]
pub(super) struct Folder(PathBuf);

impl Folder {
    /// The folder at `path`, made if it is not there.
    pub(super) fn at(path: &Path) -> io::Result<Self> {
        make(path)?;
        refuse_others(&fs::metadata(path)?)?;
        Ok(Self(path.to_owned()))
    }

    pub(super) fn file(&self, stem: &str) -> PathBuf {
        self.0.join(format!("{stem}.{ENDING}"))
    }

    /// What a file of the folder holds, if it is one that only this user can have written.
    pub(super) fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let mut file = File::open(path)?;
        let metadata = file.metadata()?;
        refuse_others(&metadata)?;
        if !metadata.is_file() || metadata.len() > MOST_BYTES {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let mut bytes = Vec::with_capacity(metadata.len() as usize);
        file.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Puts a file there at once: whoever reads it meets the old one or the new one, and never a part.
    pub(super) fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        // It can be read by its owner alone. After a failure of power it may be cut short, which is noticed.
        let mut file = tempfile::Builder::new().prefix(".yinmo-").suffix(".part").tempfile_in(&self.0)?;
        file.write_all(bytes)?;
        file.persist(path).map_err(|error| error.error)?;
        Ok(())
    }

    /// The right to write, until it is dropped. Nobody waits long for it: a cache is no more than time saved.
    pub(super) fn lock(&self) -> io::Result<File> {
        let file = File::options().create(true).truncate(false).write(true).open(self.0.join("lock"))?;
        for _ in 0..STEPS {
            match file.try_lock() {
                Ok(()) => return Ok(file),
                Err(fs::TryLockError::WouldBlock) => std::thread::sleep(STEP),
                Err(fs::TryLockError::Error(error)) => return Err(error),
            }
        }
        Err(io::ErrorKind::WouldBlock.into())
    }

    /// Notes that a file was of use.
    pub(super) fn touch(path: &Path, now: SystemTime) -> io::Result<()> {
        File::options().write(true).open(path)?.set_modified(now)
    }

    /// Removes what was of no use for long, what is too much, and what killed processes left.
    pub(super) fn prune(&self, now: SystemTime) -> io::Result<()> {
        let mut files = Vec::new();
        for entry in fs::read_dir(&self.0)? {
            let entry = entry?;
            let (path, metadata) = (entry.path(), entry.metadata()?);
            let is_ours = path.extension().is_some_and(|ending| ending == ENDING || ending == "part");
            if is_ours && metadata.is_file() {
                files.push((metadata.modified()?, metadata.len(), path));
            }
        }
        files.sort_unstable_by(|a, b| b.cmp(a));
        let mut room = MOST_BYTES;
        for (modified, len, path) in files {
            let age = now.duration_since(modified).unwrap_or_default();
            let is_left = path.extension().is_some_and(|ending| ending == "part");
            let is_over =
                if is_left { age > Duration::from_secs(60 * 60) } else { age > UNUSED || len > room };
            if is_over {
                fs::remove_file(path)?;
            } else {
                room = room.saturating_sub(len);
            }
        }
        Ok(())
    }
}

#[cfg(unix)]
fn make(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(path)
}

#[cfg(not(unix))]
fn make(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)
}

/// An error if others can write to it or own it: what they wrote could say that a document is clean.
#[cfg(unix)]
fn refuse_others(metadata: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::MetadataExt as _;
    // Processes belong to their user there; where there is no such folder, permissions have to do.
    let own = fs::metadata("/proc/self").ok().map(|process| process.uid());
    let is_ours = own.is_none_or(|own| own == metadata.uid());
    if is_ours && metadata.mode() & 0o022 == 0 { Ok(()) } else { Err(io::ErrorKind::PermissionDenied.into()) }
}

#[cfg(not(unix))]
fn refuse_others(_metadata: &Metadata) -> io::Result<()> {
    Ok(())
}
