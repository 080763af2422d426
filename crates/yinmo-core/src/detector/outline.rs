//! Texts with every digit made the same.

/// How the numbers in a text go into its outline.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Numbers {
    /// A nought for each digit.
    EachDigit,
    /// A nought for each number, however long.
    Each,
}

/// What an outline is written to.
pub(crate) trait Sink {
    fn push<const N: usize>(&mut self, bytes: [u8; N]);
}

impl Sink for Vec<u8> {
    fn push<const N: usize>(&mut self, bytes: [u8; N]) {
        self.extend_from_slice(&bytes);
    }
}

/// Up to eight bytes, the last one lowest.
impl Sink for u64 {
    fn push<const N: usize>(&mut self, bytes: [u8; N]) {
        *self = bytes.iter().fold(*self, |word, &byte| word << 8 | Self::from(byte));
    }
}

/// Writes a text of Chinese characters and short numbers with every digit made the same; `false` where it holds
/// letters, marks that hide something, or more than `most` digits with nothing or blanks, hyphens and points between.
pub(crate) fn outline(text: &str, most: usize, numbers: Numbers, outline: &mut impl Sink) -> bool {
    let mut rest = text.as_bytes();
    loop {
        if let Some((&two, behind)) = rest.split_first_chunk()
            && are_han(two)
        {
            outline.push(two);
            rest = behind;
            continue;
        }
        rest = match *rest {
            [] => return true,
            [a @ 0xE4..=0xE9, b, c, ref behind @ ..]
            | [a @ 0xE3, b @ 0x80, c @ 0x81..=0x8B, ref behind @ ..]
            | [a @ 0xEF, b @ 0xBC, c @ (0x88 | 0x89 | 0x8C | 0x9A | 0x9B), ref behind @ ..] => {
                outline.push([a, b, c]);
                behind
            }
            [b',', ref behind @ ..] => {
                outline.push([b',']);
                behind
            }
            [b'0'..=b'9', ..] => match number(rest, most, numbers, outline) {
                Some(behind) => behind,
                None => return false,
            },
            _ => return false,
        };
    }
}

/// The outline of a text of four to eight bytes that are all digits and points, the first a digit, looked at all at once;
/// `None` for any other, and where [`outline`] has more to ask.
pub(crate) fn short_number(text: &str, most: usize) -> Option<u64> {
    const NOUGHTS: u64 = b'0' as u64 * EACH;
    const POINTS: u64 = b'.' as u64 * EACH;
    let bytes = text.as_bytes();
    let (first, last) = (bytes.first_chunk()?, bytes.last_chunk()?);
    let unused = 64_u32.checked_sub(8 * bytes.len() as u32)?;
    let (first, last) = (u64::from(u32::from_be_bytes(*first)), u64::from(u32::from_be_bytes(*last)));
    let word = first << 32 >> unused | last;
    // A byte is a digit if without the bits of a nought less than ten is left; what is no ASCII is no point either.
    let used = u64::MAX >> unused;
    let less = (word ^ NOUGHTS) & used;
    let others = (less.wrapping_add(0x76 * EACH) | less) & HIGH & used;
    let other = (others >> 7) * 0xFF;
    let starts = word >> (56 - unused) & 0xFF != u64::from(b'0') && others << unused >> 63 == 0;
    let points = (word ^ POINTS) & other == 0;
    let digits = bytes.len() - others.count_ones() as usize;
    (starts && points && digits <= most).then_some(word & other | NOUGHTS & used & !other)
}

const EACH: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x80 * EACH;

/// Whether six bytes are two of U+4E00 to U+9FFF, which are made of 80 to BF and E4 to E9; no other character is made of
/// such bytes alone. The other marks above are 、 。 《 》 （ ） ， ： ；.
const fn are_han([a, b, c, d, e, f]: [u8; 6]) -> bool {
    let word = u64::from_ne_bytes([a, b, c, d, e, f, 0x80, 0x80]);
    // Without its highest bit no byte carries into the next one.
    let low = word & !HIGH;
    let (from_c0, from_e4, from_ea) = (low + 0x40 * EACH, low + 0x1C * EACH, low + 0x16 * EACH);
    let others = from_c0 & !from_e4 | from_ea | !word;
    others & HIGH == 0
}

/// Writes the digits, with blanks, hyphens and points between, that `bytes` begin with; what stands behind.
fn number<'t>(bytes: &'t [u8], most: usize, numbers: Numbers, outline: &mut impl Sink) -> Option<&'t [u8]> {
    // What begins like an area code may be a telephone number.
    if let [b'0', b'0'..=b'9', b'0'..=b'9' | b'-', ..] = bytes {
        return None;
    }
    let (mut len, mut digits, mut previous) = (0, 0, b' ');
    for &byte in bytes {
        let digit = byte.is_ascii_digit();
        if !digit && !matches!(byte, b'.' | b'-' | b'/' | b' ') {
            break;
        }
        let shown = if digit { b'0' } else { byte };
        if numbers == Numbers::EachDigit || shown != previous {
            outline.push([shown]);
        }
        previous = shown;
        digits += usize::from(digit);
        len += 1;
    }
    (digits <= most).then_some(&bytes[len..])
}

#[cfg(test)]
mod tests {
    use super::{Numbers, are_han, outline, short_number};

    #[test]
    fn han_characters_are_told_by_two() {
        for byte in 0..=u8::MAX {
            for at in 0..6 {
                let mut two = *"中文".as_bytes().first_chunk().unwrap();
                two[at] = byte;
                assert_eq!(are_han(two), matches!(byte, 0x80..=0xBF | 0xE4..=0xE9), "{byte:X}");
            }
        }
    }

    /// The same, a character at a time.
    fn told_slowly(text: &str, most: usize, numbers: Numbers) -> Option<String> {
        let mut outline = String::new();
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let number = rest.len()
                - rest.trim_start_matches(|c| matches!(c, '0'..='9' | '.' | '-' | '/' | ' ')).len();
            let (number, behind) = rest.split_at(if c.is_ascii_digit() { number } else { 0 });
            rest = behind;
            if number.is_empty() {
                let known =
                    matches!(c, '\u{4000}'..='\u{9FFF}') || "、。〈〉《》「」『』【（），：；,".contains(c);
                outline.push(known.then_some(c)?);
                rest = &rest[c.len_utf8()..];
            }
            let area = matches!(number.as_bytes(), [b'0', b'0'..=b'9', b'0'..=b'9' | b'-', ..]);
            let digits = number.bytes().filter(u8::is_ascii_digit).count();
            if area || digits > most {
                return None;
            }
            let mut shown: Vec<char> =
                number.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
            if numbers == Numbers::Each {
                shown.dedup();
            }
            outline.extend(shown);
        }
        Some(outline)
    }

    #[test]
    fn outlines_are_what_they_are_told_slowly() {
        let characters: Vec<char> = "村号室05123-. ，、：a某·村街0".chars().collect();
        let mut state = 1_usize;
        let mut plain = 0;
        for nth in 0..200_000 {
            let kinds = [3, 6, 12, 20][nth % 4].min(characters.len());
            let text: String = (0..nth % 23)
                .map(|_| {
                    state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    characters[(state >> 33) % kinds]
                })
                .collect();
            for numbers in [Numbers::Each, Numbers::EachDigit] {
                let mut out = Vec::new();
                let found = outline(&text, 4, numbers, &mut out).then(|| String::from_utf8(out).unwrap());
                assert_eq!(found, told_slowly(&text, 4, numbers), "{text}");
                plain += usize::from(found.is_some());
            }
        }
        assert!(plain > 50_000, "{plain}");
    }

    #[test]
    fn short_numbers_have_the_outline_they_have_at_length() {
        let bytes: Vec<char> = "0159./-: aX:;\u{7F}é王".chars().collect();
        let mut short = 0;
        for len in 0..=8_u32 {
            for nth in 0..20_000_usize {
                let text: String =
                    (0..len).map(|at| bytes[nth * 7919 / 5_usize.pow(at) % (5 + nth % 11)]).collect();
                for most in [0, 3, 7] {
                    let mut word = 0;
                    let plain = outline(&text, most, Numbers::EachDigit, &mut word);
                    if let Some(number) = short_number(&text, most) {
                        assert!(plain && number == word, "{text}");
                        short += 1;
                    }
                }
            }
        }
        assert!(short > 1000);
        assert_eq!(short_number("1754.50", 7), Some(u64::from_be_bytes(*b"\x000000.00")));
        assert_eq!(short_number("1234", 3), None);
    }

    #[test]
    fn outlines() {
        for (text, expected) in [
            ("青云村12号", Some("青云村00号")),
            ("1754.50", Some("0000.00")),
            ("2019-03", Some("0000-00")),
            ("12345678", None),
            ("12-3456-78", None),
            ("0571", None),
            ("0.00", Some("0.00")),
            ("34号1幢2单元1880室，见附件", Some("00号0幢0单元0000室，见附件")),
            ("广西壮族自治区南宁市（新城）大街，二㐀", None),
            ("广西壮族自治区南宁市（新城）大街，二", Some("广西壮族自治区南宁市（新城）大街，二")),
            ("8701 2348", None),
            ("A座", None),
            ("张*", None),
        ] {
            let mut out = Vec::new();
            let plain = outline(text, 7, Numbers::EachDigit, &mut out);
            assert_eq!(plain.then(|| String::from_utf8(out).unwrap()).as_deref(), expected, "{text}");
        }
    }
}
