//! Check digits shared by several kinds.

/// ISO 7064 MOD 11-2, as in the resident identity number (GB 11643): seventeen digits and a check character.
///
/// The weights are powers of two modulo eleven, from 2^17 to 2: the digits are read as if their base were two.
pub(crate) fn mod_11_2(chars: &[u8]) -> bool {
    let Ok(&[ref sixteen @ .., last, check]) = <&[u8; 18]>::try_from(chars) else { return false };
    let (eights, _) = sixteen.as_chunks();
    let before = eights.iter().fold(0, |value, eight| (value << 8) + base_two(eight));
    let sum = (before * 2 + u32::from(last - b'0')) * 2;
    let expected = (12 - sum % 11) % 11;
    check.to_ascii_uppercase() == if expected == 10 { b'X' } else { b'0' + expected as u8 }
}

/// The value of eight digits whose base is two: of each pair, of each four, of all.
const fn base_two(digits: &[u8; 8]) -> u32 {
    let digits = values(digits);
    let pairs = ((digits << 1) + (digits >> 8)) & 0x00FF_00FF_00FF_00FF;
    let fours = ((pairs << 2) + (pairs >> 16)) & 0x0000_FFFF_0000_FFFF;
    ((fours << 4) + (fours >> 32)) as u32
}

/// ISO/IEC 7812-1 (Luhn), as in bank cards and IMEIs. Eight digits are added up at once.
pub(crate) fn luhn(digits: &[u8]) -> bool {
    let (first, eights) = digits.as_rchunks();
    let eights: u32 = eights.iter().map(|eight| luhn_of_eight(values(eight))).sum();
    // Fewer than eight come first: without a branch, because how many they are differs from card to card.
    let first = match digits.first_chunk() {
        Some(start) => values(start) << 1 << (u64::BITS as usize - 1 - 8 * first.len()),
        None => first.iter().fold(0, |before, &digit| before >> 8 | u64::from(digit - b'0') << 56),
    };
    (eights + luhn_of_eight(first)).is_multiple_of(10)
}

/// The values of eight digits, the first in the lowest byte.
const fn values(digits: &[u8; 8]) -> u64 {
    u64::from_le_bytes(*digits) ^ (b'0' as u64 * EACH)
}

const EACH: u64 = 0x0101_0101_0101_0101;

/// The sum of eight digits, every other one, from the first on, doubled and, where that gives two digits, less nine.
const fn luhn_of_eight(digits: u64) -> u32 {
    const EVERY_OTHER: u64 = 0x00FF_00FF_00FF_00FF;
    let doubled = digits & EVERY_OTHER;
    let from_five = (doubled + 0x7B * EACH) >> 7 & EACH & EVERY_OTHER;
    let each = digits + doubled - 9 * from_five;
    (each.wrapping_mul(EACH) >> 56) as u32
}

/// GB 32100 (unified social credit identifier): base 31 without I, O, S, V and Z.
pub(super) fn uscc(chars: &[u8]) -> bool {
    const WEIGHTS: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
    let [digits @ .., check] = chars else { return false };
    let sum = digits.iter().zip(WEIGHTS).try_fold(0, |sum, (&c, weight)| Some(sum + uscc_value(c)? * weight));
    digits.len() == 17 && sum.is_some_and(|sum| Some((31 - sum % 31) % 31) == uscc_value(*check))
}

const fn uscc_value(c: u8) -> Option<usize> {
    let before = match c {
        b'0'..=b'9' => return Some((c - b'0') as usize),
        b'A'..=b'H' => 0,
        b'J'..=b'N' => 1,
        b'P'..=b'R' => 2,
        b'T' | b'U' => 3,
        b'W'..=b'Y' => 4,
        _ => return None,
    };
    Some((c - b'A') as usize + 10 - before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eight_digits_are_added_up_as_one_by_one() {
        let mut state = 1_u64;
        for nth in 0..20_000 {
            let digits: Vec<u8> = (0..nth % 21)
                .map(|_| {
                    state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    b'0' + ((state >> 33) % 10) as u8
                })
                .collect();
            let each = digits.iter().rev().zip([1, 2].into_iter().cycle());
            let sum: u32 =
                each.map(|(digit, times)| u32::from(digit - b'0') * times).map(|n| n / 10 + n % 10).sum();
            assert_eq!(luhn(&digits), sum.is_multiple_of(10), "{digits:?}");
        }
    }

    #[test]
    fn digits_of_base_two_are_weighted_as_one_by_one() {
        let mut state = 1_u64;
        for _ in 0..20_000 {
            let digits: [u8; 17] = std::array::from_fn(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                b'0' + ((state >> 33) % 10) as u8
            });
            let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
            let sum: u32 =
                digits.iter().zip(weights).map(|(&digit, weight)| u32::from(digit - b'0') * weight).sum();
            let expected = b"10X98765432"[sum as usize % 11];
            for check in *b"0123456789X" {
                let chars = [&digits[..], &[check]].concat();
                assert_eq!(mod_11_2(&chars), check == expected, "{chars:?}");
            }
        }
    }

    #[test]
    fn worked_examples() {
        assert!(mod_11_2(b"330106190102030017"));
        assert!(mod_11_2(b"11010519491231002x"));
        assert!(!mod_11_2(b"330106190102030018"));
        assert!(luhn(b"6228480330000000019"));
        assert!(!luhn(b"6228480330000000018"));
        assert!(uscc(b"51330100MJ8700001P"));
        assert!(!uscc(b"51330100MJ87000012"));
    }
}
