//! The summary at the end: verdicts, kinds, columns, rows, what was not read.

use std::collections::BTreeMap;
use std::io::{self, Write};

use yinmo::{Reach, Report, Verdict};

use super::{left_out, links, waived};
use crate::lang::Lang;
use crate::place::column_letters;
use crate::print;
use crate::severity;
use crate::summary::{Document, Summary};
use crate::words;

/// Documents named in a line; the others are counted.
const NAMED: usize = 5;

/// Remarks shown of a document.
const REMARKS: usize = 20;

/// Writes the summary; with `all`, everything that was left out is named.
pub fn write(out: &mut dyn Write, summary: &Summary<'_>, lang: Lang, all: bool) -> io::Result<()> {
    verdicts(out, summary, lang)?;
    kinds(out, summary, lang)?;
    waived::write(out, summary, lang)?;
    severities(out, summary, lang)?;
    columns(out, summary, lang)?;
    exposed_rows(out, summary, lang)?;
    children(out, summary, lang)?;
    published_too_long(out, summary, lang)?;
    anonymity(out, summary, lang)?;
    small_counts(out, summary, lang)?;
    forgotten(out, summary, lang)?;
    beside_text(out, summary, lang)?;
    links::write(out, summary, lang)?;
    left_out::write(out, summary, lang, all)?;
    gaps(out, summary, lang)?;
    let policy = summary.policy;
    let title = lang.pick(&policy.title().zh, &policy.title().en);
    let audience = policy.audience().map(|audience| format!(" {audience}")).unwrap_or_default();
    writeln!(
        out,
        "{}{title} ({}{audience} {})",
        lang.pick("规则：", "rules: "),
        policy.name(),
        policy.version()
    )?;
    if policy.only_deidentifies() {
        let label = lang.pick(
            "去标识化，不是匿名化：结果仍是个人信息（《个人信息保护法》第七十三条），不得对外公布",
            "de-identified, not anonymous: it stays personal information (PIPL Art. 73) and is not for publication",
        );
        writeln!(out, "{label}")?;
    }
    Ok(())
}

fn verdicts(out: &mut dyn Write, summary: &Summary<'_>, lang: Lang) -> io::Result<()> {
    let read = summary.documents.read();
    writeln!(out, "{}", lang.pick(format!("读完 {read} 个文件"), format!("files read whole: {read}")))?;
    let known = [
        Verdict::Clean,
        Verdict::Masked,
        Verdict::NeedsMasking,
        Verdict::NeedsReview,
        Verdict::MustNotPublish,
    ];
    let verdicts: BTreeMap<_, _> = summary.verdicts().collect();
    let row = |verdict: Verdict| {
        let documents = verdicts.get(verdict.id())?;
        let (said, count) = (lang.pick(verdict.zh(), verdict.en()), documents.len());
        Some(vec![said.to_owned(), count.to_string(), named(documents, lang)])
    };
    table(out, &known.into_iter().filter_map(row).collect::<Vec<_>>())
}

fn table(out: &mut dyn Write, rows: &[Vec<String>]) -> io::Result<()> {
    out.write_all(print::columns(rows).as_bytes())
}

fn named(documents: &[&Document], lang: Lang) -> String {
    let names: Vec<String> =
        documents.iter().take(NAMED).map(|document| words::visible(document.name())).collect();
    let more = documents.len().saturating_sub(NAMED);
    let rest = if more > 0 {
        lang.pick(format!(" 等，另 {more} 个"), format!(" and {more} more"))
    } else {
        String::new()
    };
    names.join(lang.pick("、", ", ")) + &rest
}

fn kinds(out: &mut dyn Write, summary: &Summary<'_>, lang: Lang) -> io::Result<()> {
    let counts = summary.counts();
    if counts.is_empty() {
        return Ok(());
    }
    writeln!(out, "{}", lang.pick("发现", "findings"))?;
    let rows = counts.iter().map(|(kind, actions)| {
        let done = actions.iter().map(|(action, count)| format!("{} {count}", words::action(action, lang)));
        vec![words::kind(*kind, lang).to_owned(), done.collect::<Vec<_>>().join(lang.pick("，", ", "))]
    });
    table(out, &rows.collect::<Vec<_>>())
}

/// How grave what was found is, and which profile would fit, where nothing is masked.
fn severities(out: &mut dyn Write, summary: &Summary<'_>, lang: Lang) -> io::Result<()> {
    if !severity::is_asked(summary.policy) {
        return Ok(());
    }
    let found = severity::weigh(&summary.reports());
    let said: Vec<String> =
        found.iter().filter(|weight| weight.count > 0).map(|weight| weight.said(lang)).collect();
    if !said.is_empty() {
        let (law, separator) =
            (lang.pick("按法释〔2017〕10号计", "by 法释〔2017〕10号"), lang.pick("；", "; "));
        writeln!(out, "{law}{}{}", lang.pick("：", ": "), said.join(separator))?;
    }
    for report in summary.reports().filter(|report| report.counts.total(|action| action != "keep") > 0) {
        if let Some(profile) = severity::fitting(report) {
            let name = words::visible(&report.name);
            writeln!(out, "{name}{}{profile}", lang.pick("：宜用规则 ", ": the profile that would fit is "))?;
        }
    }
    Ok(())
}

fn columns(out: &mut dyn Write, summary: &Summary<'_>, lang: Lang) -> io::Result<()> {
    let noted: Vec<&Report> = summary.reports().filter(|report| !report.columns.is_empty()).collect();
    if noted.is_empty() {
        return Ok(());
    }
    writeln!(out, "{}", lang.pick("表格列", "columns"))?;
    let row = |report: &Report, note: &yinmo::ColumnNote| {
        vec![
            words::visible(&report.name),
            column_letters(note.column),
            words::visible(&note.heading),
            words::column_action(note.action, lang).to_owned(),
        ]
    };
    let rows = noted.iter().flat_map(|report| report.columns.iter().map(move |note| row(report, note)));
    table(out, &rows.collect::<Vec<_>>())
}

fn exposed_rows(out: &mut dyn Write, summary: &Summary<'_>, lang: Lang) -> io::Result<()> {
    let separator = lang.pick("：", ": ");
    for report in summary.reports() {
        let name = || words::visible(&report.name);
        if report.exposed.rows > 0 {
            writeln!(out, "{}{separator}{}", name(), words::exposed(&report.exposed, lang))?;
        }
        if report.together.rows > 0 || report.together.not_assessed {
            writeln!(out, "{}{separator}{}", name(), words::together(&report.together, lang))?;
        }
    }
    Ok(())
}

fn children(out: &mut dyn Write, summary: &Summary<'_>, lang: Lang) -> io::Result<()> {
    for report in summary.reports().filter(|report| report.children.rows > 0) {
        let (name, said) = (words::visible(&report.name), words::children(&report.children, lang));
        writeln!(out, "{name}{}{said}", lang.pick("：", ": "))?;
    }
    Ok(())
}

fn published_too_long(out: &mut dyn Write, summary: &Summary<'_>, lang: Lang) -> io::Result<()> {
    for report in summary.reports() {
        let Some(day) = report.published_too_long else { continue };
        let (name, said) = (words::visible(&report.name), words::published_too_long(day, lang));
        writeln!(out, "{name}{}{said}", lang.pick("：", ": "))?;
    }
    Ok(())
}

fn anonymity(out: &mut dyn Write, summary: &Summary<'_>, lang: Lang) -> io::Result<()> {
    let k = summary.policy.risk().k;
    let asked = summary.reports().filter(|report| report.hidden.was_asked() && !report.hidden.is_met());
    for report in asked {
        let (name, said) = (words::visible(&report.name), words::anonymity(&report.hidden, k, lang));
        let next = words::anonymity_helps(lang);
        writeln!(out, "{name}{}{said}{}{next}", lang.pick("：", ": "), lang.pick("。", "; "))?;
    }
    Ok(())
}

/// Small counts that can be read are in the record alone: most are published on purpose.
fn small_counts(out: &mut dyn Write, summary: &Summary<'_>, lang: Lang) -> io::Result<()> {
    let told = |report: &&Report| report.small_counts.follows + report.small_counts.not_assessed > 0;
    for report in summary.reports().filter(told) {
        let (name, said) = (words::visible(&report.name), words::small_counts(&report.small_counts, lang));
        writeln!(out, "{name}{}{said}", lang.pick("：", ": "))?;
    }
    Ok(())
}

fn forgotten(out: &mut dyn Write, summary: &Summary<'_>, lang: Lang) -> io::Result<()> {
    for report in summary.reports().filter(|report| report.reach == Reach::FirstNames) {
        let (name, said) = (words::visible(&report.name), words::forgotten(lang));
        writeln!(out, "{name}{}{said}", lang.pick("：", ": "))?;
    }
    Ok(())
}

/// What readers do not see, goes, or was not read: of each place once.
fn beside_text(out: &mut dyn Write, summary: &Summary<'_>, lang: Lang) -> io::Result<()> {
    let noted: Vec<&Report> = summary.reports().filter(|report| !report.notes.is_empty()).collect();
    if noted.is_empty() {
        return Ok(());
    }
    writeln!(out, "{}", lang.pick("正文之外", "beside the text"))?;
    for report in noted {
        for remark in report.notes.iter().take(REMARKS) {
            let (name, place) = (words::visible(&report.name), words::visible(&remark.place.to_string()));
            let said = lang.pick(remark.zh(), remark.en());
            writeln!(out, "  {name}{}{place}{}{said}", lang.pick("，", ", "), lang.pick("：", ": "))?;
        }
        let more = report.notes.len().saturating_sub(REMARKS);
        if more > 0 {
            writeln!(out, "{}", lang.pick(format!("  另 {more} 处"), format!("  and {more} more")))?;
        }
    }
    Ok(())
}

fn gaps(out: &mut dyn Write, summary: &Summary<'_>, lang: Lang) -> io::Result<()> {
    let gaps: Vec<_> =
        summary.remarkable().filter_map(|document| Some((document, document.gap(lang)?))).collect();
    if gaps.is_empty() {
        return Ok(());
    }
    let count = gaps.len();
    writeln!(
        out,
        "{}",
        lang.pick(
            format!("未检查 {count} 个，不可视为可以公开"),
            format!("{count} not inspected, and so not clean")
        )
    )?;
    for (document, gap) in gaps {
        let (name, separator, stop) =
            (words::visible(document.name()), lang.pick("：", ": "), lang.pick("。", "; "));
        writeln!(out, "  {name}{separator}{}{stop}{}", gap.what, gap.next_step)?;
    }
    Ok(())
}
