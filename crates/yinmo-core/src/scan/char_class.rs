//! What a character means to a number.

use crate::text::fold_char;

/// The part a character plays in or between the digits of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CharClass {
    /// A letter or digit, folded to ASCII.
    Alnum(u8),
    /// Stands for a hidden digit: `*`, `＊`, `●`, …
    Mask,
    /// Looks like the check character X: `×`, `Ⅹ`, Cyrillic `Х`.
    LooksLikeX,
    Blank,
    Tab,
    Break,
    Hyphen,
    Dot,
    /// Zero width; no part of anything.
    Invisible,
    Other,
}

/// The class of the character at byte `at`, and its length in bytes. `at` is inside `text`.
pub(super) fn classify(text: &str, at: usize) -> (CharClass, usize) {
    let byte = text.as_bytes()[at];
    if byte < 0x80 {
        return (classify_ascii(byte), 1);
    }
    let c = text[at..].chars().next().unwrap_or('\0');
    (classify_wide(c), c.len_utf8())
}

const fn classify_ascii(byte: u8) -> CharClass {
    match byte {
        b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => CharClass::Alnum(byte),
        b'*' => CharClass::Mask,
        b' ' => CharClass::Blank,
        b'\t' => CharClass::Tab,
        b'\r' | b'\n' => CharClass::Break,
        b'-' => CharClass::Hyphen,
        b'.' => CharClass::Dot,
        _ => CharClass::Other,
    }
}

fn classify_wide(c: char) -> CharClass {
    match c {
        '×' | 'Ⅹ' | 'ⅹ' | 'Х' | 'х' | 'Χ' | 'χ' => CharClass::LooksLikeX,
        _ if is_mask_char(c) => CharClass::Mask,
        '\u{2028}' | '\u{2029}' | '\u{85}' => CharClass::Break,
        _ => match fold_char(c) {
            None => CharClass::Invisible,
            Some(folded) if folded.is_ascii() => classify_ascii(folded as u8),
            Some(_) => CharClass::Other,
        },
    }
}

/// Whether `c` is used to hide digits in already masked text. `X` and `×` hide digits only in runs and are
/// judged where they stand.
pub const fn is_mask_char(c: char) -> bool {
    matches!(c, '*' | '＊' | '●' | '○' | '□' | '■' | '※' | '◯' | '☆' | '★' | '∗')
}
