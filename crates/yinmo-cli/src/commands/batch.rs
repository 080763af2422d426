//! What `check` and `mask` share: the pipeline, the printer, the batch, the summary.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Result, anyhow};
use indicatif::ProgressBar;
use std::io::{self, IsTerminal};
use yinmo::{Cache, Job, Pipeline, Site, Task};

use crate::args::{CacheArgs, Format, PolicyArgs, ReportArgs, TrailArgs};
use crate::cache;
use crate::config;
use crate::exit::Exit;
use crate::files::{Files, canonical};
use crate::lang::Lang;
use crate::print::{self, Printer, to_stderr};
use crate::progress;
use crate::run::{Alarm, Run};
use crate::sink::Sink;
use crate::summary::{Document, Outcome, Summary};
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
    threads: rayon::ThreadPool,
}

/// What is done with the files, and when that is alarming.
pub struct Plan {
    /// One for each file.
    pub jobs: Vec<Job>,
    /// When the run ends with [`Exit::Found`].
    pub alarm: Alarm,
    /// Where what needs review is listed, to be filled in.
    pub worklist: Option<PathBuf>,
}

impl<'a> Session<'a> {
    /// Reads the configuration and builds the pipeline.
    pub fn begin(
        report: &'a ReportArgs,
        policy: &PolicyArgs,
        trail: &TrailArgs,
        decisions: Option<&Path>,
        task: print::Task,
        lang: Lang,
    ) -> Result<Self> {
        let policy = config::policy(policy, lang)?;
        let trail = config::trail(trail, policy.trail());
        let pipeline = worklist::decided(Pipeline::new(policy), decisions, lang)?;
        let pipeline = match trail {
            Some(trail) => pipeline.with_trail(trail),
            None => pipeline,
        };
        let shows_lines = task != print::Task::Mask && report.format == Format::Text;
        let pipeline = Arc::new(if shows_lines { pipeline.with_excerpts() } else { pipeline });
        let threads =
            rayon::ThreadPoolBuilder::new().num_threads(report.jobs.map_or(0, Into::into)).build()?;
        Ok(Self { pipeline, report, task, lang, threads })
    }

    /// The same, looking no further at files that did not change since they were checked.
    pub fn remembering(self, args: &CacheArgs) -> (Self, Option<Arc<Cache>>) {
        let Some(cache) = cache::open(args, &self.pipeline, self.lang) else { return (self, None) };
        let Self { pipeline, report, task, lang, threads } = self;
        let pipeline = match Arc::try_unwrap(pipeline) {
            Ok(pipeline) => Arc::new(pipeline.with_cache(&cache)),
            Err(shared) => shared,
        };
        (Self { pipeline, report, task, lang, threads }, Some(cache))
    }

    /// Does the jobs and reports on them, and on what was not read.
    pub fn run(&self, found: Files, plan: &Plan) -> Result<Exit> {
        self.stop_on_ctrl_c()?;
        self.name_own_outputs(&found);
        let progress = progress::bar(found.files.iter().map(|file| file.bytes).sum(), self.lang);
        let mut printer = self.printer(self.sink(progress.clone())?);
        let names = plan.jobs.iter().map(|job| self.names(job)).collect();
        let shown = |nth: usize| self.shown(&plan.jobs[nth].path);
        let mut worklist = plan.worklist.as_ref().map(|_| Worklist::new(self.lang));
        let mut run = Run::new(&mut *printer, names, site(&found), plan.alarm, progress)
            .listing(worklist.as_mut())
            .naming(&shown);
        self.in_threads(|| self.pipeline.run(&plan.jobs, &mut run));
        let (mut documents, site, exit) = run.finish().map_err(|error| self.report_failed(&error))?;
        if let (Some(path), Some(worklist)) = (&plan.worklist, &worklist) {
            self.write_worklist(path, worklist)?;
        }
        self.tell_unapplied(&documents);
        let gaps = found.skipped.into_iter().map(|(path, skip)| Document {
            name: self.shown(&path),
            target: None,
            outcome: Outcome::Skipped(skip),
        });
        // Numbers tell which document is which only if none was left out.
        let site = if documents.len() == plan.jobs.len() { site } else { Site::default() };
        documents.extend(gaps);
        self.conclude(printer, documents, site, exit)
    }

    /// Does `work` with as many threads as were asked for.
    pub fn in_threads<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        self.threads.install(work)
    }

    /// Prints the summary. Where nothing was read, or not everything, nothing is clean.
    pub fn conclude(
        &self,
        printer: Box<dyn Printer>,
        documents: Vec<Document>,
        site: Site,
        exit: Exit,
    ) -> Result<Exit> {
        let (pipeline, policy) = (&*self.pipeline, self.pipeline.policy());
        let mut summary = Summary { pipeline, policy, documents, site, exit };
        let has_gaps = summary.documents.iter().any(|document| document.gap(self.lang).is_some());
        if has_gaps || summary.files_read() == 0 {
            summary.exit = summary.exit.max(Exit::Incomplete);
        }
        if summary.documents.is_empty() {
            to_stderr(self.lang.pick("没有可检查的文件\n", "there is no file to inspect\n"));
        }
        printer.finish(&summary).map_err(|error| self.report_failed(&error))?;
        if summary.exit == Exit::Interrupted {
            to_stderr(self.lang.pick(
                "已中断；写完的文件完整，其余未写\n",
                "interrupted; files already written are whole, the others were not written\n",
            ));
        }
        Ok(summary.exit)
    }

    /// The report may not take the place of what it is about.
    pub fn refuse_to_overwrite_inputs(&self, found: &Files) -> Result<()> {
        let Some(output) = self.report.output.as_deref().and_then(canonical) else { return Ok(()) };
        match found.files.iter().find(|file| canonical(&file.path).as_ref() == Some(&output)) {
            None => Ok(()),
            Some(file) => Err(self.same_file(&file.path)),
        }
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

    /// The printer that writes to `out`.
    pub fn printer(&self, out: Sink) -> Box<dyn Printer> {
        let coloured = self.report.output.is_none() && colours_are_welcome();
        print::printer(self.report, self.task, self.lang, out, coloured)
    }

    /// Where the report goes.
    pub fn sink(&self, progress: ProgressBar) -> Result<Sink> {
        match &self.report.output {
            None => Ok(Sink::stdout(progress)),
            Some(path) => Sink::file(path).map_err(|error| self.report_failed(&error)),
        }
    }

    /// The error for a report that cannot be written.
    pub fn report_failed(&self, error: &io::Error) -> anyhow::Error {
        let path =
            self.report.output.as_deref().map_or_else(String::new, |path| format!(" {}", self.shown(path)));
        let why = io_error(error, self.lang);
        anyhow!(self.lang.pick(
            format!("报告{path}写不出来：{why}。请检查磁盘空间和目录权限"),
            format!("cannot write the report{path}: {why}; check disk space and permissions"),
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

    fn names(&self, job: &Job) -> (String, Option<String>) {
        let target = match &job.task {
            Task::Mask { target, .. } => Some(self.shown(target)),
            Task::Check | Task::MaskInPlace { .. } => None,
        };
        // A report tells it, and to find it out takes longer than to look a file up.
        (String::new(), target)
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
        for path in &found.own {
            let path = visible(&self.shown(path));
            to_stderr(&self.lang.pick(
                format!("{path} 是本次的输出，不作为输入\n"),
                format!("{path} is an output of this run and is not read\n"),
            ));
        }
    }
}

/// The files that links may lead to: those that are read, then those that are not.
fn site(found: &Files) -> Site {
    let read = found.files.iter().map(|file| (&*file.path, &*file.relative));
    Site::new(read.chain(found.skipped.iter().map(|(path, _)| (&**path, Path::new("")))))
}

fn colours_are_welcome() -> bool {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    !refused && io::stdout().is_terminal()
}
