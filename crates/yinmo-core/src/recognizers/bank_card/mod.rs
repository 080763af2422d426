//! 银行卡号 (bank card numbers, ISO/IEC 7812).
//!
//! Sixteen to nineteen digits with a Luhn check digit. One random number in ten passes Luhn, so without a label only
//! the UnionPay prefix 62 counts. A labelled number with a wrong check digit is a typing error and is masked.

use super::calendar::are_digits;
use super::checksum::luhn;
use super::mobile::is_fraction;
use super::{Candidate, Check, Context, Fit, Pattern, Rank, Scores};
use crate::finding::{Evidence, EvidenceSet};
use crate::kind::Kind;
use crate::operators::is_surrogate;
use crate::scan::Gap;

pub static RECOGNIZER: Pattern = Pattern {
    kind: Kind::BankCard,
    rank: Rank::Card,
    shape: r"[1-9][0-9]{11,18}",
    labels: &[
        "卡号",
        "银行卡",
        "银行卡号",
        "银行卡号码",
        "卡号码",
        "开户卡号",
        "收款卡号",
        "打款卡号",
        "工资卡号",
        "信用卡号",
        "信用卡",
        "借记卡号",
        "储蓄卡号",
        "储蓄卡",
        "银联卡号",
        "一卡通卡号",
        "惠民卡号",
        "惠农卡号",
        "惠农卡",
        "card no",
        "card number",
        "bank card",
        "账号",
        "帐号",
        "银行账号",
        "银行帐号",
        "账户",
        "银行账户",
        "帐户",
        "卡账号",
        "打卡账号",
        "社保卡金融账号",
        "金融账号",
        "社保卡银行账号",
        "一卡通",
        "一卡通账号",
        "一卡通号",
        "收款账号",
        "开户账号",
        "代发账号",
        "存折账号",
        "银行卡账号",
        "卡(账)号",
        "卡（账）号",
    ],
    scores: Scores { base: 0, confirmed: 85, labelled: 95, loosely: 80 },
    check,
    fit,
    weak: Some(weak),
    plain: Some(plain),
    cases: include_str!("cases.txt"),
};

fn check(candidate: &Candidate<'_>) -> Check {
    let digits = candidate.chars();
    let union_pay = digits.len() >= 16 && digits.starts_with(b"62") && luhn(digits);
    if union_pay {
        return Check::confirmed(Evidence::ChecksumHolds);
    }
    let failed =
        if luhn(digits) { EvidenceSet::EMPTY } else { EvidenceSet::EMPTY.with(Evidence::ChecksumFails) };
    Check::Unknown(failed)
}

/// Eighteen digits may be an identity number as well.
fn plain(cell: &[u8]) -> Option<u8> {
    let whole = matches!(cell.len(), 16 | 17 | 19) && are_digits(cell) && !is_surrogate(cell);
    let sort =
        || u8::from(luhn(cell)) | u8::from(issuer_known(cell)) << 1 | u8::from(cell.starts_with(b"62")) << 2;
    whole.then(sort)
}

fn fit(candidate: &Candidate<'_>, context: &Context<'_>) -> Option<Fit> {
    let digits = candidate.chars();
    let card = digits.len() >= 16 && issuer_known(digits) && luhn(digits);
    let label = context.label(candidate).filter(|label| label.names(Kind::BankCard) && label.is_tight());
    // A label that names accounts too leaves it to the digits; `卡号` alone does not.
    let named = label.is_some_and(|label| !label.names(Kind::BankAccount));
    let evenly = is_written_as_card(candidate) || (card && is_broken_up(candidate, label.is_some()));
    // `rand=0.6228480330000000019`.
    let counted = label.is_none() && is_fraction(context, candidate.span().start);
    ((card || named) && evenly && !counted).then(|| Fit::at(candidate.span()))
}

/// Groups of four, the last one shorter; digit by digit; two parts around a line break; or whole.
pub(super) fn is_written_as_card(candidate: &Candidate<'_>) -> bool {
    let groups: Vec<usize> = candidate.grouping().collect();
    let Some((last, rest)) = groups.split_last() else { return false };
    let fours = rest.iter().all(|&size| size == 4) && *last <= 4 && !candidate.gaps().has(Gap::TAB);
    let boxes = groups.iter().all(|&size| size == 1);
    let wrapped = groups.len() == 2 && candidate.gaps().has(Gap::BREAK);
    candidate.is_whole() || fours || boxes || wrapped
}

/// The other ways people break up a number whose check digit holds; beside a label, any.
fn is_broken_up(candidate: &Candidate<'_>, labelled: bool) -> bool {
    const CUSTOMS: [&[usize]; 7] =
        [&[6, 4, 4, 4, 1], &[6, 4, 4, 5], &[6, 4, 4, 4], &[6, 13], &[8, 8, 3], &[8, 8], &[10, 9]];
    let one_kind = candidate.all_gaps_are(Gap::BLANK) || candidate.all_gaps_are(Gap::HYPHEN);
    one_kind && (labelled || CUSTOMS.iter().any(|custom| candidate.grouping().eq(custom.iter().copied())))
}

/// UnionPay, the older domestic ranges, and the international schemes.
fn issuer_known(digits: &[u8]) -> bool {
    let four = super::calendar::number(&digits[..4]);
    let two = four / 100;
    matches!(two, 62 | 81 | 60 | 35 | 36 | 37 | 40..=49 | 51..=55 | 68 | 69 | 90 | 94 | 96..=99)
        || matches!(four, 2221..=2720 | 9550..=9559)
}

/// A card with up to three digits hidden: one in ten of the fillings passes Luhn.
fn weak(chars: &[u8]) -> Option<u32> {
    if !(16..=19).contains(&chars.len()) || chars[..4].contains(&b'*') || !issuer_known(chars) {
        return None;
    }
    let hidden = chars.iter().filter(|&&c| c == b'*').count() as u32;
    (1..=3).contains(&hidden).then(|| 10u32.pow(hidden - 1))
}
