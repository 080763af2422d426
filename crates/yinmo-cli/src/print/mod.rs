//! What a run says, in one of several forms; a file each.

mod json;
mod jsonl;
mod record;
mod table;
mod text;

pub use table::columns;

use std::io::{self, Write};

use yinmo::Item;

use crate::args::ReportArgs;
use crate::lang::Lang;
use crate::sink::Sink;
use crate::summary::{Document, Summary};

/// Takes what a run finds and says it.
pub trait Printer: Send + Sync {
    /// One finding in the document called `name`.
    fn item(&mut self, name: &str, item: &Item) -> io::Result<()>;

    /// A document is done; its findings went before.
    fn document(&mut self, document: &Document) -> io::Result<()>;

    /// The run is done.
    fn finish(self: Box<Self>, summary: &Summary<'_>) -> io::Result<()>;

    /// Whether findings are wanted one by one.
    fn wants_items(&self) -> bool {
        true
    }
}

/// What is being done, for printers that say so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// Documents are looked at; with `all`, every finding is shown, those that stay too.
    Check { all: bool },
    /// Documents are written.
    Mask,
}

/// The printer that the arguments ask for.
pub fn printer(args: &ReportArgs, task: Task, lang: Lang, out: Sink, coloured: bool) -> Box<dyn Printer> {
    use crate::args::Format;
    match args.format {
        Format::Text => Box::new(text::Text::new(out, task, lang, coloured)),
        Format::Json => Box::new(json::Json::new(out, lang)),
        Format::Jsonl => Box::new(jsonl::Jsonl::new(out, lang)),
    }
}

/// Says something on standard output; that nobody listens is no error.
pub fn to_stdout(text: &str) {
    let mut out = io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// Says something on standard error; that nobody listens is no error.
pub fn to_stderr(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}
