//! 自然人纳税人识别号 (taxpayer number of a natural person or sole proprietor).
//!
//! The resident identity number and two digits, or L and the ID for a temporary registration.

use super::checksum::mod_11_2;
use super::resident_id::birthplace_and_date;
use super::{Candidate, Check, Pattern, Rank, Scores};
use crate::finding::{Evidence, EvidenceSet};
use crate::kind::Kind;

pub static RECOGNIZER: Pattern = Pattern {
    kind: Kind::TaxpayerIdPerson,
    rank: Rank::Embedded,
    shape: r"[1-8][0-9]{16}[0-9Xx][0-9]{2}|[Ll][1-8][0-9]{16}[0-9Xx]",
    labels: &[
        "纳税人识别号",
        "纳税人编号",
        "纳税识别号",
        "税号",
        "纳税人号",
        "个人税号",
        "自然人纳税人识别号",
        "税务识别号",
        "税务登记号",
        "国税登记号",
        "地税登记号",
        "国税登记证号",
        "地税登记证号",
        "税务登记证号",
        "税务登记证号码",
    ],
    scores: Scores { base: 0, confirmed: 85, labelled: 95, loosely: 80 },
    check,
    cases: include_str!("cases.txt"),
    ..Pattern::DEFAULT
};

fn check(candidate: &Candidate<'_>) -> Check {
    let chars = candidate.chars();
    let id = if chars.len() == 20 { &chars[..18] } else { &chars[1..] };
    match birthplace_and_date(id) {
        // Without a label it is an ID, and the number of the next item of a list.
        Some(evidence) if mod_11_2(id) && candidate.ends_line_after(18) => Check::Unknown(evidence),
        Some(evidence) if mod_11_2(id) => Check::Confirmed(evidence.with(Evidence::ChecksumHolds)),
        Some(evidence) => Check::Unknown(evidence),
        None => Check::Unknown(EvidenceSet::EMPTY),
    }
}
