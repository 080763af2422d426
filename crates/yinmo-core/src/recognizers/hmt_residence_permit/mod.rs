//! 港澳台居民居住证 (residence permit of Hong Kong, Macao and Taiwan residents).
//!
//! Built like a resident identity number with the region 810000, 820000 or 830000 and the same check character.

use super::calendar::is_birth_date;
use super::checksum::mod_11_2;
use super::{Candidate, Check, Pattern, Rank, Scores};
use crate::finding::{Evidence, EvidenceSet};
use crate::kind::Kind;

pub static RECOGNIZER: Pattern = Pattern {
    kind: Kind::HmtResidencePermit,
    rank: Rank::Permit,
    shape: r"8[123]0000[0-9]{11}[0-9Xx]",
    labels: &[
        "居住证",
        "居住证号",
        "居住证号码",
        "港澳台居民居住证",
        "港澳台居民居住证号码",
        "港澳居民居住证",
        "台湾居民居住证",
        "证件号码",
        "证件号",
        "身份证号",
        "身份证号码",
    ],
    scores: Scores { base: 0, confirmed: 95, labelled: 80, loosely: 70 },
    check,
    cases: include_str!("cases.txt"),
    ..Pattern::DEFAULT
};

fn check(candidate: &Candidate<'_>) -> Check {
    let chars = candidate.chars();
    if is_birth_date(&chars[6..14]) && mod_11_2(chars) {
        return Check::confirmed(Evidence::ChecksumHolds);
    }
    Check::Unknown(EvidenceSet::EMPTY.with(Evidence::ChecksumFails))
}
