//! A document read batch by batch, and kept where it is small enough to be gone through again.

use sha2::{Digest, Sha256};
use yinmo_documents::{Charset, Chunk, Document, Input, Link, Note, Scope};

use crate::Pipeline;
use crate::error::{Error, Kind as ErrorKind};
use crate::review::{ChunkTables, List, Tables};
use crate::source::{Hashing, Obstacle, Probe, Source};

/// Chunks that follow each other in a document, and the tables they stand in.
pub(crate) struct Batch {
    /// How many chunks stand before.
    pub(crate) first: usize,
    pub(crate) chunks: Vec<Chunk>,
    pub(crate) tables: Vec<ChunkTables>,
}

impl Batch {
    /// The chunks with their number in the document and their tables.
    pub(crate) fn all(&self) -> impl Iterator<Item = (usize, &Chunk, &ChunkTables)> {
        let chunks = self.chunks.iter().zip(&self.tables);
        (self.first..).zip(chunks).map(|(nth, (chunk, tables))| (nth, chunk, tables))
    }
}

/// What is known when a document was read to its end, or as far as it can be.
pub(crate) struct End {
    pub(crate) obstacle: Option<Obstacle>,
    pub(crate) tables: Tables,
    /// What people have to know of the document beside its text.
    pub(crate) notes: Vec<Note>,
    /// Where the document leads to.
    pub(crate) links: Vec<Link>,
}

/// A document that was read once and is held in memory.
pub(crate) struct Kept {
    pub(crate) batches: Vec<Batch>,
    pub(crate) end: End,
}

/// The most that a document takes which is kept, in bytes.
pub(crate) const LARGEST_KEPT: u64 = 20 << 20;

/// The bytes that the text of a document takes at most, and what it was decoded from.
pub(crate) fn held(probe: &Probe) -> u64 {
    match probe.encoding.charset {
        Charset::Utf8 => probe.unpacked(),
        // Two bytes may become three, and both are there.
        _ => probe.bytes * 5 / 2,
    }
}

impl Pipeline {
    /// Reads a document from its first byte and hands it to `take`, batch by batch.
    ///
    /// `sure`: a file that is not what it was when it was probed is an error.
    pub(crate) fn read(
        &self,
        source: Source<'_>,
        name: &str,
        probe: &Probe,
        sure: bool,
        take: &mut dyn FnMut(Batch) -> Result<(), Error>,
    ) -> Result<End, Error> {
        let opened = source.open().map_err(|error| Error::read(name, error))?;
        let hasher = (sure && source.may_change()).then(Sha256::new);
        let mut reader = Hashing { inner: opened, hasher, bytes: 0 };
        let input = match source {
            // A package is read whole: what is in memory is not copied.
            Source::Bytes { bytes, .. } => Input::memory(bytes, probe.encoding),
            _ => Input::stream(&mut reader, probe.encoding),
        };
        let document = probe.format.open(input, &Scope::new(&self.limits).named(&source.raw_name()));
        let end = self.each_batch(document, Tables::of(&source.raw_name()), take)?;
        if end.obstacle.is_none() && reader.digest().is_some_and(|hash| hash != probe.hash) {
            return Err(ErrorKind::Changed { name: name.to_owned() }.into());
        }
        Ok(end)
    }

    /// Reads as many chunks at a time as keep all threads busy, and at first as many as tell the columns of a table.
    fn each_batch<'d>(
        &self,
        mut document: Box<dyn Document + 'd>,
        mut tables: Tables,
        take: &mut dyn FnMut(Batch) -> Result<(), Error>,
    ) -> Result<End, Error> {
        // Two for each thread, so that none waits long; a lone one takes each chunk while it is at hand.
        let size = match rayon::current_num_threads() {
            1 => 1,
            threads => threads * 2,
        };
        let mut columns_are_told = true;
        let mut first = 0;
        loop {
            self.check_stop()?;
            let mut chunks = Vec::with_capacity(size);
            let mut obstacle = None;
            // Where the last table begins, if it begins among these chunks.
            let mut begun = None;
            while obstacle.is_none() && (chunks.len() < size || !columns_are_told) {
                match document.next_chunk() {
                    Ok(Some(chunk)) => {
                        begun = chunk.section().map_or(begun, |_| Some(chunks.len()));
                        chunks.push(chunk);
                    }
                    Ok(None) => break,
                    Err(error) => {
                        let reason = error.reason().unwrap_or(yinmo_documents::Reason::Malformed);
                        obstacle = Some(Obstacle { reason, offset: error.offset() });
                    }
                }
                columns_are_told = begun.is_none_or(|begun| List::is_told_by(&chunks[begun..]));
            }
            let read = chunks.len();
            if read > 0 {
                let found = (0..read).map(|nth| tables.next(self, &chunks[nth..])).collect();
                take(Batch { first, chunks, tables: found })?;
                first += read;
            }
            if obstacle.is_some() || read < size {
                let (notes, links) = (document.take_notes(), document.take_links());
                return Ok(End { obstacle, tables, notes, links });
            }
        }
    }
}
