use std::fmt;
use std::ops::Range;

use crate::operators::{Action, OPERATORS};

/// What is wrong with a policy, where, and what to try.
///
/// It quotes the policy file and nothing else. Printed, it is Chinese with English beside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyError {
    problem: Box<Problem>,
    source: Option<String>,
    /// Line and column, from 1; columns count code points.
    at: Option<(usize, usize)>,
}

/// A problem before it is known in which file it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Problem {
    pub(super) span: Option<Range<usize>>,
    pub(super) zh: String,
    pub(super) en: String,
    pub(super) help: Option<Help>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Help {
    zh: String,
    en: String,
}

impl PolicyError {
    /// What is wrong, in Chinese.
    pub fn zh(&self) -> &str {
        &self.problem.zh
    }

    /// What is wrong, in English.
    pub fn en(&self) -> &str {
        &self.problem.en
    }

    /// What to try, in Chinese.
    pub fn help_zh(&self) -> Option<&str> {
        self.problem.help.as_ref().map(|help| help.zh.as_str())
    }

    /// What to try, in English.
    pub fn help_en(&self) -> Option<&str> {
        self.problem.help.as_ref().map(|help| help.en.as_str())
    }

    /// The name of the file, as it was given.
    pub fn source_name(&self) -> Option<&str> {
        self.source.as_deref()
    }

    /// The line, from 1.
    pub fn line(&self) -> Option<usize> {
        self.at.map(|(line, _)| line)
    }

    /// The column, from 1, in code points.
    pub fn column(&self) -> Option<usize> {
        self.at.map(|(_, column)| column)
    }

    pub(super) fn in_file(problem: Problem, name: &str, text: &str) -> Self {
        let at = problem.span.as_ref().map(|span| line_and_column(text, span.start));
        Self { problem: Box::new(problem), source: Some(name.to_owned()), at }
    }

    pub(super) fn without_file(problem: Problem) -> Self {
        Self { problem: Box::new(problem), source: None, at: None }
    }
}

fn line_and_column(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (1 + before.matches('\n').count(), 1 + before[line_start..].chars().count())
}

impl fmt::Display for PolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "错误：{} ({})", self.problem.zh, self.problem.en)?;
        if let Some(source) = &self.source {
            write!(f, "\n --> {source}")?;
        }
        if let Some((line, column)) = self.at {
            write!(f, ":{line}:{column}")?;
        }
        if let Some(help) = &self.problem.help {
            write!(f, "\n建议：{} ({})", help.zh, help.en)?;
        }
        Ok(())
    }
}

impl std::error::Error for PolicyError {}

impl Problem {
    pub(super) fn new(span: Option<Range<usize>>, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { span, zh: zh.into(), en: en.into(), help: None }
    }

    pub(super) fn help(mut self, zh: impl Into<String>, en: impl Into<String>) -> Self {
        self.help = Some(Help { zh: zh.into(), en: en.into() });
        self
    }

    pub(super) fn bad_hash(span: Range<usize>) -> Self {
        Self::new(
            Some(span),
            "SHA-256 应为 64 位十六进制数".to_owned(),
            "a SHA-256 has 64 hexadecimal digits".to_owned(),
        )
    }

    /// A name that is none of `known`, with the most similar ones as help.
    pub(super) fn unknown<'a>(
        span: Option<Range<usize>>,
        what: (&str, &str),
        name: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let problem =
            Self::new(span, format!("没有{}“{name}”", what.0), format!("unknown {} `{name}`", what.1));
        let known: Vec<_> = known.into_iter().collect();
        let list = |separator| quoted(&known).join(separator);
        match most_similar(name, &known) {
            Some(similar) if known.len() > 12 => {
                problem.help(format!("是否应为 `{similar}`？"), format!("did you mean `{similar}`?"))
            }
            Some(similar) => problem.help(
                format!("是否应为 `{similar}`？可用：{}", list("、")),
                format!("did you mean `{similar}`? known: {}", list(", ")),
            ),
            None if known.len() > 12 => problem,
            None => problem.help(format!("可用：{}", list("、")), format!("known: {}", list(", "))),
        }
    }
}

fn quoted(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| format!("`{name}`")).collect()
}

/// The known name that `name` is probably meant to be.
pub(super) fn most_similar<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    let name = name.to_lowercase().replace('_', "-");
    let scored = known.iter().map(|known| (strsim::jaro_winkler(&name, known), *known));
    scored.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|(score, _)| *score > 0.7).map(|(_, known)| known)
}

/// Says in two languages what the TOML reader says in one.
impl From<toml::de::Error> for Problem {
    fn from(error: toml::de::Error) -> Self {
        let (span, message) = (error.span(), error.message());
        let mut names = message.split('`').skip(1).step_by(2);
        let name = names.next().unwrap_or_default();
        match () {
            () if message.starts_with("unknown variant") && Action::keys().any(|key| key == name) => {
                needs_parameters(span, name)
            }
            () if message.starts_with("unknown variant") => {
                Self::unknown(span, ("取值", "value"), name, names)
            }
            () if message.starts_with("unknown field") => Self::unknown(span, ("键", "key"), name, names),
            () if message.starts_with("missing field") => {
                Self::new(span, format!("缺少键“{name}”"), format!("missing key `{name}`"))
            }
            () if message.starts_with("duplicate key") => Self::new(span, "键重复", "duplicate key"),
            () if message.starts_with("invalid") => Self::new(span, "取值的类型或范围不符", message).help(
                "文字加引号，数字不加；处理方式写作 \"keep\" 或 { mask = { prefix = 3 } }",
                "quote texts, not numbers; an operator is \"keep\" or { mask = { prefix = 3 } }",
            ),
            () => Self::new(span, "TOML 语法错误", message),
        }
    }
}

fn needs_parameters(span: Option<Range<usize>>, operator: &str) -> Problem {
    let problem =
        Problem::new(span, format!("`{operator}` 需要参数"), format!("`{operator}` needs parameters"));
    let known = OPERATORS.iter().find(|known| known.id == operator);
    match known.and_then(|operator| operator.examples.first()) {
        Some(example) => problem.help(format!("写作 {}", example.rule), format!("write {}", example.rule)),
        None => problem,
    }
}
