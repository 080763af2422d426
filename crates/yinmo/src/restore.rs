//! Encrypted numbers given back, by those who have the key and say who they are and why.
//!
//! Nothing else comes back: what was masked, redacted or replaced by a code is gone. The trail says who asked, when and
//! why, before the file gets its name; without a trail nothing is restored.

use std::collections::BTreeMap;
use std::io::{BufWriter, Write};
use std::path::Path;

use sha2::{Digest, Sha256};
use yinmo_core::key::Key;
use yinmo_core::kind::Kind;
use yinmo_core::operators::encrypt::{Decrypted, decrypt};
use yinmo_documents::{Change, Changes, Chunk, Input, Reason, Record, Scope, Strip};

use crate::error::{Error, Kind as ErrorKind};
use crate::output::Output;
use crate::run::folder_of;
use crate::source::{Hashing, Probe, Source, hex, probe};
use crate::trail::Entry;
use crate::{Pipeline, Task};

/// What came of a document that was to be restored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Restored {
    /// Its name as it may be shown.
    pub name: String,
    /// How many numbers were given back, by kind. If there were none, nothing was written.
    pub numbers: BTreeMap<Kind, u64>,
    /// SHA-256 of what was written, in hexadecimal.
    pub output_hash: Option<String>,
    /// Why the document could not be read; nothing was written then.
    pub unread: Option<Reason>,
}

impl Pipeline {
    /// Writes `source` to the file `target` with every number in it that was encrypted with `key`. The file holds personal
    /// data again; where the system knows owners, only its owner may read it.
    ///
    /// # Errors
    /// If the pipeline has no trail or the trail names nobody, if `why` is empty, if something in the document was encrypted
    /// with another key or changed since, or as for [`Pipeline::mask_file`]. Nothing is written then.
    pub fn restore_file(
        &self,
        source: Source<'_>,
        target: &Path,
        replace: bool,
        key: &Key,
        why: &str,
    ) -> Result<Restored, Error> {
        let answerable = self.trail.as_ref().is_some_and(|trail| trail.who().is_some());
        if !answerable || why.trim().is_empty() {
            return Err(ErrorKind::Unanswered.into());
        }
        let raw = source.raw_name();
        let done = self
            .refuse_taken(target, replace)
            .and_then(|()| self.restore_into(source, folder_of(target), key));
        let (restored, entry, output) = self.recorded_failure(Task::RESTORE, &raw, done)?;
        let shown = self.display_name(&target.to_string_lossy());
        let output_name = output.is_some().then(|| shown.clone());
        self.append(|| Entry { output: output_name, why: Some(why.to_owned()), ..entry })?;
        if let Some(output) = output {
            let published = output.publish(target, replace).map_err(|error| Error::writing(&shown, error));
            self.recorded_failure(Task::RESTORE, &raw, published)?;
        }
        Ok(restored)
    }

    fn restore_into(
        &self,
        source: Source<'_>,
        folder: &Path,
        key: &Key,
    ) -> Result<(Restored, Entry, Option<Output>), Error> {
        let mut restored = Restored { name: self.display_name(&source.raw_name()), ..Restored::default() };
        let loaded = source.load();
        let source = loaded.as_source(source);
        let probe = match probe(source, true) {
            Ok(probe) => probe,
            Err(obstacle) => {
                restored.unread = Some(obstacle.reason);
                let entry = Entry::restored(&restored, "", &self.policy);
                return Ok((restored, entry, None));
            }
        };
        let output = Output::in_folder(folder).map_err(|error| Error::write(folder, error))?;
        owner_only(&output).map_err(|error| Error::write(folder, error))?;
        let mut hashing = Hashing { inner: BufWriter::new(output), hasher: Some(Sha256::new()), bytes: 0 };
        self.write_restored(source, &probe, key, &mut hashing, &mut restored)?;
        let Hashing { inner, hasher, .. } = hashing;
        let output = inner.into_inner().map_err(|error| Error::write(folder, error.into_error()))?;
        let output = Some(output).filter(|_| restored.unread.is_none() && !restored.numbers.is_empty());
        restored.output_hash = hasher.filter(|_| output.is_some()).map(|hasher| hex(&hasher.finalize()));
        let entry = Entry::restored(&restored, probe.format.id(), &self.policy);
        Ok((restored, Entry { bytes: probe.bytes, input_hash: probe.hash, ..entry }, output))
    }

    fn write_restored(
        &self,
        source: Source<'_>,
        probe: &Probe,
        key: &Key,
        out: &mut dyn Write,
        restored: &mut Restored,
    ) -> Result<(), Error> {
        let name = restored.name.clone();
        let input = if probe.format.is_package() {
            Input::stream(source.open().map_err(|error| Error::read(&name, error))?, probe.encoding)
        } else {
            Input::memory(&[][..], probe.encoding)
        };
        let scope = Scope::new(&self.limits).named(&source.raw_name());
        let mut writer = match probe.format.writer(input, &scope, Strip::default()) {
            Ok(writer) => writer,
            Err(error) => {
                restored.unread = Some(error.reason().unwrap_or(Reason::Malformed));
                return Ok(());
            }
        };
        let refused = |source| Error::from(ErrorKind::Splice { name: name.clone(), source });
        let (mut buffer, mut strange) = (Vec::new(), 0);
        let end = self.read(source, &name, probe, true, &mut |batch| {
            for chunk in &batch.chunks {
                let (changes, kinds, unfit) = restoring(chunk, key);
                strange += unfit;
                kinds.into_iter().for_each(|kind| *restored.numbers.entry(kind).or_default() += 1);
                buffer.clear();
                writer.put(chunk, &changes, &mut buffer).map_err(refused)?;
                out.write_all(&buffer).map_err(|error| Error::write(&name, error))?;
            }
            Ok(())
        })?;
        if strange > 0 {
            return Err(ErrorKind::WrongKey { name, places: strange }.into());
        }
        restored.unread = end.obstacle.map(|obstacle| obstacle.reason);
        buffer.clear();
        if restored.unread.is_none() {
            writer.finish(&mut buffer).map_err(refused)?;
        }
        out.write_all(&buffer).map_err(|error| Error::write(&name, error))
    }
}

/// What to change in a chunk, the kinds of what comes back, and how much does not fit the key.
fn restoring(chunk: &Chunk, key: &Key) -> (Changes, Vec<Kind>, u64) {
    let (mut changes, mut all, mut unfit) = (Changes::to_parts(chunk.part_count()), Vec::new(), 0);
    for record in chunk.records() {
        let parts = match record {
            Record::Prose(part) => vec![part],
            Record::Row { cells, .. } => cells.iter().collect(),
            Record::Fields(parts) => parts.iter().collect(),
            // A record of a shape this version does not know has nothing that it wrote.
            _ => continue,
        };
        for part in parts {
            let Decrypted { edits, kinds, refused } = decrypt(part.text, key);
            all.extend(kinds);
            unfit += refused.len() as u64;
            edits
                .iter()
                .for_each(|edit| changes.push(Change::replace(part.index, edit.span, &edit.replacement)));
        }
    }
    changes.sort();
    (changes, all, unfit)
}

#[cfg(unix)]
fn owner_only(output: &Output) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    output.set_permissions(std::fs::Permissions::from_mode(0o600))
}

#[cfg(not(unix))]
fn owner_only(_output: &Output) -> std::io::Result<()> {
    Ok(())
}
