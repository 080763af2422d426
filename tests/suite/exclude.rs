//! What rules leave out is not read, however it is named, and is listed.

use insta::assert_snapshot;
use yinmo_tests::program::Desk;

const PERSONAL: &str = "身份证号330106190102030017\n";
const HARMLESS: &str = "公示期7天。\n";

fn desk() -> Desk {
    Desk::default()
        .with(".yinmoignore", "# 第三方\nvendor/\n*.log\n!keep.log\n")
        .with("data/.yinmoignore", "/raw*.csv\n")
        .with("yinmo.toml", "[files]\nexclude = [\"样例/\"]\n")
        .with("a.txt", HARMLESS)
        .with("b.log", PERSONAL)
        .with("keep.log", HARMLESS)
        .with("vendor/x/a.txt", PERSONAL)
        .with("样例/王建坪.txt", PERSONAL)
        .with("data/raw1.csv", PERSONAL)
        .with("data/raw2.csv", PERSONAL)
        .with("data/raw3.csv", PERSONAL)
        .with("data/raw4.csv", PERSONAL)
        .with("data/sub/raw.csv", "序号\n1\n")
}

#[test]
fn each_is_counted_by_its_pattern() {
    assert_snapshot!(desk().run("check ."), @"
    exit code: 0
    ----- stdout -----
    读完 6 个文件
      可以公开  6  ./.yinmoignore、./a.txt、./data/.yinmoignore、./data/sub/raw.csv、./keep.log 等，另 1 个
    按规则排除 7 个，未检查
      .yinmoignore *.log：./b.log
      .yinmoignore vendor/：./vendor
      data/.yinmoignore /raw*.csv：./data/raw1.csv、./data/raw2.csv、./data/raw3.csv 等，另 1 个
      yinmo.toml 样例/：./样例
    规则：一般公开 (general-publication+local 2026.11)
    ----- stderr -----
    使用配置 yinmo.toml
    ");
}

#[test]
fn all_names_each() {
    let ended = desk().run("check . --all --lang en");
    assert_eq!(ended.code, 0, "{ended}");
    assert!(ended.out().contains("  data/.yinmoignore /raw*.csv: 4\n    ./data/raw1.csv\n"), "{ended}");
}

#[test]
fn json_names_each() {
    let out = desk().run("check . --format json").out();
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    let excluded = report["summary"]["files"]["excluded"].as_array().unwrap();
    assert_eq!(excluded.len(), 7);
    let expected = serde_json::json!({"path": "./vendor", "pattern": "vendor/", "source": ".yinmoignore"});
    assert!(excluded.contains(&expected), "{out}");
}

#[test]
fn rules_hold_for_what_is_named_and_for_lists() {
    let desk = desk();
    for arguments in ["check vendor/x/a.txt", "check data/raw1.csv ./b.log", "check 样例", "check vendor"] {
        let ended = desk.run(arguments);
        assert_eq!(ended.code, 0, "{arguments}: {ended}");
        assert!(ended.out().contains("按规则排除"), "{ended}");
    }
    assert_eq!(desk.run_with("check --files-from -", b"b.log\nvendor/x/a.txt\n").code, 0);
    assert_eq!(desk.run("check vendor/x/a.txt --no-exclude").code, 1);
    assert_eq!(desk.run("check . --no-exclude").code, 1);
    // To mask is to publish: what is left out of a check is masked all the same.
    assert_eq!(desk.run("mask b.log -O out").code, 0);
}

#[test]
fn patterns_count_from_the_folder_elsewhere_that_is_named() {
    let (desk, elsewhere) = (Desk::default(), desk());
    let ended = desk.run(&format!("check {} --all", elsewhere.path().display()));
    assert_eq!(ended.code, 1, "{ended}");
    assert!(ended.out().contains("按规则排除 6 个"), "{ended}");
}

#[test]
fn rules_that_make_no_sense_are_a_failure() {
    let desk = Desk::default().with("a.txt", HARMLESS).with(".yinmoignore", "a\n{b\n");
    assert_snapshot!(desk.run("check a.txt"), @"
    exit code: 2
    ----- stdout -----
    ----- stderr -----
    错误：不是有效的模式，写法同 .gitignore
     --> .yinmoignore:2
    ");
    desk.put(".yinmoignore", b"\xC3\xFB\xB5\xA5\n");
    assert_snapshot!(desk.run("check ."), @"
    exit code: 2
    ----- stdout -----
    ----- stderr -----
    错误：.yinmoignore 不是 UTF-8 编码。请另存为 UTF-8
    ");
    let desk =
        Desk::default().with("a.txt", HARMLESS).with("yinmo.toml", "[files]\nexclude = [\"a\", \"{b\"]\n");
    assert_snapshot!(desk.run("check a.txt"), @"
    exit code: 2
    ----- stdout -----
    ----- stderr -----
    使用配置 yinmo.toml
    错误：yinmo.toml 的 [files] exclude 第 2 项不是有效的模式，写法同 .gitignore
    ");
}

#[test]
fn the_folder_of_git_is_named_and_not_read() {
    let repository = yinmo_tests::repository::Repository::default();
    repository.0.put("a.txt", HARMLESS);
    repository.0.put(".gitignore", "*.txt\n");
    repository.commit();
    let ended = repository.0.run("check .");
    assert_eq!(ended.code, 0, "{ended}");
    assert!(ended.out().contains("./.git：git 自己的目录"), "{ended}");
    assert!(ended.out().contains("读完 2 个文件"), "{ended}");
    // A folder without documents is still none that was checked.
    std::fs::remove_file(repository.path().join("a.txt")).unwrap();
    std::fs::remove_file(repository.path().join(".gitignore")).unwrap();
    assert_eq!(repository.0.run("check .").code, 3);
    assert!(!repository.0.run("check . --no-exclude").out().contains("git 自己的目录"));
}
