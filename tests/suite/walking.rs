//! Folders are walked whole, in one order, and nothing in them is passed over without a word.

use yinmo_tests::program::Desk;

const PERSONAL: &str = "身份证号330106190102030017\n";

/// The documents of a run, in its order.
fn documents(desk: &Desk, arguments: &str) -> Vec<String> {
    let out = desk.run(&format!("{arguments} --format json")).out();
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    let documents = report["summary"]["documents"].as_array().unwrap();
    documents.iter().map(|document| document["path"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn hidden_and_ignored_files_are_read_in_sorted_order() {
    let desk = Desk::default()
        .with("in/b.txt", PERSONAL)
        .with("in/.git/config.txt", PERSONAL)
        .with("in/a/z.txt", PERSONAL)
        .with("in/.gitignore", "b.txt\n")
        .with("in/a.txt", PERSONAL);
    let expected = ["in/.git/config.txt", "in/.gitignore", "in/a/z.txt", "in/a.txt", "in/b.txt"];
    assert_eq!(documents(&desk, "check in"), expected);
}

#[test]
fn a_file_that_is_named_twice_is_read_once() {
    let desk = Desk::default().with("in/a.txt", PERSONAL);
    assert_eq!(documents(&desk, "check in/a.txt in ./in/a.txt"), ["in/a.txt"]);
}

#[cfg(unix)]
#[test]
fn links_and_special_files_are_named_and_not_read() {
    use std::os::unix::fs::symlink;
    use std::process::Command;
    let desk = Desk::default().with("in/a.txt", "公示期7天\n").with("elsewhere/b.txt", PERSONAL);
    symlink("../elsewhere", desk.path().join("in/folder-link")).unwrap();
    symlink("../elsewhere/b.txt", desk.path().join("in/file-link")).unwrap();
    symlink("nowhere", desk.path().join("in/dead-link")).unwrap();
    assert!(Command::new("mkfifo").arg(desk.path().join("in/pipe")).status().unwrap().success());
    let ended = desk.run("check in");
    assert_eq!(ended.code, 3, "{ended}");
    for name in ["folder-link", "file-link", "dead-link"] {
        assert!(ended.out().contains(&format!("in/{name}：符号链接，未跟随")), "{ended}");
    }
    assert!(ended.out().contains("in/pipe：不是普通文件"), "{ended}");
    // A link that somebody names is meant.
    assert_eq!(desk.run("check in/file-link").code, 1);
    assert_eq!(desk.run("check in/folder-link").code, 1);
}

#[cfg(unix)]
#[test]
fn names_cannot_command_the_terminal() {
    let desk = Desk::default().with("in/\u{1B}[31mred\nline.txt", PERSONAL);
    let out = desk.run("check in").out();
    assert!(!out.contains('\u{1B}'), "{out:?}");
}
