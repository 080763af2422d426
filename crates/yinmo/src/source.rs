//! Where a document's bytes come from, and the first look at them.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use sha2::{Digest, Sha256};
use yinmo_documents::{Encoding, EncodingDetection, Format, Reason, Sniffed, detect_encoding, sniff};

/// The bytes by which a document's type is told.
pub(crate) const HEAD: usize = 8 * 1024;

/// A document to be read: a file, or bytes with a name that tells their type.
#[derive(Clone, Copy, Debug)]
pub enum Source<'a> {
    /// A file.
    File(&'a Path),
    /// Bytes in memory. The name is used for its extension and for messages.
    Bytes {
        /// What to call it.
        name: &'a str,
        /// The document.
        bytes: &'a [u8],
    },
    /// A file that was just written and may have no name yet.
    #[doc(hidden)]
    Written {
        /// What the document is called.
        name: &'a str,
        /// The open file.
        file: &'a File,
    },
}

impl<'a> Source<'a> {
    /// The name for messages, as it is.
    pub(crate) fn raw_name(&self) -> String {
        match self {
            Self::File(path) => path.to_string_lossy().into_owned(),
            Self::Bytes { name, .. } | Self::Written { name, .. } => (*name).to_owned(),
        }
    }

    pub(crate) fn open(&self) -> io::Result<Box<dyn Read + Send + 'a>> {
        Ok(match *self {
            Self::File(path) => Box::new(File::open(path)?),
            Self::Bytes { bytes, .. } => Box::new(bytes),
            Self::Written { file, .. } => Box::new(FromStart { file, at: 0 }),
        })
    }
}

/// A file of at most so many bytes is read once, into memory.
const LARGEST_LOADED: u64 = 8 << 20;

/// A file that was read into memory.
pub(crate) struct Loaded {
    name: String,
    bytes: Option<Vec<u8>>,
}

impl Loaded {
    /// What was loaded, or else the source that it was to be loaded from.
    pub(crate) fn as_source<'l>(&'l self, from: Source<'l>) -> Source<'l> {
        match &self.bytes {
            Some(bytes) => Source::Bytes { name: &self.name, bytes },
            None => from,
        }
    }
}

impl Source<'_> {
    /// Reads a small file, so that it is the same however often it is looked at; what goes wrong is met again by whoever
    /// opens it.
    pub(crate) fn load(&self) -> Loaded {
        Loaded { name: self.raw_name(), bytes: self.bytes_of_small_file().ok().flatten() }
    }

    fn bytes_of_small_file(&self) -> io::Result<Option<Vec<u8>>> {
        let Self::File(path) = self else { return Ok(None) };
        let file = File::open(path)?;
        let metadata = file.metadata()?;
        if !metadata.is_file() || metadata.len() > LARGEST_LOADED {
            return Ok(None);
        }
        let mut bytes = Vec::with_capacity(metadata.len() as usize);
        // It may grow meanwhile.
        file.take(LARGEST_LOADED + 1).read_to_end(&mut bytes)?;
        Ok(Some(bytes).filter(|bytes| bytes.len() as u64 <= LARGEST_LOADED))
    }

    /// Whether what is read twice may be different the second time.
    pub(crate) const fn may_change(&self) -> bool {
        !matches!(self, Self::Bytes { .. })
    }
}

/// What a document is, known after its first reading.
pub(crate) struct Probe {
    pub(crate) format: &'static dyn Format,
    pub(crate) encoding: Encoding,
    /// Empty if it was not wanted.
    pub(crate) hash: String,
    pub(crate) bytes: u64,
}

impl Probe {
    /// Whether the document is running text rather than rows or a tree.
    pub(crate) fn is_prose(&self) -> bool {
        self.format.is_prose()
    }

    /// About how many bytes its text and what it is written in take.
    pub(crate) fn unpacked(&self) -> u64 {
        // Offices' packages are packed to about a sixth.
        if self.format.is_package() { self.bytes * 6 } else { self.bytes }
    }
}

/// What stands in the way of reading a document, and where.
pub(crate) struct Obstacle {
    pub(crate) reason: Reason,
    pub(crate) offset: Option<u64>,
}

/// The hash by which a report names a document.
pub(crate) enum Hash {
    /// Nobody asks for it.
    Unwanted,
    /// It is to be found out.
    Wanted,
    /// It is known of a document in memory.
    Is(String),
}

impl Hash {
    /// Reads a document once, as [`probe`] does.
    pub(crate) fn probe(self, source: Source<'_>) -> Result<Probe, Obstacle> {
        match self {
            Self::Unwanted => probe(source, false),
            Self::Wanted => probe(source, true),
            Self::Is(hash) => Ok(Probe { hash, ..probe(source, false)? }),
        }
    }
}

/// Reads a document once: its type, its encoding; and its hash, if that is wanted or tells whether the document changed
/// before it was read again.
pub(crate) fn probe(source: Source<'_>, wants_hash: bool) -> Result<Probe, Obstacle> {
    let unreadable = |_| Obstacle { reason: Reason::Unreadable, offset: None };
    let undecodable = |error: yinmo_documents::Error| Obstacle {
        reason: error.reason().unwrap_or(Reason::Unreadable),
        offset: error.offset(),
    };
    let format = format_of(source)?;
    let mut hasher = (wants_hash || source.may_change()).then(Sha256::new);
    if format.is_package() {
        let mut reader = Hashing { inner: source.open().map_err(unreadable)?, hasher, bytes: 0 };
        io::copy(&mut reader, &mut io::sink()).map_err(unreadable)?;
        let (bytes, encoding) = (reader.bytes, Encoding::UTF_8);
        return Ok(Probe { format, encoding, bytes, hash: reader.digest().unwrap_or_default() });
    }
    if let Source::Bytes { bytes, .. } = source {
        let mut detection = EncodingDetection::default();
        for block in bytes.chunks(EncodingDetection::BLOCK) {
            hasher.iter_mut().for_each(|hasher| hasher.update(block));
            detection.feed(block).map_err(undecodable)?;
        }
        let encoding = detection.finish().map_err(undecodable)?;
        let hash = hasher.map(|hasher| hex(&hasher.finalize()));
        return Ok(Probe { format, encoding, bytes: bytes.len() as u64, hash: hash.unwrap_or_default() });
    }
    let mut reader = Hashing { inner: source.open().map_err(unreadable)?, hasher, bytes: 0 };
    let encoding = detect_encoding(&mut reader).map_err(undecodable)?;
    io::copy(&mut reader, &mut io::sink()).map_err(unreadable)?;
    Ok(Probe { format, encoding, bytes: reader.bytes, hash: reader.digest().unwrap_or_default() })
}

fn format_of(source: Source<'_>) -> Result<&'static dyn Format, Obstacle> {
    let unreadable = |_| Obstacle { reason: Reason::Unreadable, offset: None };
    let mut head = Vec::with_capacity(HEAD);
    source.open().map_err(unreadable)?.take(HEAD as u64).read_to_end(&mut head).map_err(unreadable)?;
    match sniff(&head, &source.raw_name()) {
        Sniffed::Format(format) => Ok(format),
        Sniffed::NotInspected(reason) => Err(Obstacle { reason, offset: None }),
    }
}

/// Hashes what passes through.
pub(crate) struct Hashing<T> {
    pub(crate) inner: T,
    /// `None` where nothing is to be hashed.
    pub(crate) hasher: Option<Sha256>,
    pub(crate) bytes: u64,
}

impl<T: Read> Read for Hashing<T> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        if let Some(hasher) = &mut self.hasher {
            hasher.update(&buffer[..count]);
        }
        self.bytes += count as u64;
        Ok(count)
    }
}

impl<T> Hashing<T> {
    /// The hash of what passed, in hexadecimal.
    pub(crate) fn digest(self) -> Option<String> {
        self.hasher.map(|hasher| hex(&hasher.finalize()))
    }
}

/// Bytes as lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|nibble| char::from_digit(nibble.into(), 16).unwrap_or('0'))
        .collect()
}

/// Reads an open file from its start, whoever read it before.
struct FromStart<'f> {
    file: &'f File,
    at: u64,
}

impl Read for FromStart<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut file = self.file;
        file.seek(SeekFrom::Start(self.at))?;
        let count = file.read(buffer)?;
        self.at += count as u64;
        Ok(count)
    }
}
