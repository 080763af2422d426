use super::archive::{Archive, ENVELOPE};
use super::document::open;
use super::flavor::{Fate, Flavor};
use super::opaque;
use crate::chunk::Step;
use crate::mapped::{Edits, EntryId};
use crate::{Changes, Chunk, Encoding, Error, Extra, Input, Scope, Strip, Writer};

/// A package that is written again.
pub(crate) struct PackageWriter<'r> {
    archive: Archive<'r>,
    flavor: Box<dyn Flavor>,
    scope: Scope,
    strip: Strip,
    edits: Edits,
    nested: Option<Nested>,
    /// The documents within that were written.
    written: Vec<(EntryId, Vec<u8>)>,
}

/// A document within that is being written.
struct Nested {
    entry: EntryId,
    writer: Box<dyn Writer>,
    out: Vec<u8>,
    old: [u8; 32],
    /// Bytes of it that no chunk stood for so far; 0 where its writer has all of them.
    rest: usize,
}

impl<'r> PackageWriter<'r> {
    /// # Errors
    /// If the package is not sound.
    pub(crate) fn new(
        input: Input<'r>,
        scope: &Scope,
        strip: Strip,
        flavor: Box<dyn Flavor>,
    ) -> Result<Self, Error> {
        Ok(Self::of(Archive::open(input, scope)?, scope, strip, flavor))
    }

    /// The same for any archive.
    pub(crate) fn of(archive: Archive<'r>, scope: &Scope, strip: Strip, flavor: Box<dyn Flavor>) -> Self {
        let (edits, written) = (Edits::default(), Vec::new());
        Self { archive, flavor, scope: scope.clone(), strip, edits, nested: None, written }
    }

    /// The writer of the document within that the chunk belongs to.
    fn nested(&mut self, step: &Step) -> Result<&mut Nested, Error> {
        if self.nested.as_ref().is_none_or(|nested| nested.entry != step.entry) {
            self.finish_nested()?;
            let bytes = self.archive.read(step.entry)?;
            let (old, len) = (digest(&bytes), bytes.len());
            let (format, encoding) = if step.is_opaque {
                (opaque::FORMAT, Encoding::UTF_8)
            } else {
                open(&bytes, &step.name).map_err(|_| Error::malformed(0, "changed while it was read"))?
            };
            let scope = self.scope.beneath().named(&step.name);
            let writer = format.writer(Input::memory(bytes, encoding), &scope, self.strip)?;
            let rest = if format.is_package() { 0 } else { len };
            self.nested = Some(Nested { entry: step.entry, writer, out: Vec::new(), old, rest });
        }
        self.nested.as_mut().ok_or_else(|| Error::bad_change(0))
    }

    fn finish_nested(&mut self) -> Result<(), Error> {
        let Some(Nested { entry, mut writer, mut out, old, rest }) = self.nested.take() else {
            return Ok(());
        };
        writer.finish(&mut out)?;
        if rest > 0 {
            // It could not be read to its end, which was said: what was not read stays.
            let bytes = self.archive.read(entry)?;
            out.extend_from_slice(&bytes[bytes.len() - rest..]);
        }
        if digest(&out) != old {
            self.written.push((entry, out));
        }
        Ok(())
    }
}

fn digest(bytes: &[u8]) -> [u8; 32] {
    use sha2::{Digest, Sha256};
    Sha256::digest(bytes).into()
}

impl Writer for PackageWriter<'_> {
    fn put(&mut self, chunk: &Chunk, changes: &Changes, _out: &mut Vec<u8>) -> Result<(), Error> {
        match chunk.home().get(self.scope.depth()) {
            Some(step) => {
                let nested = self.nested(step)?;
                nested.rest = nested.rest.saturating_sub(chunk.raw_len());
                nested.writer.put(chunk, changes, &mut nested.out)
            }
            None => {
                self.flavor.observe(chunk, changes)?;
                let removed = chunk.edit(changes, &mut self.edits)?;
                if !removed.is_empty()
                    && let Some(removed) = chunk.removed_cells(&removed)
                {
                    self.flavor.lose(chunk.first_entry(), removed);
                }
                Ok(())
            }
        }
    }

    fn finish(&mut self, out: &mut Vec<u8>) -> Result<(), Error> {
        self.finish_nested()?;
        self.written.iter().for_each(|(entry, _)| self.edits.mark(*entry));
        let mut fates = self.flavor.tailor(&mut self.archive, &mut self.edits, self.strip)?;
        for (entry, bytes) in self.written.drain(..) {
            if !fates.knows(entry) {
                fates.set(entry, Fate::Becomes(bytes));
            }
        }
        fates.envelope_goes |= self.edits.touches(ENVELOPE)
            || self.strip.takes(Extra::Metadata) && !self.archive.envelope()?.opaque.is_empty();
        let changed: Vec<EntryId> = self.edits.entries().filter(|&entry| entry != ENVELOPE).collect();
        for entry in changed {
            if !fates.knows(entry) {
                fates.set(entry, Fate::Edited);
            }
        }
        fates.edits = std::mem::take(&mut self.edits);
        if fates.is_empty() {
            out.extend_from_slice(&self.archive.bytes());
            return Ok(());
        }
        self.archive.rewrite(fates, out)
    }
}
