use std::borrow::Cow;

use super::{Choose, Compound, CompoundFlavor, SLACK};
use crate::mapped::{Edits, EntryId, RemovedCells};
use crate::{Changes, Chunk, Error, Input, Scope, Strip, Writer};

/// A compound file that is written again.
pub(crate) struct CompoundWriter<'r> {
    bytes: Cow<'r, [u8]>,
    file: Compound,
    flavor: Box<dyn CompoundFlavor>,
    strip: Strip,
    edits: Edits,
    /// Cells that go with their columns.
    removed: Vec<RemovedCells>,
}

impl<'r> CompoundWriter<'r> {
    /// # Errors
    /// If the file is not sound.
    pub(crate) fn new(input: Input<'r>, scope: &Scope, strip: Strip, choose: Choose) -> Result<Self, Error> {
        let bytes = input.into_whole(scope.limits().package_bytes)?;
        let file = Compound::of(&bytes, scope)?;
        let flavor = choose(&file)?;
        Ok(Self { bytes, file, flavor, strip, edits: Edits::default(), removed: Vec::new() })
    }
}

impl Writer for CompoundWriter<'_> {
    fn put(&mut self, chunk: &Chunk, changes: &Changes, _out: &mut Vec<u8>) -> Result<(), Error> {
        let removed = chunk.edit(changes, &mut self.edits)?;
        if !removed.is_empty() {
            self.removed.extend(chunk.removed_cells(&removed));
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut Vec<u8>) -> Result<(), Error> {
        let gone = self.flavor.tailor(&self.file, &mut self.edits, &self.removed, self.strip)?;
        let changed: Vec<EntryId> = self.edits.entries().filter(|&entry| entry != SLACK).collect();
        if changed.is_empty() && gone.is_empty() && !self.edits.touches(SLACK) {
            out.extend_from_slice(&self.bytes);
            return Ok(());
        }
        for entry in changed {
            let bytes = self.edits.apply(entry, self.file.stream(entry))?;
            self.file.set(entry, bytes);
        }
        out.extend_from_slice(&self.file.without(&gone));
        Ok(())
    }
}
