//! Lists of files: one a line, or with NUL between them.

use insta::assert_snapshot;
use yinmo_tests::program::Desk;

const PERSONAL: &str = "身份证号330106190102030017\n";
const HARMLESS: &str = "公示期7天。\n";

fn desk() -> Desk {
    Desk::default()
        .with("a b.txt", HARMLESS)
        .with("c.txt", PERSONAL)
        .with("d/e.txt", PERSONAL)
        .with("lines", "\u{FEFF}a b.txt\r\n\r\nd\r\n")
        .with("nuls", "a b.txt\0c.txt\0")
}

#[test]
fn a_list_is_read_from_a_file_or_standard_input() {
    let desk = desk();
    let read = |ended: &yinmo_tests::program::Ended| {
        ended.out().lines().find(|line| line.starts_with("读完")).unwrap().to_owned()
    };
    let ended = desk.run("check --files-from lines");
    assert_eq!((ended.code, read(&ended).as_str()), (1, "读完 2 个文件"), "{ended}");
    let ended = desk.run("check --files-from nuls -0 d/e.txt");
    assert_eq!((ended.code, read(&ended).as_str()), (1, "读完 3 个文件"), "{ended}");
    let ended = desk.run_with("check --files-from -", b"a b.txt\n");
    assert_eq!((ended.code, read(&ended).as_str()), (0, "读完 1 个文件"), "{ended}");
    let ended = desk.run_with("check --files-from - --null", b"a b.txt");
    assert_eq!((ended.code, read(&ended).as_str()), (0, "读完 1 个文件"), "{ended}");
}

#[test]
fn what_is_not_there_and_an_empty_list_are_not_clean() {
    let desk = desk();
    assert_eq!(desk.run_with("check --files-from -", b"").code, 3);
    let ended = desk.run_with("check --files-from -", b"gone.txt\na b.txt\n");
    assert_eq!(ended.code, 3, "{ended}");
    assert!(ended.out().contains("gone.txt：路径不存在"), "{ended}");
    assert_snapshot!(desk.run("check --files-from nowhere"), @"
    exit code: 2
    ----- stdout -----
    ----- stderr -----
    错误：无法读取文件清单 nowhere：路径不存在
    ");
}

#[cfg(target_os = "linux")]
#[test]
fn names_may_be_any_bytes() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let desk = Desk::default();
    std::fs::write(desk.path().join(OsStr::from_bytes(b"\xC3\xFB.txt")), PERSONAL).unwrap();
    assert_eq!(desk.run_with("check --files-from -", b"\xC3\xFB.txt\n").code, 1);
}

#[test]
fn one_way_to_say_what_is_meant_at_a_time() {
    let desk = desk();
    for arguments in [
        "check --files-from lines --staged",
        "check --staged --diff a..b",
        "check --diff a..b --files-from lines",
        "check a -0",
        "check --staged --worklist a.csv",
        "check --staged -",
        "check",
    ] {
        assert_eq!(desk.run(arguments).code, 2, "{arguments}");
    }
}
