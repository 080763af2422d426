//! `--staged` looks at what the next commit brings in, and at nothing else.

use insta::assert_snapshot;
use yinmo_tests::program::{Ended, repository as sources};
use yinmo_tests::repository::Repository;

const PERSONAL: &str = "身份证号330106190102030017\n";
const HARMLESS: &str = "公示期7天。\n";

/// The documents of a run that ended with `code`.
fn documents(ended: &Ended) -> Vec<String> {
    let documents = summary(ended)["documents"].as_array().unwrap().clone();
    documents.iter().map(|document| document["path"].as_str().unwrap().to_owned()).collect()
}

fn summary(ended: &Ended) -> serde_json::Value {
    let report: serde_json::Value = serde_json::from_str(&ended.out()).unwrap_or_else(|_| panic!("{ended}"));
    report["summary"].clone()
}

#[test]
fn the_index_counts_and_not_the_work_tree() {
    let repository = Repository::default();
    repository.0.put("old.txt", PERSONAL);
    repository.commit();
    repository.stage("in.txt", PERSONAL);
    repository.0.put("in.txt", HARMLESS);
    repository.0.put("out.txt", PERSONAL);
    let ended = repository.0.run("check --staged --format json");
    assert_eq!((ended.code, documents(&ended)), (1, vec!["in.txt".to_owned()]), "{ended}");
    repository.stage("in.txt", HARMLESS);
    repository.0.put("in.txt", PERSONAL);
    let ended = repository.0.run("check --staged --format json");
    assert_eq!((ended.code, documents(&ended)), (0, vec!["in.txt".to_owned()]), "{ended}");
}

#[test]
fn before_the_first_commit_everything_comes_in() {
    let repository = Repository::default();
    repository.stage("a.txt", PERSONAL);
    assert_eq!(repository.0.run("check --staged").code, 1);
}

#[test]
fn a_commit_may_bring_nothing_in() {
    let repository = Repository::default();
    repository.0.put("a.txt", PERSONAL);
    repository.commit();
    repository.git("rm -q a.txt");
    assert_snapshot!(repository.0.run("check --staged"), @"
    exit code: 0
    ----- stdout -----
    读完 0 个文件
    规则：一般公开 (general-publication 2026.11)
    ----- stderr -----
    改动没有带来可检查的内容
    ");
}

#[test]
fn a_workbook_is_read_from_the_index() {
    let repository = Repository::default();
    let workbook = std::fs::read(sources().join("tests/office/fixtures/a/list.xlsx")).unwrap();
    repository.stage("名单.xlsx", workbook);
    std::fs::remove_file(repository.path().join("名单.xlsx")).unwrap();
    let ended = repository.0.run("check --staged --format json");
    assert_eq!((ended.code, documents(&ended)), (1, vec!["名单.xlsx".to_owned()]), "{ended}");
}

#[test]
fn of_what_was_only_renamed_the_name_counts() {
    let repository = Repository::default();
    let workbook = std::fs::read(sources().join("tests/office/fixtures/a/list.xlsx")).unwrap();
    repository.0.put("a.xlsx", workbook);
    repository.0.put("a.txt", PERSONAL);
    repository.0.put("a.pdf", "%PDF-1.7\n");
    repository.commit();
    for (from, to) in [("a.xlsx", "b.xlsx"), ("a.txt", "b/c.txt"), ("a.pdf", "b.pdf")] {
        std::fs::create_dir_all(repository.path().join("b")).unwrap();
        repository.git(&format!("mv {from} {to}"));
    }
    let ended = repository.0.run("check --staged --format json");
    assert_eq!((ended.code, documents(&ended).len()), (0, 3), "{ended}");
    repository.git("mv b/c.txt 330106190102030017.txt");
    let ended = repository.0.run("check --staged --format json");
    assert_eq!(ended.code, 1, "{ended}");
    assert_eq!(summary(&ended)["findings"]["total"], 1, "{ended}");
}

#[test]
fn paths_limit_it_and_one_that_is_unknown_is_named() {
    let repository = Repository::default();
    repository.stage("a/in.txt", PERSONAL);
    repository.stage("b/in.txt", PERSONAL);
    let ended = repository.0.run("check --staged a --format json");
    assert_eq!((ended.code, documents(&ended)), (1, vec!["a/in.txt".to_owned()]), "{ended}");
    let ended = repository.0.run("check --staged c");
    assert_eq!(ended.code, 3, "{ended}");
    assert!(ended.out().contains("c：路径不存在"), "{ended}");
}

#[test]
fn paths_are_those_of_the_repository() {
    let repository = Repository::default();
    repository.stage("a/in.txt", PERSONAL);
    let mut command = yinmo_tests::program::command(&repository.path().join("a"));
    let output = command.args(["check", "--staged", "--format", "json"]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("\"path\":\"a/in.txt\""), "{text}");
}

#[cfg(target_os = "linux")]
#[test]
fn names_may_be_any_bytes() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let repository = Repository::default();
    repository.git("config core.quotePath true");
    for (nth, name) in
        [&b"\xC3\xFB\xB5\xA5.csv"[..], b"a\nb\"c\\.txt", "名单 一.txt".as_bytes()].iter().enumerate()
    {
        let path = repository.path().join(OsStr::from_bytes(name));
        std::fs::write(path, format!("第{nth}\n{PERSONAL}")).unwrap();
    }
    repository.git("add -A");
    let ended = repository.0.run("check --staged --format json");
    assert_eq!((ended.code, documents(&ended).len()), (1, 3), "{ended}");
    assert_eq!(summary(&ended)["findings"]["by_kind"]["resident-id"]["mask"], 3, "{ended}");
}

#[test]
fn what_users_set_for_git_changes_nothing() {
    let repository = Repository::default();
    repository.0.put("a.csv", HARMLESS);
    repository.commit();
    let plain = |repository: &Repository| {
        let ended = repository.0.run("check --staged --format json");
        (ended.code, documents(&ended))
    };
    repository.stage(".gitattributes", "*.csv diff=none\n*.txt diff=none binary\n");
    repository.stage("a.csv", PERSONAL);
    repository.stage("b.txt", PERSONAL);
    let expected = plain(&repository);
    assert_eq!(expected.0, 1);
    assert_eq!(expected.1.len(), 3);
    let settings = [
        "diff.external false",
        "diff.none.textconv true",
        "diff.none.command false",
        "diff.renames false",
        "diff.noprefix true",
        "diff.ignoreSubmodules all",
        "diff.orderFile nowhere",
        "diff.relative true",
        "diff.context 0",
        "core.pager false",
        "pager.diff-index false",
        "color.ui always",
        "core.quotePath true",
        "core.fsmonitor false",
    ];
    settings.iter().for_each(|setting| drop(repository.git(&format!("config {setting}"))));
    assert_eq!(plain(&repository), expected);
    let mut command = yinmo_tests::program::command(repository.path());
    command.env("GIT_EXTERNAL_DIFF", "false").env("GIT_DIFF_OPTS", "-u0").env("GIT_GLOB_PATHSPECS", "1");
    command.env("GIT_PAGER", "false").env("LC_ALL", "zh_CN.UTF-8");
    let output = command.args(["check", "--staged", "a.csv"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn conflicts_are_a_failure() {
    let repository = Repository::default();
    repository.0.put("a.txt", "甲\n");
    repository.commit();
    repository.git("checkout -q -b other");
    repository.0.put("a.txt", "乙\n");
    repository.commit();
    repository.git("checkout -q main");
    repository.0.put("a.txt", "丙\n");
    repository.commit();
    assert!(!repository.command().args(["merge", "-q", "other"]).output().unwrap().status.success());
    let ended = repository.0.run("check --staged");
    assert_eq!(ended.code, 2, "{ended}");
    assert!(ended.err().contains("未解决的合并冲突"), "{ended}");
}

#[test]
fn a_merge_brings_in_what_the_other_branch_has() {
    let repository = Repository::default();
    repository.0.put("a.txt", HARMLESS);
    repository.commit();
    repository.git("checkout -q -b other");
    repository.0.put("b.txt", PERSONAL);
    repository.commit();
    repository.git("checkout -q main");
    repository.0.put("c.txt", HARMLESS);
    repository.commit();
    repository.git("merge -q --no-commit --no-ff other");
    let ended = repository.0.run("check --staged --format json");
    assert_eq!((ended.code, documents(&ended)), (1, vec!["b.txt".to_owned()]), "{ended}");
}

#[test]
fn a_submodule_is_named_and_fails_nothing() {
    let (repository, other) = (Repository::default(), Repository::default());
    other.0.put("a.txt", PERSONAL);
    other.commit();
    let other = other.path().display().to_string();
    repository.git(&format!("-c protocol.file.allow=always submodule --quiet add {other} sub"));
    let ended = repository.0.run("check --staged sub");
    assert_eq!(ended.code, 0, "{ended}");
    assert!(ended.out().contains("sub：子模块"), "{ended}");
    let ended = repository.0.run("check --staged sub --format json");
    assert_eq!(summary(&ended)["files"]["passed_over"][0]["reason"], "submodule");
}

#[test]
fn a_pointer_of_lfs_is_not_clean() {
    let repository = Repository::default();
    let hash = "ab01".repeat(16);
    let pointer = format!("version https://git-lfs.github.com/spec/v1\noid sha256:{hash}\nsize 31\n");
    repository.stage("名单.xlsx", pointer);
    for arguments in ["check --staged", "check 名单.xlsx"] {
        let ended = repository.0.run(arguments);
        assert_eq!(ended.code, 3, "{ended}");
        assert!(ended.out().contains("名单.xlsx：只是 Git LFS 的指针"), "{ended}");
    }
}

/// The hook as people write it, and whether git may commit.
fn hooked(repository: &Repository) {
    let program = yinmo_tests::program::path().display();
    repository.0.put(".git/hooks/pre-commit", format!("#!/bin/sh\nexec {program} check --staged\n"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let hook = repository.path().join(".git/hooks/pre-commit");
        std::fs::set_permissions(hook, std::fs::Permissions::from_mode(0o755)).unwrap();
    }
}

#[cfg(unix)]
#[test]
fn a_hook_sees_the_index_of_its_commit() {
    let repository = Repository::default();
    for name in ["a.txt", "b.txt"] {
        repository.0.put(name, HARMLESS);
    }
    repository.commit();
    hooked(&repository);
    let commits = |arguments: &[&str]| {
        repository
            .command()
            .arg("commit")
            .args(["-q", "-m", "x"])
            .args(arguments)
            .output()
            .unwrap()
            .status
            .success()
    };
    // What is in the work tree comes in with -a.
    repository.0.put("a.txt", PERSONAL);
    assert!(!commits(&["-a"]));
    // A commit of one file alone has an index of its own.
    repository.git("add a.txt");
    repository.0.put("b.txt", "公示期8天。\n");
    assert!(commits(&["--", "b.txt"]));
    assert!(!commits(&["--", "a.txt"]));
    repository.0.put("a.txt", "公示期9天。\n");
    assert!(commits(&["--", "a.txt"]));
    // From a folder within, and from another work tree of the repository.
    repository.git("worktree add -q --detach other");
    repository.0.put("other/sub/c.txt", PERSONAL);
    let other = repository.path().join("other");
    assert!(repository.command().current_dir(&other).args(["add", "-A"]).status().unwrap().success());
    let commit = repository
        .command()
        .current_dir(other.join("sub"))
        .args(["commit", "-q", "-m", "x"])
        .output()
        .unwrap();
    assert!(!commit.status.success(), "{}", String::from_utf8_lossy(&commit.stderr));
}

/// What is looked at is in the index: a report may have the name of one of its documents.
#[test]
fn a_report_may_be_called_like_a_document_of_the_change() {
    let repository = Repository::default();
    repository.stage("报告.txt", PERSONAL);
    let ended = repository.0.run("check --staged --format json -o 报告.txt");
    assert_eq!(ended.code, 1, "{ended}");
    assert!(repository.0.text("报告.txt").contains("\"resident-id\""));
}
