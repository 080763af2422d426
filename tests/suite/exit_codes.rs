//! The table of exit codes in `docs/reference.md`, for every format.

use yinmo_tests::program::Desk;

const PERSONAL: &str = "户主王建坪，身份证号330106190102030017。\n";
const PUBLIC: &str = "监督电话：0571-87012345\n公示期7天。\n";
const UNREADABLE: &[u8] = b"%PDF-1.7\n";

/// The exit code of `yinmo ARGUMENTS`, the same in every format.
fn code(desk: &Desk, arguments: &str) -> i32 {
    let codes: Vec<i32> = ["text", "json", "jsonl"]
        .map(|format| desk.run(&format!("{arguments} --format {format}")).code)
        .to_vec();
    assert!(codes.iter().all(|code| *code == codes[0]), "{arguments}: {codes:?}");
    codes[0]
}

#[test]
fn check() {
    let desk = Desk::default()
        .with("personal.txt", PERSONAL)
        .with("public.txt", PUBLIC)
        .with("scan.pdf", UNREADABLE)
        .with("yinmo.toml.wrong", "[knds]\n");
    for (arguments, expected) in [
        ("check public.txt", 0),
        ("check personal.txt", 1),
        ("check personal.txt public.txt", 1),
        ("check scan.pdf", 3),
        ("check public.txt scan.pdf", 3),
        ("check personal.txt scan.pdf", 1),
        ("check no-such-file", 3),
        ("check public.txt no-such-file", 3),
        ("check personal.txt --config yinmo.toml.wrong", 2),
        ("check scan.pdf --config yinmo.toml.wrong", 2),
        ("check personal.txt --profile no-such-profile", 2),
        ("check", 2),
    ] {
        assert_eq!(code(&desk, arguments), expected, "{arguments}");
    }
}

#[test]
fn an_empty_folder_is_not_clean() {
    let desk = Desk::default();
    std::fs::create_dir(desk.path().join("empty")).unwrap();
    assert_eq!(code(&desk, "check empty"), 3);
    assert!(desk.run("check empty").err().contains("没有可检查的文件"));
}

#[test]
fn check_fails_from_the_confidence_that_is_asked_for() {
    // Fifteen digits of the old form are labelled; a number with a digit too many is only suspected.
    let desk =
        Desk::default().with("sure.txt", PERSONAL).with("unsure.txt", "身份证号：3301061901020300171\n");
    for (arguments, expected) in [
        ("check sure.txt --fail-on high", 1),
        ("check sure.txt --fail-on never", 0),
        ("check unsure.txt", 1),
        ("check unsure.txt --fail-on high", 0),
        ("check no-such-file --fail-on never", 3),
    ] {
        assert_eq!(code(&desk, arguments), expected, "{arguments}");
    }
}

#[test]
fn mask() {
    let desk = Desk::default()
        .with("personal.txt", PERSONAL)
        .with("public.txt", PUBLIC)
        .with("review.csv", "姓名,备注\n王建坪,与子同住\n")
        .with("children.csv", "孤儿姓名,身份证号\n王建坪,330106190102030017\n")
        .with("scan.pdf", UNREADABLE);
    for (arguments, expected) in [
        ("mask personal.txt", 0),
        ("mask public.txt", 0),
        ("mask review.csv", 1),
        ("mask children.csv", 1),
        ("mask scan.pdf", 3),
        ("mask personal.txt scan.pdf", 3),
        ("mask review.csv scan.pdf", 1),
    ] {
        assert_eq!(code(&desk, &format!("{arguments} -O out --force")), expected, "{arguments}");
    }
    assert!(!desk.path().join("out/children.csv").exists(), "must not be published");
    assert!(!desk.path().join("out/scan.pdf").exists(), "was not read");
    assert!(desk.path().join("out/review.csv").exists(), "waits for a person");
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_a_run_with_130_and_whole_files() {
    use std::process::{Command, Stdio};
    use yinmo_tests::program::command;

    let desk = Desk::default();
    for nth in 0..400 {
        desk.put(&format!("in/{nth:03}.txt"), PERSONAL.repeat(2_000));
    }
    let mut child =
        command(desk.path()).args(["mask", "in", "-O", "out"]).stdout(Stdio::null()).spawn().unwrap();
    while !desk.path().join("out").exists() {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let interrupted = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(interrupted.success());
    assert_eq!(child.wait().unwrap().code(), Some(130));
    let masked = desk.files().iter().filter(|name| name.starts_with("out/")).count();
    assert!(masked < 400, "the run was over before it was interrupted");
    let whole = PERSONAL.replace("建坪", "*坪").replace("190102030017", "************").repeat(2_000);
    for name in desk.files().iter().filter(|name| name.starts_with("out/")) {
        assert_eq!(desk.text(name), whole, "{name}");
    }
}
