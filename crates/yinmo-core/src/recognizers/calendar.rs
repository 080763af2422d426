//! Calendar dates inside numbers.

/// The last year a birth date is accepted for: the engine knows no clock, so some years are left for its use.
const LAST_YEAR: u32 = 2035;

/// The year in which masks are judged: with fewer years fewer numbers are possible, which is the careful side.
pub(crate) const TODAY_YEAR: u16 = 2026;

/// Whether eight ASCII digits are a calendar date on which a living person could have been born.
pub(crate) fn is_birth_date(digits: &[u8]) -> bool {
    let year = number(&digits[..4]);
    (1880..=LAST_YEAR).contains(&year) && is_calendar_date(year, number(&digits[4..6]), number(&digits[6..8]))
}

/// Whether the date exists in the Gregorian calendar.
pub(super) const fn is_calendar_date(year: u32, month: u32, day: u32) -> bool {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return false,
    };
    day >= 1 && day <= last
}

/// Whether all of `bytes` are ASCII digits. Eight are looked at at once, the last eight whatever was looked at before.
pub(super) fn are_digits(bytes: &[u8]) -> bool {
    let (words, _) = bytes.as_chunks();
    match bytes.last_chunk() {
        Some(last) => words.iter().all(eight_digits) && eight_digits(last),
        None => bytes.iter().all(u8::is_ascii_digit),
    }
}

/// A byte is a digit if without the bits of a nought less than ten is left.
const fn eight_digits(bytes: &[u8; 8]) -> bool {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let less = u64::from_ne_bytes(*bytes) ^ (b'0' as u64 * EACH);
    // Only from bytes that are none by their highest bit this carries into the next one.
    (less.wrapping_add(0x76 * EACH) | less) & (0x80 * EACH) == 0
}

/// The value of ASCII digits.
pub(super) fn number(digits: &[u8]) -> u32 {
    digits.iter().fold(0, |value, &digit| value * 10 + u32::from(digit - b'0'))
}

#[cfg(test)]
mod tests {
    use super::are_digits;

    #[test]
    fn digits_are_told_at_every_place() {
        for len in 1..=20 {
            for at in 0..len {
                for byte in 0..=u8::MAX {
                    let mut bytes = vec![b'9'; len];
                    bytes[at] = byte;
                    assert_eq!(are_digits(&bytes), byte.is_ascii_digit(), "{byte:X} at {at} of {len}");
                }
            }
        }
    }
}
