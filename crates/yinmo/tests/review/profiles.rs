//! The examples in the built-in profiles hold.

use yinmo::policy::{Policy, Source, Statement};
use yinmo::{Key, unmet_examples};

fn key() -> Key {
    Key::from_bytes(std::array::from_fn(|nth| nth as u8))
}

/// The profile, with whatever it asks to be stated.
fn profile(name: &str) -> Policy {
    let statement =
        Statement { legal_basis: Some("测试".to_owned()), publish_until: "2026-12-31".parse().ok() };
    let key = key();
    Policy::load(&Source { profile: Some(name), statement, key: Some(&key), ..Source::default() }).unwrap()
}

#[test]
fn the_examples_of_every_profile_hold() {
    let mut failures = Vec::new();
    for name in Policy::builtin_names() {
        let policy = profile(name);
        assert!(!policy.examples().is_empty(), "{name}");
        for unmet in unmet_examples(&policy).unwrap() {
            let example = &policy.examples()[unmet.nth - 1];
            let wanted = example.after.as_deref().unwrap_or_default();
            failures.push(format!("{name} {} ({})\n{wanted}\n{}", unmet.nth, unmet.verdict, unmet.after));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

/// What protects children is no profile, and holds on top of every one that changes anything.
#[test]
fn the_overlay_holds_on_top_of_every_profile() {
    let overlay = Policy::builtin_text(Policy::OVERLAY).unwrap();
    let examples = Policy::from_toml("child-protection.toml", overlay).unwrap();
    assert!(!examples.examples().is_empty());
    assert_eq!(unmet_examples(&examples).unwrap(), []);
    for name in Policy::builtin_names().filter(|name| *name != "review-only") {
        let masked = yinmo::Pipeline::new(profile(name)).mask("张小宝，男，8岁，随祖母居住。");
        assert_eq!(masked.find("张小宝"), None, "{name}");
    }
}

/// What is shared within the office bears the same codes in every document, and no number that anybody has.
#[test]
fn what_is_shared_within_the_office_is_the_same_everywhere() {
    let pipeline = yinmo::Pipeline::new(profile("internal-sharing"));
    let letter =
        pipeline.mask("户主王建坪，身份证号330106190102030017，电话13800012001，住三墩镇青云村3组12号。");
    let table = "姓名,身份证号,联系电话\n王　建坪,330106190102030017,138-0001-2001\n";
    let source = yinmo::Source::Bytes { name: "名单.csv", bytes: table.as_bytes() };
    let (report, list) = pipeline.mask_bytes(source, &mut ()).unwrap();
    assert_eq!(report.verdict.id(), "masked");
    let list = String::from_utf8(list).unwrap();
    for code in list.lines().nth(1).unwrap().split(',') {
        assert!(letter.contains(code), "{code}\n{letter}");
    }
    for value in ["王建坪", "330106190102030017", "13800012001", "青云村"] {
        assert!(!letter.contains(value) && !list.contains(value), "{value}");
    }
}
