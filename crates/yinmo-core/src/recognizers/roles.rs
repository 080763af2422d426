//! Whose line, mailbox or account is it? Decided by the words around it.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};

use crate::finding::Role;
use yinmo_data::labels::{ACCOUNT_FIELDS, OFFICE_CUES, ORGAN_ENDINGS, PERSONAL_CUES, PUBLIC_ACCOUNT_CUES};

/// Offices' cues first, then private persons'.
static CONTACT_CUES: LazyLock<AhoCorasick> =
    LazyLock::new(|| automaton(OFFICE_CUES.iter().chain(PERSONAL_CUES)));
static ACCOUNT_CUES: LazyLock<AhoCorasick> = LazyLock::new(|| automaton(PUBLIC_ACCOUNT_CUES.iter()));

fn automaton<'a>(cues: impl Iterator<Item = &'a &'static str>) -> AhoCorasick {
    let builder = AhoCorasickBuilder::new().match_kind(MatchKind::LeftmostLongest).build(cues);
    builder.expect("the cues fit the automaton")
}

/// The role of a telephone number or mailbox: the nearest cue before it decides, then an organ named in
/// brackets after it. `before` begins with the column heading, if there is one.
pub(super) fn of_contact(before: &str, after: &str) -> Role {
    match CONTACT_CUES.find_iter(&squeeze(before)).last() {
        Some(cue) if cue.pattern().as_usize() < OFFICE_CUES.len() => Role::Organisation,
        Some(_) => Role::Citizen,
        None if organ_precedes(before)
            || organ_follows(after)
            || office_goes_on(after)
            || PURPOSES.iter().any(|purpose| after.starts_with(purpose)) =>
        {
            Role::Organisation
        }
        None => Role::Unknown,
    }
}

/// The role of an account: charities and treasuries publish theirs.
pub(super) fn of_account(before: &str, after: &str) -> Role {
    let fields = account_fields(before);
    let public =
        [&fields, words_on_the_value(after)].iter().any(|text| ACCOUNT_CUES.is_match(&squeeze(text)));
    let own = public && !names_private_holder(&fields) || names_office_as_holder(&fields);
    if own { Role::Organisation } else { Role::Unknown }
}

/// The words before an account that speak of it: its own line, and the lines above that name holder and bank.
/// What stands before another account speaks of that one.
fn account_fields(before: &str) -> String {
    let own = &before[end_of_other_account(before)..];
    let sentence = own.rsplit('。').next().unwrap_or(own);
    let mut lines = sentence.rsplit(['\n', '；', ';']).map(|line| line.trim_start_matches(is_list_mark));
    let mut fields = squeeze(lines.next().unwrap_or(""));
    lines
        .filter(|line| !line.is_empty())
        .take_while(|line| ACCOUNT_FIELDS.iter().any(|field| squeeze(line).starts_with(field)))
        .for_each(|line| fields.insert_str(0, &format!("{},", squeeze(line))));
    fields
}

/// Where the last account ends that has words between it and the end of `before` which label another.
fn end_of_other_account(before: &str) -> usize {
    let mut run = 0;
    let mut end = 0;
    for (at, c) in before.char_indices() {
        run = match c {
            '0'..='9' | '０'..='９' => run + 1,
            ' ' => run,
            _ => 0,
        };
        if run >= 9 {
            end = at + c.len_utf8();
        }
    }
    let labelled = ["账", "帐", "卡", "户名"].iter().any(|word| before[end..].contains(word));
    if labelled { end } else { 0 }
}

const fn is_list_mark(c: char) -> bool {
    c.is_whitespace() || c.is_ascii_digit() || matches!(c, '.' | '、' | '（' | '）' | '(' | ')' | '-' | '|')
}

/// `户名：张某某`: what is paid out from a fund for donations is its receiver's.
fn names_private_holder(fields: &str) -> bool {
    let Some((_, holder)) = fields.rsplit_once("户名") else { return false };
    let holder = holder.trim_start_matches([':', '：', '为']);
    let holder = holder.split([',', '，', '、', '(', '（', '开', '账', '帐']).next().unwrap_or(holder);
    let organ = ORGAN_ENDINGS.iter().any(|ending| holder.ends_with(ending));
    (2..=4).contains(&holder.chars().count()) && !organ && !ACCOUNT_CUES.is_match(holder)
}

/// `账户名称：某县财政局`: an office's account is no secret; a shop's may be its owner's.
fn names_office_as_holder(fields: &str) -> bool {
    const LABELS: [&str; 6] = ["户名", "账户名称", "帐户名称", "开户名称", "收款人", "收款单位"];
    const SHOPS: [&str; 6] = ["经营部", "服务部", "门市部", "维修部", "诊所", "俱乐部"];
    let label = LABELS.iter().filter_map(|label| Some((fields.rfind(label)?, label.len()))).max();
    let Some((at, len)) = label else { return false };
    let holder = fields[at + len..].trim_start_matches([':', '：', '为', '是']);
    let end =
        [",", "，", "、", "(", "（", "开户", "账号", "帐号"].iter().filter_map(|end| holder.find(end)).min();
    let holder = &holder[..end.unwrap_or(holder.len())];
    holder.chars().count() >= 4
        && ORGAN_ENDINGS.iter().chain(&["专户"]).any(|ending| holder.ends_with(ending))
        && !SHOPS.iter().any(|shop| holder.ends_with(shop))
}

/// What `after` says about the value before it: `（捐赠专户）`. It ends at the next mark, and before a word that
/// labels another value, because a donation account named later says nothing about this one.
fn words_on_the_value(after: &str) -> &str {
    let own = after.split(['，', ',', '、', '。', '；', ';', '\n', '\t', '|']).next().unwrap_or(after);
    match own.find(|c: char| matches!(c, '：' | ':') || c.is_ascii_digit()) {
        Some(next) => own[..next].rfind([' ', '\u{3000}', '）', ')']).map_or("", |end| &own[..end]),
        None => own,
    }
}

/// What a caller is asked to do at an office: `请拨打0571-…咨询`.
const PURPOSES: [&str; 6] = ["咨询", "举报", "反映", "投诉", "查询", "预约"];

/// `联系电话：0571-8701…　监督电话：`: offices have more lines than one.
fn office_goes_on(after: &str) -> bool {
    const LINES: [&str; 5] = ["监督电话", "监督举报电话", "举报电话", "投诉电话", "传真"];
    let next = after.trim_start_matches([' ', '\u{3000}', '，', ',', '；', ';', '、']);
    next.len() < after.len() && LINES.iter().any(|line| next.starts_with(line))
}

/// `镇党建办：0571-8701…`, `婚姻登记处电话：`, `市残联 `: nothing else stands before in its line or sentence.
fn organ_precedes(before: &str) -> bool {
    const SHORT: [&str; 7] = ["办", "残联", "妇联", "工商联", "团委", "纪委", "监委"];
    /// In bytes: shorter ones are words.
    const NAMED: usize = 9;
    let line = before.rsplit(['\n', '\t', '。', '；', ';', '|']).next().unwrap_or(before);
    let own = line.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '：' | ':' | '（' | '('));
    let organ =
        ["联系电话", "电话", "座机"].iter().find_map(|label| own.strip_suffix(label)).unwrap_or(own).trim();
    let ends = || ORGAN_ENDINGS.iter().chain(&SHORT).any(|ending| organ.ends_with(ending));
    organ.len() >= NAMED && !organ.contains(['，', ',', '、', '：', ':', ' ', '（', '(']) && ends()
}

/// `0571-8701…（市民政局社会救助处）`
fn organ_follows(after: &str) -> bool {
    let Some(inside) = after.strip_prefix(['（', '(']) else { return false };
    let inside = inside.split(['）', ')', '，', '。']).next().unwrap_or("");
    ORGAN_ENDINGS.iter().any(|ending| inside.ends_with(ending))
}

fn squeeze(text: &str) -> String {
    let sentence = text.rsplit(['。', '\n', '；', ';']).next().unwrap_or(text);
    sentence.chars().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_above_an_account_say_whose_it_is() {
        assert_eq!(of_account("户名：某市慈善总会\n开户行：某行\n账号：", ""), Role::Organisation);
        assert_eq!(of_account("慈善基金帮扶名单\n甲某 账号：", ""), Role::Unknown);
        assert_eq!(of_account("善款发放，户名：甲某某，账号：", ""), Role::Unknown);
        let fine = "将罚款缴至某银行某支行，账户名称：某县财政局，账号：";
        assert_eq!(of_account(fine, ""), Role::Organisation);
        assert_eq!(of_account("户名：开发区街道办事处\n开户行：某行\n账号：", ""), Role::Organisation);
        assert_eq!(of_account("户名：山阳县某某经营部，账号：", ""), Role::Unknown);
        assert_eq!(of_account("山阳县财政局：请转至户名：甲某某，账号：", ""), Role::Unknown);
    }

    #[test]
    fn another_account_before_it_speaks_for_itself() {
        assert_eq!(of_account("捐款账号：33001616735059876543、", ""), Role::Organisation);
        assert_eq!(of_account("捐款账号：33001616735059876543，存折账号：", ""), Role::Unknown);
        assert_eq!(of_account("捐款账号：3300 1616 7350 5987，存折账号：", ""), Role::Unknown);
    }
}
