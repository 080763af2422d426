//! A file masked where it stands, its old content kept under another name.

use std::fs;
use std::io;
use std::path::Path;

use crate::error::{Error, Kind as ErrorKind};
use crate::output::Output;
use crate::run::{Listener, folder_of};
use crate::{Pipeline, Report, Source, Task, Verdict};

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
        let own = self.for_document(|| path.to_string_lossy());
        let masked = own.mask_for_place(path, backup, replace_backup, listener);
        let (report, output) = self.recorded_failure(Task::MASK, &path.to_string_lossy(), masked)?;
        own.record(Task::MASK, &report)?;
        if let Some(output) = output {
            let taken = self.take_place(output, path, backup, replace_backup);
            self.recorded_failure(Task::MASK, &path.to_string_lossy(), taken)?;
        }
        Ok(report)
    }

    /// What is to take the place of the file; nothing where it is left alone.
    pub(crate) fn mask_for_place(
        &self,
        path: &Path,
        backup: &Path,
        replace_backup: bool,
        listener: &mut dyn Listener,
    ) -> Result<(Report, Option<Output>), Error> {
        if !replace_backup && backup.exists() {
            let shown = self.display_name(&backup.to_string_lossy());
            return Err(ErrorKind::Exists { path: shown.into() }.into());
        }
        let (mut report, output) = self.mask_into(Source::File(path), folder_of(path), listener)?;
        // The file keeps its name, whatever that says.
        if report.public_name.is_some() && report.verdict == Verdict::Masked {
            report.verdict = Verdict::NeedsReview;
        }
        let output = output.filter(|_| report.output_hash.as_ref() != Some(&report.hash));
        Ok((report, output))
    }

    /// Puts the output in the place of the file, whose old content is kept.
    pub(crate) fn take_place(
        &self,
        output: Output,
        path: &Path,
        backup: &Path,
        replace_backup: bool,
    ) -> Result<(), Error> {
        let write_error = |error| Error::writing(self.display_name(&path.to_string_lossy()), error);
        output
            .set_permissions(fs::metadata(path).map_err(write_error)?.permissions())
            .map_err(write_error)?;
        let backup_error = |error| Error::writing(self.display_name(&backup.to_string_lossy()), error);
        back_up(path, backup, replace_backup).map_err(backup_error)?;
        output.publish(path, true).map_err(write_error)
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
