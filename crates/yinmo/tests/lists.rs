//! What must not be told of a list as a whole: that it is one of children, and who in it stands alone.

use std::fmt::Write as _;

use yinmo::{Hidden, Item, Listener, Pipeline, Policy, Report, Source, Verdict};

fn checked(pipeline: &Pipeline, name: &str, text: &str, listener: &mut dyn Listener) -> Report {
    pipeline.check(Source::Bytes { name, bytes: text.as_bytes() }, listener).expect("it is read")
}

/// Both when counts are enough and when each row is read for its items.
fn check(profile: &str, name: &str, text: &str) -> Report {
    let pipeline = Pipeline::new(Policy::from_toml("yinmo.toml", profile).expect("a valid policy"));
    let report = checked(&pipeline, name, text, &mut ());
    let read = checked(&pipeline, name, text, &mut Vec::<Item>::new());
    assert_eq!(report.hidden, read.hidden, "{name}");
    assert_eq!((&report.children, report.verdict), (&read.children, read.verdict), "{name}");
    report
}

const PROFILES: [&str; 4] = [
    "extends = \"general-publication\"",
    "extends = \"social-assistance-notice\"",
    "extends = \"strict\"",
    "extends = \"review-only\"\n[columns]\nother = \"by-kind\"",
];

#[test]
fn lists_of_children_must_not_be_published() {
    for (name, text, rows) in [
        (
            "a.csv",
            "2019年孤儿保障金发放名单,,\n序号,姓名,金额\n1,王小明,1200\n2,李晓雯,1200\n合计,,2400\n",
            2,
        ),
        ("b.csv", "序号,姓名,类别\n1,王小明,事实无人抚养儿童\n2,李秀兰,低保\n", 1),
        ("c.csv", "儿童姓名,身份证号\n王小明,330106201503040011\n", 1),
        ("2019年困境儿童名单.csv", "序号,姓名,金额\n1,王小明,1200\n", 1),
        ("d.csv", "姓名,年龄,学校\n王小明,8,青云小学\n李晓雯,12岁,青云小学\n", 2),
        ("e.tsv", "姓名\t备注\n王小明\t留守儿童\n", 1),
        (
            "f.csv",
            "一、低保,,\n序号,姓名,金额\n1,王建坪,917\n二、孤儿,,\n1,王小明,1200\n三、特困,,\n1,李秀兰,900\n",
            1,
        ),
        ("g.csv", "序号,姓名,金额\n1,王建坪,917\n,,\n困境儿童,,\n序号,姓名,金额\n1,王*明,1200\n", 1),
        (
            "h.md",
            "# 事实无人抚养儿童名单\n\n| 姓名 | 金额 |\n|---|---|\n| 王小明 | 1200 |\n| 李晓雯 | 1200 |\n",
            2,
        ),
        ("i.md", "| 姓名 | 类别 |\n|---|---|\n| 王小明 | 孤儿 |\n| 李秀兰 | 低保 |\n", 1),
        ("j.txt", "青云村留守儿童名单\n1. 王小明，男，8岁\n2. 李晓雯，女，9岁\n", 2),
        ("k.json", "[{\"姓名\": \"王小明\", \"类别\": \"孤儿\"}]", 1),
    ] {
        for profile in PROFILES {
            let report = check(profile, name, text);
            assert_eq!(report.verdict, Verdict::MustNotPublish, "{name} {profile}");
            assert_eq!(report.children.rows, rows, "{name} {profile}");
            assert!(report.children.suggestion_zh().contains(&format!("{rows}名")), "{name}");
        }
    }
}

#[test]
fn others_are_no_lists_of_children() {
    for (name, text) in [
        ("a.csv", "困境儿童保障情况统计表,,\n乡镇,孤儿人数,困境儿童人数\n三墩镇,3,5\n"),
        ("b.csv", "儿童主任名单,,\n序号,姓名,办公电话\n1,王建坪,0571-87012345\n"),
        ("c.csv", "困境儿童捐赠名单,,\n序号,捐赠人,捐赠金额\n1,王建坪,200\n"),
        ("d.csv", "儿童福利机构,负责人\n市儿童福利院,王建坪\n"),
        ("e.csv", "序号,姓名,住址\n1,王建坪,三墩镇儿童福利院宿舍\n"),
        ("f.txt", "对孤儿、事实无人抚养儿童、困境儿童，按照规定给予保障。\n本市共有困境儿童23名。\n"),
    ] {
        assert_eq!(check(PROFILES[0], name, text).children.rows, 0, "{name}");
    }
}

/// Women of one age in one township, and one man.
fn list(women: usize) -> String {
    let mut list = String::from("序号,姓名,性别,年龄,所属乡镇,救助类别\n");
    for nth in 1..=women {
        let _ = writeln!(list, "{nth},王秀{},女,60,三墩镇,低保", ["兰", "英", "珍", "梅"][nth % 4]);
    }
    let _ = writeln!(list, "{},李建坪,男,71,三墩镇,低保\n合计,,,,,", women + 1);
    list
}

#[test]
fn rows_that_stand_alone_are_counted() {
    let hidden = check(PROFILES[0], "list.csv", &list(25)).hidden;
    let expected = Hidden {
        lists: 1,
        rows: 26,
        classes: 2,
        smallest: 1,
        below: 1,
        columns: vec![3, 4, 5],
        ..Hidden::default()
    };
    assert_eq!(hidden, expected);
    assert!(!hidden.is_met());
    let lower = check("[risk]\nk = 1", "list.csv", &list(25)).hidden;
    assert_eq!((lower.below, lower.is_met()), (0, true));
    let without = check("[risk]\nquasi-identifiers = [\"township\"]", "list.csv", &list(25)).hidden;
    assert_eq!((without.classes, without.smallest, without.is_met()), (1, 26, true));
}

#[test]
fn what_the_operators_leave_is_compared() {
    let mut list = String::from("姓名,出生日期,住址\n");
    for day in 1..=20 {
        let _ = writeln!(list, "王秀兰,1952年3月{day}日,三墩镇青云村{day}组{day}号");
    }
    let hidden = check(PROFILES[0], "list.csv", &list).hidden;
    assert_eq!((hidden.classes, hidden.smallest), (1, 20), "a year and a township");
}

#[test]
fn a_sensitive_value_that_all_share_is_known_of_each() {
    let profile = "[columns.headings]\n\"病种\" = \"by-kind\"\n[kinds]\nhealth = { default = \"keep\", basis = \"测试\" }\n[risk]\nk = 2";
    let list = "姓名,性别,病种\n王建坪,男,肺癌\n李建国,男,肺癌\n王秀兰,女,肺癌\n李秀英,女,中风\n";
    let hidden = check(profile, "list.csv", list).hidden;
    assert_eq!((hidden.below, hidden.homogeneous), (0, Some(2)));
    assert!(!hidden.is_met());
    assert_eq!(check("[risk]\nk = 2", "list.csv", list).hidden.homogeneous, None, "the column is dropped");
}

#[test]
fn names_that_are_published_on_purpose_hide_nobody() {
    for profile in ["extends = \"social-assistance-notice\"", "extends = \"review-only\"", "[risk]\nk = 0"] {
        assert!(!check(profile, "list.csv", &list(25)).hidden.was_asked(), "{profile}");
    }
    assert!(!check(PROFILES[0], "villages.csv", "村名,户数,金额\n青云村,3,900\n").hidden.was_asked());
}

#[test]
fn more_different_rows_than_are_counted_are_not_assessed() {
    let mut list = String::from("姓名,性别,金额\n");
    for nth in 0..=Hidden::MOST_CLASSES {
        let _ = writeln!(list, "王建坪,男,{nth}.50");
    }
    let pipeline = Pipeline::default();
    let hidden = checked(&pipeline, "list.csv", &list, &mut ()).hidden;
    assert_eq!((hidden.lists, hidden.not_assessed, hidden.is_met()), (0, 1, false));
}

#[test]
fn a_number_in_the_remarks_does_not_stay_because_its_column_would_go() {
    let pipeline = Pipeline::new(Policy::builtin("social-assistance-notice").unwrap());
    let text = "户主姓名,备注\n王建坪,身份证号330106190102030017\n";
    let source = Source::Bytes { name: "list.csv", bytes: text.as_bytes() };
    let (_, masked) = pipeline.mask_bytes(source, &mut ()).unwrap();
    assert!(!String::from_utf8(masked).unwrap().contains("190102030017"));
}
