//! Numbers of a workbook as people read them.

use std::borrow::Cow;

/// The digits that a spreadsheet keeps of a number (IEEE 754 double precision).
pub(super) const KEPT: usize = 15;

/// A number as its digits, where it is written with an exponent; else as it is written.
pub(super) fn digits(written: &str) -> Cow<'_, str> {
    shifted(written).map_or(Cow::Borrowed(written), Cow::Owned)
}

/// The digits of a whole number that is written with an exponent, as they stand there: reading it as a number would
/// make others of the last.
fn shifted(written: &str) -> Option<String> {
    let (mantissa, exponent) = written.trim().split_once(['e', 'E'])?;
    let exponent = exponent.parse::<usize>().ok().filter(|&exponent| exponent <= 21)?;
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let is_whole = part.len() <= exponent && !whole.is_empty();
    is_whole.then(|| format!("{whole}{part}{}", "0".repeat(exponent - part.len())))
}

/// Whether a whole number is longer than what a spreadsheet keeps of it: its last digits are not those that were typed.
pub(super) fn is_rounded(digits: &str) -> bool {
    digits.len() > KEPT + 2 && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// The day that a serial number stands for, as `2024-05-01`; `from_1904` for workbooks that count from there.
pub(super) fn date(written: &str, from_1904: bool) -> Option<String> {
    let serial = written.parse::<f64>().ok()?;
    if !(1.0..2_958_466.0).contains(&serial) {
        return None;
    }
    let days = serial as i64;
    // Day 60 of the calendar from 1900 is the 29th of February of that year, which never was.
    let since_1970 = match from_1904 {
        true => days - 24_107,
        false => days - 25_569 + i64::from(days < 60),
    };
    let (year, month, day) = civil(since_1970);
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

/// Year, month and day of a day counted from the first of January 1970 in the Gregorian calendar.
fn civil(days: i64) -> (i64, i64, i64) {
    // Years that begin with March end with the leap day; 400 of them have 146,097 days.
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::{date, digits, is_rounded};

    #[test]
    fn numbers_with_exponents_are_read_as_digits() {
        assert_eq!(digits("1.3800012001E10"), "13800012001");
        assert_eq!(digits("4.403011985122445e+17"), "440301198512244500");
        assert_eq!(digits("13800012001"), "13800012001");
        assert_eq!(digits("1.5E-3"), "1.5E-3");
        assert_eq!(digits("1.25E1"), "1.25E1");
        assert!(is_rounded("440301198512244500") && !is_rounded("6222020200112230"));
    }

    #[test]
    fn serial_numbers_are_days() {
        for (serial, day) in
            [("1", "1900-01-01"), ("59", "1900-02-28"), ("61", "1900-03-01"), ("45413.5", "2024-05-01")]
        {
            assert_eq!(date(serial, false).as_deref(), Some(day), "{serial}");
        }
        assert_eq!(date("43951", true).as_deref(), Some("2024-05-01"));
        assert_eq!(date("0", false), None);
    }
}
