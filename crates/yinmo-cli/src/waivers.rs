//! What does not count again, by the arguments and the configuration.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Result, anyhow};
use yinmo::policy::Policy;
use yinmo::{Baseline, BaselineError, Key, Waivers};

use crate::args::WaiverArgs;
use crate::lang::Lang;
use crate::print::to_stderr;
use crate::words::visible;

/// Lines of a list that are named one by one.
const NAMED: usize = 10;

/// What does not count again in a check; nothing if that is what is asked for.
pub fn of(args: &WaiverArgs, policy: &Policy, key: Option<&Key>, lang: Lang) -> Result<Option<Waivers>> {
    if args.no_waivers {
        return Ok(None);
    }
    let waivers = Waivers::of(policy);
    let Some(file) = file(args, policy) else { return Ok(Some(waivers)) };
    let baseline = read(&file, key, lang)?;
    Ok(Some(waivers.with_baseline(Arc::new(baseline))))
}

/// The list that is to be used, if any is.
pub fn file(args: &WaiverArgs, policy: &Policy) -> Option<PathBuf> {
    let configured = || policy.gate().baseline.as_ref().map(PathBuf::from);
    args.baseline.clone().or_else(configured)
}

/// The list in a file. Lines that do not count are named.
pub fn read(file: &Path, key: Option<&Key>, lang: Lang) -> Result<Baseline> {
    let baseline = Baseline::read(file, key).map_err(|error| failed(&error, lang))?;
    let name = visible(&file.to_string_lossy());
    for fault in baseline.faults().iter().take(NAMED) {
        let line = fault.line;
        to_stderr(&match fault.is_changed {
            true => lang.pick(
                format!("{name}:{line}：此条在生成之后改动过，未采用，所列发现重新计入\n"),
                format!("{name}:{line}: this entry was changed since it was written; it holds no more, and what it lists counts again\n"),
            ),
            false => lang.pick(
                format!("{name}:{line}：不是基线条目，未采用\n"),
                format!("{name}:{line}: this is no entry of a baseline and was passed over\n"),
            ),
        });
    }
    let more = baseline.faults().len().saturating_sub(NAMED);
    if more > 0 {
        to_stderr(
            &lang.pick(
                format!("{name}：另有 {more} 条未采用\n"),
                format!("{name}: {more} more do not hold\n"),
            ),
        );
    }
    Ok(baseline)
}

/// The error for a list that cannot be read or written.
pub fn failed(error: &BaselineError, lang: Lang) -> anyhow::Error {
    anyhow!(lang.pick(error.zh(), error.en()))
}
