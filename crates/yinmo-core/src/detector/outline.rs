//! Texts with every digit made the same.

use super::pieces::Pieces;

/// How the numbers in a text go into its outline.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Numbers {
    /// A nought for each digit.
    EachDigit,
    /// A nought for each number, however long.
    Each,
}

/// The outline of a text of Chinese characters and short numbers, in which every digit is the same; `None` where it holds
/// letters, marks that hide something, or more than `most` digits with nothing or blanks, hyphens and points between.
///
/// That is a number, and in `pieces`, which are empty before, what does not fit into one.
#[inline]
pub(crate) fn outline(text: &str, most: usize, numbers: Numbers, pieces: &mut Pieces) -> Option<u64> {
    if numbers == Numbers::EachDigit
        && let Some(number) = short_number(text, most)
    {
        return Some(number);
    }
    pieced(text.as_bytes(), most, numbers, pieces)?;
    Some(pieces.number())
}

/// Cuts `bytes` into up to eight at a time that are of one sort.
fn pieced(bytes: &[u8], most: usize, numbers: Numbers, pieces: &mut Pieces) -> Option<()> {
    let mut at = 0;
    while at < bytes.len() {
        let mut word = word_at(bytes, at);
        let mut led = 0;
        if (word as u8).is_ascii_digit() {
            match leading(&bytes[at..], word, most).filter(|_| numbers == Numbers::Each) {
                Some(digits) => {
                    at += digits;
                    (word, led) = (word_at(bytes, at), LED);
                }
                None => {
                    at += number(&bytes[at..], word, most, numbers, pieces)?;
                    continue;
                }
            }
        }
        let others = but_han(word);
        if others == 0 {
            pieces.push(word ^ led)?;
            at += size_of_val(&word);
            continue;
        }
        let len = match whole_bytes(others) {
            0 => mark(&bytes[at..])?,
            len => len,
        };
        pieces.push(start_of(word, len) ^ led)?;
        at += len;
    }
    Some(())
}

/// Taken from the first byte of a piece before which a number stands: no other piece begins like it then.
const LED: u64 = 0x80;

/// How many digits `bytes` begin with, if they are a short number and what follows may tell of it. `word` is the first
/// eight of them.
fn leading(bytes: &[u8], word: u64, most: usize) -> Option<usize> {
    let digits = whole_bytes(but_digits(word));
    let behind = *bytes.get(digits)?;
    (!behind.is_ascii() && digits <= most && word as u8 != b'0').then_some(digits)
}

/// The eight bytes at `at`, the first one lowest; noughts behind the end.
fn word_at(bytes: &[u8], at: usize) -> u64 {
    let rest = &bytes[at..];
    match (rest.first_chunk(), bytes.last_chunk()) {
        (Some(word), _) => u64::from_le_bytes(*word),
        (None, Some(last)) => u64::from_le_bytes(*last) >> (u64::BITS as usize - 8 * rest.len()),
        (None, None) => rest.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte)),
    }
}

/// All of `bytes`, eight at a time.
pub(super) fn words(bytes: &[u8]) -> impl Iterator<Item = u64> {
    (0..bytes.len()).step_by(size_of::<u64>()).map(|at| word_at(bytes, at))
}

/// How many bytes are below the lowest of `marks`, which are the highest bits of bytes.
const fn whole_bytes(marks: u64) -> usize {
    marks.trailing_zeros() as usize / 8
}

/// The first one to eight bytes.
const fn start_of(word: u64, len: usize) -> u64 {
    word & u64::MAX >> (u64::BITS as usize - 8 * len)
}

/// The length of the mark that `bytes` begin with: one of 、。〈〉《》「」『』【 and （），：； or a comma.
const fn mark(bytes: &[u8]) -> Option<usize> {
    match bytes {
        [0xE3, 0x80, 0x81..=0x8B, ..] | [0xEF, 0xBC, 0x88 | 0x89 | 0x8C | 0x9A | 0x9B, ..] => Some(3),
        [b',', ..] => Some(1),
        _ => None,
    }
}

/// The outline of a text of four to eight bytes that are all digits and points, the first a digit, looked at all at once;
/// `None` for any other, and where [`pieced`] has more to ask.
fn short_number(text: &str, most: usize) -> Option<u64> {
    const NOUGHTS: u64 = b'0' as u64 * EACH;
    const POINTS: u64 = b'.' as u64 * EACH;
    let bytes = text.as_bytes();
    let (first, last) = (bytes.first_chunk()?, bytes.last_chunk()?);
    let unused = u64::BITS.checked_sub(8 * bytes.len() as u32)?;
    let (first, last) = (u64::from(u32::from_le_bytes(*first)), u64::from(u32::from_le_bytes(*last)));
    let word = last << 32 >> unused | first;
    let used = u64::MAX >> unused;
    let others = but_digits(word) & used;
    let other = (others >> 7) * 0xFF;
    let starts = word as u8 != b'0' && others as u8 == 0;
    let points = (word ^ POINTS) & other == 0;
    let digits = bytes.len() - others.count_ones() as usize;
    (starts && points && digits <= most).then_some(word & other | NOUGHTS & used & !other)
}

const EACH: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x80 * EACH;

/// Marks the bytes of which no character from U+4000 to U+9FFF is made: these are made of 80 to BF and E4 to E9, and no
/// other character is made of such bytes alone.
const fn but_han(word: u64) -> u64 {
    // Without its highest bit no byte carries into the next one.
    let low = word & !HIGH;
    let (from_c0, from_e4, from_ea) = (low + 0x40 * EACH, low + 0x1C * EACH, low + 0x16 * EACH);
    (from_c0 & !from_e4 | from_ea | !word) & HIGH
}

/// Marks the bytes that are no digits. Behind the first byte that is not even ASCII a mark may be wrong.
const fn but_digits(word: u64) -> u64 {
    // A byte is a digit if without the bits of a nought less than ten is left.
    let less = word ^ (b'0' as u64 * EACH);
    (less.wrapping_add(0x76 * EACH) | less) & HIGH
}

/// Adds the digits, with blanks, hyphens and points between, that `bytes` begin with, and says how many bytes they take;
/// `word` is the first eight of them.
fn number(bytes: &[u8], word: u64, most: usize, numbers: Numbers, pieces: &mut Pieces) -> Option<usize> {
    let digits = whole_bytes(but_digits(word));
    let alone = digits < size_of_val(&word) && !is_between((word >> (8 * digits)) as u8);
    if !alone || bytes[0] == b'0' {
        return number_at_length(bytes, most, numbers, pieces);
    }
    let shown = if numbers == Numbers::Each { 1 } else { digits };
    pieces.push(start_of(b'0' as u64 * EACH, shown))?;
    (digits <= most).then_some(digits)
}

/// What may stand between the digits of a number.
const fn is_between(byte: u8) -> bool {
    matches!(byte, b'.' | b'-' | b'/' | b' ')
}

fn number_at_length(bytes: &[u8], most: usize, numbers: Numbers, pieces: &mut Pieces) -> Option<usize> {
    // What begins like an area code may be a telephone number.
    if let [b'0', b'0'..=b'9', b'0'..=b'9' | b'-', ..] = bytes {
        return None;
    }
    let len = bytes.iter().take_while(|&&byte| byte.is_ascii_digit() || is_between(byte)).count();
    let mut shown: Vec<u8> =
        bytes[..len].iter().map(|&byte| if byte.is_ascii_digit() { b'0' } else { byte }).collect();
    let digits = shown.iter().filter(|&&byte| byte == b'0').count();
    if numbers == Numbers::Each {
        shown.dedup();
    }
    words(&shown).try_for_each(|word| pieces.push(word))?;
    (digits <= most).then_some(len)
}

#[cfg(test)]
mod tests {
    use super::{EACH, HIGH, LED, Numbers, Pieces, but_han, pieced, short_number};

    #[test]
    fn bytes_of_han_characters_are_told_eight_at_once() {
        for byte in 0..=u8::MAX {
            let han = matches!(byte, 0x80..=0xBF | 0xE4..=0xE9);
            for at in 0..8 {
                for other in [0, 0x80, 0xE9, 0xFF] {
                    let mut bytes = [other; 8];
                    bytes[at] = byte;
                    let marked = but_han(u64::from_le_bytes(bytes)) >> (8 * at) & HIGH & 0xFF;
                    assert_eq!(marked == 0, han, "{byte:X}");
                }
            }
        }
        assert_eq!(but_han(b'0' as u64 * EACH), HIGH);
    }

    /// The bytes of all pieces.
    fn joined(text: &str, most: usize, numbers: Numbers) -> Option<String> {
        let mut pieces = Pieces::default();
        pieced(text.as_bytes(), most, numbers, &mut pieces)?;
        let led = |word: u64| {
            matches!(word as u8, 0x63..=0x6F)
                .then_some([b"0".as_slice().to_vec(), (word ^ LED).to_le_bytes().to_vec()].concat())
        };
        let bytes = pieces.words().flat_map(|word| led(word).unwrap_or_else(|| word.to_le_bytes().to_vec()));
        Some(String::from_utf8(bytes.filter(|&byte| byte > 0).collect()).unwrap())
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
            let text: String = (0..nth % 17)
                .map(|_| {
                    state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    characters[(state >> 33) % kinds]
                })
                .collect();
            for numbers in [Numbers::Each, Numbers::EachDigit] {
                let found = joined(&text, 4, numbers);
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
                    if let Some(number) = short_number(&text, most) {
                        let shown = joined(&text, most, Numbers::EachDigit).expect("a number");
                        assert_eq!(number.to_le_bytes()[..text.len()], *shown.as_bytes(), "{text}");
                        short += 1;
                    }
                }
            }
        }
        assert!(short > 1000);
        assert_eq!(short_number("1754.50", 7), Some(u64::from_le_bytes(*b"0000.00\0")));
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
            ("1号2幢3层4室5户6间7床8柜", Some("0号0幢0层0室0户0间0床0柜")),
            ("1号2幢3层4室5户6间7床8柜9格", None),
            ("A座", None),
            ("张*", None),
        ] {
            assert_eq!(joined(text, 7, Numbers::EachDigit).as_deref(), expected, "{text}");
        }
    }
}
