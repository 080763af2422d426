//! `yinmo verify`: an original beside what was made of it for publication.

mod pairs;
mod report;

use std::path::PathBuf;

use anyhow::Result;
use indicatif::ProgressBar;
use rayon::prelude::*;
use yinmo::{Pipeline, Source, Verification};

use crate::args::{Format, VerifyArgs};
use crate::config;
use crate::exit::Exit;
use crate::lang::Lang;
use crate::print::to_stderr;
use crate::sink::Sink;
use crate::words::{io_error, visible};
use crate::worklist;
use pairs::Pair;

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
    let pipeline = Pipeline::new(config::policy(&args.policy, lang)?);
    let pipeline = worklist::decided(pipeline, args.decisions.as_deref(), lang)?;
    let pairs = pairs::find(&pipeline, &args.original, &args.masked, lang)?;
    let threads = rayon::ThreadPoolBuilder::new().num_threads(args.jobs.map_or(0, Into::into)).build()?;
    let outcomes: Vec<Outcome> =
        threads.install(|| pairs.par_iter().map(|pair| compare(&pipeline, pair, lang)).collect());
    if outcomes.is_empty() {
        to_stderr(lang.pick("没有可比对的文件\n", "there is nothing to compare\n"));
    }
    let mut sink = sink(args.output.as_ref(), lang)?;
    let written = match args.format {
        Format::Text => report::text(&mut sink, &outcomes, lang),
        Format::Json => report::json(&mut sink, &outcomes),
        Format::Jsonl => report::jsonl(&mut sink, &outcomes),
    };
    written.and_then(|()| sink.finish()).map_err(|error| failed(&error, lang))?;
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

fn sink(output: Option<&PathBuf>, lang: Lang) -> Result<Sink> {
    match output {
        None => Ok(Sink::stdout(ProgressBar::hidden())),
        Some(path) => Sink::file(path).map_err(|error| failed(&error, lang)),
    }
}

fn failed(error: &std::io::Error, lang: Lang) -> anyhow::Error {
    let why = io_error(error, lang);
    anyhow::anyhow!(lang.pick(format!("报告写不出来：{why}"), format!("cannot write the report: {why}")))
}
