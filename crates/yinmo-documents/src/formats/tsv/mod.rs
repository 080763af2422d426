//! Tab-separated values: the same as [`csv`](super::csv), with the tab preferred when a file leaves a choice.
//!
//! Read, rewritten and refused: as there.

use crate::{Document, Format, Input, Scope};

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

    fn open<'r>(&self, input: Input<'r>, scope: &Scope) -> Box<dyn Document + 'r> {
        super::csv::open(input, scope, b'\t')
    }
}
