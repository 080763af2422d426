//! Cells of a workbook, however they are written, and strings that they share.

use std::io::{Cursor, Read as _};

use yinmo::{Limits, Pipeline, Reason, Source, Verdict};
use zip::ZipArchive;

use crate::workbook;

const STRINGS: [&str; 9] = [
    "姓名",
    "家庭住址",
    "办公地址",
    "银行卡号",
    "王建坪",
    "杭州市西湖区文三路18号",
    "6222020200112230",
    "逯志成",
    "杭州市西湖区教工路6号",
];

fn strings() -> String {
    STRINGS.iter().map(|text| format!("<si><t>{text}</t></si>")).collect()
}

/// The sheet and the shared strings of a workbook that was masked.
fn masked(rows: &str, strings: &str) -> (String, String) {
    let bytes = workbook::zipped(rows, strings);
    let source = Source::Bytes { name: "list.xlsx", bytes: &bytes };
    let (report, masked) = Pipeline::default().mask_bytes(source, &mut ()).expect("nothing remained");
    assert_eq!(report.verdict, Verdict::Masked);
    let mut zip = ZipArchive::new(Cursor::new(masked)).expect("a zip file");
    let mut part = |name| {
        let mut text = String::new();
        zip.by_name(name).expect("a part").read_to_string(&mut text).expect("text");
        text
    };
    (part("xl/sheet1.xml"), part("xl/sharedStrings.xml"))
}

fn row(number: usize, items: &[usize]) -> String {
    let cells = items
        .iter()
        .zip('A'..)
        .map(|(item, column)| format!("<c r=\"{column}{number}\" s=\"1\" t=\"s\"><v>{item}</v></c>"));
    format!("<row r=\"{number}\">{}</row>", cells.collect::<String>())
}

#[test]
fn a_string_that_all_cells_want_changed_is_changed_where_it_stands() {
    let rows = row(1, &[0, 1]) + &row(2, &[4, 5]) + &row(3, &[7, 5]);
    let (sheet, shared) = masked(&rows, &strings());
    assert!(sheet.contains(&rows));
    assert!(shared.contains("<t>王*坪</t>") && shared.contains("<t>杭州市西湖区</t>"), "{shared}");
}

#[test]
fn a_cell_that_wants_something_else_of_its_string_shows_another_one() {
    // Where an office is may be known; where somebody lives may not.
    let rows = row(1, &[0, 1, 2]) + &row(2, &[4, 5, 5]) + &row(3, &[7, 8, 5]);
    let (sheet, shared) = masked(&rows, &strings());
    let new = format!("<si><t xml:space=\"preserve\">{}</t></si></sst>", STRINGS[5]);
    assert!(shared.ends_with(&new) && shared.matches("西湖区").count() == 3, "{shared}");
    let expected = row(1, &[0, 1, 2]) + &row(2, &[4, 5, STRINGS.len()]) + &row(3, &[7, 8, STRINGS.len()]);
    assert!(sheet.contains(&expected), "{sheet}");
}

#[test]
fn it_does_not_matter_how_a_cell_or_a_string_is_written() {
    let plain = row(1, &[0, 3]) + &row(2, &[4, 6]);
    let others = [
        plain.replace("<c r", "<c\n r"),
        plain.replace('"', "'"),
        plain.replace("<v>", "<v><!--v-->"),
        plain.replace("</v>", "</v><extLst/>"),
        plain.replace("<v>4</v>", "<v>&#52;</v>"),
        plain.replace(" r=\"A2\"", "").replace(" r=\"B2\"", ""),
    ];
    for rows in others.iter().chain([&plain]) {
        let (_, shared) = masked(rows, &strings());
        assert!(shared.contains("<t>王*坪</t>") && shared.contains("<t>[账号]</t>"), "{rows}: {shared}");
    }
    for (name, written) in [
        ("<si><t>王建坪</t></si>", "<si><t>王*坪</t></si>"),
        ("<si><t xml:space=\"preserve\">王建坪</t></si>", "<si><t xml:space=\"preserve\">王*坪</t></si>"),
        ("<si ><t>王建坪</t></si>", "<si ><t>王*坪</t></si>"),
        ("<si><r><t>王</t></r><r><t>建坪</t></r></si>", "<si><r><t>王</t></r><r><t>*坪</t></r></si>"),
        ("<si><t>王&#24314;坪</t></si>", "<si><t>王*坪</t></si>"),
    ] {
        let (_, shared) = masked(&plain, &strings().replace("<si><t>王建坪</t></si>", name));
        assert!(shared.contains(written), "{name}: {shared}");
    }
}

#[test]
fn a_heading_is_no_value_of_the_heading_before_it() {
    let (_, shared) = masked(&(row(1, &[0, 1, 3]) + &row(2, &[4, 5, 6])), &strings());
    assert!(shared.contains("<t>家庭住址</t>") && shared.contains("<t>银行卡号</t>"), "{shared}");
}

#[test]
fn a_sheet_that_breaks_off_in_a_later_chunk_is_not_inspected() {
    let limits = Limits { chunk_bytes: 1, ..Limits::default() };
    let verdict = |rows: &str| {
        let bytes = workbook::zipped(rows, &strings());
        let source = Source::Bytes { name: "list.xlsx", bytes: &bytes };
        Pipeline::default().with_limits(limits).check(source, &mut ()).expect("nothing stops it").verdict
    };
    let rows = row(1, &[0, 1]) + &row(2, &[4, 5]) + &row(3, &[7, 8]);
    assert_eq!(verdict(&rows), Verdict::NeedsMasking);
    for broken in [format!("{rows}</sheetData>"), format!("{rows}<row>"), format!("{rows}</row>")] {
        assert_eq!(verdict(&broken), Verdict::NotInspected(Reason::Malformed), "{broken}");
    }
}
