//! 残疾人证 (disability certificate).
//!
//! The resident identity number, a digit for the category (1 sight … 7 multiple) and one for the level (1–4). It leaks
//! the ID and the disability. Re-issues carry a suffix such as `B1`.

use super::checksum::mod_11_2;
use super::resident_id::birthplace_and_date;
use super::{Candidate, Check, Pattern, Rank, Scores};
use crate::finding::{Evidence, EvidenceSet};
use crate::kind::Kind;

pub static RECOGNIZER: Pattern = Pattern {
    kind: Kind::DisabilityCert,
    rank: Rank::Embedded,
    shape: r"[1-8][0-9]{16}[0-9Xx][1-7][1-4]([Bb][0-9]{1,2})?",
    labels: &[
        "残疾证",
        "残疾证号",
        "残疾证号码",
        "残疾人证",
        "残疾人证号",
        "残疾人证号码",
        "残疾人证编号",
        "残疾证编号",
        "残联证号",
        "第二代残疾人证",
    ],
    scores: Scores { base: 0, confirmed: 90, labelled: 95, loosely: 80 },
    check: embedded_id,
    cases: include_str!("cases.txt"),
    ..Pattern::DEFAULT
};

/// Whether the first eighteen characters are an ID.
fn embedded_id(candidate: &Candidate<'_>) -> Check {
    let id = &candidate.chars()[..18];
    match birthplace_and_date(id) {
        // Without a label it is an ID, and the number of the next item of a list.
        Some(evidence) if mod_11_2(id) && candidate.ends_line_after(18) => Check::Unknown(evidence),
        Some(evidence) if mod_11_2(id) => Check::Confirmed(evidence.with(Evidence::ChecksumHolds)),
        _ => Check::Unknown(EvidenceSet::EMPTY),
    }
}
