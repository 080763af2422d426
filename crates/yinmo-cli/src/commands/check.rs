//! `yinmo check`: looks, and changes nothing.

use std::path::PathBuf;

use anyhow::{Result, anyhow};
use yinmo::{Job, Task};

use super::batch::{self, Plan};
use super::stdin;
use crate::args::CheckArgs;
use crate::cache;
use crate::exit::Exit;
use crate::files;
use crate::lang::Lang;
use crate::print;
use crate::run::Alarm;
use crate::worklist;

/// Checks what the arguments name.
pub fn run(args: &CheckArgs, lang: Lang) -> Result<Exit> {
    let session = batch::Session::begin(
        &args.report,
        &args.policy,
        &args.trail,
        None,
        print::Task::Check { all: args.all },
        lang,
    )?;
    let alarm = Alarm::Findings(args.fail_on);
    if let Some(path) = &args.worklist {
        worklist::refuse_unless_writable(path, lang)?;
    }
    if stdin::is_meant(&args.paths, lang)? {
        if args.worklist.is_some() {
            return Err(anyhow!(lang.pick(
                "标准输入没有可以再核对的文件，不能写审核表",
                "standard input is no file to come back to; it has no worklist",
            )));
        }
        return stdin::check(&session, alarm);
    }
    let own: Vec<PathBuf> = args.report.output.iter().chain(&args.worklist).cloned().collect();
    let found = files::find(&args.paths, &own);
    session.refuse_to_overwrite_inputs(&found)?;
    let (session, cache) = session.remembering(&args.cache);
    let jobs = found.files.iter().map(|file| Job::new(file.path.clone(), Task::Check)).collect();
    let exit = session.run(found, &Plan { jobs, alarm, worklist: args.worklist.clone() });
    if let Some(cache) = cache {
        cache::save(&cache, &args.cache, lang);
    }
    exit
}
