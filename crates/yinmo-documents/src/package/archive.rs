use std::borrow::Cow;

use super::flavor::Fates;
use super::zip::ZipStore;
use crate::mapped::EntryId;
use crate::{Error, Input, Scope};

/// Stands for what an archive says beside its entries: comments, owners and extra fields. Whatever is changed in it, all
/// of it goes.
pub(crate) const ENVELOPE: EntryId = EntryId::MAX;

/// What stands before the names of files that an archive says beside its entries, and of files that it leads to.
pub(super) const FILE_NAME: &str = "文件名：";
pub(super) const LINK: &str = "链接：";

/// A file that holds files, read whole into memory.
pub(crate) struct Archive<'r> {
    store: Box<dyn Store + 'r>,
    names: Vec<String>,
}

/// How the entries of an archive are kept in its bytes.
pub(crate) trait Store: Send {
    /// The bytes of an entry.
    ///
    /// # Errors
    /// If they are too many, or broken.
    fn read(&mut self, nth: usize) -> Result<Vec<u8>, Error>;

    /// Whether the entry is a file, rather than a folder or a name for something elsewhere.
    fn is_file(&self, nth: usize) -> bool;

    /// What is said beside the entries.
    ///
    /// # Errors
    /// If the archive is broken.
    fn envelope(&mut self) -> Result<Envelope, Error>;

    /// Writes the archive again; an entry that stays is copied as it is.
    ///
    /// # Errors
    /// If an entry cannot be read again.
    fn rewrite(&mut self, names: &[String], fates: Fates, out: &mut Vec<u8>) -> Result<(), Error>;

    /// The archive as it was.
    fn bytes(&self) -> Cow<'_, [u8]>;
}

/// What an archive says beside its entries.
#[derive(Default)]
pub(crate) struct Envelope {
    /// As far as it is text.
    pub(crate) text: String,
    /// The rest of it.
    pub(crate) opaque: Vec<u8>,
}

impl Envelope {
    /// Adds a line, unless it was said before.
    pub(super) fn say(&mut self, label: &str, raw: &[u8]) {
        let raw = raw.trim_ascii();
        if raw.is_empty() {
            return;
        }
        match decoded(raw).filter(|text| !text.contains(|c: char| c.is_control() && !c.is_whitespace())) {
            Some(text) => {
                let line = format!("{label}{text}\n");
                if !self.text.contains(&line) {
                    self.text.push_str(&line);
                }
            }
            None => self.opaque.extend_from_slice(raw),
        }
    }
}

impl<'r> Archive<'r> {
    /// A zip file.
    ///
    /// # Errors
    /// As for [`ZipStore::open`].
    pub(crate) fn open(input: Input<'r>, scope: &Scope) -> Result<Self, Error> {
        let (store, names) = ZipStore::open(input, scope)?;
        Ok(Self::new(store, names))
    }

    /// An archive with entries of these names.
    pub(crate) fn new(store: impl Store + 'r, names: Vec<String>) -> Self {
        Self { store: Box::new(store), names }
    }

    /// The names of the entries, in their order.
    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    pub(crate) fn name(&self, entry: EntryId) -> &str {
        self.names.get(entry as usize).map_or("", |name| name)
    }

    /// The entry with this name; an OPC package does not tell upper from lower case in it (ECMA-376-2, 6.2.2.3).
    pub(crate) fn find(&self, name: &str) -> Option<EntryId> {
        let exact = self.names.iter().position(|known| known == name);
        let nth = exact.or_else(|| self.names.iter().position(|known| known.eq_ignore_ascii_case(name)));
        nth.map(|nth| nth as EntryId)
    }

    /// Whether the entry is a file rather than a folder.
    pub(crate) fn is_file(&self, entry: EntryId) -> bool {
        self.store.is_file(entry as usize)
    }

    /// The bytes of an entry, whose checksum holds where there is one.
    ///
    /// # Errors
    /// If they are too many, or broken.
    pub(crate) fn read(&mut self, entry: EntryId) -> Result<Vec<u8>, Error> {
        self.store.read(entry as usize)
    }

    /// What is said beside the entries.
    ///
    /// # Errors
    /// If the archive is broken.
    pub(crate) fn envelope(&mut self) -> Result<Envelope, Error> {
        self.store.envelope()
    }

    /// Writes the archive again. Entries that stay are copied as they are, compressed.
    ///
    /// # Errors
    /// If an entry cannot be read again.
    pub(crate) fn rewrite(&mut self, fates: Fates, out: &mut Vec<u8>) -> Result<(), Error> {
        self.store.rewrite(&self.names, fates, out)
    }

    /// The archive as it was.
    pub(crate) fn bytes(&self) -> Cow<'_, [u8]> {
        self.store.bytes()
    }
}

/// Text in an archive: UTF-8, or else what Chinese programs write without saying so.
pub(super) fn decoded(raw: &[u8]) -> Option<String> {
    if let Ok(text) = std::str::from_utf8(raw) {
        return Some(text.to_owned());
    }
    let decoded = encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(raw);
    decoded.map(Cow::into_owned)
}

/// The same for a name, which is there whatever it is.
pub(super) fn decoded_name(raw: &[u8]) -> String {
    decoded(raw).unwrap_or_else(|| String::from_utf8_lossy(raw).into_owned())
}
