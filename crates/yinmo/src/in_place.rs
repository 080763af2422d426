//! A file masked where it stands, its old content kept under another name.

use std::fs;
use std::io;
use std::path::Path;

use crate::error::{Error, Kind as ErrorKind};
use crate::run::{Listener, folder_of};
use crate::{Pipeline, Report, Source, Verdict};

impl Pipeline {
    /// Masks the file `path` in its own place. Its old content first gets the name `backup`, so at every moment
    /// both the old and the new are whole. A document in which nothing changes is left alone, without a backup.
    ///
    /// A file that has the name `backup` already is left alone unless `replace_backup` is set.
    ///
    /// # Errors
    /// If the run was stopped, the folder cannot be written, the backup's name is taken, or something remained.
    pub fn mask_in_place(
        &self,
        path: &Path,
        backup: &Path,
        replace_backup: bool,
        listener: &mut dyn Listener,
    ) -> Result<Report, Error> {
        let shown_backup = self.display_name(&backup.to_string_lossy());
        if !replace_backup && backup.exists() {
            return Err(ErrorKind::Exists { path: shown_backup.into() }.into());
        }
        let (mut report, output) = self.mask_into(Source::File(path), folder_of(path), listener)?;
        // The file keeps its name, whatever that says.
        if report.public_name.is_some() && report.verdict == Verdict::Masked {
            report.verdict = Verdict::NeedsReview;
        }
        let Some(output) = output.filter(|_| report.output_hash.as_ref() != Some(&report.hash)) else {
            return Ok(report);
        };
        let write_error = |error| Error::writing(self.display_name(&path.to_string_lossy()), error);
        output
            .set_permissions(fs::metadata(path).map_err(write_error)?.permissions())
            .map_err(write_error)?;
        back_up(path, backup, replace_backup).map_err(|error| Error::writing(&shown_backup, error))?;
        output.publish(path, true).map_err(write_error)?;
        Ok(report)
    }
}

/// A second name for the same content costs no space and is there at once; not every file system has them.
fn back_up(path: &Path, backup: &Path, replace: bool) -> io::Result<()> {
    match fs::hard_link(path, backup) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && !replace => Err(error),
        Err(_) => copy(path, backup, replace),
    }
}

fn copy(path: &Path, backup: &Path, replace: bool) -> io::Result<()> {
    let mut copy = tempfile::Builder::new().prefix(".yinmo-").tempfile_in(folder_of(backup))?;
    io::copy(&mut fs::File::open(path)?, &mut copy)?;
    copy.as_file().set_permissions(fs::metadata(path)?.permissions())?;
    copy.as_file().sync_all()?;
    let named = if replace { copy.persist(backup) } else { copy.persist_noclobber(backup) };
    named.map(drop).map_err(|error| error.error)
}
