//! What came of comparing, in one of several forms; a file each. No value is shown.

mod json;
mod junit;
mod text;

use std::io::{self, Write};

use super::Outcome;
use crate::lang::Lang;

/// A form of reports on comparing.
pub struct Format {
    /// What `--format` calls it; permanent.
    pub id: &'static str,
    /// Writes a report.
    pub write: fn(&mut dyn Write, &[Outcome], Lang) -> io::Result<()>,
}

/// The forms of reports; the first is written when none is named.
pub const FORMATS: &[Format] = &[
    Format { id: "text", write: text::text },
    Format { id: "json", write: |out, outcomes, _| json::json(out, outcomes) },
    Format { id: "jsonl", write: |out, outcomes, _| json::jsonl(out, outcomes) },
    Format { id: "junit", write: junit::junit },
];
