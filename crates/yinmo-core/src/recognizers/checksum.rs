//! Check digits shared by several kinds.

/// ISO 7064 MOD 11-2, as in the resident identity number (GB 11643): seventeen digits and a check character.
pub(super) fn mod_11_2(chars: &[u8]) -> bool {
    /// Powers of two modulo 11.
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let Ok(&[ref digits @ .., check]) = <&[u8; 18]>::try_from(chars) else { return false };
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(&digit, weight)| u32::from(digit - b'0') * weight).sum();
    let expected = (12 - sum % 11) % 11;
    check.to_ascii_uppercase() == if expected == 10 { b'X' } else { b'0' + expected as u8 }
}

/// ISO/IEC 7812-1 (Luhn), as in bank cards and IMEIs.
pub(super) fn luhn(digits: &[u8]) -> bool {
    /// The digit sums of the doubled digits.
    const DOUBLED: [u8; 10] = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9];
    let (first, pairs) = digits.as_rchunks();
    let pairs = pairs.iter().map(|[a, b]| u32::from(DOUBLED[usize::from(a - b'0')]) + u32::from(b - b'0'));
    let first = first.iter().map(|digit| u32::from(digit - b'0'));
    first.chain(pairs).sum::<u32>().is_multiple_of(10)
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
