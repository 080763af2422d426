//! Keys: where they come from, what is made with them, and what comes back.

use yinmo_tests::program::{Desk, command};

const KEY: &str = "yinmo-key-1:000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n";
const RULES: &str = "[kinds]\nperson = \"pseudonym\"\nresident-id = \"encrypt\"\nmobile = \"surrogate\"\n\
    [columns]\nother = \"by-kind\"\n[risk]\nk = 0\n";
const LIST: &str = "姓名,身份证号码,联系电话\n王建坪,330106190102030017,13800012001\n";

fn desk() -> Desk {
    Desk::default().with("yinmo.toml", RULES).with("k.key", KEY).with("名单.csv", LIST)
}

#[test]
fn a_new_key_is_for_its_owner_and_takes_the_place_of_none() {
    let desk = desk();
    let ended = desk.run("key new 新.key");
    assert_eq!(ended.code, 0, "{ended}");
    let text = desk.text("新.key");
    assert!(text.starts_with("yinmo-key-1:") && text.len() == 77 && text.ends_with('\n'));
    assert!(!format!("{ended}").contains(text.trim_end().strip_prefix("yinmo-key-1:").unwrap()));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(desk.path().join("新.key")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let again = desk.run("key new 新.key");
    assert_eq!((again.code, desk.text("新.key")), (2, text));
    assert_ne!(desk.run("key new").out(), desk.run("key new").out());
}

#[test]
fn a_key_comes_from_a_file_the_environment_or_the_configuration() {
    let desk = desk();
    let without = desk.run("mask 名单.csv -O out");
    assert_eq!(without.code, 2);
    assert!(without.err().contains("需要密钥") && without.err().contains("yinmo key new"), "{without}");
    let ended = desk.run("mask 名单.csv -O out --key-file k.key");
    assert_eq!(ended.code, 0, "{ended}");
    let mut with = command(desk.path());
    let output = with.args(["mask", "名单.csv", "-O", "out2"]).env("YINMO_KEY", KEY.trim()).output().unwrap();
    assert!(output.status.success());
    desk.put("yinmo.toml", format!("{RULES}[keys]\nfile = \"k.key\"\n"));
    assert_eq!(desk.run("mask 名单.csv -O out3").code, 0);
    assert_eq!(
        (desk.text("out/名单.csv"), desk.text("out/名单.csv")),
        (desk.text("out2/名单.csv"), desk.text("out3/名单.csv"))
    );
    let mut bad = command(desk.path());
    let output = bad.args(["check", "名单.csv"]).env("YINMO_KEY", "秘密abc").output().unwrap();
    assert!(!output.status.success() && !String::from_utf8_lossy(&output.stderr).contains("秘密abc"));
}

#[test]
fn what_is_encrypted_comes_back_and_the_trail_says_to_whom() {
    let desk = desk();
    assert_eq!(desk.run("mask 名单.csv -O out --key-file k.key").code, 0);
    for refused in [
        "restore out/名单.csv -O back --key-file k.key --who 李某 --why 核对",
        "restore out/名单.csv -O back --key-file k.key --trail t.jsonl --who 李某",
        "restore out/名单.csv -O back --key-file k.key --trail t.jsonl --why 核对",
        "restore out/名单.csv -O back --trail t.jsonl --who 李某 --why 核对",
    ] {
        let ended = desk.run(refused);
        assert_eq!(ended.code, 2, "{refused} {ended}");
        assert!(!desk.path().join("back").exists(), "{refused}");
    }
    let ended =
        desk.run("restore out/名单.csv -O back --key-file k.key --trail t.jsonl --who 李某 --why 核对");
    assert_eq!(ended.code, 0, "{ended}");
    assert!(ended.err().contains("不得公开"), "{ended}");
    let masked = desk.text("out/名单.csv");
    let back = desk.text("back/名单.csv");
    assert!(
        back.contains("330106190102030017") && !back.contains("王建坪") && !back.contains("13800012001"),
        "{back}"
    );
    let trail = desk.text("t.jsonl");
    for said in
        ["\"task\":\"restore\"", "\"who\":\"李某\"", "\"why\":\"核对\"", "\"resident-id\":{\"restore\":1}"]
    {
        assert!(trail.contains(said), "{trail}");
    }
    assert!(!trail.contains("330106190102030017"));
    assert_eq!(desk.run("trail verify t.jsonl").code, 0);

    desk.put("other.key", KEY.replace("0001", "0002"));
    let wrong =
        desk.run("restore out/名单.csv -O back2 --key-file other.key --trail t.jsonl --who 李某 --why 核对");
    assert_eq!(wrong.code, 2, "{wrong}");
    assert!(!desk.path().join("back2/名单.csv").exists());
    assert_eq!(desk.text("out/名单.csv"), masked);
}

#[test]
fn a_hash_without_a_key_is_refused_and_says_why() {
    for hash in ["\"sha256\"", "\"md5\"", "{ method = \"sm3\" }"] {
        let desk = desk().with("yinmo.toml", format!("[kinds]\nmobile = {{ hash = {hash} }}\n"));
        let ended = desk.run("check 名单.csv --key-file k.key");
        assert_eq!(ended.code, 2);
        assert!(ended.err().contains("几分钟即可还原"), "{ended}");
    }
}
