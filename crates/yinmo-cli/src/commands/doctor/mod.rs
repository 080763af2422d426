//! `yinmo doctor`: whether all is well where the program stands, and what it would not read.

mod cache;
mod folder;
mod place;
mod rules;
mod say;

use anyhow::Result;

use crate::args::{DoctorArgs, Form};
use crate::exit::Exit;
use crate::lang::Lang;
use crate::print::to_stdout;

/// How one thing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum State {
    /// As it should be.
    Fine,
    /// It works; somebody may want to know.
    Note,
    /// Something will not work.
    Problem,
}

/// One thing that was looked at.
struct Check {
    /// The permanent id.
    id: &'static str,
    state: State,
    what: String,
    /// What to do about it.
    next_step: Option<String>,
}

impl Check {
    fn fine(id: &'static str, what: impl Into<String>) -> Self {
        Self { id, state: State::Fine, what: what.into(), next_step: None }
    }

    fn note(id: &'static str, what: impl Into<String>, next_step: impl Into<String>) -> Self {
        Self { id, state: State::Note, what: what.into(), next_step: Some(next_step.into()) }
    }

    fn problem(id: &'static str, what: impl Into<String>, next_step: impl Into<String>) -> Self {
        Self { id, state: State::Problem, what: what.into(), next_step: Some(next_step.into()) }
    }
}

/// Looks at everything and says how it is; what will not work makes the run fail.
pub fn run(args: &DoctorArgs, lang: Lang) -> Result<Exit> {
    let mut checks = place::checks(lang);
    let (rules, policy) = rules::checks(&args.policy, lang);
    checks.extend(rules);
    checks.push(cache::check(policy.as_ref(), lang));
    checks.extend(folder::checks(args, policy.as_ref(), lang));
    let exit = match checks.iter().map(|check| check.state).max() {
        Some(State::Problem) => Exit::Failed,
        _ => Exit::Clean,
    };
    to_stdout(&match args.format {
        Form::Text => say::text(&checks, lang),
        Form::Json => say::json(&checks, exit)?,
    });
    Ok(exit)
}
