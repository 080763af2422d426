//! GitLab's report on code quality, as its documentation describes it.

use std::collections::HashSet;

use serde_json::Value;
use yinmo_tests::program::Desk;

use super::{desk, report};

/// The issues of a report, each with all that GitLab asks for.
fn issues(report: &str) -> Vec<Value> {
    assert!(!report.starts_with('\u{FEFF}'), "GitLab reads no byte order mark");
    let issues: Vec<Value> = serde_json::from_str(report).expect("an array");
    for issue in &issues {
        let text = |value: &Value| value.as_str().map(str::to_owned).filter(|text| !text.is_empty());
        for key in ["description", "check_name", "fingerprint"] {
            assert!(text(&issue[key]).is_some(), "{key}: {issue}");
        }
        let severity = text(&issue["severity"]).expect("a severity");
        assert!(["info", "minor", "major", "critical", "blocker"].contains(&severity.as_str()), "{issue}");
        let path = text(&issue["location"]["path"]).expect("a path");
        assert!(!path.starts_with("./") && !path.starts_with('/'), "{issue}");
        assert!(issue["location"]["lines"]["begin"].as_u64().is_some_and(|line| line > 0), "{issue}");
    }
    let fingerprints: HashSet<&str> =
        issues.iter().filter_map(|issue| issue["fingerprint"].as_str()).collect();
    assert_eq!(fingerprints.len(), issues.len(), "fingerprints are unique");
    issues
}

#[test]
fn issues_are_as_documented() {
    let desk = desk();
    for arguments in ["check in", "check ./in --lang en", "mask in -O out", "check in/扫描.pdf 没有.txt"]
    {
        assert!(!issues(&report(&desk, arguments, "gitlab")).is_empty(), "{arguments}");
    }
    assert!(issues(&report(&desk, "check in/公示期.md", "gitlab")).is_empty());
}

#[test]
fn lines_and_severities_are_those_of_the_findings() {
    let issues = issues(&report(&desk(), "check in", "gitlab"));
    let of = |path: &str, check: &str| {
        let is_it = |issue: &&Value| issue["location"]["path"] == path && issue["check_name"] == check;
        let issue = issues.iter().find(is_it).unwrap_or_else(|| panic!("{path} {check}"));
        (
            issue["location"]["lines"]["begin"].as_u64().unwrap(),
            issue["severity"].as_str().unwrap().to_owned(),
        )
    };
    assert_eq!(of("in/公示.txt", "mobile"), (3, "critical".to_owned()));
    assert_eq!(of("in/孤儿.csv", "must-not-publish"), (1, "blocker".to_owned()));
    assert_eq!(of("in/扫描.pdf", "not-inspected"), (1, "critical".to_owned()));
}

/// Files that are the same, and files whose names are the same once what they say of people is hidden.
#[test]
fn fingerprints_are_unique_over_all_files() {
    let same = "电话：13800012001\n";
    let desk = Desk::default()
        .with("in/a.txt", same)
        .with("in/b.txt", same)
        .with("in/13800012001.txt", same)
        .with("in/13900012001.txt", same);
    assert_eq!(issues(&report(&desk, "check in", "gitlab")).len(), 6);
}
