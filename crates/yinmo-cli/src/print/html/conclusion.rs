//! What a run comes to, in a sentence, and what to do next.

use yinmo::Verdict;

use crate::exit::Exit;
use crate::lang::Lang;
use crate::print::{Setting, Task, escaped};
use crate::summary::{Document, Outcome, Summary};

/// What came of a document, from the gravest on. The order is that of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// It must not be published.
    Forbidden,
    /// Something went wrong.
    Failed,
    /// Nobody knows.
    Unread,
    /// A person has to look.
    Review,
    /// It has to be masked.
    Mask,
    /// Masked and written.
    Masked,
    /// Nothing is to be done.
    Clean,
}

impl Grade {
    const ALL: [Self; 7] = [
        Self::Forbidden,
        Self::Failed,
        Self::Unread,
        Self::Review,
        Self::Mask,
        Self::Masked,
        Self::Clean,
    ];

    /// That of a document.
    pub fn of(document: &Document) -> Self {
        match &document.outcome {
            Outcome::Failed(..) => Self::Failed,
            Outcome::Skipped(..) => Self::Unread,
            Outcome::Reviewed(report) => match report.verdict {
                Verdict::MustNotPublish => Self::Forbidden,
                // It is out although it should not be any more.
                _ if report.published_too_long.is_some() => Self::Forbidden,
                Verdict::NotInspected(_) => Self::Unread,
                Verdict::NeedsReview => Self::Review,
                Verdict::NeedsMasking => Self::Mask,
                Verdict::Masked => Self::Masked,
                Verdict::Clean => Self::Clean,
            },
        }
    }

    /// In words.
    pub const fn said(self, lang: Lang) -> &'static str {
        let (zh, en) = match self {
            Self::Forbidden => ("不得公开", "must not be published"),
            Self::Failed => ("处理失败", "failed"),
            Self::Unread => ("未检查", "not inspected"),
            Self::Review => ("须人工审核", "needs a person's review"),
            Self::Mask => ("脱敏后方可公开", "mask before publishing"),
            Self::Masked => ("已脱敏", "masked"),
            Self::Clean => ("可以公开", "may be published"),
        };
        match lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    /// The class of colours: `stop`, `look`, `fine`.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Forbidden | Self::Failed | Self::Unread => "stop",
            Self::Review | Self::Mask => "look",
            Self::Masked | Self::Clean => "fine",
        }
    }

    /// What to do about documents of this grade.
    fn next_step(self, lang: Lang) -> &'static str {
        match self {
            Self::Forbidden => lang.pick(
                "不得公开的文件：不要发布，遮盖后也不行。按该文件下所列办法改正，再检查一次；已经发布的，请撤下",
                "What must not be published: do not publish it, masked or not. Change it as said beside it and check again; take it down if it is out",
            ),
            Self::Failed => lang.pick(
                "处理失败的文件：没有写出。按所列原因处理后重试",
                "What failed was not written: see to the reason and try again",
            ),
            Self::Unread => lang.pick(
                "未检查的文件：程序没有读完，不能当作没有问题。按该文件下所列办法处理，或由人工逐页看过",
                "What was not inspected may hold anything: do as said beside it, or have a person read it",
            ),
            Self::Review => lang.pick(
                "须人工审核的文件：用 yinmo check --worklist 审核表.xlsx 写出审核表，逐项填好决定，再用 yinmo mask --decisions 处理",
                "What needs a review: list it with yinmo check --worklist list.xlsx, fill in what to do, then yinmo mask --decisions",
            ),
            Self::Mask => lang.pick(
                "脱敏后方可公开的文件：用 yinmo mask 写出脱敏件，只发布脱敏件，不发布原件",
                "What has to be masked: yinmo mask writes what may be published; publish that and not the original",
            ),
            Self::Masked => lang.pick(
                "已脱敏的文件：发布脱敏件，不发布原件",
                "What was masked: publish what was written and not the original",
            ),
            Self::Clean => lang.pick(
                "可以公开的文件：没有发现须处理的内容",
                "What may be published: nothing to be dealt with was found",
            ),
        }
    }
}

/// What a run comes to.
pub struct Conclusion {
    grades: Vec<(Grade, usize)>,
    is_interrupted: bool,
    is_mask: bool,
}

impl Conclusion {
    /// That of a run.
    pub fn of(summary: &Summary<'_>, setting: Setting) -> Self {
        let is_interrupted = summary.exit == Exit::Interrupted;
        Self { grades: grades(summary), is_interrupted, is_mask: setting.task == Task::Mask }
    }

    /// The box at the head of the page.
    pub fn html(&self, lang: Lang) -> String {
        let worst = self.grades.first().map_or(Grade::Unread, |(grade, _)| *grade);
        let class = if self.is_interrupted { "stop" } else { worst.class() };
        let steps = self.grades.iter().filter(|(grade, _)| *grade != Grade::Clean || self.grades.len() == 1);
        let steps: String =
            steps.map(|(grade, _)| format!("<li>{}</li>\n", escaped(grade.next_step(lang)))).collect();
        let list = if steps.is_empty() { String::new() } else { format!("<ol>\n{steps}</ol>\n") };
        format!("<div class=\"verdict {class}\"><strong>{}</strong>\n{list}</div>\n", escaped(&self.said(lang)))
    }

    fn said(&self, lang: Lang) -> String {
        let Some((worst, _)) = self.grades.first() else {
            return lang.pick("没有可检查的文件", "there was no file to inspect").to_owned();
        };
        let counted: Vec<String> = self
            .grades
            .iter()
            .map(|(grade, count)| {
                let said = grade.said(lang);
                lang.pick(format!("{count} 个文件{said}"), format!("{count} {said}"))
            })
            .collect();
        let counted = counted.join(lang.pick("，", ", "));
        let whole = match (worst.class(), self.is_mask) {
            _ if self.is_interrupted => lang.pick("中途停止，没有处理完", "Stopped before the end"),
            ("fine", true) => lang.pick("全部写出", "All were written"),
            ("fine", false) => lang.pick("可以公开", "May be published"),
            (_, true) => lang.pick("还有文件不能公开", "Not all may be published"),
            _ => lang.pick("还不能公开", "Not to be published yet"),
        };
        lang.pick(format!("{whole}：{counted}"), format!("{whole}: {counted}"))
    }
}

/// How many documents there are of each grade, from the gravest on.
fn grades(summary: &Summary<'_>) -> Vec<(Grade, usize)> {
    let count = |grade| summary.documents.iter().filter(|document| Grade::of(document) == grade).count();
    Grade::ALL.into_iter().map(|grade| (grade, count(grade))).filter(|(_, count)| *count > 0).collect()
}

/// The same in words.
pub fn verdicts(summary: &Summary<'_>, lang: Lang) -> Vec<(&'static str, usize)> {
    grades(summary).into_iter().map(|(grade, count)| (grade.said(lang), count)).collect()
}
