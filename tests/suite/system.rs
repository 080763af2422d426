//! What the system does to a run: it kills it, its disk is full, its memory is small.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use yinmo_tests::program::{Desk, command, optimised_command, path};
use yinmo_tests::synthetic::{Person, person};

fn row(nth: u64) -> String {
    let Person { name, resident_id, mobile, address, .. } = person(nth);
    format!("{nth},{name},{resident_id},{mobile},{address},917\n")
}

const HEADING: &str = "序号,姓名,身份证号,联系电话,家庭住址,月金额\n";

/// Starts `yinmo mask in -O out`.
fn start(desk: &Desk) -> Child {
    command(desk.path())
        .args(["mask", "in", "-O", "out"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
fn a_killed_batch_leaves_whole_files_only() {
    let desk = Desk::default();
    let rows: String = (0..300).map(row).collect();
    for nth in 0..150 {
        desk.put(&format!("in/{nth:03}.csv"), format!("{HEADING}{rows}"));
    }
    desk.run("mask in/000.csv -O whole");
    let whole = desk.read("whole/000.csv");
    let mut child = start(&desk);
    while !desk.path().join("out/020.csv").exists() && child.try_wait().unwrap().is_none() {
        sleep(Duration::from_millis(1));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let written: Vec<String> = desk.files().into_iter().filter(|name| name.starts_with("out/")).collect();
    assert!((20..150).contains(&written.len()), "{} files", written.len());
    for name in written {
        assert!(desk.read(&name) == whole, "{name} is not whole");
    }
}

#[test]
fn a_run_killed_in_the_middle_of_a_file_leaves_nothing() {
    let desk = Desk::default();
    desk.put("in/large.csv", HEADING.to_owned() + &(0..60_000).map(row).collect::<String>());
    let mut child = start(&desk);
    while !desk.path().join("out").exists() && child.try_wait().unwrap().is_none() {
        sleep(Duration::from_millis(1));
    }
    sleep(Duration::from_millis(20));
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(desk.files(), ["in/large.csv"]);
}

#[test]
fn a_full_disk_is_a_clear_error() {
    let desk = Desk::default().with("a.csv", HEADING.to_owned() + &row(1));
    let ended = desk.run("check a.csv --format jsonl --output /dev/full");
    assert_eq!(ended.code, 2, "{ended}");
    assert!(ended.err().contains("磁盘空间不足"), "{ended}");
}

/// A limit on the size of files stands for a disk that fills up on the way.
#[test]
fn a_disk_that_fills_up_leaves_no_output_and_the_input_untouched() {
    let list = HEADING.to_owned() + &(0..3_000).map(row).collect::<String>();
    let desk = Desk::default().with("a.csv", &list);
    for destination in ["-O out", "--in-place --backup"] {
        let line = format!("trap '' XFSZ; ulimit -f 16; exec {} mask a.csv {destination}", path().display());
        let output = Command::new("/bin/sh")
            .args(["-c", &line])
            .current_dir(desk.path())
            .env_clear()
            .output()
            .unwrap();
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{error}");
        assert!(error.contains("无法写入") && error.contains("原文件未改动"), "{error}");
        assert_eq!(desk.files(), ["a.csv"]);
        assert!(desk.text("a.csv") == list);
    }
}

#[test]
fn a_folder_that_cannot_be_written_is_a_clear_error() {
    let desk = Desk::default().with("a.csv", HEADING.to_owned() + &row(1)).with("file", "");
    for folder in ["file", "file/below", "/proc/yinmo"] {
        let ended = desk.run(&format!("mask a.csv -O {folder}"));
        assert_eq!(ended.code, 2, "{folder}: {ended}");
        assert!(ended.err().contains("无法写入"), "{folder}: {ended}");
        assert_eq!(desk.files(), ["a.csv", "file"]);
    }
}

/// 64 MB by default; `YINMO_MEMORY_TEST_MB=4096` for more.
#[test]
fn memory_does_not_grow_with_a_list() {
    let megabytes: u64 = std::env::var("YINMO_MEMORY_TEST_MB").map_or(64, |text| text.parse().unwrap());
    let desk = Desk::default();
    write_list(&desk.path().join("large.csv"), megabytes << 20);
    for arguments in [["mask", "large.csv", "-Oout"], ["check", "large.csv", "--format=jsonl"]] {
        let peak = peak_kilobytes(
            optimised_command(desk.path()).args(arguments).stdout(Stdio::null()).spawn().unwrap(),
        );
        assert!(peak <= 64 << 10, "{arguments:?}: {peak} kB");
    }
}

fn write_list(path: &Path, bytes: u64) {
    let rows: String = (0..2_000).map(row).collect();
    let mut file = BufWriter::new(fs::File::create(path).unwrap());
    file.write_all(HEADING.as_bytes()).unwrap();
    for _ in 0..bytes.div_ceil(rows.len() as u64) {
        file.write_all(rows.as_bytes()).unwrap();
    }
    file.flush().unwrap();
}

/// The most memory the process had resident at any time.
fn peak_kilobytes(mut child: Child) -> u64 {
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    while child.try_wait().unwrap().is_none() {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        peak = peak.max(line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0));
        sleep(Duration::from_millis(2));
    }
    assert!(peak > 0, "nothing was measured");
    peak
}
