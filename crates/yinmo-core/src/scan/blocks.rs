//! The hot loop: skips what holds no token.

use super::widest;

/// Bytes looked at together; the compiler turns the loop over one block into vector instructions.
const BLOCK: usize = 32;

/// The first byte at or after `at` that can begin a token; the length of `bytes` if there is none.
pub(super) fn next_candidate(bytes: &[u8], mut at: usize) -> usize {
    while at < bytes.len() {
        match bytes[at..].first_chunk::<{ BLOCK + 2 }>() {
            Some(block) if !holds_candidate(block) => at += BLOCK,
            _ => {
                let end = bytes.len().min(at + BLOCK);
                if let Some(found) = (at..end).find(|&i| is_candidate(bytes, i)) {
                    return found;
                }
                at = end;
            }
        }
    }
    bytes.len()
}

/// The first byte at or after `at` that `is`; the length of `bytes` if there is none.
#[inline]
pub(crate) fn next_byte(bytes: &[u8], mut at: usize, is: impl Fn(u8) -> bool) -> usize {
    while let Some(block) = bytes[at..].first_chunk::<BLOCK>() {
        if let Some(found) = first_in_block(|i| is(block[i])) {
            return at + found;
        }
        at += BLOCK;
    }
    bytes[at..].iter().position(|&byte| is(byte)).map_or(bytes.len(), |found| at + found)
}

/// Where three bytes in a row are what is looked for.
pub(crate) fn each_three(bytes: &[u8], are: impl Fn(u8, u8, u8) -> bool) -> impl Iterator<Item = usize> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(block) = bytes[at..].first_chunk::<{ BLOCK + 2 }>() {
            if let Some(found) = first_in_block(|i| are(block[i], block[i + 1], block[i + 2])) {
                at += found + 1;
                return Some(at - 1);
            }
            at += BLOCK;
        }
        let found = bytes[at..].windows(3).position(|three| are(three[0], three[1], three[2]));
        let found = at + found?;
        at = found + 1;
        Some(found)
    })
}

/// How many pairs of neighbouring bytes `are` what is counted.
pub(crate) fn count_pairs(bytes: &[u8], are: impl Fn(u8, u8) -> bool) -> usize {
    /// As many fit a byte, of which a vector has most.
    const BLOCK: usize = 255;
    let behind = bytes.get(1..).unwrap_or_default();
    let blocks = bytes.chunks(BLOCK).zip(behind.chunks(BLOCK));
    let count = |(first, second): (&[u8], &[u8])| {
        first.iter().zip(second).fold(0, |count: u8, (&a, &b)| count + u8::from(are(a, b)))
    };
    widest(
        #[inline(always)]
        || blocks.map(|block| usize::from(count(block))).sum(),
    )
}

/// The first position of a block that `is`. Most blocks have none, which is told at once; else all answers are written
/// down and looked at eight at a time.
#[inline]
fn first_in_block(is: impl Fn(usize) -> bool) -> Option<usize> {
    if !(0..BLOCK).fold(false, |any, i| any | is(i)) {
        return None;
    }
    let mut answers = [0; BLOCK];
    for (i, answer) in answers.iter_mut().enumerate() {
        *answer = u8::from(is(i));
    }
    let mut eights = answers.as_chunks().0.iter().map(|eight| u64::from_le_bytes(*eight));
    let nth = eights.clone().position(|eight| eight != 0)?;
    Some(8 * nth + eights.nth(nth)?.trailing_zeros() as usize / 8)
}

/// Whether any of the first 32 positions is a candidate. Two more bytes are given so that a full-width
/// character beginning at the last position is seen whole.
fn holds_candidate(block: &[u8; BLOCK + 2]) -> bool {
    let mut any = 0u8;
    for i in 0..BLOCK {
        any |= u8::from(is_ascii_candidate(block[i])) | full_width(block[i], block[i + 1], block[i + 2]);
    }
    any != 0
}

fn is_candidate(bytes: &[u8], i: usize) -> bool {
    if is_ascii_candidate(bytes[i]) {
        return true;
    }
    i + 2 < bytes.len() && full_width(bytes[i], bytes[i + 1], bytes[i + 2]) != 0
}

/// A letter or a digit: branch-free, so that it vectorises.
const fn is_ascii_candidate(byte: u8) -> bool {
    let digit = byte.wrapping_sub(b'0') < 10;
    let letter = (byte | 0x20).wrapping_sub(b'a') < 26;
    digit | letter
}

/// Full-width `０`–`９` (EF BC 90..), `Ａ`–`Ｚ` (EF BC A1..) and `ａ`–`ｚ` (EF BD 81..).
const fn full_width(a: u8, b: u8, c: u8) -> u8 {
    let upper = (b == 0xBC) & ((c.wrapping_sub(0x90) < 10) | (c.wrapping_sub(0xA1) < 26));
    let lower = (b == 0xBD) & (c.wrapping_sub(0x81) < 26);
    ((a == 0xEF) & (upper | lower)) as u8
}

#[cfg(test)]
mod tests {
    use super::{count_pairs, each_three, next_byte, next_candidate};

    #[test]
    fn pairs_are_counted_wherever_a_block_ends() {
        for before in 0..600 {
            let text = format!("{}ab{}ab", "-".repeat(before), "ab-".repeat(before));
            assert_eq!(count_pairs(text.as_bytes(), |a, b| (a, b) == (b'a', b'b')), before + 2);
        }
        assert_eq!(count_pairs(b"", |_, _| true), 0);
    }

    #[test]
    fn bytes_are_found_wherever_a_block_ends() {
        for before in 0..80 {
            let text = format!("{}a Bc", "-".repeat(before));
            let bytes = text.as_bytes();
            assert_eq!(next_byte(bytes, 0, |byte| byte == b'a'), before);
            assert_eq!(next_byte(bytes, before + 1, |byte| byte == b'a'), bytes.len());
            let three = each_three(bytes, |a, b, c| (a, b, c) == (b'a', b' ', b'B'));
            assert_eq!(three.collect::<Vec<_>>(), [before]);
        }
    }

    #[test]
    fn every_position_is_found_whatever_the_block_it_falls_in() {
        for needle in ["1", "a", "Z", "０", "ｚ", "Ａ"] {
            for before in 0..80 {
                let text = format!("{}，。{needle}！", "汉".repeat(before));
                let found = next_candidate(text.as_bytes(), 0);
                assert_eq!(found, before * 3 + 6, "{needle} after {before}");
            }
        }
    }

    #[test]
    fn punctuation_is_no_candidate() {
        let text = "，：（）！？、。；“”《》`{}[]_-+=*&^%$#@＠~|\\/<>.,'\"".repeat(3);
        assert_eq!(next_candidate(text.as_bytes(), 0), text.len());
    }
}
