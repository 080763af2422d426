//! JUnit's XML, read as CI servers read it.

use std::collections::HashSet;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{desk, report};
use yinmo_tests::program::Desk;

#[derive(Default)]
struct Suite {
    name: String,
    /// As the attributes say: tests, failures, errors, skipped.
    counts: [usize; 4],
    cases: Vec<Case>,
}

#[derive(Default)]
struct Case {
    name: String,
    classname: String,
    /// `failure` and its like, each with the type.
    outcomes: Vec<(String, String)>,
}

fn attribute(element: &BytesStart<'_>, name: &str) -> String {
    let attribute =
        element.try_get_attribute(name).expect("well-formed").unwrap_or_else(|| panic!("no {name}"));
    quick_xml::escape::unescape(&attribute.value).expect("well-formed").into_owned()
}

/// The suites of a report, which has to be well-formed, to count right, and to name no two cases alike.
fn suites(report: &str) -> Vec<Suite> {
    assert!(report.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"));
    let is_allowed = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..);
    assert!(report.chars().all(is_allowed), "a character that XML does not hold");
    let mut reader = Reader::from_str(report);
    let mut suites: Vec<Suite> = Vec::new();
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Start(element) | Event::Empty(element) => take(&element, &mut suites),
            Event::Eof => break,
            _ => {}
        }
    }
    let mut names = HashSet::new();
    for suite in &suites {
        let of = |kind: &str| {
            suite.cases.iter().filter(|case| case.outcomes.iter().any(|(name, _)| name == kind)).count()
        };
        assert_eq!(suite.counts, [suite.cases.len(), of("failure"), of("error"), 0], "{}", suite.name);
        for case in &suite.cases {
            assert!(case.outcomes.len() < 2);
            assert!(names.insert((&case.classname, &case.name)), "{} {}", case.classname, case.name);
        }
    }
    suites
}

fn take(element: &BytesStart<'_>, suites: &mut Vec<Suite>) {
    let name = AsRef::<str>::as_ref(&element.name()).to_owned();
    match name.as_str() {
        "testsuites" => {}
        "testsuite" => {
            let count = |key| attribute(element, key).parse().expect("a number");
            let counts = ["tests", "failures", "errors", "skipped"].map(count);
            suites.push(Suite { name: attribute(element, "name"), counts, cases: Vec::new() });
        }
        "testcase" => {
            let [name, classname] = ["name", "classname"].map(|key| attribute(element, key));
            let case = Case { name, classname, outcomes: Vec::new() };
            suites.last_mut().expect("a suite").cases.push(case);
        }
        "failure" | "error" => {
            assert!(!attribute(element, "message").is_empty());
            let case = suites.last_mut().and_then(|suite| suite.cases.last_mut()).expect("a case");
            case.outcomes.push((name, attribute(element, "type")));
        }
        other => panic!("<{other}> is no part of it"),
    }
}

fn of<'s>(suites: &'s [Suite], name: &str) -> &'s Suite {
    suites.iter().find(|suite| suite.name == name).unwrap_or_else(|| panic!("no suite {name}"))
}

#[test]
fn a_suite_a_document_and_a_case_for_each_thing() {
    let suites = suites(&report(&desk(), "check in", "junit"));
    assert_eq!(suites.len(), 9);
    let list = of(&suites, "in/名单.csv");
    assert_eq!((list.cases[0].name.as_str(), list.cases[0].outcomes[0].1.as_str()), ("姓名 A2", "person"));
    let clean = of(&suites, "in/公示期.md");
    assert_eq!(clean.counts, [1, 0, 0, 0]);
    let children = of(&suites, "in/孤儿.csv");
    assert!(children.cases.iter().any(|case| case.outcomes[0].1 == "childrens-list"));
    of(&suites, "in/a&b <i>,100%: 'x'.txt");
}

#[test]
fn what_was_not_read_is_an_error_and_never_skipped() {
    let suites = suites(&report(&desk(), "check in/扫描.pdf 没有.txt", "junit"));
    for name in ["in/扫描.pdf", "没有.txt"] {
        let suite = of(&suites, name);
        assert_eq!(suite.counts, [1, 0, 1, 0], "{name}");
        assert_eq!(suite.cases[0].outcomes, [("error".to_owned(), "not-inspected".to_owned())]);
    }
}

#[test]
fn names_hold_what_xml_does_not() {
    let desk = Desk::default().with("a\u{1}\u{1B}b\u{FFFF}.txt", "电话：13800012001\n");
    let ended = desk.run("check . -f junit");
    assert_eq!(suites(&ended.out())[0].name, "a\u{FFFD}\u{FFFD}b\u{FFFD}.txt");
}

#[test]
fn many_findings_are_counted() {
    let rows: String = (0..1_200).map(|nth| format!("电话：138{:08}\n", 12_001 + nth)).collect();
    let suites = suites(&report(&Desk::default().with("a.txt", rows), "check a.txt", "junit"));
    assert_eq!(suites[0].counts, [1_001, 1_001, 0, 0]);
    assert_eq!(suites[0].cases.last().unwrap().name, "另有 200 处未逐一列出");
}

#[test]
fn comparisons_are_cases_too() {
    let list = "姓名,电话,金额\n王建坪,13800012001,500\n李小川,13800012002,300\n";
    let desk = Desk::default()
        .with("原/a.csv", list)
        .with("原/b.csv", list)
        .with("原/c.csv", list)
        .with("原/d.pdf", "%PDF-1.7\n")
        .with("脱/a.csv", "姓名,电话,金额\n王某,13800012001,50\n")
        .with("脱/b.csv", "姓名,电话,金额\n王*坪,138******01,500\n李*川,138******02,300\n")
        .with("脱/d.pdf", "%PDF-1.7\n");
    let ended = desk.run("verify 原 脱 -f junit -o a.xml -f text");
    assert!(ended.out().contains("比对 4 份"), "{ended}");
    let suites = suites(&desk.text("a.xml"));
    let differing = of(&suites, "原/a.csv");
    assert!(differing.cases.iter().any(|case| case.name == "B2 手机号码" && case.outcomes[0].1 == "left"));
    assert_eq!(of(&suites, "原/b.csv").counts, [1, 0, 0, 0]);
    assert_eq!(of(&suites, "原/c.csv").cases[0].outcomes[0].1, "missing");
    assert_eq!(of(&suites, "原/d.pdf").counts, [1, 0, 1, 0]);
}
