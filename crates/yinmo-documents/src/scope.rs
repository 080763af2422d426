use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::{Error, Limits};

/// What a document may take of memory and time, together with the documents it stands in.
#[derive(Clone, Debug)]
pub struct Scope {
    limits: Limits,
    /// How many packages it stands in.
    depth: usize,
    /// What the document is called.
    name: Arc<str>,
    spent: Arc<Spent>,
}

/// What all documents of a file took together.
#[derive(Debug, Default)]
struct Spent {
    /// Bytes that were unpacked so far.
    unpacked: AtomicU64,
    /// The size of the file; 0 if nobody said it.
    file: AtomicU64,
}

/// What a file may be unpacked to whatever its size is.
const LEAST_UNPACKED: u64 = 64 << 20;

/// How many times its own size a larger file may be unpacked to. Deflate does not get beyond 1032.
const LARGEST_RATIO: u64 = 200;

impl Scope {
    /// For a document that stands in no other.
    pub fn new(limits: &Limits) -> Self {
        Self { limits: limits.usable(), depth: 0, name: "".into(), spent: Arc::default() }
    }

    /// The same for a document with this name, which tells what a file is that has no name of its own.
    #[must_use]
    pub fn named(self, name: &str) -> Self {
        Self { name: name.into(), ..self }
    }

    /// What the document is called; empty if nobody said it.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The limits.
    pub(crate) const fn limits(&self) -> Limits {
        self.limits
    }

    /// How many packages the document stands in.
    pub(crate) const fn depth(&self) -> usize {
        self.depth
    }

    /// For a document within.
    ///
    /// # Errors
    /// If packages stand too deep in packages.
    pub(crate) fn within(&self) -> Result<Self, Error> {
        if self.depth == self.limits.depth {
            return Err(Error::beyond("depth", self.limits.depth as u64));
        }
        Ok(Self { depth: self.depth + 1, ..self.clone() })
    }

    /// For bytes within that no format reads, however deep they stand.
    pub(crate) fn beneath(&self) -> Self {
        Self { depth: self.depth + 1, ..self.clone() }
    }

    /// The same, of which nothing was unpacked yet: for whoever reads a document a second time.
    pub(crate) fn afresh(&self) -> Self {
        let file = AtomicU64::new(self.spent.file.load(Ordering::Relaxed));
        Self { spent: Arc::new(Spent { unpacked: AtomicU64::new(0), file }), ..self.clone() }
    }

    /// Takes note of the size of the file, in bytes.
    pub(crate) fn opened(&self, bytes: usize) {
        if self.depth == 0 {
            self.spent.file.store(bytes as u64, Ordering::Relaxed);
        }
    }

    /// Takes note of `bytes` that were unpacked.
    ///
    /// # Errors
    /// If that is too much, for any file or for one of this size.
    pub(crate) fn unpack(&self, bytes: u64) -> Result<(), Error> {
        let all = self.spent.unpacked.fetch_add(bytes, Ordering::Relaxed) + bytes;
        if all > self.limits.unpacked_bytes {
            return Err(Error::beyond("unpacked-bytes", self.limits.unpacked_bytes));
        }
        let file = self.spent.file.load(Ordering::Relaxed);
        if file > 0 && all > LEAST_UNPACKED.max(file.saturating_mul(LARGEST_RATIO)) {
            return Err(Error::beyond("ratio", LARGEST_RATIO));
        }
        Ok(())
    }
}
