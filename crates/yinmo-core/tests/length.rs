//! What reading costs grows with the text, and no faster: a document can be one line, and one word again and again.
#![allow(clippy::disallowed_types, reason = "a test may look at the clock")]

use std::time::{Duration, Instant};

use yinmo_core::Detector;

/// Many times what it takes, and far less than it would take if every place were read from the first again.
const BOUND: Duration = Duration::from_secs(10);

/// Of every text.
const BYTES: usize = 1 << 17;

/// Reads `unit` again and again.
fn read(unit: &str) {
    let text = unit.repeat(BYTES / unit.len());
    let started = Instant::now();
    Detector::new().detect(&text);
    assert!(started.elapsed() < BOUND, "{} bytes of {unit:?} took {:?}", text.len(), started.elapsed());
}

#[test]
fn labels_without_end() {
    read("姓名：");
    read("户主（签字）：");
    read("姓名　");
    read("户主：某某、");
    read("name: ");
}

#[test]
fn lists_without_end() {
    read("户主：李秀英、王建坪、");
    read("李秀英、");
    read("询问人：李秀英、");
    read("联系人：李秀英　电话：0571-87012345　");
    read("1、2、李秀英 王建坪\n");
}

#[test]
fn dotted_names_without_end() {
    read("买买提·艾力江，");
    read("艾力·");
    read("阿·艾-");
    read("户主艾力·");
    read("《艾力·");
}

#[test]
fn characters_without_end() {
    read("艾");
    read("王");
    read("户主");
    read("王建坪");
    read("，");
}

#[test]
fn names_that_are_found_again() {
    read("户主：李秀英。李秀英和");
    let names: String =
        (0..2000).map(|nth| format!("户主：李{}{}。", han(nth / 40), han(nth % 40))).collect();
    read(&names);
}

/// Characters that names are made of.
fn han(nth: u32) -> char {
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红玲芬燕彩兰凤洁梅琳素云莲真环雪荣爱妹"
        .chars()
        .nth(nth as usize)
        .unwrap_or('伟')
}

#[test]
fn addresses_without_end() {
    read("家庭住址：");
    read("住址：北京市");
    read("浙江省杭州市");
    read("北京市1号");
    read("1号");
    read("户籍地址1号楼2单元");
    read("王强，男，青山村");
    read("青山村");
    read("，村");
    read("的家中");
    read("青山村王家湾组");
    read("为1号");
    read("在青山（");
    read("青山村 3栋");
}

#[test]
fn dates_and_numbers_without_end() {
    read("出生日期：");
    read("出生日期：1950年1月");
    read("手机：13800012001，");
    read("银行账号：6228480000000000000，");
    read("一三八零零零一二零一六");
}
