//! One JSON document, written as it comes: `{"findings": […], "summary": {…}}`.

use std::io::{self, Write};

use yinmo::Item;

use super::{Format, Printer};
use super::record::{FindingRecord, SummaryRecord};
use crate::lang::Lang;
use crate::sink::Sink;
use crate::summary::{Document, Summary};

/// One JSON document.
pub const FORMAT: Format = Format {
    id: "json",
    shows_lines: false,
    open: |setting, out| Box::new(Json::new(out, setting.lang)),
};

/// Prints one JSON document.
pub struct Json {
    out: Sink,
    lang: Lang,
    begun: bool,
}

impl Json {
    /// A printer that writes to `out`.
    pub const fn new(out: Sink, lang: Lang) -> Self {
        Self { out, lang, begun: false }
    }

    fn begin(&mut self) -> io::Result<()> {
        let before = if self.begun { ",\n" } else { "{\"findings\":[\n" };
        self.begun = true;
        self.out.write_all(before.as_bytes())
    }
}

impl Printer for Json {
    fn item(&mut self, name: &str, item: &Item) -> io::Result<()> {
        self.begin()?;
        Ok(serde_json::to_writer(&mut self.out, &FindingRecord::new(name, item))?)
    }

    fn document(&mut self, _document: &Document) -> io::Result<()> {
        Ok(())
    }

    fn finish(mut self: Box<Self>, summary: &Summary<'_>) -> io::Result<()> {
        let between = if self.begun { "\n],\n\"summary\":" } else { "{\"findings\":[],\n\"summary\":" };
        self.out.write_all(between.as_bytes())?;
        serde_json::to_writer_pretty(&mut self.out, &SummaryRecord::new(summary, self.lang))?;
        self.out.write_all(b"}\n")?;
        self.out.finish()
    }
}
