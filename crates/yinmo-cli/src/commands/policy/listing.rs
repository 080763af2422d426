//! The built-in profiles, one a line.

use anyhow::Result;
use yinmo::policy::{Policy, Requirement};

use crate::exit::Exit;
use crate::lang::Lang;
use crate::print::{columns, to_stdout};

/// Prints them.
pub fn run(lang: Lang) -> Result<Exit> {
    let mut rows: Vec<Vec<String>> = Policy::builtin_names().filter_map(|name| row(name, lang)).collect();
    let overlay = lang.pick("儿童保护：叠加在每一套规则之上", "child protection: on top of every profile");
    rows.push(vec![Policy::OVERLAY.to_owned(), overlay.to_owned()]);
    to_stdout(&columns(&rows));
    Ok(Exit::Clean)
}

fn row(name: &str, lang: Lang) -> Option<Vec<String>> {
    let policy = Policy::builtin(name)?;
    let title = lang.pick(policy.title().zh.as_str(), policy.title().en.as_str());
    let audiences: Vec<_> = policy.audiences().collect();
    let mut notes = Vec::new();
    if !audiences.is_empty() {
        notes.push(format!("--audience {}", audiences.join("|")));
    }
    notes.extend(policy.lacks().iter().map(|lack| {
        let option = match lack {
            Requirement::LegalBasis => "--basis",
            Requirement::PublishUntil => "--publish-until",
            Requirement::Key => "--key-file",
        };
        lang.pick(format!("须给出 {option}"), format!("needs {option}"))
    }));
    Some(vec![name.to_owned(), title.to_owned(), notes.join(lang.pick("，", ", "))])
}
