//! What does not count again: baselines, comments, the configuration; and what explains a finding.

use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::Duration;

use yinmo_tests::program::{Desk, command};

const KEY: &str = "yinmo-key-1:00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\n";
const LIST: &str = "姓名,电话,备注\n王建坪,13800012001,已核实\n";
const TEXT: &str = "联系人李小川，电话13800012002。\n";

fn desk() -> Desk {
    Desk::default()
        .with("站点/名单.csv", LIST)
        .with("站点/说明.txt", TEXT)
        .with("yinmo.toml", "[gate]\nbaseline = \"基线.jsonl\"\n[keys]\nfile = \"项目.key\"\n")
        .with("项目.key", KEY)
}

#[test]
fn from_a_baseline_to_what_is_new_and_what_is_gone() {
    let desk = desk();
    assert_eq!(desk.run("check 站点 --no-waivers").code, 1);
    let ended = desk.run("check 站点");
    assert!(
        ended.code == 2 && ended.err().contains("基线.jsonl"),
        "a list that is named has to be there: {ended}"
    );
    assert_eq!(desk.run("baseline create 站点").code, 2, "without a reason");
    let ended = desk.run("baseline create 站点 --reason 原有，逐步整改，王建坪13800012001");
    assert_eq!(ended.code, 0, "{ended}");
    let list = desk.text("基线.jsonl");
    for value in ["王建坪", "李小川", "13800012001", "13800012002"] {
        assert!(!list.contains(value), "{list}");
    }
    assert!(list.lines().nth(1).unwrap().starts_with("{\"path\":\"站点/名单.csv\",\"rule\":"), "{list}");
    let ended = desk.run("check 站点");
    assert!(ended.code == 0 && ended.out().contains("放行 5 处（基线 5）"), "{ended}");
    assert_eq!(desk.run("check 站点 --no-waivers").code, 1);
    let ended = desk.run("baseline create 站点 --reason 原有");
    assert!(ended.code == 2 && desk.text("基线.jsonl") == list, "{ended}");

    desk.put("站点/说明.txt", "另有邮箱test01@example.com。\n");
    let ended = desk.run("check 站点 --format jsonl");
    let counting: Vec<String> = ended
        .out()
        .lines()
        .filter(|line| line.contains("\"kind\":") && !line.contains("\"waived\":{"))
        .map(str::to_owned)
        .collect();
    assert!(ended.code == 1 && counting.len() == 1 && counting[0].contains("\"kind\":\"email\""), "{ended}");
    assert!(ended.out().contains("\"waived\":{\"by\":\"baseline\",\"reason\":\"原有，逐步整改，"), "{ended}");
    let ended = desk.run("baseline prune");
    assert!(ended.code == 0 && ended.err().contains("去掉 2 条"), "{ended}");
    let ended = desk.run("baseline show");
    assert!(ended.out().contains("站点/名单.csv") && !ended.out().contains("说明.txt"), "{ended}");
}

#[test]
fn without_a_key_the_list_is_bound_to_the_files_and_is_no_input_itself() {
    let desk = Desk::default().with("a.txt", TEXT);
    let ended = desk.run("baseline create --reason 原有");
    assert!(ended.code == 0 && ended.err().contains("没有密钥"), "{ended}");
    let ended = desk.run("check . --baseline yinmo-baseline.jsonl");
    assert!(ended.code == 0 && ended.err().contains("封签完好"), "{ended}");
    desk.put("a.txt", format!("{TEXT}\n"));
    assert_eq!(desk.run("check . --baseline yinmo-baseline.jsonl").code, 1);
    assert_eq!(desk.run("baseline prune").code, 0);
    assert_eq!(desk.text("yinmo-baseline.jsonl").lines().count(), 1);
}

#[test]
fn a_changed_entry_is_named_and_another_key_is_an_error() {
    let desk = desk();
    desk.run("baseline create 站点 --reason 原有");
    let list = desk.text("基线.jsonl");
    desk.put("基线.jsonl", list.replacen("原有", "另有", 1));
    let ended = desk.run("check 站点");
    assert!(ended.code == 1 && ended.err().contains("基线.jsonl:2"), "{ended}");
    desk.put("基线.jsonl", &list);
    desk.put("别的.key", KEY.replace("00112233", "33221100"));
    let ended = desk.run("check 站点 --key-file 别的.key");
    assert!(ended.code == 2 && ended.err().contains("另一把密钥"), "{ended}");
    desk.put("yinmo.toml", "");
    assert_eq!(desk.run("check 站点 --baseline 基线.jsonl").code, 2, "without the key");
    assert_eq!(desk.run("mask 站点 -O 出").code, 1, "masking takes no notice, and the remarks wait");
    assert!(!desk.text("出/说明.txt").contains("13800012002"));
}

#[test]
fn comments_and_what_is_wrong_with_them_are_listed() {
    let desk = Desk::default()
        .with("a.md", "<!-- yinmo:allow[mobile] 值班电话 until 2099-12-31 -->\n电话：13800012001\n")
        .with("b.md", "<!-- yinmo:allow[moblie] 值班电话 -->\n")
        .with("c.md", "<!-- yinmo:allow[mobile] 值班电话 until 2020-12-31 -->\n电话：13800012001\n");
    let ended = desk.run("check a.md");
    assert!(
        ended.code == 0 && ended.out().contains("a.md:1：文件中注明，值班电话，至 2099-12-31：mobile 1"),
        "{ended}"
    );
    let ended = desk.run("check b.md --fail-on high");
    assert!(
        ended.code == 1
            && ended.out().contains("b.md:1:6：放行的第 1 个代号不存在，未采用。是否应为 mobile？"),
        "{ended}"
    );
    let ended = desk.run("check c.md");
    assert!(ended.code == 1 && ended.out().contains("放行已到期，重新计入 1 处"), "{ended}");
    let ended = desk.run("check a.md --all");
    assert!(ended.out().contains("放行：文件中注明"), "{ended}");
    assert!(!ended.out().contains("13800012001"));
}

#[test]
fn a_finding_and_a_rule_are_explained() {
    let desk = Desk::default().with("a.txt", "电话13800012001。\n");
    let json = desk.run("check a.txt --format jsonl").out();
    let id = json.split("\"fingerprint\":\"").nth(1).unwrap()[..32].to_owned();
    let ended = desk.run(&format!("explain {id} a.txt"));
    assert!(
        ended.code == 0 && ended.out().contains("a.txt:1:3") && ended.out().contains("yinmo:allow[mobile]"),
        "{ended}"
    );
    assert!(!ended.out().contains("13800012001"));
    assert_eq!(desk.run(&format!("explain {id}")).code, 2);
    assert_eq!(desk.run("explain 00000000000000000000000000000000 a.txt").code, 2);
    assert_eq!(desk.run("explain mobile").out(), desk.run("rules mobile").out());
}

#[test]
fn what_lets_a_finding_pass_is_part_of_its_explanation() {
    let desk = desk();
    desk.run("baseline create 站点 --reason 原有 --until 2099-12-31");
    let json = desk.run("check 站点/说明.txt --no-waivers --format jsonl").out();
    let line = json.lines().find(|line| line.contains("\"kind\":\"mobile\"")).unwrap();
    let id = line.split("\"fingerprint\":\"").nth(1).unwrap()[..32].to_owned();
    let ended = desk.run(&format!("explain {id} 站点"));
    assert!(ended.code == 0 && ended.out().contains("放行：基线，原有，至 2099-12-31"), "{ended}");
    assert!(!ended.out().contains("怎么办"), "{ended}");
    // A list that is named, and one that cannot be used.
    std::fs::rename(desk.path().join("基线.jsonl"), desk.path().join("别的.jsonl")).unwrap();
    let ended = desk.run(&format!("explain {id} 站点"));
    assert!(ended.code == 0 && ended.err().contains("未看基线"), "{ended}");
    assert!(ended.out().contains("怎么办") && !ended.out().contains("放行："), "{ended}");
    let ended = desk.run(&format!("explain {id} 站点 --baseline 别的.jsonl"));
    assert!(ended.out().contains("放行：基线，原有，至 2099-12-31"), "{ended}");
    // What is over says so.
    let over = "<!-- yinmo:allow[mobile] 值班电话 until 2020-12-31 -->\n电话：13800012001\n";
    let desk = Desk::default().with("a.md", over);
    let json = desk.run("check a.md --format jsonl").out();
    let id = json.split("\"fingerprint\":\"").nth(1).unwrap()[..32].to_owned();
    let ended = desk.run(&format!("explain {id} a.md"));
    assert!(ended.out().contains("已到期：文件中注明，值班电话，至 2020-12-31"), "{ended}");
}

#[test]
fn a_baseline_is_no_document_however_it_is_named() {
    let desk = desk();
    assert_eq!(desk.run("baseline create 站点 --reason 存量，年内清理").code, 0);
    for arguments in ["check 基线.jsonl", "check 基线.jsonl --no-waivers", "check 基线.jsonl 站点", "check ."]
    {
        let ended = desk.run(arguments);
        let expected = i32::from(arguments.ends_with("waivers 站点"));
        assert_eq!(ended.code, expected, "{arguments}: {ended}");
    }
    let ended = desk.run("check 基线.jsonl --format json");
    assert!(ended.out().contains("\"reason\": \"baseline\""), "{ended}");
    // In what people write there may be anything, and what is no code is none.
    let list = desk.text("基线.jsonl");
    for (from, to) in [
        ("存量，年内清理", "王建坪的电话是13800012001"),
        ("\"count\":1", "\"count\":13800012001"),
        ("\"rule\":\"mobile\"", "\"rule\":\"13800012001\""),
        ("\"path\":", "\"电话\":\"13800012001\",\"path\":"),
    ] {
        assert!(list.contains(from), "{from}: {list}");
        desk.put("坏.jsonl", list.replacen(from, to, 1));
        let ended = desk.run("check 坏.jsonl --no-waivers");
        assert_eq!(ended.code, 1, "{from}: {ended}");
    }
}

#[test]
fn a_list_holds_what_a_check_looks_at() {
    let repository = yinmo_tests::repository::Repository::default();
    repository.0.put("a.txt", TEXT);
    repository.0.put("vendor/b.txt", TEXT);
    repository.0.put(".yinmoignore", "vendor/\n");
    repository.commit();
    // What git keeps for itself is not looked at, nor what is excluded.
    let ended = repository.0.run("baseline create --reason 原有");
    assert_eq!(ended.code, 0, "{ended}");
    assert!(!repository.0.text("yinmo-baseline.jsonl").contains("vendor"));
    assert_eq!(repository.0.run("baseline prune").code, 0);
}

/// Starts `baseline create --force`, not to be waited for.
fn creating(desk: &Desk) -> Child {
    command(desk.path())
        .args(["baseline", "create", "站点", "--reason", "原有", "--force"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program runs")
}

#[test]
fn killed_at_any_moment_the_list_is_whole() {
    let desk = desk();
    assert_eq!(desk.run("baseline create 站点 --reason 原有").code, 0);
    let files = desk.files();
    for after in (0..160).step_by(8) {
        let mut child = creating(&desk);
        sleep(Duration::from_millis(after));
        child.kill().expect("it is ours");
        child.wait().expect("it ended");
        let ended = desk.run("baseline show");
        assert!(ended.code == 0 && ended.err().matches("未采用").count() == 0, "after {after} ms: {ended}");
        assert_eq!(ended.out().lines().count(), 6, "after {after} ms: {ended}");
    }
    assert_eq!(desk.run("check 站点").code, 0);
    let left: Vec<String> = desk.files().into_iter().filter(|name| !files.contains(name)).collect();
    assert!(left.len() <= 1, "at most the name of a file that was to be renamed: {left:?}");
}

#[test]
fn of_two_at_once_one_writes_or_both_write_the_same() {
    let desk = desk();
    let both = [creating(&desk), creating(&desk)];
    both.into_iter().for_each(|mut child| assert!(child.wait().expect("it ended").success()));
    assert_eq!(desk.run("check 站点").code, 0);
    std::fs::remove_file(desk.path().join("基线.jsonl")).unwrap();
    let codes: Vec<i32> = std::thread::scope(|scope| {
        let one = || desk.run("baseline create 站点 --reason 原有").code;
        let runs = [scope.spawn(one), scope.spawn(one)];
        runs.into_iter().map(|run| run.join().unwrap()).collect()
    });
    assert!(codes.contains(&0) && codes.iter().all(|code| [0, 2].contains(code)), "{codes:?}");
    assert_eq!(codes.iter().filter(|code| **code == 0).count(), 1, "{codes:?}");
    assert_eq!(desk.run("check 站点").code, 0);
}
