//! Numbers that stand in more than one cell, and numbers that only stand side by side.

use yinmo::{Pipeline, Source};

fn masked(table: &str) -> String {
    let source = Source::Bytes { name: "list.csv", bytes: table.as_bytes() };
    let (_, masked) = Pipeline::default().mask_bytes(source, &mut ()).expect("memory can be written");
    String::from_utf8(masked).expect("text")
}

#[test]
fn an_identity_number_in_two_cells_is_one_whatever_the_second_heading() {
    let table = "姓名,身份证号,金额\n王建坪,330106190102030017,2160\n赵玉梵,330106,190202053048\n";
    let expected = "姓名,身份证号,金额\n王*坪,330106************,2160\n赵*梵,330106,************\n";
    assert_eq!(masked(table), expected);
}

#[test]
fn a_count_beside_an_identity_number_is_no_part_of_it() {
    let table = "姓名,身份证号,人数\n王建坪,330106190102030017,41\n";
    assert_eq!(masked(table), "姓名,身份证号,人数\n王*坪,330106************,41\n");
}
