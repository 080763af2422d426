//! `yinmo check`: looks, and changes nothing.

use anyhow::Result;
use yinmo::{Job, Task};

use super::batch::{self, Plan};
use super::stdin;
use crate::args::CheckArgs;
use crate::exit::Exit;
use crate::files;
use crate::lang::Lang;
use crate::print;
use crate::run::Alarm;

/// Checks what the arguments name.
pub fn run(args: &CheckArgs, lang: Lang) -> Result<Exit> {
    let session = batch::Session::begin(
        &args.report,
        &args.policy,
        &args.trail,
        print::Task::Check { all: args.all },
        lang,
    )?;
    let alarm = Alarm::Findings(args.fail_on);
    if stdin::is_meant(&args.paths, lang)? {
        return stdin::check(&session, alarm);
    }
    let found = files::find(&args.paths, args.report.output.as_slice());
    session.refuse_to_overwrite_inputs(&found)?;
    let jobs = found.files.iter().map(|file| Job { path: file.path.clone(), task: Task::Check }).collect();
    session.run(found, &Plan { jobs, alarm })
}
