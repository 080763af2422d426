use std::collections::BTreeSet;

use yinmo_core::text::{Place, Surface};

use super::{Compound, SLACK, scan};
use crate::mapped::{Draft, Edits, EntryId, RemovedCells};
use crate::note::Note;
use crate::package::Reading;
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
}

impl<'r> CompoundDocument<'r> {
    pub(crate) fn new(input: Input<'r>, scope: &Scope, choose: Choose) -> Self {
        Self { input: Some(input), choose, reading: Reading::new(scope) }
    }

    fn read(&mut self, input: Input<'_>) -> Result<(), Error> {
        let bytes = input.into_whole(self.reading.scope.limits().package_bytes)?;
        let file = Compound::of(&bytes, &self.reading.scope)?;
        (self.choose)(&file)?.read(&file, &mut self.reading)?;
        let mut slack = Draft::default();
        slack.stand(Place::Named("文件空隙".to_owned()), Surface::Hidden);
        scan::scan(&mut slack, SLACK, &file.slack, 0);
        self.reading.prose(slack);
        Ok(())
    }
}

impl Document for CompoundDocument<'_> {
    fn next_chunk(&mut self) -> Result<Option<Chunk>, Error> {
        if let Some(input) = self.input.take() {
            self.read(input)?;
        }
        Ok(self.reading.chunks.pop_front())
    }

    fn take_notes(&mut self) -> Vec<Note> {
        self.reading.take_notes()
    }
}
