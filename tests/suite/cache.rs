//! What is remembered from one run to the next.

use std::fs;
use std::process::{Command, Stdio};
use std::time::Duration;

use yinmo_tests::program::{Desk, Ended, command};

/// Documents with something to find, something to keep and nothing.
fn desk() -> Desk {
    Desk::default()
        .with("in/a.txt", "户主王建坪，身份证号330106190102030017。\n")
        .with("in/b.md", "咨询电话：0571-87012345，文号：杭民发〔2019〕12号。\n")
        .with("in/王建坪.csv", "姓名,联系电话\n王建坪,13800012001\n")
        .with("in/d.rs", "fn main() {}\n")
}

/// The names of what is cached.
fn cached(desk: &Desk) -> Vec<String> {
    desk.files()
        .into_iter()
        .filter(|name| name.ends_with(".cache") && !name.ends_with("program.cache"))
        .collect()
}

#[test]
fn every_format_says_the_same_with_and_without() {
    let desk = desk();
    for format in ["text", "text --all", "json", "jsonl", "text --lang en"] {
        let without = desk.run(&format!("check in --no-cache --format {format}"));
        for _ in 0..2 {
            assert_eq!(
                desk.run(&format!("check in --cache-dir cache --format {format}")),
                without,
                "{format}"
            );
        }
    }
    // With excerpts and without.
    assert_eq!(cached(&desk).len(), 2);
}

#[test]
fn nothing_is_remembered_where_that_is_not_wanted_or_there_is_no_place() {
    let desk = desk();
    desk.run("check in");
    desk.run("check in --no-cache");
    assert_eq!(cached(&desk).len(), 0);
    let run = |folder: &str| {
        let mut command = command(desk.path());
        command.args(["check", "in"]).env("HOME", desk.path().join("home")).env("XDG_CACHE_HOME", folder);
        assert_eq!(command.output().unwrap().status.code(), Some(1));
    };
    if cfg!(target_os = "linux") {
        run(&desk.path().join("xdg").to_string_lossy());
        assert!(cached(&desk)[0].starts_with("xdg/yinmo/"));
        run("from/here");
        assert!(cached(&desk).iter().any(|name| name.starts_with("home/.cache/yinmo/")));
    }
}

#[test]
fn a_folder_that_cannot_be_used_is_told_and_no_failure() {
    let desk = desk().with("cache", "a file");
    let without = desk.run("check in --no-cache");
    let with = desk.run("check in --cache-dir cache");
    assert_eq!((with.code, &with.stdout), (without.code, &without.stdout));
    assert!(with.err().contains("缓存目录 cache 不能使用"), "{with}");
}

/// Killed at whatever moment, two at a time: the next run says what it would have said without.
#[test]
fn killed_runs_and_runs_at_once_leave_a_cache_that_holds() {
    let desk = desk();
    for nth in 0..40 {
        desk.put(&format!("in/{nth}.txt"), format!("第{nth}号通知：身份证号330106190102030017。\n"));
    }
    let without = desk.run("check in --no-cache --format jsonl");
    let start = || {
        let mut command: Command = command(desk.path());
        command.args(["check", "in", "--cache-dir", "cache", "--format", "jsonl"]);
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    };
    for nth in 0..8 {
        let (mut one, mut other) = (start(), start());
        std::thread::sleep(Duration::from_millis(40 * nth));
        one.kill().unwrap();
        one.wait().unwrap();
        other.wait().unwrap();
        for name in cached(&desk) {
            assert!(fs::metadata(desk.path().join(name)).unwrap().len() > 100, "it appears whole");
        }
    }
    let with: Ended = desk.run("check in --cache-dir cache --format jsonl");
    assert_eq!(with, without);
}
