//! What is de-identified carries its label: a note in the folder it is written to.

use sha2::{Digest, Sha256};
use yinmo_tests::program::{Desk, Ended};

const KEY: &str = "yinmo-key-1:000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n";
const TEXT: &str = "户主王建坪，身份证号330106190102030017。\n";
const NOTE: &str = "out/去标识化说明.txt";

fn desk() -> Desk {
    Desk::default().with("k.key", KEY).with("in/甲.txt", TEXT).with("in/低保/乙.txt", TEXT)
}

fn mask(desk: &Desk, arguments: &str) -> Ended {
    desk.run(&format!("mask {arguments} --profile internal-sharing --key-file k.key"))
}

/// The lines that list files.
fn listed(note: &str) -> Vec<(&str, &str)> {
    note.lines().filter_map(|line| line.split_once("  ")).filter(|(hash, _)| hash.len() == 64).collect()
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn outputs_under_a_key_are_labelled_with_their_hashes() {
    let desk = desk();
    let ended = mask(&desk, "in -O out");
    assert_eq!(ended.code, 0, "{ended}");
    assert!(ended.err().contains("去标识化说明.txt"), "{ended}");
    let note = desk.text(NOTE);
    for said in ["不是匿名化", "not anonymous", "不得对外公布", " internal-sharing 20"] {
        assert!(note.contains(said), "{said}: {note}");
    }
    assert!(!note.contains("王建坪") && !note.contains("330106"), "{note}");
    let hash = |name: &str| sha256(&desk.read(&format!("out/{name}")));
    assert_eq!(
        listed(&note),
        [("低保/乙.txt", hash("低保/乙.txt")), ("甲.txt", hash("甲.txt"))]
            .each_ref()
            .map(|(name, hash)| (hash.as_str(), *name))
    );
    // It says nothing that would have to be masked, and is made of no original.
    for checked in ["check out", "check out --profile strict"] {
        assert_eq!(desk.run(checked).code, 0, "{checked}");
    }
    let verified = desk.run("verify in out --profile internal-sharing --key-file k.key");
    assert_eq!(verified.code, 0, "{verified}");
    desk.put(NOTE, format!("{note}王建坪\n"));
    let verified = desk.run("verify in out --profile internal-sharing --key-file k.key");
    assert_eq!(verified.code, 1, "a note that says more is another file: {verified}");
}

#[test]
fn rules_without_a_key_leave_no_label() {
    let desk = desk();
    assert_eq!(desk.run("mask in -O out").code, 0);
    assert!(!desk.path().join(NOTE).exists());
}

#[test]
fn later_runs_add_to_it() {
    let desk = desk();
    assert_eq!(mask(&desk, "in/甲.txt -O out").code, 0);
    desk.put("in/丙.txt", "申请人李秀英。\n");
    assert_eq!(mask(&desk, "in/丙.txt -O out").code, 0);
    let names = |note: &str| listed(note).iter().map(|(_, name)| (*name).to_owned()).collect::<Vec<_>>();
    assert_eq!(names(&desk.text(NOTE)), ["甲.txt", "丙.txt"]);
    desk.put("in/甲.txt", "申请人李秀英。\n");
    assert_eq!(mask(&desk, "in/甲.txt -O out --force").code, 0);
    let note = desk.text(NOTE);
    let expected = sha256(&desk.read("out/甲.txt"));
    assert_eq!(listed(&note).last(), Some(&(expected.as_str(), "甲.txt")));
    assert_eq!(names(&note), ["丙.txt", "甲.txt"]);
}

#[test]
fn another_file_of_its_name_is_left_alone_and_nothing_is_written() {
    for taken in [NOTE, "in/去标识化说明.txt"] {
        let desk = desk().with(taken, "会议记录\n");
        let ended = mask(&desk, "in -O out --force");
        assert_eq!(ended.code, 2, "{ended}");
        assert!(ended.err().contains("去标识化说明.txt"), "{ended}");
        assert_eq!(desk.text(taken), "会议记录\n");
        assert!(!desk.path().join("out/甲.txt").exists());
    }
    let desk = desk();
    let ended = mask(&desk, &format!("in -O out -f text -o {NOTE}"));
    assert_eq!(ended.code, 2, "no report takes its place: {ended}");
}

#[test]
fn files_masked_where_they_stand_have_it_beside_them_and_a_stream_has_none() {
    let desk = desk().with("in/王建坪.txt", TEXT);
    mask(&desk, "in --in-place --backup");
    for (note, file) in [("in/去标识化说明.txt", "in/甲.txt"), ("in/低保/去标识化说明.txt", "in/低保/乙.txt")]
    {
        let (text, expected) = (desk.text(note), sha256(&desk.read(file)));
        assert!(listed(&text).iter().any(|(hash, _)| *hash == expected), "{text}");
        assert!(!text.contains("王建坪"), "a name that stays on the file goes into no other: {text}");
    }
    let before = desk.files();
    let masked = desk.run_with("mask - --profile internal-sharing --key-file k.key", TEXT.as_bytes());
    assert_eq!(masked.code, 0, "{masked}");
    assert!(masked.err().contains("去标识化"), "the report says it: {masked}");
    assert_eq!(desk.files(), before);
}

#[test]
fn what_is_restored_is_no_longer_what_it_speaks_of() {
    let rules = "[kinds]\nresident-id = \"encrypt\"\n";
    let desk = desk().with("yinmo.toml", rules);
    assert_eq!(desk.run("mask in -O out --key-file k.key").code, 0);
    assert_eq!(listed(&desk.text(NOTE)).len(), 2);
    let ended = desk.run("restore out -O back --key-file k.key --trail t.jsonl --who 李某 --why 核对");
    assert_eq!(ended.code, 0, "{ended}");
    assert!(desk.path().join("back/甲.txt").exists());
    assert!(!desk.path().join("back/去标识化说明.txt").exists());
}
