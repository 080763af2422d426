//! Which page publishes what must not be published as it is.

use std::io::{self, Write};

use yinmo::{Mention, Verdict};

use crate::lang::Lang;
use crate::summary::{Document, Summary};
use crate::words;

/// Files named of each sort; the others are counted.
const FILES: usize = 20;

/// Links named of each file; the others are counted.
const LINKS: usize = 3;

/// Writes what is to be known of links, if there are pages.
pub fn write(out: &mut dyn Write, summary: &Summary<'_>, lang: Lang) -> io::Result<()> {
    if !summary.site.has_pages() {
        return Ok(());
    }
    let mut files: Vec<(usize, &Document)> =
        summary.attachments().filter(|(_, document)| !is_clean(document)).collect();
    // Of pictures there are many, and most are ornaments.
    files.sort_by_key(|(_, document)| is_picture(document));
    let (linked, alone): (Vec<_>, Vec<_>) =
        files.into_iter().partition(|(nth, _)| !summary.site.mentions(*nth).is_empty());
    let linked = linked.into_iter().map(|(nth, document)| {
        let links = links(summary, summary.site.mentions(nth), lang);
        format!("{}{}{links}", file(document, lang), lang.pick("；链接在 ", "; linked from "))
    });
    let alone = alone.into_iter().map(|(_, document)| document).filter(|document| !is_picture(document));
    let alone: Vec<&Document> = alone.collect();
    let alone = alone.into_iter().map(|document| file(document, lang));
    let missing = summary.site.missing().iter().map(|missing| {
        let (path, place) =
            (words::visible(&summary.shown(&missing.path)), mention(summary, &missing.mention));
        lang.pick(format!("{path}；链接在 {place}"), format!("{path}; linked from {place}"))
    });
    section(out, lang.pick("网页链接到的文件", "files that pages link to"), linked, lang)?;
    section(out, lang.pick("没有网页链接到的文件", "files that no page links to"), alone, lang)?;
    let title = lang.pick("链接到而不在其中的文件，未检查", "linked, but not there, and so not inspected");
    section(out, title, missing, lang)
}

/// Makes no more lines than are written.
fn section(
    out: &mut dyn Write,
    title: &str,
    mut lines: impl ExactSizeIterator<Item = String>,
    lang: Lang,
) -> io::Result<()> {
    if lines.len() == 0 {
        return Ok(());
    }
    writeln!(out, "{title}")?;
    lines.by_ref().take(FILES).try_for_each(|line| writeln!(out, "  {line}"))?;
    match lines.len() {
        0 => Ok(()),
        more => writeln!(out, "{}", lang.pick(format!("  另 {more} 个"), format!("  and {more} more"))),
    }
}

/// A file, and what is the matter with it.
fn file(document: &Document, lang: Lang) -> String {
    let verdict = document.report().map(|report| lang.pick(report.verdict.zh(), report.verdict.en()));
    let verdict = verdict.unwrap_or(lang.pick("未检查", "not inspected"));
    format!("{}{}{verdict}", words::visible(document.name()), lang.pick("：", ": "))
}

fn links(summary: &Summary<'_>, mentions: &[Mention], lang: Lang) -> String {
    let named: Vec<String> = mentions.iter().take(LINKS).map(|link| mention(summary, link)).collect();
    let more = match mentions.len().saturating_sub(LINKS) {
        0 => String::new(),
        more => lang.pick(format!(" 等，另 {more} 处"), format!(" and {more} more")),
    };
    named.join(lang.pick("、", ", ")) + &more
}

fn mention(summary: &Summary<'_>, mention: &Mention) -> String {
    let page = summary.documents.get(mention.page).map(|page| words::visible(page.name()));
    format!("{} {}", page.unwrap_or_default(), mention.place)
}

fn is_clean(document: &Document) -> bool {
    document.report().is_some_and(|report| report.verdict == Verdict::Clean)
}

fn is_picture(document: &Document) -> bool {
    document.report().is_some_and(|report| report.format == "image")
}
