//! `yinmo rules`: what can be found, and what happens to it.

pub mod documentation;

use std::fmt::Write as _;

use anyhow::{Result, anyhow};
use yinmo::Policy;
use yinmo::finding::{Confidence, Role};
use yinmo::kind::{Group, Kind};
use yinmo::policy::Subject;
use yinmo::recognizers::{self, Recognizer};

use crate::args::RulesArgs;
use crate::config;
use crate::exit::Exit;
use crate::lang::Lang;
use crate::print::{columns, to_stdout};
use crate::words::{self, visible};

/// Examples shown of a kind, and as many of what is none.
const EXAMPLES: usize = 6;

/// Lists every kind, or describes one.
pub fn run(args: &RulesArgs, lang: Lang) -> Result<Exit> {
    let policy = config::policy(&args.policy, lang)?;
    let text = match &args.id {
        None => list(&policy, lang),
        Some(id) => describe(kind_called(id, lang)?, &policy, lang),
    };
    to_stdout(&text);
    Ok(Exit::Clean)
}

fn list(policy: &Policy, lang: Lang) -> String {
    let heading =
        lang.pick(["代号", "名称", "类别", "正文", "表格"], ["id", "name", "group", "in text", "in tables"]);
    let mut rows = vec![heading.map(str::to_owned).to_vec()];
    rows.extend(Kind::ALL.iter().map(|&kind| {
        let [text, table] = actions(policy, kind, Role::Unknown, lang);
        vec![
            kind.id().to_owned(),
            words::kind(kind, lang).to_owned(),
            words::group(kind.group(), lang).to_owned(),
            text,
            table,
        ]
    }));
    let title = lang.pick(&policy.title().zh, &policy.title().en);
    let mut out =
        format!("{}{title} ({} {})\n", lang.pick("规则：", "rules: "), policy.name(), policy.version());
    out.push_str(&columns(&rows));
    out
}

fn kind_called(id: &str, lang: Lang) -> Result<Kind> {
    id.parse().map_err(|_| {
        let id = visible(&yinmo::Pipeline::default().display_name(id));
        anyhow!(lang.pick(
            format!("没有类别“{id}”\n建议：yinmo rules 列出全部代号"),
            format!("unknown kind `{id}`\nhelp: `yinmo rules` lists them"),
        ))
    })
}

/// What a kind is, and what happens to it.
pub fn describe(kind: Kind, policy: &Policy, lang: Lang) -> String {
    let mut out = format!("{}  {} ({})\n", kind.id(), kind.zh(), kind.en());
    if let Some(text) = documentation::of(kind) {
        let _ = write!(out, "\n{}\n", text.trim());
    }
    what_happens(kind, policy, lang, &mut out);
    if let Some(recognizer) = recognizers::ALL.iter().find(|recognizer| recognizer.kind() == kind) {
        labels(*recognizer, lang, &mut out);
        examples(*recognizer, lang, &mut out);
    }
    out
}

fn what_happens(kind: Kind, policy: &Policy, lang: Lang, out: &mut String) {
    let title = lang.pick(&policy.title().zh, &policy.title().en);
    let _ = writeln!(out, "\n{}{title} ({})", lang.pick("处理：", "action: "), policy.name());
    let roles: &[Role] = if kind.group() == Group::Furniture { &[Role::Unknown] } else { &Role::ALL };
    let rows = roles.iter().map(|&role| {
        let [text, table] = actions(policy, kind, role, lang);
        vec![words::role(role, lang).to_owned(), text, table]
    });
    let heading =
        lang.pick(["身份", "正文", "表格"], ["whose", "in text", "in tables"]).map(str::to_owned).to_vec();
    out.push_str(&columns(&std::iter::once(heading).chain(rows).collect::<Vec<_>>()));
}

/// What happens in running text and in tables.
fn actions(policy: &Policy, kind: Kind, role: Role, lang: Lang) -> [String; 2] {
    let in_text = Subject::in_text(kind, role, Confidence::HIGH);
    let in_table = Subject::in_column(kind, role, Confidence::HIGH, yinmo::policy::ColumnAction::ByKind);
    [in_text, in_table].map(|subject| words::action(policy.decide(&subject).action.id(), lang).to_owned())
}

fn labels(recognizer: &dyn Recognizer, lang: Lang, out: &mut String) {
    if !recognizer.labels().is_empty() {
        let _ = writeln!(
            out,
            "\n{}{}",
            lang.pick("标签：", "labels: "),
            recognizer.labels().join(lang.pick("、", ", "))
        );
    }
}

/// The cases that the recognizer is tested by; what is in double brackets is found.
fn examples(recognizer: &dyn Recognizer, lang: Lang, out: &mut String) {
    let cases = recognizer.cases().lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let (hits, misses): (Vec<&str>, Vec<&str>) = cases.partition(|line| line.contains("[["));
    for (title, cases) in [(lang.pick("能找到", "found"), hits), (lang.pick("不认定", "not found"), misses)]
    {
        if !cases.is_empty() {
            let _ = writeln!(out, "\n{title}");
            cases.iter().take(EXAMPLES).for_each(|case| out.push_str(&format!("  {case}\n")));
        }
    }
}
