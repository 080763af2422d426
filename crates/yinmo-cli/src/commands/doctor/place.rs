//! The machine: the program, its language, the terminal, git.

use std::env;
use std::io::{self, IsTerminal as _};
use std::process::Command;

use super::Check;
use crate::lang::Lang;
use crate::words::visible;

pub fn checks(lang: Lang) -> Vec<Check> {
    [Some(program(lang)), locale(lang), Some(language(lang)), Some(terminal(lang)), Some(git(lang))]
        .into_iter()
        .flatten()
        .collect()
}

fn program(lang: Lang) -> Check {
    let (version, os, arch) = (env!("CARGO_PKG_VERSION"), env::consts::OS, env::consts::ARCH);
    Check::fine(
        "program",
        lang.pick(
            format!("程序：yinmo {version}，{os} {arch}"),
            format!("program: yinmo {version}, {os} {arch}"),
        ),
    )
}

/// What the system says text is written in. Messages are UTF-8 in any case; elsewhere they look broken.
#[cfg(not(windows))]
fn locale(lang: Lang) -> Option<Check> {
    let set = |name| Some((name, env::var(name).ok().filter(|value| !value.is_empty())?));
    // The order is POSIX's.
    let found = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(set);
    let step = || {
        lang.pick(
            "消息是 UTF-8 的，终端上可能显示为乱码；结果不受影响。可执行 export LANG=C.UTF-8",
            "messages are UTF-8 and may look broken on the terminal; results are the same; try export LANG=C.UTF-8",
        )
    };
    let Some((name, value)) = found else {
        let what = lang.pick("编码：没有设置 LANG", "encoding: LANG is not set");
        return Some(Check::note("locale", what, step()));
    };
    let what = lang.pick("编码：", "encoding: ").to_owned() + name + "=" + &visible(&value);
    let is_utf8 = value.to_ascii_lowercase().replace('-', "").contains("utf8");
    Some(if is_utf8 { Check::fine("locale", what) } else { Check::note("locale", what, step()) })
}

/// Rust writes to a Windows console in UTF-16: no code page matters.
#[cfg(windows)]
fn locale(_lang: Lang) -> Option<Check> {
    None
}

fn language(lang: Lang) -> Check {
    let asked = env::var("YINMO_LANG").unwrap_or_default();
    if !["", "zh", "en"].contains(&&*asked) {
        return Check::note(
            "language",
            lang.pick(
                "消息语言：YINMO_LANG 的值不认识，按中文",
                "language: YINMO_LANG is not known, Chinese is used",
            ),
            lang.pick("可用：zh、en", "known: zh, en"),
        );
    }
    Check::fine(
        "language",
        lang.pick("消息语言：中文（--lang en 为英文）", "language: English (--lang zh for Chinese)"),
    )
}

fn terminal(lang: Lang) -> Check {
    let is_terminal = io::stdout().is_terminal();
    let refused = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    Check::fine(
        "terminal",
        match (is_terminal, refused) {
            (true, false) => lang.pick("终端：有颜色", "terminal: with colours"),
            (true, true) => {
                lang.pick("终端：NO_COLOR 已设置，不用颜色", "terminal: no colours, NO_COLOR is set")
            }
            (false, _) => lang.pick(
                "终端：输出不是终端，不用颜色和进度条",
                "terminal: the output is none, so no colours and no progress",
            ),
        },
    )
}

fn git(lang: Lang) -> Check {
    let Some(version) = answer(&["--version"]) else {
        return Check::note(
            "git",
            lang.pick("git：没有找到", "git: not found"),
            lang.pick(
                "检查文件和目录不需要 git；检查暂存的改动（--staged）、提交之间的改动（--diff）需要",
                "files and folders need no git; what is staged (--staged) and what changed (--diff) does",
            ),
        );
    };
    let version = visible(version.trim_start_matches("git version "));
    if is_of_another_owner() {
        return Check::note(
            "git",
            lang.pick(
                format!("git：{version}，当前目录的仓库属于另一个用户，git 不肯读"),
                format!("git: {version}; the repository here is another user's, and git refuses to read it"),
            ),
            lang.pick(
                "确认仓库可信后执行 git config --global --add safe.directory \"$PWD\"",
                "if you trust it: git config --global --add safe.directory \"$PWD\"",
            ),
        );
    }
    let inside = answer(&["rev-parse", "--is-inside-work-tree"]).as_deref() == Some("true");
    let place = match inside {
        true => lang.pick("当前目录在仓库中", "this folder is in a repository"),
        false => lang.pick("当前目录不在仓库中", "this folder is in no repository"),
    };
    Check::fine("git", lang.pick(format!("git：{version}，{place}"), format!("git: {version}, {place}")))
}

/// As in many containers, where the files come from outside.
fn is_of_another_owner() -> bool {
    let output = Command::new("git").args(["rev-parse", "--git-dir"]).env("LC_ALL", "C").output();
    output.is_ok_and(|output| String::from_utf8_lossy(&output.stderr).contains("dubious ownership"))
}

/// The first line that git answers, if it is there and content.
fn answer(arguments: &[&str]) -> Option<String> {
    let output =
        Command::new("git").args(arguments).output().ok().filter(|output| output.status.success())?;
    Some(String::from_utf8_lossy(&output.stdout).lines().next()?.to_owned())
}
