//! `yinmo trail`: whether a trail is as it was written, what it says, and a report on it.

mod csv;
mod export;
mod html;
mod totals;

use std::path::Path;

use anyhow::{Result, anyhow};
use yinmo::trail::{FaultKind, Record, TrailError, Verified, records, verify};

use crate::args::{TrailCommand, TrailCommandArgs, TrailShowArgs, TrailVerifyArgs};
use crate::exit::Exit;
use crate::lang::Lang;
use crate::print::to_stdout;
use crate::words::visible;

/// Does what is asked for.
pub fn run(args: &TrailCommandArgs, lang: Lang) -> Result<Exit> {
    match &args.command {
        TrailCommand::Verify(args) => verify_trail(args, lang),
        TrailCommand::Show(args) => show(args, lang),
        TrailCommand::Export(args) => export::run(args, lang),
    }
}

fn verify_trail(args: &TrailVerifyArgs, lang: Lang) -> Result<Exit> {
    let verified = verify(&args.file, args.noted.as_ref()).map_err(|error| failure(&error, lang))?;
    to_stdout(&format!("{}\n", judgement(&args.file, &verified, lang)));
    Ok(match verified.fault.map(|fault| fault.kind) {
        None => Exit::Clean,
        Some(FaultKind::NoHead | FaultKind::Torn) => Exit::Incomplete,
        Some(_) => Exit::Found,
    })
}

/// What verifying came to, in a line or two.
fn judgement(file: &Path, verified: &Verified, lang: Lang) -> String {
    let (file, count) = (visible(&file.to_string_lossy()), verified.records);
    match (&verified.fault, &verified.head) {
        (Some(fault), _) => lang.pick(
            format!("{file}：{}；此前 {count} 条完好", fault.zh()),
            format!("{file}: {}; the {count} records before it are whole", fault.en()),
        ),
        (None, Some(head)) => lang.pick(
            format!("{file}：{count} 条，完好\n末条：{head}"),
            format!("{file}: {count} records, whole\nhead: {head}"),
        ),
        (None, None) => lang.pick(format!("{file}：没有记录"), format!("{file}: no records")),
    }
}

fn show(args: &TrailShowArgs, lang: Lang) -> Result<Exit> {
    let all = read(&args.file, lang)?;
    let first = args.last.map_or(0, |last| all.len().saturating_sub(last));
    all[first..].iter().for_each(|record| to_stdout(&line(record)));
    Ok(Exit::Clean)
}

/// Number, time, task, verdict, document, output, who.
fn line(record: &Record) -> String {
    let entry = &record.entry;
    let output = entry.output.as_deref().map_or_else(String::new, |output| format!(" → {}", visible(output)));
    let who = record.who.as_deref().map_or_else(String::new, |who| format!("  {}", visible(who)));
    format!(
        "{}  {}  {}  {}  {}{output}{who}\n",
        record.seq,
        visible(&record.at),
        visible(&entry.task),
        visible(&entry.verdict),
        visible(&entry.document)
    )
}

fn read(file: &Path, lang: Lang) -> Result<Vec<Record>> {
    let records = records(file).map_err(|error| failure(&error, lang))?;
    records.collect::<Result<_, _>>().map_err(|error| failure(&error, lang))
}

fn failure(error: &TrailError, lang: Lang) -> anyhow::Error {
    anyhow!(lang.pick(error.zh(), error.en()))
}
