//! 军人证件 (military identity numbers): officers', soldiers', civilians', armed police.
//!
//! `军字第0123456号` with the letter of the service. Old case numbers (`（2015）西民初字第01234号`) look alike: there a
//! court's character stands before 字.

use std::sync::LazyLock;

use regex::Regex;

use super::{Candidate, Context, Fit, Pattern, Rank, Scores};
use crate::kind::Kind;
use crate::text::Span;

pub static RECOGNIZER: Pattern = Pattern {
    kind: Kind::MilitaryId,
    rank: Rank::Structured,
    shape: r"[0-9]{6,8}",
    labels: &[
        "军官证",
        "军官证号",
        "士兵证",
        "士兵证号",
        "警官证",
        "武警警官证",
        "武警警官证号",
        "军人证",
        "军人证件",
        "文职干部证",
        "退役军人证",
        "军人保障卡",
        "军官证号码",
        "士官证",
    ],
    scores: Scores { base: 75, confirmed: 75, labelled: 95, loosely: 90 },
    fit,
    cases: include_str!("cases.txt"),
    ..Pattern::DEFAULT
};

static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:军|政|后|装|参|文|士|武|空|海|北|南|东|西|联|火|战|支|兰|成|济|沈|广|警)字第? ?$")
        .expect("valid")
});
static AFTER: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^ ?号").expect("valid"));

fn fit(candidate: &Candidate<'_>, context: &Context<'_>) -> Option<Fit> {
    let span = candidate.span();
    context.char_before(span.start).filter(|c| matches!(c, '字' | '第' | ' '))?;
    let start = context.form_before(&BEFORE, span.start)?;
    let end = context.match_after(&AFTER, span.end)?;
    let labelled = context.label(candidate).is_some_and(|label| label.names(Kind::MilitaryId));
    let stands_alone = context.char_before(start).is_none_or(|c| !is_han(c));
    (candidate.is_whole() && (labelled || stands_alone)).then(|| Fit::at(Span::new(start, end)))
}

const fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | ')' | '）' | '〕' | ']')
}
