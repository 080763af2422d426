//! What was looked at, for people and for programs.

use std::fmt::Write as _;

use anyhow::Result;
use serde::Serialize;

use super::{Check, State};
use crate::exit::Exit;
use crate::lang::Lang;

impl State {
    const fn id(self) -> &'static str {
        match self {
            Self::Fine => "ok",
            Self::Note => "note",
            Self::Problem => "problem",
        }
    }

    const fn word(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Fine, Lang::Zh) => "正常",
            (Self::Note, Lang::Zh) => "注意",
            (Self::Problem, Lang::Zh) => "问题",
            (Self::Fine, Lang::En) => "ok     ",
            (Self::Note, Lang::En) => "note   ",
            (Self::Problem, Lang::En) => "problem",
        }
    }
}

/// A line each, the next step below.
pub fn text(checks: &[Check], lang: Lang) -> String {
    let mut text = String::new();
    for Check { state, what, next_step, .. } in checks {
        let _ = writeln!(text, "{}  {what}", state.word(lang));
        if let Some(step) = next_step {
            let _ = writeln!(text, "{}{}{step}", lang.pick("      ", "         "), lang.pick("→ ", "-> "));
        }
    }
    let count = |wanted| checks.iter().filter(|check| check.state == wanted).count();
    let (problems, notes) = (count(State::Problem), count(State::Note));
    text + &match (problems, notes) {
        (0, 0) => lang.pick("一切正常\n".to_owned(), "all is well\n".to_owned()),
        (0, notes) => {
            lang.pick(format!("没有问题，{notes} 项注意\n"), format!("no problem, {notes} to note\n"))
        }
        (problems, notes) => lang.pick(
            format!("{problems} 项问题，{notes} 项注意\n"),
            format!("{problems} problems, {notes} to note\n"),
        ),
    }
}

#[derive(Serialize)]
struct Record<'a> {
    id: &'a str,
    status: &'a str,
    what: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_step: Option<&'a str>,
}

impl<'a> Record<'a> {
    fn of(check: &'a Check) -> Self {
        let Check { id, state, what, next_step } = check;
        Self { id, status: state.id(), what, next_step: next_step.as_deref() }
    }
}

#[derive(Serialize)]
struct Document<'a> {
    version: &'a str,
    checks: Vec<Record<'a>>,
    exit_code: u8,
}

/// One document.
pub fn json(checks: &[Check], exit: Exit) -> Result<String> {
    let document = Document {
        version: env!("CARGO_PKG_VERSION"),
        checks: checks.iter().map(Record::of).collect(),
        exit_code: exit.code(),
    };
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}
