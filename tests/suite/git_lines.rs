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

/// The mobile numbers that count, as the report shows their place.
fn counted(repository: &Repository, range: &str) -> Vec<(String, String)> {
    let ended = repository.0.run(&format!("check --format json --diff {range}"));
    let report: serde_json::Value = serde_json::from_str(&ended.out()).unwrap_or_else(|_| panic!("{ended}"));
    let findings = report["findings"].as_array().unwrap();
    let counted: Vec<_> = findings
        .iter()
        .filter(|finding| finding["kind"] == "mobile")
        .map(|finding| ["path", "part"].map(|name| finding[name].as_str().unwrap().to_owned()).into())
        .collect();
    assert_eq!(ended.code, i32::from(!findings.is_empty()), "{ended}");
    counted
}

#[test]
fn of_pages_and_xml_the_lines_that_came_in_are_reported() {
    let repository = Repository::default();
    let line = |nth: usize| format!("<p>{}</p>\n", personal(nth));
    let page = |nths: &[usize]| {
        let lines: String = nths.iter().map(|&nth| line(nth)).collect();
        format!(
            "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>公示</title></head>\n<body>\n{lines}</body></html>\n"
        )
    };
    let feed = |nths: &[usize]| {
        let lines: String = nths.iter().map(|&nth| line(nth)).collect();
        format!("<?xml version=\"1.0\"?>\n<all>\n{lines}</all>\n")
    };
    let gb = |text: &str| encoding_rs::GBK.encode(&text.replace("utf-8", "gbk")).0.into_owned();
    let write = |nths: &[usize]| {
        repository.0.put("a.html", page(nths));
        repository.0.put("crlf.html", page(nths).replace('\n', "\r\n"));
        repository.0.put("gbk.html", gb(&page(nths)));
        repository.0.put("feed.xml", feed(nths));
    };
    write(&[1, 2, 3, 4, 5]);
    repository.commit();
    write(&[1, 2, 103, 4, 5, 106]);
    repository.commit();
    for (name, places) in [("a.html", 2), ("crlf.html", 2), ("gbk.html", 2), ("feed.xml", 2)] {
        let counted = counted(&repository, "HEAD~1..HEAD");
        let of_file: Vec<_> = counted.iter().filter(|(path, _)| path == name).collect();
        assert_eq!(of_file.len(), places, "{name}: {counted:?}");
    }
    // A page that only loses lines brings nothing in, nor one that changes beside them.
    write(&[1, 5]);
    repository.0.put("a.html", page(&[1, 2, 103, 4, 5, 106]).replace("公示", "公告"));
    repository.commit();
    assert_eq!(counted(&repository, "HEAD~1..HEAD"), []);
}

#[test]
fn a_value_over_two_lines_counts_if_either_came_in() {
    let repository = Repository::default();
    let page = |first: &str, second: &str| {
        format!("<html><body>\n<p>联系电话：{first}\n{second}</p>\n<p>{}</p>\n</body></html>\n", personal(9))
    };
    repository.0.put("a.html", page("<b>138</b>", "<i>00012001</i>"));
    repository.commit();
    for (first, second) in [("<b>138</b>", "<i>00012002</i>"), ("<b>139</b>", "<i>00012002</i>")] {
        repository.0.put("a.html", page(first, second));
        repository.commit();
        assert_eq!(counted(&repository, "HEAD~1..HEAD").len(), 1, "{first} {second}");
    }
}

#[test]
fn a_heading_of_a_page_that_came_in_makes_all_rows_count() {
    let repository = Repository::default();
    let page = |heading: &str| {
        format!(
            "<table>\n<tr><th>{heading}</th><th>序号</th></tr>\n<tr><td>330106190102030017</td><td>1</td></tr>\n</table>\n"
        )
    };
    repository.0.put("a.html", page("编码"));
    repository.commit();
    repository.0.put("a.html", page("身份证号"));
    repository.commit();
    let ended = repository.0.run("check --diff HEAD~1..HEAD");
    assert_eq!(ended.code, 1, "{ended}");
}

#[test]
fn what_must_not_be_published_stops_every_edit_but_its_removal() {
    let repository = Repository::default();
    let list = |note: &str| {
        format!(
            "孤儿基本生活费发放名单\n姓名,出生日期,金额\n王建坪,2015-03-02,1200\n李小川,2016-05-06,1200\n{note}\n"
        )
    };
    repository.0.put("名单.csv", list("甲"));
    repository.commit();
    repository.0.put("名单.csv", list("乙"));
    repository.commit();
    let ended = repository.0.run("check --diff HEAD~1..HEAD");
    assert!(ended.code == 1 && ended.out().contains("不得公开"), "{ended}");
    repository.git("rm -q 名单.csv");
    repository.git("commit -q -m x");
    assert_eq!(repository.0.run("check --diff HEAD~1..HEAD").code, 0);
}
