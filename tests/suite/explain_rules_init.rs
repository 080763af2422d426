//! The commands that answer questions.

use insta::assert_snapshot;
use yinmo_tests::program::Desk;

const TEXT: &str = "户主王建坪，身份证号330106190102030017，监督电话0571-87012345，运单号：1234567890123，杭西民〔2019〕27号";

#[test]
fn explain_says_what_why_and_what_happens() {
    assert_snapshot!(Desk::default().run(&format!("explain {TEXT}")), @"
    exit code: 0
    ----- stdout -----
    发现 3 处

    1. 姓名 (person) 王**
       位置：第 1 行第 3 字
       依据：前有标签；姓氏；人名用字；模型判断（99%）
       把握：高（99%）
       身份：个人
       处理：姓名加星（按该类信息的规则）

    2. 居民身份证号码 (resident-id) 330***************
       位置：第 1 行第 11 字
       依据：校验位正确；行政区划代码存在；出生日期有效；前有标签
       把握：高（95%）
       身份：未知
       处理：遮盖（按该类信息的规则）

    3. 固定电话号码 (landline) 05**-********
       位置：第 1 行第 34 字
       依据：号段已分配；前有标签
       把握：高（95%）
       身份：机关单位
       处理：保留（按该类信息的规则）
       理由：《政府信息公开条例》第二十条第二项：机关办公地址、联系方式应当公开

    公文要素，原样保留
       文号 (doc-no) 杭西民〔2019〕27号

    看似号码、未作认定
       12***********：前面的标签说明是业务编号

    处理前：户主王**，身份证号330***************，监督电话05**-********，运单号：12***********，杭西民〔2019〕27号
    处理后：户主王*坪，身份证号330106************，监督电话05**-********，运单号：12***********，杭西民〔2019〕27号
    （原值已隐去，--show-values 可显示）
    ----- stderr -----
    ");
}

#[test]
fn explain_shows_values_on_request_only() {
    let hidden = Desk::default().run(&format!("explain {TEXT} --lang en"));
    assert!(
        !hidden.to_string().contains("330106190102030017") && !hidden.to_string().contains("王建坪"),
        "{hidden}"
    );
    let shown = Desk::default().run(&format!("explain {TEXT} --show-values"));
    assert!(shown.out().contains("330106190102030017") && shown.out().contains("王建坪"), "{shown}");
}

#[test]
fn explain_reads_standard_input() {
    let ended = Desk::default().run_with("explain -", TEXT.as_bytes());
    assert_eq!(ended.out(), Desk::default().run(&format!("explain {TEXT}")).out());
    assert_eq!(Desk::default().run_with("explain -", &[0xFF, 0xFE]).code, 2);
}

#[test]
fn rules_lists_every_kind() {
    let out = Desk::default().run("rules").out();
    for kind in yinmo::kind::Kind::ALL {
        let line = out.lines().find(|line| line.trim_start().starts_with(&format!("{kind} ")));
        assert!(line.is_some_and(|line| line.contains(kind.zh())), "{kind}");
    }
}

#[test]
fn rules_describes_a_kind() {
    let out = Desk::default().run("rules mobile").out();
    for part in [
        "mobile  手机号码 (mobile number)",
        "处理：一般公开 (general-publication)",
        "标签：",
        "能找到",
        "不认定",
    ] {
        assert!(out.contains(part), "{part} in\n{out}");
    }
    let attribute = Desk::default().run("rules health --lang en");
    assert_eq!(attribute.code, 0, "{attribute}");
}

#[test]
fn rules_knows_what_the_profile_does() {
    let desk = Desk::default().with("yinmo.toml", "[kinds]\nmobile = \"block\"\n");
    let out = desk.run("rules").out();
    assert!(
        out.lines().any(|line| line.trim_start().starts_with("mobile ") && line.contains("不得公开")),
        "{out}"
    );
}

#[test]
fn an_unknown_kind_is_a_mistake() {
    assert_snapshot!(Desk::default().run("rules mobil"), @"
    exit code: 2
    ----- stdout -----
    ----- stderr -----
    错误：没有类别“mobil”
    建议：yinmo rules 列出全部代号
    ");
}

#[test]
fn init_writes_a_configuration_and_never_overwrites_one() {
    let desk = Desk::default();
    assert_snapshot!(desk.run("init"), @"
    exit code: 0
    ----- stdout -----
    已写出 yinmo.toml，请按其中的说明修改
    ----- stderr -----
    ");
    let written = desk.text("yinmo.toml");
    assert_eq!(desk.run_with("check -", "公示期7天\n".as_bytes()).code, 0);
    assert_snapshot!(desk.run("init"), @"
    exit code: 2
    ----- stdout -----
    ----- stderr -----
    错误：yinmo.toml 已存在，未改动。如需重写，请先将其改名
    ");
    assert_eq!(desk.text("yinmo.toml"), written);
}
