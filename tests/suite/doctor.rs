//! `yinmo doctor`: what is fine, what to note, what will not work.

use insta::assert_snapshot;
use serde_json::Value;
use yinmo_tests::program::{Desk, command};

/// The answer about one thing: status, what, next step.
fn about(desk: &Desk, arguments: &str, id: &str) -> (i32, String, String) {
    let ended = desk.run(format!("doctor --format json {arguments}").trim_end());
    let answer: Value =
        serde_json::from_slice(&ended.stdout).unwrap_or_else(|error| panic!("{error}: {ended}"));
    assert_eq!(answer["exit_code"], ended.code);
    let checks = answer["checks"].as_array().unwrap();
    let check = checks.iter().find(|check| check["id"] == id).unwrap_or_else(|| panic!("{id}: {ended}"));
    let text = |key: &str| check[key].as_str().unwrap_or_default().to_owned();
    (ended.code, text("status"), text("what") + "|" + &text("next_step"))
}

#[test]
fn a_clean_environment_has_one_thing_to_note_each() {
    let desk = Desk::default().with("通知.txt", "公示期七天。\n");
    let out = desk.run("doctor").to_string();
    let own = |line: &&str| !line.contains("程序：") && !line.contains("git");
    let stable: Vec<&str> = out.lines().filter(own).collect();
    assert_snapshot!(stable.join("\n"), @"
    exit code: 0
    ----- stdout -----
    注意  编码：没有设置 LANG
          → 消息是 UTF-8 的，终端上可能显示为乱码；结果不受影响。可执行 export LANG=C.UTF-8
    正常  消息语言：中文（--lang en 为英文）
    正常  终端：输出不是终端，不用颜色和进度条
    正常  配置：没有 yinmo.toml，用内置规则；规则：一般公开 (general-publication 2026.11)
    正常  密钥：没有，也不是每套规则都需要
    正常  缓存：没有缓存目录（没有设置 HOME），每次都全部检查；--cache-dir 可指定
    正常  文件：1 个，共 1 MB
    正常  写入：当前目录可以写入
    没有问题，1 项注意
    ----- stderr -----
    ");
}

#[test]
fn a_configuration_that_does_not_hold_is_a_problem_with_its_place() {
    let desk = Desk::default().with("yinmo.toml", "extends = \"strct\"\n");
    let (code, status, said) = about(&desk, "", "configuration");
    assert_eq!((code, &*status), (2, "problem"));
    assert!(said.contains("strct") && said.contains("yinmo.toml:1:"), "{said}");
    let (code, status, _) = about(&desk, "--config elsewhere.toml", "configuration");
    assert_eq!((code, &*status), (2, "problem"));
}

#[test]
fn the_configuration_in_use_is_named() {
    let desk = Desk::default().with("own.toml", "extends = \"strict\"\nname = \"ours\"\nversion = \"7\"\n");
    let (code, status, said) = about(&desk, "--config own.toml", "configuration");
    assert_eq!((code, &*status), (0, "ok"));
    assert!(said.contains("own.toml") && said.contains("ours 7"), "{said}");
}

#[test]
fn what_the_rules_ask_to_be_stated_is_a_problem_until_it_is() {
    let desk = Desk::default();
    let (code, status, said) = about(&desk, "--profile punitive-disclosure", "configuration");
    assert_eq!((code, &*status), (2, "problem"));
    assert!(said.contains("依据"), "{said}");
    let stated = "--profile punitive-disclosure --basis 依据 --publish-until 2099-12-31";
    assert_eq!(about(&desk, stated, "configuration").0, 0);
}

#[test]
fn a_key_is_found_and_never_shown() {
    let desk = Desk::default();
    desk.put("yinmo.toml", "[kinds]\nmobile = \"pseudonym\"\n[keys]\nfile = \"项目.key\"\n");
    let (code, status, said) = about(&desk, "", "key");
    assert_eq!((code, &*status), (2, "problem"));
    assert!(said.contains("yinmo key new"), "{said}");
    desk.run("key new 项目.key");
    let key = desk.text("项目.key");
    let (code, status, said) = about(&desk, "", "key");
    assert_eq!((code, &*status), (0, "ok"));
    assert!(said.contains("项目.key"), "{said}");
    let digits = key.trim_end().rsplit(':').next().unwrap();
    for arguments in ["doctor", "doctor --format json", "doctor --key-file 项目.key"] {
        assert!(!desk.run(arguments).to_string().contains(digits));
    }
    desk.put("项目.key", "not a key");
    assert_eq!(about(&desk, "", "key").1, "problem");
}

#[test]
fn rules_that_need_a_key_and_name_none_are_a_problem() {
    let desk = Desk::default().with("yinmo.toml", "[kinds]\nmobile = \"pseudonym\"\n");
    let (code, status, said) = about(&desk, "", "configuration");
    assert_eq!((code, &*status), (2, "problem"));
    assert!(said.contains("密钥"), "{said}");
}

#[test]
fn paths_that_are_not_read_are_named_with_the_reason() {
    let desk = Desk::default().with("a.txt", "七天\n");
    let (code, status, said) = about(&desk, "a.txt nowhere.txt", "not-found");
    assert_eq!((code, &*status), (0, "note"));
    assert!(said.contains("nowhere.txt"), "{said}");
    assert_eq!(about(&desk, "nowhere.txt", "files").1, "note");
}

#[test]
fn what_is_excluded_is_counted_and_named() {
    let desk = Desk::default().with("a.txt", "七天\n").with("vendor/b.txt", "七天\n").with("c.log", "七天\n");
    desk.put(".yinmoignore", "*.log\n");
    desk.put("yinmo.toml", "[files]\nexclude = [\"vendor/\"]\n");
    let (code, status, said) = about(&desk, "", "excluded");
    assert_eq!((code, &*status), (0, "note"));
    assert!(said.contains("2 个") && said.contains(".yinmoignore：*.log"), "{said}");
    assert!(about(&desk, "", "files").2.contains("3 个"));
    desk.put(".yinmoignore", "[z-a]\n");
    assert_eq!(about(&desk, "", "excluded").1, "problem");
}

#[cfg(unix)]
#[test]
fn links_are_counted_and_values_in_names_are_hidden() {
    let desk = Desk::default().with("a.txt", "七天\n");
    for name in ["身份证330106190102030017.txt", "b.txt"] {
        std::os::unix::fs::symlink("a.txt", desk.path().join(name)).unwrap();
    }
    let (_, status, said) = about(&desk, "", "symbolic-link");
    assert_eq!(status, "note");
    assert!(said.contains("2 个"), "{said}");
    assert!(!desk.run("doctor").to_string().contains("330106190102030017"));
}

#[test]
fn a_locale_that_is_no_utf_8_is_noted() {
    let desk = Desk::default();
    let status = |value: &str| {
        let output = command(desk.path())
            .args(["doctor", "--format", "json"])
            .envs([("LC_ALL", ""), ("LANG", value)])
            .output()
            .unwrap();
        let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
        let check =
            answer["checks"].as_array().unwrap().iter().find(|check| check["id"] == "locale").cloned();
        check.map(|check| check["status"].as_str().unwrap().to_owned())
    };
    if cfg!(windows) {
        assert_eq!(status("zh_CN.GB18030"), None);
        return;
    }
    assert_eq!(status("zh_CN.GB18030").as_deref(), Some("note"));
    assert_eq!(status("zh_CN.UTF-8").as_deref(), Some("ok"));
    assert_eq!(status("C.utf8").as_deref(), Some("ok"));
    assert_eq!(status("").as_deref(), Some("note"));
}

#[test]
fn nothing_is_left_behind() {
    let desk = Desk::default().with("a.txt", "七天\n");
    desk.run("doctor");
    assert_eq!(desk.files(), ["a.txt"]);
}

#[cfg(unix)]
#[test]
fn the_cache_is_named_with_its_size_and_what_keeps_it_from_use() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::default().with("a.txt", "公示期七天。\n");
    let home = desk.path().join("home");
    std::fs::create_dir(&home).unwrap();
    let run = |arguments: &str| {
        let mut program = command(desk.path());
        let output = program.env("HOME", &home).args(arguments.split(' ')).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let line = || {
        let said = run("doctor");
        let line = said.lines().find(|line| line.contains("缓存：")).unwrap();
        line.to_owned()
    };
    assert!(line().contains("还没有，首次检查时建立"), "{}", line());
    assert!(!home.join(".cache").exists());
    run("check a.txt");
    let said = line();
    assert!(said.starts_with("正常") && said.contains(".cache/yinmo，") && said.contains(" KB"), "{said}");
    let folder = home.join(".cache/yinmo");
    std::fs::set_permissions(&folder, PermissionsExt::from_mode(0o777)).unwrap();
    let said = line();
    assert!(said.starts_with("注意") && said.contains("不能使用"), "{said}");
}
