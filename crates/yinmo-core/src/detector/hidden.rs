//! Cells in which the value was hidden before: a list that was masked is read again, and then they are most of it.

use super::outline::words;
use super::pieces::Pieces;

/// Marks the likeness of a hidden value, which no kind has.
const HIDDEN: u64 = 0xFF << 56;

/// The longest text, in bytes, that stands for a value.
const LONGEST: usize = 24;

/// How a cell is written from which a value was taken out: a mask, a star in a name, a word in its place. `dated` says
/// that a birth date stands in the row: beside one a masked number may tell too much.
pub(super) fn liken(text: &str, dated: bool, long: &mut Pieces) -> Option<u64> {
    if text.len() > LONGEST {
        return None;
    }
    if let Some(shape) = masked_number(text, dated) {
        return Some(HIDDEN | shape);
    }
    if text.bytes().any(|byte| byte.is_ascii_alphanumeric() || byte == 0) {
        return None;
    }
    match starred_name(text) {
        Some(length) => Some(HIDDEN | 0x1_0000 | length),
        None => {
            words(text.as_bytes()).try_for_each(|word| long.push(word))?;
            Some(HIDDEN | long.number())
        }
    }
}

/// `330106************`, `138******01`: how many digits stand before, how many are hidden, how many stand behind.
fn masked_number(text: &str, dated: bool) -> Option<u64> {
    let before = text.bytes().take_while(u8::is_ascii_digit).count();
    let stars = text.bytes().skip(before).take_while(|&byte| byte == b'*').count();
    let after = text.len() - before - stars;
    let digits = text.bytes().rev().take(after).all(|byte| byte.is_ascii_digit());
    let mobile = text.len() == 11 && before <= 3 && stars >= 6;
    let number = before <= 6 && stars >= 10 && after == 0 && !dated;
    (digits && (mobile || number)).then_some((before as u64) << 8 | stars as u64)
}

/// `王*坪`, `李*`: a star in the place of the second of up to four characters.
fn starred_name(text: &str) -> Option<u64> {
    let mut chars = text.chars();
    let han = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
    let starred = chars.next().is_some_and(han) && chars.next() == Some('*');
    (starred && chars.clone().count() <= 2 && chars.all(han)).then_some(text.len() as u64)
}

#[cfg(test)]
mod tests {
    use super::{Pieces, liken};

    #[test]
    fn what_is_hidden_alike_is_alike() {
        let likeness = |text: &str, dated| {
            let mut long = Pieces::default();
            liken(text, dated, &mut long).map(|word| (word, long))
        };
        for (one, other) in [
            ("330106************", "110101************"),
            ("138******01", "159******20"),
            ("王*坪", "李*华"),
            ("[账号]", "[账号]"),
        ] {
            assert!(likeness(one, false).is_some());
            assert_eq!(likeness(one, false), likeness(other, false), "{one} {other}");
        }
        assert_ne!(likeness("[账号]", false), likeness("[电话]", false));
        assert_ne!(likeness("王*", false), likeness("王*坪", false));
        for text in [
            "330106********0017",
            "138****5678",
            "330106************12",
            "王建坪，330106************（见附件）",
        ] {
            assert_eq!(likeness(text, false), None, "{text}");
        }
        assert_eq!(likeness("330106************", true), None);
    }
}
