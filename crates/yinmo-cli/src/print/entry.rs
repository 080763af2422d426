//! What programs list: everything that is to be said of a run, one thing at a time, each with its rule, its level and
//! its place. A document that is not clean has at least one entry, so no list is empty over something that was not read.

use sha2::{Digest, Sha256};
use yinmo::operators::Effect;
use yinmo::policy::{ColumnAction, Reason};
use yinmo::text::Place;
use yinmo::{AllowProblem, ColumnNote, Item, Reach, Remark, Report, Verdict, What};

use super::rules::{self, Rule};
use super::said::why;
use super::{Setting, Task};
use crate::lang::Lang;
use crate::place::{column_letters, part};
use crate::summary::{Document, Outcome, Summary};
use crate::words::{self, visible};

/// How bad something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Something to know.
    Note,
    /// A person has to look at it.
    Warning,
    /// It must not be published like that, or nobody knows.
    Error,
}

/// Something that is to be said of a run.
pub struct Entry<'e> {
    /// The document, as it may be shown.
    pub path: &'e str,
    /// The id of a kind, or of a [`Rule`].
    pub rule: &'static str,
    /// What the rule is called.
    pub name: &'static str,
    /// How bad it is.
    pub level: Level,
    /// Nobody knows what is there.
    pub is_unread: bool,
    /// The finding, if it is about one.
    pub item: Option<&'e Item>,
    /// The cell, page or part, where lines do not say it all.
    pub part: Option<Spot>,
    /// The line and columns, where they are the file's own.
    pub region: Option<Region>,
    /// What is the matter, without the name of the rule.
    pub text: String,
    /// Names it in this version of the document.
    pub fingerprint: String,
    /// Why it does not count, if somebody decided that it does not.
    pub waiver: Option<String>,
}

/// A place that has a name.
pub struct Spot {
    /// The name, as people know it: `名单!C5`.
    pub name: String,
    /// What it is: `cell`, `paragraph`, `part`, `value`, `file-name`, `column`.
    pub kind: &'static str,
}

/// Where something stands in lines; columns are counted from 1, in code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// The line.
    pub line: usize,
    /// The first column.
    pub column: usize,
    /// The line it ends in.
    pub end_line: usize,
    /// One past the last column.
    pub end_column: usize,
}

impl<'e> Entry<'e> {
    /// The entry on a finding in the document called `path`; none if it stays and nobody had to decide that.
    pub fn of_item(path: &'e str, item: &'e Item, setting: Setting) -> Option<Self> {
        let waiver = waiver(item, setting.lang);
        if item.is_kept() && waiver.is_none() {
            return None;
        }
        Some(Self {
            path,
            rule: item.kind.id(),
            name: words::kind(item.kind, setting.lang),
            level: level(item, setting.task),
            is_unread: false,
            item: Some(item),
            part: part(&item.place).map(|name| Spot { name: visible(&name), kind: kind_of(&item.place) }),
            region: region(item),
            text: why(item, setting.lang),
            fingerprint: item.fingerprint.clone(),
            waiver,
        })
    }

    /// The entry that says something of the document called `path`; `text` may hold the names of others.
    pub fn of_rule(path: &'e str, rule: &'static Rule, text: &str, setting: Setting) -> Self {
        let text = visible(text);
        Self {
            path,
            rule: rule.id,
            name: setting.lang.pick(rule.zh, rule.en),
            level: rule.level,
            is_unread: [rules::NOT_INSPECTED.id, rules::FAILED.id, rules::UNREAD.id].contains(&rule.id),
            item: None,
            part: None,
            region: None,
            fingerprint: digest(&[path, rule.id, &text]),
            text,
            waiver: None,
        }
    }

    fn at(self, level: Level) -> Self {
        Self { level, ..self }
    }

    fn in_part(self, name: String, kind: &'static str) -> Self {
        let fingerprint = digest(&[self.path, self.rule, &name, &self.text]);
        Self { part: Some(Spot { name, kind }), fingerprint, ..self }
    }

    /// All in one line: what, how it looks once it is hidden, what becomes of it, why.
    pub fn message(&self, lang: Lang) -> String {
        let stop = lang.pick("；", "; ");
        match self.item {
            Some(item) => format!("{}{stop}{}", super::said::headline(item, lang), self.text),
            None => {
                let part = self.part.as_ref().map(|part| format!(" {}", part.name)).unwrap_or_default();
                format!("{}{part}{}{}", self.name, lang.pick("：", ": "), self.text)
            }
        }
    }

    /// Where in the document, in words: `名单!C5`, `第3行`.
    pub fn stands(&self, lang: Lang) -> Option<String> {
        let line = self.region.map(|region| {
            lang.pick(
                format!("第{}行第{}列", region.line, region.column),
                format!("{}:{}", region.line, region.column),
            )
        });
        match (&self.part, line) {
            (Some(part), _) => Some(part.name.clone()),
            (None, line) => line,
        }
    }
}

/// Why a finding stays although its rule says otherwise.
fn waiver(item: &Item, lang: Lang) -> Option<String> {
    if let Some(waived) = &item.waived {
        return Some(words::waived(waived, lang));
    }
    let is_waived = item.is_kept() && matches!(item.reason, Reason::Allowed | Reason::Person);
    is_waived.then(|| lang.pick(item.reason.zh(), item.reason.en()).to_owned())
}

/// What was masked is no fault of what was written. What is there to be masked is one, unless the engine doubts it.
fn level(item: &Item, task: Task) -> Level {
    match item.action.effect() {
        Effect::Block => Level::Error,
        Effect::Review => Level::Warning,
        Effect::Replace | Effect::DropColumn | Effect::DropRow if task == Task::Mask => Level::Note,
        Effect::Keep => Level::Note,
        Effect::Replace | Effect::DropColumn | Effect::DropRow if item.confidence.id() == "low" => {
            Level::Warning
        }
        Effect::Replace | Effect::DropColumn | Effect::DropRow => Level::Error,
    }
}

/// Lines in files that are packed in others are not lines of the file at hand.
fn region(item: &Item) -> Option<Region> {
    let own = item.line > 0 && !matches!(item.place, Place::Within { .. });
    let Item { line, column, end_line, end_column, .. } = *item;
    own.then_some(Region { line, column, end_line, end_column })
}

fn kind_of(place: &Place) -> &'static str {
    match place {
        Place::Line(_) => "line",
        Place::Cell { .. } | Place::TableCell { .. } | Place::Sheet { .. } => "cell",
        Place::Path(_) => "value",
        Place::Paragraph(_) => "paragraph",
        Place::Named(_) => "part",
        Place::Within { place, .. } => kind_of(place),
        Place::FileName => "file-name",
    }
}

/// What is to be said of a document, beside its findings.
pub fn of_document(document: &Document, setting: Setting) -> Vec<Entry<'_>> {
    let (path, lang) = (document.name(), setting.lang);
    let mut entries = match &document.outcome {
        Outcome::Reviewed(report) => of_report(path, report, setting),
        Outcome::Failed(_, error) => {
            vec![Entry::of_rule(path, &rules::FAILED, &lang.pick(error.zh(), error.en()), setting)]
        }
        Outcome::Skipped(..) => Vec::new(),
    };
    if let Some(gap) = document.gap(lang) {
        let text = format!("{}{}{}", gap.what, lang.pick("。", "; "), gap.next_step);
        entries.insert(0, Entry::of_rule(path, &rules::NOT_INSPECTED, &text, setting));
    }
    entries
}

fn of_report<'e>(path: &'e str, report: &'e Report, setting: Setting) -> Vec<Entry<'e>> {
    let lang = setting.lang;
    let entry = |rule, text: String| Entry::of_rule(path, rule, &text, setting);
    let mut entries = Vec::new();
    if report.verdict == Verdict::MustNotPublish {
        entries.push(entry(&rules::MUST_NOT_PUBLISH, means(&rules::MUST_NOT_PUBLISH, lang)));
    }
    if report.children.rows > 0 {
        entries.push(entry(&rules::CHILDREN, words::children(&report.children, lang)));
    }
    if let Some(day) = report.published_too_long {
        entries.push(entry(&rules::TOO_LONG, words::published_too_long(day, lang)));
    }
    if report.exposed.rows > 0 {
        entries.push(entry(&rules::EXPOSED, words::exposed(&report.exposed, lang)));
    }
    if report.together.rows > 0 || report.together.not_assessed {
        entries.push(entry(&rules::TOGETHER, words::together(&report.together, lang)));
    }
    if report.hidden.was_asked() && !report.hidden.is_met() {
        let said = words::anonymity(&report.hidden, setting.k, lang);
        let text = format!("{said}{}{}", lang.pick("。", "; "), words::anonymity_helps(lang));
        entries.push(entry(&rules::ANONYMITY, text));
    }
    if report.small_counts.follows + report.small_counts.small + report.small_counts.not_assessed > 0 {
        entries.push(entry(&rules::SMALL_COUNTS, words::small_counts(&report.small_counts, lang)));
    }
    if report.reach == Reach::FirstNames {
        entries.push(entry(&rules::NAMES_REACH, words::forgotten(lang)));
    }
    entries.extend(report.allow_problems.iter().map(|problem| allow(path, problem, setting)));
    entries.extend(report.columns.iter().map(|note| column(path, note, setting)));
    entries.extend(report.notes.iter().map(|note| remark(path, note, setting)));
    entries.extend(not_yet_said(path, report, &entries, setting));
    entries
}

/// A document that is not clean is listed whatever the reason.
fn not_yet_said<'e>(
    path: &'e str,
    report: &Report,
    said: &[Entry<'_>],
    setting: Setting,
) -> Option<Entry<'e>> {
    let rule = match report.verdict {
        Verdict::NeedsMasking => &rules::NEEDS_MASKING,
        Verdict::NeedsReview => &rules::NEEDS_REVIEW,
        Verdict::Clean | Verdict::Masked | Verdict::MustNotPublish | Verdict::NotInspected(_) => return None,
    };
    let is_said = report.counts.total(|action| action != "keep") > 0
        || said.iter().any(|entry| entry.level > Level::Note);
    (!is_said).then(|| Entry::of_rule(path, rule, &means(rule, setting.lang), setting))
}

fn means(rule: &Rule, lang: Lang) -> String {
    lang.pick(rule.means_zh, rule.means_en).to_owned()
}

fn column<'e>(path: &'e str, note: &ColumnNote, setting: Setting) -> Entry<'e> {
    let (letters, heading) = (column_letters(note.column), visible(&note.heading));
    let (lang, action) = (setting.lang, words::column_action(note.action, setting.lang));
    let text = lang.pick(format!("“{heading}”，{action}"), format!("“{heading}”, {action}"));
    let level = match note.action {
        ColumnAction::Block => Level::Error,
        ColumnAction::Drop if setting.task == Task::Mask => Level::Note,
        ColumnAction::Drop => Level::Error,
        ColumnAction::Review => Level::Warning,
        ColumnAction::ByKind => Level::Note,
    };
    Entry::of_rule(path, &rules::COLUMN, &text, setting).at(level).in_part(letters, "column")
}

fn allow<'e>(path: &'e str, problem: &AllowProblem, setting: Setting) -> Entry<'e> {
    let text = setting.lang.pick(problem.zh(), problem.en());
    let entry = Entry::of_rule(path, &rules::ALLOW, &text, setting);
    let AllowProblem { line, column, .. } = *problem;
    let (place, end_column) = (format!("{line}:{column}"), column + 1);
    let fingerprint = digest(&[path, entry.rule, &place, &entry.text]);
    Entry { region: Some(Region { line, column, end_line: line, end_column }), fingerprint, ..entry }
}

fn remark<'e>(path: &'e str, remark: &Remark, setting: Setting) -> Entry<'e> {
    let (place, text) = (visible(&remark.place.to_string()), setting.lang.pick(remark.zh(), remark.en()));
    let entry = match &remark.what {
        What::Unread { .. } if !remark.stripped => Entry::of_rule(path, &rules::UNREAD, &text, setting),
        What::RoundedNumber => Entry::of_rule(path, &rules::BESIDE_TEXT, &text, setting).at(Level::Warning),
        _ => Entry::of_rule(path, &rules::BESIDE_TEXT, &text, setting),
    };
    entry.in_part(place, kind_of(&remark.place))
}

/// What was not looked at because a rule says so: where, which rule it is here, and what is to be said.
pub fn left_out(summary: &Summary<'_>, lang: Lang) -> Vec<(String, &'static Rule, String)> {
    let shown = |path: &std::path::Path| summary.shown(&path.to_string_lossy());
    let left_out = &summary.left_out;
    let changed = left_out.rules_changed.iter().map(|path| {
        let text = words::rules_changed(left_out.is_held, lang).to_owned();
        (shown(path), &rules::RULES_CHANGED, text)
    });
    let excluded = left_out.excluded.iter().map(|one| {
        let text = format!("{} {}", summary.shown(&one.source), summary.shown(&one.pattern));
        (shown(&one.path), &rules::EXCLUDED, text)
    });
    let passed = left_out.passed_over.iter().map(|one| {
        let text = one.why.what(lang).to_owned();
        (shown(&one.path), &rules::PASSED_OVER, text)
    });
    changed.chain(excluded).chain(passed).collect()
}

/// Half a SHA-256 of some texts, in hexadecimal.
pub fn digest(texts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for text in texts {
        hasher.update(text.as_bytes());
        hasher.update([0]);
    }
    hasher.finalize()[..16].iter().map(|byte| format!("{byte:02x}")).collect()
}
