use std::borrow::Cow;

use super::{Choose, Compound, CompoundFlavor, SLACK, SOURCES};
use crate::chunk::Step;
use crate::mapped::{Edits, EntryId, RemovedCells};
use crate::package::document::open;
use crate::package::opaque::{self, vba};
use crate::{Changes, Chunk, Encoding, Error, Input, Scope, Strip, Writer};

/// A compound file that is written again.
pub(crate) struct CompoundWriter<'r> {
    bytes: Cow<'r, [u8]>,
    file: Compound,
    flavor: Box<dyn CompoundFlavor>,
    strip: Strip,
    edits: Edits,
    /// Cells that go with their columns.
    removed: Vec<RemovedCells>,
    scope: Scope,
    nested: Option<Within>,
}

/// A document in a stream that is being written.
struct Within {
    step: Step,
    writer: Box<dyn Writer>,
    out: Vec<u8>,
}

impl<'r> CompoundWriter<'r> {
    /// # Errors
    /// If the file is not sound.
    pub(crate) fn new(input: Input<'r>, scope: &Scope, strip: Strip, choose: Choose) -> Result<Self, Error> {
        let bytes = input.into_whole(scope.limits().package_bytes)?;
        let file = Compound::of(&bytes, scope)?;
        let flavor = choose(&file)?;
        let (edits, removed) = (Edits::default(), Vec::new());
        Ok(Self { bytes, file, flavor, strip, edits, removed, scope: scope.clone(), nested: None })
    }
}

impl CompoundWriter<'_> {
    /// The writer of the document within that the chunk belongs to.
    fn within(&mut self, step: &Step) -> Result<&mut Within, Error> {
        let is_open =
            |within: &Within| (within.step.entry, within.step.is_opaque) == (step.entry, step.is_opaque);
        if !self.nested.as_ref().is_some_and(is_open) {
            self.finish_within()?;
            let bytes = self.file.stream(step.entry).to_vec();
            let opened = if step.is_opaque { None } else { open(&bytes, "").ok() };
            let (format, encoding) = opened.unwrap_or((opaque::FORMAT, Encoding::UTF_8));
            let scope = self.scope.beneath().named(&step.name);
            let writer = format.writer(Input::memory(bytes, encoding), &scope, self.strip)?;
            self.nested = Some(Within { step: step.clone(), writer, out: Vec::new() });
        }
        self.nested.as_mut().ok_or_else(|| Error::bad_change(0))
    }

    fn finish_within(&mut self) -> Result<(), Error> {
        let Some(Within { step, mut writer, mut out }) = self.nested.take() else { return Ok(()) };
        writer.finish(&mut out)?;
        if out != self.file.stream(step.entry) {
            self.edits.mark(step.entry);
            self.file.set(step.entry, out);
        }
        Ok(())
    }

    /// Compresses the source of a program anew, behind what its stream holds besides.
    fn write_source(&mut self, number: EntryId) -> Result<(), Error> {
        let stream = self.file.stream(number - SOURCES);
        let broken = || Error::malformed(0, "changed while it was read");
        let (start, source) = vba::container(stream).ok_or_else(broken)?;
        let new = vba::compress(&self.edits.apply(number, &source)?);
        let stream = [&stream[..start], &new].concat();
        self.file.set(number - SOURCES, stream);
        Ok(())
    }
}

impl Writer for CompoundWriter<'_> {
    fn put(&mut self, chunk: &Chunk, changes: &Changes, _out: &mut Vec<u8>) -> Result<(), Error> {
        if let Some(step) = chunk.home().get(self.scope.depth()) {
            let within = self.within(step)?;
            return within.writer.put(chunk, changes, &mut within.out);
        }
        let removed = chunk.edit(changes, &mut self.edits)?;
        if !removed.is_empty() {
            self.removed.extend(chunk.removed_cells(&removed));
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut Vec<u8>) -> Result<(), Error> {
        self.finish_within()?;
        let gone = self.flavor.tailor(&self.file, &mut self.edits, &self.removed, self.strip)?;
        let changed: Vec<EntryId> = self.edits.entries().filter(|&entry| entry != SLACK).collect();
        if changed.is_empty() && gone.is_empty() && !self.edits.touches(SLACK) {
            out.extend_from_slice(&self.bytes);
            return Ok(());
        }
        for entry in changed {
            if entry >= SOURCES {
                self.write_source(entry)?;
                continue;
            }
            let bytes = self.edits.apply(entry, self.file.stream(entry))?;
            self.file.set(entry, bytes);
        }
        out.extend_from_slice(&self.file.without(&gone));
        Ok(())
    }
}
