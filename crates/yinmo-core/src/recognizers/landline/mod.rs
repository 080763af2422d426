//! 固定电话号码 (landline numbers).
//!
//! An area code and seven or eight digits beginning 2–9, with brackets, blanks, dashes and extensions as people write
//! them. Seven or eight digits alone need a label. Whose line it is decides what happens: an office's stays.

use std::sync::LazyLock;

use regex::Regex;

use super::calendar::number;
use super::mobile::is_fraction;
use super::{Candidate, Check, Context, Fit, Pattern, Rank, Scores};
use crate::finding::Evidence;
use crate::kind::Kind;
use crate::scan::Gap;
use crate::text::Span;
use yinmo_data::area_codes;

pub static RECOGNIZER: Pattern = Pattern {
    kind: Kind::Landline,
    rank: Rank::Landline,
    shape: r"(0086|86)?0?[1-9][0-9]{1,2}[2-9][0-9]{6,7}|[2-9][0-9]{6,7}",
    labels: &[
        "电话",
        "电话号码",
        "来电号码",
        "来电显示",
        "来电电话",
        "主叫号码",
        "主叫",
        "联系电话",
        "联系方式",
        "联络电话",
        "固定电话",
        "固话",
        "座机",
        "座机号",
        "宅电",
        "住宅电话",
        "家庭电话",
        "家庭固定电话",
        "办公电话",
        "单位电话",
        "咨询电话",
        "监督电话",
        "举报电话",
        "监督举报电话",
        "投诉电话",
        "值班电话",
        "服务电话",
        "受理电话",
        "预约电话",
        "报名电话",
        "公示电话",
        "传真",
        "传真号",
        "传真号码",
        "传真电话",
        "热线",
        "热线电话",
        "客服电话",
        "tel",
        "telephone",
        "phone",
        "fax",
        "总机",
        "窗口电话",
        "联系人电话",
        "申请人电话",
        "户主电话",
        "监护人电话",
        "本人电话",
    ],
    scores: Scores { base: 0, confirmed: 75, labelled: 95, loosely: 80 },
    check: |candidate| {
        if area_and_number(candidate.chars()).is_some() {
            Check::confirmed(Evidence::PrefixKnown)
        } else {
            Check::unknown_if(candidate.chars().len() <= 8)
        }
    },
    fit,
    plain: Some(plain),
    cases: include_str!("cases.txt"),
    ..Pattern::DEFAULT
};

static AREA_IN_BRACKETS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?:\+?86[- ]?)?[(\[【]0[1-9][0-9]{1,2}[)\]】][- ]{0,2}$").expect("valid"));
static EXTENSION: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^ ?(?:转分机|转|分机号?|[-#*]|ext\.?|x) ?:?[0-9]{1,5}").expect("valid"));

/// With a hyphen after the area code, or without.
fn plain(cell: &[u8]) -> Option<u8> {
    // Mobile numbers end here.
    let [b'0' | b'-', ..] = cell else { return None };
    let mut digits = [0; 12];
    let hyphen = cell.iter().position(|&byte| byte == b'-');
    let (area, subscriber) = cell.split_at(hyphen.unwrap_or(0));
    let subscriber = &subscriber[usize::from(hyphen.is_some())..];
    let digits = digits.get_mut(..area.len() + subscriber.len())?;
    digits[..area.len()].copy_from_slice(area);
    digits[area.len()..].copy_from_slice(subscriber);
    let whole = digits.first() == Some(&b'0') && digits.iter().all(u8::is_ascii_digit);
    let length = area_and_number(whole.then_some(digits)?)?;
    let set_off = hyphen.is_none_or(|_| subscriber.len() == length);
    set_off.then_some(hyphen.map_or(0, |at| at as u8))
}

fn fit(candidate: &Candidate<'_>, context: &Context<'_>) -> Option<Fit> {
    let span = candidate.span();
    let (start, proved) = match area_and_number(candidate.chars()) {
        Some(number) => (context.country_code(span.start), is_written_as_landline(candidate, number)),
        None => local(candidate, context)?,
    };
    let labelled = context.label(candidate).is_some_and(|label| label.names(Kind::Landline));
    let refuted =
        is_fraction(context, start) || hidden_next(candidate, context, span.end) || ends_date(context, start);
    if !(labelled || proved) || refuted {
        return None;
    }
    let end = extension(context, span.end);
    let contact = Span::new(start, end);
    Some(Fit::at(contact).with_role(context.contact_role(end)))
}

/// The length of the subscriber's number, if a known area code stands before it.
fn area_and_number(chars: &[u8]) -> Option<usize> {
    let (national, international) = match chars {
        [b'0', b'0', b'8', b'6', rest @ ..] | [b'8', b'6', rest @ ..] if rest.len() >= 9 => (rest, true),
        _ => (chars, false),
    };
    let area = match national {
        [b'0', rest @ ..] => rest,
        _ if international => national,
        _ => return None,
    };
    let length = if matches!(area, [b'1' | b'2', ..]) { 2 } else { 3 };
    let subscriber = area.len().checked_sub(length)?;
    let valid = area_codes::contains(number(&area[..length])) && (7..=8).contains(&subscriber);
    (valid && (b'2'..=b'9').contains(&area[length])).then_some(subscriber)
}

/// The subscriber's part must be one group or two customary ones, and something must set off the area code.
fn is_written_as_landline(candidate: &Candidate<'_>, subscriber: usize) -> bool {
    let groups: Vec<usize> = candidate.grouping().collect();
    let own: &[usize] = match groups.len() {
        1 => return false,
        2 => &groups[1..],
        n => &groups[groups.iter().rposition(|&g| g == subscriber).unwrap_or(n - 2)..],
    };
    let customary = matches!(own, [7 | 8] | [4, 4] | [3, 4]) && own.iter().sum::<usize>() == subscriber;
    customary && !candidate.gaps().has(Gap::TAB) && !candidate.gaps().has(Gap::DOT)
}

/// Seven or eight digits: an area code in brackets before them proves them, else they need their label close by.
fn local(candidate: &Candidate<'_>, context: &Context<'_>) -> Option<(usize, bool)> {
    let span = candidate.span();
    let customary = candidate.chars().len() <= 8 && candidate.is_customary(&[&[4, 4], &[3, 4]]);
    if !customary || candidate.gaps().has(Gap::TAB) {
        return None;
    }
    let bracket = context
        .char_before(span.start)
        .is_some_and(|c| matches!(c, ')' | '）' | ']' | '】' | '-' | '－' | ' '));
    if let Some(start) = bracket.then(|| context.match_before(&AREA_IN_BRACKETS, span.start)).flatten() {
        return Some((start, true));
    }
    let tight = context.label(candidate).is_some_and(|label| label.is_tight() && label.names(Kind::Landline));
    tight.then_some((span.start, false))
}

fn extension(context: &Context<'_>, end: usize) -> usize {
    if context
        .char_after(end)
        .is_none_or(|c| c.is_alphanumeric() && !matches!(c, '转' | '分' | 'e' | 'E' | 'x'))
    {
        return end;
    }
    let extended = context.match_after(&EXTENSION, end);
    extended
        .filter(|&at| context.char_after(at).is_none_or(|c| !c.is_alphanumeric() || !c.is_ascii()))
        .unwrap_or(end)
}

/// `2023-05-18⏎574 …`: the month of a date is no area code.
fn ends_date(context: &Context<'_>, start: usize) -> bool {
    let Some(before) = context.before_at(start).strip_suffix(['-', '/']) else { return false };
    let year = before.bytes().rev().take_while(u8::is_ascii_digit).count();
    year == 4 && before.ends_with(|c: char| c.is_ascii_digit()) && {
        let year = &before[before.len() - year..];
        year.starts_with("19") || year.starts_with("20")
    }
}

/// A mask goes on the number: it is hidden already. A mark or two behind all of one lead to a note.
fn hidden_next(candidate: &Candidate<'_>, context: &Context<'_>, end: usize) -> bool {
    let is_mask = |c: char| matches!(c, '*' | '＊' | '?' | '？' | '…' | '×' | '_');
    let masks = context.text[end..].chars().take_while(|&c| is_mask(c)).count();
    masks > if area_and_number(candidate.chars()).is_some() { 2 } else { 0 }
}
