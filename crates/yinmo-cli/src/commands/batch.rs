//! What `check` and `mask` share: the pipeline, the printer, the batch, the summary.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Result, anyhow};
use indicatif::ProgressBar;
use std::io::{self, IsTerminal};
use yinmo::{Cache, Key, Pipeline, Site, Task};

use crate::args::{CacheArgs, PolicyArgs, ReportArgs, TrailArgs, WaiverArgs, Wanted};
use crate::cache;
use crate::config;
use crate::exit::{Exit, leave_to_the_system};
use crate::files::{Files, Input, canonical};
use crate::label::Labels;
use crate::lang::Lang;
use crate::print::{self, Format, Printer, Setting, Several, failed_report, to_stderr};
use crate::progress;
use crate::run::{Alarm, Named, Run};
use crate::scope::{LeftOut, Revised};
use crate::sink::Sink;
use crate::summary::{Document, Documents, Outcome, Summary};
use crate::waivers;
use crate::words::{io_error, visible};
use crate::worklist::{self, Worklist};

/// What a run is set up with.
pub struct Session<'a> {
    /// Finds, decides and masks.
    pub pipeline: Arc<Pipeline>,
    /// What is said, and how.
    pub report: &'a ReportArgs,
    /// What is being done.
    pub task: print::Task,
    /// The language of messages.
    pub lang: Lang,
    /// The reports that are written.
    reports: Vec<Planned>,
    /// Files that no report may replace, beside the documents.
    kept: Vec<PathBuf>,
    /// The project key, if there is one.
    key: Option<Key>,
    /// The baseline that is used, if all of it is as it was written: nothing is to be found in it.
    pub baseline: Option<PathBuf>,
    threads: rayon::ThreadPool,
}

/// A report that is to be written.
struct Planned {
    format: &'static Format,
    file: Option<PathBuf>,
}

/// The stream for the report that goes to no file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// Standard output.
    Out,
    /// Standard error, where standard output is for documents.
    Error,
}

/// What is done with the files, and when that is alarming.
pub struct Plan {
    /// When the run ends with [`Exit::Found`].
    pub alarm: Alarm,
    /// Where what needs review is listed, to be filled in.
    pub worklist: Option<PathBuf>,
    /// What is not looked at.
    pub left_out: LeftOut,
    /// The folder that is written to, if any.
    pub output: Option<PathBuf>,
}

impl<'a> Session<'a> {
    /// Reads the configuration and builds the pipeline.
    pub fn begin(
        report: &'a ReportArgs,
        policy: &PolicyArgs,
        trail: &TrailArgs,
        decisions: Option<&Path>,
        task: print::Task,
        revised: Option<&Revised>,
        lang: Lang,
    ) -> Result<Self> {
        let reports: Vec<Planned> =
            report.reports.wanted(lang)?.into_iter().filter_map(Planned::of).collect();
        let mut kept: Vec<PathBuf> = policy.key.key_file.iter().cloned().collect();
        kept.push(config::file(policy));
        kept.extend(decisions.map(Path::to_owned));
        let (policy, key) = config::policy_of_change(policy, revised, lang)?;
        let trail = config::trail(trail, policy.trail());
        kept.extend(trail.as_ref().map(|trail| trail.path().to_owned()));
        let pipeline = worklist::decided(Pipeline::new(policy), decisions, lang)?;
        let pipeline = match trail {
            Some(trail) => pipeline.with_trail(trail),
            None => pipeline,
        };
        let shows_lines = task != print::Task::Mask && reports.iter().any(|report| report.format.shows_lines);
        let pipeline = Arc::new(if shows_lines { pipeline.with_excerpts() } else { pipeline });
        let threads =
            rayon::ThreadPoolBuilder::new().num_threads(report.jobs.map_or(0, Into::into)).build()?;
        let session = Self { pipeline, report, task, lang, reports, kept, key, baseline: None, threads };
        session.refuse_to_write_twice()?;
        Ok(session)
    }

    /// The same, counting nothing again that is waived.
    pub fn waiving(self, args: &WaiverArgs, revised: Option<&Revised>) -> Result<Self> {
        let waivers = waivers::of(args, self.pipeline.policy(), self.key.as_ref(), revised, self.lang)?;
        let Some(waivers) = waivers else { return Ok(self) };
        let is_whole = waivers.baseline().is_some_and(|baseline| baseline.faults().is_empty());
        let baseline = waivers::file(args, self.pipeline.policy()).filter(|_| is_whole);
        let pipeline = Arc::into_inner(self.pipeline).expect("nobody else has it before the run");
        Ok(Self { pipeline: Arc::new(pipeline.with_waivers(waivers)), baseline, ..self })
    }

    /// What is remembered of files, opened while `work` is done. If that is nothing, what the first document would have to
    /// wait for is made ready.
    pub fn opening_cache<T: Send>(
        &self,
        args: &CacheArgs,
        work: impl FnOnce() -> T + Send,
    ) -> (Option<Arc<Cache>>, T) {
        let open = || {
            let cache = cache::open(args, &self.pipeline, self.lang);
            if cache.as_ref().is_none_or(|cache| cache.is_empty()) {
                self.pipeline.warm_up();
            }
            cache
        };
        self.threads.join(open, work)
    }

    /// The same, looking no further at files that did not change since they were checked.
    pub fn remembering(self, cache: &Arc<Cache>) -> Self {
        let pipeline = Arc::into_inner(self.pipeline).expect("nobody else has it before the run");
        Self { pipeline: Arc::new(pipeline.with_cache(cache)), ..self }
    }

    /// Does what is to be done with the files, and reports on them and on what was not read.
    pub fn run(&self, found: &Files, plan: Plan) -> Result<Exit> {
        self.stop_on_ctrl_c()?;
        self.name_own_outputs(found);
        let progress = progress::bar(found.files.iter().map(Input::bytes).sum(), self.lang);
        let mut printer = self.printer(&progress, Stream::Out)?;
        let named = Names { session: self, files: &found.files };
        let mut worklist = plan.worklist.as_ref().map(|_| Worklist::new(self.lang));
        let files = || site(found);
        let mut run = Run::new(&mut *printer, found.files.len(), &named, &files, plan.alarm, progress)
            .listing(worklist.as_mut());
        self.in_threads(|| self.pipeline.run(&found.files, &mut run));
        let (mut documents, site, exit) = run.finish().map_err(|error| self.report_failed(&error))?;
        if let (Some(path), Some(worklist)) = (&plan.worklist, &worklist) {
            self.write_worklist(path, worklist)?;
        }
        self.labels(&plan).add(&found.files, &documents)?;
        self.tell_unapplied(&documents);
        let gaps = found.skipped.iter().map(|(path, skip)| Document {
            target: None,
            outcome: Outcome::Skipped(self.shown(path), *skip),
        });
        // Numbers tell which document is which only if none was left out, and of a change links lead elsewhere.
        let is_whole = documents.len() == found.files.len() && !plan.left_out.is_change;
        let site = if is_whole { site } else { Site::default() };
        gaps.for_each(|gap| documents.push(gap));
        self.conclude(printer, documents, site, plan.left_out, exit)
    }

    /// How what `plan` writes is labelled.
    pub fn labels<'r>(&'r self, plan: &'r Plan) -> Labels<'r> {
        Labels { pipeline: &self.pipeline, output: plan.output.as_deref(), lang: self.lang }
    }

    /// Does `work` with as many threads as were asked for.
    pub fn in_threads<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        self.threads.install(work)
    }

    /// Prints the summary. Where nothing was read, or not everything, nothing is clean.
    pub fn conclude(
        &self,
        printer: Box<dyn Printer>,
        documents: Documents,
        site: Site,
        left_out: LeftOut,
        exit: Exit,
    ) -> Result<Exit> {
        let mut summary = Summary::new(&self.pipeline, documents, site, left_out, exit);
        let has_gaps = summary.remarkable().any(|document| document.gap(self.lang).is_some());
        let is_unsaid = summary.documents.read() == 0 && !summary.left_out.explains_nothing_read();
        if has_gaps || is_unsaid {
            summary.exit = summary.exit.max(Exit::Incomplete);
        }
        if summary.documents.is_empty() {
            to_stderr(match summary.left_out.is_change {
                true => {
                    self.lang.pick("改动没有带来可检查的内容\n", "the change brings in nothing to inspect\n")
                }
                false => self.lang.pick("没有可检查的文件\n", "there is no file to inspect\n"),
            });
        }
        printer.finish(&summary).map_err(|error| self.report_failed(&error))?;
        if summary.exit == Exit::Interrupted {
            to_stderr(self.lang.pick(
                "已中断；写完的文件完整，其余未写\n",
                "interrupted; files already written are whole, the others were not written\n",
            ));
        }
        let exit = summary.exit;
        leave_to_the_system(summary);
        Ok(exit)
    }

    /// The files that reports go to.
    pub fn report_files(&self) -> impl Iterator<Item = &PathBuf> {
        self.reports.iter().filter_map(|report| report.file.as_ref())
    }

    /// No report may take the place of what it is about, of what is written of that, or of what the run goes by.
    pub fn refuse_to_overwrite(&self, found: &Files, others: &[PathBuf]) -> Result<()> {
        let reports: HashSet<PathBuf> = self.report_files().filter_map(|file| canonical(file)).collect();
        if reports.is_empty() {
            return Ok(());
        }
        let is_report = |path: &&Path| canonical(path).is_some_and(|path| reports.contains(&path));
        // What is kept elsewhere is called by names that are no paths from here.
        let inputs = found.files.iter().filter(|file| file.job.stored.is_none()).map(Input::path);
        if let Some(path) = inputs.chain(self.kept.iter().map(PathBuf::as_path)).find(is_report) {
            return Err(self.same_file(path));
        }
        let written = found.files.iter().filter_map(|file| match &file.job.task {
            Task::Mask { target, .. } => Some(target.as_path()),
            Task::MaskInPlace { backup, .. } => Some(backup.as_path()),
            Task::Check => None,
        });
        match written.chain(others.iter().map(PathBuf::as_path)).find(is_report) {
            Some(path) => Err(self.written_twice(path)),
            None => Ok(()),
        }
    }

    /// Two reports do not go to one file.
    fn refuse_to_write_twice(&self) -> Result<()> {
        let mut seen = HashSet::new();
        let real = |file: &PathBuf| canonical(file).unwrap_or_else(|| file.clone());
        match self.report_files().find(|file| !seen.insert(real(file))) {
            Some(file) => Err(self.written_twice(file)),
            None => Ok(()),
        }
    }

    fn written_twice(&self, path: &Path) -> anyhow::Error {
        let path = visible(&self.shown(path));
        anyhow!(self.lang.pick(
            format!("{path} 要写两次，任何文件都没有写。请给报告换一个文件名"),
            format!("{path} would be written twice; nothing was written; give the report another name"),
        ))
    }

    /// The error for an output that is an input.
    pub fn same_file(&self, path: &Path) -> anyhow::Error {
        let path = self.shown(path);
        anyhow!(self.lang.pick(
            format!("{path} 既是输入又是输出，未改动。请换一个输出路径"),
            format!("{path} is both input and output and was left alone; choose another output"),
        ))
    }

    /// A path as it may be shown.
    pub fn shown(&self, path: &Path) -> String {
        self.pipeline.display_name(&path.to_string_lossy())
    }

    /// What writes the reports.
    pub fn printer(&self, progress: &ProgressBar, stream: Stream) -> Result<Box<dyn Printer>> {
        let printers = self.reports.iter().map(|report| {
            let name = report.file.as_deref().map(|file| visible(&self.shown(file)));
            let failed = |error: io::Error| self.cannot_write(name.as_deref(), &error);
            let sink = match (&report.file, stream) {
                (Some(file), _) => Sink::file(file).map_err(failed)?,
                (None, Stream::Out) => Sink::stdout(progress.clone()),
                (None, Stream::Error) => Sink::stderr(progress.clone()),
            };
            let coloured = report.file.is_none() && colours_are_welcome();
            let k = self.pipeline.policy().risk().k;
            let setting = Setting { task: self.task, lang: self.lang, k, coloured };
            Ok((name, (report.format.open)(setting, sink)))
        });
        Ok(Box::new(Several::new(printers.collect::<Result<_>>()?)))
    }

    /// The error for a report that cannot be written.
    pub fn report_failed(&self, error: &io::Error) -> anyhow::Error {
        let (file, error) = failed_report(error);
        self.cannot_write(file, error)
    }

    fn cannot_write(&self, file: Option<&str>, error: &io::Error) -> anyhow::Error {
        let [path, of_path] =
            file.map_or_else(Default::default, |file| [format!(" {file} "), format!(" {file}")]);
        let why = io_error(error, self.lang);
        anyhow!(self.lang.pick(
            format!("报告{path}写不出来：{why}。请检查磁盘空间和目录权限"),
            format!("cannot write the report{of_path}: {why}; check disk space and permissions"),
        ))
    }

    fn write_worklist(&self, path: &Path, list: &Worklist) -> Result<()> {
        let shown = visible(&self.shown(path));
        if list.is_empty() {
            to_stderr(self.lang.pick(
                "没有须人工审核的内容，未写审核表\n",
                "nothing needs review; no worklist was written\n",
            ));
            return Ok(());
        }
        list.write(path)?;
        let rows = list.len();
        to_stderr(&self.lang.pick(
            format!("须人工审核的 {rows} 项写入 {shown}。填好“决定”一列后，用 yinmo mask --decisions {shown} 处理\n"),
            format!("{rows} rows written to {shown}; fill in 决定, then run yinmo mask --decisions {shown}\n"),
        ));
        Ok(())
    }

    /// Names the files of the list of decisions to which it was not applied.
    fn tell_unapplied(&self, documents: &[Document]) {
        let reports = || {
            documents.iter().filter_map(|document| match &document.outcome {
                Outcome::Reviewed(report) => Some(report),
                _ => None,
            })
        };
        let decisions = self.pipeline.decisions();
        for (file, hash) in decisions.into_iter().flat_map(yinmo::Decisions::files) {
            if reports().any(|report| report.hash == hash) {
                continue;
            }
            let changed = reports().any(|report| report.decisions_of_another && report.name == file);
            let file = visible(&self.pipeline.display_name(file));
            to_stderr(&match changed {
                true => self.lang.pick(
                    format!("{file}：文件在生成审核表之后改动过（SHA-256 不同），其决定未采用，仍须人工审核。请重新生成审核表\n"),
                    format!("{file}: the file changed since the worklist was made (another SHA-256); its decisions were not applied and it still needs review; make the worklist anew\n"),
                ),
                false => self.lang.pick(
                    format!("{file}：审核表中有此文件，本次没有处理内容相同的文件\n"),
                    format!("{file}: it is in the worklist, and no file of this content was among the inputs\n"),
                ),
            });
        }
    }

    /// The first Ctrl-C ends the run in order, the second at once.
    fn stop_on_ctrl_c(&self) -> Result<()> {
        let pipeline = Arc::clone(&self.pipeline);
        let mut asked = false;
        ctrlc::set_handler(move || {
            if asked {
                std::process::exit(Exit::Interrupted.code().into());
            }
            asked = true;
            pipeline.stop();
        })?;
        Ok(())
    }

    fn name_own_outputs(&self, found: &Files) {
        let baseline = self.baseline.as_deref().and_then(canonical);
        for path in &found.own {
            let is_baseline = baseline.is_some() && canonical(path) == baseline;
            let path = visible(&self.shown(path));
            if is_baseline {
                to_stderr(&self.lang.pick(
                    format!("{path} 是本次所用的基线，封签完好，不作为输入\n"),
                    format!("{path} is the baseline of this run, as it was written, and is not read\n"),
                ));
                continue;
            }
            to_stderr(&self.lang.pick(
                format!("{path} 是本次的输出，不作为输入\n"),
                format!("{path} is an output of this run and is not read\n"),
            ));
        }
    }
}

/// How the documents of jobs may be shown.
struct Names<'n> {
    session: &'n Session<'n>,
    files: &'n [Input],
}

impl Named for Names<'_> {
    fn document(&self, nth: usize) -> String {
        self.session.shown(self.files[nth].path())
    }

    fn target(&self, nth: usize) -> Option<String> {
        match &self.files[nth].job.task {
            Task::Mask { target, .. } => Some(self.session.shown(target)),
            Task::Check | Task::MaskInPlace { .. } => None,
        }
    }
}

impl Planned {
    fn of(wanted: Wanted) -> Option<Self> {
        Some(Self { format: Format::called(&wanted.form)?, file: wanted.file })
    }
}

/// The files that links may lead to: those that are read, then those that are not.
fn site(found: &Files) -> Site {
    let read = found.files.iter().map(|file| (file.found_at(), file.relative()));
    Site::new(read.chain(found.skipped.iter().map(|(path, _)| (&**path, Path::new("")))))
}

fn colours_are_welcome() -> bool {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    !refused && io::stdout().is_terminal()
}
