//! What people decided of a worklist, applied to the files it is of.

use std::io::Write as _;

use yinmo::trail::Trail;
use yinmo::{Choice, DecisionRow, Decisions, Item, Pipeline, Policy, Report, Source, Verdict};

fn pipeline() -> Pipeline {
    Pipeline::default()
}

fn source<'a>(name: &'a str, text: &'a str) -> Source<'a> {
    Source::Bytes { name, bytes: text.as_bytes() }
}

/// Everything in the document that waits for a person, each with `choose` of its preview or heading.
fn decided(
    pipeline: &Pipeline,
    document: Source<'_>,
    choose: impl Fn(&str) -> Option<Choice>,
) -> (Report, Vec<DecisionRow>) {
    let mut items: Vec<Item> = Vec::new();
    let report = pipeline.check(document, &mut items).unwrap();
    let waiting = items.iter().filter(|item| item.action.id() == "review");
    let findings = waiting.map(|item| (item.fingerprint.clone(), item.preview.clone()));
    let columns = report.waiting.iter().map(|column| (column.fingerprint.clone(), column.heading.clone()));
    let unread = report
        .notes
        .iter()
        .filter_map(|note| Some((note.fingerprint(&report.hash)?, note.place.to_string())));
    let rows = (2..).zip(findings.chain(columns).chain(unread)).map(|(row, (id, what))| DecisionRow {
        row,
        id,
        file: report.name.clone(),
        hash: report.hash.clone(),
        choice: choose(&what),
        note: "经办人核对".to_owned(),
    });
    let rows = rows.collect();
    (report, rows)
}

fn masked(rows: Vec<DecisionRow>, document: Source<'_>) -> (Report, String) {
    let pipeline = pipeline().with_decisions(Decisions::new(rows).unwrap());
    let (report, bytes) = pipeline.mask_bytes(document, &mut ()).unwrap();
    (report, String::from_utf8(bytes).unwrap())
}

const TEXT: &str = "王建坪家住青云村，患白血病；其妻患肺癌。联系电话13800012001。\n";

#[test]
fn what_is_kept_hidden_and_taken_out_in_running_text_is_what_people_said() {
    let document = source("说明.txt", TEXT);
    let (report, rows) = decided(&pipeline(), document, |preview| match preview {
        "白**" => Some(Choice::Keep),
        _ => Some(Choice::Remove),
    });
    assert_eq!(report.verdict, Verdict::NeedsReview);
    assert!(rows.len() >= 2, "two illnesses");
    let (report, text) = masked(rows, document);
    assert_eq!(report.verdict, Verdict::Masked, "{text}");
    assert!(text.contains("白血病") && !text.contains("肺癌") && text.contains("[健康信息]"), "{text}");
    assert!(!text.contains("13800012001"));
    let exempted = &report.exempted;
    assert_eq!((exempted[0].what, exempted[0].count), ("health", 1));
    assert_eq!(exempted[0].basis, "人工决定：经办人核对");
}

#[test]
fn what_nobody_decided_on_still_waits() {
    let document = source("说明.txt", TEXT);
    let (_, rows) = decided(&pipeline(), document, |preview| (preview == "白**").then_some(Choice::Keep));
    assert_eq!(masked(rows, document).0.verdict, Verdict::NeedsReview);
}

#[test]
fn another_version_of_the_file_is_not_decided_on() {
    let (_, rows) = decided(&pipeline(), source("说明.txt", TEXT), |_| Some(Choice::Keep));
    let changed = TEXT.replace("其妻", "其母");
    let (report, _) = masked(rows, source("说明.txt", &changed));
    assert_eq!(report.verdict, Verdict::NeedsReview);
    assert!(report.decisions_of_another && report.exempted.is_empty());
}

#[test]
fn a_row_of_nothing_in_the_document_is_refused() {
    let document = source("说明.txt", TEXT);
    let (_, mut rows) = decided(&pipeline(), document, |_| Some(Choice::Mask));
    rows[0].id = "0".repeat(32);
    let pipeline = pipeline().with_decisions(Decisions::new(rows).unwrap());
    let error = pipeline.mask_bytes(document, &mut ()).unwrap_err();
    assert!(error.is_decisions() && error.zh().contains("第 2 行"), "{}", error.zh());
}

const TABLE: &str = "姓名,金额,备注\n王建坪,500,已核实\n李小川,300,患白血病\n";

#[test]
fn a_column_is_kept_or_goes() {
    let document = source("名单.csv", TABLE);
    for (choice, after) in [
        (Choice::Keep, "姓名,金额,备注\n王*坪,500,已核实\n李*川,300,患[健康信息]\n"),
        (Choice::Remove, "姓名,金额\n王*坪,500\n李*川,300\n"),
    ] {
        let (report, rows) = decided(&pipeline(), document, |what| match what {
            "备注" => Some(choice),
            _ => Some(Choice::Mask),
        });
        assert_eq!(report.waiting.iter().map(|column| column.cells).collect::<Vec<_>>(), [2]);
        let (report, text) = masked(rows, document);
        assert_eq!((report.verdict, &*text), (Verdict::Masked, after));
    }
    let (_, rows) = decided(&pipeline(), document, |_| Some(Choice::Mask));
    let pipeline = pipeline().with_decisions(Decisions::new(rows).unwrap());
    assert!(pipeline.mask_bytes(document, &mut ()).unwrap_err().is_decisions(), "a column cannot be masked");
}

#[test]
fn each_member_of_json_objects_waits_for_itself() {
    let document =
        source("名单.json", r#"[{"姓名":"王建坪","备注":"已核实"},{"姓名":"李小川","备注":"同上"}]"#);
    let (report, rows) = decided(&pipeline(), document, |_| Some(Choice::Keep));
    assert_eq!(report.verdict, Verdict::NeedsReview);
    let places: Vec<&str> = report.waiting.iter().map(|member| &*member.place).collect();
    assert_eq!(places, ["$[0].备注", "$[1].备注"]);
    let (report, text) = masked(rows, document);
    assert_eq!(report.verdict, Verdict::Masked);
    assert!(text.contains("同上") && text.contains("李*川"), "{text}");
}

#[test]
fn a_part_that_was_not_read_can_be_let_stay_and_nothing_else() {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, content) in [("说明.txt", &b"plain"[..]), ("图.png", &b"\x89PNG\r\n\x1a\n0000"[..])] {
        zip.start_file(name, options).unwrap();
        zip.write_all(content).unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    let document = Source::Bytes { name: "附件.zip", bytes: &bytes };
    let (report, rows) = decided(&pipeline(), document, |_| Some(Choice::Keep));
    assert_eq!(report.verdict.id(), "not-inspected");
    assert!(!rows.is_empty());
    let approving = pipeline().with_decisions(Decisions::new(rows.clone()).unwrap());
    let (report, _) = approving.mask_bytes(document, &mut ()).unwrap();
    assert!(report.was_read(), "{:?}", report.verdict);
    assert_eq!(report.exempted[0].what, "unread");
    let rows = rows.into_iter().map(|row| DecisionRow { choice: Some(Choice::Mask), ..row });
    let refusing = pipeline().with_decisions(Decisions::new(rows).unwrap());
    assert!(refusing.mask_bytes(document, &mut ()).unwrap_err().is_decisions());
}

/// What stands in the place of names depends on who comes first.
#[test]
fn people_who_are_kept_are_not_numbered() {
    let policy = Policy::from_toml(
        "own.toml",
        "[kinds]\nperson = { default = \"surname-mou\", official = \"review\" }",
    );
    let reviewing = Pipeline::new(policy.unwrap());
    let document = source("通报.txt", "市民政局局长王建坪会见户主王建国、户主王建军。");
    let (report, rows) = decided(&reviewing, document, |_| Some(Choice::Keep));
    assert_eq!((report.verdict, rows.len()), (Verdict::NeedsReview, 1));
    let pipeline = reviewing.with_decisions(Decisions::new(rows).unwrap());
    let (report, bytes) = pipeline.mask_bytes(document, &mut ()).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    assert_eq!(report.verdict, Verdict::Masked);
    assert_eq!(text, "市民政局局长王建坪会见户主王某1、户主王某2。");
}

#[test]
fn the_trail_says_who_decided_and_holds_no_value_of_a_note() {
    let folder = tempfile::tempdir().unwrap();
    let (input, output) = (folder.path().join("说明.txt"), folder.path().join("出/说明.txt"));
    std::fs::write(&input, TEXT).unwrap();
    let (_, mut rows) = decided(&pipeline(), Source::File(&input), |_| Some(Choice::Keep));
    rows.iter_mut().for_each(|row| row.note = "已电13800012001征得同意".to_owned());
    let trail = folder.path().join("trail.jsonl");
    let pipeline = pipeline().with_decisions(Decisions::new(rows).unwrap()).with_trail(Trail::at(&trail));
    let report = pipeline.mask_file(Source::File(&input), &output, false, &mut ()).unwrap();
    assert_eq!(report.verdict, Verdict::Masked);
    let trail = std::fs::read_to_string(&trail).unwrap();
    assert!(trail.contains("人工决定：已电") && !trail.contains("13800012001"), "{trail}");
    assert!(!trail.contains("白血病"));
}

/// Two tables of one document with a column of the same number and heading.
const TABLES: &str = "姓名,金额,备注\n王建坪,500,已核实\n,,\n姓名,电话,备注\n李小川,13800012001,电话未接\n";

#[test]
fn columns_of_several_tables_are_decided_one_by_one() {
    let document = source("名单.csv", TABLES);
    let (report, _) = decided(&pipeline(), document, |_| None);
    let waiting: Vec<(&str, u64)> =
        report.waiting.iter().map(|column| (&*column.place, column.cells)).collect();
    assert_eq!(waiting, [("C1", 1), ("C4", 1)]);
    let met = std::cell::Cell::new(0);
    let is_first = || met.replace(met.get() + 1) == 0;
    let (_, rows) = decided(&pipeline(), document, |what| match what {
        "备注" => Some(if is_first() { Choice::Keep } else { Choice::Remove }),
        _ => Some(Choice::Mask),
    });
    let (report, text) = masked(rows, document);
    assert_eq!(
        (report.verdict, &*text),
        (Verdict::Masked, "姓名,金额,备注\n王*坪,500,已核实\n,,\n姓名,电话\n李*川,138******01\n")
    );
    // Of two that are decided on, one is not enough.
    met.set(0);
    let (_, rows) = decided(&pipeline(), document, |what| match what {
        "备注" => is_first().then_some(Choice::Keep),
        _ => Some(Choice::Mask),
    });
    assert_eq!(masked(rows, document).0.verdict, Verdict::NeedsReview);
}
