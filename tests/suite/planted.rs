//! No planted value survives: the short form of `tests/office/`, with nothing but Rust.
//!
//! The fixtures and what is planted in them come from there, and so do the rules: a value stands once in a fixture, so
//! that a survivor names its place.

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;
use yinmo::{Item, Pipeline, Source};
use yinmo_tests::program::repository;
use yinmo_tests::survivors::Views;

/// A planted value.
struct Planted {
    kind: String,
    place: String,
    /// How it may be written.
    spellings: Vec<String>,
}

fn planted(manifest: &[u8]) -> Vec<Planted> {
    let manifest: Vec<Value> = serde_json::from_slice(manifest).expect("a manifest");
    let text = |entry: &Value, key: &str| entry[key].as_str().expect(key).to_owned();
    let planted = |entry: &Value| {
        let value = text(entry, "value");
        // Of an address the street may stay, the flat not.
        let flat = value.find('幢').filter(|_| entry["kind"] == "address").map(|at| {
            let digits = value[..at].bytes().rev().take_while(u8::is_ascii_digit).count();
            value[at - digits..].to_owned()
        });
        let others = entry["spellings"].as_array().into_iter().flatten();
        let others = others.map(|spelling| spelling.as_str().expect("text").to_owned());
        let spellings = [value].into_iter().chain(others).chain(flat).collect();
        Planted { kind: text(entry, "kind"), place: text(entry, "place"), spellings }
    };
    manifest.iter().map(planted).collect()
}

fn seen<'p>(planted: &'p [Planted], bytes: &[u8]) -> Vec<&'p Planted> {
    let views = Views::of(bytes);
    planted.iter().filter(|planted| planted.spellings.iter().any(|value| views.hold(value))).collect()
}

/// What is wrong with how a fixture is checked and masked.
fn problems(pipeline: &Pipeline, name: &str) -> Vec<String> {
    let path = repository().join("tests/office/fixtures").join(name);
    let bytes = fs::read(&path).expect(name);
    let planted =
        planted(
            &fs::read(path.with_file_name(format!(
                "{}.planted.json",
                path.file_name().expect("a name").to_string_lossy()
            )))
            .expect("a manifest"),
        );
    let mut problems = Vec::new();

    // Whoever sees nothing in the original proves nothing by seeing nothing afterwards.
    let in_original = seen(&planted, &bytes).len();
    if in_original * 100 < planted.len() * LEAST_SEEN {
        problems.push(format!("only {in_original} of {} values are seen in the original", planted.len()));
    }

    let mut items: Vec<Item> = Vec::new();
    let source =
        Source::Bytes { name: path.file_name().expect("a name").to_str().expect("UTF-8"), bytes: &bytes };
    let (report, masked) = pipeline.mask_bytes(source, &mut items).expect("no fault");
    let mut missing: BTreeMap<&str, usize> = BTreeMap::new();
    planted.iter().for_each(|planted| *missing.entry(&planted.kind).or_default() += 1);
    for item in &items {
        if let Some(count) = missing.get_mut(item.kind.id()) {
            *count = count.saturating_sub(1);
        }
        if item.place.to_string().is_empty() {
            problems.push(format!("a {} without a place", item.kind.id()));
        }
    }
    let missing = missing.into_iter().filter(|(_, count)| *count > 0);
    problems.extend(missing.map(|(kind, count)| format!("{count} {kind} not found")));

    if masked.is_empty() {
        problems.push(format!("not written: {}", report.verdict));
    }
    problems.extend(seen(&planted, &masked).iter().map(|planted| format!("survives: {}", planted.place)));
    problems.iter().map(|problem| format!("{name}: {problem}")).collect()
}

/// Of a hundred planted values, how many have to be seen in a file that was not masked: some stand in records or in
/// tracked changes, which only `survivors.py` can put together.
const LEAST_SEEN: usize = 85;

fn check(names: &[&str]) {
    let pipeline = Pipeline::default();
    let problems: Vec<String> = names
        .iter()
        .flat_map(|name| ["a", "b"].map(|variant| format!("{variant}/{name}")))
        .flat_map(|name| problems(&pipeline, &name))
        .collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn documents() {
    check(&["letter.docx", "letter-embedded.docx", "letter-rarer.docx"]);
}

#[test]
fn workbooks() {
    check(&["list.xlsx", "list-embedded.xlsx", "list-rarer.xlsx"]);
}

#[test]
fn slides() {
    check(&["slides.pptx", "slides-rarer.pptx"]);
}

#[test]
fn pages_and_mails() {
    check(&["notice.html", "notice-gbk.html", "notice-gb18030.htm", "people.xml", "letter.eml", "plain.eml"]);
    check(&["page-rarer.html", "letter-rarer.eml"]);
}

#[test]
fn archives_and_fixed_layout() {
    check(&["files.zip", "list.csv.gz", "tree.tar.gz", "notice.ofd"]);
    check(&["files-rarer.zip", "tree-rarer.tar", "notice-rarer.ofd", "names.zip", "names.tar"]);
}

#[test]
fn legacy_formats() {
    check(&["letter.doc", "list.xls", "letter.wps", "list.et"]);
}
