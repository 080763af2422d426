use std::io::Read;

use crate::{Chunk, Encoding, Error, Limits};

/// A file format: how bytes become records, and changed records become bytes.
pub trait Format: Sync {
    /// The permanent id, kebab-case.
    fn id(&self) -> &'static str;

    /// File name extensions in lower case, without the dot.
    fn extensions(&self) -> &'static [&'static str];

    /// Starts reading. Errors come with the chunks.
    fn open<'r>(
        &self,
        source: Box<dyn Read + Send + 'r>,
        encoding: Encoding,
        limits: &Limits,
    ) -> Box<dyn Document + 'r>;
}

/// A document as a stream of chunks. Concatenating the spliced chunks gives the output file.
pub trait Document: Send {
    /// The next chunk, or `None` after the last. An empty file has no chunks.
    ///
    /// # Errors
    ///
    /// What was read so far does not stand for the document then: nothing of it may be published.
    fn next_chunk(&mut self) -> Result<Option<Chunk>, Error>;
}
