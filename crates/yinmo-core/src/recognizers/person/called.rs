//! What somebody is called by others: `绰号“铁头”`, `外号叫二狗子`, `大家都叫他老蔫儿`, `村里的“大头”，大名叫…`.
//!
//! Who is called so is known by it to everybody in the place.

use super::{Field, claim};
use crate::finding::{Confidence, Evidence, EvidenceSet, Role};
use crate::recognizers::Claim;
use crate::recognizers::marks::Mark;
use crate::tagger::is_han;
use crate::text::Span;

/// Claims the nicknames of a field that `claims[from..]` do not have.
pub(super) fn read(field: &Field<'_>, marks: &[Mark], from: usize, claims: &mut Vec<Claim>) {
    // The cheap question first: cues are many.
    let ends_word = |mark: &&Mark| field.text[mark.at()..].starts_with(['号', '名', '称', '他', '她', '叫']);
    for mark in marks.iter().filter(|mark| mark.is(Mark::PERSON_CUE)).filter(ends_word) {
        let end = mark.at() + field.text[mark.at()..].chars().next().map_or(0, char::len_utf8);
        let Some(span) = behind(field.text, end).or_else(|| before(field.text, end)) else { continue };
        let own = span.shifted(field.start);
        // What the model has seen of it is all of it.
        let new = claims.len();
        let known = claims[from..].iter().position(|claim| claim.span.overlaps(own));
        match known {
            Some(nth) => claims[from + nth].span = own,
            None => {
                let evidence = EvidenceSet::EMPTY.with(Evidence::LabelBefore).with(Evidence::Shape);
                claims.push(claim(field, span, Confidence::HIGH, Role::Citizen, evidence));
            }
        }
        debug_assert!(claims.len() <= new + 1);
    }
}

/// Words that nicknames follow.
const WORDS: [&str; 9] = ["绰号", "外号", "诨号", "诨名", "乳名", "小名", "人称", "都叫他", "都叫她"];

/// Words before another name of the same person, which is found by itself.
const OTHER_NAMES: [&str; 7] = ["别名", "又名", "曾用名", "原名", "本名", "又称", "别称"];

/// Whether what stands behind `before` is what somebody is called by others.
pub(crate) fn is_nickname(before: &str) -> bool {
    let before = before.trim_end_matches(['“', '"', '「', '‘', '：', ':', ' ']);
    let unlinked = ["叫做", "叫作", "叫", "为", "是"].iter().find_map(|link| before.strip_suffix(link));
    [Some(before), unlinked]
        .into_iter()
        .flatten()
        .any(|before| WORDS.iter().chain(&OTHER_NAMES).any(|word| before.ends_with(word)))
}

/// The nickname behind a word that ends at byte `end`.
fn behind(text: &str, end: usize) -> Option<Span> {
    let word = WORDS.iter().find(|word| text[..end].ends_with(**word))?;
    let rest = text[end..].trim_start_matches(['：', ':', ' ']);
    let rest =
        ["叫做", "叫作", "叫", "为", "是"].iter().find_map(|link| rest.strip_prefix(link)).unwrap_or(rest);
    let quoted = rest.strip_prefix(['“', '"', '「', '‘']);
    let name = quoted.unwrap_or(rest);
    let len: usize = name.chars().take(LONGEST + 1).take_while(|&c| is_han(c)).map(char::len_utf8).sum();
    let count = name[..len].chars().count();
    let closed = match quoted {
        Some(_) => name[len..].starts_with(['”', '"', '」', '’']),
        None => *word != "人称" && name[len..].starts_with(['，', '。', '）', ')', '、', '；']),
    };
    let start = text.len() - name.len();
    let hidden = name[..len].contains('某') || matches!(&name[..len], "不详" | "不明" | "无");
    let fits = closed && !hidden && (2..=if quoted.is_some() { LONGEST } else { 4 }).contains(&count);
    fits.then(|| Span::new(start, start + len))
}

/// The nickname in quotation marks before a word for the real name that ends at byte `end`: `“大头”，大名叫…`.
fn before(text: &str, end: usize) -> Option<Span> {
    let real =
        ["大名叫", "大名", "本名", "真名", "学名"].iter().find_map(|word| text[..end].strip_suffix(word))?;
    let quoted = real.strip_suffix(['，', ','])?.strip_suffix(['”', '"', '」'])?;
    let len: usize =
        quoted.chars().rev().take(LONGEST + 1).take_while(|&c| is_han(c)).map(char::len_utf8).sum();
    let start = quoted.len() - len;
    let fits = quoted[..start].ends_with(['“', '"', '「']) && len > '大'.len_utf8();
    fits.then(|| Span::new(start, quoted.len()))
}

/// In characters.
const LONGEST: usize = 5;

#[cfg(test)]
mod tests {
    use super::behind;

    #[test]
    fn what_stands_behind_such_a_word_is_what_somebody_is_called() {
        let found = |text: &str| {
            let end = text.find("号").or_else(|| text.find("他")).map(|at| at + "号".len())?;
            behind(text, end).map(|span| span.of(text).to_owned())
        };
        for (text, name) in [
            ("绰号“铁头”，男", Some("铁头")),
            ("外号叫二狗子，", Some("二狗子")),
            ("大家都叫他老蔫儿，", Some("老蔫儿")),
            ("绰号不详。", None),
            ("绰号由来已久的这一位", None),
            ("绰号“某甲”", None),
        ] {
            assert_eq!(found(text).as_deref(), name, "{text}");
        }
    }
}
