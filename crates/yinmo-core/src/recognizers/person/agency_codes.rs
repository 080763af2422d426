//! Codes of offices, which begin the numbers of documents and may look like names: `山公（城）行罚决字〔2025〕218号`.

use crate::finding::Evidence;
use crate::recognizers::Claim;
use crate::tagger::is_han;
use crate::text::Span;

/// The longest code, in characters.
const LONGEST: usize = 16;

/// Characters of sentences that no code has: `王建坪作出…`. What is refused has a code too: `信不受`, `不罚`.
const OF_SENTENCES: &str = "对因作出以的将与被和于在向给等经由为是有及已其某男女岁号日月年";

/// What stands before a number in a sentence.
const LEADING: [&str; 11] =
    ["依据", "根据", "按照", "依照", "以", "的", "为", "下达", "作出", "送达", "决定书"];

/// So sure, the model knows a name from a code, though a case may be called after whom it is about:
/// `王建坪信访答复〔2024〕12号`.
const SURE: u8 = 85;

/// Whether what was taken for a name is a code: the model alone sees it, and is not sure; or it is too short to say what
/// a case is about behind whose it is: `宁民救〔2024〕15号`.
pub(super) fn is_taken_for_name(text: &str, claim: &Claim) -> bool {
    let unsure = claim.evidence.score().is_some_and(|score| score < SURE);
    unsure && !claim.evidence.has(Evidence::LabelBefore) && begins_code(text, claim.span)
        || is_short_code(text, claim.span)
}

/// Whether a code of at most four characters begins with the two of a name, before the bracket that only numbers of
/// documents have.
fn is_short_code(text: &str, name: Span) -> bool {
    let is_name_short = name.of(text).chars().count() == 2 && !text[..name.start].ends_with(is_han);
    let code =
        is_name_short.then(|| code_len(&text[name.start..])).flatten().map(|len| &text[name.start..][..len]);
    code.is_some_and(|code| {
        let count = code.chars().count();
        (3..=4).contains(&count)
            && code.chars().all(is_han)
            && text[name.start + code.len()..].starts_with('〔')
    })
}

/// Whether a code begins where the name does, and goes on to the year and the serial number of a document.
fn begins_code(text: &str, name: Span) -> bool {
    let before = &text[..name.start];
    let begins = !before.ends_with(is_han) || LEADING.iter().any(|word| before.ends_with(word));
    begins && code_len(&text[name.start..]).is_some_and(|len| len >= name.len())
}

/// The bytes of the code at the start of `text`, if a document's number goes on behind it. What it has in brackets ends
/// before: `王建坪（杭民罚决字〔2019〕3号）`.
fn code_len(text: &str) -> Option<usize> {
    let mut open = false;
    for (at, c) in text.char_indices().take(LONGEST) {
        if !open && ends_as_number(&text[at..]) {
            return (at > 0).then_some(at);
        }
        match c {
            '（' | '(' if !open => open = true,
            '）' | ')' if open => open = false,
            c if is_han(c) && !OF_SENTENCES.contains(c) => {}
            _ => return None,
        }
    }
    None
}

/// `〔2025〕218号`, `（2025）第3号`.
fn ends_as_number(rest: &str) -> bool {
    let Some(serial) = behind_year(rest) else { return false };
    let serial = serial.strip_prefix('第').unwrap_or(serial);
    let behind = serial.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-');
    behind.len() < serial.len() && behind.starts_with('号')
}

/// What stands behind the year in brackets, as numbers of documents have it, that `text` begins with.
pub(super) fn behind_year(text: &str) -> Option<&str> {
    let year = text.strip_prefix(['〔', '[', '［', '（', '(', '【', '﹝'])?;
    let rest = year.trim_start_matches(|c: char| c.is_ascii_digit());
    let four = year.len() - rest.len() == 4;
    rest.strip_prefix(['〕', ']', '］', '）', ')', '】', '﹞']).filter(|_| four)
}

#[cfg(test)]
mod tests {
    use super::begins_code;
    use crate::text::Span;

    #[test]
    fn a_code_goes_on_to_the_number_of_a_document() {
        let first = |text: &str, name: &str| {
            let start = text.find(name).expect("it stands there");
            begins_code(text, Span::new(start, start + name.len()))
        };
        assert!(first("山公（城）行罚决字〔2025〕218号", "山公"));
        assert!(first("夏信不再受〔2024〕9号", "夏信"));
        assert!(first("文号：任政办发〔2024〕5号", "任政"));
        assert!(first("依据汤公（刑）鉴（伤）字(2024)第31号", "汤公"));
        assert!(!first("王建坪作出的杭民罚决字〔2019〕3号", "王建坪"));
        assert!(!first("对王建坪杭民罚决字〔2019〕3号", "王建坪"));
        assert!(!first("王建坪（1985年生）", "王建坪"));
        assert!(!first("王建坪（杭民罚决字〔2019〕3号）", "王建坪"));
        assert!(!first("王建坪 杭民罚决字〔2019〕3号", "王建坪"));
    }
}
