//! Tab-separated values: the same as [`csv`](super::csv), with the tab preferred when a file leaves a choice.
//!
//! Read, rewritten and refused: as there.

use std::io::Read;

use crate::{Document, Encoding, Format, Limits};

/// Tab-separated values.
pub static FORMAT: &dyn Format = &Tsv;

struct Tsv;

impl Format for Tsv {
    fn id(&self) -> &'static str {
        "tsv"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["tsv", "tab"]
    }

    fn open<'r>(
        &self,
        source: Box<dyn Read + Send + 'r>,
        encoding: Encoding,
        limits: &Limits,
    ) -> Box<dyn Document + 'r> {
        super::csv::open(source, encoding, limits, b'\t')
    }
}
