//! Compound files ([MS-CFB]): storages and streams in sectors, as folders and files on a small disk.
//!
//! They are read by this module's own hands, because what no stream owns, the slack behind streams and sectors that were
//! given up, has to be read too: programs leave old text there.

mod document;
pub(crate) mod le;
pub(crate) mod links;
pub(crate) mod others;
pub(crate) mod pictures;
mod properties;
mod read;
pub(crate) mod scan;
mod write;
mod writer;

use std::collections::BTreeSet;

use crate::mapped::EntryId;
use crate::{Error, Scope};

pub(crate) use document::{Choose, CompoundDocument, CompoundFlavor};
pub(crate) use writer::CompoundWriter;

/// A compound file that was read whole.
pub(crate) struct Compound {
    entries: Vec<Entry>,
    /// Bytes that no stream owns, gap by gap.
    slack: Vec<u8>,
    /// Whether it has sectors of 4096 bytes rather than 512.
    large_sectors: bool,
}

/// A storage or stream.
pub(crate) struct Entry {
    /// Names from the root down, with `/` between them; empty for the root.
    pub(crate) path: String,
    /// A stream's bytes; none for a storage.
    pub(crate) bytes: Option<Vec<u8>>,
    /// Class, state bits, times.
    class: [u8; 16],
    state: u32,
    times: [u8; 16],
}

/// Stands for what no stream owns. Whatever is changed in it, all of it goes.
pub(crate) const SLACK: EntryId = EntryId::MAX;

/// The source of a program is edited under another number than the stream in which it stands compressed.
pub(crate) const SOURCES: EntryId = 1 << 30;

impl Compound {
    /// # Errors
    /// If it is no sound compound file.
    pub(crate) fn of(bytes: &[u8], scope: &Scope) -> Result<Self, Error> {
        read::read(bytes, scope)
    }

    pub(crate) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The stream with this path, whatever the case of its letters.
    pub(crate) fn find(&self, path: &str) -> Option<EntryId> {
        let found = self.entries.iter().position(|entry| entry.bytes.is_some() && same(&entry.path, path));
        found.map(|nth| nth as EntryId)
    }

    /// Whether there is a storage or stream with this path.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.entries.iter().any(|entry| same(&entry.path, path))
    }

    /// What no stream owns.
    pub(crate) fn slack(&self) -> &[u8] {
        &self.slack
    }

    /// The bytes of a stream.
    pub(crate) fn stream(&self, entry: EntryId) -> &[u8] {
        self.entries.get(entry as usize).and_then(|entry| entry.bytes.as_deref()).unwrap_or_default()
    }
}

fn same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}

impl Compound {
    pub(crate) fn set(&mut self, entry: EntryId, bytes: Vec<u8>) {
        if let Some(entry) = self.entries.get_mut(entry as usize) {
            entry.bytes = Some(bytes);
        }
    }

    /// The file written anew without some of its storages and streams.
    pub(crate) fn without(&mut self, gone: &BTreeSet<EntryId>) -> Vec<u8> {
        let mut numbers = 0..;
        self.entries.retain(|_| numbers.next().is_some_and(|nth| !gone.contains(&nth)));
        self.write(&self.entries)
    }
}

#[cfg(test)]
pub(crate) mod tests;
