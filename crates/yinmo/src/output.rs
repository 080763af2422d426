//! Outputs appear whole or not at all.
//!
//! On Linux the file has no name until it is complete, so that even a killed run leaves nothing behind.
//! Elsewhere, and on file systems that cannot do that, a hidden temporary file beside the target is renamed.

use std::fs::{File, Permissions};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use tempfile::TempPath;

/// A file being written. It appears whole, by [`Output::publish`], or not at all.
pub struct Output {
    file: File,
    named: Option<TempPath>,
    folder: PathBuf,
}

impl Output {
    /// A new file that will stand in `folder`, which is made if it is not there.
    ///
    /// # Errors
    /// If the folder cannot be made or written.
    pub fn in_folder(folder: &Path) -> io::Result<Self> {
        std::fs::create_dir_all(folder)?;
        if let Some(file) = unnamed(folder) {
            return Ok(Self { file, named: None, folder: folder.to_owned() });
        }
        let (file, path) =
            tempfile::Builder::new().prefix(".yinmo-").suffix(".part").tempfile_in(folder)?.into_parts();
        Ok(Self { file, named: Some(path), folder: folder.to_owned() })
    }

    /// The file, to be read from its start.
    pub(crate) fn reopen(&mut self) -> io::Result<File> {
        self.file.flush()?;
        let mut file = self.file.try_clone()?;
        file.seek(SeekFrom::Start(0))?;
        Ok(file)
    }

    /// Lets the same people read and write it as another file.
    pub(crate) fn set_permissions(&self, permissions: Permissions) -> io::Result<()> {
        self.file.set_permissions(permissions)
    }

    /// Gives the finished file its name. Without `replace` a file that has it already is left alone, and the
    /// error is [`io::ErrorKind::AlreadyExists`].
    ///
    /// # Errors
    /// If the name is taken or the folder cannot be written.
    pub fn publish(mut self, target: &Path, replace: bool) -> io::Result<()> {
        self.file.sync_all()?;
        match self.named.take() {
            Some(path) if replace => path.persist(target).map_err(|error| error.error),
            Some(path) => path.persist_noclobber(target).map_err(|error| error.error),
            None if replace => self.link_over(target),
            None => link(&self.file, target),
        }
    }

    /// A link cannot take a name that is in use; a whole file under a temporary name can.
    fn link_over(&self, target: &Path) -> io::Result<()> {
        let temporary = tempfile::Builder::new()
            .prefix(".yinmo-")
            .make_in(&self.folder, |path| link(&self.file, path))?;
        temporary.into_temp_path().persist(target).map_err(|error| error.error)
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

#[cfg(target_os = "linux")]
fn unnamed(folder: &Path) -> Option<File> {
    use rustix::fs::{Mode, OFlags, open};
    let flags = OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC;
    open(folder, flags, Mode::from_raw_mode(0o644)).ok().map(File::from)
}

#[cfg(target_os = "linux")]
fn link(file: &File, target: &Path) -> io::Result<()> {
    use rustix::fs::{AtFlags, CWD, linkat};
    use std::os::fd::AsRawFd as _;
    let open_file = format!("/proc/self/fd/{}", file.as_raw_fd());
    Ok(linkat(CWD, open_file, CWD, target, AtFlags::SYMLINK_FOLLOW)?)
}

#[cfg(not(target_os = "linux"))]
fn unnamed(_folder: &Path) -> Option<File> {
    None
}

#[cfg(not(target_os = "linux"))]
fn link(_file: &File, _target: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}
