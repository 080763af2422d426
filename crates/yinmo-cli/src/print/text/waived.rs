//! What does not count again, and what is wrong with what asks for it.

use std::collections::BTreeMap;
use std::io::{self, Write};

use yinmo::{Report, WaivedBy, WaivedSome};

use crate::lang::Lang;
use crate::summary::Summary;
use crate::words;

/// Lists what does not count again: comments one by one, the others by reason.
pub fn write(out: &mut dyn Write, summary: &Summary<'_>, lang: Lang) -> io::Result<()> {
    some(out, summary, lang, ("放行", "waived"), |report| &report.waived)?;
    some(
        out,
        summary,
        lang,
        ("放行已到期，重新计入", "waivers that are over; these count again"),
        |report| &report.waivers_expired,
    )?;
    ignored(out, summary, lang)?;
    problems(out, summary, lang)
}

fn some(
    out: &mut dyn Write,
    summary: &Summary<'_>,
    lang: Lang,
    (zh, en): (&str, &str),
    of: impl Fn(&Report) -> &[WaivedSome],
) -> io::Result<()> {
    let mut counts = BTreeMap::<WaivedBy, u64>::new();
    let mut lines = BTreeMap::<(WaivedBy, String), BTreeMap<&str, u64>>::new();
    for report in summary.reports() {
        for some in of(report) {
            *counts.entry(some.waived.by).or_default() += some.count;
            let said = words::waived(&some.waived, lang);
            let line = match some.line {
                0 => said,
                line => format!("{}:{line}{}{said}", words::visible(&report.name), lang.pick("：", ": ")),
            };
            let rules = lines.entry((some.waived.by, line)).or_default();
            *rules.entry(some.rule).or_default() += some.count;
        }
    }
    if counts.is_empty() {
        return Ok(());
    }
    let total: u64 = counts.values().sum();
    let by: Vec<String> =
        counts.iter().map(|(by, count)| format!("{} {count}", lang.pick(by.zh(), by.en()))).collect();
    let by = by.join(lang.pick("，", ", "));
    writeln!(out, "{}", lang.pick(format!("{zh} {total} 处（{by}）"), format!("{en}: {total} ({by})")))?;
    for ((by, line), rules) in lines {
        if by == WaivedBy::UnchangedLine {
            continue;
        }
        let rules: Vec<String> = rules.iter().map(|(rule, count)| format!("{rule} {count}")).collect();
        writeln!(out, "  {line}{}{}", lang.pick("：", ": "), rules.join(lang.pick("，", ", ")))?;
    }
    Ok(())
}

fn ignored(out: &mut dyn Write, summary: &Summary<'_>, lang: Lang) -> io::Result<()> {
    let count: u64 = summary.reports().map(|report| report.allows_ignored).sum();
    if count == 0 {
        return Ok(());
    }
    let text = lang.pick(
        format!("文件中注明放行 {count} 处，按配置（inline-allow = false）未采用"),
        format!("{count} allowances in documents were passed over, as inline-allow = false says"),
    );
    writeln!(out, "{text}")
}

fn problems(out: &mut dyn Write, summary: &Summary<'_>, lang: Lang) -> io::Result<()> {
    for report in summary.reports() {
        for problem in &report.allow_problems {
            let (name, line, column) = (words::visible(&report.name), problem.line, problem.column);
            let (said, id) = (lang.pick(problem.zh(), problem.en()), problem.id());
            writeln!(out, "{name}:{line}:{column}{}{said} [{id}]", lang.pick("：", ": "))?;
        }
    }
    Ok(())
}
