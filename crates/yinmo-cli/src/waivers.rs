//! What does not count again, by the arguments and the configuration.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Result, anyhow};
use yinmo::policy::{ChangeRules, Policy};
use yinmo::{Baseline, BaselineError, Key, Waivers};

use crate::args::WaiverArgs;
use crate::lang::Lang;
use crate::print::to_stderr;
use crate::scope::{Held, Revised};
use crate::words::visible;

/// Lines of a list that are named one by one.
const NAMED: usize = 10;

/// What does not count again in a check; nothing if that is what is asked for.
///
/// A list that the change `revised` touches counts as it was before, if that is how changes are looked at.
pub fn of(
    args: &WaiverArgs,
    policy: &Policy,
    key: Option<&Key>,
    revised: Option<&Revised>,
    lang: Lang,
) -> Result<Option<Waivers>> {
    if args.no_waivers {
        return Ok(None);
    }
    let waivers = Waivers::of(policy);
    let Some(file) = file(args, policy) else { return Ok(Some(waivers)) };
    let revised = revised.filter(|_| policy.gate().change_rules == ChangeRules::Before);
    let baseline = match revised.map(|revised| revised.held(&file)).transpose()? {
        None | Some(Held::AsItIs) => Some(read(&file, key, lang)?),
        Some(Held::Before(before)) => as_it_was(&file, before.as_deref(), key, lang),
    };
    Ok(Some(match baseline {
        Some(baseline) => waivers.with_baseline(Arc::new(baseline)),
        None => waivers,
    }))
}

/// The list as it was before a change. One that cannot be used lets nothing pass: the change may be what puts it right.
fn as_it_was(file: &Path, before: Option<&[u8]>, key: Option<&Key>, lang: Lang) -> Option<Baseline> {
    let name = visible(&file.to_string_lossy());
    let Some(bytes) = before else {
        to_stderr(&lang.pick(
            format!("基线 {name} 是本次改动新增的，从下一次改动起生效，本次不采用\n"),
            format!("the baseline {name} comes in with this change; it holds from the next one on\n"),
        ));
        return None;
    };
    match Baseline::parse(file, bytes, key) {
        Ok(baseline) => {
            to_stderr(&lang.pick(
                format!("基线 {name} 在本次改动中改过，本次采用改动之前的版本\n"),
                format!("the baseline {name} is touched by this change and used as it was before\n"),
            ));
            tell_faults(&baseline, &name, lang);
            Some(baseline)
        }
        Err(error) => {
            let why = failed(&error, lang);
            to_stderr(&lang.pick(
                format!("改动之前的基线不能用，本次不采用基线：{why}\n"),
                format!("the baseline as it was before the change cannot be used, and none is: {why}\n"),
            ));
            None
        }
    }
}

/// The list that is to be used, if any is.
pub fn file(args: &WaiverArgs, policy: &Policy) -> Option<PathBuf> {
    let configured = || policy.gate().baseline.as_ref().map(PathBuf::from);
    args.baseline.clone().or_else(configured)
}

/// The list in a file. Lines that do not count are named.
pub fn read(file: &Path, key: Option<&Key>, lang: Lang) -> Result<Baseline> {
    let baseline = Baseline::read(file, key).map_err(|error| failed(&error, lang))?;
    tell_faults(&baseline, &visible(&file.to_string_lossy()), lang);
    Ok(baseline)
}

fn tell_faults(baseline: &Baseline, name: &str, lang: Lang) {
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
}

/// The error for a list that cannot be read or written.
pub fn failed(error: &BaselineError, lang: Lang) -> anyhow::Error {
    anyhow!(lang.pick(error.zh(), error.en()))
}
