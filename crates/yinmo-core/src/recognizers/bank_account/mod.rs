//! 银行账号 (bank account numbers): passbooks, companies, credit cooperatives.
//!
//! Nine to thirty digits without a checksum; a label is required. A charity's donation account and a treasury's
//! account are found and kept.

use super::bank_card::is_written_as_card;
use super::{Candidate, Check, Context, Fit, Pattern, Scores};
use crate::kind::Kind;
use crate::scan::Gap;

pub static RECOGNIZER: Pattern = Pattern {
    kind: Kind::BankAccount,
    shape: r"[0-9]{9,30}",
    labels: &[
        "账号",
        "帐号",
        "账号号码",
        "账户",
        "帐户",
        "账户号",
        "账户号码",
        "银行账号",
        "银行帐号",
        "银行账户",
        "银行账户号",
        "存折",
        "折号",
        "存折编号",
        "存折号",
        "存折账号",
        "存折帐号",
        "一卡通",
        "一卡通账号",
        "一卡通帐号",
        "一卡通号",
        "一折通",
        "一折通账号",
        "惠农一卡通账号",
        "开户账号",
        "开户行账号",
        "开户银行账号",
        "收款账号",
        "收款账户",
        "收款人账号",
        "打款账号",
        "汇款账号",
        "代发账号",
        "对公账号",
        "卡账号",
        "打卡账号",
        "社保卡金融账号",
        "金融账号",
        "社保卡银行账号",
        "捐赠账户",
        "捐赠账号",
        "银行卡账号",
        "卡(账)号",
        "卡（账）号",
        "account no",
        "account number",
        "bank account",
        "account",
        "结算账户",
        "补贴账号",
        "发放账号",
        "支付账号",
    ],
    scores: Scores { base: 0, confirmed: 0, labelled: 95, loosely: 75 },
    check: |candidate| Check::unknown_if(is_written_as_account(candidate) || is_broken_up(candidate)),
    fit,
    cases: include_str!("cases.txt"),
    ..Pattern::DEFAULT
};

/// Whole, in fours, or with hyphens between the bank's parts.
fn is_written_as_account(candidate: &Candidate<'_>) -> bool {
    is_written_as_card(candidate) || (candidate.all_gaps_are(Gap::HYPHEN) && !is_date(candidate))
}

/// Banks break their numbers up at their own places; a first group that is an account by itself is one.
fn is_broken_up(candidate: &Candidate<'_>) -> bool {
    let first = candidate.grouping().next().unwrap_or(0);
    candidate.all_gaps_are(Gap::BLANK)
        && candidate.chars().len() >= 12
        && first < 9
        && candidate.grouping().all(|size| (3..=12).contains(&size))
}

fn is_date(candidate: &Candidate<'_>) -> bool {
    candidate.grouping().eq([4, 2, 2])
}

fn fit(candidate: &Candidate<'_>, context: &Context<'_>) -> Option<Fit> {
    let tight = context.label(candidate).is_some_and(super::Label::is_tight);
    let long = candidate.chars().len() >= 12;
    let written =
        is_written_as_account(candidate) || context.label_before().is_some_and(super::Label::is_tight);
    (written && (tight || long))
        .then(|| Fit::at(candidate.span()).with_role(context.account_role(candidate.span().end)))
}
