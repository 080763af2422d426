//! The trail as an office uses it: kept while masking, verified, and made into a report.

use yinmo_tests::program::Desk;

const LIST: &str = "姓名,身份证号,联系电话\n王建坪,330106190102030017,13800012001\n";
const KEY: &str = "yinmo-key-1:000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n";
const RULES: &str = "legal-basis = \"《<办法>》第3条 & 附件\"\npublish-until = \"2099-12-31\"\n\
    [kinds]\nmobile = \"encrypt\"\nresident-id = { default = \"keep\", basis = \"名单办法<第六条>\" }\n\
    [risk]\nfloor = 0\nk = 0\n";

/// A document masked, checked and restored, with a trail of it.
fn desk() -> Desk {
    let desk = Desk::default().with("yinmo.toml", RULES).with("k.key", KEY).with("名单.csv", LIST);
    let masked = desk.run("mask 名单.csv -O out --key-file k.key --trail t.jsonl --who 社会救助科");
    assert_eq!(masked.code, 0, "{masked}");
    let why = "补发<script>核对</script>";
    let restored = desk.run(&format!(
        "restore out/名单.csv -O back --key-file k.key --trail t.jsonl --who 李某 --why {why}"
    ));
    assert_eq!(restored.code, 0, "{restored}");
    desk
}

#[test]
fn a_report_says_why_and_on_what_basis() {
    let desk = desk();
    for report in ["r.html", "r.csv"] {
        let ended = desk.run(&format!("trail export t.jsonl -o {report}"));
        assert_eq!(ended.code, 0, "{ended}");
    }
    let page = desk.text("r.html");
    for said in [
        "补发&lt;script&gt;核对&lt;/script&gt;",
        "《&lt;办法&gt;》第3条 &amp; 附件",
        "名单办法&lt;第六条&gt;",
        "2099-12-31",
        "社会救助科",
        "已还原",
    ] {
        assert!(page.contains(said), "{said}\n{page}");
    }
    assert!(!page.contains("<script") && !page.contains("<办法>"), "{page}");
    let table = desk.text("r.csv");
    let restored = table.lines().find(|line| line.contains("restore")).expect("a row");
    assert!(restored.contains("补发<script>核对</script>"), "{restored}");
    let masked = table.lines().find(|line| line.contains(",mask,")).expect("a row");
    assert!(masked.contains("《<办法>》第3条 & 附件") && masked.contains("2099-12-31"), "{masked}");
    for value in ["王建坪", "330106190102030017", "13800012001", KEY.trim_end()] {
        assert!(!page.contains(value) && !table.contains(value) && !desk.text("t.jsonl").contains(value));
    }
}

/// How many documents the bars of a month stand for, by their titles.
fn bars(page: &str, month: &str) -> Vec<String> {
    let from = page.find(&format!(">{month}</text>")).unwrap_or_else(|| panic!("{month}\n{page}"));
    let rest = &page[from..];
    let row = &rest[..rest[1..].find("font-size=\"13\">20").map_or(rest.len(), |next| next + 1)];
    let titles = row.split("<title>").skip(1).map(|rest| rest.split("</title>").next().unwrap().to_owned());
    titles.collect()
}

#[test]
fn a_year_is_counted_and_charted_month_by_month() {
    let desk = Desk::default().with("甲.txt", "王建坪，电话13800012001。\n").with("乙.txt", "公告。\n");
    for _ in 0..3 {
        assert_eq!(desk.run("mask 甲.txt 乙.txt -O out --force --trail t.jsonl").code, 0);
    }
    assert_eq!(desk.run("trail export t.jsonl -o all.html").code, 0);
    let all = desk.text("all.html");
    assert!(all.contains("共 6 份次") && all.contains("<td>已脱敏</td><td class=\"n\">3</td>"), "{all}");
    // The first two records are made those of another year: the report says that the trail was changed.
    let changed: String = desk
        .text("t.jsonl")
        .lines()
        .enumerate()
        .map(|(nth, line)| {
            let at = line.find("\"at\":\"").expect("a time") + 6;
            let month = if nth < 2 { "2025-03" } else { "2026-02" };
            format!("{}{month}{}\n", &line[..at], &line[at + 7..])
        })
        .collect();
    desk.put("t.jsonl", changed);
    let ended = desk.run("trail export t.jsonl -o y.html --from 2025-01-01 --to 2026-12-31");
    assert_eq!(ended.code, 1, "{ended}");
    let page = desk.text("y.html");
    assert!(page.contains("第 1 条"), "{page}");
    assert_eq!(bars(&page, "2025-03"), ["可以公开 1", "已脱敏 1"]);
    assert_eq!(bars(&page, "2026-02"), ["可以公开 2", "已脱敏 2"]);
    desk.run("trail export t.jsonl -o later.html --from 2026-01-01");
    let later = desk.text("later.html");
    assert!(later.contains("共 4 份次") && !later.contains("2025-03"), "{later}");
}

#[test]
fn a_byte_changed_in_any_field_is_found() {
    let desk = desk();
    let whole = desk.text("t.jsonl");
    let first = whole.lines().next().expect("a record");
    let fields: Vec<usize> = first.match_indices("\":").map(|(at, _)| at + 2).collect();
    assert!(fields.len() > 12, "{first}");
    for at in fields {
        let value = at + usize::from(first[at..].starts_with('"'));
        let mut bytes = whole.clone().into_bytes();
        bytes[value] = if bytes[value] == b'7' { b'8' } else { b'7' };
        desk.put("t.jsonl", bytes);
        let ended = desk.run("trail verify t.jsonl");
        assert_eq!(ended.code, 1, "byte {value}: {ended}");
        assert!(ended.out().contains("第 1 条"), "byte {value}: {ended}");
    }
    desk.put("t.jsonl", &whole);
    assert_eq!(desk.run("trail verify t.jsonl").code, 0);
}

#[test]
fn what_is_over_is_not_published_again_and_is_reported() {
    let desk = Desk::default().with("处罚.txt", "被处罚人：钱启明。罚款500元。\n");
    let rule = "--profile punitive-disclosure --basis 行政处罚法第四十八条 --publish-until";
    let over = desk.run(&format!("mask 处罚.txt -O out {rule} 2020-01-01"));
    assert_eq!(over.code, 2, "{over}");
    assert!(over.err().contains("2020-01-01 已过") && desk.files() == ["处罚.txt"], "{over}");
    assert_eq!(desk.run(&format!("mask 处罚.txt -O out {rule} 2099-12-31")).code, 0);
    let checked = desk.run(&format!("check out {rule} 2020-01-01"));
    assert_eq!(checked.code, 1, "{checked}");
    assert!(checked.out().contains("请撤下"), "{checked}");
    assert_eq!(desk.run(&format!("check out {rule} 2099-12-31")).code, 0);
}
