//! 学籍号 (school registration number).
//!
//! G, J or L and a number built like a resident identity number. It leaks a child's ID. The number that a school gives
//! (`学号：2023…`) is found beside its label.

use super::resident_id::birthplace_and_date;
use super::{Candidate, Check, Context, Fit, Pattern, Rank, Scores};
use crate::kind::Kind;

pub static RECOGNIZER: Pattern = Pattern {
    kind: Kind::StudentId,
    rank: Rank::Embedded,
    shape: r"[GJLgjl][1-8][0-9]{16}[0-9Xx]|[A-Za-z]{0,3}[0-9]{6,14}",
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
        "学号",
        "学生学号",
        "学生号",
        "学籍主号",
    ],
    scores: Scores { base: 0, confirmed: 90, labelled: 95, loosely: 80 },
    check,
    fit,
    cases: include_str!("cases.txt"),
    ..Pattern::DEFAULT
};

/// The length of a number that a country gives.
const LONG: usize = 19;

/// What a school gives may be any number: nothing but its label tells, with a colon, or in a bracket behind a name.
fn fit(candidate: &Candidate<'_>, context: &Context<'_>) -> Option<Fit> {
    let before = || context.before().trim_end();
    let noted = || before().trim_end_matches("学号").ends_with(['（', '(']);
    let tight = || {
        context.label(candidate).is_some_and(super::Label::is_tight)
            && (context.has_heading() || before().ends_with(['：', ':']) || noted())
    };
    (candidate.chars().len() == LONG || tight()).then(|| Fit::at(candidate.span()))
}

fn check(candidate: &Candidate<'_>) -> Check {
    let chars = candidate.chars();
    if chars.len() < LONG {
        return Check::unknown_if(candidate.is_grouped());
    }
    match birthplace_and_date(&chars[1..]) {
        // L begins temporary taxpayer numbers too; there the label decides.
        Some(evidence) if !chars[0].eq_ignore_ascii_case(&b'L') => Check::Confirmed(evidence),
        Some(evidence) => Check::Unknown(evidence),
        None => Check::Unknown(crate::finding::EvidenceSet::EMPTY),
    }
}
