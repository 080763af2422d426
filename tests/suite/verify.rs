//! `yinmo verify`: what it says, and how it ends.

use insta::assert_snapshot;
use yinmo_tests::program::Desk;

const LIST: &str = "姓名,电话,金额\n王建坪,13800012001,500\n李小川,13800012002,300\n";

#[test]
fn what_was_left_changed_and_lost_is_said_with_its_place() {
    let desk = Desk::default().with("原.csv", LIST).with("脱.csv", "姓名,电话,金额\n王某,13800012001,50\n");
    assert_snapshot!(desk.run("verify 原.csv 脱.csv"), @"
    exit code: 1
    ----- stdout -----
    原.csv → 脱.csv：不相符
      脱敏方式不同，遮盖足够 1 处，未脱敏或遮盖不足 1 处，不应改动而改动 1 处，缺少 1 处，合计不符 1 处
      核对合计 1 列；按同一规则复查脱敏件：脱敏后方可公开
        B2：未脱敏或遮盖不足（手机号码）
        C2：不应改动而改动
        A3：缺少
        C1：合计不符
        A2：脱敏方式不同，遮盖足够（姓名）
    比对 1 份，相符 0 份
    ----- stderr -----
    ");
    assert_snapshot!(desk.run("verify 原.csv 脱.csv --lang en --format jsonl"), @r#"
    exit code: 1
    ----- stdout -----
    {"original":"原.csv","masked":"脱.csv","outcome":"differs","verdict":"needs-masking","totals":1,"counts":[{"class":"otherwise","kind":"person","count":1},{"class":"left","kind":"mobile","count":1},{"class":"changed","kind":null,"count":1},{"class":"lost","kind":null,"count":1},{"class":"total","kind":null,"count":1}],"differences":[{"class":"otherwise","place":"A2","kind":"person"},{"class":"left","place":"B2","kind":"mobile"},{"class":"changed","place":"C2","kind":null},{"class":"lost","place":"A3","kind":null},{"class":"total","place":"C1","kind":null}]}
    ----- stderr -----
    "#);
}

#[test]
fn exit_codes_tell_fine_from_wrong_from_incomparable() {
    let desk =
        Desk::default().with("原/名单.csv", LIST).with("甲.csv", "甲\n1\n").with("乙.pdf", "%PDF-1.7\n");
    assert_eq!(desk.run("mask 原 -O 脱").code, 0);
    assert_eq!(desk.run("verify 原 脱").code, 0);
    assert_eq!(desk.run("verify 原 原").code, 1);
    assert_eq!(desk.run("verify 原/名单.csv 甲.csv").code, 3);
    assert_eq!(desk.run("verify 原/名单.csv 乙.pdf").code, 3);
    assert_eq!(desk.run("verify 原/名单.csv 脱").code, 2);
    assert_eq!(desk.run("verify 原/名单.csv 无.csv").code, 2);
    let desk = desk.with("原/王建坪低保申请.txt", "王建坪，电话13800012001。\n");
    let ended = desk.run("verify 原 脱");
    assert!(ended.code == 1 && ended.out().contains("没有对应的脱敏件"), "{ended}");
    assert!(!ended.out().contains("王建坪"));
    // Files that were renamed are found by their new names.
    assert_eq!(desk.run("mask 原 -O 脱 --force").code, 0);
    let ended = desk.run("verify 原 脱");
    assert_eq!(ended.code, 0, "{ended}");
}
