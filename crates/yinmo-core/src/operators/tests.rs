#![allow(clippy::disallowed_methods, reason = "a test reads its own sources")]

use std::collections::hash_map::DefaultHasher;
use std::hash::{BuildHasher, BuildHasherDefault};
use std::path::PathBuf;
use std::{env, fs};

use proptest::prelude::*;

use super::generalise::Level;
use super::{
    Action, Effect, Encrypt, Example, Generalise, Hash, Mask, Names, OPERATORS, Pseudonym, Redact, StarName,
    SurnameMou, Surrogate, Whose, default_marker, is_sealed,
};
use crate::kind::{Group, Kind};
use crate::policy::parse_action;
use crate::recognizers::{ALL, luhn, mod_11_2};
use crate::text::Span;
use crate::{Detector, Key};

/// Nobody's key.
fn key() -> Key {
    Key::from_bytes(*b"an invented key for the examples")
}

fn applied(action: &Action, value: &str, kind: Kind) -> String {
    let whose = Some(Whose { value: "王建坪", kind: Kind::Person });
    action.replace_of(whose, value, kind, &Names::default()).unwrap_or_else(|| value.to_owned())
}

#[test]
fn examples() {
    for operator in OPERATORS {
        assert!(!operator.examples.is_empty(), "{}", operator.id);
        for example in operator.examples {
            let action = parse_action(example.rule).with_key(&key());
            assert_eq!(action.id(), operator.id);
            let after = applied(&action, example.before, example.kind);
            assert_eq!(after, example.after, "{} {}", example.rule, example.before);
            assert_eq!(applied(&action, &after, example.kind), after, "twice: {}", example.rule);
        }
    }
}

/// Masked values stand where they were found, label and all, and are not found again.
#[test]
fn what_operators_write_is_not_found_again() {
    let detector = Detector::new();
    let is_hidden = |example: &&Example| parse_action(example.rule).effect() == Effect::Replace;
    for example in OPERATORS.iter().flat_map(|operator| operator.examples).filter(is_hidden) {
        let text = format!("{}：{}，男。", example.kind.zh(), example.after);
        let found =
            detector.detect(&text).into_iter().filter(|finding| finding.kind.group() == Group::Identifier);
        assert_eq!(found.count(), 0, "{text}");
    }
}

/// Neither beside a label nor under a heading, whatever it names: for who masks twice.
#[test]
fn what_keyed_operators_write_is_never_found() {
    let detector = Detector::new();
    let keyed: Vec<_> = OPERATORS
        .iter()
        .flat_map(|operator| operator.examples)
        .filter(|example| {
            parse_action(example.rule).needs_key() && example.after != default_marker(example.kind)
        })
        .collect();
    let mut labels: Vec<_> =
        ALL.iter().flat_map(|of| of.labels().iter().map(|label| (*label, of.kind()))).collect();
    labels.push(("编号", Kind::IndexNo));
    let mut found = Vec::new();
    for (nth, (label, named)) in labels.into_iter().enumerate() {
        // A mobile number that begins with 9 may well be an account.
        let stands = |example: &&&Example| is_sealed(example.after) || example.kind == named;
        let values: Vec<_> = keyed.iter().filter(stands).map(|example| example.after).collect();
        let prose = |value: &&str| match nth % 3 {
            0 => format!("户主{label}{value}\n\n"),
            1 => format!("张三（{label}{value}）\n\n"),
            _ => format!("{label}：{value}，男。\n\n"),
        };
        let row = |value: &&str| format!("张三\t{value}\t男\n");
        let prose: String = values.iter().map(prose).collect();
        let table = format!("姓名\t{label}\t性别\n{}", values.iter().map(row).collect::<String>());
        for text in [prose, table] {
            let spans: Vec<_> = values
                .iter()
                .flat_map(|value| {
                    text.match_indices(value).map(|(at, value)| Span::new(at, at + value.len()))
                })
                .collect();
            let all = detector.detect(&text);
            let all = all.iter().filter(|finding| spans.iter().any(|span| span.overlaps(finding.span)));
            found.extend(all.map(|finding| format!("{} {label} {}", finding.kind, finding.span.of(&text))));
        }
    }
    assert!(found.is_empty(), "{} {found:#?}", found.len());
}

/// The example numbers of other people's programs are no surrogates either.
#[test]
fn surrogates_fail_every_check() {
    let surrogate = Action::Surrogate(Surrogate::default()).with_key(&key());
    for nth in 0..500 {
        let number = format!("3301061952030{nth:05}");
        let id = applied(&surrogate, &number, Kind::ResidentId);
        assert!(id.len() == 18 && id.starts_with("000") && !mod_11_2(id.as_bytes()), "{id}");
        let card = applied(&surrogate, &format!("622848033000{nth:07}"), Kind::BankCard);
        assert!(card.len() == 19 && card.starts_with("000") && !luhn(card.as_bytes()), "{card}");
        let mobile = applied(&surrogate, &format!("138000{nth:05}"), Kind::Mobile);
        assert!(mobile.len() == 11 && mobile.starts_with('9'), "{mobile}");
        assert_eq!(applied(&surrogate, &mobile, Kind::Mobile), mobile);
    }
}

#[test]
fn without_a_key_a_marker_takes_the_place() {
    for rule in ["\"pseudonym\"", "\"hash\"", "\"encrypt\"", "\"surrogate\""] {
        assert_eq!(applied(&parse_action(rule), "13800012001", Kind::Mobile), "[电话]", "{rule}");
    }
}

#[test]
fn nothing_is_seen_of_a_key() {
    for rule in ["\"pseudonym\"", "\"hash\"", "\"encrypt\"", "\"surrogate\""] {
        let [without, with] = [parse_action(rule), parse_action(rule).with_key(&key())];
        assert_eq!(with, without);
        assert_eq!(format!("{with:?}"), format!("{without:?}"));
        let hash = |action: &Action| BuildHasherDefault::<DefaultHasher>::default().hash_one(action);
        assert_eq!(hash(&with), hash(&without));
    }
}

/// A folder that is not listed would be an operator that no policy can name.
#[test]
fn every_folder_is_listed() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/operators");
    let entries = fs::read_dir(&folder).unwrap().map(Result::unwrap);
    let folders = entries.filter(|entry| entry.path().is_dir());
    let mut modules: Vec<_> = folders.map(|entry| entry.file_name().into_string().unwrap()).collect();
    modules.sort();
    let declared: String = modules.iter().map(|module| format!("pub mod {module};\n")).collect();
    let listed: String = modules.iter().map(|module| format!("    {module}::{},\n", camel(module))).collect();
    let generated = format!("\n\n{declared}\noperators! {{\n{listed}}}\n");
    let path = folder.join("mod.rs");
    let text = fs::read_to_string(&path).unwrap();
    let (head, current) = text.split_once(MARKER).unwrap();
    if current != generated && env::var_os("UPDATE").is_some() {
        fs::write(&path, [head, MARKER, &generated].concat()).unwrap();
        return;
    }
    assert_eq!(current, generated, "stale: run the tests with UPDATE=1");
    for (operator, module) in OPERATORS.iter().zip(modules) {
        assert_eq!(operator.id.replace('-', "_"), module);
    }
}

const MARKER: &str = "`UPDATE=1 cargo test -p yinmo-core operators` rewrites what follows.";

fn camel(module: &str) -> String {
    let word = |word: &str| word[..1].to_uppercase() + &word[1..];
    module.split('_').map(word).collect()
}

#[test]
fn what_stays_is_none() {
    let names = Names::default();
    for action in [Action::KEEP, Action::REVIEW, Action::BLOCK] {
        assert_eq!(action.replace("13800012001", Kind::Mobile, &names), None);
    }
    let mut out = "电话：".to_owned();
    assert!(!Action::StarName(StarName).write("王*坪", Kind::Person, &names, &mut out));
    assert_eq!(out, "电话：");
    assert_eq!(Action::DROP_COLUMN.replace("肺癌", Kind::Health, &names).as_deref(), Some(""));
}

#[test]
fn a_mask_hides_at_least_a_third() {
    let mask = Action::Mask(Mask { prefix: 6, suffix: 4, with: '*' });
    assert_eq!(applied(&mask, "330106190102030017", Kind::ResidentId), "330106********0017");
    assert_eq!(applied(&mask, "33010619010203", Kind::ResidentId), "**************");
    assert_eq!(applied(&mask, "无", Kind::ResidentId), "*");
}

#[test]
fn unusual_values() {
    let keep_two = Action::Mask(Mask { prefix: 2, suffix: 0, with: '*' });
    for (kind, before, after) in [
        (Kind::Plate, "浙A 12C45", "浙A·*****"),
        (Kind::Plate, "浙A1234警", "浙A·*****"),
        (Kind::Plate, "224578使", "22·*****"),
        (Kind::HmTravelPermit, "H0123456701", "H0*********"),
        (Kind::MarriageCert, "BJ330106-2019-000006", "BJ******-****-******"),
        (Kind::RealEstateCert, "330106001001GB00123F00010012", "33**************************"),
        (Kind::Wechat, "zhang-test_01", "zh***-****_**"),
    ] {
        assert_eq!(applied(&keep_two, before, kind), after);
    }
}

fn actions(kind: Kind) -> Vec<Action> {
    let mask = |prefix, suffix, with| Action::Mask(Mask { prefix, suffix, with });
    let generalise = |level, tail: &str| Action::Generalise(Generalise { level, tail: tail.to_owned() });
    match kind {
        Kind::Person => vec![Action::StarName(StarName), Action::SurnameMou(SurnameMou)],
        Kind::Address => [Level::County, Level::Township, Level::Village]
            .into_iter()
            .flat_map(|level| ["", "***"].map(|tail| generalise(level, tail)))
            .collect(),
        Kind::BirthDate => {
            [Level::Year, Level::FiveYears, Level::TenYears].map(|level| generalise(level, "")).into()
        }
        Kind::Income | Kind::Asset | Kind::Amount => [
            Level::Hundreds,
            Level::Thousands,
            Level::TenThousands,
            Level::ThousandBand,
            Level::TenThousandBand,
        ]
        .map(|level| generalise(level, ""))
        .into(),
        Kind::Geo => vec![generalise(Level::TwoDecimals, "")],
        _ => vec![mask(6, 0, '*'), mask(3, 2, '*'), mask(1, 0, '＊'), mask(0, 0, '●'), mask(2, 0, '#')],
    }
}

/// Text like that which stands in findings, and some that does not.
fn value() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[0-9０-９]{1,8}",
        "[A-Za-zａ-ｚ]{1,4}",
        "[ \u{3000}\u{200B}\n.@＠·•年月日°′″*＊#×-]",
        "[王李欧阳某建国明珠浙第号字省市区县镇乡村街道路约万元—]{1,4}",
        any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn twice_is_once(value in value(), kind in proptest::sample::select(Kind::ALL)) {
        let keyed = [
            Action::Encrypt(Encrypt::default()),
            Action::Hash(Hash::default()),
            Action::Pseudonym(Pseudonym::default()),
            Action::Surrogate(Surrogate::default()),
        ];
        let keyed = keyed.map(|action| action.with_key(&key())).into_iter();
        let fit = keyed.filter(|action| action.operation().fits(kind));
        let common = [Action::KEEP, Action::Redact(Redact::default()), Action::DROP_COLUMN, Action::DROP_ROW];
        for action in fit.chain(actions(kind)).chain(common) {
            let once = applied(&action, &value, kind);
            prop_assert_eq!(applied(&action, &once, kind), once, "{:?}", action);
        }
    }

    #[test]
    fn masked_numbers_show_what_was_asked_and_no_more(digits in "[0-9]{16,20}", prefix in 0u8..7, suffix in 0u8..4) {
        let mask = Action::Mask(Mask { prefix, suffix, with: '*' });
        let masked = applied(&mask, &digits, Kind::BankCard);
        let shown = masked.bytes().filter(u8::is_ascii_digit).count();
        prop_assert_eq!(shown, usize::from(prefix + suffix));
        prop_assert_eq!(masked.len(), digits.len());
    }

    #[test]
    fn line_breaks_survive_a_mask(a in "[0-9]{6,9}", b in "[0-9]{6,9}") {
        let mask = Action::Mask(Mask { prefix: 2, suffix: 0, with: '*' });
        let masked = applied(&mask, &format!("{a}\r\n{b}"), Kind::BankAccount);
        prop_assert_eq!(masked.find("\r\n"), Some(a.len()));
    }
}
