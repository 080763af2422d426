//! What operators with a key make of whole documents: the same for the same person, and nothing left.

use yinmo::policy::{Policy, Source as PolicySource};
use yinmo::{Key, Pipeline, Report, Source, Verdict};

use crate::workbook;

fn key() -> Key {
    Key::from_bytes(*b"an invented key for the examples")
}

fn pipeline_with(rules: &str, key: &Key) -> Pipeline {
    let text = format!("[columns]\nother = \"by-kind\"\n[risk]\nk = 0\n{rules}");
    let source = PolicySource { file: Some(("test.toml", &text)), key: Some(key), ..PolicySource::default() };
    Pipeline::new(Policy::load(&source).unwrap_or_else(|error| panic!("{error}")))
}

fn pipeline(rules: &str) -> Pipeline {
    pipeline_with(rules, &key())
}

/// What is published of a document; masking that once more changes nothing.
fn masked(pipeline: &Pipeline, name: &str, text: &str) -> (Report, String) {
    let mask = |bytes: &[u8]| pipeline.mask_bytes(Source::Bytes { name, bytes }, &mut ()).unwrap();
    let (report, out) = mask(text.as_bytes());
    let (again, twice) = mask(&out);
    assert!(report.verdict != Verdict::Masked || again.verdict == Verdict::Clean, "{:?}", again.counts);
    assert_eq!(String::from_utf8_lossy(&twice), String::from_utf8_lossy(&out));
    (report, String::from_utf8(out).unwrap())
}

const PSEUDONYMS: &str =
    "[kinds]\nperson = \"pseudonym\"\nresident-id = \"pseudonym\"\nmobile = \"pseudonym\"";

const LIST: &str = "序号,姓名,身份证号码,联系电话\n\
    1,王建坪,330106190102030017,13800012001\n\
    2,欧阳明珠,330106190505123041,13800012002\n\
    3,王　建坪,330106 19010203 0017,+86 138-0001-2001\n";

/// The cells of a column, without its heading.
fn column(csv: &str, nth: usize) -> Vec<&str> {
    csv.lines().skip(1).map(|line| line.split(',').nth(nth).unwrap()).collect()
}

#[test]
fn one_person_has_one_code_however_written() {
    let (report, out) = masked(&pipeline(PSEUDONYMS), "名单.csv", LIST);
    assert_eq!(report.verdict, Verdict::Masked, "{out}");
    for nth in 1..4 {
        let cells = column(&out, nth);
        assert_eq!(cells[0], cells[2], "{out}");
        assert_ne!(cells[0], cells[1], "{out}");
    }
}

#[test]
fn documents_of_one_key_have_the_same_codes() {
    let pipeline = pipeline(PSEUDONYMS);
    let (_, list) = masked(&pipeline, "名单.csv", LIST);
    let letter = "申请人王建坪，身份证号：３３０１０６１９０１０２０３００１７，联系电话138 0001 2001。王 建坪系本村村民。";
    let (_, letter) = masked(&pipeline, "申请.txt", letter);
    for nth in 1..4 {
        assert!(letter.contains(column(&list, nth)[0]), "{letter}\n{list}");
    }
    assert_eq!(letter.matches(column(&list, 1)[0]).count(), 2, "{letter}");
    let (_, other) = masked(
        &pipeline_with(PSEUDONYMS, &Key::from_bytes(*b"another invented key of somebody")),
        "名单.csv",
        LIST,
    );
    assert_ne!(column(&other, 1)[0], column(&list, 1)[0]);
}

#[test]
fn threads_change_no_code() {
    let rows: String =
        (0..1200).map(|nth| format!("{nth},王建坪,330106190102030017,138000{:05}\n", nth % 97)).collect();
    let text = format!("序号,姓名,身份证号码,联系电话\n{rows}");
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| masked(&pipeline(PSEUDONYMS), "名单.csv", &text).1)
    };
    let one = with(1);
    assert_eq!(one, with(4));
    let codes: std::collections::BTreeSet<_> = column(&one, 3).into_iter().collect();
    assert_eq!(codes.len(), 97);
    assert!(column(&one, 1).iter().all(|code| *code == column(&one, 1)[0]));
}

#[test]
fn every_keyed_operator_leaves_lists_letters_and_json_clean() {
    let json = r#"[{"姓名":"王建坪","身份证号码":"330106190102030017","联系电话":"13800012001","银行卡号":"6228480330000000019"}]"#;
    let list = "姓名,身份证号码,出生日期,联系电话,银行卡号\n\
        王建坪,330106190102030017,1901年2月3日,13800012001,6228480330000000019\n\
        李四,330106190505123041,1905-05-12,13800012002,6228480330000000027\n";
    let letter = "户主王建坪，身份证号：330106190102030017，1901年2月3日出生，电话：13800012001，卡号：6228480330000000019，护照号EA0123456。";
    for operator in ["pseudonym", "hash", "encrypt", "surrogate"] {
        let rules =
            ["resident-id", "mobile", "bank-card"].map(|kind| format!("{kind} = \"{operator}\"\n")).concat();
        let own = match operator {
            "encrypt" => "person = \"pseudonym\"\npassport = \"encrypt\"",
            "surrogate" => "person = \"surrogate\"\nbirth-date = \"surrogate\"",
            _ => "person = \"pseudonym\"\naddress = \"hash\"",
        };
        let pipeline = pipeline(&format!("[kinds]\n{rules}{own}"));
        for (name, text) in [
            ("名单.csv", list),
            ("申请.txt", letter),
            ("名单.json", json),
            ("名单.tsv", &list.replace(',', "\t")),
        ] {
            let (report, out) = masked(&pipeline, name, text);
            assert_eq!(report.verdict, Verdict::Masked, "{operator} {name} {out} {:?}", report.exposed);
            for value in ["王建坪", "330106190102030017", "13800012001", "6228480330000000019"] {
                assert!(!out.contains(value), "{operator} {name} {out}");
            }
        }
    }
}

#[test]
fn a_policy_that_needs_a_key_is_refused_without() {
    let load = |key: Option<&Key>| {
        let file = Some(("test.toml", PSEUDONYMS));
        Policy::load(&PolicySource { file, key, ..PolicySource::default() })
    };
    assert!(load(None).unwrap_err().help_zh().unwrap().contains("yinmo key new"));
    let [one, other] = [key(), Key::from_bytes([1; 32])].map(|key| load(Some(&key)).unwrap());
    assert_eq!(one.fingerprint(), other.fingerprint());
    let shown = format!("{one:?} {:?}", PolicySource { key: Some(&key()), ..PolicySource::default() });
    assert!(!shown.contains("invented"), "{shown}");
}

#[test]
fn rows_go_from_delimited_tables_line_and_all() {
    let pipeline = pipeline(
        "[kinds]\nresident-id = { default = \"drop-row\" }\nmobile = { mask = {} }\nperson = \"star-name\"",
    );
    for (end, name) in [("\n", "名单.csv"), ("\r\n", "名单.csv"), ("\n", "名单.tsv")] {
        let text = "名单公示\n序号,姓名,身份证号码,联系电话\n1,王建坪,330106190102030017,13800012001\n\n2,李四,,13800012002\n3,欧阳明珠,330106190505123041,13800012003";
        let after = "名单公示\n序号,姓名,身份证号码,联系电话\n\n2,李*,,***********\n";
        let delimiter = if name.ends_with("tsv") { "\t" } else { "," };
        let [text, after] = [text, after].map(|text| text.replace('\n', end).replace(',', delimiter));
        let (report, out) = masked(&pipeline, name, &text);
        assert_eq!(out, after);
        assert_eq!(report.dropped_rows, 2);
    }
}

#[test]
fn where_there_is_no_row_a_marker_takes_the_place() {
    let pipeline =
        pipeline("[kinds]\nresident-id = \"drop-row\"\nperson = { default = \"keep\", basis = \"测试\" }");
    let (report, out) = masked(&pipeline, "申请.txt", "王建坪，身份证号：330106190102030017。");
    assert_eq!((out.as_str(), report.dropped_rows), ("王建坪，身份证号：[证件号]。", 0));
    let json = "{\"姓名\":\"王建坪\",\"身份证号码\":\"330106190102030017\"}\n{\"姓名\":\"李四\",\"身份证号码\":\"无\"}\n";
    let (report, out) = masked(&pipeline, "名单.jsonl", json);
    assert_eq!((out.as_str(), report.dropped_rows), ("{}\n{\"姓名\":\"李四\",\"身份证号码\":\"无\"}\n", 1));
    let html = "<table><tr><th>姓名</th><th>身份证号码</th></tr>\
        <tr><td>王建坪</td><td>330106190102030017</td></tr><tr><td>李四</td><td>无</td></tr></table>";
    let (report, out) = masked(&pipeline, "名单.html", html);
    let expected = html.replace("王建坪", "").replace("330106190102030017", "");
    assert_eq!((out, report.dropped_rows), (expected, 1));
}

fn sharing() -> Pipeline {
    let source =
        PolicySource { profile: Some("internal-sharing"), key: Some(&key()), ..PolicySource::default() };
    Pipeline::new(Policy::load(&source).unwrap())
}

/// The day, counted from the first of March 4000: enough to tell how many lie between two.
fn day(date: &str) -> i64 {
    let mut fields = date.split('-').map(|field| field.parse::<i64>().unwrap());
    let [year, month, day] = std::array::from_fn(|_| fields.next().unwrap());
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day
}

#[test]
fn dates_of_one_person_move_together() {
    let list = "姓名,出生日期,入院时间,出院时间\n王建坪,1952-03-04,2026-02-27,2026-03-09\n欧阳明珠,1952-03-04,2026-02-27,2026-03-09\n";
    let (report, out) = masked(&sharing(), "名单.csv", list);
    assert_eq!(report.verdict, Verdict::Masked, "{out}");
    let dates = |nth| column(&out, nth).into_iter().map(day).collect::<Vec<i64>>();
    let [born, admitted, left] = [dates(1), dates(2), dates(3)];
    for ((born, admitted), left) in born.iter().zip(&admitted).zip(&left) {
        assert_eq!(left - admitted, 10, "{out}");
        assert_eq!(admitted - born, day("2026-02-27") - day("1952-03-04"), "{out}");
    }
    assert!(column(&out, 1).iter().all(|date| date.starts_with("39")), "{out}");
    assert_ne!(born[0], born[1], "{out}");

    let json = r#"[{"姓名":"王建坪","出生日期":"1952-03-04"}]"#;
    let (_, members) = masked(&sharing(), "名单.json", json);
    assert!(members.contains(column(&out, 1)[0]), "another document, the same days: {members}");
    let (_, text) =
        masked(&sharing(), "说明.txt", "公告\n户主王建坪，1952年3月4日出生。2026年3月4日公示。\n");
    let born: String = column(&out, 1)[0]
        .split('-')
        .map(|field| field.trim_start_matches('0'))
        .collect::<Vec<_>>()
        .join("-");
    let born = born.replacen('-', "年", 1).replacen('-', "月", 1) + "日出生。2026年3月4日公示。";
    assert!(text.contains(&born), "{text}");
}

/// However a date is written, it moves with the others of its person; one that cannot be read is hidden.
#[test]
fn dates_move_in_whatever_form() {
    let of = |date: &str| {
        let list = format!("姓名,入院时间\n王建坪,2019-05-06\n王建坪,{date}\n");
        let (_, out) = masked(&sharing(), "名单.csv", &list);
        let dates: Vec<String> = column(&out, 1).into_iter().map(str::to_owned).collect();
        (dates[0].clone(), dates[1].clone())
    };
    let (iso, serial) = of("43591");
    // The first is 43,591 days after the end of 1899, and 730,485 days are two thousand years.
    assert_eq!(serial.parse::<i64>().unwrap() - 43_591, 730_485 + day(&iso) - day("4019-05-06"));
    assert_eq!(of("43591.5").1, format!("{serial}.5"));
    assert_eq!(of("2019-05-06 13:30").1, format!("{iso} 13:30"));
    assert_eq!(of("2019-05-06至2019-05-06").1, format!("{iso}至{iso}"));
    for unknown in ["5/6/2019", "2019年5月6日至6月1日"] {
        assert_eq!(of(unknown).1, "[日期]", "{unknown}");
    }
    assert_eq!(of("长期").1, "长期");
}

/// Cells of a workbook that show a date, and such whose style was lost.
#[test]
fn dates_in_workbooks_move_too() {
    let strings = ["姓名", "入院时间", "王建坪", "2019-05-06"].map(|text| format!("<si><t>{text}</t></si>"));
    let text = |cell: &str, nth: usize| format!("<c r=\"{cell}\" t=\"s\"><v>{nth}</v></c>");
    let row = |number: usize, date: &str| {
        format!("<row r=\"{number}\">{}{date}</row>", text(&format!("A{number}"), 2))
    };
    let rows = [
        format!("<row r=\"1\">{}{}</row>", text("A1", 0), text("B1", 1)),
        row(2, &text("B2", 3)),
        row(3, "<c r=\"B3\" s=\"2\"><v>43591</v></c>"),
        row(4, "<c r=\"B4\"><v>43591</v></c>"),
        row(5, "<c r=\"B5\" s=\"2\"><f>DATE(2019,5,6)</f><v>43591</v></c>"),
    ];
    let bytes = workbook::zipped(&rows.concat(), &strings.concat());
    let source = Source::Bytes { name: "名单.xlsx", bytes: &bytes };
    let (report, out) = sharing().mask_bytes(source, &mut ()).expect("nothing remained");
    assert_eq!(report.verdict, Verdict::Masked);
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(out)).expect("a zip file");
    let mut part = |name| std::io::read_to_string(zip.by_name(name).expect("a part")).expect("text");
    let (sheet, shared) = (part("xl/sheet1.xml"), part("xl/sharedStrings.xml"));
    let (_, list) = masked(&sharing(), "名单.csv", "姓名,入院时间\n王建坪,2019-05-06\n王建坪,43591\n");
    let [iso, serial] = [column(&list, 1)[0], column(&list, 1)[1]];
    assert!(shared.contains(iso) && !shared.contains("2019"), "{shared}");
    assert_eq!(sheet.matches(iso).count(), 2, "{sheet}");
    assert!(sheet.contains(serial) && !sheet.contains("43591") && !sheet.contains("2019"), "{sheet}");
}

#[test]
fn dates_of_nobody_stay_or_go() {
    let counts = "月份,办理时间,人数\n1,2026-01-31,23\n2,2026-02-28,40\n";
    assert_eq!(masked(&sharing(), "统计.csv", counts).1, counts);
    let (_, text) = masked(&sharing(), "说明.txt", "出生日期：1952年3月4日\n");
    assert!(!text.contains("1952年3月4日") && !text.contains("395"), "{text}");
}
