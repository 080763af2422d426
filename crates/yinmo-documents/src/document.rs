use std::sync::Arc;

use crate::{Changes, Chunk, Error, FileType, Input, Link, Note, Scope, Strip};

/// A file format: how bytes become records, and changed records become bytes.
pub trait Format: Sync {
    /// The permanent id, kebab-case.
    fn id(&self) -> &'static str;

    /// File name extensions in lower case, without the dot.
    fn extensions(&self) -> &'static [&'static str];

    /// The types of files that it reads, where first bytes tell them; none for text that only its extension tells.
    fn file_types(&self) -> &'static [FileType] {
        &[]
    }

    /// Whether the file is bytes that hold text somewhere, rather than text from its first byte to its last. It is read
    /// whole then, and has no encoding.
    fn is_package(&self) -> bool {
        false
    }

    /// Whether it is mostly running text, about people who are named again and again.
    fn is_prose(&self) -> bool {
        false
    }

    /// Starts reading. Errors come with the chunks.
    fn open<'r>(&self, input: Input<'r>, scope: &Scope) -> Box<dyn Document + 'r>;

    /// Starts writing the same document with changes, without what `strip` names.
    ///
    /// # Errors
    ///
    /// As for reading it.
    fn writer<'r>(
        &self,
        _input: Input<'r>,
        _scope: &Scope,
        _strip: Strip,
    ) -> Result<Box<dyn Writer + 'r>, Error> {
        Ok(Box::new(InTurn::default()))
    }
}

/// A document as a stream of chunks.
pub trait Document: Send {
    /// The next chunk, or `None` after the last. An empty file has no chunks.
    ///
    /// # Errors
    ///
    /// What was read so far does not stand for the document then: nothing of it may be published.
    fn next_chunk(&mut self) -> Result<Option<Chunk>, Error>;

    /// What people have to know of the document beside its text. All of it is known after the last chunk.
    fn take_notes(&mut self) -> Vec<Note> {
        Vec::new()
    }

    /// Where the document leads to: addresses in a page. All of them are known after the last chunk.
    fn take_links(&mut self) -> Vec<Link> {
        Vec::new()
    }

    /// The file as text, where it is read whole and is text from its first byte to its last: a page.
    fn text(&self) -> Option<Arc<str>> {
        None
    }
}

/// A document that is written again.
pub trait Writer {
    /// Takes the next chunk and what is to be changed in it, and appends what is settled by that.
    ///
    /// # Errors
    ///
    /// A change that does not fit, or a replacement that cannot be written. `out` is then to be thrown away.
    fn put(&mut self, chunk: &Chunk, changes: &Changes, out: &mut Vec<u8>) -> Result<(), Error>;

    /// Appends the rest, after the last chunk.
    ///
    /// # Errors
    ///
    /// As for [`put`](Self::put).
    fn finish(&mut self, _out: &mut Vec<u8>) -> Result<(), Error> {
        Ok(())
    }
}

/// Writes documents whose chunks are pieces of the file, one after the other.
#[derive(Default)]
struct InTurn {
    carry: usize,
}

impl Writer for InTurn {
    fn put(&mut self, chunk: &Chunk, changes: &Changes, out: &mut Vec<u8>) -> Result<(), Error> {
        self.carry = chunk.splice(changes, self.carry, out)?;
        Ok(())
    }
}
