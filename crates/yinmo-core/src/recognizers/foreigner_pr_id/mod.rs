//! 外国人永久居留身份证 (foreign permanent resident ID card).
//!
//! Since December 2023 eighteen digits: 9, two of province, three of country (ISO 3166-1 numeric), eight of birth
//! date, three of sequence, one check character. Before that three letters of nationality and twelve digits, which
//! nothing confirms but a label.

use super::calendar::{is_birth_date, number};
use super::checksum::mod_11_2;
use super::{Candidate, Check, Pattern, Rank, Scores};
use crate::finding::{Evidence, EvidenceSet};
use crate::kind::Kind;

pub static RECOGNIZER: Pattern = Pattern {
    kind: Kind::ForeignerPrId,
    rank: Rank::Permit,
    shape: r"9[0-9]{16}[0-9Xx]|[A-Za-z]{3}[0-9]{12}",
    labels: &[
        "永居证件号",
        "永居证件号码",
        "永久居留证件号",
        "永久居留证件号码",
        "永居身份证",
        "永居卡",
        "永居号",
        "永久居留证号",
        "永久居留证号码",
        "外国人居留证",
        "外国人永居证",
        "永久居留",
        "永久居留证",
        "永久居留身份证",
        "永久居留身份证号码",
        "外国人永久居留",
        "外国人永久居留证",
        "外国人永久居留身份证",
        "外国人永久居留身份证号码",
        "永居",
        "永居证",
        "永居证号",
        "五星卡",
        "证件号码",
        "证件号",
        "身份证号",
        "身份证号码",
    ],
    scores: Scores { base: 0, confirmed: 90, labelled: 85, loosely: 70 },
    check,
    cases: include_str!("cases.txt"),
    ..Pattern::DEFAULT
};

fn check(candidate: &Candidate<'_>) -> Check {
    let chars = candidate.chars();
    if !chars[0].is_ascii_digit() {
        return Check::Unknown(EvidenceSet::EMPTY);
    }
    let province = yinmo_data::regions::province(number(&chars[1..3]) as u8).is_some();
    if !(province && is_birth_date(&chars[6..14])) {
        // An organisation code may begin with 9 too; a label must not turn it into a person's.
        return Check::Refuted;
    }
    Check::confirmed_if(mod_11_2(chars), Evidence::ChecksumHolds)
}
