//! `yinmo trail export`: a report on the records of a period, with what verifying them came to.

use std::io;
use std::path::Path;

use anyhow::{Result, anyhow};
use yinmo::policy::Day;
use yinmo::trail::{Record, verify};

use super::{csv, failure, html, judgement, read};
use crate::args::TrailExportArgs;
use crate::exit::Exit;
use crate::lang::Lang;
use crate::print::to_stderr;
use crate::sink::Sink;
use crate::words::{io_error, visible};

/// Writes the report. A trail that is not as it was written is reported on, and that is said in it.
pub fn run(args: &TrailExportArgs, lang: Lang) -> Result<Exit> {
    let is_csv = match extension(&args.output).as_deref() {
        Some("csv") => true,
        Some("html" | "htm") => false,
        _ => {
            return Err(anyhow!(lang.pick(
                "报告文件名须以 .html 或 .csv 结尾",
                "the report's name has to end in .html or .csv"
            )));
        }
    };
    let verified = verify(&args.file, None).map_err(|error| failure(&error, lang))?;
    let mut records = read(&args.file, lang)?;
    records.retain(|record| is_within(record, args.from, args.to));
    let write = |out: &mut dyn io::Write| match is_csv {
        true => csv::write(&records, out),
        false => {
            html::write(&records, &judgement(&args.file, &verified, Lang::Zh), (args.from, args.to), out)
        }
    };
    let written = Sink::file(&args.output).and_then(|mut sink| {
        write(&mut sink)?;
        sink.finish()
    });
    written.map_err(|error| {
        let (path, why) = (visible(&args.output.to_string_lossy()), io_error(&error, lang));
        anyhow!(lang.pick(format!("无法写出 {path}：{why}"), format!("cannot write {path}: {why}")))
    })?;
    if verified.fault.is_none() {
        return Ok(Exit::Clean);
    }
    to_stderr(&format!("{}\n", judgement(&args.file, &verified, lang)));
    Ok(Exit::Found)
}

fn extension(path: &Path) -> Option<String> {
    Some(path.extension()?.to_str()?.to_lowercase())
}

/// Whether it was written in these days, both included.
fn is_within(record: &Record, from: Option<Day>, to: Option<Day>) -> bool {
    let day = record.at.get(..10).and_then(|day| day.parse::<Day>().ok());
    match day {
        Some(day) => from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to),
        None => from.is_none() && to.is_none(),
    }
}
