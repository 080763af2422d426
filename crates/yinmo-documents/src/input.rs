use std::borrow::Cow;
use std::io::Read;

use crate::package::charset::Named;
use crate::{Encoding, Error};

/// The bytes of a document, and how its text is written in them.
pub struct Input<'r> {
    bytes: Bytes<'r>,
    encoding: Encoding,
    /// What the document around it says of its text.
    named: Option<Named>,
}

enum Bytes<'r> {
    Stream(Box<dyn Read + Send + 'r>),
    Memory(Cow<'r, [u8]>),
}

impl<'r> Input<'r> {
    /// What is read from its start to its end. The encoding matters to formats that are text themselves.
    pub fn stream(reader: impl Read + Send + 'r, encoding: Encoding) -> Self {
        Self { bytes: Bytes::Stream(Box::new(reader)), encoding, named: None }
    }

    /// What is in memory.
    pub fn memory(bytes: impl Into<Cow<'r, [u8]>>, encoding: Encoding) -> Self {
        Self { bytes: Bytes::Memory(bytes.into()), encoding, named: None }
    }

    /// The document around it says so of its text.
    pub(crate) fn named(self, named: Option<Named>) -> Self {
        Self { named, ..self }
    }

    /// What the document around it says of its text.
    pub(crate) fn name(&self) -> Option<Named> {
        self.named
    }

    pub(crate) fn encoding(&self) -> Encoding {
        self.encoding
    }

    pub(crate) fn into_reader(self) -> Box<dyn Read + Send + 'r> {
        match self.bytes {
            Bytes::Stream(reader) => reader,
            Bytes::Memory(Cow::Borrowed(bytes)) => Box::new(bytes),
            Bytes::Memory(Cow::Owned(bytes)) => Box::new(std::io::Cursor::new(bytes)),
        }
    }

    /// All of it.
    ///
    /// # Errors
    /// If there are more bytes than `limit`, or they cannot be read.
    pub(crate) fn into_whole(self, limit: u64) -> Result<Cow<'r, [u8]>, Error> {
        let bytes = match self.bytes {
            Bytes::Memory(bytes) => bytes,
            Bytes::Stream(reader) => {
                let mut bytes = Vec::new();
                reader.take(limit + 1).read_to_end(&mut bytes)?;
                Cow::Owned(bytes)
            }
        };
        if bytes.len() as u64 > limit { Err(Error::too_large(limit as usize)) } else { Ok(bytes) }
    }
}
