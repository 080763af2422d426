//! Whose line, mailbox or account is it? Decided by the words around it.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};

use crate::finding::Role;
use yinmo_data::labels::{OFFICE_CUES, ORGAN_ENDINGS, PERSONAL_CUES, PUBLIC_ACCOUNT_CUES};

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
        None if organ_follows(after) || PURPOSES.iter().any(|purpose| after.starts_with(purpose)) => {
            Role::Organisation
        }
        None => Role::Unknown,
    }
}

/// The role of an account: charities and treasuries publish theirs.
pub(super) fn of_account(before: &str, after: &str) -> Role {
    let public = [before, words_on_the_value(after)].iter().any(|text| ACCOUNT_CUES.is_match(&squeeze(text)));
    if public { Role::Organisation } else { Role::Unknown }
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
