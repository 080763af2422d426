//! Many documents, several at a time, reported in the order they were given.
//!
//! Small files are reviewed side by side and what is found in them waits for its turn; a large file is reviewed
//! alone, its chunks side by side, and reported as it is read. So the outcome does not depend on the number of
//! threads, and memory neither on the number of files nor on their size.

use std::collections::HashSet;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use yinmo_documents::Reason;

use crate::error::Kind as ErrorKind;
use crate::file_name::numbered;
use crate::output::Output;
use crate::run::{folder_of, may_be_written};
use crate::source::Hash;
use crate::together::Documents;
use crate::{Error, Item, Job, Listener, Pipeline, Report, Source, Task, Verdict};

/// A file of at least this many bytes is reviewed alone.
const LARGE: u64 = 1 << 20;

/// The bytes of small files that are reviewed side by side.
const GROUP: u64 = 16 << 20;

/// The number of files that are reviewed side by side.
const GROUP_FILES: usize = 1024;

/// Takes what a batch finds, file after file in the order of the jobs.
pub trait BatchListener: Send {
    /// The name of the document of `jobs[nth]` as it may be shown, once it is known whom it is about.
    fn named(&mut self, _nth: usize, _name: &str) {}

    /// One finding in the document of `jobs[nth]`.
    fn item(&mut self, nth: usize, item: &Item);

    /// The document of `jobs[nth]` is done. With [`ControlFlow::Break`] no further one is reported and none is written;
    /// some that come next may have been reviewed meanwhile.
    fn done(&mut self, nth: usize, outcome: Result<Report, Error>) -> ControlFlow<()>;

    /// Whether [`BatchListener::item`] is to be called at all; counting alone is faster.
    fn wants_items(&self) -> bool {
        true
    }

    /// So many more bytes were reviewed, in whatever file.
    fn progress(&mut self, _bytes: u64) {}
}

impl Pipeline {
    /// Does all `jobs`, several at a time, and reports in their order.
    ///
    /// ```
    /// use std::ops::ControlFlow;
    /// use yinmo::{BatchListener, Error, Item, Job, Pipeline, Report, Task};
    ///
    /// #[derive(Default)]
    /// struct Verdicts(Vec<String>);
    ///
    /// impl BatchListener for Verdicts {
    ///     fn item(&mut self, _nth: usize, _item: &Item) {}
    ///
    ///     fn done(&mut self, _nth: usize, outcome: Result<Report, Error>) -> ControlFlow<()> {
    ///         self.0.push(outcome.map_or_else(|error| error.en(), |report| report.verdict.to_string()));
    ///         ControlFlow::Continue(())
    ///     }
    /// }
    ///
    /// let mut verdicts = Verdicts::default();
    /// let jobs = ["Cargo.toml", "no such file"].map(|path| Job::new(path.into(), Task::Check));
    /// Pipeline::default().run(&jobs, &mut verdicts);
    /// assert_eq!(verdicts.0[1], "not-inspected");
    /// ```
    pub fn run<J: AsRef<Job> + Sync>(&self, jobs: &[J], listener: &mut dyn BatchListener) {
        let targets = jobs.iter().filter_map(|job| job.as_ref().target());
        let mut taken: HashSet<PathBuf> = targets.map(Path::to_owned).collect();
        let mut done = Published { taken: &mut taken, documents: (jobs.len() > 1).then(Documents::default) };
        let sizes: Vec<u64> = jobs.par_iter().map(|job| job.as_ref().size()).collect();
        // What was reviewed, and room for what comes next.
        let (mut reviewed, mut room) = (Vec::new(), Vec::new());
        let mut first = 0;
        while first < jobs.len() {
            let group = &jobs[first..first + group_len(&sizes[first..])];
            let flow = match group {
                [job] => match self.report(&mut reviewed, &mut done, listener) {
                    ControlFlow::Continue(()) => self.run_alone(first, job.as_ref(), &mut done, listener),
                    stop => stop,
                },
                group => {
                    let wanted = Wanted { items: listener.wants_items(), joins: done.documents.is_some() };
                    // What was reviewed is reported while the next files are reviewed.
                    let ((), flow) = rayon::join(
                        || self.review_together(first, group, wanted, &mut room),
                        || self.report(&mut reviewed, &mut done, listener),
                    );
                    std::mem::swap(&mut reviewed, &mut room);
                    flow
                }
            };
            if flow.is_break() {
                return;
            }
            first += group.len();
        }
        let _ = self.report(&mut reviewed, &mut done, listener);
    }

    fn run_alone(
        &self,
        nth: usize,
        job: &Job,
        done: &mut Published<'_>,
        listener: &mut dyn BatchListener,
    ) -> ControlFlow<()> {
        let joins = done.documents.is_some();
        let outcome = self.run_job(job, &mut Direct { nth, joins, listener });
        listener.done(nth, self.publish(job, outcome, done))
    }

    /// Reviews the jobs of a group, of which the first is number `first` of all.
    fn review_together<'j, J: AsRef<Job> + Sync>(
        &self,
        first: usize,
        group: &'j [J],
        wanted: Wanted,
        reviewed: &mut Vec<Reviewed<'j>>,
    ) {
        let review = |(nth, job): (usize, &'j J)| {
            let job = job.as_ref();
            let mut kept = Buffered { wanted, name: None, items: Vec::new(), bytes: 0 };
            let outcome = self.run_job(job, &mut kept);
            Reviewed { nth: first + nth, job, kept, outcome }
        };
        // Files differ in size: a thread that is done takes the next one.
        group.par_iter().enumerate().with_max_len(1).map(review).collect_into_vec(reviewed);
    }

    /// Reports on a group that was reviewed, if there is one, and leaves its room empty.
    fn report(
        &self,
        group: &mut Vec<Reviewed<'_>>,
        done: &mut Published<'_>,
        listener: &mut dyn BatchListener,
    ) -> ControlFlow<()> {
        let mut flow = ControlFlow::Continue(());
        for Reviewed { nth, job, kept, outcome } in group.drain(..) {
            listener.progress(kept.bytes);
            kept.name.iter().for_each(|name| listener.named(nth, name));
            kept.items.iter().for_each(|item| listener.item(nth, item));
            // What was done is reported, even if nothing else is to be begun.
            let outcome = self.publish(job, outcome, done);
            if listener.done(nth, outcome).is_break() {
                flow = ControlFlow::Break(());
            }
        }
        flow
    }

    fn run_job(&self, job: &Job, listener: &mut dyn Listener) -> Result<Done, Error> {
        let own = self.for_document(|| job.name());
        let work = || match &job.task {
            Task::Check => own.check_job(job, listener).map(Done::from),
            Task::Mask { target, replace } => {
                self.refuse_taken(target, *replace)?;
                let (report, output) = own.mask_into(Source::File(&job.path), folder_of(target), listener)?;
                Ok(Done { report, output })
            }
            Task::MaskInPlace { backup, replace } => {
                let (report, output) = own.mask_for_place(&job.path, backup, *replace, listener)?;
                Ok(Done { report, output })
            }
        };
        contained(work).unwrap_or_else(|| {
            let name = self.display_name(&job.name());
            Err(ErrorKind::Fault { name }.into())
        })
    }
}

impl Pipeline {
    fn check_job(&self, job: &Job, listener: &mut dyn Listener) -> Result<Report, Error> {
        match &self.cached {
            Some(cached) if self.may_reuse(job, listener) => self.check_cached(cached, job, listener),
            _ => self.check_anew(job, listener),
        }
    }

    /// Checks a document of which nothing is known.
    pub(crate) fn check_anew(&self, job: &Job, listener: &mut dyn Listener) -> Result<Report, Error> {
        let lines = job.lines.as_ref();
        let check = |source: Source<'_>, listener: &mut dyn Listener| match lines {
            Some(lines) if lines.is_empty() => self.check_name(source, listener),
            lines => self.check_unrecorded(source, Hash::Wanted, lines, listener),
        };
        let Some(stored) = &job.stored else { return check(Source::File(&job.path), listener) };
        let name = job.name();
        match stored.fetch() {
            Ok(bytes) => check(Source::Bytes { name: &name, bytes: &bytes }, listener),
            Err(_) => Ok(Report::not_inspected(&self.display_name(&name), Reason::Unreadable)),
        }
    }

    /// Records what was done and gives what was written its name. One document after the other, so that neither the names
    /// nor the trail depend on threads.
    fn publish(
        &self,
        job: &Job,
        outcome: Result<Done, Error>,
        published: &mut Published<'_>,
    ) -> Result<Report, Error> {
        let (task, path) = (job.task.id(), job.name());
        let Done { mut report, output } = self.recorded_failure(task, &path, outcome)?;
        let floor = self.for_document(|| job.name()).policy.floor();
        published.compare(&mut report, floor);
        let output = output.filter(|_| report.verdict != Verdict::MustNotPublish);
        let target = match &job.task {
            Task::Mask { target, .. } if output.is_some() => {
                Some(self.told_target(job, target, &report, published.taken))
            }
            _ => None,
        };
        report.output = target.as_deref().map(|target| self.display_name(&target.to_string_lossy()));
        if matches!(job.task, Task::Check) {
            self.mind_last_day(&mut report)?;
        }
        self.for_document(|| job.name()).record(task, &report)?;
        let named = match (output, &job.task, target) {
            (Some(output), Task::Mask { replace, .. }, Some(target)) => {
                let shown = report.output.clone().unwrap_or_default();
                output.publish(&target, *replace).map_err(|error| Error::writing(shown, error))
            }
            (Some(output), Task::MaskInPlace { backup, replace }, _) => {
                self.take_place(output, &job.path, backup, *replace)
            }
            _ => Ok(()),
        };
        self.recorded_failure(task, &path, named)?;
        Ok(report)
    }

    /// The file to write: what the name alone tells was minded when the target was chosen, what the document told of it
    /// was not.
    fn told_target(
        &self,
        job: &Job,
        target: &Path,
        report: &Report,
        taken: &mut HashSet<PathBuf>,
    ) -> PathBuf {
        let alone = job.path.file_name().map(|name| self.public_path(Path::new(name)));
        let told = report.public_name.as_deref().filter(|name| alone.as_deref() != Some(Path::new(name)));
        told.map_or_else(|| target.to_owned(), |name| renamed(target, name, taken))
    }
}

/// The file to write, once the document has told by which name it may be published.
fn renamed(target: &Path, name: &str, taken: &mut HashSet<PathBuf>) -> PathBuf {
    let beside = |name: &str| target.with_file_name(name);
    let target = beside(&numbered(name, |name| taken.contains(&beside(name))));
    taken.insert(target.clone());
    target
}

/// What was published so far.
struct Published<'t> {
    /// The names of files that are taken.
    taken: &'t mut HashSet<PathBuf>,
    /// What documents show, where there are several.
    documents: Option<Documents>,
}

impl Published<'_> {
    /// A document that gives too much away beside those before it must not be published.
    fn compare(&mut self, report: &mut Report, floor: u64) {
        let shown = std::mem::take(&mut report.shown);
        let is_published = may_be_written(report.verdict);
        let Some(documents) = self.documents.as_mut().filter(|_| is_published) else { return };
        report.together = documents.add(&report.name, floor, shown).into();
        if report.together.rows > 0 {
            report.verdict = Verdict::MustNotPublish;
            report.output_hash = None;
        }
    }
}

/// What came of a job: a report, and a file that has no name yet.
struct Done {
    report: Report,
    output: Option<Output>,
}

impl From<Report> for Done {
    fn from(report: Report) -> Self {
        Self { report, output: None }
    }
}

/// What `work` gives, or nothing if it panics: a fault over one document must not keep the others from being done.
/// Nothing that `work` left half done is used again, because outputs have no name until they are whole.
fn contained<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}

/// How many of the first documents, whose sizes these are, are done side by side. Depends on the files alone.
fn group_len(sizes: &[u64]) -> usize {
    let mut bytes = 0;
    let small = sizes.iter().take(GROUP_FILES).take_while(|&&size| {
        bytes += size;
        size < LARGE && bytes <= GROUP
    });
    small.count().max(1)
}

/// Passes on what is found at once.
struct Direct<'l> {
    nth: usize,
    joins: bool,
    listener: &'l mut dyn BatchListener,
}

impl Listener for Direct<'_> {
    fn named(&mut self, name: &str) {
        self.listener.named(self.nth, name);
    }

    fn item(&mut self, item: &Item) {
        self.listener.item(self.nth, item);
    }

    fn wants_items(&self) -> bool {
        self.listener.wants_items()
    }

    fn joins(&self) -> bool {
        self.joins
    }

    fn progress(&mut self, bytes: u64) {
        self.listener.progress(bytes);
    }
}

/// What is to be kept of a document until its turn comes.
#[derive(Clone, Copy)]
struct Wanted {
    items: bool,
    joins: bool,
}

/// What came of a job of a group.
struct Reviewed<'j> {
    nth: usize,
    job: &'j Job,
    kept: Buffered,
    outcome: Result<Done, Error>,
}

/// Keeps what is found until its turn comes.
struct Buffered {
    wanted: Wanted,
    name: Option<String>,
    items: Vec<Item>,
    /// How many bytes were reviewed.
    bytes: u64,
}

impl Listener for Buffered {
    fn named(&mut self, name: &str) {
        self.name = Some(name.to_owned());
    }

    fn item(&mut self, item: &Item) {
        self.items.push(item.clone());
    }

    fn wants_items(&self) -> bool {
        self.wanted.items
    }

    fn joins(&self) -> bool {
        self.wanted.joins
    }

    fn progress(&mut self, bytes: u64) {
        self.bytes += bytes;
    }
}

#[cfg(test)]
mod tests {
    use super::contained;

    #[test]
    fn a_fault_ends_nothing_but_its_document() {
        assert_eq!(contained(|| 1), Some(1));
        assert_eq!(contained::<i32>(|| panic!("over this document")), None);
    }
}
