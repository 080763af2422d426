//! Rich text, compressed as Outlook keeps it in `winmail.dat` ([MS-OXRTFCP]).

use std::ops::Range;

use crate::package::compound::le::{size_at, u32_at};

/// Where compressed text in `bytes` begins and ends, its head included: its length, that of the text, the signature and
/// a sum stand before it (2.1.3.1).
pub(super) fn compressed(bytes: &[u8]) -> Option<Range<usize>> {
    memchr::memmem::find_iter(bytes, b"LZFu").find_map(|signature| {
        let start = signature.checked_sub(8)?;
        let end = size_at(bytes, start)?.checked_add(start + 4)?;
        (end <= bytes.len() && end >= start + SHORTEST).then_some(start..end)
    })
}

const HEAD: usize = 16;
/// What an empty text needs.
const SHORTEST: usize = HEAD + EMPTY.len();
const EMPTY: &[u8] = b"{\\rtf1}";

/// As long as the text may get, in bytes.
const LONGEST: usize = 16 << 20;

/// What the compressed text says, as far as it goes.
pub(super) fn text(block: &[u8]) -> String {
    let length = size_at(block, 4).unwrap_or(0).min(LONGEST);
    plain(&decompressed(block.get(HEAD..).unwrap_or_default(), length))
}

/// The block with an empty text, not compressed, and as long as it was.
pub(super) fn emptied(block: &[u8]) -> Vec<u8> {
    let mut out = u32_at(block, 0).unwrap_or(0).to_le_bytes().to_vec();
    out.extend(((block.len() - HEAD) as u32).to_le_bytes());
    out.extend(b"MELA\0\0\0\0");
    out.extend(EMPTY);
    out.resize(block.len(), b' ');
    out
}

/// What the dictionary holds before the first byte (2.1.2.1).
const DICTIONARY: &[u8] = b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \
    \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\
    \\b\\i\\u\\tab\\tx";
const SIZE: usize = 4096;

/// Runs of eight tokens: a byte, or a place in the dictionary and a length (2.2.2).
fn decompressed(bytes: &[u8], length: usize) -> Vec<u8> {
    let mut dictionary = [b' '; SIZE];
    dictionary[..DICTIONARY.len()].copy_from_slice(DICTIONARY);
    let (mut at, mut out) = (DICTIONARY.len(), Vec::with_capacity(length.min(1 << 16)));
    let mut rest = bytes.iter().copied();
    let mut put = |byte: u8, dictionary: &mut [u8; SIZE], at: &mut usize| {
        dictionary[*at % SIZE] = byte;
        *at += 1;
        out.push(byte);
        out.len() < length
    };
    'all: while let Some(control) = rest.next() {
        for bit in 0..8 {
            let Some(first) = rest.next() else { break 'all };
            if control >> bit & 1 == 0 {
                if !put(first, &mut dictionary, &mut at) {
                    break 'all;
                }
                continue;
            }
            let Some(second) = rest.next() else { break 'all };
            let reference = usize::from(u16::from_be_bytes([first, second]));
            let (from, count) = (reference >> 4, (reference & 15) + 2);
            if from == at % SIZE {
                break 'all;
            }
            for nth in 0..count {
                if !put(dictionary[(from + nth) % SIZE], &mut dictionary, &mut at) {
                    break 'all;
                }
            }
        }
    }
    out
}

/// The text of rich text, with what its tables and tags say.
fn plain(rtf: &[u8]) -> String {
    let mut said = Said::default();
    let mut at = 0;
    while let Some(&byte) = rtf.get(at) {
        at += 1;
        match byte {
            b'\\' => at += said.control(&rtf[at..]),
            b'{' | b'}' | b'\r' | b'\n' => {}
            _ => said.byte(byte),
        }
    }
    said.end();
    said.text
}

#[derive(Default)]
struct Said {
    text: String,
    /// Bytes in the character set of the text, which is taken for Chinese.
    bytes: Vec<u8>,
    /// A character that stands for the last one where that is not known.
    is_instead: bool,
}

impl Said {
    fn byte(&mut self, byte: u8) {
        if !std::mem::take(&mut self.is_instead) {
            self.bytes.push(byte);
        }
    }

    fn end(&mut self) {
        let bytes = std::mem::take(&mut self.bytes);
        self.text.push_str(&encoding_rs::GB18030.decode_without_bom_handling(&bytes).0);
    }

    /// What stands behind a backslash; how long that is.
    fn control(&mut self, rest: &[u8]) -> usize {
        let word = rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        if word == 0 {
            return self.symbol(rest);
        }
        let sign = usize::from(rest.get(word) == Some(&b'-'));
        let digits = rest[word + sign..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let number = std::str::from_utf8(&rest[word..word + sign + digits]).unwrap_or_default();
        let end = word + if digits > 0 { sign + digits } else { 0 };
        match (&rest[..word], number.parse::<i32>()) {
            (b"u", Ok(unit)) => {
                self.end();
                self.text.extend(char::from_u32(unit as u16 as u32));
                self.is_instead = true;
            }
            (b"par" | b"line" | b"row" | b"cell" | b"tab", _) => self.bytes.push(b'\n'),
            _ => {}
        }
        end + usize::from(rest.get(end) == Some(&b' '))
    }

    /// `\'d5`, `\{`, `\~`.
    fn symbol(&mut self, rest: &[u8]) -> usize {
        let digit = |nth: usize| char::from(*rest.get(nth)?).to_digit(16);
        match rest.first() {
            Some(b'\'') => {
                if let (Some(high), Some(low)) = (digit(1), digit(2)) {
                    self.byte((high << 4 | low) as u8);
                }
                rest.len().min(3)
            }
            Some(&byte) => {
                if matches!(byte, b'\\' | b'{' | b'}') {
                    self.byte(byte);
                }
                1
            }
            None => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{DICTIONARY, compressed, emptied, plain, text};

    /// The first example of [MS-OXRTFCP] (4.1).
    const HELLO: &[u8] = b"\x2d\0\0\0\x2b\0\0\0LZFu\xf1\xc5\xc7\xa7\x03\0\x0a\0rcpg125B2\x0a\xf3 hel\x09\0 bw\x05\xb0ld}\x0a\x80\x0f\xa0";

    #[test]
    fn what_was_compressed_is_read() {
        assert_eq!(DICTIONARY.len(), 207);
        let attribute = [b"\x02\x01\x09\x10", HELLO, b"rest"].concat();
        let block = compressed(&attribute).unwrap();
        assert_eq!(&attribute[block.clone()], HELLO);
        assert_eq!(text(HELLO), "hello world");
        assert_eq!(compressed(&HELLO[..HELLO.len() - 1]), None);
        for len in 0..HELLO.len() {
            text(&HELLO[..len]);
        }
        let empty = emptied(HELLO);
        assert_eq!((empty.len(), &empty[..4]), (HELLO.len(), &HELLO[..4]));
        assert!(empty[16..].starts_with(b"{\\rtf1} "));
    }

    #[test]
    fn characters_are_written_in_two_ways() {
        let rtf = br"{\rtf1\ansicpg936{\fonttbl{\f0 a;}}\f0\fs20 \'bb\'a7\'d6\'f7\'a3\'ba\u29579?\u24314?\u22378?\par 13800\b 012001\{}";
        let said = plain(rtf);
        assert!(said.contains("户主：王建坪\n13800012001{"), "{said}");
        assert_eq!(plain(b"\\"), "");
        assert_eq!(plain(b"\\u-"), "-");
    }
}
