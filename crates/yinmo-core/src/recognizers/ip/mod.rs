//! IP地址 (IP address, versions 4 and 6): beside a label, because section numbers and versions look the same. Masks of
//! networks, networks themselves and routers of private ones are nobody's.

mod shared;

use std::sync::LazyLock;

use regex::Regex;

use super::{Candidate, Context, Fit, Pattern, Scores};
use crate::kind::Kind;
use crate::scan::Gap;
use crate::text::Span;

pub static RECOGNIZER: Pattern = Pattern {
    kind: Kind::Ip,
    shape: r"[0-9]{4,12}|[0-9A-Fa-f]{1,4}",
    labels: &[
        "客户端IP地址",
        "服务器地址",
        "服务器IP",
        "服务器IP地址",
        "主机IP",
        "主机地址",
        "来源IP地址",
        "访问IP",
        "上网IP",
        "IP address",
        "客户IP",
        "终端IP",
        "IP 地址",
        "外网IP",
        "内网IP",
        "公网IP",
        "IP",
        "IP地址",
        "主机IP地址",
        "访问IP地址",
        "上网IP地址",
        "终端IP地址",
        "外网IP地址",
        "内网IP地址",
        "公网IP地址",
        "客户IP地址",
        "登陆IP地址",
        "远程IP地址",
        "注册IP",
        "注册IP地址",
        "源IP地址",
        "发帖IP",
        "发帖IP地址",
        "ip addr",
        "远程IP",
        "登陆IP",
        "登录IP",
        "登录IP地址",
        "IPv4",
        "IPv6",
        "IPv4地址",
        "IPv6地址",
        "网络地址",
        "来源IP",
        "客户端IP",
        "ip address",
        "ip_addr",
        "remote_addr",
    ],
    scores: Scores { base: 0, confirmed: 0, labelled: 95, loosely: 0 },
    fit,
    cases: include_str!("cases.txt"),
    ..Pattern::DEFAULT
};

static V6: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(?i)[0-9a-f]{1,4}(?:::?[0-9a-f]{1,4}){2,7}").expect("valid"));

fn fit(candidate: &Candidate<'_>, context: &Context<'_>) -> Option<Fit> {
    let span = candidate.span();
    if is_v4(candidate) {
        let own = !shared::is_shared(&bytes(candidate), context.after(span.end));
        return own.then(|| Fit::at(span)).filter(|_| !names_mail_server(context.before()));
    }
    let end = context.match_after(&V6, span.start).filter(|_| context.char_after(span.end) == Some(':'))?;
    let text = &context.text[span.start..end];
    let whole = text.contains("::") || text.matches(':').count() == 7;
    whole.then(|| Fit::at(Span::new(span.start, end)))
}

/// Four groups up to 255 with a full stop between.
fn is_v4(candidate: &Candidate<'_>) -> bool {
    let mut rest = candidate.chars();
    let groups: Vec<usize> = candidate.grouping().collect();
    let small = groups.iter().all(|&size| {
        let (group, tail) = rest.split_at(size);
        rest = tail;
        size <= 3 && group.iter().all(u8::is_ascii_digit) && super::calendar::number(group) <= 255
    });
    small && groups.len() == 4 && candidate.all_gaps_are(Gap::DOT) && !candidate.gap_after().has(Gap::DOT)
}

/// The numbers of an address of version 4.
fn bytes(candidate: &Candidate<'_>) -> [u8; 4] {
    let mut rest = candidate.chars();
    let mut bytes = [0; 4];
    for (byte, size) in bytes.iter_mut().zip(candidate.grouping()) {
        let (group, tail) = rest.split_at(size.min(rest.len()));
        (*byte, rest) = (u8::try_from(super::calendar::number(group)).unwrap_or(u8::MAX), tail);
    }
    bytes
}

/// `v=spf1 ip4:192.0.2.1`: which servers send a domain's mail.
fn names_mail_server(before: &str) -> bool {
    before.ends_with("ip4:") && before.contains("spf1")
}
