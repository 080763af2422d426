//! Standard input as the only document.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};
use indicatif::ProgressBar;
use yinmo::{Error, Report, Site, Source};

use super::batch::{Session, Stream};
use crate::exit::Exit;
use crate::lang::Lang;
use crate::run::{Alarm, Named, Run};
use crate::scope::LeftOut;
use crate::words::io_error;

/// Whether the paths mean standard input.
///
/// # Errors
/// If they mean something else as well.
pub fn is_meant(paths: &[PathBuf], lang: Lang) -> Result<bool> {
    let is_stdin = |path: &PathBuf| path == Path::new("-");
    match paths.iter().any(is_stdin) {
        true if paths.len() > 1 => Err(anyhow!(lang.pick("- 须单独使用", "- stands alone"))),
        meant => Ok(meant),
    }
}

/// All of standard input. It is kept in memory: a temporary file would be a second copy to look after.
pub fn read(lang: Lang) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    match io::stdin().lock().read_to_end(&mut bytes) {
        Ok(_) => Ok(bytes),
        Err(error) => {
            let why = io_error(&error, lang);
            Err(anyhow!(
                lang.pick(format!("无法读取标准输入：{why}"), format!("cannot read standard input: {why}"))
            ))
        }
    }
}

/// Checks standard input.
pub fn check(session: &Session<'_>, alarm: Alarm) -> Result<Exit> {
    let bytes = read(session.lang)?;
    follow(session, Stream::Out, alarm, |run, name| {
        session.pipeline.check(Source::Bytes { name, bytes: &bytes }, run)
    })
}

/// Masks standard input to standard output. The report goes to its file, or to standard error.
pub fn mask(session: &Session<'_>, alarm: Alarm) -> Result<Exit> {
    let bytes = read(session.lang)?;
    let mut masked = Vec::new();
    let exit = follow(session, Stream::Error, alarm, |run, name| {
        let (report, bytes) = session.pipeline.mask_bytes(Source::Bytes { name, bytes: &bytes }, run)?;
        masked = bytes;
        Ok(report)
    })?;
    write(&masked, session.lang)?;
    Ok(exit)
}

fn follow(
    session: &Session<'_>,
    stream: Stream,
    alarm: Alarm,
    review: impl FnOnce(&mut Run<'_>, &str) -> Result<Report, Error> + Send,
) -> Result<Exit> {
    let name = &session.report.stdin_name;
    let mut printer = session.printer(&ProgressBar::hidden(), stream)?;
    let named = Alone(session.pipeline.display_name(name));
    let mut run = Run::new(&mut *printer, 1, &named, &Site::default, alarm, ProgressBar::hidden());
    let outcome = session.in_threads(|| review(&mut run, name));
    let _ = run.done(0, outcome);
    let (documents, _, exit) = run.finish().map_err(|error| session.report_failed(&error))?;
    session.conclude(printer, documents, Site::default(), LeftOut::default(), exit)
}

/// The only document, as it may be shown.
struct Alone(String);

impl Named for Alone {
    fn document(&self, _nth: usize) -> String {
        self.0.clone()
    }

    fn target(&self, _nth: usize) -> Option<String> {
        None
    }
}

/// That nobody reads the rest is no failure.
fn write(bytes: &[u8], lang: Lang) -> Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            let why = io_error(&error, lang);
            Err(anyhow!(
                lang.pick(format!("无法写标准输出：{why}"), format!("cannot write standard output: {why}"))
            ))
        }
        _ => Ok(()),
    }
}
