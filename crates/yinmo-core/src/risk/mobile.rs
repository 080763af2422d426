//! How many mobile numbers a masked one may be.

use yinmo_data::mobile_prefixes;

use super::{HIDDEN, allows, written};

/// How many mobile numbers with an assigned prefix fit `masked`: ASCII digits, and `*` for those that are hidden.
///
/// ```
/// use yinmo_core::risk::mobile::candidates;
/// assert_eq!(candidates(b"138****5678"), 10_000);
/// assert_eq!(candidates(b"1380001200*"), 10);
/// assert_eq!(candidates(b"15*00012001"), 9); // there is no 154
/// ```
pub fn candidates(masked: &[u8; 11]) -> u64 {
    let (prefix, subscriber) = masked.split_at(PREFIX);
    let hidden = subscriber.iter().filter(|&&shown| shown == HIDDEN).count();
    prefixes(prefix, &mut [0; PREFIX], 0) * 10u64.pow(hidden as u32)
}

/// The same where it is known in which city the number was handed out. The four digits behind the prefix say so, and a
/// large city has about one in thirty of them: of `138****5678` a few hundred remain.
///
/// ```
/// use yinmo_core::risk::mobile::candidates_in_city;
/// assert_eq!(candidates_in_city(b"138****5678"), 333);
/// assert_eq!(candidates_in_city(b"1380001****"), 10_000);
/// ```
pub fn candidates_in_city(masked: &[u8; 11]) -> u64 {
    let hidden = masked[3..7].iter().filter(|&&shown| shown == HIDDEN).count();
    let candidates = candidates(masked);
    (candidates / CITIES.min(10u64.pow(hidden as u32))).max(candidates.min(1))
}

/// As many cities as large as the largest would share the blocks of a prefix among them. Fewer candidates are the careful
/// assumption.
const CITIES: u64 = 30;

/// The masked number in a cell; `None` where nothing is hidden, or something else stands there. A single run of hiding
/// characters may be of any length.
///
/// ```
/// use yinmo_core::risk::mobile::read;
/// assert_eq!(read("138-xxxx-5678").as_ref(), Some(b"138****5678"));
/// assert_eq!(read("138**78").as_ref(), Some(b"138******78"));
/// assert_eq!(read("13800012001"), None);
/// ```
pub fn read(cell: &str) -> Option<[u8; 11]> {
    let shown = written(cell, 11)?;
    let start = shown.iter().position(|&c| c == HIDDEN)?;
    let end = shown.iter().rposition(|&c| c == HIDDEN)? + 1;
    let tail = &shown[end..];
    let is_one_run = shown[start..end].iter().all(|&c| c == HIDDEN);
    if !matches!(shown.first(), Some(b'1' | &HIDDEN)) || start + tail.len() == 0 {
        return None;
    }
    if let Ok(whole) = <[u8; 11]>::try_from(&shown[..]) {
        return Some(whole);
    }
    let mut whole = [HIDDEN; 11];
    whole[..start].copy_from_slice(&shown[..start]);
    whole[11 - tail.len()..].copy_from_slice(tail);
    (is_one_run && start + tail.len() <= 7).then_some(whole)
}

/// As many digits as it takes to tell whether a prefix is assigned.
const PREFIX: usize = 5;

/// How many assigned prefixes begin with `digits[..length]` and fit `shown`.
fn prefixes(shown: &[u8], digits: &mut [u8; PREFIX], length: usize) -> u64 {
    if length == PREFIX {
        return u64::from(mobile_prefixes::is_assigned(digits));
    }
    let mut count = 0;
    for digit in (b'0'..=b'9').filter(|&digit| allows(shown[length], digit)) {
        digits[length] = digit;
        count += prefixes(shown, digits, length + 1);
    }
    count
}

#[cfg(test)]
mod tests {
    use super::candidates;

    #[test]
    fn hidden_digits_multiply_and_prefixes_limit() {
        for (masked, count) in [
            (b"13800012001", 1),
            (b"138******01", 1_000_000),
            (b"174********", 23_000_000),
            (b"15412345678", 0),
            (b"***********", 5_543_000_000),
        ] {
            assert_eq!(candidates(masked), count);
        }
    }
}
