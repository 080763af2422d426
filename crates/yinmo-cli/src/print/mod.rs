//! What a run says, in one of several forms; a file each.

mod entry;
mod listing;
mod markup;
mod record;
mod rules;
mod said;
mod several;
mod table;

pub use markup::escaped;
pub use several::{Several, failed_report};
pub use table::columns;

use std::io::{self, Write};

use yinmo::Item;

use crate::args::Forms;
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

/// A form of reports. Each printer's file declares its own.
pub struct Format {
    /// What `--format` calls it; permanent.
    pub id: &'static str,
    /// Whether it shows the lines in which something was found.
    pub shows_lines: bool,
    /// The printer that writes to a place.
    pub open: fn(Setting, Sink) -> Box<dyn Printer>,
}

/// What a printer has to know of a run before it begins.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// What is being done.
    pub task: Task,
    /// The language of messages.
    pub lang: Lang,
    /// How many rows of a list without names have to look alike.
    pub k: u32,
    /// Whether colours are welcome where the report goes.
    pub coloured: bool,
}

/// What is being done, for printers that say so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// Documents are looked at; with `all`, every finding is shown, those that stay too.
    Check { all: bool },
    /// Documents are written.
    Mask,
}

/// Declares the printers, each in its own file.
macro_rules! formats {
    ($($name:ident)*) => {
        $(mod $name;)*

        /// The forms of reports; the first is written when none is named.
        pub const FORMATS: &[&Format] = &[$(&$name::FORMAT),*];
    };
}

formats! { text json jsonl sarif junit github gitlab html }

impl Format {
    /// The form that is called so.
    pub fn called(id: &str) -> Option<&'static Self> {
        FORMATS.iter().copied().find(|format| format.id == id)
    }
}

/// The forms of reports on a run, for the command line.
pub enum Printed {}

impl Forms for Printed {
    fn ids() -> Vec<&'static str> {
        FORMATS.iter().map(|format| format.id).collect()
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

/// A path as lists of a repository's files write it: with `/`, without `./` before it.
fn relative(path: &str) -> String {
    let path = if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() };
    path.strip_prefix("./").map_or_else(|| path.clone(), str::to_owned)
}
