//! What stands beside a mask decides what the mask is worth.

use std::ops::ControlFlow;

use yinmo::{BatchListener, Error, Item, Job, Pipeline, Policy, Report, Source, Task, Verdict};

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
    let policy = "legal-basis = \"办法第三条\"\n[kinds]\nresident-id = { mask = { prefix = 6, suffix = 4 } }\nbirth-date = \"keep\"\n";
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

/// What some offices ask for: the ends of numbers, and all else as it is.
const ENDS: &str = r#"
legal-basis = "本市名单公示办法"
[kinds]
resident-id = { mask = { prefix = 6, suffix = 4 } }
birth-date = "keep"
sex = "keep"
mobile = { mask = { prefix = 3, suffix = 4 } }
bank-card = { mask = { prefix = 16, suffix = 0 } }
"#;

fn report(policy: &str, name: &str, text: &str) -> Report {
    let pipeline = Pipeline::new(Policy::from_toml("yinmo.toml", policy).unwrap());
    pipeline.check(Source::Bytes { name, bytes: text.as_bytes() }, &mut ()).unwrap()
}

#[test]
fn every_format_that_holds_tables_is_asked() {
    let json = r#"{"姓名":"王建坪","出生日期":"1901-02-03","身份证号":"330106190102030017"}"#;
    let cells = [["姓名", "出生日期", "身份证号"], ["王建坪", "1901-02-03", "330106190102030017"]];
    let rows = |before: &str, between: &str, after: &str| -> String {
        cells.iter().map(|row| format!("{before}{}{after}\n", row.join(between))).collect()
    };
    let html =
        format!("<html><body><table>{}</table></body></html>", rows("<tr><td>", "</td><td>", "</td></tr>"));
    for (name, text) in [
        ("名单.csv", rows("", ",", "")),
        ("名单.tsv", rows("", "\t", "")),
        ("名单.jsonl", format!("{json}\n")),
        ("名单.json", format!("[{json}]")),
        ("名单.html", html),
        ("名单.txt", format!("公示\n\n{}", rows("", "\t", ""))),
        (
            "名单.md",
            format!("# 公示\n\n{}\n", rows("| ", " | ", " |").replacen('\n', "\n| --- | --- | --- |\n", 1)),
        ),
        (
            "公示.txt",
            "公示\n王建坪，男，1901年2月3日出生，身份证号330106190102030017，住三墩镇。\n".to_owned(),
        ),
    ] {
        let report = report(ENDS, name, &text);
        assert_eq!((report.verdict, report.exposed.rows), (Verdict::MustNotPublish, 1), "{name}");
        assert_eq!(report.exposed.fewest, Some(1), "{name}");
        let worst = report.exposed.worst.as_ref().unwrap();
        assert_eq!((worst.shown, worst.keep), ((6, 4), Some(6)), "{name}");
        assert!(worst.beside.iter().any(|said| said.id == "birth-date"), "{name} {worst:?}");
    }
}

#[test]
fn telephones_and_cards_are_asked_too() {
    let list = |heading: &str, cell: &str| format!("姓名,{heading}\n王建坪,{cell}\n");
    for (heading, cell, rows) in [
        ("手机号码,乡镇", "13800012001,三墩镇", 1),
        ("手机号码,金额", "13800012001,2160", 0),
        // The operator itself never leaves so few.
        ("银行卡号", "6228480330000000019", 0),
    ] {
        assert_eq!(report(ENDS, "名单.csv", &list(heading, cell)).exposed.rows, rows, "{heading}");
        assert_eq!(report("", "名单.csv", &list(heading, cell)).exposed.rows, 0, "{heading}");
    }
}

#[test]
fn what_came_too_weakly_masked_is_masked_again() {
    let pipeline = Pipeline::default();
    for (name, text) in [
        ("名单.csv", "姓名,乡镇,手机号码\n王*坪,三墩镇,138****2001\n"),
        ("名单.csv", "姓名,年龄,身份证号\n王*坪,74,330106********0017\n"),
        ("公示.txt", "王*坪，男，1952年3月生，身份证号330106********0017。\n"),
    ] {
        let (report, masked) =
            pipeline.mask_bytes(Source::Bytes { name, bytes: text.as_bytes() }, &mut ()).unwrap();
        let masked = String::from_utf8(masked).unwrap();
        assert_eq!(report.exposed.rows, 0, "{text}");
        assert!(!masked.contains("2001") && !masked.contains("0017"), "{masked}");
    }
}

/// Keeps how each document of a batch ended.
#[derive(Default)]
struct Ended(Vec<(Verdict, yinmo::Together)>);

impl BatchListener for Ended {
    fn item(&mut self, _nth: usize, _item: &Item) {}

    fn done(&mut self, _nth: usize, outcome: Result<Report, Error>) -> ControlFlow<()> {
        let report = outcome.unwrap();
        self.0.push((report.verdict, (*report.together).clone()));
        ControlFlow::Continue(())
    }
}

fn ended(policy: &str, threads: usize, files: &[(&str, &str)]) -> (Ended, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let jobs = files.iter().map(|(name, text)| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        Job::new(path, Task::Mask { target: folder.path().join("out").join(name), replace: false })
    });
    let jobs: Vec<Job> = jobs.collect();
    let pipeline = Pipeline::new(Policy::from_toml("yinmo.toml", policy).unwrap());
    let mut ended = Ended::default();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    pool.install(|| pipeline.run(&jobs, &mut ended));
    let mut written: Vec<String> = std::fs::read_dir(folder.path().join("out"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    written.sort();
    (ended, written)
}

const NUMBERS: &str = "姓名,身份证号\n赵玉梵,330106190202053048\n王建坪,330106190102030017\n";
const BIRTHS: &str = "姓名,出生日期,金额\n王建坪,1901-02-03,2160\n孙小沣,1952-03-04,1080\n";

#[test]
fn two_files_that_give_a_number_away_together_are_not_both_written() {
    for threads in [1, 4] {
        for files in [[("a.csv", NUMBERS), ("b.csv", BIRTHS)], [("a.csv", BIRTHS), ("b.csv", NUMBERS)]] {
            let (Ended(ended), written) = ended(ENDS, threads, &files);
            let [(first, alone), (second, together)] = &ended[..] else { panic!("two files") };
            assert_eq!((*first, alone.rows), (Verdict::Masked, 0));
            assert_eq!((*second, together.rows, together.fewest), (Verdict::MustNotPublish, 1, Some(1)));
            assert!(together.other.ends_with("a.csv"), "{}", together.other);
            assert_eq!(
                together.worst_row + together.other_row,
                5,
                "the third row of one, the second of the other"
            );
            assert_eq!(written, ["a.csv"]);
        }
    }
}

#[test]
fn files_that_share_nobody_or_tell_little_are_written() {
    let others = "姓名,出生日期\n周小沣,1901-02-03\n王建坪,1952-03-04\n";
    for (policy, births) in [(ENDS, others), ("", BIRTHS)] {
        let (Ended(ended), written) = ended(policy, 2, &[("a.csv", NUMBERS), ("b.csv", births)]);
        assert!(ended.iter().all(|(_, together)| together.rows == 0));
        assert_eq!(written, ["a.csv", "b.csv"]);
    }
}

#[test]
fn emphasis_is_no_mask() {
    for text in [
        "监督电话 **0571-87012345**。\n",
        "身份证号 **330106190102030017**，1901年2月3日出生\n",
        "办件编号 20190101**\n",
    ] {
        assert_eq!(report("", "公示.md", text).exposed.rows, 0, "{text}");
    }
}

/// A number that a line breaks is one number, whose mask is judged whole.
#[test]
fn a_number_that_a_line_breaks_is_judged_whole() {
    let text = "户主王建坪，身份证号：330\n106190102030017\n";
    let source = Source::Bytes { name: "a.txt", bytes: text.as_bytes() };
    let (report, masked) = Pipeline::default().mask_bytes(source, &mut ()).unwrap();
    assert_eq!(report.verdict, Verdict::Masked);
    assert_eq!(String::from_utf8(masked).unwrap(), "户主王*坪，身份证号：330\n106************\n");
}

/// One half of what gives a number away, and the other, in whatever they stand.
#[test]
fn halves_are_joined_across_formats() {
    const LINES: &str = "低保公示\n王建坪，身份证号330106190102030017，每月2160元。\n";
    const JSON_IDS: &str = r#"[{"姓名":"王建坪","身份证号":"330106190102030017"}]"#;
    const JSON_BIRTHS: &str =
        r#"[{"姓名":"孙小沣","出生日期":"1952-03-04"},{"姓名":"王建坪","出生日期":"1901-02-03"}]"#;
    const BORN: &str = "通报\n户主王建坪，男，1901年2月3日出生，住三墩镇。\n";
    const PIPES: &str = "姓名｜出生日期\n王建坪｜1901-02-03\n孙小沣｜1952-03-04\n";
    for (one, other) in [
        (("a.json", JSON_IDS), ("b.csv", BIRTHS)),
        (("a.csv", NUMBERS), ("b.json", JSON_BIRTHS)),
        (("a.json", JSON_IDS), ("b.json", JSON_BIRTHS)),
        (("a.txt", LINES), ("b.csv", BIRTHS)),
        (("a.csv", NUMBERS), ("b.txt", BORN)),
        (("a.txt", LINES), ("b.txt", BORN)),
        (("a.txt", LINES), ("b.txt", PIPES)),
        (("a.txt", BORN), ("b.json", JSON_IDS)),
        (("a.txt", "王*坪（身份证号330106********0017）\n"), ("b.txt", "王*坪，1901年2月3日出生。\n")),
    ] {
        let (Ended(ended), written) = ended(ENDS, 2, &[one, other]);
        let [(first, _), (second, together)] = &ended[..] else { panic!("two files") };
        assert!(matches!(first, Verdict::Masked | Verdict::Clean), "{one:?}");
        assert_eq!(*second, Verdict::MustNotPublish, "{one:?} {other:?}");
        assert_eq!((together.rows, together.fewest), (1, Some(1)), "{one:?} {other:?}");
        assert_eq!(written, [one.0]);
    }
    // Somebody else, or the same one of whom too little is said.
    for (one, other) in [
        (("a.json", JSON_IDS), ("b.txt", "户主孙小沣，1901年2月3日出生。\n")),
        (("a.txt", LINES), ("b.txt", "户主王建坪，1952年3月4日出生。\n")),
        (("a.txt", LINES), ("b.txt", "王建坪到会。2026年3月4日公示。\n")),
        (("a.txt", LINES), ("b.json", r#"[{"姓名":"王建坪","金额":"500"}]"#)),
    ] {
        let (Ended(ended), _) = ended(ENDS, 2, &[one, other]);
        assert!(ended.iter().all(|(_, together)| together.rows == 0), "{one:?} {other:?}");
    }
}

/// A table in text may have its columns between wide pipes; forms and `其` go on about the same person.
#[test]
fn what_stands_beside_a_mask_in_text_counts() {
    for text in [
        "姓　名｜公民身份号码｜出生日期\n王　梵｜330106********0017｜1901年2月3日\n赵玉梵｜330106********3048｜1902年5月3日\n",
        "姓名：王建坪\n身份证号：330106********0017\n出生日期：1901年2月3日\n",
        "王建坪，男，1901年2月3日出生。其身份证号为330106********0017。\n",
    ] {
        let report = report(ENDS, "名单.txt", text);
        assert_eq!(report.verdict, Verdict::MustNotPublish, "{text}");
        assert_eq!(report.exposed.fewest, Some(1), "{text}");
    }
    let pipes = "姓名｜公民身份号码｜出生日期\n王建坪｜330106190102030017｜1901年2月3日\n";
    let source = Source::Bytes { name: "a.txt", bytes: pipes.as_bytes() };
    let (_, masked) = Pipeline::default().mask_bytes(source, &mut ()).unwrap();
    assert_eq!(
        String::from_utf8(masked).unwrap(),
        "姓名｜公民身份号码｜出生日期\n王*坪｜330106************｜1901年\n"
    );
}
