use std::collections::BTreeSet;

use yinmo_core::text::{Place, Surface};

use super::others::shown;
use super::{Compound, SLACK, scan};
use crate::chunk::Step;
use crate::mapped::{Draft, Edits, EntryId, RemovedCells};
use crate::note::Note;
use crate::package::Reading;
use crate::package::document::{Open, open, open_opaque};
use crate::package::flavor::Nested;
use crate::{Chunk, Document, Error, Input, Scope, Strip};

/// What the streams of a sort of compound file are.
pub(crate) trait CompoundFlavor: Send {
    /// Reads everything.
    ///
    /// # Errors
    /// Nothing of the file may be published then.
    fn read(&mut self, file: &Compound, reading: &mut Reading) -> Result<(), Error>;

    /// Says what else is changed when the file is written, once all `edits` are known, and gives the streams that go.
    ///
    /// # Errors
    /// As for reading.
    fn tailor(
        &mut self,
        file: &Compound,
        edits: &mut Edits,
        removed: &[RemovedCells],
        strip: Strip,
    ) -> Result<BTreeSet<EntryId>, Error>;
}

/// Tells what sort of compound file it is.
pub(crate) type Choose = fn(&Compound) -> Result<Box<dyn CompoundFlavor>, Error>;

/// A compound file that is read.
pub(crate) struct CompoundDocument<'r> {
    /// Until it is read.
    input: Option<Input<'r>>,
    choose: Choose,
    reading: Reading,
    /// Where whole documents stand in its streams.
    file: Option<Compound>,
    nested: Option<Open<'r>>,
}

impl<'r> CompoundDocument<'r> {
    pub(crate) fn new(input: Input<'r>, scope: &Scope, choose: Choose) -> Self {
        Self { input: Some(input), choose, reading: Reading::new(scope), file: None, nested: None }
    }

    fn read(&mut self, input: Input<'_>) -> Result<(), Error> {
        let bytes = input.into_whole(self.reading.scope.limits().package_bytes)?;
        let file = Compound::of(&bytes, &self.reading.scope)?;
        (self.choose)(&file)?.read(&file, &mut self.reading)?;
        let mut slack = Draft::default();
        slack.stand(Place::Named("文件空隙".to_owned()), Surface::Hidden);
        scan::scan(&mut slack, SLACK, &file.slack, 0);
        self.reading.prose(slack);
        self.file = Some(file).filter(|_| !self.reading.nested.is_empty());
        Ok(())
    }

    /// The next chunk of the document within that is open. That nobody reads all of it was said of its stream.
    fn next_nested(&mut self) -> Option<Chunk> {
        let open = self.nested.as_mut()?;
        match open.document.next_chunk() {
            Ok(Some(chunk)) => {
                open.has_spoken = true;
                return Some(chunk.within(open.step.clone()));
            }
            Err(_) if !open.has_spoken && !open.step.is_opaque => {
                self.reading.nested.push_front(Nested::Opaque(open.step.entry));
            }
            _ => {}
        }
        self.nested = None;
        None
    }

    fn open_nested(&mut self, nested: &Nested) {
        let (Nested::File(entry, _) | Nested::Opaque(entry)) = *nested;
        let Some(file) = &self.file else { return };
        let (bytes, name) = (file.stream(entry).to_vec(), shown(&file.entries()[entry as usize].path));
        let opened = open(&bytes, "").ok().filter(|_| matches!(nested, Nested::File(..)));
        let Some((format, encoding)) = opened else {
            self.nested = Some(open_opaque((entry, bytes), name, &self.reading.scope));
            return;
        };
        let document = format.open(Input::memory(bytes, encoding), &self.reading.scope.beneath());
        let step = Step { entry, name: name.into(), is_opaque: false };
        self.nested = Some(Open { step, document, hash: [0; 32], goes_with: None, has_spoken: false });
    }
}

impl Document for CompoundDocument<'_> {
    fn next_chunk(&mut self) -> Result<Option<Chunk>, Error> {
        if let Some(input) = self.input.take() {
            self.read(input)?;
        }
        loop {
            if let Some(chunk) = self.reading.chunks.pop_front() {
                return Ok(Some(chunk));
            }
            if let Some(chunk) = self.next_nested() {
                return Ok(Some(chunk));
            }
            let Some(nested) = self.reading.nested.pop_front() else { return Ok(None) };
            self.open_nested(&nested);
        }
    }

    fn take_notes(&mut self) -> Vec<Note> {
        self.reading.take_notes()
    }
}
