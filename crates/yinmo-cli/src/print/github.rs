//! Workflow commands of GitHub Actions: annotations on the lines of a pull request.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::entry::{Entry, Level};
use super::listing::{List, Listing};
use super::{Format, Setting, relative};
use crate::lang::Lang;
use crate::sink::Sink;
use crate::summary::Summary;
use crate::words::is_plain;

/// For pull requests.
pub const FORMAT: Format = Format {
    id: "github",
    shows_lines: false,
    open: |setting, out| Box::new(Listing::new(GitHub::new(out, setting), setting)),
};

/// GitHub shows as many annotations of each level of a step and drops the others without a word.
const MOST: usize = 10;

/// Prints workflow commands.
struct GitHub {
    out: Sink,
    lang: Lang,
    errors: Annotations,
    warnings: Annotations,
}

/// What is annotated at one level. Documents that nobody may publish, or of which nobody knows, go before findings.
#[derive(Default)]
struct Annotations {
    of_documents: Vec<String>,
    of_findings: Vec<String>,
    count: usize,
}

impl Annotations {
    fn add(&mut self, entry: &Entry<'_>, command: impl FnOnce() -> String) {
        self.count += 1;
        let list = if entry.item.is_some() { &mut self.of_findings } else { &mut self.of_documents };
        if list.len() < MOST {
            list.push(command());
        }
    }

    fn shown(&self) -> impl Iterator<Item = &String> {
        self.of_documents.iter().chain(&self.of_findings).take(MOST)
    }

    fn rest(&self) -> usize {
        self.count - self.shown().count()
    }
}

impl GitHub {
    fn new(out: Sink, setting: Setting) -> Self {
        let (errors, warnings) = (Annotations::default(), Annotations::default());
        Self { out, lang: setting.lang, errors, warnings }
    }

    /// What it comes to, and what is not shown.
    fn summary(&self, summary: &Summary<'_>) -> String {
        let (errors, warnings, read) = (self.errors.count, self.warnings.count, summary.documents.read());
        let unread = summary.documents.len() - read;
        let mut text = self.lang.pick(
            format!("读完 {read} 个文件，未读完 {unread} 个；须处理 {errors} 处，须人工看 {warnings} 处"),
            format!("files read whole: {read}, not read whole: {unread}; to be dealt with: {errors}, to be looked at: {warnings}"),
        );
        let rest = self.errors.rest() + self.warnings.rest();
        if rest > 0 {
            text += &self.lang.pick(
                format!("。GitHub 每步每级只显示 {MOST} 条，另有 {rest} 处未标出，全部请看 -f sarif 或 -f text 的报告"),
                format!(". GitHub shows {MOST} annotations of each level; {rest} more are in the reports of -f sarif or -f text"),
            );
        }
        text
    }
}

impl List for GitHub {
    fn entry(&mut self, entry: &Entry<'_>) -> io::Result<()> {
        let lang = self.lang;
        match entry.level {
            Level::Error => self.errors.add(entry, || command("error", entry, lang)),
            Level::Warning => self.warnings.add(entry, || command("warning", entry, lang)),
            Level::Note => {}
        }
        Ok(())
    }

    fn finish(mut self, summary: &Summary<'_>) -> io::Result<()> {
        for command in self.errors.shown().chain(self.warnings.shown()) {
            writeln!(self.out, "{command}")?;
        }
        let text = escaped_data(&self.summary(summary));
        writeln!(self.out, "::notice title=yinmo::{text}")?;
        self.out.finish()
    }
}

fn command(level: &str, entry: &Entry<'_>, lang: Lang) -> String {
    let mut command = format!("::{level} file={}", escaped_property(&relative(entry.path)));
    if let Some(region) = entry.region {
        let _ = write!(command, ",line={},endLine={}", region.line, region.end_line);
        // Columns are for annotations of one line.
        if region.line == region.end_line {
            let _ = write!(command, ",col={},endColumn={}", region.column, region.end_column);
        }
    }
    let title = match &entry.part {
        Some(part) => format!("{} {}", entry.name, part.name),
        None => entry.name.to_owned(),
    };
    let text = match entry.item {
        Some(_) => entry.message(lang),
        None => entry.text.clone(),
    };
    let _ = write!(command, ",title={}::{}", escaped_property(&title), escaped_data(&text));
    command
}

fn escaped_data(text: &str) -> String {
    // What else commands terminals has no escape.
    let shown = |c: char| if is_plain(c) || matches!(c, '\r' | '\n') { c } else { '\u{FFFD}' };
    let text: String = text.chars().map(shown).collect();
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn escaped_property(text: &str) -> String {
    escaped_data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{escaped_data, escaped_property};

    #[test]
    fn nothing_in_a_name_ends_a_command() {
        assert_eq!(escaped_property("a,line=1::b\r\n100%.txt"), "a%2Cline=1%3A%3Ab%0D%0A100%25.txt");
        assert_eq!(escaped_property("\u{1B}[31m\u{202E}a"), "\u{FFFD}[31m\u{FFFD}a");
        assert_eq!(escaped_data("甲：100%\n::error::"), "甲：100%25%0A::error::");
    }
}
