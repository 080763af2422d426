//! The reports that other programs read, and the page for offices: their shapes, and what holds for all of them.

mod fixtures;
mod github;
mod gitlab;
mod html;
mod junit;
mod outputs;
mod sarif;

use yinmo_tests::program::{Desk, Ended};

/// All that `--format` takes.
const FORMATS: [&str; 8] = ["text", "json", "jsonl", "sarif", "junit", "github", "gitlab", "html"];

/// Something of everything: findings in lines, cells and a packed file's name, a document that must not be published,
/// one that needs a review, one that is not read, one that is clean, and names that mean something in every form.
fn desk() -> Desk {
    Desk::default()
        .with(
            "in/公示.txt",
            "户主王建坪，身份证号330106190102030017。\n监督电话：0571-87012345\n𠮷住户，电话：13800012001\n",
        )
        .with("in/名单.csv", "姓名,身份证号,备注\n王坪,330106190102030017,见附件\n")
        .with("in/孤儿.csv", "孤儿姓名,身份证号\n王建坪,330106190102030017\n")
        .with("in/表.json", r#"[{"联系{电}话](x)": "13800012001"}]"#)
        .with("in/扫描.pdf", "%PDF-1.7\n")
        .with("in/公示期.md", "公示期7天。\n")
        .with("in/a&b <i>,100%: 'x'.txt", "电话：13800012001\n")
        .with("in/13800012001.txt", "电话：13800012002\n")
        .with("in/同上.txt", "电话：13800012001，电话：13800012001\n")
        .with("reports/.keep", "")
}

/// Runs the program with all reports going to files, and reads them.
fn reports(desk: &Desk, arguments: &str) -> (Ended, Vec<(&'static str, String)>) {
    let outputs: String =
        FORMATS.iter().map(|format| format!(" -f {format} -o reports/a.{format}")).collect();
    let ended = desk.run(&format!("{arguments}{outputs}"));
    let read = |format| (format, desk.text(&format!("reports/a.{format}")));
    (ended, FORMATS.into_iter().map(read).collect())
}

/// One report on standard output.
fn report(desk: &Desk, arguments: &str, format: &str) -> String {
    desk.run(&format!("{arguments} -f {format}")).out()
}

#[test]
fn what_was_not_read_is_in_every_report() {
    let desk =
        Desk::default().with("reports/.keep", "").with("扫描.pdf", "%PDF-1.7\n").with("leer/.keep", "");
    std::fs::remove_file(desk.path().join("leer/.keep")).unwrap();
    for (input, words) in
        [("扫描.pdf", "暂不支持的文件类型"), ("没有.txt", "路径不存在"), ("leer", "没有可检查的文件")]
    {
        let (ended, reports) = reports(&desk, &format!("check {input}"));
        assert_eq!(ended.code, 3, "{input}: {ended}");
        for (format, report) in reports {
            let is_said =
                report.contains(words) || report.contains("\"read\": 0") || report.contains("\"read\":0");
            assert!(is_said || format == "text", "{input}, {format}:\n{report}");
        }
    }
}

#[test]
fn reports_do_not_depend_on_threads() {
    let desk = desk();
    for nth in 0..30 {
        desk.put(&format!("in/{nth}.txt"), format!("电话：138000{:05}\n", 12_001 + nth));
    }
    let (_, one) = reports(&desk, "check in -j 1");
    let (_, four) = reports(&desk, "check in -j 4");
    for (one, four) in one.iter().zip(&four) {
        assert!(one == four, "{}", one.0);
    }
}

#[test]
fn the_language_is_that_of_the_run() {
    let desk = desk();
    for format in ["sarif", "junit", "github", "gitlab", "html"] {
        let [zh, en] = ["zh", "en"].map(|lang| report(&desk, &format!("check in --lang {lang}"), format));
        assert!(zh.contains("手机号码") && zh.contains("遮盖"), "{format}");
        assert!(en.contains("mobile number") && en.contains("not inspected"), "{format}");
    }
}
