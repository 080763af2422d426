//! Every folder in `fixtures/` that holds an `input.*` is a case: what is found in it, and what is written.
//! `UPDATE=1` rewrites the expectations for review.

use std::fs;
use std::path::{Path, PathBuf};

use yinmo_tests::program::{Desk, Ended, repository};

#[test]
fn every_case_is_found_and_masked_as_expected() {
    let cases = cases();
    assert!(cases.len() >= 9, "the cases are gone");
    let failures: Vec<String> = cases.iter().flat_map(Case::differences).collect();
    assert!(failures.is_empty(), "{}\nUPDATE=1 rewrites what is expected", failures.join("\n"));
}

#[test]
fn masking_what_was_masked_changes_nothing() {
    for case in cases() {
        let Some(expected) = case.expected() else { continue };
        let desk = case.desk_with(&expected);
        desk.run(&format!("mask {} -O out", case.input));
        assert_eq!(desk.read(&format!("out/{}", case.input)), expected, "{}", case.folder.display());
    }
}

#[test]
fn what_was_masked_is_clean() {
    for case in cases() {
        let Some(expected) = case.expected() else { continue };
        let desk = case.desk_with(&expected);
        let masked_again = desk.run(&format!("check {} --format jsonl", case.input)).out();
        let to_mask = masked_again.lines().filter(|line| line.contains("\"action\":\"mask\""));
        let visible = to_mask.filter(|line| !line.contains("\"weak\":true"));
        assert_eq!(visible.count(), 0, "{}", case.folder.display());
    }
}

struct Case {
    folder: PathBuf,
    /// `input.csv`.
    input: String,
}

fn cases() -> Vec<Case> {
    let folders = fs::read_dir(repository().join("fixtures")).expect("fixtures/");
    let mut folders: Vec<PathBuf> =
        folders.map(|entry| entry.expect("readable").path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders.into_iter().filter_map(|folder| Some(Case { input: input_in(&folder)?, folder })).collect()
}

fn input_in(folder: &Path) -> Option<String> {
    let entries = fs::read_dir(folder).expect("readable").map(|entry| entry.expect("readable").file_name());
    entries.map(|name| name.to_string_lossy().into_owned()).find(|name| name.starts_with("input."))
}

impl Case {
    /// A desk with the configuration of the case and this content instead of its input.
    fn desk_with(&self, content: &[u8]) -> Desk {
        let desk = Desk::default().with(&self.input, content);
        if let Ok(config) = fs::read(self.folder.join("yinmo.toml")) {
            desk.put("yinmo.toml", config);
        }
        desk
    }

    /// What is written for the case; nothing if it must not be written.
    fn expected(&self) -> Option<Vec<u8>> {
        fs::read(self.folder.join(self.input.replace("input", "expected"))).ok()
    }

    fn differences(&self) -> Vec<String> {
        let desk = self.desk_with(&fs::read(self.folder.join(&self.input)).expect("readable"));
        let checked = desk.run(&format!("check {} --format jsonl", self.input));
        let masked = desk.run(&format!("mask {} -O out", self.input));
        let written = fs::read(desk.path().join("out").join(&self.input)).ok();
        let output = self.input.replace("input", "expected");
        [
            self.compare("findings.jsonl", Some(findings(&checked).into_bytes())),
            self.compare(
                "exit.txt",
                Some(format!("check {}\nmask {}\n", checked.code, masked.code).into_bytes()),
            ),
            self.compare(&output, written),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// Compares with the file `name` of the case, or rewrites it.
    fn compare(&self, name: &str, actual: Option<Vec<u8>>) -> Option<String> {
        let path = self.folder.join(name);
        let expected = fs::read(&path).ok();
        if expected == actual {
            return None;
        }
        if std::env::var_os("UPDATE").is_none() {
            let [expected, actual] = [expected, actual]
                .map(|bytes| String::from_utf8_lossy(&bytes.unwrap_or_default()).into_owned());
            return Some(format!("{}:\n--- expected\n{expected}\n--- actual\n{actual}", path.display()));
        }
        match actual {
            Some(bytes) => fs::write(&path, bytes).expect("writable"),
            None => fs::remove_file(&path).expect("removable"),
        }
        None
    }
}

/// Every line but the summary. How sure a finding is in per cent is left out: it shifts a little whenever the model is
/// trained anew.
fn findings(checked: &Ended) -> String {
    checked
        .out()
        .lines()
        .filter(|line| !line.starts_with("{\"summary\""))
        .map(|line| without(&without(line, "score"), "model_score") + "\n")
        .collect()
}

/// A JSON object without the number that is called `key`, which is never its last.
fn without(object: &str, key: &str) -> String {
    let Some((before, rest)) = object.split_once(&format!("\"{key}\":")) else { return object.to_owned() };
    let (_, after) = rest.split_once(',').expect("a key follows");
    [before, after].concat()
}
