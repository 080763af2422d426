//! A batch as the program follows it: findings to the printer, outcomes to the summary, both to the exit code.

use std::io;
use std::ops::ControlFlow;

use indicatif::ProgressBar;
use yinmo::finding::Confidence;
use yinmo::{BatchListener, Error, Item, Listener, Report, Site, Verdict};

use crate::args::FailOn;
use crate::exit::Exit;
use crate::print::Printer;
use crate::summary::{Document, Documents, Outcome};
use crate::worklist::Worklist;

/// What makes a document that was read whole end the run with [`Exit::Found`].
#[derive(Clone, Copy)]
pub enum Alarm {
    /// `check`: a finding of this confidence that does not stay.
    Findings(FailOn),
    /// `mask`: a document that a person has to see, or that could not be written.
    Leftovers,
}

/// Follows a run.
pub struct Run<'a> {
    printer: &'a mut dyn Printer,
    progress: ProgressBar,
    alarm: Alarm,
    /// The document at hand as it may be shown, if that is known.
    name: Option<String>,
    documents: Documents,
    /// The files and the links between them, made for the first page: most runs meet none.
    site: Option<Site>,
    files: &'a (dyn Fn() -> Site + Sync),
    exit: Exit,
    /// The surest finding in the current document that does not stay.
    surest: Confidence,
    /// The report could not be written.
    broken: Option<io::Error>,
    worklist: Option<&'a mut Worklist>,
    /// The documents and what is written for them.
    named: &'a (dyn Named + Sync),
}

/// Tells how documents may be shown, by their numbers.
pub trait Named {
    /// The document, where no report tells its name.
    fn document(&self, nth: usize) -> String;

    /// The file that is written for it, if one is.
    fn target(&self, nth: usize) -> Option<String>;
}

impl<'a> Run<'a> {
    /// Follows a run over `count` documents; `files` tells the files that links may lead to.
    pub fn new(
        printer: &'a mut dyn Printer,
        count: usize,
        named: &'a (dyn Named + Sync),
        files: &'a (dyn Fn() -> Site + Sync),
        alarm: Alarm,
        progress: ProgressBar,
    ) -> Self {
        let (documents, exit, surest) = (Documents::with_capacity(count), Exit::Clean, NOTHING);
        let (name, site, broken, worklist) = (None, None, None, None);
        Self { printer, progress, alarm, name, documents, site, files, exit, surest, broken, worklist, named }
    }

    /// The same, listing what needs a person's review.
    pub fn listing(self, worklist: Option<&'a mut Worklist>) -> Self {
        Self { worklist, ..self }
    }

    /// Every document that is done, the links between them, and how the run ends.
    ///
    /// # Errors
    /// If the report could not be written.
    pub fn finish(self) -> io::Result<(Documents, Site, Exit)> {
        self.progress.finish_and_clear();
        match self.broken {
            Some(error) => Err(error),
            None => Ok((self.documents, self.site.unwrap_or_default(), self.exit)),
        }
    }

    /// Takes the name of the document at hand as it may be shown, once that is known.
    pub fn named(&mut self, name: &str) {
        self.name = Some(name.to_owned());
    }

    /// Takes one finding of the document at hand.
    pub fn item(&mut self, item: &Item) {
        if item.counts() {
            self.surest = self.surest.max(item.confidence);
        }
        if let Some(worklist) = &mut self.worklist {
            worklist.item(item);
        }
        if self.broken.is_none() && self.printer.wants_items() {
            self.broken = self.printer.item(self.name.as_deref().unwrap_or_default(), item).err();
        }
    }

    /// Takes what came of the document `nth`.
    pub fn done(&mut self, nth: usize, mut outcome: Result<Report, Error>) -> ControlFlow<()> {
        if let Ok(report) = &mut outcome
            && report.is_page()
        {
            self.site.get_or_insert_with(self.files).take(nth, report);
        }
        let surest = std::mem::replace(&mut self.surest, NOTHING);
        let name = self.name.take();
        if let Some(worklist) = &mut self.worklist {
            worklist.document(outcome.as_ref().ok());
        }
        let (exit, fatal) = match &outcome {
            Ok(report) => (exit_of(report, surest, self.alarm), false),
            Err(error) => (exit_of_error(error), error.is_write() || error.is_interrupted()),
        };
        self.exit = self.exit.max(exit);
        let written = outcome.as_ref().ok().filter(|report| report.output_hash.is_some());
        let renamed = outcome.as_ref().ok().and_then(|report| report.output.clone());
        let target = renamed.or_else(|| written.and_then(|_| self.named.target(nth)));
        let outcome = match outcome {
            Ok(report) => Outcome::Reviewed(report),
            Err(error) => Outcome::Failed(name.unwrap_or_else(|| self.named.document(nth)), error),
        };
        let document = Document { target, outcome };
        if self.broken.is_none() {
            self.broken = self.printer.document(&document).err();
        }
        self.documents.push(document);
        if fatal || self.broken.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

/// Below every confidence.
const NOTHING: Confidence = Confidence(0);

fn exit_of(report: &Report, surest: Confidence, alarm: Alarm) -> Exit {
    let gap = if report.was_read() { Exit::Clean } else { Exit::Incomplete };
    let is_asked_in_vain = !report.allow_problems.is_empty()
        && matches!(alarm, Alarm::Findings(level) if level != FailOn::Never);
    if report.published_too_long.is_some() || is_asked_in_vain {
        return Exit::Found;
    }
    let found = match alarm {
        Alarm::Findings(level) => is_alarming(report, surest, level),
        Alarm::Leftovers => matches!(report.verdict, Verdict::NeedsReview | Verdict::MustNotPublish),
    };
    if found { Exit::Found } else { gap }
}

fn is_alarming(report: &Report, surest: Confidence, level: FailOn) -> bool {
    let least = match level {
        FailOn::Never => return false,
        FailOn::Low => return surest > NOTHING || (report.was_read() && report.verdict != Verdict::Clean),
        FailOn::Medium => "medium",
        FailOn::High => "high",
    };
    let is_sure = match least {
        "medium" => surest.id() != "low",
        _ => surest.id() == "high",
    };
    is_sure || report.verdict == Verdict::MustNotPublish
}

fn exit_of_error(error: &Error) -> Exit {
    if error.is_interrupted() {
        Exit::Interrupted
    } else if error.is_residue() {
        Exit::Found
    } else {
        Exit::Failed
    }
}

impl BatchListener for Run<'_> {
    fn named(&mut self, _nth: usize, name: &str) {
        Run::named(self, name);
    }

    fn item(&mut self, _nth: usize, item: &Item) {
        Run::item(self, item);
    }

    fn done(&mut self, nth: usize, outcome: Result<Report, Error>) -> ControlFlow<()> {
        Run::done(self, nth, outcome)
    }

    fn wants_items(&self) -> bool {
        self.printer.wants_items() || matches!(self.alarm, Alarm::Findings(_)) || self.worklist.is_some()
    }

    fn progress(&mut self, bytes: u64) {
        self.progress.inc(bytes);
    }
}

/// A run over standard input alone.
impl Listener for Run<'_> {
    fn named(&mut self, name: &str) {
        Run::named(self, name);
    }

    fn item(&mut self, item: &Item) {
        Run::item(self, item);
    }

    fn wants_items(&self) -> bool {
        BatchListener::wants_items(self)
    }
}
