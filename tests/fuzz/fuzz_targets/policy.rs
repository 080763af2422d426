//! A policy of any text: refused with a place that exists, or valid, and then its operators are idempotent.
#![no_main]

use yinmo::finding::{Confidence, Role};
use yinmo::kind::Kind;
use yinmo::operators::Names;
use yinmo::policy::{Policy, Subject};

libfuzzer_sys::fuzz_target!(|text: &str| {
    match Policy::from_toml("yinmo.toml", text) {
        Ok(policy) => check_decisions(&policy),
        Err(error) => {
            assert!(!error.to_string().is_empty());
            assert!(error.line().is_none_or(|line| line <= 1 + text.matches('\n').count()));
        }
    }
});

const VALUES: [&str; 5] = [
    "330106190102030017",
    "138-0001-2006",
    "王建坪",
    "浙江省杭州市西湖区三墩镇青云村3组12号",
    "1902年2月5日",
];

fn check_decisions(policy: &Policy) {
    let names = Names::default();
    for &kind in Kind::ALL {
        for role in Role::ALL {
            let decision = policy.decide(&Subject::in_text(kind, role, Confidence::HIGH));
            for value in VALUES {
                let Some(once) = decision.action.replace(value, kind, &names) else { continue };
                assert_eq!(decision.action.replace(&once, kind, &names), None, "{kind} twice");
            }
        }
    }
}
