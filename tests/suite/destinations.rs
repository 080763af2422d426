//! Where masked files go, and what is refused before anything is written.

use insta::assert_snapshot;
use yinmo_tests::program::Desk;

const PERSONAL: &str = "身份证号330106190102030017\n";
const MASKED: &str = "身份证号330106************\n";

#[test]
fn the_same_tree_appears_in_the_output_folder() {
    let desk = Desk::default()
        .with("in/a.txt", PERSONAL)
        .with("in/sub/.hidden/b.txt", PERSONAL)
        .with("c.txt", PERSONAL);
    assert_eq!(desk.run("mask in c.txt -O out").code, 0);
    for name in ["out/a.txt", "out/sub/.hidden/b.txt", "out/c.txt"] {
        assert_eq!(desk.text(name), MASKED, "{name}");
    }
    assert_eq!(desk.text("in/a.txt"), PERSONAL);
    assert_eq!(desk.files().len(), 6);
}

#[test]
fn an_existing_output_is_left_alone_without_force() {
    let desk = Desk::default().with("a.txt", PERSONAL).with("b.txt", PERSONAL).with("out/b.txt", "old");
    assert_snapshot!(desk.run("mask a.txt b.txt -O out"), @"
    exit code: 2
    ----- stdout -----
    ----- stderr -----
    错误：out/b.txt 已存在，未覆盖，任何文件都没有写。如需覆盖请加 --force，或换一个输出目录
    ");
    assert_eq!(desk.files(), ["a.txt", "b.txt", "out/b.txt"]);
    assert_eq!(desk.text("out/b.txt"), "old");
    assert_eq!(desk.run("mask a.txt b.txt -O out --force").code, 0);
    assert_eq!(desk.text("out/b.txt"), MASKED);
}

#[test]
fn input_and_output_may_not_be_the_same_file() {
    let desk = Desk::default().with("in/a.txt", PERSONAL);
    for arguments in [
        "mask in/a.txt -O in --force",
        "mask in -O in --force",
        "mask . -O in/../. --force",
        "check in/a.txt --output in/a.txt",
    ] {
        let ended = desk.run(arguments);
        assert_eq!(ended.code, 2, "{arguments}: {ended}");
        assert!(ended.err().contains("既是输入又是输出"), "{arguments}: {ended}");
        assert_eq!(desk.text("in/a.txt"), PERSONAL, "{arguments}");
    }
}

#[test]
fn an_output_folder_inside_the_input_is_not_walked_into() {
    let desk = Desk::default().with("a.txt", PERSONAL);
    assert_eq!(desk.run("mask . -O public").code, 0);
    let again = desk.run("mask . -O public --force");
    assert_eq!(again.code, 0);
    assert!(again.err().contains("public 是本次的输出，不作为输入"), "{again}");
    assert_eq!(desk.files(), ["a.txt", "public/a.txt"]);
}

#[test]
fn the_report_is_not_read_by_the_run_that_writes_it() {
    let desk = Desk::default().with("a.txt", PERSONAL);
    assert_eq!(desk.run("check . --format jsonl --output report.jsonl").code, 1);
    let first = desk.text("report.jsonl");
    assert_eq!(desk.run("check . --format jsonl --output report.jsonl").code, 1);
    assert_eq!(desk.text("report.jsonl"), first);
}

#[test]
fn two_inputs_may_not_become_one_output() {
    let desk = Desk::default().with("one/a.txt", PERSONAL).with("two/a.txt", PERSONAL);
    assert_snapshot!(desk.run("mask one two -O out"), @"
    exit code: 2
    ----- stdout -----
    ----- stderr -----
    错误：one/a.txt 和 two/a.txt 都要写成 out/a.txt，任何文件都没有写。请分次处理，或先改名
    ");
    assert!(!desk.path().join("out").exists());
}

#[test]
fn identifiers_in_file_names_are_masked_too() {
    let desk = Desk::default().with("in/330106190102030017/13800012001.txt", PERSONAL);
    let ended = desk.run("mask in -O out");
    assert_eq!(ended.code, 0);
    assert_eq!(desk.files()[1], "out/330＊＊＊＊＊＊＊＊＊＊＊＊＊＊＊/1＊＊＊＊＊＊＊＊＊＊.txt");
    assert!(
        !ended.to_string().contains("330106190102030017") && !ended.to_string().contains("13800012001"),
        "{ended}"
    );
}

#[test]
fn people_in_file_names_are_masked_too() {
    let desk = Desk::default()
        .with("in/王建国/王建国低保申请.txt", "申请人：王建国。\n")
        .with("in/逯志成的补充.txt", "申请人：逯志成。\n");
    let ended = desk.run("mask in -O out");
    assert_eq!(ended.code, 0, "{ended}");
    assert_eq!(desk.files()[2..], ["out/王＊国/王＊国低保申请.txt", "out/逯＊成的补充.txt"]);
    assert_snapshot!(ended.out().lines().take(2).collect::<Vec<_>>().join("\n"), @"
    in/王**/王**低保申请.txt → out/王＊国/王＊国低保申请.txt：已脱敏
    in/逯**的补充.txt → out/逯＊成的补充.txt：已脱敏
    ");
    let checked = desk.run("check in/逯志成的补充.txt");
    assert!(checked.out().contains("(文件名)"), "{checked}");
    assert!(!checked.to_string().contains("志成") && !ended.to_string().contains("志成"), "{checked}{ended}");
}

#[test]
fn a_file_masked_in_place_keeps_its_name_and_says_so() {
    let desk = Desk::default().with("逯志成的补充.txt", "申请人：逯志成。\n");
    let ended = desk.run("mask 逯志成的补充.txt --in-place --backup");
    assert_eq!(ended.code, 1, "{ended}");
    assert_eq!(desk.text("逯志成的补充.txt"), "申请人：逯*成。\n");
}

#[test]
fn names_that_become_equal_when_masked_are_numbered() {
    let desk = Desk::default()
        .with("in/13800012001.txt", PERSONAL)
        .with("in/13900012001.txt", PERSONAL)
        .with("in/逯大成补充.txt", "申请人：逯大成。\n")
        .with("in/逯志成补充.txt", "申请人：逯志成。\n");
    let ended = desk.run("mask in -O out");
    assert_eq!(ended.code, 0, "{ended}");
    assert_eq!(
        desk.files()[4..],
        [
            "out/1＊＊＊＊＊＊＊＊＊＊(2).txt",
            "out/1＊＊＊＊＊＊＊＊＊＊.txt",
            "out/逯＊成补充(2).txt",
            "out/逯＊成补充.txt"
        ]
    );
    assert_eq!(desk.text("out/逯＊成补充(2).txt"), "申请人：逯*成。\n");
}

#[test]
fn in_place_keeps_a_backup() {
    let desk = Desk::default().with("a.txt", PERSONAL).with("clean.txt", "公示期7天\n");
    let ended = desk.run("mask a.txt clean.txt --in-place --backup");
    assert_eq!(ended.code, 0, "{ended}");
    assert_eq!(desk.files(), ["a.txt", "a.txt.bak", "clean.txt"]);
    assert_eq!((desk.text("a.txt").as_str(), desk.text("a.txt.bak").as_str()), (MASKED, PERSONAL));
}

#[test]
fn an_existing_backup_is_left_alone_without_force() {
    let desk = Desk::default().with("a.txt", PERSONAL).with("a.txt.bak", "old");
    assert_eq!(desk.run("mask a.txt --in-place --backup").code, 2);
    assert_eq!((desk.text("a.txt").as_str(), desk.text("a.txt.bak").as_str()), (PERSONAL, "old"));
    assert_eq!(desk.run("mask a.txt --in-place --backup --force").code, 0);
    assert_eq!((desk.text("a.txt").as_str(), desk.text("a.txt.bak").as_str()), (MASKED, PERSONAL));
}

#[test]
fn a_backup_may_not_be_an_input() {
    let desk = Desk::default().with("in/a.txt", PERSONAL).with("in/a.txt.bak", PERSONAL);
    assert_eq!(desk.run("mask in --in-place --backup --force").code, 2);
    assert_eq!(desk.text("in/a.txt"), PERSONAL);
}

#[cfg(unix)]
#[test]
fn in_place_keeps_permissions_and_links() {
    use std::fs;
    use std::os::unix::fs::{PermissionsExt, symlink};
    let desk = Desk::default().with("a.txt", PERSONAL);
    fs::set_permissions(desk.path().join("a.txt"), fs::Permissions::from_mode(0o640)).unwrap();
    symlink("a.txt", desk.path().join("link.txt")).unwrap();
    assert_eq!(desk.run("mask link.txt --in-place --backup").code, 0);
    let mode = |name: &str| fs::metadata(desk.path().join(name)).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode("a.txt"), mode("a.txt.bak")), (0o640, 0o640));
    assert!(desk.path().join("link.txt").is_symlink());
    assert_eq!(desk.text("link.txt"), MASKED);
}

#[test]
fn what_must_not_be_published_is_not_touched_in_place() {
    let children = "孤儿姓名,身份证号\n王建坪,330106190102030017\n";
    let desk = Desk::default().with("a.csv", children);
    assert_eq!(desk.run("mask a.csv --in-place --backup").code, 1);
    assert_eq!(desk.files(), ["a.csv"]);
    assert_eq!(desk.text("a.csv"), children);
}
