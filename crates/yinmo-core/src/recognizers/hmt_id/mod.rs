//! 香港、澳门、台湾身份证 (identity cards of Hong Kong, Macao and Taiwan).
//!
//! Hong Kong: one or two letters, six digits, a check character in brackets (weights 9…2, modulus 11). Macao: 1, 5 or
//! 7, six digits, a check digit in brackets. Taiwan: a letter and nine digits with a weighted checksum. They stand in
//! adoption and marriage papers.

use std::sync::LazyLock;

use regex::Regex;

use super::{Candidate, Check, Context, Fit, Pattern, Scores};
use crate::finding::{Evidence, EvidenceSet};
use crate::kind::Kind;
use crate::text::Span;

pub static RECOGNIZER: Pattern = Pattern {
    kind: Kind::HmtId,
    shape: r"[A-Z]{1,2}[0-9]{6}|[157][0-9]{6}|[A-Z]{1,2}[0-9]{6}[0-9A]|[157][0-9]{7}|[A-Z][1289A-D][0-9]{8}",
    labels: &[
        "香港身份证",
        "香港居民身份证",
        "香港永久性居民身份证",
        "香港身份证号",
        "香港身份证号码",
        "澳门身份证",
        "澳门居民身份证",
        "澳门身份证号码",
        "台湾身份证",
        "台湾身份证号",
        "台湾身份证字号",
        "身份证字号",
        "身分证字号",
        "身分证统一编号",
        "hkid",
        "证件号码",
        "证件号",
    ],
    scores: Scores { base: 0, confirmed: 0, labelled: 90, loosely: 0 },
    check,
    fit,
    cases: include_str!("cases.txt"),
    ..Pattern::DEFAULT
};

static CHECK_IN_BRACKETS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^\([0-9A]\)").expect("valid"));

fn check(candidate: &Candidate<'_>) -> Check {
    let chars = candidate.chars();
    if chars.len() == 10 && taiwan_holds(chars) {
        return Check::confirmed(Evidence::ChecksumHolds);
    }
    Check::Unknown(EvidenceSet::EMPTY)
}

/// The letter counts as two digits (A=10 … by the issuing county), weights 1 9 8 7 6 5 4 3 2 1 1.
fn taiwan_holds(chars: &[u8]) -> bool {
    const LETTERS: &[u8; 26] = b"ABCDEFGHJKLMNPQRSTUVXYWZIO";
    let Some(letter) = LETTERS.iter().position(|&l| l == chars[0]).map(|i| i as u32 + 10) else {
        return false;
    };
    if !chars[1].is_ascii_digit() {
        return false;
    }
    let digits = chars[1..9].iter().zip((1..=8).rev()).map(|(&d, weight)| u32::from(d - b'0') * weight);
    let sum = letter / 10 + letter % 10 * 9 + digits.sum::<u32>() + u32::from(chars[9] - b'0');
    sum % 10 == 0
}

/// Without its check character in brackets a Hong Kong or Macao number is any short code.
fn fit(candidate: &Candidate<'_>, context: &Context<'_>) -> Option<Fit> {
    let span = candidate.span();
    if !candidate.is_whole() {
        return None;
    }
    if let Some(end) =
        context.match_after(&CHECK_IN_BRACKETS, span.end).filter(|_| candidate.chars().len() <= 8)
    {
        return Some(Fit::at(Span::new(span.start, end)));
    }
    (candidate.chars().len() >= 8).then(|| Fit::at(span))
}
