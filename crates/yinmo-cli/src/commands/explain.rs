//! `yinmo explain`: what is found in a text, why, and what happens to it. Values are hidden unless asked for.

mod found;
mod passed;

use std::fmt::Write as _;

use anyhow::{Result, anyhow};
use yinmo::kind::Kind;
use yinmo::operators::{Effect, Names};
use yinmo::recognizers::Claim;
use yinmo::text::{Edit, Span, apply};
use yinmo::{Decided, Pipeline, preview};

use super::{rules, stdin};
use crate::args::ExplainArgs;
use crate::config;
use crate::exit::Exit;
use crate::lang::Lang;
use crate::print::to_stdout;
use crate::words::{self, visible};

/// Explains the text of the arguments.
pub fn run(args: &ExplainArgs, lang: Lang) -> Result<Exit> {
    if let Some(fingerprint) = found::fingerprint(&args.text) {
        return found::run(&fingerprint, args, lang);
    }
    if !args.paths.is_empty() {
        return Err(anyhow!(lang.pick(
            "路径须与发现的编号（fingerprint，32 位十六进制数）同用；说明文字时把文字放在一对引号里",
            "paths go with the fingerprint of a finding, 32 hexadecimal digits; put a text with blanks in quotes",
        )));
    }
    if let Ok(kind) = args.text.parse::<Kind>() {
        to_stdout(&rules::describe(kind, &config::policy(&args.policy, lang)?, lang));
        return Ok(Exit::Clean);
    }
    let pipeline = Pipeline::new(config::policy(&args.policy, lang)?);
    let text = if args.text == "-" { decoded(stdin::read(lang)?, lang)? } else { args.text.clone() };
    let (found, names) = pipeline.find_with_names(&text);
    let explained = Explained {
        furniture: furniture(&pipeline, &text, &found),
        found,
        names,
        text: &text,
        pipeline: &pipeline,
        shows_values: args.show_values,
        lang,
    };
    to_stdout(&explained.words());
    Ok(Exit::Clean)
}

fn decoded(bytes: Vec<u8>, lang: Lang) -> Result<String> {
    String::from_utf8(bytes).map_err(|_| {
        anyhow!(lang.pick(
            "标准输入不是 UTF-8 文字。其他编码的文件请用 yinmo check",
            "standard input is not UTF-8; use `yinmo check` for files in other encodings",
        ))
    })
}

/// What looks like furniture and is not part of a finding.
fn furniture(pipeline: &Pipeline, text: &str, found: &[Decided<'_>]) -> Vec<Claim> {
    let is_free = |claim: &Claim| !found.iter().any(|decided| decided.finding.span.overlaps(claim.span));
    pipeline.detector().furniture(text).into_iter().filter(is_free).collect()
}

/// A text and what was seen in it.
struct Explained<'a> {
    text: &'a str,
    pipeline: &'a Pipeline,
    found: Vec<Decided<'a>>,
    names: Names,
    furniture: Vec<Claim>,
    shows_values: bool,
    lang: Lang,
}

impl Explained<'_> {
    fn words(&self) -> String {
        let lang = self.lang;
        let count = self.found.len();
        let mut out = lang.pick(format!("发现 {count} 处\n"), format!("{count} found\n"));
        for (nth, decided) in self.found.iter().enumerate() {
            self.finding(nth + 1, decided, &mut out);
        }
        self.kept(&mut out);
        passed::write(self, &mut out);
        self.before_and_after(&mut out);
        out
    }

    fn finding(&self, nth: usize, decided: &Decided<'_>, out: &mut String) {
        let (finding, decision, lang) = (&decided.finding, &decided.decision, self.lang);
        let (kind, value) = (words::kind(finding.kind, lang), self.shown(decided));
        let action = words::action(decision.action.id(), lang);
        let reason = lang.pick(decision.reason.zh(), decision.reason.en());
        let _ = writeln!(out, "\n{nth}. {kind} ({}) {value}", finding.kind.id());
        for (zh, en, what) in [
            ("位置", "where", self.place(finding.span)),
            ("依据", "evidence", words::evidence(finding.evidence, lang)),
            ("把握", "confidence", words::confidence(finding.confidence, lang)),
            ("身份", "whose", words::role(finding.role, lang).to_owned()),
            ("处理", "action", format!("{action}{}{reason}{}", lang.pick("（", " ("), lang.pick("）", ")"))),
        ] {
            let _ = writeln!(out, "   {}{}{what}", lang.pick(zh, en), lang.pick("：", ": "));
        }
        if let Some(left) = finding.weak {
            let _ = writeln!(out, "   {}", words::weak(left, lang));
        }
        if let Some(basis) = decision.basis.filter(|_| decision.action.effect() == Effect::Keep) {
            let _ = writeln!(out, "   {}{basis}", lang.pick("理由：", "basis: "));
        }
    }

    /// What a document needs to stay searchable and checkable.
    fn kept(&self, out: &mut String) {
        if self.furniture.is_empty() {
            return;
        }
        let _ = writeln!(out, "\n{}", self.lang.pick("公文要素，原样保留", "furniture, kept as it is"));
        for claim in &self.furniture {
            let (kind, value) = (words::kind(claim.kind, self.lang), visible(claim.span.of(self.text)));
            let _ = writeln!(out, "   {kind} ({}) {value}", claim.kind.id());
        }
    }

    fn before_and_after(&self, out: &mut String) {
        let lang = self.lang;
        let before = self.with_findings(|decided| self.shown(decided));
        let after = self.with_findings(|decided| {
            let (finding, value) = (&decided.finding, decided.finding.span.of(self.text));
            let replacement = decided.decision.action.replace(value, finding.kind, &self.names);
            replacement.unwrap_or_else(|| self.shown(decided))
        });
        let _ = writeln!(out, "\n{}{}", lang.pick("处理前：", "before: "), before.trim_end());
        let _ = writeln!(out, "{}{}", lang.pick("处理后：", "after:  "), after.trim_end());
        if !self.shows_values {
            out.push_str(lang.pick(
                "（原值已隐去，--show-values 可显示）\n",
                "(values are hidden; --show-values shows them)\n",
            ));
        }
    }

    /// The text with each finding as `shown`, and numbers that were passed over hidden as well.
    fn with_findings(&self, shown: impl Fn(&Decided<'_>) -> String) -> String {
        let found = self.found.iter().map(|decided| Edit::new(decided.finding.span, shown(decided)));
        let passed = passed::spans(self).map(|span| Edit::new(span, passed::shown(self, span)));
        let mut edits: Vec<Edit> = found.chain(passed).collect();
        edits.sort_by_key(|edit| edit.span.start);
        apply(self.text, &edits)
    }

    fn shown(&self, decided: &Decided<'_>) -> String {
        let value = decided.finding.span.of(self.text);
        if self.shows_values { value.to_owned() } else { preview(value, decided.finding.kind) }
    }

    fn place(&self, span: Span) -> String {
        let before = &self.text[..span.start];
        let line = 1 + before.matches('\n').count();
        let column = 1 + before[before.rfind('\n').map_or(0, |at| at + 1)..].chars().count();
        self.lang.pick(format!("第 {line} 行第 {column} 字"), format!("line {line}, column {column}"))
    }
}
