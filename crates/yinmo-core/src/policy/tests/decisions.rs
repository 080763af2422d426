use crate::finding::{Confidence, Evidence, Finding, Role};
use crate::kind::Kind;
use crate::operators::Action;
use crate::policy::{ColumnAction, Policy, Reason, Source, Subject};
use crate::text::Span;
use yinmo_data::columns::meaning;

fn policy(text: &str) -> Policy {
    Policy::from_toml("yinmo.toml", text).map_err(|error| error.to_string()).unwrap()
}

fn in_text(policy: &Policy, kind: Kind, role: Role) -> &'static str {
    policy.decide(&Subject::in_text(kind, role, Confidence::HIGH)).action.id()
}

fn in_table(policy: &Policy, kind: Kind, role: Role) -> &'static str {
    policy.decide(&Subject::in_column(kind, role, Confidence::HIGH, ColumnAction::ByKind)).action.id()
}

#[test]
fn an_operator_replaces_the_rule_and_cases_change_what_they_name() {
    let replaced = policy("[kinds]\nlandline = \"redact\"");
    assert_eq!(in_text(&replaced, Kind::Landline, Role::Organisation), "redact");
    let changed = policy("[kinds]\nlandline = { citizen = \"review\" }");
    assert_eq!(in_text(&changed, Kind::Landline, Role::Organisation), "keep");
    assert_eq!(in_text(&changed, Kind::Landline, Role::Citizen), "review");
    assert_eq!(in_text(&changed, Kind::Landline, Role::Unknown), "redact");
}

#[test]
fn role_goes_before_place_and_place_before_default() {
    let text = r#"
        [kinds.address]
        default = "redact"
        table = "drop-column"
        citizen = { text = "keep" }
        official = "review"
        basis = "测试"
    "#;
    let policy = policy(text);
    for (role, text, table) in [
        (Role::Unknown, "redact", "drop-column"),
        (Role::Citizen, "keep", "drop-column"),
        (Role::Official, "review", "review"),
    ] {
        assert_eq!(in_text(&policy, Kind::Address, role), text);
        assert_eq!(in_table(&policy, Kind::Address, role), table);
    }
}

#[test]
fn what_no_rule_names_is_for_review() {
    let policy = Policy::builtin("review-only").unwrap();
    let decision = policy.decide(&Subject::in_text(Kind::Mobile, Role::Citizen, Confidence::HIGH));
    assert_eq!((decision.action, decision.reason), (&Action::REVIEW, Reason::NoRule));
    assert_eq!(policy.column("领取方式甲", None), ColumnAction::ByKind);
    assert_eq!(Policy::builtin("strict").unwrap().column("领取方式甲", None), ColumnAction::Review);
}

#[test]
fn what_is_uncertain_is_for_review_unless_it_stays_anyway() {
    let policy = Policy::builtin("general-publication").unwrap();
    let unsure = |kind| policy.decide(&Subject::in_text(kind, Role::Unknown, Confidence::LOW));
    assert_eq!(
        (unsure(Kind::Mobile).action, unsure(Kind::Mobile).reason),
        (&Action::REVIEW, Reason::LowConfidence)
    );
    assert_eq!((unsure(Kind::DocNo).action, unsure(Kind::DocNo).reason), (&Action::KEEP, Reason::Rule));
    let sure = policy.decide(&Subject::in_text(Kind::Mobile, Role::Unknown, Confidence::MEDIUM));
    assert_eq!(sure.action.id(), "mask");
}

/// A gate may want to hear of everything, a batch job to touch only what is sure; each kind may have its own.
#[test]
fn how_sure_a_finding_has_to_be_is_the_policys() {
    let gate = policy("[report]\nmin-confidence = 20");
    let batch =
        policy("[report]\nmin-confidence = \"high\"\n[report.kinds]\nperson = { min-confidence = 75 }");
    let action = |policy: &Policy, kind, confidence| {
        policy.decide(&Subject::in_text(kind, Role::Citizen, Confidence(confidence))).action.id()
    };
    assert_eq!([19, 20].map(|sure| action(&gate, Kind::Person, sure)), ["review", "star-name"]);
    assert_eq!([74, 75].map(|sure| action(&batch, Kind::Person, sure)), ["review", "star-name"]);
    assert_eq!([89, 90].map(|sure| action(&batch, Kind::Mobile, sure)), ["review", "mask"]);
}

#[test]
fn what_is_less_sure_than_the_review_band_is_not_reported() {
    let text =
        "[report]\nreview-from = 10\n[report.kinds]\nperson = { min-confidence = 80, review-from = 30 }";
    let banded = policy(text);
    let finding = |kind, confidence, evidence: &[Evidence]| Finding {
        kind,
        span: Span::new(0, 6),
        confidence: Confidence(confidence),
        role: Role::Citizen,
        weak: None,
        evidence: evidence.iter().copied().collect(),
    };
    let person = |confidence| finding(Kind::Person, confidence, &[Evidence::Model]);
    assert_eq!([29, 30, 79, 80].map(|sure| banded.reports(&person(sure))), [false, true, true, true]);
    assert_eq!(
        banded.decide(&Subject::in_text(Kind::Person, Role::Citizen, Confidence(79))).action.id(),
        "review"
    );
    assert!(!banded.reports(&finding(Kind::Address, 9, &[Evidence::Grammar])));
    // Without a band, guesses of the model are reported only where they are masked, and rules always.
    let default = policy("");
    let masked = default.thresholds(Kind::Person).mask.0;
    assert!(!default.reports(&person(masked - 1)) && default.reports(&person(masked)));
    assert!(default.reports(&finding(Kind::Person, 5, &[Evidence::Title, Evidence::NotSeen])));
}

#[test]
fn a_layer_above_changes_only_what_it_says_of_how_sure() {
    let text = "extends = \"review-only\"\n[report.kinds]\nperson = { min-confidence = 60 }";
    let above = policy(text);
    assert_eq!(above.thresholds(Kind::Person).mask, Confidence(60));
    assert_eq!(above.thresholds(Kind::Mobile).mask, Confidence(0));
    assert_ne!(above.fingerprint(), policy("extends = \"review-only\"").fingerprint());
}

#[test]
fn a_column_goes_with_everything_in_it() {
    let policy = Policy::builtin("general-publication").unwrap();
    let subject = Subject::in_column(Kind::Person, Role::Official, Confidence::LOW, ColumnAction::Drop);
    let decision = policy.decide(&subject);
    assert_eq!((decision.action, decision.reason), (&Action::DROP_COLUMN, Reason::Column));
}

#[test]
fn there_is_no_column_to_drop_in_running_text() {
    let policy = Policy::builtin("social-assistance-notice").unwrap();
    assert_eq!(in_table(&policy, Kind::ResidentId, Role::Citizen), "drop-column");
    assert_eq!(in_text(&policy, Kind::ResidentId, Role::Citizen), "redact");
}

#[test]
fn children_stay_only_where_a_rule_says_so() {
    for rule in ["\"star-name\"", "{ default = \"keep\", basis = \"测试\" }"] {
        let policy = policy(&format!("[kinds]\nperson = {rule}"));
        assert_eq!(in_text(&policy, Kind::Person, Role::Minor), "redact", "{rule}");
    }
    let asked = policy("[kinds]\nperson = { minor = \"keep\", basis = \"测试\" }");
    assert_eq!(in_text(&asked, Kind::Person, Role::Minor), "keep");
    let dates = policy("[kinds]\ndate = \"keep\"");
    assert_eq!(in_text(&dates, Kind::Date, Role::Minor), "keep");
}

#[test]
fn columns_by_heading_then_role_then_meaning() {
    let text = r#"
        [columns]
        keep = ["person"]
        drop = ["person:member"]
        headings = { "户主 姓名" = "review" }
        other = "drop-column"
    "#;
    let policy = policy(text);
    for (heading, expected) in [
        ("户主姓名", ColumnAction::Review),
        ("姓名", ColumnAction::ByKind),
        ("家庭成员姓名", ColumnAction::Drop),
        ("手机号码", ColumnAction::Drop),
        ("领取方式甲", ColumnAction::Review),
    ] {
        assert_eq!(policy.column(heading, meaning(heading)), expected, "{heading}");
    }
}

#[test]
fn a_file_keeps_its_own_rules_above_those_of_the_audience() {
    let text = r#"
        extends = "social-assistance-notice"
        audience = "board"
        [kinds]
        address = { default = { generalise = "county" } }
    "#;
    let policy = policy(text);
    let decision = policy.decide(&Subject::in_text(Kind::Address, Role::Citizen, Confidence::HIGH));
    let names = crate::operators::Names::default();
    let county = decision.action.replace("西湖区三墩镇青云村", Kind::Address, &names);
    assert_eq!(county.as_deref(), Some("西湖区"));
    assert_eq!(policy.name(), "social-assistance-notice+local");
}

#[test]
fn what_was_asked_for_goes_before_what_the_file_says() {
    let file = Some(("yinmo.toml", "extends = \"strict\"\n[risk]\nfloor = 1000"));
    let policy = Policy::load(&Source {
        profile: Some("social-assistance-notice"),
        audience: Some("board"),
        file,
        ..Source::default()
    })
    .unwrap();
    assert_eq!((policy.name(), policy.audience()), ("social-assistance-notice+local", Some("board")));
    assert_eq!(policy.floor(), 1000);
    assert!(policy.audiences().eq(["board", "portal"]));
}

#[test]
fn fingerprints_follow_the_rules_and_nothing_else() {
    let fingerprint = |text| policy(text).fingerprint().to_owned();
    let mobile = fingerprint("[kinds]\nmobile = \"redact\"");
    assert_eq!(mobile, fingerprint("# a comment\nkinds = { mobile = \"redact\" }"));
    assert_ne!(mobile, fingerprint("[kinds]\nmobile = { redact = \"[手机]\" }"));
    assert_ne!(mobile, fingerprint("[kinds]\nmobile = \"redact\"\n[risk]\nfloor = 501"));
    assert_ne!(mobile, fingerprint("[kinds]\nmobile = \"redact\"\n[columns]\ndrop = [\"amount\"]"));
    assert_eq!(mobile.len(), 64);
}

#[test]
fn policies_are_shared_by_threads() {
    fn assert_shared<T: Send + Sync + Clone>() {}
    assert_shared::<Policy>();
}
