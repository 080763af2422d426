//! Whose folder on a computer a path goes through: `C:\Users\储建国\Desktop`, `/home/储建国/`.

use std::sync::LazyLock;

use memchr::memmem::Finder;
use yinmo_data::common_words;

use super::{Field, claim, is_no_name};
use crate::finding::{Confidence, Evidence, EvidenceSet, Role};
use crate::recognizers::Claim;
use crate::tagger::{Care, length_at};
use crate::text::Span;

/// Claims the people whose folders stand in the paths of a field. Of what `claims[from..]` have of such a name, all is meant.
pub(super) fn read(field: &Field<'_>, from: usize, claims: &mut Vec<Claim>) {
    static FOLDERS: LazyLock<[Finder<'static>; 3]> =
        LazyLock::new(|| ["Users", "home", "Documents and Settings"].map(Finder::new));
    for folder in &*FOLDERS {
        for at in folder.find_iter(field.text.as_bytes()) {
            let Some(name) = name_behind(field.text, at, at + folder.needle().len()) else { continue };
            let own = name.shifted(field.start);
            let evidence = EvidenceSet::EMPTY.with(Evidence::LabelBefore).with(Evidence::Shape);
            match claims[from..].iter_mut().find(|claim| claim.span.overlaps(own)) {
                Some(known) => (known.span, known.evidence) = (own, known.evidence.and(evidence)),
                None => claims.push(claim(field, name, Confidence::HIGH, Role::Citizen, evidence)),
            }
        }
    }
}

/// The name that is all of the part of a path behind the folder of all accounts, which stands from `start` to `end`.
fn name_behind(text: &str, start: usize, end: usize) -> Option<Span> {
    const PARTS: [char; 2] = ['\\', '/'];
    const ENDS: &str = "\\/\"'<>|\t\r\n，。；、：）";
    let rest = text[end..].trim_start_matches(PARTS);
    if !text[..start].ends_with(PARTS) || rest.len() == text.len() - end {
        return None;
    }
    let len = rest.find(|c| ENDS.contains(c)).unwrap_or(rest.len());
    let name = &rest[..len];
    let is_word = || common_words::starts_name_like(name).is_some_and(|word| word >= len) || is_no_name(name);
    let is_name = length_at(name, Care::Usual).is_some_and(|name| name.len == len) && !is_word();
    is_name.then(|| Span::new(text.len() - rest.len(), text.len() - rest.len() + len))
}
