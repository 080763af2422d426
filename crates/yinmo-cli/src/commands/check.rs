//! `yinmo check`: looks, and changes nothing.

use std::path::PathBuf;

use super::batch::{self, Plan};
use super::stdin;
use crate::args::CheckArgs;
use crate::cache;
use crate::exit::{Exit, leave_to_the_system};
use crate::lang::Lang;
use crate::print;
use crate::run::Alarm;
use crate::scope::{self, Rules};
use crate::waivers;
use crate::worklist;
use anyhow::{Result, anyhow};

/// Checks what the arguments name.
pub fn run(args: &CheckArgs, lang: Lang) -> Result<Exit> {
    let revised = scope::revised(&args.scope, lang)?;
    let session = batch::Session::begin(
        &args.report,
        &args.policy,
        &args.trail,
        None,
        print::Task::Check { all: args.all },
        revised.as_ref(),
        lang,
    )?
    .waiving(&args.waivers, revised.as_ref())?;
    let alarm = Alarm::Findings(args.fail_on);
    if let Some(path) = &args.worklist {
        worklist::refuse_unless_writable(path, lang)?;
    }
    if !args.scope.is_given() && stdin::is_meant(&args.paths, lang)? {
        if args.worklist.is_some() {
            return Err(anyhow!(lang.pick(
                "标准输入没有可以再核对的文件，不能写审核表",
                "standard input is no file to come back to; it has no worklist",
            )));
        }
        return stdin::check(&session, alarm);
    }
    let own: Vec<PathBuf> =
        session.report_files().chain(&args.worklist).chain(&session.baseline).cloned().collect();
    let policy = session.pipeline.policy();
    let rules = Rules::new(policy, &args.policy, &args.scope).and(waivers::file(&args.waivers, policy));
    let find = || scope::of(&args.scope, &args.paths, &own, &rules, revised.as_ref(), lang);
    let (cache, scope) = session.opening_cache(&args.cache, find);
    let mut scope = scope?.without_baselines(&session.pipeline);
    let worklist: Vec<PathBuf> = args.worklist.iter().cloned().collect();
    session.refuse_to_overwrite(&scope.found, &worklist)?;
    let left_out = std::mem::take(&mut scope.left_out);
    let session = match &cache {
        Some(cache) => session.remembering(cache),
        None => session,
    };
    let plan = Plan { alarm, worklist: args.worklist.clone(), left_out, output: None };
    let exit = session.run(&scope.found, plan)?;
    if let Some(cache) = cache {
        cache::save(&cache, &args.cache, lang);
    }
    let failure = scope.failure(lang);
    leave_to_the_system(scope.found);
    match failure {
        Some(error) if exit != Exit::Interrupted => Err(error),
        _ => Ok(exit),
    }
}
