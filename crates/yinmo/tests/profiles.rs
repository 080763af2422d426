//! The examples in the built-in profiles hold.

use yinmo::policy::{Policy, Source, Statement};
use yinmo::unmet_examples;

/// The profile, with whatever it asks to be stated.
fn profile(name: &str) -> Policy {
    let statement =
        Statement { legal_basis: Some("测试".to_owned()), publish_until: "2026-12-31".parse().ok() };
    Policy::load(&Source { profile: Some(name), statement, ..Source::default() }).unwrap()
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
