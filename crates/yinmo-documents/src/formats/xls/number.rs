//! Numbers: how they read, and what is written in their place without a byte more or less.

use crate::package::compound::le::{u16_at, u32_at};

/// What a number reads as.
pub(super) fn written(number: f64) -> String {
    if number == 0.0 { "0".to_owned() } else { number.to_string() }
}

/// Whether a program keeps fewer digits of such a number than it has: 15.
pub(super) fn is_rounded(number: f64) -> bool {
    number.fract() == 0.0 && (1e15..1e20).contains(&number.abs())
}

/// Such a number, with asterisks for the digits that were lost.
pub(super) fn kept(number: f64) -> String {
    const KEPT: usize = 15;
    let digits = written(number);
    let kept = digits.len() - digits.trim_start_matches('-').len() + KEPT;
    format!("{}{}", &digits[..kept.min(digits.len())], "*".repeat(digits.len().saturating_sub(kept)))
}

/// A number in 30 bits, of which two say how it is written ([MS-XLS] 2.5.217).
pub(super) fn packed(bits: u32) -> f64 {
    let number = if bits & 2 == 0 {
        f64::from_bits(u64::from(bits & !3) << 32)
    } else {
        f64::from(bits.cast_signed() >> 2)
    };
    if bits & 1 == 0 { number } else { number / 100.0 }
}

fn pack(text: &str) -> Option<u32> {
    let number: i32 = text.parse().ok()?;
    let range = -(1 << 29)..1 << 29;
    range.contains(&number).then_some((number << 2).cast_unsigned() | 2)
}

const LABEL: u16 = 0x0204;
/// Header, and where the cell is and how it looks.
const CELL: usize = 10;

/// A NUMBER record becomes another, or a LABEL record of the same size, in which there is room for five letters.
pub(super) fn number_anew(old: &[u8], new: &str) -> Vec<u8> {
    if let Ok(number) = new.trim().parse::<f64>() {
        return [&old[..CELL], &number.to_le_bytes()].concat();
    }
    label(old, new)
}

/// An RK record becomes another, or a LABEL record of the same size, in which there is room for one letter.
pub(super) fn packed_anew(old: &[u8], new: &str) -> Vec<u8> {
    match pack(new.trim()) {
        Some(bits) => [&old[..CELL], &bits.to_le_bytes()].concat(),
        None => label(old, "*"),
    }
}

/// Among numbers that share a record nothing but a number has room: one is marked as gone, unless it is a number that
/// comes. See [`packed`](super::packed).
pub(super) fn shared_anew(_: &[u8], new: &str) -> Vec<u8> {
    pack(new.trim()).unwrap_or(GONE).to_le_bytes().to_vec()
}

/// No number: no program writes it.
pub(super) const GONE: u32 = 0xFFFF_FFFC;

/// A constant in a formula, or in a table of copies, stays a number: zero, unless it is a number that comes.
pub(super) fn constant_anew(_: &[u8], new: &str) -> Vec<u8> {
    new.trim().parse::<f64>().unwrap_or(0.0).to_le_bytes().to_vec()
}

/// The result of a formula becomes another, or an empty text.
pub(super) fn result_anew(_: &[u8], new: &str) -> Vec<u8> {
    match new.trim().parse::<f64>() {
        Ok(number) => number.to_le_bytes().to_vec(),
        Err(_) => EMPTY.to_vec(),
    }
}

/// The result of a formula that is an empty text.
const EMPTY: [u8; 8] = [3, 0, 0, 0, 0, 0, 0xFF, 0xFF];

/// What a formula came to gives away the constants that were taken out of it: `13800138000-1`. Both streams have the same
/// length.
pub(super) fn forget_results(old: &[u8], new: &mut [u8]) {
    const FORMULA: u16 = 0x0006;
    const RESULT: std::ops::Range<usize> = 6..14;
    let mut at = 0;
    while let (Some(id), Some(len)) = (u16_at(old, at), u16_at(old, at + 2)) {
        let body = at + 4..at + 4 + usize::from(len);
        at = body.end;
        let (Some(before), Some(after)) = (old.get(body.clone()), new.get_mut(body)) else { return };
        let tokens = RESULT.end..before.len();
        let is_number = before.get(12..14).is_some_and(|end| *end != [0xFF, 0xFF]);
        if id == FORMULA && is_number && before[tokens.clone()] != after[tokens] {
            after[RESULT].copy_from_slice(&EMPTY);
        }
    }
}

/// Any record of a cell becomes a LABEL record of the same size: it says as much of `text` as has room, and asterisks.
fn label(old: &[u8], text: &str) -> Vec<u8> {
    let room = old.len() - CELL - 3;
    let letters = text.chars().map(|c| if c.is_ascii_graphic() { c as u8 } else { b'*' });
    labelled(old, letters.chain(std::iter::repeat(b'*')).take(room).collect())
}

/// The same with blanks alone.
pub(super) fn emptied(old: &[u8]) -> Vec<u8> {
    let room = old.len().saturating_sub(CELL + 3);
    labelled(old, vec![b' '; room])
}

fn labelled(old: &[u8], letters: Vec<u8>) -> Vec<u8> {
    let mut out = old.to_vec();
    out[..2].copy_from_slice(&LABEL.to_le_bytes());
    out.truncate(CELL);
    out.extend_from_slice(&(letters.len() as u16).to_le_bytes());
    out.push(0);
    out.extend(letters);
    out
}

/// The number of days since the end of 1899, or of 1903 if `from_1904`, as a date, with the time if there is one.
pub(super) fn date(days: f64, from_1904: bool) -> Option<String> {
    if !(0.0..2_958_466.0).contains(&days) {
        return None;
    }
    let seconds = ((days.fract()) * 86_400.0).round() as u64;
    let mut whole = days.trunc() as i64 + (seconds / 86_400).cast_signed();
    let seconds = seconds % 86_400;
    let time = format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    if whole == 0 {
        return Some(time);
    }
    if from_1904 {
        whole += 1462;
    }
    // Their calendar has a 29 February 1900.
    let since_1970 = whole - 25_569 + i64::from(whole < 61);
    let (year, month, day) = civil(since_1970);
    let date = format!("{year:04}-{month:02}-{day:02}");
    Some(if seconds == 0 { date } else { format!("{date} {time}") })
}

/// Year, month and day, so many days after 1 January 1970 (H. Hinnant's algorithm).
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

/// Whether numbers in the format with this number are dates.
pub(super) fn is_date_format(number: u16) -> bool {
    matches!(number, 14..=22 | 27..=36 | 45..=47 | 50..=58)
}

/// The same of a format that is written out: a letter of dates stands outside of quotation marks and brackets.
pub(super) fn is_date_pattern(pattern: &str) -> bool {
    let (mut quoted, mut bracketed) = (false, false);
    let mut letters = pattern.chars();
    while let Some(c) = letters.next() {
        match c {
            '"' => quoted = !quoted,
            '\\' | '_' | '*' if !quoted => drop(letters.next()),
            '[' if !quoted => bracketed = true,
            ']' => bracketed = false,
            'y' | 'Y' | 'd' | 'D' | 'h' | 'H' | 's' if !quoted && !bracketed => return true,
            'm' | 'M' if !quoted && !bracketed => return true,
            _ => {}
        }
    }
    false
}

/// The number in 30 bits at `at`.
pub(super) fn packed_at(bytes: &[u8], at: usize) -> Option<f64> {
    u32_at(bytes, at).map(packed)
}

#[cfg(test)]
mod tests {
    use super::{date, is_date_pattern, kept, number_anew, pack, packed, packed_anew, written};

    #[test]
    fn numbers_read_as_they_were_typed() {
        assert_eq!(written(13_800_012_001.0), "13800012001");
        assert_eq!(written(4.403_011_985_122_445e17), "440301198512244500");
        assert_eq!(written(0.5), "0.5");
        assert_eq!(kept(4.403_011_985_122_445e17), "440301198512244***");
        assert_eq!(packed(pack("-7").unwrap()), -7.0);
        assert_eq!(packed(0x3FF0_0001), 0.01);
    }

    #[test]
    fn a_number_gives_way_to_letters_of_the_same_size() {
        let old = [&[3, 2, 14, 0, 1, 0, 2, 0, 15, 0][..], &13_800_012_001_f64.to_le_bytes()].concat();
        let new = number_anew(&old, "138****2001");
        assert_eq!(new, [&[4, 2, 14, 0, 1, 0, 2, 0, 15, 0, 5, 0, 0][..], b"138**"].concat());
        let old = [0x7E, 2, 10, 0, 1, 0, 2, 0, 15, 0, 2, 0, 0, 0];
        assert_eq!(packed_anew(&old, "1***"), [4, 2, 10, 0, 1, 0, 2, 0, 15, 0, 1, 0, 0, b'*']);
    }

    #[test]
    fn dates_are_those_of_the_program() {
        assert_eq!(date(1.0, false).as_deref(), Some("1900-01-01"));
        assert_eq!(date(61.0, false).as_deref(), Some("1900-03-01"));
        assert_eq!(date(45_292.5, false).as_deref(), Some("2024-01-01 12:00:00"));
        assert_eq!(date(43_830.0, true).as_deref(), Some("2024-01-01"));
        assert!(is_date_pattern("yyyy\"年\"m\"月\"") && !is_date_pattern("[Red]0.00\"days\""));
    }
}
