//! Area codes of fixed telephone lines, without their leading zero.
//!
//! `data/area_codes.txt` is generated; its header names source and date. Codes that were merged into a neighbour's
//! (0733 Zhuzhou into 0731 and the like) are kept, because older documents still show them.

/// The table as text: comment lines, then codes separated by blanks and line breaks.
static TABLE: &str = include_str!("../data/area_codes.txt");

static BITS: [u64; 16] = bits(TABLE.as_bytes());

/// Whether `code` is an area code. It is given without the leading zero: 10 for Beijing (010), 571 for Hangzhou
/// (0571).
///
/// ```
/// use yinmo_data::area_codes;
/// assert!(area_codes::contains(10) && area_codes::contains(571) && area_codes::contains(913));
/// assert!(!area_codes::contains(26) && !area_codes::contains(400));
/// ```
#[must_use]
pub const fn contains(code: u32) -> bool {
    code < 1000 && BITS[(code / 64) as usize] >> (code % 64) & 1 == 1
}

const fn bits(text: &[u8]) -> [u64; 16] {
    let mut bits = [0; 16];
    let (mut at, mut number, mut comment) = (0, 0usize, false);
    while at < text.len() {
        match text[at] {
            b'\n' | b' ' if number > 0 => {
                bits[number / 64] |= 1 << (number % 64);
                number = 0;
            }
            b'#' => comment = true,
            digit @ b'0'..=b'9' if !comment => number = number * 10 + (digit - b'0') as usize,
            _ => {}
        }
        if text[at] == b'\n' {
            comment = false;
        }
        at += 1;
    }
    bits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_the_numbering_plan() {
        let count = (0..1000).filter(|&code| contains(code)).count();
        assert!((320..340).contains(&count), "{count}");
        for code in [10, 20, 21, 22, 23, 24, 25, 27, 28, 29, 311, 335, 349, 571, 574, 580, 701, 755, 898, 999]
        {
            assert!(contains(code), "{code}");
        }
    }

    #[test]
    fn holds_nothing_else() {
        assert!(
            (0..1000).filter(|&code| contains(code)).all(|code| code == 10
                || (20..30).contains(&code) && code != 26
                || (310..1000).contains(&code))
        );
        for code in [0, 1, 11, 26, 30, 110, 400, 800, 1000, 5710, u32::MAX] {
            assert!(!contains(code), "{code}");
        }
    }
}
