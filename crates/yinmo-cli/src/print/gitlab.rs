//! GitLab's report on code quality: one JSON array.

use std::collections::HashSet;
use std::io::{self, Write};

use serde::Serialize;
use yinmo::operators::Effect;

use super::entry::{Entry, Level, digest};
use super::listing::{List, Listing};
use super::{Format, Setting, relative, rules};
use crate::lang::Lang;
use crate::sink::Sink;
use crate::summary::Summary;

/// For merge requests.
pub const FORMAT: Format = Format {
    id: "gitlab",
    shows_lines: false,
    open: |setting, out| Box::new(Listing::new(GitLab::new(out, setting), setting)),
};

/// Prints a report on code quality.
struct GitLab {
    out: Sink,
    lang: Lang,
    begun: bool,
    /// GitLab drops what has a fingerprint that it met before, and files may look alike once their names are hidden.
    fingerprints: HashSet<String>,
}

#[derive(Serialize)]
struct Issue<'e> {
    description: String,
    check_name: &'e str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
}

impl GitLab {
    fn new(out: Sink, setting: Setting) -> Self {
        Self { out, lang: setting.lang, begun: false, fingerprints: HashSet::new() }
    }

    fn begin(&mut self) -> io::Result<()> {
        let before: &[u8] = if std::mem::replace(&mut self.begun, true) { b",\n" } else { b"[\n" };
        self.out.write_all(before)
    }

    fn fingerprint(&mut self, entry: &Entry<'_>) -> String {
        let mut fingerprint = digest(&[entry.path, &entry.fingerprint]);
        while !self.fingerprints.insert(fingerprint.clone()) {
            fingerprint = digest(&[&fingerprint]);
        }
        fingerprint
    }
}

impl List for GitLab {
    fn takes_left_out(&self) -> bool {
        false
    }

    fn entry(&mut self, entry: &Entry<'_>) -> io::Result<()> {
        self.begin()?;
        let issue = Issue {
            description: description(entry, self.lang),
            check_name: entry.rule,
            fingerprint: self.fingerprint(entry),
            severity: severity(entry),
            location: Location {
                path: relative(entry.path),
                // There is no place without a line.
                lines: Lines { begin: entry.region.map_or(1, |region| region.line) },
            },
        };
        Ok(serde_json::to_writer(&mut self.out, &issue)?)
    }

    fn finish(mut self, _summary: &Summary<'_>) -> io::Result<()> {
        self.out.write_all(if self.begun { b"\n]\n" } else { b"[]\n" })?;
        self.out.finish()
    }
}

/// A cell or page is said in words: there is no key for it.
fn description(entry: &Entry<'_>, lang: Lang) -> String {
    match (&entry.part, entry.item) {
        (Some(part), Some(_)) => format!("{}{}{}", part.name, lang.pick("：", ": "), entry.message(lang)),
        _ => entry.message(lang),
    }
}

fn severity(entry: &Entry<'_>) -> &'static str {
    let forbids = entry.rule == rules::MUST_NOT_PUBLISH.id
        || entry.item.is_some_and(|item| item.action.effect() == Effect::Block);
    match entry.level {
        _ if forbids => "blocker",
        Level::Error => "critical",
        Level::Warning => "major",
        Level::Note => "info",
    }
}
