//! `--diff` looks at what came in between two revisions, and says what is wrong if git cannot tell.

use insta::assert_snapshot;
use yinmo_tests::program::{Desk, Ended, command};
use yinmo_tests::repository::Repository;

const PERSONAL: &str = "身份证号330106190102030017\n";
const HARMLESS: &str = "公示期7天。\n";

fn documents(ended: &Ended) -> Vec<String> {
    let report: serde_json::Value = serde_json::from_str(&ended.out()).unwrap_or_else(|_| panic!("{ended}"));
    let documents = report["summary"]["documents"].as_array().unwrap();
    documents.iter().map(|document| document["path"].as_str().unwrap().to_owned()).collect()
}

/// Commits on two branches: `main` with m1 and m2, `other` with o1, parted at `base`.
fn branches() -> Repository {
    let repository = Repository::default();
    repository.0.put("base.txt", HARMLESS);
    repository.commit();
    repository.git("tag -a -m x base");
    repository.git("checkout -q -b other");
    // A file of the same content would be taken for one that was renamed.
    repository.0.put("o1.txt", "联系电话：13800012001\n");
    repository.commit();
    repository.git("checkout -q main");
    for name in ["m1.txt", "m2.txt"] {
        repository.0.put(name, PERSONAL);
        repository.commit();
    }
    repository
}

#[test]
fn every_form_names_two_revisions() {
    let repository = branches();
    // The work tree does not count.
    repository.0.put("m2.txt", HARMLESS);
    repository.0.put("new.txt", PERSONAL);
    let zeros = "0".repeat(40);
    let cases: [(&str, &[&str]); 10] = [
        ("base..main", &["m1.txt", "m2.txt"]),
        ("base..", &["m1.txt", "m2.txt"]),
        ("base", &["m1.txt", "m2.txt"]),
        ("HEAD~1..HEAD", &["m2.txt"]),
        ("..other", &["o1.txt"]),
        ("main...other", &["o1.txt"]),
        ("other...", &["m1.txt", "m2.txt"]),
        ("HEAD..HEAD", &[]),
        ("main..base", &[]),
        (&format!("{zeros}..main"), &["base.txt", "m1.txt", "m2.txt"]),
    ];
    for (range, expected) in cases {
        let ended = repository.0.run(&format!("check --format json --diff {range}"));
        assert_eq!(documents(&ended), expected, "{range}: {ended}");
        assert_eq!(ended.code, i32::from(!expected.is_empty()), "{range}: {ended}");
    }
}

#[test]
fn a_merge_commit_is_compared_with_the_parent_that_is_named() {
    let repository = branches();
    repository.git("merge -q --no-ff -m x other");
    for (range, expected) in [("HEAD^1..HEAD", &["o1.txt"][..]), ("HEAD^2..HEAD", &["m1.txt", "m2.txt"])] {
        let ended = repository.0.run(&format!("check --format json --diff {range}"));
        assert_eq!(documents(&ended), expected, "{range}");
    }
}

#[test]
fn the_rules_of_the_later_revision_count_and_a_change_to_them_is_shown() {
    let repository = branches();
    repository.0.put(".yinmoignore", "m*.txt\n");
    repository.0.put("m3.txt", PERSONAL);
    repository.commit();
    std::fs::remove_file(repository.path().join(".yinmoignore")).unwrap();
    assert_eq!(repository.0.run("check --diff base..main").code, 1, "new rules hold from the next change on");
    repository.0.put("yinmo.toml", "[gate]\nchange-rules = \"after\"\n");
    assert_snapshot!(repository.0.run("check --diff base..main"), @"
    exit code: 0
    ----- stdout -----
    读完 1 个文件
      可以公开  1  .yinmoignore
    .yinmoignore：本次改动涉及检查的规则，请核对
    按规则排除 3 个，未检查
      .yinmoignore m*.txt：m1.txt、m2.txt、m3.txt
    规则：一般公开 (general-publication+local 2026.11)
    ----- stderr -----
    使用配置 yinmo.toml
    ");
    let ended = repository.0.run("check --diff base..main~1");
    assert_eq!(ended.code, 1, "{ended}");
    let ended = repository.0.run("check --diff base..main --no-exclude");
    assert_eq!(ended.code, 1, "{ended}");
    let ended = repository.0.run("check --format json --diff base..main");
    let report: serde_json::Value = serde_json::from_str(&ended.out()).unwrap();
    assert_eq!(report["summary"]["files"]["rules_changed"], serde_json::json!([".yinmoignore"]));
    assert_eq!(report["summary"]["files"]["change_rules"], "after");
    assert_eq!(
        report["summary"]["files"]["excluded"][0],
        serde_json::json!({"path": "m1.txt", "pattern": "m*.txt", "source": ".yinmoignore"})
    );
}

#[test]
fn what_git_cannot_tell_is_a_failure_with_a_next_step() {
    let repository = branches();
    for range in ["nowhere..main", "--output=x..main", "main..-x", "^main", "main^!..main", "..."] {
        let mut command = command(repository.path());
        let output = command.args(["check", &format!("--diff={range}")]).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        if range == "..." {
            assert_eq!(output.status.code(), Some(0), "{said}");
            continue;
        }
        assert_eq!(output.status.code(), Some(2), "{range}: {said}");
        assert!(said.contains("没有修订"), "{range}: {said}");
    }
    assert!(!repository.path().join("x..main").exists());
    assert_snapshot!(repository.0.run("check --diff nowhere..main"), @"
    exit code: 2
    ----- stdout -----
    ----- stderr -----
    错误：没有修订 nowhere，或本地没有它的对象。请核对名称；浅克隆请先 git fetch --unshallow（CI 中设 fetch-depth: 0）
    ");
    assert_snapshot!(Desk::default().run("check --staged"), @"
    exit code: 2
    ----- stdout -----
    ----- stderr -----
    错误：这里不是 git 仓库，或 git 拒绝读取（git：fatal: not a git repository (or any of the parent directories): .git）。请在仓库目录内运行，或改为直接给出路径
    ");
    let output =
        command(repository.path()).env("PATH", "/nowhere").args(["check", "--staged"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("找不到 git 程序"), "{said}");
}

#[test]
fn a_name_that_is_personal_is_not_repeated() {
    let repository = branches();
    let said = repository.0.run("check --diff 330106190102030017..main").err();
    assert!(said.contains("没有修订") && !said.contains("330106190102030017"), "{said}");
}

#[test]
fn a_shallow_clone_lacks_what_came_before() {
    let repository = branches();
    let clone = Desk::default();
    let from = format!("file://{}", repository.path().display());
    let mut git = repository.command();
    git.current_dir(clone.path()).args(["clone", "-q", "--depth", "1", &from, "clone"]);
    assert!(git.status().unwrap().success());
    let at = clone.path().join("clone");
    let output = command(&at).args(["check", "--diff", "HEAD~1..HEAD"]).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("--unshallow"), "{said}");
}

#[test]
fn a_server_refuses_a_push_before_it_takes_it() {
    let server = Desk::default();
    let repository = branches();
    let mut git = repository.command();
    assert!(git.args(["init", "-q", "--bare"]).arg(server.path()).status().unwrap().success());
    assert_eq!(server.run("check --staged").code, 2);
    let program = yinmo_tests::program::path().display();
    let hook =
        format!("#!/bin/sh\nwhile read old new ref; do {program} check --diff $old..$new || exit 1; done\n");
    server.put("hooks/pre-receive", hook);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let hook = server.path().join("hooks/pre-receive");
        std::fs::set_permissions(hook, std::fs::Permissions::from_mode(0o755)).unwrap();
        let pushes = |what: &str| {
            repository
                .command()
                .args(["push", "-q"])
                .arg(server.path())
                .arg(what)
                .output()
                .unwrap()
                .status
                .success()
        };
        assert!(pushes("base^{commit}:refs/heads/main"));
        assert!(!pushes("main:main"));
        assert!(!pushes("main:refs/heads/new"));
    }
}
