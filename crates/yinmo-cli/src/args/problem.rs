//! What is wrong with a command line, and what to try.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use yinmo::Pipeline;

use crate::lang::Lang;

/// The mistake, a suggestion, and where to read more. What was typed may be personal too and is masked.
pub fn describe(error: &clap::Error, lang: Lang) -> String {
    let mut lines = vec![format!("{}{}", lang.pick("错误：", "error: "), what(error, lang))];
    if let Some(suggestion) = suggestion(error) {
        lines.push(
            lang.pick(format!("建议：是否应为 {suggestion}？"), format!("help: did you mean {suggestion}?")),
        );
    }
    if let Some(values) = list(error, ContextKind::ValidValue) {
        lines
            .push(lang.pick(format!("可用：{}", values.join("、")), format!("known: {}", values.join(", "))));
    }
    lines.push(lang.pick("用法见 yinmo <命令> --help", "usage: yinmo <COMMAND> --help").to_owned());
    let text = lines.join("\n") + "\n";
    Pipeline::default().display_name(&text)
}

fn what(error: &clap::Error, lang: Lang) -> String {
    let argument = list(error, ContextKind::InvalidArg).unwrap_or_default().join(lang.pick("、", ", "));
    let value = list(error, ContextKind::InvalidValue).unwrap_or_default().concat();
    let command = list(error, ContextKind::InvalidSubcommand).unwrap_or_default().concat();
    let prior = list(error, ContextKind::PriorArg).unwrap_or_default().join(lang.pick("、", ", "));
    let (zh, en) = match error.kind() {
        ErrorKind::InvalidSubcommand => (format!("没有命令 {command}"), format!("unknown command {command}")),
        ErrorKind::MissingSubcommand => ("缺少命令".to_owned(), "a command is missing".to_owned()),
        ErrorKind::UnknownArgument => (format!("没有选项 {argument}"), format!("unknown option {argument}")),
        ErrorKind::InvalidValue if value.is_empty() => {
            (format!("{argument} 缺少取值"), format!("{argument} needs a value"))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            (format!("{argument} 的取值“{value}”无效"), format!("`{value}` is no value of {argument}"))
        }
        ErrorKind::MissingRequiredArgument => {
            (format!("还须给出 {argument}"), format!("{argument} is needed too"))
        }
        ErrorKind::ArgumentConflict if prior.is_empty() || prior == argument => {
            (format!("{argument} 给了不止一次"), format!("{argument} is given more than once"))
        }
        ErrorKind::ArgumentConflict => (
            format!("{argument} 与 {prior} 不能同时使用"),
            format!("{argument} and {prior} exclude each other"),
        ),
        ErrorKind::InvalidUtf8 => {
            ("参数不是有效的文字".to_owned(), "an argument is not valid text".to_owned())
        }
        _ => ("命令行有误".to_owned(), "the command line is not understood".to_owned()),
    };
    lang.pick(zh, en)
}

fn suggestion(error: &clap::Error) -> Option<String> {
    [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue]
        .into_iter()
        .find_map(|kind| list(error, kind)?.into_iter().next())
}

fn list(error: &clap::Error, kind: ContextKind) -> Option<Vec<String>> {
    match error.get(kind)? {
        ContextValue::String(text) => Some(vec![text.clone()]),
        ContextValue::Strings(texts) if !texts.is_empty() => Some(texts.clone()),
        _ => None,
    }
}
