//! Which report goes where, and what is refused.

use super::{FORMATS, desk};
use yinmo_tests::program::Desk;

const PERSONAL: &str = "身份证号330106190102030017\n";

#[test]
fn each_report_goes_to_its_own_place() {
    let desk = desk();
    let ended = desk.run("check in -f sarif -o a.sarif -f jsonl --format junit -o a.xml");
    assert_eq!(ended.code, 1, "{ended}");
    assert!(ended.out().starts_with("{\"path\""), "{ended}");
    assert!(desk.text("a.sarif").starts_with("{\"$schema\""));
    assert!(desk.text("a.xml").starts_with("<?xml"));
}

#[test]
fn one_report_is_what_it_is_among_others() {
    let desk = desk();
    let (_, together) = super::reports(&desk, "check in");
    for (format, report) in together {
        assert_eq!(report, super::report(&desk, "check in", format), "{format}");
    }
}

#[test]
fn a_file_alone_gets_text_and_may_stand_before_its_format() {
    let desk = Desk::default().with("a.txt", PERSONAL);
    desk.run("check a.txt -o plain.txt");
    assert!(desk.text("plain.txt").starts_with("发现[resident-id]"));
    desk.run("check a.txt --output a.json --format json");
    assert!(desk.text("a.json").starts_with("{\"findings\""));
}

#[test]
fn what_goes_where_has_to_be_plain() {
    let desk = Desk::default().with("a.txt", PERSONAL);
    for (arguments, words) in [
        ("check a.txt -f text -f json", "只能有一份报告写到标准输出"),
        ("check a.txt -f text -o a -o b", "一个 -f 只能有一个 -o"),
        ("check a.txt -o a -f text -o b", "-o 须跟在它的 -f 之后"),
        ("verify a.txt a.txt -f text -f json", "只能有一份报告写到标准输出"),
    ] {
        let ended = desk.run(arguments);
        assert!(ended.code == 2 && ended.err().contains(words), "{arguments}: {ended}");
    }
    assert_eq!(desk.files(), ["a.txt"]);
}

#[test]
fn a_report_replaces_nothing_that_the_run_needs() {
    let desk = Desk::default()
        .with("in/a.txt", PERSONAL)
        .with("yinmo.toml", "[trail]\nfile = \"trail.jsonl\"\n")
        .with("审核表.csv", "编号,文件 SHA-256,决定\n");
    for arguments in [
        "check in/a.txt -f text -f sarif -o in/a.txt",
        "check in -f text -f sarif -o in/../yinmo.toml",
        "check in -f sarif -o trail.jsonl",
        "check in -f sarif -o a -f json -o ./a",
        "check in -f sarif -o list.csv --worklist list.csv",
        "mask in -O out -f sarif -o out/a.txt",
        "mask in -O out -f sarif -o 审核表.csv --decisions 审核表.csv",
        "mask in --in-place --backup -f sarif -o in/a.txt.bak",
        "verify in/a.txt in/a.txt -f junit -o in/a.txt",
        "verify in/a.txt in/a.txt -f junit -o a -f json -o a",
    ] {
        let ended = desk.run(arguments);
        assert!(ended.code == 2 && ended.out().is_empty(), "{arguments}: {ended}");
    }
    assert_eq!(desk.files(), ["in/a.txt", "yinmo.toml", "审核表.csv"]);
    assert_eq!(desk.text("in/a.txt"), PERSONAL);
}

#[test]
fn reports_are_no_inputs_of_the_run_that_writes_them() {
    let desk = desk();
    let arguments = "check . -f gitlab -o in/a.json -f sarif -o b.json";
    desk.run(arguments);
    let first = desk.text("in/a.json");
    desk.run(arguments);
    assert_eq!(desk.text("in/a.json"), first);
}

#[test]
fn a_report_that_cannot_be_written_is_a_failure_that_names_it() {
    let desk = Desk::default().with("a.txt", "公示期7天\n");
    for format in FORMATS {
        let ended = desk.run(&format!("check a.txt -f json -f {format} -o a.txt/report"));
        assert!(ended.code == 2 && ended.err().contains("报告 a.txt/report 写不出来"), "{format}: {ended}");
    }
}

/// The disk is full at the end of the run; the other report is written all the same.
#[cfg(target_os = "linux")]
#[test]
fn one_report_that_fails_keeps_no_other_from_being_written() {
    for format in FORMATS {
        let desk = Desk::default().with("a.txt", "公示期7天\n");
        let ended = desk.run(&format!("check a.txt -f {format} -o /dev/full -f json -o a.json"));
        assert!(ended.code == 2 && ended.err().contains("报告 /dev/full 写不出来"), "{format}: {ended}");
        assert!(desk.text("a.json").contains("\"exit_code\": 0"), "{format}");
    }
}

#[test]
fn masking_to_standard_output_leaves_it_alone() {
    let desk = Desk::default();
    let ended = desk.run_with("mask - -f sarif -o a.sarif -f github", PERSONAL.as_bytes());
    assert_eq!((ended.code, ended.out().as_str()), (0, "身份证号330106************\n"));
    assert!(ended.err().contains("::notice title=yinmo::"), "{ended}");
    assert!(desk.text("a.sarif").contains("\"level\":\"note\""));
}
