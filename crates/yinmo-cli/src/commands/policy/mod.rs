//! `yinmo policy`: which rules there are, what they say, how two differ, and whether a file of one's own holds.

mod diff;
mod listing;

use std::fs;
use std::path::Path;

use anyhow::{Result, anyhow};
use yinmo::policy::{Policy, Source, Statement};
use yinmo::{Key, unmet_examples};

use crate::args::{PolicyCheckArgs, PolicyCommand, PolicyCommandArgs, PolicyDiffArgs, PolicyShowArgs};
use crate::config::describe;
use crate::exit::Exit;
use crate::lang::Lang;
use crate::print::to_stdout;
use crate::words::{io_error, visible};

/// Does what is asked for.
pub fn run(args: &PolicyCommandArgs, lang: Lang) -> Result<Exit> {
    match &args.command {
        PolicyCommand::List => listing::run(lang),
        PolicyCommand::Show(args) => show(args, lang),
        PolicyCommand::Diff(args) => diff(args, lang),
        PolicyCommand::Check(args) => check(args, lang),
        PolicyCommand::Schema => {
            to_stdout(Policy::SCHEMA);
            Ok(Exit::Clean)
        }
    }
}

fn show(args: &PolicyShowArgs, lang: Lang) -> Result<Exit> {
    match Policy::builtin_text(&args.name) {
        Some(text) => {
            to_stdout(text);
            Ok(Exit::Clean)
        }
        // The library knows how to say which there are.
        None => Err(policy(&args.name, lang).err().unwrap_or_else(|| no_builtin(lang))),
    }
}

fn no_builtin(lang: Lang) -> anyhow::Error {
    anyhow!(lang.pick("不是内置规则", "not a built-in profile"))
}

fn diff(args: &PolicyDiffArgs, lang: Lang) -> Result<Exit> {
    let (one, other) = (policy(&args.one, lang)?, policy(&args.other, lang)?);
    let lines = diff::differences(&one, &other, lang);
    if lines.is_empty() {
        to_stdout(lang.pick("没有不同\n", "no difference\n"));
        return Ok(Exit::Clean);
    }
    lines.iter().for_each(|line| to_stdout(&format!("{line}\n")));
    Ok(Exit::Found)
}

/// Loads the file and tries its examples.
fn check(args: &PolicyCheckArgs, lang: Lang) -> Result<Exit> {
    let file = args.file.to_string_lossy();
    let policy = policy(&file, lang)?;
    let unmet = unmet_examples(&policy).map_err(|error| anyhow!(lang.pick(error.zh(), error.en())))?;
    let (name, count) = (visible(&file), policy.examples().len());
    for unmet in &unmet {
        let (nth, verdict, after) = (unmet.nth, unmet.verdict, visible(unmet.after.trim_end()));
        to_stdout(&lang.pick(
            format!("{name}：第 {nth} 个例子不符，结论 {verdict}，得到：{after}\n"),
            format!("{name}: example {nth} does not hold: verdict {verdict}, got: {after}\n"),
        ));
    }
    if !unmet.is_empty() {
        return Ok(Exit::Found);
    }
    let lacks: Vec<_> = policy.lacks().iter().map(|lack| lang.pick(lack.zh(), lack.id())).collect();
    let asks = match &*lacks {
        [] => String::new(),
        lacks => lang.pick(
            format!("；使用时须写明{}", lacks.join("和")),
            format!("; to be used with {}", lacks.join(" and ")),
        ),
    };
    to_stdout(&lang.pick(
        format!("{name}：有效，{count} 个例子均相符{asks}\n"),
        format!("{name}: valid, {count} examples hold{asks}\n"),
    ));
    Ok(Exit::Clean)
}

/// The policy of this name or in this file. What it asks to be stated is not asked for: nothing is published by it here.
fn policy(name: &str, lang: Lang) -> Result<Policy> {
    if let Some(policy) = Policy::builtin(name) {
        return Ok(policy);
    }
    let statement = Statement { legal_basis: Some(String::new()), publish_until: "9999-12-31".parse().ok() };
    let text = fs::read_to_string(name);
    let source = match &text {
        Ok(text) => Source { file: Some((name, text.trim_start_matches('\u{FEFF}'))), ..Source::default() },
        Err(_) if !looks_like_a_file(name) => Source { profile: Some(name), ..Source::default() },
        Err(error) => {
            let (name, why) = (visible(name), io_error(error, lang));
            return Err(anyhow!(
                lang.pick(format!("无法读取 {name}：{why}"), format!("cannot read {name}: {why}"))
            ));
        }
    };
    // A key that is nobody's: what is written with it is thrown away.
    let key = Key::from_bytes(std::array::from_fn(|nth| nth as u8));
    Policy::load(&Source { statement, key: Some(&key), ..source })
        .map_err(|error| anyhow!(describe(&error, lang)))
}

fn looks_like_a_file(name: &str) -> bool {
    name.contains(['/', '\\']) || Path::new(name).extension().is_some()
}
