//! A finding by its fingerprint: looked for in the paths, and explained.

use std::fmt::Write as _;
use std::ops::ControlFlow;

use anyhow::{Result, anyhow};
use yinmo::{BatchListener, Error, Item, Key, Pipeline, Policy, Report, Waived, Waivers};

use crate::args::{ExplainArgs, WaiverArgs};
use crate::config;
use crate::exit::Exit;
use crate::files;
use crate::lang::Lang;
use crate::print::{to_stderr, to_stdout};
use crate::waivers;
use crate::words::{self, visible};

/// Whether a text is the fingerprint of a finding, with or without the letter that worklists put before it.
pub fn fingerprint(text: &str) -> Option<String> {
    let digits = text.strip_prefix("F-").unwrap_or(text);
    let is_one = digits.len() == 32 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    is_one.then(|| digits.to_ascii_lowercase())
}

/// Explains the finding with this fingerprint in the files below the paths.
pub fn run(wanted: &str, args: &ExplainArgs, lang: Lang) -> Result<Exit> {
    if args.paths.is_empty() {
        return Err(anyhow!(lang.pick(
            "请给出这处发现所在的文件或目录：yinmo explain 编号 路径…",
            "say in which files or folders to look: yinmo explain FINGERPRINT PATH…",
        )));
    }
    let (policy, key) = config::policy_and_key(&args.policy, lang)?;
    let waivers = waivers(args, &policy, key.as_ref(), lang);
    let pipeline = Pipeline::new(policy).with_excerpts().with_waivers(waivers);
    let found = files::find(&args.paths, &[]);
    let mut search = Search { wanted, name: String::new(), item: None, format: "", expired: Vec::new() };
    pipeline.run(&found.files, &mut search);
    let Some(item) = &search.item else {
        return Err(anyhow!(lang.pick(
            "所给路径中没有此编号的发现：编号只对应内容未变的文件，改动之后请重新检查",
            "there is no such finding in these paths; a fingerprint is of a file as it was, so check again after a change",
        )));
    };
    to_stdout(&said(&search, item, &pipeline, lang));
    Ok(Exit::Clean)
}

/// What may let it pass. A baseline that cannot be used hides nothing of the finding, so that is said, and it is explained.
fn waivers(args: &ExplainArgs, policy: &Policy, key: Option<&Key>, lang: Lang) -> Waivers {
    let by = WaiverArgs { baseline: args.baseline.clone(), no_waivers: false };
    match waivers::of(&by, policy, key, None, lang) {
        Ok(waivers) => waivers.unwrap_or_else(|| Waivers::of(policy)),
        Err(error) => {
            to_stderr(&lang.pick(
                format!("未看基线：{error:#}\n"),
                format!("the baseline was not looked at: {error:#}\n"),
            ));
            Waivers::of(policy)
        }
    }
}

/// Looks for a finding.
struct Search<'w> {
    wanted: &'w str,
    name: String,
    item: Option<Item>,
    format: &'static str,
    /// What let its like pass in this document, and is over.
    expired: Vec<Waived>,
}

impl BatchListener for Search<'_> {
    fn item(&mut self, _nth: usize, item: &Item) {
        if self.item.is_none() && item.fingerprint == self.wanted {
            self.item = Some(item.clone());
        }
    }

    fn done(&mut self, _nth: usize, outcome: Result<Report, Error>) -> ControlFlow<()> {
        match (outcome, &self.item) {
            (Ok(report), Some(item)) => {
                let expired = report.waivers_expired.into_iter();
                let alike = expired.filter(|some| some.rule == item.kind.id());
                self.expired = alike.map(|some| some.waived).collect();
                (self.name, self.format) = (report.name, report.format);
                ControlFlow::Break(())
            }
            _ => ControlFlow::Continue(()),
        }
    }
}

fn said(search: &Search<'_>, item: &Item, pipeline: &Pipeline, lang: Lang) -> String {
    let Search { name, format, expired, .. } = search;
    let colon = lang.pick("：", ": ");
    let (kind, preview) = (words::kind(item.kind, lang), visible(&item.preview));
    let mut out = format!("{kind} ({}) {preview}\n", item.kind.id());
    let place = match item.line {
        0 => format!("{} {}", visible(name), visible(&item.place.to_string())),
        line => format!("{}:{line}:{}", visible(name), item.column),
    };
    let (action, reason) =
        (words::action(item.action.id(), lang), lang.pick(item.reason.zh(), item.reason.en()));
    let policy = pipeline.policy();
    let mut rows = vec![
        ("位置", "where", place),
        ("依据", "evidence", words::evidence(item.evidence, lang)),
        ("把握", "confidence", words::confidence(item.confidence, lang)),
        ("身份", "whose", words::role(item.role, lang).to_owned()),
        ("处理", "action", format!("{action}{}{reason}{}", lang.pick("（", " ("), lang.pick("）", ")"))),
        ("规则", "rules", format!("{} {}", policy.name(), policy.version())),
    ];
    rows.extend(policy.basis(item.kind).map(|basis| ("理由", "basis", visible(basis))));
    rows.extend(item.waived.as_ref().map(|waived| ("放行", "waived", words::waived(waived, lang))));
    let over = expired.iter().filter(|_| item.waived.is_none());
    rows.extend(over.map(|waived| ("已到期", "over", words::waived(waived, lang))));
    for (zh, en, what) in rows {
        let _ = writeln!(out, "  {}{colon}{what}", lang.pick(zh, en));
    }
    if let Some(left) = item.weak {
        let _ = writeln!(out, "  {}", words::weak(left, lang));
    }
    if item.counts() {
        out.push_str(&ways(item.kind.id(), format, lang));
    }
    out
}

/// What can be done about it.
fn ways(rule: &str, format: &str, lang: Lang) -> String {
    let comment = match format {
        "html" | "xml" => Some(format!("<!-- yinmo:allow[{rule}] {} -->", lang.pick("理由", "reason"))),
        "csv" | "tsv" => Some(format!("# yinmo:allow[{rule}] {}", lang.pick("理由", "reason"))),
        "text" => Some(format!(
            "<!-- yinmo:allow[{rule}] {0} -->{1}# yinmo:allow[{rule}] {0}",
            lang.pick("理由", "reason"),
            lang.pick(" 或 ", " or ")
        )),
        _ => None,
    };
    let allow = match comment {
        Some(comment) => lang.pick(
            format!("确可公开：在本行或上一行注明 {comment}"),
            format!("if it may be public, say so in its line or the one above: {comment}"),
        ),
        None => lang.pick(
            format!("确可公开：在 yinmo.toml 写 [[allow]] rules = [\"{rule}\"]，并写明 files、place、reason"),
            format!("if it may be public, say so in yinmo.toml: [[allow]] rules = [\"{rule}\"], with files, place and reason"),
        ),
    };
    lang.pick(
        format!(
            "怎么办\n  不应公开：删去，或用 yinmo mask 脱敏\n  {allow}\n  原已公开、暂不处理：yinmo baseline create --reason 理由\n  此类另作处理：在 yinmo.toml 的 [kinds] 写 {rule} = \"…\"（yinmo explain {rule} 说明此类）\n"
        ),
        format!(
            "what to do\n  if it must not be public, take it out, or mask it with `yinmo mask`\n  {allow}\n  if it was there already and is left for later: yinmo baseline create --reason REASON\n  to treat its kind otherwise: {rule} = \"…\" under [kinds] in yinmo.toml (`yinmo explain {rule}` describes it)\n"
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::fingerprint;

    #[test]
    fn fingerprints_are_told_from_texts() {
        let digits = "00112233445566778899aabbccddeeff";
        for text in [digits.to_owned(), format!("F-{digits}"), digits.to_uppercase()] {
            assert_eq!(fingerprint(&text).as_deref(), Some(digits));
        }
        for text in ["", "mobile", &digits[1..], &format!("{digits}0"), "电话13800012001"] {
            assert_eq!(fingerprint(text), None, "{text}");
        }
    }
}
