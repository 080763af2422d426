//! Workflow commands, read as the runner of GitHub Actions reads them.

use std::collections::HashMap;

use super::{desk, report};
use yinmo_tests::program::Desk;

/// A command: its name, its properties, its message.
struct Command {
    name: String,
    properties: HashMap<String, String>,
    message: String,
}

/// Each line, which has to be a command.
fn commands(report: &str) -> Vec<Command> {
    report.lines().map(command).collect()
}

fn command(line: &str) -> Command {
    let (head, message) = line.strip_prefix("::").and_then(|rest| rest.split_once("::")).expect(line);
    let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
    let property = |property: &str| {
        let (key, value) = property.split_once('=').expect(line);
        (key.to_owned(), unescaped(&value.replace("%3A", ":").replace("%2C", ",")))
    };
    Command {
        name: name.to_owned(),
        properties: properties.split(',').map(property).collect(),
        message: unescaped(message),
    }
}

fn unescaped(text: &str) -> String {
    text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")
}

#[test]
fn commands_name_file_place_and_matter() {
    let desk = desk();
    let commands = commands(&report(&desk, "check in/公示.txt ./in/名单.csv in/扫描.pdf", "github"));
    let mobile = commands.iter().find(|of| of.message.starts_with("手机号码")).expect("a finding");
    let property = |key: &str| mobile.properties[key].as_str();
    assert_eq!(mobile.name, "error");
    assert_eq!(
        ["file", "line", "col", "endColumn", "title"].map(property),
        ["in/公示.txt", "3", "8", "19", "手机号码"]
    );
    assert_eq!(mobile.message, "手机号码 1********** → 遮盖；把握高（95%）；按该类信息的规则");
    let cell = commands.iter().find(|of| of.properties["title"] == "居民身份证号码 B2").expect("a cell");
    assert_eq!(cell.properties["file"], "in/名单.csv");
    let unread = commands.iter().find(|of| of.properties["title"] == "未检查").expect("what was not read");
    assert!(unread.name == "error" && !unread.properties.contains_key("line"));
}

#[test]
fn names_end_no_command_and_begin_none() {
    let report = report(&desk(), "check in", "github");
    let named = commands(&report)
        .into_iter()
        .any(|of| of.properties.get("file").is_some_and(|file| file == "in/a&b <i>,100%: 'x'.txt"));
    assert!(named, "{report}");
}

#[test]
fn ten_of_each_level_are_shown_and_the_rest_is_counted() {
    let lines: String = (0..40).map(|nth| format!("电话：138000{}\n", 12_001 + nth)).collect();
    let desk = Desk::default().with("a.txt", lines).with("z.pdf", "%PDF-1.7\n");
    let commands = commands(&report(&desk, "check a.txt z.pdf", "github"));
    assert_eq!(commands.iter().filter(|of| of.name == "error").count(), 10);
    // Of what was not read somebody has to hear, however much was found before.
    assert_eq!(commands[0].properties["file"], "z.pdf");
    let last = commands.last().expect("a summary");
    assert_eq!(last.name, "notice");
    assert!(
        last.message.contains("另有 31 处未标出") && last.message.contains("未读完 1 个"),
        "{}",
        last.message
    );
}
