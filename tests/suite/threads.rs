//! The outcome does not depend on the number of threads.

use yinmo_tests::program::Desk;
use yinmo_tests::synthetic::{Person, person};

/// Small files, and one that is reviewed in many chunks.
fn desk() -> Desk {
    let row = |nth| {
        let Person { name, resident_id, mobile, address, .. } = person(nth);
        format!("{nth},{name},{resident_id},{mobile},{address}\n")
    };
    let desk = Desk::default();
    for file in 0..40 {
        let rows: String = (0..5).map(|nth| row(file * 5 + nth)).collect();
        desk.put(&format!("in/{file:02}.csv"), format!("序号,姓名,身份证号,电话,住址\n{rows}"));
    }
    let rows: String = (0..12_000).map(row).collect();
    desk.put("in/large.csv", format!("序号,姓名,身份证号,电话,住址\n{rows}"));
    desk.put("in/large.txt", rows.replace(',', "，电话"));
    desk
}

#[test]
fn reports_and_outputs_are_the_same() {
    let desk = desk();
    let reports = [1, 4].map(|jobs| desk.run_optimised(&format!("check in --format jsonl -j {jobs}")));
    assert_eq!(reports[0].code, 1);
    assert!(reports[0] == reports[1], "the reports differ");
    let texts = [1, 3].map(|jobs| desk.run_optimised(&format!("check in -j {jobs}")));
    assert!(texts[0] == texts[1], "the texts differ");
    for jobs in [1, 4] {
        desk.run_optimised(&format!("mask in -O out{jobs} -j {jobs}"));
    }
    let files = desk.files();
    let names = files.iter().filter_map(|name| name.strip_prefix("out1/"));
    let compared = names.inspect(|name| {
        assert!(desk.read(&format!("out1/{name}")) == desk.read(&format!("out4/{name}")), "{name}");
    });
    assert_eq!(compared.count(), 42);
}
