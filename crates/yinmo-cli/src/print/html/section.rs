//! A document on the page: what is said of it as a whole, then its places.

use std::fmt::Write as _;

use super::conclusion::Grade;
use crate::lang::Lang;
use crate::print::entry::{Entry, Level};
use crate::print::{escaped, relative};
use crate::summary::Document;
use crate::words;

/// Findings listed of a document; the others are counted.
const FINDINGS: u64 = 200;

/// Remarks listed of a document; the others are counted.
const REMARKS: u64 = 100;

/// What the page says of a document.
#[derive(Default)]
pub struct Section {
    name: String,
    target: Option<String>,
    grade: Option<Grade>,
    /// Whether there is anything but notes.
    is_wrong: bool,
    remarks: Lines,
    findings: Lines,
}

/// Lines of markup, and how many more there are.
#[derive(Default)]
struct Lines {
    html: String,
    count: u64,
}

impl Lines {
    fn add(&mut self, most: u64, line: impl FnOnce() -> String) {
        self.count += 1;
        if self.count <= most {
            self.html += &line();
        }
    }

    fn rest(&self, most: u64, lang: Lang) -> Option<String> {
        let more = self.count.saturating_sub(most);
        (more > 0).then(|| {
            lang.pick(
                format!("<p>另有 {more} 处未逐一列出，全部见 -f json 的报告</p>\n"),
                format!("<p>{more} more are not listed; all are in the report of -f json</p>\n"),
            )
        })
    }
}

impl Section {
    /// Takes what is to be said.
    pub fn add(&mut self, entry: &Entry<'_>, lang: Lang) {
        self.is_wrong |= entry.level > Level::Note;
        match entry.item {
            Some(_) => self.findings.add(FINDINGS, || finding(entry, lang)),
            None => self.remarks.add(REMARKS, || remark(entry, lang)),
        }
    }

    /// The same, about this document.
    pub fn about(self, name: &str, document: Option<&Document>, lang: Lang) -> Self {
        let target = document.and_then(|document| document.target.as_deref());
        let target = target.map(|target| lang.pick("写为 ", "written as ").to_owned() + &relative(target));
        Self { name: relative(name), target, grade: document.map(Grade::of), ..self }
    }

    /// The gravest come first.
    pub fn rank(&self) -> Grade {
        self.grade.unwrap_or(Grade::Unread)
    }

    /// Whether nothing is to be done in it.
    pub fn is_fine(&self) -> bool {
        !self.is_wrong && self.grade.is_some_and(|grade| grade.class() == "fine")
    }

    /// Its name, and that of what was written of it.
    pub fn name_and_target(&self) -> String {
        let target = self.target.as_deref().map(|target| format!("（{}）", escaped(target)));
        escaped(&self.name) + &target.unwrap_or_default()
    }

    /// As it stands on the page.
    pub fn html(&self, lang: Lang) -> String {
        let badge = self.grade.map(|grade| {
            format!("<span class=\"badge {}\">{}</span>", grade.class(), escaped(grade.said(lang)))
        });
        let mut out = format!(
            "<section class=\"file\"><header><h3>{}</h3>{}</header>\n",
            self.name_and_target(),
            badge.unwrap_or_default()
        );
        if self.remarks.count > 0 {
            let _ = writeln!(out, "<ul>\n{}</ul>", self.remarks.html);
        }
        out += &self.remarks.rest(REMARKS, lang).unwrap_or_default();
        if self.findings.count > 0 {
            let [place, kind, preview, action, why] = lang.pick(
                ["位置", "类别", "遮盖后的样子", "处理", "依据"],
                ["place", "kind", "once hidden", "what happens", "why"],
            );
            let _ = writeln!(
                out,
                "<table><thead><tr><th>{place}</th><th>{kind}</th><th>{preview}</th><th>{action}</th><th>{why}</th></tr></thead>\
                 <tbody>\n{}</tbody></table>",
                self.findings.html
            );
        }
        out += &self.findings.rest(FINDINGS, lang).unwrap_or_default();
        out + "</section>\n"
    }
}

fn remark(entry: &Entry<'_>, lang: Lang) -> String {
    let class = match entry.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
    };
    let comma = lang.pick("，", ", ");
    let place = entry.part.as_ref().map(|part| part.name.clone() + comma).unwrap_or_default();
    format!(
        "<li class=\"{class}\"><b>{}</b>{}{}</li>\n",
        escaped(entry.name),
        lang.pick("：", ": "),
        escaped(&(place + &entry.text))
    )
}

fn finding(entry: &Entry<'_>, lang: Lang) -> String {
    let Some(item) = entry.item else { return String::new() };
    let place = entry.stands(lang).unwrap_or_else(|| item.place.to_string());
    let why = format!("{}{}{}", words::evidence(item.evidence, lang), lang.pick("；", "; "), entry.text);
    format!(
        "<tr><td class=\"place\">{}</td><td class=\"kind\">{}</td><td class=\"preview\">{}</td>\
         <td class=\"action\">{}</td><td class=\"why\">{}</td></tr>\n",
        escaped(&place),
        escaped(entry.name),
        escaped(&item.preview),
        escaped(words::action(item.action.id(), lang)),
        escaped(&why),
    )
}
