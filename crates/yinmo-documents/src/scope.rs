use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::{Error, Limits};

/// What a document may take of memory and time, together with the documents it stands in.
#[derive(Clone, Debug)]
pub struct Scope {
    limits: Limits,
    /// How many packages it stands in.
    depth: usize,
    /// Bytes that were unpacked so far, in all of them.
    unpacked: Arc<AtomicU64>,
}

impl Scope {
    /// For a document that stands in no other.
    pub fn new(limits: &Limits) -> Self {
        Self { limits: limits.usable(), depth: 0, unpacked: Arc::default() }
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

    /// The same, of which nothing was unpacked yet: for whoever reads a document a second time.
    pub(crate) fn afresh(&self) -> Self {
        Self { unpacked: Arc::default(), ..self.clone() }
    }

    /// Takes note of `bytes` that were unpacked.
    ///
    /// # Errors
    /// If that is too much.
    pub(crate) fn unpack(&self, bytes: u64) -> Result<(), Error> {
        let before = self.unpacked.fetch_add(bytes, Ordering::Relaxed);
        if before + bytes > self.limits.unpacked_bytes {
            return Err(Error::beyond("unpacked-bytes", self.limits.unpacked_bytes));
        }
        Ok(())
    }
}
