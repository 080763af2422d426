//! Several reports on one run, each to a place of its own.

use std::error::Error;
use std::fmt;
use std::io;

use yinmo::Item;

use super::Printer;
use crate::summary::{Document, Summary};

/// Tells several printers. That one report cannot be written is no reason to withhold another: the run ends with that
/// failure when the others are done, and at once if there are none.
pub struct Several {
    printers: Vec<Named>,
    failed: Option<io::Error>,
}

/// A printer with the name of the file it writes, as it may be shown.
type Named = (Option<String>, Box<dyn Printer>);

impl Several {
    /// What tells `printers`.
    pub const fn new(printers: Vec<Named>) -> Self {
        Self { printers, failed: None }
    }

    fn each(&mut self, mut tell: impl FnMut(&mut dyn Printer) -> io::Result<()>) -> io::Result<()> {
        let failed = &mut self.failed;
        self.printers.retain_mut(|(file, printer)| match tell(printer.as_mut()) {
            Ok(()) => true,
            Err(error) => {
                failed.get_or_insert_with(|| of(file, error));
                false
            }
        });
        match self.printers.is_empty() {
            true => self.failed.take().map_or(Ok(()), Err),
            false => Ok(()),
        }
    }
}

impl Printer for Several {
    fn item(&mut self, name: &str, item: &Item) -> io::Result<()> {
        self.each(|printer| if printer.wants_items() { printer.item(name, item) } else { Ok(()) })
    }

    fn document(&mut self, document: &Document) -> io::Result<()> {
        self.each(|printer| printer.document(document))
    }

    fn finish(self: Box<Self>, summary: &Summary<'_>) -> io::Result<()> {
        let end = |(file, printer): Named| printer.finish(summary).map_err(|error| of(&file, error));
        let ended: Vec<io::Result<()>> = self.printers.into_iter().map(end).collect();
        self.failed.map_or(Ok(()), Err).and(ended.into_iter().collect())
    }

    fn wants_items(&self) -> bool {
        self.printers.iter().any(|(_, printer)| printer.wants_items())
    }
}

/// What kept a report from being written, and which: its file as it may be shown, if it goes to one.
#[derive(Debug)]
struct Failed {
    file: String,
    source: io::Error,
}

fn of(file: &Option<String>, source: io::Error) -> io::Error {
    match file {
        Some(file) => io::Error::new(source.kind(), Failed { file: file.clone(), source }),
        None => source,
    }
}

/// The file that could not be written, and why; no file if the report does not go to one.
pub fn failed_report(error: &io::Error) -> (Option<&str>, &io::Error) {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<Failed>()) {
        Some(failed) => (Some(&failed.file), &failed.source),
        None => (None, error),
    }
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.file, self.source)
    }
}

impl Error for Failed {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.source)
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::{failed_report, of};

    #[test]
    fn a_failure_names_its_file() {
        let full = || io::Error::from(io::ErrorKind::StorageFull);
        let failed = of(&Some("a.sarif".to_owned()), full());
        let (file, why) = failed_report(&failed);
        assert_eq!((file, why.kind()), (Some("a.sarif"), io::ErrorKind::StorageFull));
        assert_eq!(failed_report(&of(&None, full())).0, None);
    }
}
