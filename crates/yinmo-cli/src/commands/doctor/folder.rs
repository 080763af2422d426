//! The folder: what would be read, what not, and whether anything can be written.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::Check;
use crate::files::{self, Files, Skip};
use crate::lang::Lang;
use crate::words::{io_error, visible};

pub fn checks(paths: &[PathBuf], lang: Lang) -> Vec<Check> {
    let here = [PathBuf::from(".")];
    let found = files::find(if paths.is_empty() { &here } else { paths }, &[]);
    let mut checks = vec![readable(&found, lang)];
    checks.extend(skipped(&found, lang));
    checks.push(writable(lang));
    checks
}

fn readable(found: &Files, lang: Lang) -> Check {
    let (count, bytes) = (found.files.len(), found.files.iter().map(|file| file.bytes).sum::<u64>());
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
