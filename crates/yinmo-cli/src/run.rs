//! A batch as the program follows it: findings to the printer, outcomes to the summary, both to the exit code.

use std::io;
use std::ops::ControlFlow;

use indicatif::ProgressBar;
use yinmo::finding::Confidence;
use yinmo::{BatchListener, Error, Item, Listener, Report, Site, Verdict};

use crate::args::FailOn;
use crate::exit::Exit;
use crate::print::Printer;
use crate::summary::{Document, Outcome};
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
    /// The documents by number, each with the file that is written for it, as they may be shown.
    names: Vec<(String, Option<String>)>,
    documents: Vec<Document>,
    /// The files and the links between them, made for the first page: most runs meet none.
    site: Option<Site>,
    files: &'a (dyn Fn() -> Site + Sync),
    exit: Exit,
    /// The surest finding in the current document that does not stay.
    surest: Confidence,
    /// The report could not be written.
    broken: Option<io::Error>,
    worklist: Option<&'a mut Worklist>,
    /// How a document may be shown of which no report tells.
    shown: Option<&'a (dyn Fn(usize) -> String + Sync)>,
}

impl<'a> Run<'a> {
    /// Follows a run over the documents of these names; `files` tells the files that links may lead to.
    pub fn new(
        printer: &'a mut dyn Printer,
        names: Vec<(String, Option<String>)>,
        files: &'a (dyn Fn() -> Site + Sync),
        alarm: Alarm,
        progress: ProgressBar,
    ) -> Self {
        let (documents, exit, surest) = (Vec::with_capacity(names.len()), Exit::Clean, NOTHING);
        let (site, broken, worklist, shown) = (None, None, None, None);
        Self {
            printer,
            progress,
            alarm,
            names,
            documents,
            site,
            files,
            exit,
            surest,
            broken,
            worklist,
            shown,
        }
    }

    /// The same, listing what needs a person's review.
    pub fn listing(self, worklist: Option<&'a mut Worklist>) -> Self {
        Self { worklist, ..self }
    }

    /// The same, asking how a document may be shown where its name is empty and no report tells.
    pub fn naming(self, shown: &'a (dyn Fn(usize) -> String + Sync)) -> Self {
        Self { shown: Some(shown), ..self }
    }

    /// Every document that is done, the links between them, and how the run ends.
    ///
    /// # Errors
    /// If the report could not be written.
    pub fn finish(self) -> io::Result<(Vec<Document>, Site, Exit)> {
        self.progress.finish_and_clear();
        match self.broken {
            Some(error) => Err(error),
            None => Ok((self.documents, self.site.unwrap_or_default(), self.exit)),
        }
    }

    /// Takes the name of the document `nth` as it may be shown, once that is known.
    pub fn named(&mut self, nth: usize, name: &str) {
        name.clone_into(&mut self.names[nth].0);
    }

    /// Sees to it that the document `nth` has a name.
    fn name(&mut self, nth: usize, report: Option<&Report>) {
        let name = &mut self.names[nth].0;
        if name.is_empty() {
            *name = match (report, self.shown) {
                (Some(report), _) => report.name.clone(),
                (None, Some(shown)) => shown(nth),
                (None, None) => String::new(),
            };
        }
    }

    /// Takes one finding of the document `nth`.
    pub fn item(&mut self, nth: usize, item: &Item) {
        if item.counts() {
            self.surest = self.surest.max(item.confidence);
        }
        if let Some(worklist) = &mut self.worklist {
            worklist.item(item);
        }
        if self.broken.is_none() && self.printer.wants_items() {
            self.broken = self.printer.item(&self.names[nth].0, item).err();
        }
    }

    /// Takes what came of the document `nth`.
    pub fn done(&mut self, nth: usize, mut outcome: Result<Report, Error>) -> ControlFlow<()> {
        if let Ok(report) = &mut outcome
            && report.is_page()
        {
            self.site.get_or_insert_with(self.files).take(nth, report);
        }
        self.name(nth, outcome.as_ref().ok());
        let surest = std::mem::replace(&mut self.surest, NOTHING);
        let (name, target) = std::mem::take(&mut self.names[nth]);
        if let Some(worklist) = &mut self.worklist {
            worklist.document(outcome.as_ref().ok());
        }
        let (exit, fatal) = match &outcome {
            Ok(report) => (exit_of(report, surest, self.alarm), false),
            Err(error) => (exit_of_error(error), error.is_write() || error.is_interrupted()),
        };
        self.exit = self.exit.max(exit);
        let written = |report: &Report| report.output_hash.is_some();
        let target = target.filter(|_| outcome.as_ref().is_ok_and(written));
        let renamed = outcome.as_ref().ok().and_then(|report| report.output.clone());
        let target = renamed.or(target);
        let outcome = outcome.map_or_else(Outcome::Failed, |report| Outcome::Reviewed(Box::new(report)));
        let document = Document { name, target, outcome };
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
    fn named(&mut self, nth: usize, name: &str) {
        Run::named(self, nth, name);
    }

    fn item(&mut self, nth: usize, item: &Item) {
        Run::item(self, nth, item);
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
        Run::named(self, 0, name);
    }

    fn item(&mut self, item: &Item) {
        Run::item(self, 0, item);
    }

    fn wants_items(&self) -> bool {
        BatchListener::wants_items(self)
    }
}
