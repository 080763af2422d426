use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use yinmo_core::text::{Place, Surface};

use super::archive::Archive;
use crate::chunk::Section;
use crate::mapped::{Draft, Edits, EntryId, Name, RemovedCells};
use crate::note::{Note, What};
use crate::{Changes, Chunk, Error, Extra, Position, Scope, Strip};

/// What the entries of a sort of package are.
pub(crate) trait Flavor: Send {
    /// Reads on: some chunks of an entry, or all of them. `false` when everything was read.
    ///
    /// # Errors
    /// Nothing of the package may be published then.
    fn read(&mut self, package: &mut Archive<'_>, reading: &mut Reading) -> Result<bool, Error>;

    /// Takes note of what is to be changed in a chunk, beside the edits that it asks for itself.
    ///
    /// # Errors
    /// If a change does not fit.
    fn observe(&mut self, _chunk: &Chunk, _changes: &Changes) -> Result<(), Error> {
        Ok(())
    }

    /// Takes note of cells that go with their columns; of `part`, if that is known. Their texts are edited away already.
    fn lose(&mut self, _part: Option<EntryId>, _removed: RemovedCells) {}

    /// Says what else becomes of the entries when the package is written, once all `edits` are known.
    ///
    /// # Errors
    /// As for reading.
    fn tailor(&mut self, package: &mut Archive<'_>, edits: &mut Edits, strip: Strip) -> Result<Fates, Error>;
}

/// What becomes of the entries of a package.
#[derive(Default)]
pub(crate) struct Fates {
    fates: BTreeMap<EntryId, Fate>,
    names: BTreeMap<EntryId, String>,
    /// The edits of entries that are edited while they are copied.
    pub(super) edits: Edits,
    /// Whether what is said beside the entries goes.
    pub(super) envelope_goes: bool,
}

/// What becomes of an entry.
#[derive(Default)]
pub(crate) enum Fate {
    #[default]
    Stays,
    Becomes(Vec<u8>),
    /// What the edits make of it.
    Edited,
    Gone,
}

impl Fates {
    pub(crate) fn set(&mut self, entry: EntryId, fate: Fate) {
        self.fates.insert(entry, fate);
    }

    pub(crate) fn rename(&mut self, entry: EntryId, name: String) {
        self.names.insert(entry, name);
    }

    /// Whether this was decided already.
    pub(crate) fn knows(&self, entry: EntryId) -> bool {
        self.fates.contains_key(&entry)
    }

    /// Whether the entry goes.
    pub(crate) fn loses(&self, entry: EntryId) -> bool {
        matches!(self.fates.get(&entry), Some(Fate::Gone))
    }

    /// What the entry becomes, where that was decided. It is to be decided anew then.
    pub(crate) fn revoke(&mut self, entry: EntryId) -> Option<Vec<u8>> {
        match self.fates.remove(&entry)? {
            Fate::Becomes(bytes) => Some(bytes),
            fate => {
                self.fates.insert(entry, fate);
                None
            }
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.fates.is_empty() && self.names.is_empty() && !self.envelope_goes
    }

    pub(super) fn take(&mut self, entry: EntryId) -> Fate {
        self.fates.remove(&entry).unwrap_or_default()
    }

    /// The same for an archive that has to know how long an entry becomes before it writes it; `read` gives its bytes.
    pub(super) fn take_applied(
        &mut self,
        entry: EntryId,
        read: impl FnOnce() -> Result<Vec<u8>, Error>,
    ) -> Result<Fate, Error> {
        Ok(match self.take(entry) {
            Fate::Edited => Fate::Becomes(self.edits.apply(entry, &read()?)?),
            fate => fate,
        })
    }

    pub(super) fn name(&self, entry: EntryId) -> Option<String> {
        self.names.get(&entry).cloned()
    }
}

/// A file within that is to be read.
pub(super) enum Nested {
    /// By its own format, if it has one, and what takes it along.
    File(EntryId, Option<Extra>),
    /// As far as it looks like text.
    Opaque(EntryId),
}

/// What was read of a package and is not handed on yet.
pub(crate) struct Reading {
    pub(crate) scope: Scope,
    pub(super) chunks: VecDeque<Chunk>,
    /// Entries that may be documents of their own.
    pub(super) nested: VecDeque<Nested>,
    notes: Vec<Note>,
    position: Position,
}

impl Reading {
    pub(crate) fn new(scope: &Scope) -> Self {
        Self {
            scope: scope.clone(),
            chunks: VecDeque::new(),
            nested: VecDeque::new(),
            notes: Vec::new(),
            position: Position::START,
        }
    }

    /// Bytes of text that a chunk aims at.
    pub(crate) fn chunk_bytes(&self) -> usize {
        self.scope.limits().chunk_bytes
    }

    /// Hands on running text, if there is any.
    pub(crate) fn prose(&mut self, draft: Draft) {
        if draft.text().trim().is_empty() {
            return;
        }
        let after = self.position.after(draft.text().as_bytes(), None);
        self.chunks.push_back(draft.into_prose(self.position, Some(Section::default())));
        self.position = after;
    }

    /// Hands on rows of a table. `first` is the number of the first of them among those of the table, from 1.
    pub(crate) fn rows(
        &mut self,
        mut draft: Draft,
        title: Option<Arc<str>>,
        first: usize,
        seen: (Name, Surface, Arc<[bool]>),
    ) {
        if draft.rows() == 0 {
            return;
        }
        let (name, surface, _) = &seen;
        let joined = draft.take_joined(|row, column| (name.place(row as usize, column + 1), *surface));
        let after = self.position.after(draft.text().as_bytes(), None);
        let section = (first == 1).then_some(Section { title });
        self.chunks.push_back(draft.into_rows(self.position, section, first, seen));
        self.position = after;
        if let Some(joined) = joined {
            self.prose(joined);
        }
    }

    /// An entry is a document of its own, or else was not read.
    pub(crate) fn nest(&mut self, entry: EntryId) {
        self.nest_with(entry, None);
    }

    /// The same for an entry that can be taken out.
    pub(crate) fn nest_with(&mut self, entry: EntryId, goes_with: Option<Extra>) {
        self.nested.push_back(Nested::File(entry, goes_with));
    }

    /// An entry is no document that is read, which was said: what looks like text in it is read.
    pub(crate) fn nest_opaque(&mut self, entry: EntryId) {
        self.nested.push_back(Nested::Opaque(entry));
    }

    /// All that was read.
    pub(crate) fn into_chunks(self) -> VecDeque<Chunk> {
        self.chunks
    }

    /// People have to know this.
    pub(crate) fn note(&mut self, place: Place, what: What) {
        self.push_note(Note { place, what });
    }

    /// Each thing is said once for each place.
    pub(super) fn push_note(&mut self, note: Note) {
        // What comes again comes soon.
        if !self.notes.iter().rev().take(16).any(|known| *known == note) {
            self.notes.push(note);
        }
    }

    /// Whether nothing waits.
    pub(super) fn is_done(&self) -> bool {
        self.chunks.is_empty() && self.nested.is_empty()
    }

    pub(super) fn take_notes(&mut self) -> Vec<Note> {
        std::mem::take(&mut self.notes)
    }
}
