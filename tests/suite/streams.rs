//! Standard input and output, and who listens.

use std::process::Stdio;

use yinmo_tests::program::{Desk, command};

const PERSONAL: &str = "身份证号330106190102030017\n";

#[test]
fn standard_input_is_checked_and_named() {
    let ended = Desk::default().run_with(
        "check - --stdin-name 名单.csv --format jsonl",
        "姓名,电话\n王建坪,13800012001\n".as_bytes(),
    );
    assert_eq!(ended.code, 1);
    assert!(ended.out().contains("\"path\":\"名单.csv\",\"part\":\"B2\""), "{ended}");
}

#[test]
fn standard_input_is_masked_to_standard_output() {
    let ended = Desk::default().run_with("mask -", PERSONAL.as_bytes());
    assert_eq!((ended.code, ended.out().as_str()), (0, "身份证号330106************\n"));
    assert!(ended.err().contains("已脱敏"), "{ended}");
}

#[test]
fn bytes_that_are_not_masked_survive_the_streams() {
    let text = "\u{FEFF}姓名\t电话\r\n王建坪\t13800012001\r\n";
    let ended = Desk::default().run_with("mask - --stdin-name a.tsv", text.as_bytes());
    assert_eq!(ended.out(), "\u{FEFF}姓名\t电话\r\n王*坪\t138******01\r\n");
}

#[test]
fn what_must_not_be_published_is_not_written() {
    let ended = Desk::default()
        .run_with("mask - --stdin-name a.csv", "孤儿姓名,身份证号\n王建坪,330106190102030017\n".as_bytes());
    assert_eq!((ended.code, ended.out().as_str()), (1, ""));
}

#[test]
fn standard_input_that_cannot_be_read_is_not_clean() {
    let ended = Desk::default().run_with("check -", b"%PDF-1.7\n");
    assert_eq!(ended.code, 3, "{ended}");
    assert_eq!(Desk::default().run_with("mask -", b"%PDF-1.7\n").stdout, b"");
}

/// `yinmo … | head -1`.
#[test]
fn a_reader_that_leaves_is_no_failure() {
    let rows: String = (0..3_000).map(|nth| format!("王建坪,138{:08}\n", 12_001 + nth)).collect();
    let desk = Desk::default().with("a.csv", format!("姓名,手机\n{rows}"));
    for arguments in
        [["check", "a.csv", "--format=jsonl"], ["check", "a.csv", "--all"], ["check", "--help", "--lang=en"]]
    {
        let mut child = command(desk.path())
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let ended = child.wait_with_output().unwrap();
        let expected = if arguments[1] == "--help" { 0 } else { 1 };
        assert_eq!(ended.status.code(), Some(expected), "{arguments:?}");
        assert_eq!(String::from_utf8_lossy(&ended.stderr), "", "{arguments:?}");
    }
}

#[test]
fn colour_and_progress_are_for_terminals() {
    let desk = Desk::default().with("a.txt", PERSONAL);
    for (variable, value) in [("NO_COLOR", "1"), ("TERM", "xterm-256color")] {
        let output = command(desk.path()).args(["check", "a.txt"]).env(variable, value).output().unwrap();
        assert!(!output.stdout.contains(&0x1B) && !output.stderr.contains(&0x1B), "{variable}");
        assert_eq!(output.stderr, b"");
    }
}

/// `script` gives the program a terminal.
#[cfg(target_os = "linux")]
#[test]
fn no_color_is_obeyed_on_a_terminal() {
    let desk = Desk::default().with("a.txt", PERSONAL);
    let coloured = |no_color: &str| {
        let line = format!("{} check a.txt", yinmo_tests::program::path().display());
        let mut script = std::process::Command::new("script");
        script
            .args(["-qec", &line, "/dev/null"])
            .current_dir(desk.path())
            .env_clear()
            .env("TERM", "xterm")
            .env("PATH", "/usr/bin:/bin");
        let output = script.env("NO_COLOR", no_color).stdin(Stdio::null()).output().unwrap();
        String::from_utf8_lossy(&output.stdout).contains("\u{1B}[1m")
            || String::from_utf8_lossy(&output.stdout).contains("\u{1B}[33m")
    };
    assert_eq!((coloured(""), coloured("1")), (true, false));
}

#[test]
fn the_environment_chooses_the_language() {
    let desk = Desk::default().with("a.txt", PERSONAL);
    let output = command(desk.path()).args(["check", "a.txt"]).env("YINMO_LANG", "en").output().unwrap();
    assert!(String::from_utf8_lossy(&output.stdout).contains("files read whole: 1"));
}
