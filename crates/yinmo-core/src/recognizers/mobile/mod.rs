//! 手机号码 (mobile numbers, MIIT allocation of March 2023).
//!
//! Eleven digits, with `+86`, `0086`, `86-` or a long-distance 0 before them. Half of all prefixes are assigned, so the
//! prefix alone is weak evidence: what stands around the number decides. Those of Hong Kong, Macao and Taiwan are taken
//! with their country code, behind a label.

use super::calendar::are_digits;
use super::{Candidate, Check, Context, Fit, Pattern, Rank, Scores};
use crate::finding::Evidence;
use crate::kind::Kind;
use crate::scan::Gap;
use crate::text::Span;
use yinmo_data::mobile_prefixes;

pub static RECOGNIZER: Pattern = Pattern {
    kind: Kind::Mobile,
    rank: Rank::Mobile,
    shape: r"(0086|86|0)?1[3-9][0-9]{9}|(00)?(85[23][4-9][0-9]{7}|8869[0-9]{8})",
    labels: &[
        "手机",
        "手机号",
        "手机号码",
        "移动电话",
        "电话",
        "电话号码",
        "来电号码",
        "来电显示",
        "来电电话",
        "主叫号码",
        "主叫",
        "联系电话",
        "联系手机",
        "联系方式",
        "联络电话",
        "联系号码",
        "本人电话",
        "本人手机",
        "联系人电话",
        "微信同号",
        "微信电话",
        "微信/电话",
        "卫星电话",
        "tel",
        "telephone",
        "phone",
        "mobile",
        "cell",
        "手机/微信",
        "短号",
        "預留手机号",
        "预留手机号",
        "预留电话",
        "mobile no",
        "phone no",
        "phone number",
        "mobile number",
        "tel no",
        "contact",
        "致电",
        "来电",
        "拨打",
    ],
    scores: Scores { base: 0, confirmed: 80, labelled: 95, loosely: 85 },
    check,
    fit,
    weak: Some(weak),
    plain: Some(plain),
    cases: include_str!("cases.txt"),
};

fn check(candidate: &Candidate<'_>) -> Check {
    let chars = candidate.chars();
    Check::confirmed_if(mobile_prefixes::is_assigned(&chars[chars.len() - 11..]), Evidence::PrefixKnown)
}

fn plain(cell: &[u8]) -> Option<u8> {
    let whole = cell.len() == 11 && are_digits(cell);
    (whole && mobile_prefixes::is_assigned(cell)).then_some(0)
}

fn fit(candidate: &Candidate<'_>, context: &Context<'_>) -> Option<Fit> {
    let span = candidate.span();
    let labelled = context.label(candidate).is_some_and(|label| label.names(Kind::Mobile));
    let counts = || is_fraction(context, span.start) || is_whole_part(context, span.end);
    if !labelled && (counts() || !is_written_as_mobile(candidate)) {
        return None;
    }
    let start = context.country_code(span.start);
    Some(Fit::at(Span::new(start, span.end)))
}

/// 3-4-4, 3-3-5, digit by digit, wrapped; a country code may be a group of its own.
fn is_written_as_mobile(candidate: &Candidate<'_>) -> bool {
    const CUSTOMS: [&[usize]; 12] = [
        &[3, 4, 4],
        &[3, 3, 5],
        &[4, 3, 4],
        &[3, 8],
        &[2, 11],
        &[2, 3, 4, 4],
        &[2, 3, 3, 5],
        &[4, 11],
        &[4, 3, 4, 4],
        &[5, 4, 4],
        &[5, 3, 5],
        &[1, 3, 4, 4],
    ];
    let boxes = candidate.grouping().all(|size| size == 1);
    candidate.is_customary(&CUSTOMS) && (boxes || !candidate.gaps().has(Gap::TAB))
}

/// `120.13800012001`: the digits after a point, unless the point ends a list marker at the start of a line.
pub(super) fn is_fraction(context: &Context<'_>, start: usize) -> bool {
    let Some(before) = context.before_at(start).strip_suffix(['.', '．']) else { return false };
    let digits = before.chars().rev().take_while(char::is_ascii_digit).count();
    let marker =
        digits <= 3 && before[..before.len() - digits].chars().next_back().is_none_or(char::is_whitespace);
    digits > 0 && !marker
}

/// `13800012001.00`: the digits before a point and a few more. After a number that ends a sentence or a line of a list
/// there come words, a blank or a number as long. `13800012001.0` is how programs write a whole number that they took for
/// a decimal.
fn is_whole_part(context: &Context<'_>, end: usize) -> bool {
    let Some(decimals) = context.after(end).strip_prefix(['.', '．']) else { return false };
    let digits = decimals.bytes().take_while(u8::is_ascii_digit).count();
    let behind = decimals[digits..].chars().next();
    (1..=8).contains(&digits)
        && &decimals[..digits] != "0"
        && behind.is_none_or(|c| c.is_whitespace() || matches!(c, ',' | '，' | ')' | ']' | '}' | '"' | '\''))
}

/// How many mobile numbers fit a masked one, if that is too few to hide a person.
fn weak(chars: &[u8]) -> Option<u32> {
    let masked: &[u8; 11] = chars.try_into().ok()?;
    let left = crate::risk::mobile::candidates(masked);
    u32::try_from(left).ok().filter(|left| (1..=1000).contains(left))
}
