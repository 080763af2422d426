//! No report holds a value that is planted in a fixture, whole or as digits alone.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use memchr::memmem;
use serde_json::Value;
use yinmo::finding::Role;
use yinmo::kind::Group;
use yinmo::{Item, Pipeline, Source};
use yinmo_tests::program::{Desk, repository};

use super::reports;

/// Fails if a report on the files in `in/` holds one of the values. All of them are found if lines are to be shown.
fn search(desk: &Desk, values: &BTreeSet<String>, shows_lines: bool, from: &str) {
    desk.put("reports/.keep", "");
    for arguments in ["check in", "mask in -O out"] {
        for (format, report) in reports(desk, arguments).1 {
            let views = [&report, &decoded(&report)].map(|text| folded(text));
            let digits = views[1].bytes().filter(u8::is_ascii_digit).collect::<Vec<u8>>();
            let holds = |value: &&String| {
                let value = folded(value);
                let number: Vec<u8> = value.bytes().filter(u8::is_ascii_digit).collect();
                views.iter().any(|view| memmem::find(view.as_bytes(), value.as_bytes()).is_some())
                    || (number.len() >= 11 && memmem::find(&digits, &number).is_some())
            };
            let held = values.iter().filter(|_| format != "text" || shows_lines).find(holds);
            assert!(held.is_none(), "{from}: {arguments} -f {format} holds {held:?}");
        }
    }
}

/// Half width, without what may stand between the digits of a number.
fn folded(text: &str) -> String {
    let half = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        c => c,
    };
    text.chars().map(half).filter(|c| !c.is_whitespace() && *c != '-').collect()
}

/// The text with `%E5` resolved, as addresses hold it.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let hex = |at: usize| u8::from_str_radix(std::str::from_utf8(bytes.get(at + 1..at + 3)?).ok()?, 16).ok();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let byte = if bytes[at] == b'%' { hex(at) } else { None };
        out.push(byte.unwrap_or(bytes[at]));
        at += if byte.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// More than a surname, and nothing that is masked already.
fn tells(value: &str) -> bool {
    !value.contains(['*', '×', '某']) && value.chars().filter(|c| c.is_alphanumeric()).count() > 2
}

/// What the folders of cases hold: the values that yinmo finds in them, looked up in the files by their places.
#[test]
fn cases() {
    let pipeline = Pipeline::default();
    let folders = fs::read_dir(repository().join("fixtures")).expect("fixtures/");
    let mut all = 0;
    for folder in folders.map(|entry| entry.expect("readable").path()) {
        if folder.file_name().is_some_and(|name| name == "quality") {
            continue;
        }
        let desk = Desk::default();
        let mut values = BTreeSet::new();
        for path in fs::read_dir(&folder).expect("readable").map(|entry| entry.expect("readable").path()) {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            let bytes = fs::read(&path).expect("readable");
            match name.as_str() {
                "yinmo.toml" => desk.put(&name, bytes),
                _ if name.starts_with("expected") || name.starts_with("findings") || name == "exit.txt" => {}
                _ => {
                    values.extend(found(&pipeline, &path));
                    desk.put(&format!("in/{name}"), bytes);
                }
            }
        }
        all += values.len();
        search(&desk, &values, true, &folder.display().to_string());
    }
    assert!(all > 100, "only {all} values");
}

/// The personal values that are found in a text file.
fn found(pipeline: &Pipeline, path: &Path) -> Vec<String> {
    let mut items: Vec<Item> = Vec::new();
    pipeline.check(Source::File(path), &mut items).expect("no fault");
    let bytes = fs::read(path).expect("readable");
    let utf8 = std::str::from_utf8(&bytes).is_ok();
    let charset = if utf8 { encoding_rs::UTF_8 } else { encoding_rs::GB18030 };
    let text: Vec<char> = charset.decode(&bytes).0.chars().collect();
    let personal = |item: &&Item| {
        matches!(item.kind.group(), Group::Identifier | Group::Person)
            && !matches!(item.role, Role::Official | Role::Organisation)
            && !item.is_kept()
            && item.line > 0
    };
    let value = |item: &Item| text[item.start..item.end].iter().collect::<String>();
    items.iter().filter(personal).map(value).filter(|value| tells(value)).collect()
}

/// What is planted in the files of offices.
#[test]
fn files_of_offices() {
    for variant in ["a", "b"] {
        let folder = repository().join("tests/office/fixtures").join(variant);
        let desk = Desk::default();
        let mut values = BTreeSet::new();
        for path in fs::read_dir(&folder).expect("readable").map(|entry| entry.expect("readable").path()) {
            let (name, bytes) =
                (path.file_name().expect("a name").to_string_lossy(), fs::read(&path).expect("readable"));
            if !name.ends_with(".planted.json") {
                desk.put(&format!("in/{name}"), bytes);
                continue;
            }
            let planted: Vec<Value> = serde_json::from_slice(&bytes).expect("a manifest");
            let of = |value: &Value| value.as_str().map(str::to_owned);
            let written = planted.iter().flat_map(|planted| {
                let spellings = planted["spellings"].as_array().into_iter().flatten();
                of(&planted["value"]).into_iter().chain(spellings.filter_map(of)).collect::<Vec<_>>()
            });
            values.extend(written.filter(|value| tells(value)));
        }
        assert!(values.len() > 100, "only {} values", values.len());
        search(&desk, &values, true, variant);
    }
}

/// What is marked in the texts that quality is measured by: of each file as many as a test has time for.
#[test]
fn texts_of_known_quality() {
    const EVERY: usize = 100;
    let folder = repository().join("fixtures/quality");
    let desk = Desk::default();
    let mut values = BTreeSet::new();
    for path in fs::read_dir(folder).expect("readable").map(|entry| entry.expect("readable").path()) {
        if path.extension().is_none_or(|extension| extension != "jsonl") {
            continue;
        }
        let lines = fs::read_to_string(&path).expect("UTF-8");
        let mut document = String::new();
        for line in lines.lines().step_by(EVERY) {
            let record: Value = serde_json::from_str(line).expect("JSON");
            let text = record["text"].as_str().expect("a text");
            document += text;
            document += "\n\n";
            values.extend(marked(&record, text));
        }
        desk.put(&format!("in/{}.txt", path.file_stem().expect("a name").to_string_lossy()), document);
    }
    assert!(values.len() > 100, "only {} values", values.len());
    search(&desk, &values, false, "quality");
}

/// The numbers and people that a record names, those of offices left out.
fn marked(record: &Value, text: &str) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    let marks = ["entities", "expect"].into_iter().filter_map(|key| record[key].as_array()).flatten();
    let value = |mark: &Value| {
        let [start, end] = ["start", "end"].map(|key| usize::try_from(mark[key].as_u64()?).ok());
        let value: String = characters.get(start?..end?)?.iter().collect();
        let is_number = value.chars().filter(char::is_ascii_digit).count() >= 10;
        let is_person = mark["type"] == "PERSON" && mark["role"] != "official";
        (is_number || is_person).then_some(value)
    };
    marks.filter_map(value).filter(|value| tells(value)).collect()
}
