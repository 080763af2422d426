//! What fits the program into where people work: gates for CI systems, completions, manual pages.

use std::fs;
use std::process::{Command, Stdio};

use insta::assert_snapshot;
use yinmo_tests::program::{Desk, Ended};

/// A place and the file that is written for it.
const PLACES: [(&str, &str); 6] = [
    ("github", ".github/workflows/yinmo.yml"),
    ("gitlab", ".gitlab/yinmo.yml"),
    ("gitee", ".workflow/yinmo.yml"),
    ("jenkins", "yinmo.Jenkinsfile"),
    ("pre-commit", ".pre-commit-config.yaml"),
    ("pre-receive", "yinmo-pre-receive"),
];

#[test]
fn init_writes_the_gate_of_each_place_and_says_what_comes_next() {
    for (place, file) in PLACES {
        let desk = Desk::default();
        let chinese = desk.run(&format!("init --ci {place}"));
        assert_eq!((chinese.code, desk.files()), (0, vec![file.to_owned()]), "{chinese}");
        assert!(chinese.out().starts_with(&format!("已写出 {file}\n下一步：")), "{chinese}");
        let english = Desk::default().run(&format!("init --ci {place} --lang en"));
        assert!(english.out().starts_with(&format!("wrote {file}\nnext: ")), "{english}");
    }
}

#[test]
fn init_never_overwrites_a_gate_and_says_what_to_merge() {
    for (place, file) in PLACES {
        let desk = Desk::default().with(file, "own\n");
        let ended = desk.run(&format!("init --ci {place}"));
        assert_eq!((ended.code, desk.text(file)), (2, "own\n".to_owned()), "{ended}");
        let other = Desk::default();
        other.run(&format!("init --ci {place}"));
        assert!(ended.err().contains(other.text(file).trim_end()), "{ended}");
    }
}

/// Whoever commits what `init` wrote is not stopped by it.
#[test]
fn the_gates_let_their_own_files_pass() {
    let desk = Desk::default();
    desk.run("init");
    PLACES.iter().for_each(|(place, _)| drop(desk.run(&format!("init --ci {place}"))));
    let ended = desk.run("check .");
    assert_eq!(ended.code, 0, "{ended}");
    assert!(ended.out().contains("读完 7 个文件"), "{ended}");
}

#[cfg(unix)]
#[test]
fn the_hook_of_a_server_is_a_program() {
    use std::os::unix::fs::PermissionsExt as _;
    let desk = Desk::default();
    desk.run("init --ci pre-receive");
    let mode = fs::metadata(desk.path().join("yinmo-pre-receive")).unwrap().permissions().mode();
    assert_eq!(mode & 0o111, 0o111);
}

#[test]
fn a_folder_that_cannot_be_written_is_a_clear_error() {
    let desk = Desk::default().with(".gitlab", "a file");
    assert_snapshot!(desk.run("init --ci gitlab"), @"
    exit code: 2
    ----- stdout -----
    ----- stderr -----
    错误：无法写出 .gitlab/yinmo.yml：上级路径不是目录
    ");
}

#[test]
fn there_are_completions_for_each_shell() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ended = Desk::default().run(&format!("completions {shell}"));
        assert_eq!((ended.code, ended.stderr.len()), (0, 0), "{shell}");
        for word in ["check", "doctor", "fail-on", "in-place"] {
            assert!(ended.out().contains(word), "{shell} {word}");
        }
    }
}

/// Bash is everywhere where the tests run; it reads the script and completes with it.
#[cfg(target_os = "linux")]
#[test]
fn bash_completes_commands_options_and_values() {
    let desk = Desk::default();
    let script = desk.run("completions bash").out();
    for (line, last, wanted) in [
        ("yinmo doc", "doc", "doctor"),
        ("yinmo check --fai", "--fai", "--fail-on"),
        ("yinmo trail ver", "ver", "verify"),
        ("yinmo check --fail-on h", "h", "high"),
        ("yinmo init --ci gitl", "gitl", "gitlab"),
    ] {
        let words: Vec<&str> = line.split(' ').collect();
        let before = words[words.len() - 2];
        let ask = format!(
            "{script}\nCOMP_WORDS=({line}) COMP_CWORD={}\n_yinmo yinmo '{last}' '{before}'\necho \"${{COMPREPLY[@]}}\"",
            words.len() - 1
        );
        let output = Command::new("bash").args(["-c", &ask]).stdin(Stdio::null()).output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stdout).trim_end(), wanted, "{line}");
    }
}

#[test]
fn there_is_a_manual_page_for_each_command() {
    let desk = Desk::default();
    assert_eq!(desk.run("man pages").code, 0);
    let commands: Vec<String> = help_lines(&desk.run("--help"));
    assert!(commands.len() > 10, "{commands:?}");
    for command in commands {
        let page = desk.text(&format!("pages/yinmo-{command}.1"));
        assert!(page.contains(".TH"), "{command}");
    }
    assert!(desk.text("pages/yinmo-check.1").contains("报告写入此文件"));
    desk.run("--lang en man english");
    assert!(desk.text("english/yinmo-check.1").contains("Write the report to this file"));
    assert_eq!(desk.text("pages/yinmo.1"), desk.run("man").out());
    assert_eq!(Desk::default().with("file", "").run("man file").code, 2);
}

/// The commands that help lists.
fn help_lines(help: &Ended) -> Vec<String> {
    let out = help.out();
    let listed = out.lines().skip_while(|line| !line.starts_with("命令")).skip(1);
    let lines = listed.take_while(|line| line.starts_with("  "));
    lines.filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
}
