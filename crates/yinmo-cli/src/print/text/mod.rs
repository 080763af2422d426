//! For people: findings with the words around them, and a summary.

mod finding;
mod left_out;
mod links;
mod overview;
mod waived;

use std::collections::BTreeMap;
use std::io::{self, Write};

use annotate_snippets::Renderer;
use yinmo::Item;
use yinmo::kind::Kind;

use super::{Format, Printer, Setting, Task};
use crate::lang::Lang;
use crate::place::{column_letters, column_of};
use crate::sink::Sink;
use crate::summary::{Document, Outcome, Summary};
use crate::words;

/// Findings shown one by one in each document; the others are counted.
const SHOWN: usize = 20;

/// For people.
pub const FORMAT: Format =
    Format { id: "text", shows_lines: true, open: |setting, out| Box::new(Text::new(out, setting)) };

/// Prints text.
pub struct Text {
    out: Sink,
    task: Task,
    lang: Lang,
    /// Every finding is shown, those that stay too.
    all: bool,
    renderer: Renderer,
    /// Findings of the current document that were shown.
    shown: usize,
    /// Those that were not, by kind and column.
    unshown: BTreeMap<(Kind, Option<usize>), u64>,
}

impl Text {
    /// A printer that writes to `out`.
    pub fn new(out: Sink, setting: Setting) -> Self {
        let Setting { task, lang, coloured, .. } = setting;
        let renderer = if coloured { Renderer::styled() } else { Renderer::plain() };
        let renderer = renderer.term_width(WIDE);
        Self {
            out,
            task,
            lang,
            all: task == Task::Check { all: true },
            renderer,
            shown: 0,
            unshown: BTreeMap::new(),
        }
    }

    /// What was not shown one by one, by kind and column.
    fn rest(&mut self, name: &str) -> io::Result<()> {
        let unshown = std::mem::take(&mut self.unshown);
        self.shown = 0;
        if unshown.is_empty() {
            return Ok(());
        }
        let (count, name) = (unshown.values().sum::<u64>(), words::visible(name));
        let line = self.lang.pick(
            format!("{name}：另有 {count} 处未逐一列出（--all 可全部列出）："),
            format!("{name}: {count} more are not shown one by one (--all shows them):"),
        );
        writeln!(self.out, "{line}")?;
        for ((kind, column), count) in unshown {
            let column = column
                .map(column_letters)
                .map(|letters| self.lang.pick(format!("，{letters} 列"), format!(", column {letters}")));
            let kind = words::kind(kind, self.lang);
            writeln!(
                self.out,
                "  {kind}{}{}{count}",
                column.unwrap_or_default(),
                self.lang.pick("：", ": ")
            )?;
        }
        writeln!(self.out)
    }

    fn written(&mut self, document: &Document) -> io::Result<()> {
        let (Task::Mask, Some(report)) = (self.task, document.report()) else { return Ok(()) };
        let name = words::visible(document.name());
        let verdict = self.lang.pick(report.verdict.zh(), report.verdict.en());
        let target = document.target.as_deref().map(|target| format!(" → {}", words::visible(target)));
        let unwritten =
            if report.output_hash.is_none() { self.lang.pick("，未写出", ", not written") } else { "" };
        writeln!(
            self.out,
            "{name}{}{}{verdict}{unwritten}",
            target.unwrap_or_default(),
            self.lang.pick("：", ": ")
        )
    }
}

/// Excerpts are short; nothing has to be cut to the width of a terminal.
const WIDE: usize = 1000;

impl Printer for Text {
    fn item(&mut self, name: &str, item: &Item) -> io::Result<()> {
        if !item.counts() && !self.all {
            return Ok(());
        }
        if self.shown >= SHOWN && !self.all {
            *self.unshown.entry((item.kind, column_of(&item.place))).or_default() += 1;
            return Ok(());
        }
        self.shown += 1;
        let text = finding::render(&self.renderer, name, item, self.lang);
        writeln!(self.out, "{text}\n")
    }

    fn document(&mut self, document: &Document) -> io::Result<()> {
        self.rest(document.name())?;
        match &document.outcome {
            Outcome::Failed(_, error) => {
                super::to_stderr(
                    &self.lang.pick(format!("错误：{}\n", error.zh()), format!("error: {}\n", error.en())),
                );
                Ok(())
            }
            Outcome::Reviewed(_) | Outcome::Skipped(..) => self.written(document),
        }
    }

    fn finish(mut self: Box<Self>, summary: &Summary<'_>) -> io::Result<()> {
        overview::write(&mut self.out, summary, self.lang, self.all)?;
        self.out.finish()
    }

    fn wants_items(&self) -> bool {
        self.task != Task::Mask
    }
}
