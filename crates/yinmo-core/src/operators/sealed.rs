//! How keyed operators write, so that everybody can tell their work: codes, encrypted numbers, surrogates.
//!
//! What is written so is hidden already. It is not found again, whatever label stands before it, and it says nothing
//! about anybody. That is told by the form alone: whoever reads the document need not have the key.

use std::str::FromStr;

use crate::kind::Kind;
use crate::text::Span;

/// Letters and digits that nobody takes for one another.
const SYMBOLS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const LETTERS: u128 = 24;

/// Characters of each group of a code.
const GROUP: usize = 4;

/// The fewest groups that make a code.
pub(super) const FEWEST: usize = 3;
/// The most: more bits than a code is made from.
pub(super) const MOST: usize = 6;

/// Writes a code: `P-K7Q3-MT9X-WA2B`.
///
/// Groups are short and each begins with a letter, so none is a number, nor part of one.
pub(super) fn write_code(prefix: &str, groups: usize, mut number: u128, out: &mut String) {
    out.push_str(prefix);
    for _ in 0..groups {
        out.push('-');
        for nth in 0..GROUP {
            let symbols = if nth == 0 { LETTERS } else { SYMBOLS.len() as u128 };
            out.push(char::from(SYMBOLS[(number % symbols) as usize]));
            number /= symbols;
        }
    }
}

/// Whether `text` is a code, whatever the alphabet: that it has one is not asked, so that what looks alike is alike.
pub(super) fn is_code(text: &str) -> bool {
    let mut groups = text.split('-');
    let is_upper = |text: &str| text.bytes().all(|byte| byte.is_ascii_uppercase());
    let prefix =
        groups.next().is_some_and(|prefix| (1..=LONGEST_PREFIX).contains(&prefix.len()) && is_upper(prefix));
    let is_group = |group: &str| {
        let (first, rest) = group.split_at_checked(1).unwrap_or_default();
        group.len() == GROUP
            && is_upper(first)
            && rest.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
    };
    let mut count = 0;
    let all = groups.all(|group| {
        count += 1;
        is_group(group)
    });
    prefix && all && (FEWEST..=MOST).contains(&count)
}

/// Letters of the longest prefix of a code.
pub(super) const LONGEST_PREFIX: usize = 6;

/// More characters than a code has.
const LONGEST_CODE: usize = LONGEST_PREFIX + MOST * (GROUP + 1) + 1;

/// An encrypted number: `[密10-mobile-93847561023-K7Q3]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark<'t> {
    /// 10 or 36.
    pub(super) radix: u32,
    pub(super) kind: Kind,
    /// The encrypted digits.
    pub(super) body: &'t str,
    /// Says whether the key is the right one.
    pub(super) tag: &'t str,
}

/// What a mark begins with.
const OPENING: &str = "[密";

/// Bytes of the longest mark and some more.
const LONGEST_MARK: usize = 120;

impl<'t> Mark<'t> {
    /// The mark that `text` begins with, and its length in bytes.
    pub(super) fn at_start(text: &'t str) -> Option<(Self, usize)> {
        let rest = text.strip_prefix(OPENING)?;
        let end = rest.bytes().take(LONGEST_MARK).position(|byte| byte == b']')?;
        let (radix, rest) = rest[..end].split_once('-')?;
        let (rest, tag) = rest.rsplit_once('-')?;
        let (kind, body) = rest.rsplit_once('-')?;
        let radix = match radix {
            "10" => 10,
            "36" => 36,
            _ => return None,
        };
        let is_digit = |c: char| c.is_digit(radix) && !c.is_ascii_lowercase();
        let whole = !body.is_empty() && body.chars().all(is_digit) && tag.len() == GROUP;
        let mark = Self { radix, kind: Kind::from_str(kind).ok()?, body, tag };
        (whole && tag.bytes().all(|byte| SYMBOLS.contains(&byte))).then_some((mark, OPENING.len() + end + 1))
    }

    pub(super) fn write(self, out: &mut String) {
        let Self { radix, kind, body, tag } = self;
        out.push_str(&format!("{OPENING}{radix}-{kind}-{body}-{tag}]"));
    }

    /// All marks in `text`, first to last, with where they stand.
    pub(super) fn all(text: &'t str) -> impl Iterator<Item = (Span, Self)> {
        let starts = memchr::memmem::find_iter(text.as_bytes(), OPENING).collect::<Vec<_>>().into_iter();
        starts.filter_map(move |at| {
            let (mark, len) = Self::at_start(&text[at..])?;
            Some((Span::new(at, at + len), mark))
        })
    }
}

/// The tag that says whether the key is the right one.
pub(super) fn tag(mut number: u128) -> String {
    let symbol = |_| {
        let symbol = SYMBOLS[(number % SYMBOLS.len() as u128) as usize];
        number /= SYMBOLS.len() as u128;
        char::from(symbol)
    };
    (0..GROUP).map(symbol).collect()
}

/// What surrogates of long numbers begin with: no region, no issuer of cards.
pub(super) const NOWHERE: &str = "000";

/// Whether digits are the surrogate of an identity number or bank card: sixteen to twenty that begin with 000, and before
/// the last have the two that say so. A real account that begins with 000 has them once in a hundred.
pub(crate) fn is_surrogate(digits: &[u8]) -> bool {
    let looks_so = digits.starts_with(NOWHERE.as_bytes())
        && (16..=20).contains(&digits.len())
        && digits.iter().all(u8::is_ascii_digit);
    looks_so && {
        let (told, seal) = digits[..digits.len() - 1].split_at(digits.len() - 1 - SEAL);
        seal == self::seal(told)
    }
}

/// How many digits say that the others are a surrogate.
pub(super) const SEAL: usize = 2;

/// The digits that say so behind these.
pub(super) fn seal(digits: &[u8]) -> [u8; SEAL] {
    let sum = (1..).zip(digits).fold(7_u32, |sum, (weight, digit)| sum + weight * u32::from(digit - b'0'));
    let rest = sum * 31 % 97;
    [b'0' + (rest / 10) as u8, b'0' + (rest % 10) as u8]
}

/// Whether `text` as a whole is what a keyed operator wrote, and so says nothing.
pub(crate) fn is_sealed(text: &str) -> bool {
    let text = text.trim();
    is_code(text)
        || is_surrogate(text.as_bytes())
        || Mark::at_start(text).is_some_and(|(_, len)| len == text.len())
}

/// Whether what stands at `span` is part of what a keyed operator wrote, or all of it. Asked of every claim, so most are
/// answered by a byte or two.
pub(crate) fn covers(text: &str, span: Span) -> bool {
    let (before, own) = (text[..span.start].bytes().next_back(), span.of(text).as_bytes());
    let hyphen = before == Some(b'-');
    own.starts_with(NOWHERE.as_bytes()) && is_surrogate(own)
        || own.last().is_some_and(u8::is_ascii_digit) && ends_with_no_date(own)
        || memchr::memchr(b'[', own).is_some_and(|at| Mark::at_start(&text[span.start + at..]).is_some())
        || hyphen && in_mark(text, span)
        || (hyphen || own.first().is_some_and(u8::is_ascii_uppercase)) && in_code(text, span)
}

/// `0073-17-69`, which looks like a house number.
fn ends_with_no_date(own: &[u8]) -> bool {
    let Some([b'0', b'0', y1, y2, dash, m1, m2, again, d1, d2]) = own.last_chunk() else { return false };
    let digits = [y1, y2, m1, m2, d1, d2].into_iter().all(u8::is_ascii_digit);
    digits && dash == again && matches!(dash, b'-' | b'.' | b'/') && *m1 != b'0' && (*m1, *m2) > (b'1', b'2')
}

fn in_mark(text: &str, span: Span) -> bool {
    let from = span.start.saturating_sub(LONGEST_MARK);
    let opening = memchr::memrchr(b'[', &text.as_bytes()[from..span.start]).map(|at| from + at);
    let mark = opening.and_then(|at| Some((at, Mark::at_start(&text[at..])?.1)));
    mark.is_some_and(|(at, len)| span.end <= at + len)
}

fn in_code(text: &str, span: Span) -> bool {
    let may = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte == b'-';
    let bytes = text.as_bytes();
    let before = bytes[..span.start].iter().rev().take(LONGEST_CODE).take_while(|byte| may(byte)).count();
    let after = bytes[span.end..].iter().take(LONGEST_CODE).take_while(|byte| may(byte)).count();
    text.get(span.start - before..span.end + after).is_some_and(is_code)
}

#[cfg(test)]
mod tests {
    use super::{Mark, covers, is_code, is_sealed, write_code};
    use crate::kind::Kind;
    use crate::text::Span;

    #[test]
    fn codes() {
        let mut code = String::new();
        write_code("P", 3, u128::MAX, &mut code);
        assert!(is_code(&code) && is_sealed(&format!(" {code} ")), "{code}");
        for text in ["P-K7Q3-MT9X-WA2B", "HH-K7Q3-MT9X-WA2B-AAAA-AAAA-AAAA"] {
            assert!(is_code(text), "{text}");
        }
        for text in [
            "P-K7Q3-MT9X",
            "P-K7Q3-MT9X-WA2",
            "P-K7Q3-MT9X-2A2B",
            "p-K7Q3-MT9X-WA2B",
            "-K7Q3-MT9X-WA2B",
            "P1-K7Q3-MT9X-WA2B",
            "PPPPPPP-K7Q3-MT9X-WA2B",
            "P-K7Q3-MT9X-WA2B-",
            "P-王7Q-MT9X-WA2B",
            "13800012001",
        ] {
            assert!(!is_code(text) && !is_sealed(text), "{text}");
        }
    }

    #[test]
    fn marks() {
        let text = "电话[密10-mobile-93847561023-K7Q3]、证件[密36-resident-id-0A3-ABCD]和[密码]";
        let marks: Vec<_> = Mark::all(text).collect();
        assert_eq!(marks.len(), 2);
        assert_eq!((marks[0].1.kind, marks[0].1.body, marks[0].1.radix), (Kind::Mobile, "93847561023", 10));
        for (span, mark) in marks {
            let mut again = String::new();
            mark.write(&mut again);
            assert_eq!(again, span.of(text));
        }
        for text in
            ["[密10-mobile-A3-K7Q3]", "[密16-mobile-13-K7Q3]", "[密10-mobil-13-K7Q3]", "[密10-mobile-13-K7Q]"]
        {
            assert_eq!(Mark::at_start(text), None, "{text}");
        }
    }

    /// The parts in brackets are claimed by somebody; what is sealed is nobody's.
    #[test]
    fn what_is_covered() {
        for (marked, expected) in [
            ("电话[密10-mobile-(13800012001)-K7Q3]", true),
            ("电话([密10-mobile-13800012001-K7Q3])", true),
            ("电话[密10-mobile-13800012001-K7Q3](13800012001)", false),
            ("电话[密码]-(13800012001)", false),
            ("-(阿·艾)", false),
            ("P-(阿·艾)", false),
            ("姓名(P-K7Q3)-MT9X-WA2B", true),
            ("微信：P-(K7Q3-MT9X-WA2B)。", true),
            ("微信：(K7Q3-MT9X-WA2B)。", false),
            ("身份证号(000877481427232322)", true),
            ("账号(000877481427232651)", false),
            ("账号(000123456789012345)", false),
            ("身份证号(00012345678901234X)", false),
            ("(住址：0073-17-69)", true),
            ("(住址：0073-12-69)", false),
            ("(市民卡[密10-mobile-13800012001-K7Q3])", true),
            ("电话(13800012001)", false),
        ] {
            let (start, end) = (marked.find('(').unwrap(), marked.find(')').unwrap() - 1);
            let text = marked.replace(['(', ')'], "");
            assert_eq!(covers(&text, Span::new(start, end)), expected, "{marked}");
        }
    }
}
