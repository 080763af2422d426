//! How many bank card numbers a masked one may be.

use super::{HIDDEN, written};

/// How many numbers that satisfy the check of Luhn fit one of which so many digits are `hidden`. Whatever all but one of
/// them are, the check tells the last.
///
/// ```
/// use yinmo_core::risk::bank_card::candidates;
/// assert_eq!(candidates(1), 1);
/// assert_eq!(candidates(11), 10_000_000_000);
/// ```
pub const fn candidates(hidden: u32) -> u64 {
    if hidden > MOST_HIDDEN { u64::MAX } else { 10u64.pow(hidden.saturating_sub(1)) }
}

/// More would not fit, and do not matter.
const MOST_HIDDEN: u32 = 19;

/// How long card numbers are.
const LENGTHS: std::ops::RangeInclusive<usize> = 16..=19;

/// How many digits of the masked card number in a cell are shown before what is hidden, how many are hidden, and how many
/// are shown behind. A run of hiding characters that is too short stands for as few digits as there may be. `None` where
/// nothing is hidden, or something else stands there.
///
/// ```
/// use yinmo_core::risk::bank_card::read;
/// assert_eq!(read("6228 4803 3000 0000 ***"), Some((16, 3, 0)));
/// assert_eq!(read("6228****0019"), Some((4, 8, 4)));
/// assert_eq!(read("6228480330000000019"), None);
/// ```
pub fn read(cell: &str) -> Option<(usize, u32, usize)> {
    let shown = written(cell, *LENGTHS.end())?;
    let before = shown.iter().position(|&c| c == HIDDEN)?;
    let after = shown.iter().rev().take_while(|&&c| c != HIDDEN).count();
    let digits = shown.iter().filter(|&&c| c != HIDDEN).count();
    let is_one_run = digits == before + after;
    match shown.len() {
        length if LENGTHS.contains(&length) => Some((before, (length - digits) as u32, after)),
        _ if is_one_run && digits <= 12 => Some((before, (LENGTHS.start() - digits) as u32, after)),
        _ => None,
    }
}
