//! A gate over a change reports exactly the lines that came in.

use std::collections::BTreeSet;

use yinmo_tests::repository::Repository;

const LINES: usize = 40;

/// A line that has somebody's number in it, another on each line.
fn personal(nth: usize) -> String {
    format!("第{nth}户，电话13800{:06}", 12_000 + nth)
}

/// The lines with findings that count, by file.
fn found(repository: &Repository, range: &str) -> BTreeSet<(String, u64)> {
    let ended = repository.0.run(&format!("check --format json --diff {range}"));
    let report: serde_json::Value = serde_json::from_str(&ended.out()).unwrap_or_else(|_| panic!("{ended}"));
    let findings = report["findings"].as_array().unwrap();
    let counted: BTreeSet<_> = findings
        .iter()
        .filter(|finding| finding.get("waived").is_none())
        .map(|finding| (finding["path"].as_str().unwrap().to_owned(), finding["line"].as_u64().unwrap()))
        .collect();
    assert_eq!(ended.code, i32::from(!counted.is_empty()), "{ended}");
    counted
}

/// What git says came in: `+` lines of a diff without context, by their numbers.
fn by_git(repository: &Repository, range: &str) -> BTreeSet<(String, u64)> {
    let diff = repository.git(&format!("diff -U0 --text --no-color --no-prefix -M {range}"));
    let (mut lines, mut path, mut next) = (BTreeSet::new(), String::new(), 0);
    for line in diff.lines() {
        if let Some(name) = line.strip_prefix("+++ ") {
            name.clone_into(&mut path);
        } else if let Some(hunk) = line.strip_prefix("@@ ") {
            let added = hunk.split(' ').nth(1).unwrap().trim_start_matches('+');
            next = added.split(',').next().unwrap().parse().unwrap();
        } else if line.starts_with('+') {
            lines.insert((path.clone(), next));
            next += 1;
        }
    }
    lines
}

#[test]
fn exactly_the_lines_that_came_in_are_reported() {
    let repository = Repository::default();
    let old: Vec<String> = (1..=LINES).map(personal).collect();
    let mut new = old.clone();
    new[4] = personal(104);
    new.insert(20, personal(120));
    new.remove(30);
    new.extend([personal(140), personal(141)]);
    let write = |lines: &[String]| {
        repository.0.put("lf.txt", lines.join("\n") + "\n");
        repository.0.put("crlf.txt", lines.join("\r\n") + "\r\n");
        repository.0.put("list.csv", format!("序号\n{}\n", lines.join("\n")));
        repository.0.put(
            "list.jsonl",
            lines.iter().map(|line| format!("{{\"备注\":\"{line}\"}}\n")).collect::<String>(),
        );
    };
    write(&old);
    repository.0.put("moved.txt", old.join("\n") + "\n");
    repository.0.put("kept.txt", old.join("\n"));
    repository.commit();
    write(&new);
    repository.git("mv moved.txt other.txt");
    repository.0.put("other.txt", new.join("\n") + "\n");
    repository.git("mv kept.txt renamed.txt");
    repository.0.put("new.txt", personal(1));
    repository.commit();
    let expected = by_git(&repository, "HEAD~1 HEAD");
    assert_eq!(expected.iter().filter(|(path, _)| path == "lf.txt").count(), 4);
    assert_eq!(found(&repository, "HEAD~1..HEAD"), expected);
}

#[test]
fn lines_of_other_encodings_are_told_as_well() {
    let repository = Repository::default();
    let text = |middle: &str| format!("{}\r\n{middle}{}\r\n", personal(1), personal(2));
    let utf_16 =
        |text: &str| format!("\u{FEFF}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let gb = |text: &str| encoding_rs::GB18030.encode(text).0.into_owned();
    let write = |text: &str| {
        repository.0.put("gb.txt", gb(text));
        repository.0.put("utf16.txt", utf_16(text));
        repository.0.put("cr.txt", text.replace("\r\n", "\r"));
    };
    write(&text(""));
    repository.commit();
    write(&text(&format!("{}\r\n", personal(3))));
    repository.commit();
    let expected = ["cr.txt", "gb.txt", "utf16.txt"].map(|name| (name.to_owned(), 2));
    assert_eq!(found(&repository, "HEAD~1..HEAD"), BTreeSet::from(expected));
}
