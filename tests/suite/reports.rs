//! What is said about findings, in every form.

use insta::assert_snapshot;
use serde_json::Value;
use yinmo_tests::program::Desk;

const NOTICE: &str = "户主王建坪，身份证号330106190102030017。\r\n监督电话：0571-87012345\r\n";
const LIST: &str = "姓名,身份证号,联系电话\n王　坪,330106190102030017,13800012001\n";

fn lines(out: &str) -> Vec<Value> {
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn text_points_into_the_line() {
    let desk = Desk::default().with("公示.txt", NOTICE).with("名单.csv", LIST);
    assert_snapshot!(desk.run("check 公示.txt 名单.csv"), @"
    exit code: 1
    ----- stdout -----
    发现[person]: 姓名 王** → 姓名加星
     --> 公示.txt:1:3
      |
    1 | 户主王**，身份证号330****
      |     ^^^^ 前有标签；姓氏；人名用字；模型判断（99%）
      |
      = 说明: 把握高（99%）；按该类信息的规则

    发现[resident-id]: 居民身份证号码 330*************** → 遮盖
     --> 公示.txt:1:11
      |
    1 | 户主王**，身份证号330***************。
      |                   ^^^^^^^^^^^^^^^^^^ 校验位正确；行政区划代码存在；出生日期有效；前有标签
      |
      = 说明: 把握高（95%）；按该类信息的规则

    发现[person]: 姓名 王　* → 姓名加星
     --> 名单.csv:2:1 (A2)
      |
    2 | 王　* 330********
      | ^^^^^ 列标题；姓氏
      |
      = 说明: 把握高（93%）；按该类信息的规则

    发现[resident-id]: 居民身份证号码 330*************** → 遮盖
     --> 名单.csv:2:5 (B2)
      |
    2 | 王　* 330*************** 1**********
      |       ^^^^^^^^^^^^^^^^^^ 校验位正确；行政区划代码存在；出生日期有效；列标题
      |
      = 说明: 把握高（95%）；按该类信息的规则

    发现[mobile]: 手机号码 1********** → 遮盖
     --> 名单.csv:2:24 (C2)
      |
    2 |  330*************** 1**********
      |                     ^^^^^^^^^^^ 号段已分配；列标题
      |
      = 说明: 把握高（95%）；按该类信息的规则

    读完 2 个文件
      脱敏后方可公开  2  公示.txt、名单.csv
    发现
      居民身份证号码  遮盖 2
      手机号码        遮盖 1
      固定电话号码    保留 1
      姓名            姓名加星 2
    名单.csv：1 行中，公开内容相同的最少只有 1 行，不足 20 行的共 1 行（比对 B 列）。请少公开几列，或降低精度
    规则：一般公开 (general-publication 2026.11)
    ----- stderr -----
    ");
}

#[test]
fn text_in_english() {
    let desk = Desk::default().with("list.csv", LIST);
    assert_snapshot!(desk.run("check list.csv --lang en"), @"
    exit code: 1
    ----- stdout -----
    found[person]: name of a person 王　* → star the name
     --> list.csv:2:1 (A2)
      |
    2 | 王　* 330********
      | ^^^^^ the column heading says so; begins with a surname
      |
      = note: confidence high (93%); the rule of its kind

    found[resident-id]: resident identity number 330*************** → mask
     --> list.csv:2:5 (B2)
      |
    2 | 王　* 330*************** 1**********
      |       ^^^^^^^^^^^^^^^^^^ the checksum holds; the region code exists; the date is possible; the column heading says so
      |
      = note: confidence high (95%); the rule of its kind

    found[mobile]: mobile number 1********** → mask
     --> list.csv:2:24 (C2)
      |
    2 |  330*************** 1**********
      |                     ^^^^^^^^^^^ the prefix is assigned; the column heading says so
      |
      = note: confidence high (95%); the rule of its kind

    files read whole: 1
      mask before publishing  1  list.csv
    findings
      resident identity number  mask 1
      mobile number             mask 1
      name of a person          star the name 1
    list.csv: of 1 rows, the rarest kind has 1; 1 rows have fewer than 20 alike (columns B); publish fewer columns, or say less precisely what they hold
    rules: General publication (general-publication 2026.11)
    ----- stderr -----
    ");
}

#[test]
fn what_stays_is_shown_with_all() {
    let desk = Desk::default().with("公示.txt", NOTICE);
    assert!(!desk.run("check 公示.txt").out().contains("landline"));
    assert!(desk.run("check 公示.txt --all").out().contains("保留[landline]"));
}

#[test]
fn carets_stand_under_wide_characters() {
    let out =
        Desk::default().with("a.txt", "住户联系电话：13800012001（微信同号）\n").run("check a.txt").out();
    let line = out.lines().position(|line| line.contains("1 | ")).unwrap();
    let [source, carets] = [line, line + 1].map(|at| out.lines().nth(at).unwrap());
    let width = |text: &str| text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
    assert_eq!(
        width(source.split_once("1***").unwrap().0),
        width(carets.split_once('^').unwrap().0),
        "{out}"
    );
}

#[test]
fn many_findings_are_counted_by_kind_and_column() {
    let rows: String = (0..200).map(|nth| format!("王建坪,138{:08}\n", 12_001 + nth)).collect();
    let desk = Desk::default().with("a.csv", format!("姓名,手机\n{rows}"));
    let out = desk.run("check a.csv").out();
    assert_eq!(out.matches("发现[").count(), 20, "{out}");
    assert!(out.contains("另有 380 处未逐一列出"), "{out}");
    assert!(out.contains("手机号码，B 列：190") && out.contains("姓名，A 列：190"), "{out}");
    assert_eq!(desk.run("check a.csv --all").out().matches("发现[").count(), 400);
}

#[test]
fn json_lines_hold_a_finding_each_and_a_summary() {
    let desk = Desk::default().with("名单.csv", LIST);
    assert_snapshot!(desk.run("check 名单.csv --format jsonl").out(), @r#"
    {"path":"名单.csv","part":"A2","line":2,"column":1,"start":13,"end":16,"kind":"person","confidence":"high","score":93,"role":"citizen","weak":false,"action":"star-name","preview":"王　*","evidence":["column-heading","surname"],"fingerprint":"0febe2a1e453c627a6adc1ba6c085437"}
    {"path":"名单.csv","part":"B2","line":2,"column":5,"start":17,"end":35,"kind":"resident-id","confidence":"high","score":95,"role":"unknown","weak":false,"action":"mask","preview":"330***************","evidence":["checksum-holds","region-known","date-valid","column-heading"],"fingerprint":"dc654e52f004a104cef60f3ec8da0aba"}
    {"path":"名单.csv","part":"C2","line":2,"column":24,"start":36,"end":47,"kind":"mobile","confidence":"high","score":95,"role":"unknown","weak":false,"action":"mask","preview":"1**********","evidence":["prefix-known","column-heading"],"fingerprint":"192b9fd5f8c3cd4f9498906450596216"}
    {"summary":{"tool":{"name":"yinmo","version":"0.1.0"},"profile":{"name":"general-publication","version":"2026.11","audience":null,"fingerprint":"3b0b70aef88ed2eef84432270b28cc4479b67f7f055c253f0492e54b6f543e38"},"files":{"read":1,"skipped":[],"failed":[]},"findings":{"total":3,"by_kind":{"mobile":{"mask":1},"person":{"star-name":1},"resident-id":{"mask":1}},"by_action":{"mask":2,"star-name":1}},"verdicts":{"needs-masking":1},"documents":[{"path":"名单.csv","verdict":"needs-masking","format":"csv","bytes":74,"anonymity":{"k":20,"met":false,"lists":1,"lists_not_assessed":0,"rows":1,"classes":1,"smallest_class":1,"rows_below_k":1,"columns":[2],"message":"1 行中，公开内容相同的最少只有 1 行，不足 20 行的共 1 行（比对 B 列）"},"gbt_42460_level":{"level":1,"message":"1 级：仍有直接标识（姓名，包括加星和“某”，或号码），属于遮盖，不是去标识化"}}],"exit_code":1}}
    "#);
}

#[test]
fn json_keys_are_permanent() {
    let desk = Desk::default().with("a.txt", NOTICE).with("b.txt", "身份证号：33010619210203121*\n");
    let records = lines(&desk.run("check a.txt b.txt --format jsonl").out());
    let keys: Vec<&str> = records[0].as_object().unwrap().keys().map(String::as_str).collect();
    let mut expected = vec![
        "path",
        "part",
        "line",
        "column",
        "start",
        "end",
        "kind",
        "confidence",
        "score",
        "role",
        "weak",
        "action",
        "preview",
        "evidence",
        "model_score",
        "fingerprint",
    ];
    expected.sort_unstable();
    assert_eq!(keys, expected);
    let weak = records.iter().find(|record| record["weak"] == true).unwrap();
    assert_eq!(weak["candidates"], 1);
    let kept = records.iter().find(|record| record["kind"] == "landline").unwrap();
    assert_eq!((&kept["action"], &kept["role"]), (&"keep".into(), &"organisation".into()));
}

#[test]
fn offsets_count_code_points_from_the_start_of_the_text() {
    let text = "𠮷某，电话：13800012001\r\n𠮷，电话：13800012002\n";
    let desk = Desk::default().with("a.txt", text).with("b.csv", format!("说明\n{text}"));
    let records = lines(&desk.run("check a.txt b.csv --format jsonl").out());
    let characters: Vec<char> = text.chars().collect();
    let found: Vec<String> = records
        .iter()
        .filter(|record| record["path"] == "a.txt" && record["kind"] == "mobile")
        .map(|record| {
            let [start, end] =
                ["start", "end"].map(|key| usize::try_from(record[key].as_u64().unwrap()).unwrap());
            characters[start..end].iter().collect()
        })
        .collect();
    assert_eq!(found, ["13800012001", "13800012002"]);
    let second = records
        .iter()
        .filter(|record| record["path"] == "a.txt" && record["kind"] == "mobile")
        .nth(1)
        .unwrap();
    assert_eq!((second["line"].as_u64(), second["column"].as_u64()), (Some(2), Some(6)));
}

#[test]
fn the_json_document_holds_the_same() {
    let desk = Desk::default().with("a.txt", NOTICE).with("b.csv", LIST).with("c.pdf", "%PDF-1.7");
    let json: Value = serde_json::from_str(&desk.run("check . --format json").out()).unwrap();
    let mut jsonl = lines(&desk.run("check . --format jsonl").out());
    let last = jsonl.pop().unwrap();
    assert_eq!(json["findings"], Value::Array(jsonl));
    assert_eq!(json["summary"], last["summary"]);
    let nothing: Value = serde_json::from_str(&desk.run("check c.pdf --format json").out()).unwrap();
    assert_eq!(nothing["findings"], Value::Array(Vec::new()));
}

#[test]
fn the_summary_counts_what_was_found() {
    let desk = Desk::default().with("a.txt", NOTICE).with("b.csv", LIST);
    let report: Value = serde_json::from_str(&desk.run("check a.txt b.csv --format json").out()).unwrap();
    let summary = &report["summary"];
    assert_eq!(summary["files"]["read"], 2);
    assert_eq!(summary["findings"]["by_kind"]["resident-id"]["mask"], 2);
    assert_eq!(summary["findings"]["by_kind"]["landline"]["keep"], 1);
    assert_eq!(summary["findings"]["total"], report["findings"].as_array().unwrap().len());
    assert_eq!(summary["verdicts"]["needs-masking"], 2);
    assert_eq!(summary["profile"]["name"], "general-publication");
    assert_eq!(summary["profile"]["fingerprint"].as_str().unwrap().len(), 64);
    assert_eq!(summary["tool"]["name"], "yinmo");
    assert_eq!(summary["exit_code"], 1);
}

#[test]
fn columns_and_exposed_rows_are_reported() {
    let list = "姓名,身份证号,出生日期,健康状况,备注\n王建坪,330106190102030017,1901年2月3日,良好,独居\n";
    let desk = Desk::default().with("a.csv", list);
    let report: Value = serde_json::from_str(&desk.run("check a.csv --format json").out()).unwrap();
    let columns = report["summary"]["documents"][0]["columns"].as_array().unwrap();
    let noted: Vec<(&str, &str)> = columns
        .iter()
        .map(|column| (column["heading"].as_str().unwrap(), column["action"].as_str().unwrap()))
        .collect();
    assert!(noted.contains(&("健康状况", "drop-column")) && noted.contains(&("备注", "review")), "{noted:?}");
    let text = desk.run("check a.csv").out();
    assert!(text.contains("健康状况  删除") && text.contains("备注      须人工复核"), "{text}");
}

#[test]
fn mask_says_what_it_wrote() {
    let desk = Desk::default().with("公示.txt", NOTICE).with("名单.csv", LIST);
    assert_snapshot!(desk.run("mask 公示.txt 名单.csv -O 公开"), @"
    exit code: 0
    ----- stdout -----
    公示.txt → 公开/公示.txt：已脱敏
    名单.csv → 公开/名单.csv：已脱敏
    读完 2 个文件
      已脱敏  2  公示.txt、名单.csv
    发现
      居民身份证号码  遮盖 2
      手机号码        遮盖 1
      固定电话号码    保留 1
      姓名            姓名加星 2
    名单.csv：1 行中，公开内容相同的最少只有 1 行，不足 20 行的共 1 行（比对 B 列）。请少公开几列，或降低精度
    规则：一般公开 (general-publication 2026.11)
    ----- stderr -----
    ");
    assert_snapshot!(desk.text("公开/名单.csv"), @"
    姓名,身份证号,联系电话
    王　*,330106************,138******01
    ");
}

#[test]
fn a_fingerprint_is_no_function_of_the_value_alone() {
    let desk = Desk::default().with("a.txt", "电话：13800012001\n").with("b.txt", "手机：13800012001\n");
    let records = lines(&desk.run("check a.txt b.txt --format jsonl").out());
    assert_eq!(records.len(), 3);
    assert_ne!(records[0]["fingerprint"], records[1]["fingerprint"]);
}

/// Numbers with their ends, and dates of birth: what some offices ask for.
const ENDS: &str = "legal-basis = \"本市名单公示办法\"\n[kinds]\nresident-id = { mask = { prefix = 6, suffix = 4 } }\nbirth-date = \"keep\"\n";

#[test]
fn the_columns_that_give_a_number_away_are_named_with_what_helps() {
    let list = "姓名,出生日期,身份证号\n王建坪,1901-02-03,330106190102030017\n";
    let desk = Desk::default().with("a.csv", list).with("yinmo.toml", ENDS);
    let ended = desk.run("mask a.csv -O out");
    assert_eq!(ended.code, 1);
    let said = "a.csv：出生日期（B 列）与居民身份证号码（前6后4）合在一起，第 2 行只剩 1 个可能的号码，这样的共 1 行，不得公开。请删去出生日期（B 列），或号码只保留前6位";
    assert!(ended.out().contains(said), "{ended}");
    assert!(!desk.files().iter().any(|name| name.starts_with("out/a")), "nothing is written");
    let report: Value = serde_json::from_str(&desk.run("check a.csv --format json").out()).unwrap();
    let exposed = &report["summary"]["documents"][0]["exposed"];
    assert_eq!((&exposed["number"], &exposed["fewest_candidates"]), (&"resident-id".into(), &1.into()));
    assert_eq!(exposed["beside"], serde_json::json!(["birth-date"]));
    let english = desk.run("check a.csv --lang en").out();
    assert!(
        english.contains("the date of birth (column B) together with the first 6 and last 4"),
        "{english}"
    );
}

#[test]
fn files_that_give_a_number_away_together_are_both_named() {
    let numbers = "姓名,身份证号\n王建坪,330106190102030017\n";
    let births = "序号,姓名,出生日期\n1,赵玉梵,1952-03-04\n2,王建坪,1901-02-03\n";
    let desk = Desk::default().with("a.csv", numbers).with("b.csv", births).with("yinmo.toml", ENDS);
    let ended = desk.run("mask a.csv b.csv -O out");
    assert_eq!(ended.code, 1);
    let said =
        "b.csv：与“a.csv”合看（身份证号码、出生日期），第 3 行与其第 2 行的同一人只剩 1 个可能的身份证号码";
    assert!(ended.out().contains(said), "{ended}");
    let written: Vec<String> = desk.files().into_iter().filter(|name| name.starts_with("out/")).collect();
    assert_eq!(written, ["out/a.csv"]);
    let report: Value = serde_json::from_str(&desk.run("check a.csv b.csv --format json").out()).unwrap();
    let together = &report["summary"]["documents"][1]["together"];
    assert_eq!((&together["other"], &together["other_row"]), (&"a.csv".into(), &2.into()));
    assert_eq!(together["assessed"], true);
}

#[test]
fn a_review_says_how_grave_it_is_and_what_would_fit() {
    let desk = Desk::default().with("低保名单.csv", LIST).with("a.txt", NOTICE);
    let text = desk.run("check 低保名单.csv a.txt --profile review-only").out();
    assert!(text.contains("按法释〔2017〕10号计：证件、健康、通信等"), "{text}");
    assert!(text.contains("低保名单.csv：宜用规则 social-assistance-notice"), "{text}");
    assert!(text.contains("a.txt：宜用规则 general-publication"), "{text}");
    let report: Value =
        serde_json::from_str(&desk.run("check a.txt --profile review-only --format json").out()).unwrap();
    let summary = &report["summary"];
    let classes: Vec<&str> =
        summary["severity"].as_array().unwrap().iter().map(|of| of["class"].as_str().unwrap()).collect();
    assert_eq!(classes, ["grave", "serious", "ordinary"]);
    assert_eq!(
        (&summary["severity"][1]["threshold"], &summary["severity"][1]["threshold_on_duty"]),
        (&500.into(), &250.into())
    );
    assert_eq!(summary["documents"][0]["fitting_profile"], "general-publication");
    let other: Value = serde_json::from_str(&desk.run("check a.txt --format json").out()).unwrap();
    assert!(
        other["summary"]["severity"].is_null()
            && other["summary"]["documents"][0]["fitting_profile"].is_null()
    );
}
