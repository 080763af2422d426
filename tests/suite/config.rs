//! Configuration: where it is looked for, and what is said about mistakes in it.

use insta::assert_snapshot;
use yinmo_tests::program::Desk;

const TEXT: &str = "联系电话：13800012001\n";

#[test]
fn the_file_in_the_current_folder_is_used_and_named() {
    let desk = Desk::default().with("a.txt", TEXT).with("yinmo.toml", "[kinds]\nmobile = \"redact\"\n");
    let ended = desk.run_with("mask - --stdin-name a.txt", TEXT.as_bytes());
    assert_eq!(ended.out(), "联系电话：[电话]\n");
    assert!(ended.err().starts_with("使用配置 yinmo.toml\n"), "{ended}");
}

#[test]
fn a_named_file_goes_before_the_one_in_the_folder() {
    let desk = Desk::default()
        .with("yinmo.toml", "[knds]\n")
        .with("other.toml", "[kinds]\nmobile = { default = \"keep\", basis = \"测试\" }\n");
    let ended = desk.run_with("mask - --config other.toml", TEXT.as_bytes());
    assert_eq!((ended.code, ended.out().as_str()), (0, TEXT));
}

#[test]
fn a_byte_order_mark_does_not_hurt() {
    let desk = Desk::default()
        .with("yinmo.toml", "\u{FEFF}[kinds]\nmobile = { default = \"keep\", basis = \"测试\" }\n");
    assert_eq!(desk.run_with("mask -", TEXT.as_bytes()).out(), TEXT);
}

#[test]
fn mistakes_have_a_place_and_a_suggestion() {
    let desk = Desk::default().with("a.txt", TEXT);
    desk.put("yinmo.toml", "extends = \"general-publication\"\n\n[knds]\nmobile = \"keep\"\n");
    assert_snapshot!(desk.run("check a.txt"), @"
    exit code: 2
    ----- stdout -----
    ----- stderr -----
    使用配置 yinmo.toml
    错误：没有键“knds”
     --> yinmo.toml:3:2
    建议：是否应为 `kinds`？
    ");
    desk.put("yinmo.toml", "[kinds]\nmobil = \"keep\"\n");
    assert_snapshot!(desk.run("check a.txt"), @"
    exit code: 2
    ----- stdout -----
    ----- stderr -----
    使用配置 yinmo.toml
    错误：没有信息类别“mobil”
     --> yinmo.toml:2:1
    建议：是否应为 `mobile`？
    ");
    desk.put("yinmo.toml", "[kinds]\nmobile = \"mosk\"\n");
    assert_snapshot!(desk.run("check a.txt --lang en"), @"
    exit code: 2
    ----- stdout -----
    ----- stderr -----
    using the configuration yinmo.toml
    error: unknown value `mosk`
     --> yinmo.toml:2:10
    ");
    desk.put("yinmo.toml", "[kinds\n");
    assert_snapshot!(desk.run("check a.txt"), @"
    exit code: 2
    ----- stdout -----
    ----- stderr -----
    使用配置 yinmo.toml
    错误：TOML 语法错误
     --> yinmo.toml:1:7
    ");
}

#[test]
fn unknown_profiles_audiences_and_files_are_errors() {
    let desk = Desk::default().with("a.txt", TEXT);
    assert_snapshot!(desk.run("check a.txt --profile general"), @"
    exit code: 2
    ----- stdout -----
    ----- stderr -----
    错误：没有内置规则“general”
    建议：是否应为 `general-publication`？可用：`general-publication`、`social-assistance-notice`、`strict`、`punitive-disclosure`、`mandatory-disclosure`、`court-document`、`court-document-2016`、`internal-sharing`、`review-only`
    ");
    assert_snapshot!(desk.run("check a.txt --profile social-assistance-notice --audience web"), @"
    exit code: 2
    ----- stdout -----
    ----- stderr -----
    错误：没有发布对象“web”
    建议：可用：`board`、`portal`
    ");
    assert_snapshot!(desk.run("check a.txt --config no-such.toml"), @"
    exit code: 2
    ----- stdout -----
    ----- stderr -----
    错误：无法读取配置 no-such.toml：路径不存在
    建议：用 yinmo init 新建一份
    ");
}

#[test]
fn profile_and_audience_reach_the_summary() {
    let desk = Desk::default().with("a.txt", "公示期7天。\n");
    let out = desk.run("check a.txt --profile social-assistance-notice --audience board").out();
    assert!(out.contains("(social-assistance-notice board "), "{out}");
}
