//! 低保证、特困证等救助证件编号 (certificates of social assistance).
//!
//! There is no national format: a few characters, letters and digits beside a label.

use std::sync::LazyLock;

use regex::Regex;

use super::{Candidate, Check, Context, Fit, Pattern, Scores};
use crate::kind::Kind;
use crate::text::Span;

pub static RECOGNIZER: Pattern = Pattern {
    kind: Kind::AssistanceCert,
    shape: r"[A-Za-z]{0,4}[0-9]{6,16}",
    labels: &[
        "低保证",
        "供养证",
        "供养证号",
        "低保户证",
        "低保对象证",
        "低保家庭证",
        "低保救助证",
        "特困救助证",
        "特困人员证",
        "特困户证",
        "五保户证",
        "五保供养证",
        "低收入家庭证",
        "低收入救助证",
        "低收入家庭救助证",
        "低边家庭证",
        "低保边缘家庭证",
        "困难职工证",
        "困难家庭证",
        "低保户证号",
        "低保对象证号",
        "最低生活保障证",
        "最低生活保障证号",
        "城乡居民最低生活保障证",
        "城乡居民最低生活保障证号",
        "城市居民最低生活保障证",
        "农村居民最低生活保障证",
        "低保金领取证",
        "最低生活保障金领取证",
        "最低生活保障金领取证号",
        "低保金领取证号",
        "低保领取证",
        "低保证号",
        "低保证编号",
        "低保证号码",
        "低保编号",
        "低保号",
        "城市低保证号",
        "农村低保证号",
        "特困证",
        "特困证号",
        "特困供养证",
        "特困供养证号",
        "特困供养证编号",
        "特困人员供养证",
        "特困人员救助供养证",
        "特困人员救助供养证号",
        "五保证",
        "五保证号",
        "五保供养证号",
        "救助证",
        "救助证号",
        "救助证编号",
        "低收入证",
        "低收入证号",
        "低收入家庭证号",
        "优待证",
        "优待证号",
        "抚恤证",
        "抚恤证号",
        "优抚证号",
        "老年证",
        "老年证号",
        "老年优待证号",
        "儿童福利证",
        "儿童福利证号",
        "孤儿证",
        "孤儿证号",
        "贫困户编号",
        "建档立卡编号",
    ],
    scores: Scores { base: 0, confirmed: 0, labelled: 95, loosely: 85 },
    check: |candidate| {
        Check::unknown_if(candidate.is_grouped() || candidate.all_gaps_are(crate::scan::Gap::HYPHEN))
    },
    fit,
    cases: include_str!("cases.txt"),
    ..Pattern::DEFAULT
};

static PLACE_PREFIX: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:[:：\s]|编号|证号|号码|号)([\p{Han}&&[^码为是系号]]{1,4})$").expect("valid")
});

/// `浙低保0123456`: a short prefix in characters belongs to the number, if a colon or the label sets it off.
fn fit(candidate: &Candidate<'_>, context: &Context<'_>) -> Option<Fit> {
    let span = candidate.span();
    let prefix = PLACE_PREFIX.captures(context.before()).and_then(|found| found.get(1));
    if let Some(prefix) = prefix {
        return Some(Fit::at(Span::new(span.start - prefix.len(), span.end)));
    }
    context.label(candidate).is_some_and(super::Label::is_tight).then(|| Fit::at(span))
}
