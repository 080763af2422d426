//! What stands beside a mask decides what the mask is worth.

use yinmo::{Pipeline, Policy, Source, Verdict};

const TABLE: &str = "姓名,性别,出生日期,身份证号\n王建坪,男,1901-02-03,330106190102030017\n";

fn verdict(policy: &str) -> (Verdict, u64) {
    let pipeline = Pipeline::new(Policy::from_toml("yinmo.toml", policy).unwrap());
    let source = Source::Bytes { name: "名单.csv", bytes: TABLE.as_bytes() };
    let report = pipeline.check(source, &mut ()).unwrap();
    (report.verdict, report.exposed.rows)
}

#[test]
fn the_default_mask_leaves_enough() {
    assert_eq!(verdict(""), (Verdict::NeedsMasking, 0));
}

#[test]
fn a_tail_beside_the_birth_date_leaves_one() {
    let policy = "[kinds]\nresident-id = { mask = { prefix = 6, suffix = 4 } }\nbirth-date = { default = \"keep\", basis = \"测试\" }\n";
    assert_eq!(verdict(policy), (Verdict::MustNotPublish, 1));
}

#[test]
fn a_tail_is_no_harm_where_nothing_else_is_said() {
    let policy = "[kinds]\nresident-id = { mask = { prefix = 6, suffix = 4 } }\n[columns]\ndrop = [\"birth-date\", \"sex\"]\n";
    assert_eq!(verdict(policy).1, 0);
}

#[test]
fn a_tail_that_came_with_the_document_is_masked_too() {
    let pipeline = Pipeline::default();
    let table = "姓名,性别,出生日期,身份证号\n王*坪,男,1901-02-03,330106********0017\n";
    let source = Source::Bytes { name: "名单.csv", bytes: table.as_bytes() };
    let (report, masked) = pipeline.mask_bytes(source, &mut ()).unwrap();
    assert_eq!(report.verdict, Verdict::Masked);
    assert!(String::from_utf8(masked).unwrap().contains("330106************"));
}
