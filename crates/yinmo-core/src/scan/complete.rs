//! Whether digits are all of a number: then a mark beside it hides nothing, but leads to a note below the list.

use crate::recognizers::calendar::is_birth_date;
use crate::recognizers::checksum::{luhn, mod_11_2};

/// The most marks that lead to a note.
pub(super) const MARKS: usize = 2;

/// Whether the characters are a mobile, a landline with its area code, a plate, a card by its check digit, or as many digits
/// as hardly any longer number has.
pub(super) fn is_complete(chars: &[u8]) -> bool {
    let digits = || chars.iter().all(u8::is_ascii_digit);
    match chars {
        [b'1', b'3'..=b'9', ..] if chars.len() == 11 => digits(),
        [b'0', b'1'..=b'9', ..] if matches!(chars.len(), 11 | 12) => digits(),
        [digits @ .., b'X' | b'x'] if digits.len() == 17 => {
            digits.iter().all(u8::is_ascii_digit) && mod_11_2(chars)
        }
        // A plate behind its province.
        [b'A'..=b'Z', rest @ ..] if matches!(rest.len(), 5 | 6) => rest.iter().all(u8::is_ascii_alphanumeric),
        // An identity number may have hidden what follows fewer digits.
        _ => {
            digits()
                && (chars.len() >= 18 || matches!(chars.len(), 16 | 17) && luhn(chars) && !tells_birth(chars))
        }
    }
}

/// Whether a date of birth stands where identity numbers have it: the check digit of a card holds for one in ten of them.
fn tells_birth(chars: &[u8]) -> bool {
    !chars.starts_with(b"62") && is_birth_date(&chars[6..14])
}
