//! How many mobile numbers a masked one may be.

use yinmo_data::mobile_prefixes;

use super::{HIDDEN, allows};

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
