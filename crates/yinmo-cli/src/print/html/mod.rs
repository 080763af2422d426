//! A page for people who open no terminal: what it comes to first, then what to do, then each document with its places.
//! It needs nothing but itself, runs nothing, and shows no value and no line of any document.

mod conclusion;
mod section;

use std::io::{self, Write};

use super::entry::Entry;
use super::listing::{List, Listing};
use super::{Format, Setting, Task, escaped};
use crate::lang::Lang;
use crate::print::html::conclusion::Conclusion;
use crate::print::html::section::Section;
use crate::sink::Sink;
use crate::summary::{Document, Summary};
use crate::words;

/// For offices, to read and to print.
pub const FORMAT: Format = Format {
    id: "html",
    shows_lines: false,
    open: |setting, out| Box::new(Listing::new(Html::new(out, setting), setting)),
};

const STYLE: &str = include_str!("style.css");

/// Nothing is loaded and nothing runs, whatever a document's name may say.
const SECURITY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// Names of documents in which nothing is to be done; the others are counted.
const NAMES: usize = 1_000;

/// Prints a page.
struct Html {
    out: Sink,
    setting: Setting,
    open: Section,
    sections: Vec<Section>,
    /// Documents in which nothing is to be done.
    fine: Vec<String>,
}

impl Html {
    fn new(out: Sink, setting: Setting) -> Self {
        Self { out, setting, open: Section::default(), sections: Vec::new(), fine: Vec::new() }
    }

    fn page(&mut self, summary: &Summary<'_>) -> String {
        // What must not be published comes first; among equals the order of the run stays.
        self.sections.sort_by_key(Section::rank);
        let lang = self.setting.lang;
        let title = match self.setting.task {
            Task::Check { .. } => lang.pick("个人信息公开前检查报告", "Personal data: review before publication"),
            Task::Mask => lang.pick("个人信息脱敏报告", "Personal data: report on masking"),
        };
        let conclusion = Conclusion::of(summary, self.setting);
        let mut page = format!(
            "<!DOCTYPE html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{SECURITY}\">\n\
             <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n\
             <title>{title}</title>\n<style>\n{STYLE}</style></head>\n<body><main>\n<h1>{title}</h1>\n",
            lang.pick("zh-CN", "en")
        );
        page += &conclusion.html(lang);
        page += &counts(summary, lang);
        if !self.sections.is_empty() {
            page += &format!("<h2>{}</h2>\n", lang.pick("须处理的文件", "Documents to deal with"));
            self.sections.iter().for_each(|section| page += &section.html(lang));
        }
        page += &self.fine_ones();
        page += &footer(summary, lang);
        page + "</main></body></html>\n"
    }

    fn fine_ones(&self) -> String {
        if self.fine.is_empty() {
            return String::new();
        }
        let lang = self.setting.lang;
        let title = match self.setting.task {
            Task::Check { .. } => lang.pick("没有须处理内容的文件", "Documents in which nothing is to be done"),
            Task::Mask => lang.pick("已写出的文件", "Documents that were written"),
        };
        let names = self.fine.iter().take(NAMES).map(|name| format!("<li>{name}</li>\n"));
        let more = match self.fine.len().saturating_sub(NAMES) {
            0 => String::new(),
            more => lang.pick(format!("<p>另 {more} 个</p>\n"), format!("<p>and {more} more</p>\n")),
        };
        format!("<h2>{title}</h2>\n<ul class=\"names\">\n{}</ul>\n{more}", names.collect::<String>())
    }
}

impl List for Html {
    fn entry(&mut self, entry: &Entry<'_>) -> io::Result<()> {
        self.open.add(entry, self.setting.lang);
        Ok(())
    }

    fn ended(&mut self, name: &str, document: Option<&Document>) -> io::Result<()> {
        let section = std::mem::take(&mut self.open).about(name, document, self.setting.lang);
        match section.is_fine() {
            true => self.fine.push(section.name_and_target()),
            false => self.sections.push(section),
        }
        Ok(())
    }

    fn finish(mut self, summary: &Summary<'_>) -> io::Result<()> {
        let page = self.page(summary);
        self.out.write_all(page.as_bytes())?;
        self.out.finish()
    }
}

/// Verdicts and kinds, counted.
fn counts(summary: &Summary<'_>, lang: Lang) -> String {
    let verdicts = conclusion::verdicts(summary, lang);
    let verdicts = verdicts.iter().map(|(verdict, count)| {
        format!("<tr><td>{}</td><td class=\"n\">{count}</td></tr>\n", escaped(verdict))
    });
    let kinds = summary.counts();
    let kinds = kinds.iter().map(|(kind, actions)| {
        let done: Vec<String> = actions
            .iter()
            .map(|(action, count)| format!("{} {count}", words::action(action, lang)))
            .collect();
        let (kind, done) = (words::kind(*kind, lang), done.join(lang.pick("，", ", ")));
        format!("<tr><td>{}</td><td>{}</td></tr>\n", escaped(kind), escaped(&done))
    });
    let kinds: String = kinds.collect();
    let head = |title: &str, [one, other]: [&str; 2], class: &str| {
        format!("<div><h2>{title}</h2>\n<table><thead><tr><th>{one}</th><th{class}>{other}</th></tr></thead><tbody>\n")
    };
    let mut out = String::from("<div class=\"two\">\n");
    out += &head(
        lang.pick("文件", "Documents"),
        lang.pick(["结论", "个数"], ["verdict", "count"]),
        " class=\"n\"",
    );
    out += &verdicts.collect::<String>();
    out += "</tbody></table></div>\n";
    if !kinds.is_empty() {
        out += &head(
            lang.pick("发现", "Findings"),
            lang.pick(["类别", "处理和处数"], ["kind", "what happens to how many"]),
            "",
        );
        out += &kinds;
        out += "</tbody></table></div>\n";
    }
    out + "</div>\n"
}

fn footer(summary: &Summary<'_>, lang: Lang) -> String {
    let policy = summary.policy;
    let audience = policy.audience().map(|audience| format!(" {audience}")).unwrap_or_default();
    let title = lang.pick(&policy.title().zh, &policy.title().en);
    let rules = escaped(&format!("{title} ({}{audience} {})", policy.name(), policy.version()));
    let (fingerprint, version) = (escaped(policy.fingerprint()), env!("CARGO_PKG_VERSION"));
    lang.pick(
        format!(
            "<footer><p>规则：{rules}，指纹 {fingerprint}</p><p>由 yinmo 隐墨 {version} 生成。报告不含原值，文件名中的个人信息也已遮盖。程序会有遗漏，公开前仍须按本单位规定审核。</p></footer>\n"
        ),
        format!(
            "<footer><p>Rules: {rules}, fingerprint {fingerprint}</p><p>Made by yinmo {version}. The report holds no value; what names of files say of people is hidden too. A program overlooks things: review by your own rules before publishing.</p></footer>\n"
        ),
    )
}
