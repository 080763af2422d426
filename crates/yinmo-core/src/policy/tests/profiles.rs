//! The examples that the profiles promise, read from the profiles themselves.

use yinmo_data::columns::meaning;

use crate::finding::{Confidence, Role};
use crate::kind::{Group, Kind};
use crate::operators::{Action, Names};
use crate::policy::{ColumnAction, Policy, Source, Subject};

/// What stands in a text afterwards; the operator's id where the value stays for another reason than `keep`.
fn published(policy: &Policy, kind: Kind, role: Role, value: &str) -> String {
    let action = policy.decide(&Subject::in_text(kind, role, Confidence::HIGH)).action;
    match action {
        Action::Review(_) | Action::Block(_) => action.id().to_owned(),
        _ => action.replace(value, kind, &Names::default()).unwrap_or_else(|| value.to_owned()),
    }
}

fn check(policy: &Policy, cases: &[(Kind, Role, &str, &str)]) {
    for &(kind, role, before, after) in cases {
        assert_eq!(published(policy, kind, role, before), after, "{kind} {}", role.id());
    }
}

#[test]
fn every_profile_loads_and_is_the_one_it_is_called() {
    for name in Policy::builtin_names() {
        let policy = Policy::builtin(name).unwrap();
        assert_eq!(policy.name(), name);
        assert_eq!(policy.version(), "2026.11");
        assert!(!policy.title().zh.is_empty() && !policy.title().en.is_empty());
        // The profile that changes nothing leaves the judgement of every row to a person.
        assert_eq!(policy.floor(), if name == "review-only" { 0 } else { 500 });
    }
    assert_eq!(Policy::builtin_names().next(), Some("general-publication"));
}

#[test]
fn general_publication() {
    use Role::{Citizen, Donor, Minor, Official, Organisation, Unknown};
    check(
        &Policy::builtin("general-publication").unwrap(),
        &[
            (Kind::ResidentId, Citizen, "330106190102030017", "330106************"),
            (Kind::HmtResidencePermit, Citizen, "810000190803150012", "810000************"),
            (Kind::ForeignerPrId, Citizen, "931840190506070035", "931840************"),
            (Kind::DisabilityCert, Citizen, "33010619010203001743", "330106**************"),
            (Kind::StudentId, Minor, "G330106201304059919", "G33010*************"),
            (Kind::TaxpayerIdPerson, Citizen, "33010619010203001701", "330106**************"),
            (Kind::Passport, Citizen, "EA0123456", "EA*******"),
            (Kind::BirthCert, Minor, "T330123456", "T3********"),
            (Kind::Mobile, Citizen, "13800012001", "138******01"),
            (Kind::Mobile, Official, "13800012001", "review"),
            (Kind::Landline, Citizen, "0571-87012348", "[电话]"),
            (Kind::Landline, Unknown, "0571-87012348", "[电话]"),
            (Kind::Landline, Organisation, "0571-87012345", "0571-87012345"),
            (Kind::BankCard, Citizen, "6228480330000000019", "[账号]"),
            (Kind::BankAccount, Unknown, "1202 0210 0990 0123 456", "[账号]"),
            (Kind::BankAccount, Organisation, "1202020619900123456", "1202020619900123456"),
            (Kind::Person, Citizen, "王建坪", "王*坪"),
            (Kind::Person, Unknown, "李四", "李*"),
            (Kind::Person, Official, "孔令岳", "孔令岳"),
            (Kind::Person, Minor, "周小沣", "某某"),
            (Kind::Person, Donor, "韩启岳", "review"),
            (Kind::Address, Citizen, "浙江省杭州市西湖区三墩镇青云村3组12号", "浙江省杭州市西湖区三墩镇"),
            (Kind::Address, Organisation, "杭州市上城区解放东路18号", "杭州市上城区解放东路18号"),
            (Kind::BirthDate, Citizen, "1952年3月4日", "1952年"),
            (Kind::Health, Citizen, "肺癌", "review"),
            (Kind::Criminal, Citizen, "服刑", "review"),
            (Kind::Email, Citizen, "zhang_test01@example.com", "z***@example.com"),
            (Kind::Email, Organisation, "mzjjb@hz.gov.cn", "mzjjb@hz.gov.cn"),
            (Kind::Qq, Citizen, "123456789", "12*******"),
            (Kind::Wechat, Citizen, "wxid_test0001", "wx**_********"),
            (Kind::Plate, Citizen, "浙A12345", "浙A·*****"),
            (Kind::Geo, Citizen, "30.274085,120.155070", "30.27,120.15"),
            (Kind::DocNo, Unknown, "杭民发〔2019〕12号", "杭民发〔2019〕12号"),
            (Kind::CaseNo, Unknown, "（2019）浙0106民初1234号", "（2019）浙0106民初1234号"),
            (Kind::Hotline, Unknown, "12345", "12345"),
            (Kind::Amount, Unknown, "2160元", "2160元"),
            (Kind::Date, Unknown, "2026年3月1日", "2026年3月1日"),
        ],
    );
}

/// A heading, what stands below and whose it is, the cell.
type Cell = (&'static str, Option<(Kind, Role)>, &'static str);

/// A row of a relief list.
const RELIEF_LIST: &[Cell] = &[
    ("序号", None, "1"),
    ("户主姓名", Some((Kind::Person, Role::Citizen)), "王建坪"),
    ("身份证号码", Some((Kind::ResidentId, Role::Citizen)), "330106190102030017"),
    ("联系电话", Some((Kind::Mobile, Role::Citizen)), "13800012001"),
    ("家庭住址", Some((Kind::Address, Role::Citizen)), "三墩镇青云村3组12号"),
    ("致贫原因", Some((Kind::Health, Role::Citizen)), "肺癌"),
    ("保障人数", None, "2人"),
    ("保障金额", None, "2160元"),
    ("银行卡号", Some((Kind::BankCard, Role::Citizen)), "6228480330000000019"),
];

fn published_row(policy: &Policy) -> String {
    let mut cells = Vec::new();
    for &(heading, finding, cell) in RELIEF_LIST {
        let column = policy.column(heading, meaning(heading));
        if matches!(column, ColumnAction::Drop | ColumnAction::Block) {
            continue;
        }
        cells.push(finding.map_or(cell.to_owned(), |(kind, role)| {
            let action = policy.decide(&Subject::in_column(kind, role, Confidence::HIGH, column)).action;
            action.replace(cell, kind, &Names::default()).unwrap_or_else(|| cell.to_owned())
        }));
    }
    cells.join("｜")
}

#[test]
fn a_relief_list_under_each_profile() {
    let load = |profile, audience, text| {
        let file = Some(("yinmo.toml", text));
        Policy::load(&Source { profile: Some(profile), audience, file, ..Source::default() }).unwrap()
    };
    let notice = "social-assistance-notice";
    let starred = "[kinds]\nperson = { default = \"star-name\" }";
    for (policy, expected) in [
        (load(notice, Some("board"), ""), "1｜王建坪｜三墩镇青云村｜2人｜2160元"),
        (load(notice, Some("portal"), ""), "1｜王建坪｜三墩镇｜2人｜2160元"),
        (load(notice, None, starred), "1｜王*坪｜三墩镇｜2人｜2160元"),
        (
            load("general-publication", None, ""),
            "1｜王*坪｜330106************｜138******01｜三墩镇｜2人｜2160元｜[账号]",
        ),
        (load("strict", None, ""), "1｜[姓名]｜[证件号]｜[电话]｜[地址]｜2人｜2160元｜[账号]"),
        (
            load("review-only", None, ""),
            "1｜王建坪｜330106190102030017｜13800012001｜三墩镇青云村3组12号｜肺癌｜2人｜2160元｜6228480330000000019",
        ),
    ] {
        assert_eq!(published_row(&policy), expected);
    }
}

#[test]
fn columns_of_a_social_assistance_notice() {
    let policy = Policy::builtin("social-assistance-notice").unwrap();
    assert_eq!(policy.audience(), Some("portal"));
    for (heading, expected) in [
        ("序号", ColumnAction::ByKind),
        ("申请人姓名", ColumnAction::ByKind),
        ("乡镇（街道）", ColumnAction::ByKind),
        ("村（社区）", ColumnAction::ByKind),
        ("救助类别", ColumnAction::ByKind),
        ("起始月份", ColumnAction::ByKind),
        ("备注", ColumnAction::Review),
        ("家庭成员姓名", ColumnAction::Drop),
        ("残疾类别", ColumnAction::Drop),
        ("家庭月收入", ColumnAction::Drop),
        ("出生日期", ColumnAction::Drop),
        ("领取方式甲", ColumnAction::Drop),
        ("儿童姓名", ColumnAction::Block),
    ] {
        let plain = heading.split('（').next().unwrap();
        assert_eq!(policy.column(heading, meaning(plain)), expected, "{heading}");
    }
}

#[test]
fn strict_leaves_a_marker_for_everything_about_a_person() {
    let policy = Policy::builtin("strict").unwrap();
    for (kind, marker) in [
        (Kind::Person, "[姓名]"),
        (Kind::ResidentId, "[证件号]"),
        (Kind::Passport, "[证件号]"),
        (Kind::Mobile, "[电话]"),
        (Kind::Landline, "[电话]"),
        (Kind::Address, "[地址]"),
        (Kind::BankCard, "[账号]"),
        (Kind::BirthDate, "[出生日期]"),
        (Kind::Health, "[健康信息]"),
        (Kind::Plate, "[车牌]"),
    ] {
        for role in [Role::Unknown, Role::Citizen] {
            assert_eq!(published(&policy, kind, role, "某值"), marker, "{kind}");
        }
    }
    assert_eq!(published(&policy, Kind::Mobile, Role::Official, "13800012001"), "[电话]");
    assert_eq!(published(&policy, Kind::Landline, Role::Organisation, "0571-87012345"), "0571-87012345");
}

#[test]
fn review_only_changes_nothing() {
    let policy = Policy::builtin("review-only").unwrap();
    for &kind in Kind::ALL {
        for role in Role::ALL {
            for confidence in [Confidence::LOW, Confidence::HIGH] {
                for column in [None, Some(ColumnAction::ByKind)] {
                    let action = policy.decide(&Subject { kind, role, confidence, column }).action;
                    assert!(matches!(action, Action::Keep(_) | Action::Review(_)), "{kind} {}", role.id());
                }
            }
        }
    }
}

/// Nothing about a person stays without a stated reason, and furniture always stays.
#[test]
fn every_keep_has_a_basis() {
    for name in Policy::builtin_names() {
        let policy = Policy::builtin(name).unwrap();
        for &kind in Kind::ALL {
            for role in Role::ALL.into_iter().filter(|role| *role != Role::Allowed) {
                let decision = policy.decide(&Subject::in_text(kind, role, Confidence::HIGH));
                let keeps = *decision.action == Action::KEEP;
                match kind.group() {
                    Group::Furniture => assert!(keeps, "{name} {kind}"),
                    _ => assert!(!keeps || decision.basis.is_some(), "{name} {kind} {}", role.id()),
                }
            }
        }
    }
}

#[test]
fn lists_of_children_are_not_published() {
    for name in ["general-publication", "social-assistance-notice", "strict"] {
        let policy = Policy::builtin(name).unwrap();
        let subject =
            Subject::in_column(Kind::MinorFlag, Role::Unknown, Confidence::HIGH, ColumnAction::ByKind);
        assert_eq!(policy.decide(&subject).action, &Action::BLOCK, "{name}");
        assert_eq!(policy.column("儿童姓名", meaning("儿童姓名")), ColumnAction::Block, "{name}");
    }
}
