//! `yinmo verify`: an original beside what was made of it for publication.

mod pairs;
mod report;

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};
use indicatif::ProgressBar;
use rayon::prelude::*;
use yinmo::{Pipeline, Source, Verification};

use crate::args::{Forms, VerifyArgs, Wanted};
use crate::config;
use crate::exit::Exit;
use crate::files::canonical;
use crate::lang::Lang;
use crate::print::to_stderr;
use crate::sink::Sink;
use crate::words::{io_error, visible};
use crate::worklist;
use pairs::Pair;

/// The forms of reports on comparing, for the command line.
pub enum Compared {}

impl Forms for Compared {
    fn ids() -> Vec<&'static str> {
        report::FORMATS.iter().map(|format| format.id).collect()
    }
}

/// What came of a pair.
enum Outcome {
    /// They were compared, or could not be.
    Compared(Box<Verification>),
    /// There is nothing to compare it with: the original, as it may be shown.
    Missing(String),
    /// There is no original of it: the file, as it may be shown.
    Extra(String),
    /// Something went wrong outside the documents.
    Failed(String, String),
}

impl Outcome {
    /// The original; what was made of it, if that is all there is.
    fn name(&self) -> &str {
        match self {
            Self::Compared(verification) => &verification.original,
            Self::Missing(name) | Self::Extra(name) | Self::Failed(name, _) => name,
        }
    }

    fn exit(&self) -> Exit {
        match self {
            Self::Compared(verification) if verification.incomparable.is_some() => Exit::Incomplete,
            Self::Compared(verification) if verification.is_fine() => Exit::Clean,
            Self::Compared(_) | Self::Missing(_) | Self::Extra(_) => Exit::Found,
            Self::Failed(..) => Exit::Failed,
        }
    }
}

/// Compares what the arguments name.
pub fn run(args: &VerifyArgs, lang: Lang) -> Result<Exit> {
    let reports = args.reports.wanted(lang)?;
    let pipeline = Pipeline::new(config::policy(&args.policy, lang)?);
    let pipeline = worklist::decided(pipeline, args.decisions.as_deref(), lang)?;
    let pairs = pairs::find(&pipeline, &args.original, &args.masked, lang)?;
    refuse_to_overwrite(&reports, &pairs, args.decisions.as_deref(), lang)?;
    let threads = rayon::ThreadPoolBuilder::new().num_threads(args.jobs.map_or(0, Into::into)).build()?;
    let outcomes: Vec<Outcome> =
        threads.install(|| pairs.par_iter().map(|pair| compare(&pipeline, pair, lang)).collect());
    if outcomes.is_empty() {
        to_stderr(lang.pick("没有可比对的文件\n", "there is nothing to compare\n"));
    }
    let printed: Vec<Result<()>> = reports.iter().map(|report| print(report, &outcomes, lang)).collect();
    printed.into_iter().collect::<Result<()>>()?;
    Ok(outcomes.iter().map(Outcome::exit).max().unwrap_or(Exit::Incomplete))
}

fn compare(pipeline: &Pipeline, pair: &Pair, lang: Lang) -> Outcome {
    let shown = |path: &PathBuf| visible(&pipeline.display_name(&path.to_string_lossy()));
    match pair {
        Pair::Both(original, masked) => match pipeline.verify(Source::File(original), Source::File(masked)) {
            Ok(verification) => Outcome::Compared(Box::new(verification)),
            Err(error) => Outcome::Failed(shown(original), lang.pick(error.zh(), error.en())),
        },
        Pair::Missing(original) => Outcome::Missing(shown(original)),
        Pair::Extra(masked) => Outcome::Extra(shown(masked)),
    }
}

/// Writes a report; the others are written whether it can be or not.
fn print(report: &Wanted, outcomes: &[Outcome], lang: Lang) -> Result<()> {
    let Some(format) = report::FORMATS.iter().find(|format| format.id == report.form) else { return Ok(()) };
    let sink = match &report.file {
        None => Ok(Sink::stdout(ProgressBar::hidden())),
        Some(path) => Sink::file(path),
    };
    let written = sink.and_then(|mut sink| {
        (format.write)(&mut sink, outcomes, lang)?;
        sink.finish()
    });
    written.map_err(|error| failed(report.file.as_deref(), &error, lang))
}

/// No report takes the place of what is compared, of the worklist, or of another report.
fn refuse_to_overwrite(
    reports: &[Wanted],
    pairs: &[Pair],
    decisions: Option<&Path>,
    lang: Lang,
) -> Result<()> {
    let inputs = pairs.iter().flat_map(Pair::paths).chain(decisions);
    let mut taken: HashSet<PathBuf> = inputs.filter_map(canonical).collect();
    for file in reports.iter().filter_map(|report| report.file.as_deref()) {
        if !taken.insert(canonical(file).unwrap_or_else(|| file.to_owned())) {
            let file = shown(file);
            return Err(anyhow!(lang.pick(
                format!("{file} 既是输入又是输出，或要写两次，未改动。请给报告换一个文件名"),
                format!("{file} is an input or would be written twice, and was left alone; give the report another name"),
            )));
        }
    }
    Ok(())
}

fn shown(path: &Path) -> String {
    visible(&Pipeline::default().display_name(&path.to_string_lossy()))
}

fn failed(file: Option<&Path>, error: &std::io::Error, lang: Lang) -> anyhow::Error {
    let (file, why) =
        (file.map(|file| format!(" {} ", shown(file))).unwrap_or_default(), io_error(error, lang));
    anyhow!(lang.pick(
        format!("报告{file}写不出来：{why}"),
        format!("cannot write the report{}: {why}", file.trim_end())
    ))
}
