//! Dumps of databases: one statement may be a line of any length, and what comes of it is a statement again.

use yinmo::{Limits, Pipeline, Source, Verdict};

const HEAD: &str = "INSERT INTO t (id, xm, sfzh, phone, addr, bank_no) VALUES ";

fn masked(chunk_bytes: usize, text: &str) -> (Verdict, String) {
    let pipeline = Pipeline::default().with_limits(Limits { chunk_bytes, ..Limits::default() });
    let source = Source::Bytes { name: "导出.sql", bytes: text.as_bytes() };
    let (report, out) = pipeline.mask_bytes(source, &mut ()).expect("nothing stops the run");
    (report.verdict, String::from_utf8(out).expect("still UTF-8"))
}

#[test]
fn a_statement_is_masked_alike_wherever_it_is_cut() {
    let row = |nth: usize, row: [&str; 5]| {
        let [name, id, phone, address, account] = row;
        format!("({nth},'{name}','{id}','{phone}','{address}',{account})")
    };
    let before = ["佴冬梅", "330106190403141450", "2890123", "青石镇长丰村3组", "81010000554433221"];
    let after = ["佴*梅", "330106************", "[电话]", "青石镇", "'[账号]'"];
    let statement = |values| {
        let rows: Vec<String> = (1..=60).map(|nth| row(nth, values)).collect();
        [HEAD, &rows.join(","), ";\n"].concat()
    };
    let (text, expected) = (statement(before), statement(after));
    for chunk_bytes in [256, 1000, 4096, 1 << 20] {
        let (verdict, out) = masked(chunk_bytes, &text);
        assert_eq!(verdict, Verdict::Masked, "{chunk_bytes}");
        assert_eq!(out, expected, "{chunk_bytes}");
    }
}
