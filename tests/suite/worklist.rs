//! The worklist, from `check --worklist` through a spreadsheet to `mask --decisions`.

use std::io::{Cursor, Read as _};

use yinmo_tests::program::Desk;

const LIST: &str = "姓名,电话,备注,金额\n王建坪,13800012001,已核实,500\n李小川,13800012002,患白血病,300.5\n";
const TEXT: &str = "王建坪家住青云村，患白血病；其妻患肺癌。\n";

fn desk() -> Desk {
    Desk::default().with("in/名单.csv", LIST).with("in/说明.txt", TEXT)
}

/// The list with each row's decision, told by its kind.
fn filled(list: &str, choose: impl Fn(&str) -> &'static str) -> String {
    let mut lines = list.lines();
    let heading = format!("{}\r\n", lines.next().unwrap());
    let row = |line: &str| {
        let fields: Vec<&str> = line.split(',').collect();
        format!("{},{},核对过\r\n", fields[..8].join(","), choose(fields[4]))
    };
    // As after sorting by another column.
    lines.rev().fold(heading, |list, line| list + &row(line))
}

#[test]
fn a_list_in_csv_is_written_filled_in_and_applied() {
    let desk = desk();
    let ended = desk.run("check in --worklist 审核表.csv");
    assert_eq!(ended.code, 1, "{ended}");
    let list = desk.text("审核表.csv");
    assert!(list.starts_with('\u{FEFF}') && list.lines().count() == 5, "{list}");
    for value in ["王建坪", "白血病", "肺癌", "13800012002"] {
        assert!(!list.contains(value), "{list}");
    }
    desk.put("填.csv", filled(&list, |kind| if kind == "整列" { "保留" } else { "遮盖" }));
    let ended = desk.run("mask in -O out --decisions 填.csv --trail trail.jsonl");
    assert_eq!(ended.code, 0, "{ended}");
    assert!(desk.text("out/名单.csv").contains("李*川,138******02,患[健康信息],300.5"));
    assert!(desk.text("trail.jsonl").contains("人工决定：核对过"));
    assert_eq!(desk.run("verify in out --decisions 填.csv").code, 0);
    assert_eq!(desk.run("verify in out").code, 1, "the column waits where nobody decided on it");
}

/// What stands under one name in several objects is decided one by one.
#[test]
fn members_of_objects_have_a_row_each() {
    let remark = |text: &str| format!("{{\"姓名\":\"王建坪\",\"备注\":\"{text}\"}}");
    let people = format!("{{\"人员\":[{},{}],\"备注\":\"三月份\"}}\n", remark("已核实"), remark("待补"));
    let lines = format!("{}\n{}\n", remark("已核实"), remark("待补"));
    for (name, content, kept) in [("a.json", people, "$.人员[0].备注"), ("a.jsonl", lines, "1:$.备注")]
    {
        let desk = Desk::default().with(&format!("in/{name}"), &content);
        desk.run("check in --worklist 审核表.csv");
        let list = desk.text("审核表.csv");
        assert!(list.contains(kept), "{list}");
        assert_eq!(list.lines().count(), 1 + content.matches("备注").count(), "{list}");
        let row = |line: &str| {
            let choice = if line.contains(kept) { "保留" } else { "删去" };
            let fields: Vec<&str> = line.split(',').collect();
            format!("{},{choice},核对过\r\n", fields[..8].join(","))
        };
        let heading = format!("{}\r\n", list.lines().next().unwrap());
        desk.put("填.csv", list.lines().skip(1).fold(heading, |list, line| list + &row(line)));
        let ended = desk.run("mask in -O out --decisions 填.csv");
        assert_eq!(ended.code, 0, "{ended}");
        let masked = desk.text(&format!("out/{name}"));
        // What stands under 备注 is no name because a 姓名 stands beside it.
        assert!(
            masked.contains("已核实") && !masked.contains("待补") && !masked.contains("三月份"),
            "{masked}"
        );
        assert_eq!(desk.run("verify in out --decisions 填.csv").code, 0);
    }
}

#[test]
fn a_list_that_is_filled_in_is_not_written_over_and_is_no_input() {
    let desk = desk().with("in/审核表.csv", "填好了");
    assert_eq!(desk.run("check in --worklist in/审核表.csv").code, 2);
    assert_eq!(desk.text("in/审核表.csv"), "填好了");
    assert_eq!(desk.run("check in --worklist in/审核表.doc").code, 2);
    let ended = desk.run("check in --worklist in/表.xlsx --format jsonl");
    assert!(!ended.out().contains("表.xlsx"), "{ended}");
    assert!(desk.files().contains(&"in/表.xlsx".to_owned()));
}

#[test]
fn mistakes_in_a_list_are_named_by_row() {
    let desk = desk();
    desk.run("check in --worklist 审核表.csv");
    let list = desk.text("审核表.csv");
    for (list, words) in [
        (filled(&list, |_| "同意"), "第 2 行"),
        (filled(&list, |_| "遮盖").replacen("F-", "F-0", 1), "第 2 行"),
        (filled(&list, |_| "遮盖"), "整列只能保留或删去"),
        ("姓名,电话\n".to_owned(), "不是审核表"),
    ] {
        desk.put("填.csv", list);
        let ended = desk.run("mask in -O out --force --decisions 填.csv");
        assert!(ended.code == 2 && format!("{ended}").contains(words), "{words}: {ended}");
    }
}

#[test]
fn a_file_that_changed_since_is_refused_and_still_waits() {
    let desk = desk();
    desk.run("check in --worklist 审核表.csv");
    desk.put("填.csv", filled(&desk.text("审核表.csv"), |_| "删去"));
    desk.put("in/说明.txt", TEXT.replace("其妻", "其母"));
    let ended = desk.run("mask in -O out --decisions 填.csv");
    assert_eq!(ended.code, 1);
    assert!(ended.err().contains("说明.txt：文件在生成审核表之后改动过"), "{ended}");
    assert!(desk.text("out/说明.txt").contains("白血病"));
    assert!(!desk.text("out/名单.csv").contains("备注"));
}

#[test]
fn a_spreadsheet_offers_what_can_be_decided() {
    let desk = desk();
    desk.run("check in --worklist 审核表.xlsx");
    let mut archive = zip::ZipArchive::new(Cursor::new(desk.read("审核表.xlsx"))).unwrap();
    let mut sheet = String::new();
    archive.by_name("xl/worksheets/sheet1.xml").unwrap().read_to_string(&mut sheet).unwrap();
    for words in ["\"保留,遮盖,删去\"", "\"保留,删去\"", "state=\"frozen\"", "autoFilter"] {
        assert!(sheet.contains(words) || sheet.contains(&words.replace('"', "&quot;")), "{words}");
    }
    // Nothing is decided yet.
    let ended = desk.run("mask in -O out --decisions 审核表.xlsx");
    assert_eq!(ended.code, 1, "{ended}");
}
