//! The folder: what would be read, what not, and whether anything can be written.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::Result;
use yinmo::Policy;

use super::Check;
use crate::args::{DoctorArgs, ScopeArgs};
use crate::files::{self, Files, Input, Skip};
use crate::lang::Lang;
use crate::scope::{LeftOut, Rules};
use crate::words::{io_error, visible};

pub fn checks(args: &DoctorArgs, policy: Option<&Policy>, lang: Lang) -> Vec<Check> {
    let here = [PathBuf::from(".")];
    let paths = if args.paths.is_empty() { &here[..] } else { &args.paths };
    let (found, left_out) = match walk(args, paths, policy, lang) {
        Ok(walked) => walked,
        Err(error) => {
            let what = lang.pick("排除规则：", "exclusions: ").to_owned() + &format!("{error:#}");
            let step = lang
                .pick("请改正 .yinmoignore 或 [files] exclude", "put .yinmoignore or [files] exclude right");
            return vec![Check::problem("excluded", what, step), writable(lang)];
        }
    };
    let mut checks = vec![readable(&found, lang)];
    checks.extend(excluded(&left_out, lang));
    checks.extend(skipped(&found, lang));
    checks.push(writable(lang));
    checks
}

/// Without a policy that holds, nothing is known of what it leaves out.
fn walk(
    args: &DoctorArgs,
    paths: &[PathBuf],
    policy: Option<&Policy>,
    lang: Lang,
) -> Result<(Files, LeftOut)> {
    let Some(policy) = policy else { return Ok((files::find(paths, &[]), LeftOut::default())) };
    let scope = ScopeArgs::default();
    let exclusions = Rules::new(policy, &args.policy, &scope).of_work_tree(lang)?;
    files::find_except(paths, &[], &exclusions)
}

/// What rules leave out, with the first of it.
fn excluded(left_out: &LeftOut, lang: Lang) -> Option<Check> {
    let first = left_out.excluded.first()?;
    let count = left_out.excluded.len();
    let (path, pattern, source) = (shown(&first.path), visible(&first.pattern), visible(&first.source));
    Some(Check::note(
        "excluded",
        lang.pick(
            format!("已排除：{count} 个，如 {path}（{source}：{pattern}）"),
            format!("excluded: {count}, such as {path} ({source}: {pattern})"),
        ),
        lang.pick(
            "请确认其中没有要公开的文件；每次运行的汇总都会列出",
            "make sure that nothing of it is published; the summary of each run lists it",
        ),
    ))
}

fn readable(found: &Files, lang: Lang) -> Check {
    let (count, bytes) = (found.files.len(), found.files.iter().map(Input::bytes).sum::<u64>());
    let megabytes = bytes.div_ceil(1 << 20);
    let what = lang.pick(
        format!("文件：{count} 个，共 {megabytes} MB"),
        format!("files: {count}, {megabytes} MB together"),
    );
    match count {
        0 => Check::note(
            "files",
            what,
            lang.pick("没有可检查的文件，请核对路径", "there is nothing to inspect; check the path"),
        ),
        _ => Check::fine("files", what),
    }
}

/// A line for each reason, with the first path of it.
fn skipped(found: &Files, lang: Lang) -> Vec<Check> {
    let reasons = [Skip::SymbolicLink, Skip::SpecialFile, Skip::NotFound, Skip::Unreadable];
    let check = |reason: Skip| {
        let mut paths = found.skipped.iter().filter(|(_, skip)| *skip == reason).map(|(path, _)| path);
        let first = shown(paths.next()?);
        let (count, why) = (paths.count() + 1, reason.what(lang));
        Some(Check::note(
            reason.id(),
            lang.pick(
                format!("不会读：{count} 个，如 {first}：{why}"),
                format!("not read: {count}, such as {first}: {why}"),
            ),
            reason.next_step(lang),
        ))
    };
    reasons.into_iter().filter_map(check).collect()
}

/// Names may tell of somebody too.
fn shown(path: &Path) -> String {
    visible(&yinmo::Pipeline::default().display_name(&path.to_string_lossy()))
}

fn writable(lang: Lang) -> Check {
    match try_to_write() {
        Ok(()) => {
            Check::fine("write", lang.pick("写入：当前目录可以写入", "writing: this folder can be written"))
        }
        Err(error) => {
            let why = io_error(&error, lang);
            Check::note(
                "write",
                lang.pick(
                    format!("写入：当前目录不能写入：{why}"),
                    format!("writing: this folder cannot be written: {why}"),
                ),
                lang.pick(
                    "只检查不受影响；报告和脱敏后的文件请写到别处（-o、-O）",
                    "checking works; write reports and masked files elsewhere (-o, -O)",
                ),
            )
        }
    }
}

/// Permissions do not tell on every file system; trying does.
fn try_to_write() -> io::Result<()> {
    let path = PathBuf::from(format!(".yinmo-doctor-{}", std::process::id()));
    File::create_new(&path)?;
    fs::remove_file(&path)
}
