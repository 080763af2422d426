//! 微信号 (WeChat id): six to twenty characters beginning with a letter, beside a label.
//!
//! Handles of other networks (`抖音号`) are found like it, and so is what somebody gives as their contact
//! (`联系方式：wx_…`). Official accounts (`微信公众号：杭州民政发布`) are no person's.

use std::sync::LazyLock;

use regex::Regex;

use super::{Candidate, Context, Fit, Pattern, Scores};
use crate::kind::Kind;
use crate::text::Span;

pub static RECOGNIZER: Pattern = Pattern {
    kind: Kind::Wechat,
    shape: r"[A-Za-z][A-Za-z0-9]{0,19}",
    labels: &[
        "微信id号",
        "微信联系",
        "微信/QQ",
        "QQ/微信",
        "个人微信",
        "本人微信",
        "联系微信",
        "微信",
        "微信号",
        "微信号码",
        "微信账号",
        "微信ID",
        "微信帐号",
        "加V",
        "加微信",
        "加微",
        "VX",
        "V信",
        "V X",
        "薇信",
        "威信",
        "wechat",
        "wechat id",
        "weixin",
        "微 信",
        "联系方式",
        "抖音号",
        "抖音",
        "抖音账号",
        "快手号",
        "快手账号",
        "小红书号",
        "小红书账号",
        "微博账号",
        "支付宝账号",
        "陌陌号",
    ],
    scores: Scores { base: 0, confirmed: 0, labelled: 90, loosely: 0 },
    fit,
    cases: include_str!("cases.txt"),
    ..Pattern::DEFAULT
};

static ID: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^[_A-Za-z][-_A-Za-z0-9]{5,19}").expect("valid"));

fn fit(candidate: &Candidate<'_>, context: &Context<'_>) -> Option<Fit> {
    let span = candidate.span();
    let underscores = context.before().len() - context.before().trim_end_matches('_').len();
    let span = Span::new(span.start - underscores, span.end);
    let end = context.match_after(&ID, span.start)?;
    let id = &context.text[span.start..end];
    let only_letters = id.chars().all(char::is_alphabetic);
    let set_off = context.heading().is_some()
        || context
            .char_before(span.start)
            .is_some_and(|c| matches!(c, ':' | '：' | '号' | '为' | '是' | '=' | ' '));
    // Much else stands behind `联系方式`; a handle has marks that words do not have.
    let shared = context.label(candidate).is_some_and(|label| label.names(Kind::Mobile));
    if shared && !is_made_up(id) {
        return None;
    }
    let closed = context.char_after(end).is_none_or(|c| !c.is_ascii_alphanumeric() && c != '@');
    (closed && (set_off || !only_letters) && !id.eq_ignore_ascii_case("wechat"))
        .then(|| Fit::at(Span::new(span.start, end)))
}

/// `wx_test01`, `abc123`: letters, and a mark or digits.
fn is_made_up(id: &str) -> bool {
    id.contains('_')
        || id.ends_with(|c: char| c.is_ascii_digit()) && id.starts_with(|c: char| c.is_ascii_lowercase())
}
