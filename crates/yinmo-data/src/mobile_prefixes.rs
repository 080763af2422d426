//! Mobile number prefixes, as allocated by the Ministry of Industry and Information Technology in March 2023.
//!
//! Includes resale (162, 165, 167, 170, 171) and satellite prefixes (1349, 1619, 1740, 1741, 1749). 140–144 are
//! 13-digit numbers of things and are left out. Prefixes allocated later are not here.

/// Prefixes of three digits that are assigned as a whole, one row per second digit.
const WHOLE: u128 = {
    const ROWS: [(u32, &[u8]); 7] = [
        (30, b"0123456789"),
        (40, b"56789"),
        (50, b"012356789"),
        (60, b"2567"),
        (70, b"01235678"),
        (80, b"0123456789"),
        (90, b"012356789"),
    ];
    let mut bits = 0;
    let mut row = 0;
    while row < ROWS.len() {
        let (base, digits) = ROWS[row];
        let mut at = 0;
        while at < digits.len() {
            bits |= 1 << (base + (digits[at] - b'0') as u32);
            at += 1;
        }
        row += 1;
    }
    bits
};

/// Whether a number that begins with `digits` has an assigned mobile prefix. Takes at least five ASCII digits,
/// because 1740 and 1741 are divided that finely; anything else is `false`.
///
/// ```
/// use yinmo_data::mobile_prefixes::is_assigned;
/// assert!(is_assigned(b"13800012001"));
/// assert!(is_assigned(b"17412") && !is_assigned(b"17413"));
/// assert!(!is_assigned(b"15412345678"));
/// ```
#[must_use]
pub const fn is_assigned(digits: &[u8]) -> bool {
    match digits {
        [b'1', b'7', b'4', fourth, fifth, ..] => match fourth {
            b'0' => fifth.is_ascii_digit(),
            b'1' => matches!(fifth, b'0'..=b'2'),
            b'9' => fifth.is_ascii_digit(),
            _ => false,
        },
        [b'1', b'6', b'1', fourth, fifth, ..] => matches!(fourth, b'0' | b'9') && fifth.is_ascii_digit(),
        [b'1', second @ b'0'..=b'9', third @ b'0'..=b'9', b'0'..=b'9', b'0'..=b'9', ..] => {
            let prefix = (*second - b'0') * 10 + (*third - b'0');
            WHOLE >> prefix & 1 == 1
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn follows_the_allocation() {
        for yes in [
            "13000", "13490", "13499", "14512", "14612", "14912", "15300", "16212", "16612", "16100",
            "16190", "17012", "17400", "17409", "17410", "17412", "17490", "17499", "17812", "18999",
            "19012", "19999",
        ] {
            assert!(is_assigned(yes.as_bytes()), "{yes}");
        }
        for no in [
            "10086", "11000", "12345", "14000", "14412", "15412", "16012", "16112", "16412", "16912",
            "17413", "17419", "17420", "17480", "17912", "19412", "00000", "23800",
        ] {
            assert!(!is_assigned(no.as_bytes()), "{no}");
        }
    }

    #[test]
    fn fifty_five_prefixes_are_assigned_whole() {
        assert_eq!(WHOLE.count_ones(), 55);
    }

    #[test]
    fn what_is_not_five_digits_is_not_assigned() {
        for no in ["", "1", "1380", "138a0", "13 00", "1740x", "１３８００"] {
            assert!(!is_assigned(no.as_bytes()), "{no}");
        }
    }
}
