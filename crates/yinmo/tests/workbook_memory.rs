//! A workbook takes no more memory than a few times its largest part. A program of its own: nobody else's memory counts.

#[path = "review/workbook.rs"]
mod workbook;

use std::fmt::Write as _;
use std::fs;

use yinmo::{Limits, Pipeline, Source, Verdict};

const ROWS: usize = 30_000;

/// As many times the largest part.
const MOST: u64 = 4;

#[test]
fn a_workbook_takes_four_times_its_largest_part_at_most() {
    let limits = Limits { chunk_bytes: 32 << 10, ..Limits::default() };
    let pipeline = Pipeline::default().with_limits(limits);
    // What is loaded once counts for nothing.
    mask(&pipeline, 1000);
    let (peak, largest_part) = mask(&pipeline, ROWS);
    assert!(peak <= MOST * largest_part as u64, "{peak} bytes for {largest_part}");
}

/// The most memory that masking a list of so many rows takes, where the system tells it, and the bytes of its largest part.
fn mask(pipeline: &Pipeline, rows: usize) -> (u64, usize) {
    let (bytes, largest_part) = list(rows);
    // From here on a new peak is kept, where the system does that.
    if fs::write("/proc/self/clear_refs", "5").is_err() {
        return (0, largest_part);
    }
    let before = status("VmRSS:");
    let source = Source::Bytes { name: "名单.xlsx", bytes: &bytes };
    let (report, _) = pipeline.mask_bytes(source, &mut ()).expect("nothing remained");
    let peak = status("VmHWM:").saturating_sub(before);
    assert_eq!((report.verdict, report.counts.total(|_| true)), (Verdict::Masked, 2 * rows as u64));
    (peak, largest_part)
}

fn status(name: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").expect("a status");
    let line = status.lines().find_map(|line| line.strip_prefix(name)).expect("a line");
    line.trim().trim_end_matches(" kB").parse::<u64>().expect("a number") * 1024
}

/// A list of names and numbers, and the bytes of its largest part.
fn list(rows: usize) -> (Vec<u8>, usize) {
    let mut sheet = String::new();
    let mut shared = String::new();
    for text in ["序号", "姓名", "手机号码", "事项"] {
        let _ = write!(shared, "<si><t>{text}</t></si>");
    }
    sheet.push_str("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c><c r=\"C1\" t=\"s\"><v>2</v></c><c r=\"D1\" t=\"s\"><v>3</v></c></row>");
    for nth in 0..rows {
        let (row, name, phone, matter) = (nth + 2, 3 * nth + 4, 3 * nth + 5, 3 * nth + 6);
        let given = ["建坪", "志成", "秀兰"][nth % 3];
        let _ = write!(
            shared,
            "<si><t>王{given}</t></si><si><t>138{nth:08}</t></si><si><t>第{nth}批临时救助</t></si>"
        );
        let _ = write!(
            sheet,
            "<row r=\"{row}\" spans=\"1:4\"><c r=\"A{row}\" s=\"1\"><v>{nth}</v></c><c r=\"B{row}\" s=\"1\" t=\"s\"><v>{name}</v></c><c r=\"C{row}\" s=\"1\" t=\"s\"><v>{phone}</v></c><c r=\"D{row}\" s=\"1\" t=\"s\"><v>{matter}</v></c></row>"
        );
    }
    (workbook::zipped(&sheet, &shared), sheet.len().max(shared.len()))
}
