//! Calendar dates inside numbers.

/// The last year a birth date is accepted for: the engine knows no clock, so some years are left for its use.
const LAST_YEAR: u32 = 2035;

/// The year in which masks are judged: with fewer years fewer numbers are possible, which is the careful side.
pub(crate) const TODAY_YEAR: u16 = 2026;

/// Whether eight ASCII digits are a calendar date on which a living person could have been born.
pub(super) fn is_birth_date(digits: &[u8]) -> bool {
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

/// Whether all of `bytes` are ASCII digits; many are looked at at once.
pub(super) fn are_digits(bytes: &[u8]) -> bool {
    bytes.iter().fold(true, |all, byte| all & byte.is_ascii_digit())
}

/// The value of ASCII digits.
pub(super) fn number(digits: &[u8]) -> u32 {
    digits.iter().fold(0, |value, &digit| value * 10 + u32::from(digit - b'0'))
}
