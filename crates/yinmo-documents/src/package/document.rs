use sha2::{Digest, Sha256};
use yinmo_core::text::{Place, Surface};

use super::archive::{Archive, ENVELOPE, FILE_NAME, LINK};
use super::flavor::{Flavor, Nested, Reading};
use super::opaque;
use crate::chunk::Step;
use crate::mapped::{Draft, EntryId, Escape, Pen};
use crate::note::{Note, What};
use crate::sniff::{Sniffed, sniff};
use crate::{Chunk, Document, Encoding, Error, Extra, Format, Input, Reason, Scope, detect_encoding};

/// A package that is read.
pub(crate) struct PackageDocument<'r> {
    archive: Result<Archive<'r>, Option<Error>>,
    flavor: Box<dyn Flavor>,
    reading: Reading,
    nested: Option<Open<'r>>,
    begun: bool,
}

/// A document within that is being read.
pub(super) struct Open<'r> {
    pub(super) step: Step,
    pub(super) document: Box<dyn Document + 'r>,
    pub(super) hash: [u8; 32],
    /// What takes it along.
    pub(super) goes_with: Option<Extra>,
    /// Whether anything was read of it.
    pub(super) has_spoken: bool,
}

impl<'r> PackageDocument<'r> {
    pub(crate) fn new(input: Input<'r>, scope: &Scope, flavor: Box<dyn Flavor>) -> Self {
        Self::of(Archive::open(input, scope), scope, flavor)
    }

    /// The same for any archive.
    pub(crate) fn of(archive: Result<Archive<'r>, Error>, scope: &Scope, flavor: Box<dyn Flavor>) -> Self {
        Self {
            archive: archive.map_err(Some),
            flavor,
            reading: Reading::new(scope),
            nested: None,
            begun: false,
        }
    }

    /// The archive's own comments and the like.
    fn read_envelope(&mut self) -> Result<(), Error> {
        let Ok(archive) = &mut self.archive else { return Ok(()) };
        let said = archive.envelope()?;
        let place = Place::Named("压缩包注释".to_owned());
        if !said.opaque.is_empty() {
            let (reason, goes_with) = (Reason::Binary, Some(Extra::Metadata));
            let hash = Sha256::digest(&said.opaque).into();
            self.reading.note(place.clone(), What::Unread { reason, hash, goes_with });
        }
        let said = said.text;
        let mut draft = Draft::default();
        draft.stand(place, Surface::Metadata);
        draft.write(&said, ENVELOPE, 0..said.len(), Pen::Plain(Escape::None));
        let mut at = 0;
        for line in said.split_inclusive('\n') {
            let end = at + line.trim_end().len();
            let label = [FILE_NAME, LINK].into_iter().find(|label| line.starts_with(label));
            if let Some(label) = label {
                draft.is_file_name(at + label.len()..end);
            }
            at += line.len();
        }
        self.reading.prose(draft);
        Ok(())
    }

    /// The next chunk of the document within that is open.
    ///
    /// # Errors
    /// If the package is broken.
    fn next_nested(&mut self) -> Result<Option<Chunk>, Error> {
        let Some(Open { step, document, hash, goes_with, has_spoken }) = &mut self.nested else {
            return Ok(None);
        };
        let unread = match document.next_chunk() {
            Ok(Some(chunk)) => {
                *has_spoken = true;
                return Ok(Some(chunk.within(step.clone())));
            }
            Ok(None) => None,
            // The rest of the package can be read all the same.
            Err(error) => Some(error.reason().unwrap_or(Reason::Malformed)),
        };
        let within = |place| Place::Within { file: step.name.to_string(), place: Box::new(place) };
        // That nobody reads the whole was said.
        let said = |note: &Note| step.is_opaque && matches!(note.what, What::Unread { .. });
        for note in document.take_notes().into_iter().filter(|note| !said(note)) {
            let what = match note.what {
                // What stands in a document goes with it.
                What::Unread { reason, hash, goes_with: None } => {
                    What::Unread { reason, hash, goes_with: *goes_with }
                }
                what => what,
            };
            self.reading.push_note(Note { place: within(note.place), what });
        }
        if let Some(reason) = unread {
            let place = Place::Named(step.name.to_string());
            let what = What::Unread { reason, hash: *hash, goes_with: *goes_with };
            self.reading.push_note(Note { place, what });
        }
        let is_opaque = unread.is_some() && !*has_spoken && !step.is_opaque;
        let entry = step.entry;
        self.nested = None;
        if is_opaque {
            self.open_nested(&Nested::Opaque(entry))?;
            return self.next_nested();
        }
        Ok(None)
    }

    /// Opens the next entry that may be a document of its own.
    fn open_nested(&mut self, nested: &Nested) -> Result<(), Error> {
        let Ok(archive) = &mut self.archive else { return Ok(()) };
        let (entry, goes_with) = match *nested {
            Nested::File(entry, goes_with) => (entry, goes_with),
            Nested::Opaque(entry) => (entry, None),
        };
        let bytes = archive.read(entry)?;
        let name = archive.name(entry).to_owned();
        if matches!(nested, Nested::Opaque(_)) {
            self.nested = Some(open_opaque((entry, bytes), name, &self.reading.scope));
            return Ok(());
        }
        let hash: [u8; 32] = Sha256::digest(&bytes).into();
        match open(&bytes, &name).and_then(|opened| {
            let scope = self.reading.scope.within().map_err(|_| Reason::TooLarge)?;
            Ok((opened, scope.named(&name)))
        }) {
            Ok(((format, encoding), scope)) => {
                let document = format.open(Input::memory(bytes, encoding), &scope);
                let step = Step { entry, name: name.into(), is_opaque: false };
                self.nested = Some(Open { step, document, hash, goes_with, has_spoken: false });
            }
            Err(reason) => {
                self.reading.note(Place::Named(name.clone()), What::Unread { reason, hash, goes_with });
                self.nested = Some(open_opaque((entry, bytes), name, &self.reading.scope));
            }
        }
        Ok(())
    }
}

/// Reads what looks like text in a file within that nobody reads.
pub(super) fn open_opaque<'r>((entry, bytes): (EntryId, Vec<u8>), name: String, scope: &Scope) -> Open<'r> {
    let scope = scope.beneath().named(&name);
    let hash = Sha256::digest(&bytes).into();
    let document = opaque::FORMAT.open(Input::memory(bytes, Encoding::UTF_8), &scope);
    let step = Step { entry, name: name.into(), is_opaque: true };
    Open { step, document, hash, goes_with: None, has_spoken: false }
}

/// The format of a file within, and how its text is written.
pub(super) fn open(bytes: &[u8], name: &str) -> Result<(&'static dyn Format, Encoding), Reason> {
    const HEAD: usize = 8 << 10;
    let format = match sniff(&bytes[..bytes.len().min(HEAD)], name) {
        Sniffed::Format(format) => format,
        Sniffed::NotInspected(reason) => return Err(reason),
    };
    if format.is_package() {
        return Ok((format, Encoding::UTF_8));
    }
    let detected = detect_encoding(&mut &*bytes);
    Ok((format, detected.map_err(|error| error.reason().unwrap_or(Reason::Undecodable))?))
}

impl Document for PackageDocument<'_> {
    fn next_chunk(&mut self) -> Result<Option<Chunk>, Error> {
        if let Err(error) = &mut self.archive {
            return Err(error.take().unwrap_or_else(|| Error::malformed(0, "read before")));
        }
        if !std::mem::replace(&mut self.begun, true) {
            self.read_envelope()?;
        }
        loop {
            if let Some(chunk) = self.reading.chunks.pop_front() {
                return Ok(Some(chunk));
            }
            if let Some(chunk) = self.next_nested()? {
                return Ok(Some(chunk));
            }
            if let Some(nested) = self.reading.nested.pop_front() {
                self.open_nested(&nested)?;
                continue;
            }
            let Ok(archive) = &mut self.archive else { return Ok(None) };
            if !self.flavor.read(archive, &mut self.reading)? && self.reading.is_done() {
                return Ok(None);
            }
        }
    }

    fn take_notes(&mut self) -> Vec<Note> {
        self.reading.take_notes()
    }
}
