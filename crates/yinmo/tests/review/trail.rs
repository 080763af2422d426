//! A trail shows every change, every loss and every swap, and loses nothing by itself.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use yinmo::policy::{Policy, Source as PolicySource, Statement};
use yinmo::trail::{Algorithm, Entry, Fault, FaultKind, Head, Trail, records, verify};
use yinmo::{Pipeline, Source};

fn entry(nth: usize) -> Entry {
    let document = format!("名单{nth}.csv");
    Entry { task: "mask".into(), document, verdict: "masked".into(), ..Entry::default() }
}

/// A trail of `count` records in a new folder.
fn trail(count: usize) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("trail.jsonl");
    let trail = Trail::at(&path).by("政务公开科");
    (1..=count).for_each(|nth| drop(trail.append(&entry(nth)).unwrap()));
    (folder, path)
}

fn fault(path: &Path) -> Option<Fault> {
    verify(path, None).unwrap().fault
}

fn is(seq: u64, kind: FaultKind) -> Option<Fault> {
    Some(Fault { seq, kind })
}

#[test]
fn records_say_what_was_done_and_stand_in_order() {
    let (_folder, path) = trail(3);
    let read: Vec<_> = records(&path).unwrap().map(Result::unwrap).collect();
    assert_eq!(read.iter().map(|record| record.seq).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(read[2].entry.document, "名单3.csv");
    assert_eq!(read[0].who.as_deref(), Some("政务公开科"));
    let verified = verify(&path, None).unwrap();
    assert_eq!((verified.records, verified.fault), (3, None));
}

/// Ten thousand records; a bit of a byte is changed in places all over the file.
#[test]
fn a_changed_byte_is_found_in_its_record() {
    let (_folder, path) = trail(10_000);
    let whole = fs::read(&path).unwrap();
    let step = whole.len() / 12 + 7;
    for at in (0..whole.len()).step_by(step).chain([whole.len() - 1]) {
        let mut bytes = whole.clone();
        bytes[at] ^= 1 << (at % 7);
        fs::write(&path, &bytes).unwrap();
        let record = 1 + whole[..at].iter().filter(|&&byte| byte == b'\n').count() as u64;
        let found = fault(&path).unwrap();
        assert_eq!(found.seq, record, "byte {at}: {found:?}");
    }
}

#[test]
fn dropped_and_swapped_records_are_named() {
    let (_folder, path) = trail(60);
    let whole = fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = whole.lines().collect();
    let with = |lines: Vec<&str>| {
        fs::write(&path, lines.join("\n") + "\n").unwrap();
        fault(&path)
    };
    for nth in [0, 1, 30, 58] {
        let mut fewer = lines.clone();
        fewer.remove(nth);
        assert_eq!(with(fewer), is(nth as u64 + 1, FaultKind::OutOfPlace));
    }
    for (one, other) in [(0, 1), (4, 40), (58, 59)] {
        let mut swapped = lines.clone();
        swapped.swap(one, other);
        assert_eq!(with(swapped), is(one as u64 + 1, FaultKind::OutOfPlace));
    }
    for kept in [0, 1, 30, 59] {
        assert_eq!(with(lines[..kept].to_vec()).map(|fault| fault.seq), Some(kept as u64 + 1), "{kept}");
    }
    assert_eq!(with(lines), None);
}

#[test]
fn a_line_written_anew_with_a_right_hash_is_not_linked() {
    let (folder, path) = trail(5);
    let other = folder.path().join("other.jsonl");
    let forged = Trail::at(&other).by("别人");
    (1..=5).for_each(|nth| drop(forged.append(&entry(nth)).unwrap()));
    let (ours, theirs) = (fs::read_to_string(&path).unwrap(), fs::read_to_string(&other).unwrap());
    let mut lines: Vec<&str> = ours.lines().collect();
    lines[2] = theirs.lines().nth(2).unwrap();
    fs::write(&path, lines.join("\n") + "\n").unwrap();
    assert_eq!(fault(&path), is(3, FaultKind::Unlinked));
    // All of it: the head tells.
    fs::write(&path, &theirs).unwrap();
    assert_eq!(fault(&path), is(5, FaultKind::Changed));
}

#[test]
fn a_head_noted_elsewhere_holds_when_both_files_are_replaced() {
    let (_folder, path) = trail(5);
    let noted = verify(&path, None).unwrap().head.unwrap();
    assert_eq!(noted.to_string().parse::<Head>().as_ref(), Ok(&noted));
    let (_other, forged) = trail(4);
    for end in ["", ".head"] {
        let name = |path: &Path| format!("{}{end}", path.display());
        fs::copy(name(&forged), name(&path)).unwrap();
    }
    assert_eq!(fault(&path), None);
    assert_eq!(verify(&path, Some(&noted)).unwrap().fault, is(5, FaultKind::Missing));
}

#[test]
fn nothing_is_added_to_a_trail_that_was_cut() {
    let (_folder, path) = trail(5);
    let whole = fs::read_to_string(&path).unwrap();
    let four: Vec<&str> = whole.lines().take(4).collect();
    fs::write(&path, four.join("\n") + "\n").unwrap();
    let error = Trail::at(&path).append(&entry(6)).unwrap_err();
    assert!(error.zh().contains("第 5 条"), "{}", error.zh());
    fs::write(&path, whole.replace("名单5", "名单6")).unwrap();
    assert!(Trail::at(&path).append(&entry(6)).is_err());
    fs::remove_file(&path).unwrap();
    assert!(Trail::at(&path).append(&entry(6)).is_err());
}

#[test]
fn without_a_head_nobody_says_that_the_trail_is_whole() {
    let (_folder, path) = trail(2);
    fs::remove_file(format!("{}.head", path.display())).unwrap();
    assert_eq!(fault(&path), is(2, FaultKind::NoHead));
    assert!(Trail::at(&path).append(&entry(3)).is_err());
}

/// Wherever a write is interrupted, the next record goes on from the last whole one and says so.
#[test]
fn a_record_that_was_never_finished_is_replaced() {
    let (_folder, path) = trail(2);
    let (two, head) = (fs::read(&path).unwrap(), fs::read(format!("{}.head", path.display())).unwrap());
    Trail::at(&path).append(&entry(3)).unwrap();
    let three = fs::read(&path).unwrap();
    for end in two.len()..=three.len() {
        fs::write(&path, &three[..end]).unwrap();
        fs::write(format!("{}.head", path.display()), &head).unwrap();
        let torn = (end - two.len()) % (three.len() - two.len());
        if torn > 0 {
            assert_eq!(fault(&path), is(3, FaultKind::Torn));
        }
        Trail::at(&path).append(&entry(4)).unwrap();
        assert_eq!(fault(&path), None, "{end}");
        let last = records(&path).unwrap().last().unwrap().unwrap();
        assert_eq!(last.torn_bytes, torn as u64);
    }
}

#[test]
fn a_trail_may_go_on_with_another_hash() {
    let (_folder, path) = trail(2);
    Trail::at(&path).hashed_with(Algorithm::Sm3).append(&entry(3)).unwrap();
    Trail::at(&path).append(&entry(4)).unwrap();
    assert_eq!(verify(&path, None).unwrap().records, 4);
    assert!(fs::read_to_string(&path).unwrap().contains("\"hash\":\"sm3:"));
}

/// What is still there after the day it was to be seen until is known by its hash.
#[test]
fn what_is_published_too_long_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let trail = folder.path().join("trail.jsonl");
    let published = folder.path().join("公告.txt");
    let publish = |until: &str| {
        let statement = Statement { legal_basis: Some("测试".into()), publish_until: until.parse().ok() };
        let policy = Policy::load(&PolicySource { statement, ..PolicySource::default() }).unwrap();
        let text = "当事人王建坪，电话13800012001。".as_bytes();
        let source = Source::Bytes { name: "公告.txt", bytes: text };
        let pipeline = Pipeline::new(policy).with_trail(Trail::at(&trail));
        fs::write(&published, pipeline.mask_bytes(source, &mut ()).unwrap().1).unwrap();
    };
    let checked = || {
        let pipeline = Pipeline::default().with_trail(Trail::at(&trail));
        pipeline.check(Source::File(&published), &mut ()).unwrap().published_too_long
    };
    publish("2020-01-31");
    assert_eq!(checked().map(|day| day.to_string()).as_deref(), Some("2020-01-31"));
    publish("9999-12-31");
    assert_eq!(checked(), None);
}

const WRITER: &str = "YINMO_TEST_TRAIL";

/// Run by the test below in processes of their own.
#[test]
fn writer() {
    let Ok(path) = std::env::var(WRITER) else { return };
    let trail = Trail::at(path);
    (0..50).for_each(|nth| drop(trail.append(&entry(nth)).unwrap()));
}

#[test]
fn eight_processes_at_once_lose_nothing() {
    let (_folder, path) = trail(0);
    let this = std::env::current_exe().unwrap();
    let writers = (0..8)
        .map(|_| Command::new(&this).args(["--exact", "trail::writer"]).env(WRITER, &path).spawn().unwrap());
    for mut writer in writers.collect::<Vec<_>>() {
        assert!(writer.wait().unwrap().success());
    }
    let verified = verify(&path, None).unwrap();
    assert_eq!((verified.records, verified.fault), (400, None));
}
