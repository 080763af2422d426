//! Several reports on one run, each to a place of its own.

use std::error::Error;
use std::fmt;
use std::io;

use yinmo::Item;

use super::Printer;
use crate::summary::{Document, Summary};

/// Tells several printers, each with the name of the file it writes, as it may be shown.
pub struct Several(pub Vec<(Option<String>, Box<dyn Printer>)>);

impl Printer for Several {
    fn item(&mut self, name: &str, item: &Item) -> io::Result<()> {
        let wanting = self.0.iter_mut().filter(|(_, printer)| printer.wants_items());
        each(wanting, |printer| printer.item(name, item))
    }

    fn document(&mut self, document: &Document) -> io::Result<()> {
        each(self.0.iter_mut(), |printer| printer.document(document))
    }

    /// Ends all of them: that one cannot be written is no reason to withhold another.
    fn finish(self: Box<Self>, summary: &Summary<'_>) -> io::Result<()> {
        let ended: Vec<io::Result<()>> =
            self.0.into_iter().map(|(file, printer)| printer.finish(summary).map_err(|e| of(&file, e))).collect();
        ended.into_iter().collect()
    }

    fn wants_items(&self) -> bool {
        self.0.iter().any(|(_, printer)| printer.wants_items())
    }
}

fn each<'p>(
    printers: impl Iterator<Item = &'p mut (Option<String>, Box<dyn Printer>)>,
    mut tell: impl FnMut(&mut dyn Printer) -> io::Result<()>,
) -> io::Result<()> {
    for (file, printer) in printers {
        tell(printer.as_mut()).map_err(|error| of(file, error))?;
    }
    Ok(())
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
