//! 统一社会信用代码、组织机构代码 (GB 32100, GB 11714): kept, because what is published must stay checkable.

use super::checksum::uscc;
use super::{Candidate, Check, Pattern, Rank, Scores};
use crate::finding::{Evidence, EvidenceSet};
use crate::kind::Kind;

pub static RECOGNIZER: Pattern = Pattern {
    kind: Kind::OrgCode,
    rank: Rank::Furniture,
    shape: r"[1-9A-HJ-NPQRTUWXY][0-9A-HJ-NPQRTUWXY][0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}",
    scores: Scores { base: 0, confirmed: 95, labelled: 0, loosely: 0 },
    check,
    cases: include_str!("cases.txt"),
    ..Pattern::DEFAULT
};

fn check(candidate: &Candidate<'_>) -> Check {
    if candidate.is_whole() && uscc(candidate.chars()) {
        return Check::confirmed(Evidence::ChecksumHolds);
    }
    Check::Unknown(EvidenceSet::EMPTY)
}
