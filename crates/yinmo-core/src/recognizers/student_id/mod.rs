//! 学籍号 (school registration number).
//!
//! G, J or L and a number built like a resident identity number. It leaks a child's ID.

use super::resident_id::birthplace_and_date;
use super::{Candidate, Check, Pattern, Rank, Scores};
use crate::kind::Kind;

pub static RECOGNIZER: Pattern = Pattern {
    kind: Kind::StudentId,
    rank: Rank::Embedded,
    shape: r"[GJLgjl][1-8][0-9]{16}[0-9Xx]",
    labels: &[
        "学籍辅号",
        "学籍主辅号",
        "个人学籍号",
        "学籍",
        "学籍号",
        "学籍号码",
        "全国学籍号",
        "学籍编号",
        "学生学籍号",
        "学籍主号",
    ],
    scores: Scores { base: 0, confirmed: 90, labelled: 95, loosely: 80 },
    check,
    cases: include_str!("cases.txt"),
    ..Pattern::DEFAULT
};

fn check(candidate: &Candidate<'_>) -> Check {
    let chars = candidate.chars();
    match birthplace_and_date(&chars[1..]) {
        // L begins temporary taxpayer numbers too; there the label decides.
        Some(evidence) if !chars[0].eq_ignore_ascii_case(&b'L') => Check::Confirmed(evidence),
        Some(evidence) => Check::Unknown(evidence),
        None => Check::Unknown(crate::finding::EvidenceSet::EMPTY),
    }
}
