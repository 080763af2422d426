//! A list of children in need leaves in no profile, in no format, masked or not.

use std::fs;

use yinmo_tests::office::{document, workbook};
use yinmo_tests::program::{Desk, repository};

const PROFILES: [&str; 9] = [
    "--profile general-publication",
    "--profile social-assistance-notice --audience board",
    "--profile social-assistance-notice --audience portal",
    "--profile punitive-disclosure --basis 测试 --publish-until 2030-01-01",
    "--profile mandatory-disclosure --basis 测试 --publish-until 2030-01-01",
    "--profile court-document",
    "--profile strict",
    "--profile internal-sharing --key-file office.key",
    "--profile review-only",
];

/// The lists of the fixtures, and what is to be published instead.
const LISTS: [(&str, &str); 4] = [
    ("children-list/input.csv", "保障孤儿4名"),
    ("children-list-xlsx/input.xlsx", "保障未成年人4名"),
    ("children-list-docx/input.docx", "4名"),
    ("children-list-txt/input.txt", "保障困境儿童4名"),
];

#[test]
fn no_profile_lets_a_list_of_children_out() {
    let desk = Desk::default();
    desk.run("key new office.key");
    for (fixture, instead) in LISTS {
        let name = fixture.rsplit('/').next().expect("a name");
        desk.put(name, fs::read(repository().join("fixtures").join(fixture)).expect("the fixture"));
        for profile in PROFILES {
            let checked = desk.run(&format!("check {name} {profile}"));
            assert_eq!(checked.code, 1, "{name} {profile}\n{checked:?}");
            assert!(checked.out().contains("不得公开"), "{name} {profile}\n{}", checked.out());
            assert!(checked.out().contains(instead), "{name} {profile}\n{}", checked.out());
            let masked = desk.run(&format!("mask {name} -O out {profile}"));
            assert_eq!(masked.code, 1, "{name} {profile}");
            assert!(!desk.files().iter().any(|file| file.starts_with("out/")), "{name} {profile}");
        }
    }
}

fn rows(rows: &[&[&str]]) -> Vec<Vec<String>> {
    rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()
}

fn verdict(desk: &Desk, name: &str) -> String {
    let record = desk.run(&format!("check {name} --format json")).out();
    let record: serde_json::Value = serde_json::from_str(&record).expect("JSON");
    record["summary"]["documents"][0]["verdict"].as_str().unwrap_or_else(|| panic!("{record}")).to_owned()
}

/// In workbooks and text documents the title stands on the sheet's tab, in a row, or in a paragraph before the table.
#[test]
fn titles_stand_where_they_stand() {
    let desk = Desk::default();
    let list = rows(&[&["序号", "姓名", "月金额"], &["1", "王建坪", "1200"], &["2", "李秀兰", "1200"]]);
    let titled = |title: &str| [rows(&[&[title]]), list.clone()].concat();
    for title in [
        "2026年孤儿基本生活费发放名单",
        "事实无人抚养儿童保障公示",
        "困境儿童花名册",
        "农村留守儿童登记表",
        "残疾儿童康复救助名单",
        "未成年社区矫正对象名册",
        "青云小学家庭经济困难学生资助名单",
        "义务教育学生营养餐补助发放表",
    ] {
        desk.put("tab.xlsx", workbook(title, &list));
        desk.put("row.xlsx", workbook("Sheet1", &titled(title)));
        desk.put("paragraph.docx", document(&[title], &list));
        desk.put("lines.docx", document(&[title, "1. 王建坪", "2. 李秀兰"], &[]));
        for name in ["tab.xlsx", "row.xlsx", "paragraph.docx", "lines.docx"] {
            assert_eq!(verdict(&desk, name), "must-not-publish", "{title} {name}");
        }
    }
    for title in
        ["市儿童福利院工作人员名单", "儿童主任联系名册", "青云小学优秀教师名单", "留守儿童关爱志愿者名单"]
    {
        desk.put("tab.xlsx", workbook(title, &list));
        desk.put("row.xlsx", workbook("Sheet1", &titled(title)));
        desk.put("paragraph.docx", document(&[title], &list));
        desk.put("lines.docx", document(&[title, "1. 王建坪", "2. 李秀兰"], &[]));
        for name in ["tab.xlsx", "row.xlsx", "paragraph.docx", "lines.docx"] {
            assert_ne!(verdict(&desk, name), "must-not-publish", "{title} {name}");
        }
    }
}

/// Students in need may be of age: their schools and classes tell.
#[test]
fn students_in_need_are_told_by_their_schools() {
    let desk = Desk::default();
    let title = "2026年春季学期贫困学生资助名单";
    for (heading, schools, is_blocked) in [
        ("学校", ["三墩小学", "青溪县实验幼儿园"], true),
        ("班级", ["三（2）班", "二（1）班"], true),
        ("学校", ["青溪大学", "青溪职业技术学院"], false),
        ("班级", ["计算机2301班", "会计2302班"], false),
    ] {
        let list =
            rows(&[&["序号", "姓名", heading], &["1", "王建坪", schools[0]], &["2", "李秀兰", schools[1]]]);
        let lines: Vec<String> =
            list[1..].iter().map(|row| format!("{}. {} {}", row[0], row[1], row[2])).collect();
        desk.put("row.xlsx", workbook("Sheet1", &[rows(&[&[title]]), list.clone()].concat()));
        desk.put("paragraph.docx", document(&[title], &list));
        desk.put("lines.docx", document(&[title, &lines[0], &lines[1]], &[]));
        desk.put("lines.txt", format!("{title}\n{}\n", lines.join("\n")));
        for name in ["row.xlsx", "paragraph.docx", "lines.docx", "lines.txt"] {
            assert_eq!(verdict(&desk, name) == "must-not-publish", is_blocked, "{schools:?} {name}");
        }
    }
}
