use std::collections::VecDeque;
use std::ops::Range;
use std::sync::Arc;

use sha2::{Digest, Sha256};
use yinmo_core::text::Place;

use super::charset::Named;
use super::document::open;
use super::flavor::Reading;
use super::opaque;
use crate::chunk::Step;
use crate::mapped::{Edits, EntryId, RemovedCells};
use crate::note::{Note, What};
use crate::position::Whole;
use crate::{
    Changes, Charset, Chunk, Document, Encoding, Error, Format, Input, Link, Reason, Scope, Strip, Writer,
};

/// A document in one file in which whole documents may be written: a mail, a page.
///
/// Its own text stands in entry 0, which is the file.
pub(crate) trait Holder: Send {
    /// Reads on. `false` when everything was read.
    ///
    /// # Errors
    /// Nothing of the document may be published then.
    fn read(&mut self, found: &mut Findings) -> Result<bool, Error>;

    /// The file as it is.
    fn bytes(&self) -> &[u8];

    /// The file as text, if it is text from its first byte to its last: what stands in it has lines then.
    fn text(&self) -> Option<&Arc<str>> {
        None
    }

    /// What `raw` says, as the document within was written there.
    fn written(&self, raw: Range<usize>) -> &[u8];

    /// The file with its edits, and without the cells that go.
    ///
    /// # Errors
    /// If an edit does not fit.
    fn rewrite(&mut self, edits: Edits, removed: &[RemovedCells]) -> Result<Vec<u8>, Error>;
}

/// What was read of a holder.
pub(crate) struct Findings {
    pub(crate) reading: Reading,
    links: Vec<Link>,
    held: VecDeque<Held>,
    /// How many documents within were met so far.
    count: EntryId,
    /// Bytes of those that wait.
    waiting: usize,
}

/// A document that stands in another one.
pub(crate) struct Held {
    /// What it is called.
    pub(crate) name: String,
    /// A file name that tells its type.
    pub(crate) file: String,
    pub(crate) bytes: Vec<u8>,
    /// What the document around it says of its text.
    pub(crate) named: Option<Named>,
    /// Where it is written.
    pub(crate) raw: Range<usize>,
    pub(crate) wrap: Wrap,
    pub(crate) entry: EntryId,
}

/// Writes a document within: what stood there, what it is now.
pub(crate) type Wrap = fn(&[u8], &[u8]) -> Vec<u8>;

impl Findings {
    pub(crate) fn new(scope: &Scope) -> Self {
        Self { reading: Reading::new(scope), links: Vec::new(), held: VecDeque::new(), count: 0, waiting: 0 }
    }

    /// A document stands within.
    ///
    /// # Errors
    /// If they are too large.
    pub(crate) fn hold(&mut self, held: Held) -> Result<(), Error> {
        self.count += 1;
        let limits = self.reading.scope.limits();
        if held.bytes.len() as u64 > limits.entry_bytes {
            return Err(Error::beyond("entry-bytes", limits.entry_bytes));
        }
        self.reading.scope.unpack(held.bytes.len() as u64)?;
        self.waiting += held.bytes.len() + size_of::<Held>();
        self.held.push_back(Held { entry: self.count, ..held });
        Ok(())
    }

    /// The document leads there.
    pub(crate) fn link(&mut self, link: Link) {
        if self.links.len() < MOST_LINKS && self.links.last() != Some(&link) {
            self.links.push(link);
        }
    }

    /// Bytes that nobody reads.
    pub(crate) fn unread(&mut self, place: Place, reason: Reason, bytes: &[u8]) {
        let hash = Sha256::digest(bytes).into();
        self.reading.note(place, What::Unread { reason, hash, goes_with: None });
    }

    /// Lets go of what waits.
    pub(crate) fn forget(&mut self) {
        self.held.clear();
        self.waiting = 0;
        self.reading.chunks.clear();
    }

    /// Whether there is room for more before something is handed on.
    pub(crate) fn has_room(&self) -> bool {
        self.reading.is_done() && self.waiting < MOST_WAITING
    }

    fn is_done(&self) -> bool {
        self.held.is_empty() && self.reading.is_done()
    }

    fn next_held(&mut self) -> Option<Held> {
        let held = self.held.pop_front()?;
        self.waiting = self.waiting.saturating_sub(held.bytes.len() + size_of::<Held>());
        Some(held)
    }
}

/// Links of a document that are kept. A page that people made has fewer.
const MOST_LINKS: usize = 20_000;

/// Bytes of documents within that may wait.
const MOST_WAITING: usize = 4 << 20;

/// A holder that is read.
pub(crate) struct HolderDocument {
    holder: Result<Box<dyn Holder>, Option<Error>>,
    /// Its text, if it is text.
    whole: Option<Arc<Whole>>,
    found: Findings,
    nested: Option<Open>,
}

/// A document within that is being read.
struct Open {
    step: Step,
    document: Box<dyn Document>,
    hash: [u8; 32],
    /// Its bytes, as long as nothing was read of it, for when nothing can be.
    spare: Option<Vec<u8>>,
}

impl HolderDocument {
    pub(crate) fn new(holder: Result<Box<dyn Holder>, Error>, scope: &Scope) -> Self {
        let whole =
            holder.as_ref().ok().and_then(|holder| holder.text()).map(|text| Arc::new(Whole::new(text)));
        Self { holder: holder.map_err(Some), whole, found: Findings::new(scope), nested: None }
    }

    /// The next chunk of the document within that is open.
    fn next_nested(&mut self) -> Option<Chunk> {
        let Open { step, document, hash, spare } = self.nested.as_mut()?;
        let unread = match document.next_chunk() {
            Ok(Some(chunk)) => {
                *spare = None;
                return Some(chunk.within(step.clone()));
            }
            Ok(None) => None,
            Err(error) => Some(error.reason().unwrap_or(Reason::Malformed)),
        };
        let within = |place| Place::Within { file: step.name.to_string(), place: Box::new(place) };
        // That nobody reads the whole was said.
        let said = |note: &Note| step.is_opaque && matches!(note.what, What::Unread { .. });
        for note in document.take_notes().into_iter().filter(|note| !said(note)) {
            self.found.reading.push_note(Note { place: within(note.place), ..note });
        }
        if let Some(reason) = unread {
            let place = Place::Named(step.name.to_string());
            self.found.reading.note(place, What::Unread { reason, hash: *hash, goes_with: None });
        }
        let spare = spare.take().filter(|_| unread.is_some());
        let (entry, name) = (step.entry, step.name.clone());
        self.nested = None;
        self.open_opaque(entry, name, spare?);
        self.next_nested()
    }

    /// Reads what looks like text in a document within that nobody reads.
    fn open_opaque(&mut self, entry: EntryId, name: Arc<str>, bytes: Vec<u8>) {
        let scope = self.found.reading.scope.beneath().named(&name);
        let hash = Sha256::digest(&bytes).into();
        let document = opaque::FORMAT.open(Input::memory(bytes, Encoding::UTF_8), &scope);
        let step = Step { entry, name, is_opaque: true };
        self.nested = Some(Open { step, document, hash, spare: None });
    }

    fn open_nested(&mut self, held: Held) {
        let hash: [u8; 32] = Sha256::digest(&held.bytes).into();
        let scope = self.found.reading.scope.within().map_err(|_| Reason::TooLarge);
        match scope.and_then(|scope| Ok((scope, format_of(&held)?))) {
            Ok((scope, (format, encoding))) => {
                let step = Step { entry: held.entry, name: Arc::from(held.name), is_opaque: false };
                // What is text from its start says something before it breaks off.
                let spare = format.is_package().then(|| held.bytes.clone());
                let document = format.open(Input::memory(held.bytes, encoding).named(held.named), &scope);
                self.nested = Some(Open { step, document, hash, spare });
            }
            Err(reason) => {
                let what = What::Unread { reason, hash, goes_with: None };
                self.found.reading.note(Place::Named(held.name.clone()), what);
                self.open_opaque(held.entry, held.name.into(), held.bytes);
            }
        }
    }
}

/// The format of a document within, and how its text is written.
fn format_of(held: &Held) -> Result<(&'static dyn Format, Encoding), Reason> {
    let (format, detected) = match (open(&held.bytes, &held.file), held.named) {
        (Ok(opened), _) => opened,
        // What is said of its text may help where nothing is to be seen of it.
        (Err(Reason::Undecodable), Some(Named::Known(_))) => return Err(Reason::Undecodable),
        (Err(reason), _) => return Err(reason),
    };
    if format.is_package() {
        return Ok((format, detected));
    }
    Ok((format, told(&held.bytes, held.named, detected)?))
}

/// The encoding of plain text of which it is said what it is.
fn told(bytes: &[u8], named: Option<Named>, detected: Encoding) -> Result<Encoding, Reason> {
    let is_ascii = || bytes.is_ascii();
    match named {
        _ if detected.bom => Ok(detected),
        None | Some(Named::Unknown) => Ok(detected),
        Some(Named::Known(charset)) if charset == detected.charset => Ok(detected),
        Some(Named::Known(Charset::Utf8 | Charset::Gb18030) | Named::BeyondAscii) if is_ascii() => {
            Ok(detected)
        }
        Some(_) => Err(Reason::Undecodable),
    }
}

impl Document for HolderDocument {
    fn next_chunk(&mut self) -> Result<Option<Chunk>, Error> {
        if let Err(error) = &mut self.holder {
            return Err(error.take().unwrap_or_else(|| Error::malformed(0, "read before")));
        }
        loop {
            if let Some(chunk) = self.found.reading.chunks.pop_front() {
                return Ok(Some(match &self.whole {
                    Some(whole) => chunk.within_text(whole),
                    None => chunk,
                }));
            }
            if let Some(chunk) = self.next_nested() {
                return Ok(Some(chunk));
            }
            if let Some(held) = self.found.next_held() {
                self.open_nested(held);
                continue;
            }
            let Ok(holder) = &mut self.holder else { return Ok(None) };
            if !holder.read(&mut self.found)? && self.found.is_done() {
                return Ok(None);
            }
        }
    }

    fn take_notes(&mut self) -> Vec<Note> {
        self.found.reading.take_notes()
    }

    fn take_links(&mut self) -> Vec<Link> {
        std::mem::take(&mut self.found.links)
    }

    fn text(&self) -> Option<Arc<str>> {
        self.whole.as_ref().map(|whole| Arc::clone(whole.text()))
    }
}

/// A holder that is written again. It reads the documents within along with whoever hands over their chunks.
pub(crate) struct HolderWriter {
    holder: Box<dyn Holder>,
    found: Findings,
    strip: Strip,
    edits: Edits,
    removed: Vec<RemovedCells>,
    nested: Option<Nested>,
}

/// A document within that is being written.
struct Nested {
    entry: EntryId,
    raw: Range<usize>,
    wrap: Wrap,
    writer: Box<dyn Writer>,
    out: Vec<u8>,
    old: [u8; 32],
}

impl HolderWriter {
    pub(crate) fn new(holder: Box<dyn Holder>, scope: &Scope, strip: Strip) -> Self {
        // What it unpacks was counted when it was read.
        let found = Findings::new(&scope.afresh());
        let (edits, removed) = (Edits::default(), Vec::new());
        Self { holder, found, strip, edits, removed, nested: None }
    }

    fn nested(&mut self, step: &Step) -> Result<&mut Nested, Error> {
        let entry = step.entry;
        if self.nested.as_ref().is_none_or(|nested| nested.entry != entry) {
            self.finish_nested()?;
            let held = self.find(entry)?;
            let (format, encoding) = if step.is_opaque {
                (opaque::FORMAT, Encoding::UTF_8)
            } else {
                format_of(&held).map_err(|_| Error::malformed(0, "changed while it was read"))?
            };
            let scope = self.found.reading.scope.beneath().named(&step.name);
            let old = Sha256::digest(&held.bytes).into();
            let input = Input::memory(held.bytes, encoding).named(held.named);
            let writer = format.writer(input, &scope, self.strip)?;
            self.nested =
                Some(Nested { entry, raw: held.raw, wrap: held.wrap, writer, out: Vec::new(), old });
        }
        self.nested.as_mut().ok_or_else(|| Error::bad_change(0))
    }

    /// Reads on to the document within that has this number.
    fn find(&mut self, entry: EntryId) -> Result<Held, Error> {
        loop {
            while let Some(held) = self.found.next_held() {
                if held.entry == entry {
                    return Ok(held);
                }
            }
            let goes_on = self.holder.read(&mut self.found)?;
            self.found.reading.chunks.clear();
            if !goes_on && self.found.held.is_empty() {
                return Err(Error::malformed(0, "changed while it was read"));
            }
        }
    }

    fn finish_nested(&mut self) -> Result<(), Error> {
        let Some(Nested { raw, wrap, mut writer, mut out, old, .. }) = self.nested.take() else {
            return Ok(());
        };
        writer.finish(&mut out)?;
        let new: [u8; 32] = Sha256::digest(&out).into();
        if new != old {
            let wrapped = wrap(self.holder.written(raw.clone()), &out);
            self.edits.push(0, raw, &wrapped);
        }
        Ok(())
    }
}

impl Writer for HolderWriter {
    fn put(&mut self, chunk: &Chunk, changes: &Changes, _out: &mut Vec<u8>) -> Result<(), Error> {
        match chunk.home().get(self.found.reading.scope.depth()) {
            Some(step) => {
                let nested = self.nested(step)?;
                nested.writer.put(chunk, changes, &mut nested.out)
            }
            None => {
                let removed = chunk.edit(changes, &mut self.edits)?;
                if !removed.is_empty() {
                    self.removed.extend(chunk.removed_cells(&removed));
                }
                Ok(())
            }
        }
    }

    fn finish(&mut self, out: &mut Vec<u8>) -> Result<(), Error> {
        self.finish_nested()?;
        if self.edits.touches(0) || !self.removed.is_empty() {
            let written = self.holder.rewrite(std::mem::take(&mut self.edits), &self.removed)?;
            out.extend_from_slice(&written);
        } else {
            out.extend_from_slice(self.holder.bytes());
        }
        Ok(())
    }
}
