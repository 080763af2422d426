//! Whose line, mailbox or account is it? Decided by the words around it.

use crate::finding::Role;
use yinmo_data::labels::{OFFICE_CUES, ORGAN_ENDINGS, PERSONAL_CUES, PUBLIC_ACCOUNT_CUES};

/// The role of a telephone number or mailbox: the nearest cue before it decides, then an organ named in
/// brackets after it. `before` begins with the column heading, if there is one.
pub(super) fn of_contact(before: &str, after: &str) -> Role {
    let before = squeeze(before);
    let personal = last_end(&before, PERSONAL_CUES);
    let office = last_end(&before, OFFICE_CUES);
    if personal.is_none() && office.is_none() {
        return if organ_follows(after) { Role::Organisation } else { Role::Unknown };
    }
    if office > personal { Role::Organisation } else { Role::Citizen }
}

/// The role of an account: charities and treasuries publish theirs.
pub(super) fn of_account(before: &str, after: &str) -> Role {
    let public = [before, after].iter().any(|text| last_end(&squeeze(text), PUBLIC_ACCOUNT_CUES).is_some());
    if public { Role::Organisation } else { Role::Unknown }
}

/// Where the last of the cues ends.
fn last_end(text: &str, cues: &[&str]) -> Option<usize> {
    cues.iter().filter_map(|cue| text.rfind(cue).map(|at| at + cue.len())).max()
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
