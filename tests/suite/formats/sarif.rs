//! SARIF 2.1.0, against its official schema.

use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

use boon::{Compiler, Schemas};
use serde_json::Value;
use yinmo_tests::program::{Desk, repository};

use super::{desk, report};

/// The official schema, which `serde-sarif` ships in its sources.
fn schema() -> &'static Value {
    static SCHEMA: OnceLock<Value> = OnceLock::new();
    SCHEMA.get_or_init(|| {
        let text =
            std::fs::read_to_string(sources_of("serde-sarif").join("src/schema.json")).expect("a schema");
        serde_json::from_str(&text).expect("JSON")
    })
}

/// Where Cargo keeps the sources of a package that the lock file names.
fn sources_of(package: &str) -> PathBuf {
    let mut metadata = Command::new(env!("CARGO"));
    metadata.args(["metadata", "--format-version", "1", "--locked"]).current_dir(repository());
    let metadata = metadata.output().expect("cargo runs");
    assert!(metadata.status.success(), "{}", String::from_utf8_lossy(&metadata.stderr));
    let metadata: Value = serde_json::from_slice(&metadata.stdout).expect("JSON");
    let packages = metadata["packages"].as_array().expect("packages");
    let package = packages.iter().find(|of| of["name"] == package).expect("it is in the lock file");
    PathBuf::from(package["manifest_path"].as_str().expect("a path")).parent().expect("a folder").to_owned()
}

/// Parses a report, which has to be as the schema says, formats of addresses included.
fn valid(report: &str) -> Value {
    let report: Value = serde_json::from_str(report).expect("JSON");
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.enable_format_assertions();
    compiler.add_resource("sarif.json", schema().clone()).expect("a schema");
    let index = compiler.compile("sarif.json", &mut schemas).expect("a schema");
    let outcome = schemas.validate(&report, index).map_err(|error| format!("{error:#}"));
    assert_eq!(outcome, Ok(()));
    report
}

fn results(report: &Value) -> &Vec<Value> {
    report["runs"][0]["results"].as_array().expect("results")
}

#[test]
fn the_schema_is_the_official_one_and_refuses_what_it_should() {
    assert_eq!(schema()["title"], "Static Analysis Results Format (SARIF) Version 2.1.0 JSON Schema");
    let wrong = std::panic::catch_unwind(|| valid("{\"version\":\"2.1.0\",\"runs\":[{}]}"));
    assert!(wrong.is_err());
}

#[test]
fn reports_are_valid_whatever_was_found() {
    let desk = desk();
    for arguments in [
        "check in",
        "check in --lang en",
        "check in/公示期.md",
        "check in/扫描.pdf 没有.txt",
        "check in --profile review-only",
        "mask in -O out",
        "mask in -O out --force --profile strict",
    ] {
        valid(&report(&desk, arguments, "sarif"));
    }
    let stdin = desk.run_with("check - -f sarif", "电话：13800012001\n".as_bytes());
    assert_eq!(results(&valid(&stdin.out())).len(), 1);
}

#[test]
fn a_result_points_at_its_place_and_shows_no_text() {
    let report = valid(&report(&desk(), "check in", "sarif"));
    let run = &report["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let mobile = results(&report)
        .iter()
        .find(|result| result["ruleId"] == "mobile" && result.to_string().contains("%E5%85%AC%E7%A4%BA.txt"));
    let mobile = mobile.expect("a result");
    let place = &mobile["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "in/%E5%85%AC%E7%A4%BA.txt");
    // `𠮷` is one code point of two UTF-16 units and four bytes.
    let region = r#"{"startLine":3,"startColumn":8,"endLine":3,"endColumn":19}"#;
    assert_eq!(place["region"], serde_json::from_str::<Value>(region).unwrap());
    assert_eq!(mobile["partialFingerprints"]["yinmo/v1"].as_str().map(str::len), Some(32));
    assert_eq!(mobile["message"]["text"], "手机号码 1********** → 遮盖；把握高（95%）；按该类信息的规则");
    let rule = &run["tool"]["driver"]["rules"][mobile["ruleIndex"].as_u64().unwrap() as usize];
    assert_eq!((&rule["id"], &rule["name"]), (&"mobile".into(), &"手机号码".into()));
    assert!(!report.to_string().contains("snippet") && !report.to_string().contains("\"contents\""));
}

#[test]
fn every_rule_that_is_named_is_declared() {
    let desk = desk();
    let report = valid(&report(&desk, "check in", "sarif"));
    let rules = report["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    for result in results(&report) {
        let declared = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert_eq!(declared["id"], result["ruleId"]);
    }
    for rule in rules {
        for key in ["shortDescription", "fullDescription", "help"] {
            assert!(rule[key]["text"].as_str().is_some_and(|text| text.len() > 3), "{rule}");
        }
    }
}

#[test]
fn cells_pages_and_names_are_logical_locations() {
    let report = valid(&report(&desk(), "check in", "sarif"));
    let spots: Vec<(String, String)> = results(&report)
        .iter()
        .flat_map(|result| result["locations"][0]["logicalLocations"].as_array().cloned().unwrap_or_default())
        .map(|spot| [&spot["kind"], &spot["name"]].map(|text| text.as_str().unwrap().to_owned()))
        .map(|[kind, name]| (kind, name))
        .collect();
    for (kind, name) in
        [("cell", "B2"), ("column", "A"), ("file-name", "文件名"), ("value", "$[0][\"联系{电}话](x)\"]")]
    {
        assert!(spots.contains(&(kind.to_owned(), name.to_owned())), "{kind} {name}: {spots:?}");
    }
    let in_name = results(&report).iter().find(|result| result.to_string().contains("file-name")).unwrap();
    assert_eq!(in_name["locations"][0]["physicalLocation"]["region"], Value::Null);
}

#[test]
fn the_run_says_how_it_went_and_what_was_not_read() {
    let desk = desk();
    let checked = valid(&report(&desk, "check in", "sarif"));
    let invocation = &checked["runs"][0]["invocations"][0];
    assert_eq!((&invocation["executionSuccessful"], &invocation["exitCode"]), (&false.into(), &1.into()));
    let notified = invocation["toolExecutionNotifications"].as_array().unwrap();
    assert_eq!(notified.len(), 1, "{notified:?}");
    assert_eq!(notified[0]["descriptor"]["id"], "not-inspected");
    let rules: Vec<&Value> = results(&checked).iter().map(|result| &result["ruleId"]).collect();
    for rule in ["not-inspected", "must-not-publish", "childrens-list", "column"] {
        assert!(rules.contains(&&rule.into()), "{rule}");
    }
    assert_eq!(checked["runs"][0]["automationDetails"]["id"], "yinmo/general-publication/");
    let clean = valid(&report(&desk, "check in/公示期.md", "sarif"));
    let invocation = &clean["runs"][0]["invocations"][0];
    assert_eq!((&invocation["executionSuccessful"], &invocation["exitCode"]), (&true.into(), &0.into()));
    assert!(results(&clean).is_empty());
}

#[test]
fn what_may_stay_is_suppressed_and_says_why() {
    let allowed = "[lists]\nallow = [\"13800012001\"]\nbasis = \"公开的值班电话\"\n";
    let desk = Desk::default().with("a.txt", "电话：13800012001\n").with("yinmo.toml", allowed);
    let ended = desk.run("check a.txt -f sarif");
    let report = valid(&ended.out());
    let suppressed = &results(&report)[0]["suppressions"][0];
    assert_eq!((&suppressed["kind"], &suppressed["status"]), (&"external".into(), &"accepted".into()));
    assert_eq!(ended.code, 0, "{ended}");
}

#[test]
fn what_a_document_says_itself_is_suppressed_in_its_source() {
    let allow = "[[allow]]\nrules = [\"email\"]\nreason = \"公开的邮箱\"\n";
    let text = "电话：13800012001 <!-- yinmo:allow[mobile] 值班电话 -->\n邮箱：wang.jp@example.cn\n";
    let desk = Desk::default().with("a.md", text).with("yinmo.toml", allow);
    let ended = desk.run("check a.md -f sarif");
    let report = valid(&ended.out());
    let suppressed: Vec<(String, String, String)> = results(&report)
        .iter()
        .map(|result| {
            let of = |name: &str| result["suppressions"][0][name].as_str().unwrap().to_owned();
            (result["ruleId"].as_str().unwrap().to_owned(), of("kind"), of("justification"))
        })
        .collect();
    let expected =
        [("mobile", "inSource", "文件中注明，值班电话"), ("email", "external", "配置，公开的邮箱")];
    assert_eq!(suppressed, expected.map(|(rule, kind, why)| (rule.into(), kind.into(), why.into())));
    assert_eq!(ended.code, 0, "{ended}");
}
