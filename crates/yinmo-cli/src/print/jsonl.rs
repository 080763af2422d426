//! JSON Lines: an object a finding, then one with the summary.

use std::io::{self, Write};

use serde::Serialize;
use yinmo::Item;

use super::{Format, Printer};
use super::record::{FindingRecord, SummaryRecord};
use crate::lang::Lang;
use crate::sink::Sink;
use crate::summary::{Document, Summary};

/// One JSON object a line.
pub const FORMAT: Format = Format {
    id: "jsonl",
    shows_lines: false,
    open: |setting, out| Box::new(Jsonl::new(out, setting.lang)),
};

/// Prints JSON Lines.
pub struct Jsonl {
    out: Sink,
    lang: Lang,
}

#[derive(Serialize)]
struct Last<'s> {
    summary: SummaryRecord<'s>,
}

impl Jsonl {
    /// A printer that writes to `out`.
    pub const fn new(out: Sink, lang: Lang) -> Self {
        Self { out, lang }
    }
}

impl Printer for Jsonl {
    fn item(&mut self, name: &str, item: &Item) -> io::Result<()> {
        serde_json::to_writer(&mut self.out, &FindingRecord::new(name, item))?;
        self.out.write_all(b"\n")
    }

    fn document(&mut self, _document: &Document) -> io::Result<()> {
        Ok(())
    }

    fn finish(mut self: Box<Self>, summary: &Summary<'_>) -> io::Result<()> {
        serde_json::to_writer(&mut self.out, &Last { summary: SummaryRecord::new(summary, self.lang) })?;
        self.out.write_all(b"\n")?;
        self.out.finish()
    }
}
