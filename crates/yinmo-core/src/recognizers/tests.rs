//! Every recognizer's own cases, and the registry.
#![allow(clippy::disallowed_methods, reason = "a test reads its own sources")]

use std::fs;
use std::path::Path;

use super::ALL;
use crate::Detector;
use crate::finding::Finding;
use crate::kind::{Group, Kind};
use crate::marked;
use crate::own::Own;

#[test]
fn every_case_of_every_recognizer_holds() {
    let detector = Detector::new();
    let mut failures = Vec::new();
    for recognizer in ALL {
        let furniture = recognizer.kind().group() == Group::Furniture;
        let on_demand = [recognizer.kind()].into_iter().collect();
        let asked =
            recognizer.is_on_demand().then(|| Detector::with_own(Own { on_demand, ..Own::default() }));
        for case in recognizer.cases().lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (text, marks) = marked::parse(case);
            let kind = recognizer.kind();
            let detector = asked.as_ref().unwrap_or(&detector);
            let found: Vec<Finding> = if furniture {
                let mut claims = detector.furniture(&text);
                claims.extend(
                    detector.claims(&text, &[]).iter().filter(|c| c.kind.group() == Group::Furniture),
                );
                claims.into_iter().filter(|claim| claim.kind == kind).map(Finding::from).collect()
            } else {
                detector.detect(&text).into_iter().filter(|f| is_about(kind, f.kind)).collect()
            };
            let agree =
                found.len() == marks.len() && marks.iter().zip(&found).all(|(mark, f)| mark.matches(f));
            if !agree {
                failures.push(format!("{kind}: {case}\n   found: {}", marked::render(&text, &found)));
            }
        }
    }
    assert!(failures.is_empty(), "{} cases fail:\n{}", failures.len(), failures.join("\n"));
}

/// A case is about identifiers or about people, each judged without the other; one about addresses, which stand beside
/// names, about them alone.
fn is_about(case: Kind, found: Kind) -> bool {
    if matches!(case, Kind::Address | Kind::Company) { found == case } else { found.group() == case.group() }
}

/// What a number is depends on the headings and on the cell beside it. Out of its table it would be nothing.
#[test]
fn tables_say_of_which_document_a_number_is() {
    let detector = Detector::new();
    for case in [
        "姓名\\t证件类型\\t证件号码\\n林某某\\t台胞证\\t[[01234567|tw-travel-permit]]\\n陈某某\\t台胞证\\t[[02345678|tw-travel-permit]]",
        "姓名\\t证件类型\\t证件号码\\n林某某\\t工作证\\t01234567\\n陈某某\\t工作证\\t02345678",
        "驾驶证档案编号\\t准驾车型\\t日期\\n[[330107223344|driver-file-no]]\\tC1\\t2019年3月\\n[[330107223345|driver-file-no]]\\tC1\\t2019年4月",
        "专业\\t学号\\n护理\\t[[202303120217|student-id]]\\n会计\\t[[202303120218|student-id]]",
        "姓名\\t个人编号\\n林某某\\t[[4205830011827|social-security-card]]",
        "姓名\\t联系方式\\n林某某\\t[[wx_test2020|wechat]]",
        "档案编号\\t事由\\t日期\\n330100654321\\t殡葬\\t2019年3月\\n330100654322\\t婚姻\\t2019年4月",
    ] {
        let (text, marks) = marked::parse(case);
        let found: Vec<Finding> =
            detector.detect(&text).into_iter().filter(|f| f.kind.group() == Group::Identifier).collect();
        let agree = found.len() == marks.len() && marks.iter().zip(&found).all(|(mark, f)| mark.matches(f));
        assert!(agree, "{case}\n   found: {}", marked::render(&text, &found));
    }
}

#[test]
fn every_recognizer_has_passing_and_failing_cases() {
    for recognizer in ALL {
        let (hits, misses): (Vec<_>, Vec<_>) =
            recognizer.cases().lines().partition(|line| line.contains("[["));
        assert!(!hits.is_empty() && !misses.is_empty(), "{} needs both", recognizer.kind());
    }
}

/// The registry lists the folders; `UPDATE=1` rewrites it.
#[test]
fn registry_is_up_to_date() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/recognizers");
    let mut names: Vec<String> = fs::read_dir(&folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("readable").path())
        .filter(|path| path.is_dir())
        .map(|path| path.file_name().expect("named").to_string_lossy().into_owned())
        .collect();
    names.sort();
    let modules: String = names.iter().map(|name| format!("mod {name};\n")).collect();
    let entries: String = names.iter().map(|name| format!("    &{name}::RECOGNIZER,\n")).collect();
    let generated = format!(
        "{modules}\n/// Every recognizer, by the name of its folder.\npub static ALL: &[&dyn Recognizer] = &[\n{entries}];\n"
    );

    let path = folder.join("mod.rs");
    let source = fs::read_to_string(&path).expect("readable");
    let marker = "recognizers` rewrites what follows.\n\n";
    let (head, current) = source.split_once(marker).expect("the marker is there");
    if current != generated && std::env::var_os("UPDATE").is_some() {
        fs::write(&path, [head, marker, &generated].concat()).expect("writable");
        return;
    }
    assert_eq!(current, generated, "run UPDATE=1 cargo test -p yinmo-core recognizers");
}
