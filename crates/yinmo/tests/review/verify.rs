//! An original beside what somebody made of it.

use yinmo::kind::Kind;
use yinmo::{Choice, Class, DecisionRow, Decisions, Item, Pipeline, Source, Verdict, Verification};

fn verify(name: &str, before: &str, after: &str) -> Verification {
    let source = |text| Source::Bytes { name, bytes: text };
    Pipeline::default().verify(source(before.as_bytes()), source(after.as_bytes())).unwrap()
}

/// Class and place of each difference.
fn differences(verification: &Verification) -> Vec<(Class, String)> {
    verification.differences.iter().map(|found| (found.class, found.place.to_string())).collect()
}

const LIST: &str = "低保名单\n序号,姓名,身份证号,致贫原因,金额\n1,王建坪,330106190102030017,肺癌,500\n2,李小川,330106196505067416,肺癌,300.5\n合计,,,,800.5\n";

fn own(name: &str, text: &str) -> String {
    let source = Source::Bytes { name, bytes: text.as_bytes() };
    String::from_utf8(Pipeline::default().mask_bytes(source, &mut ()).unwrap().1).unwrap()
}

#[test]
fn what_yinmo_masked_is_fine_in_every_format() {
    let tsv = LIST.replace(',', "\t");
    let html = "<html><body><p>户主王建坪，电话13800012001。</p><table><tr><th>姓名</th><th>金额</th></tr><tr><td>王建坪</td><td>500</td></tr></table></body></html>";
    for (name, text) in [
        ("a.csv", LIST),
        ("a.tsv", &*tsv),
        ("a.txt", "户主王建坪，身份证号330106190102030017。\n\n杭民〔2019〕3号\n"),
        ("a.json", r#"{"户主":[{"姓名":"王建坪","手机":"13800012001","金额":"500"}]}"#),
        ("a.html", html),
    ] {
        let masked = own(name, text);
        assert_ne!(masked, text, "{name}");
        let verification = verify(name, text, &masked);
        assert!(verification.is_fine(), "{name}: {verification:?}\n{masked}");
        assert!(verification.count(Class::AsPolicy) > 0, "{name}");
        assert_eq!(differences(&verification), [], "{name}");
    }
}

#[test]
fn a_clean_document_is_fine_and_a_raw_one_is_left_whole() {
    let verification = verify("a.csv", LIST, LIST);
    assert!(verification.count(Class::Left) >= 6, "{verification:?}");
    assert_eq!(verification.count(Class::AsPolicy), 0);
    let clean = "各街道：\n杭民〔2019〕3号文件印发，补助标准800元。\n";
    assert!(verify("a.txt", clean, clean).is_fine());
}

/// By another tool: names starred elsewhere, the number cut otherwise, the column left in place and blank.
#[test]
fn what_another_tool_masked_is_told_from_what_it_left() {
    let after = "低保名单\n序号,姓名,身份证号,致贫原因,金额\n1,王某某,33**************17,,500\n2,李小川,330106************,,300.5\n合计,,,,800.5\n";
    let verification = verify("a.csv", LIST, after);
    let found = differences(&verification);
    assert!(found.contains(&(Class::Otherwise, "B3".to_owned())), "{found:?}");
    assert!(found.contains(&(Class::Left, "B4".to_owned())), "{found:?}");
    assert!(!found.iter().any(|(_, place)| place == "C4" || place.starts_with('D')), "{found:?}");
    assert!(!verification.is_fine());
}

#[test]
fn furniture_rows_and_totals_are_missed() {
    let masked = own("a.csv", LIST);
    let changed = masked.replace("300.5", "30.5");
    let found = differences(&verify("a.csv", LIST, &changed));
    assert!(found.contains(&(Class::Changed, "E4".to_owned())), "{found:?}");
    assert!(found.iter().any(|(class, _)| *class == Class::Total), "{found:?}");

    let fewer: String = masked.split_inclusive('\n').filter(|line| !line.starts_with("1,")).collect();
    let found = differences(&verify("a.csv", LIST, &fewer));
    assert_eq!(found[0], (Class::Lost, "A3".to_owned()));
    assert!(found.iter().any(|(class, _)| *class == Class::Total), "{found:?}");

    let more = masked.replace("合计", "3,赵*,,200\n合计");
    let found = differences(&verify("a.csv", LIST, &more));
    assert!(found.iter().any(|(class, _)| *class == Class::Added), "{found:?}");

    let notice = "杭民〔2019〕3号\n户主王建坪，电话13800012001。\n咨询电话：0571-87012345\n";
    let masked = own("a.txt", notice);
    for (old, new, line, kind) in [
        ("〔2019〕3号", "〔2019〕*号", "第1行", "doc-no"),
        ("0571-87012345", "0571-****", "第3行", "landline"),
    ] {
        let verification = verify("a.txt", notice, &masked.replace(old, new));
        assert_eq!(differences(&verification), [(Class::Changed, line.to_owned())], "{old}");
        assert_eq!(verification.differences[0].kind.map(Kind::id), Some(kind));
    }
}

#[test]
fn a_column_that_should_go_and_is_there_is_left() {
    let after = "低保名单\n序号,姓名,身份证号,致贫原因,金额\n1,王*坪,330106************,肺癌,500\n2,李*川,330106************,肺癌,300.5\n合计,,,,800.5\n";
    let found = differences(&verify("a.csv", LIST, after));
    assert!(found.iter().all(|(class, place)| *class == Class::Left && place.starts_with('D')), "{found:?}");
}

#[test]
fn rows_that_the_policy_drops_are_not_missed() {
    let policy = yinmo::Policy::from_toml("own.toml", "[kinds]\nmobile = \"drop-row\"").unwrap();
    let pipeline = Pipeline::new(policy);
    let list = "姓名,电话,金额\n王建坪,13800012001,500\n李小川,,300\n赵明,,200\n";
    let source = Source::Bytes { name: "a.csv", bytes: list.as_bytes() };
    let (_, masked) = pipeline.mask_bytes(source, &mut ()).unwrap();
    assert_eq!(masked.iter().filter(|byte| **byte == b'\n').count(), 3);
    let masked = Source::Bytes { name: "a.csv", bytes: &masked };
    let verification = pipeline.verify(source, masked).unwrap();
    assert_eq!(differences(&verification), []);
    assert!(verification.is_fine(), "{verification:?}");
}

#[test]
fn other_columns_cannot_be_compared() {
    let verification = verify("a.csv", LIST, "甲,乙\n1,2\n");
    assert!(verification.incomparable.is_some() && !verification.is_fine());
    let pdf = Source::Bytes { name: "a.pdf", bytes: b"%PDF-1.7\n" };
    let list = Source::Bytes { name: "a.csv", bytes: LIST.as_bytes() };
    assert_eq!(Pipeline::default().verify(list, pdf).unwrap().incomparable.unwrap().id(), "masked-not-read");
}

#[test]
fn what_a_person_kept_is_as_it_should_be() {
    let text = "王建坪，患白血病，电话13800012001。\n";
    let source = Source::Bytes { name: "a.txt", bytes: text.as_bytes() };
    let mut items: Vec<Item> = Vec::new();
    let report = Pipeline::default().check(source, &mut items).unwrap();
    let rows = items.iter().filter(|item| item.action.id() == "review").map(|item| DecisionRow {
        id: item.fingerprint.clone(),
        hash: report.hash.clone(),
        choice: Some(Choice::Keep),
        ..DecisionRow::default()
    });
    let pipeline = Pipeline::default().with_decisions(Decisions::new(rows).unwrap());
    let (report, masked) = pipeline.mask_bytes(source, &mut ()).unwrap();
    assert_eq!(report.verdict, Verdict::Masked);
    let masked = Source::Bytes { name: "a.txt", bytes: &masked };
    assert!(pipeline.verify(source, masked).unwrap().is_fine());
    let undecided = Pipeline::default().verify(source, masked).unwrap();
    assert_eq!(differences(&undecided), [(Class::Waits, "第1行".to_owned())]);
    assert!(!undecided.is_fine());
}
