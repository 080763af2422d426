use encoding_rs::GB18030;

use super::Charset;
use crate::Error;

/// How many source bytes the text `text` was decoded from, when `raw` starts with those bytes.
///
/// Characters are walked one by one instead of being encoded again, because GB18030 writes some characters
/// in more than one way: 0x80 and 0xA2E3 are both `€`.
pub(crate) fn raw_len(charset: Charset, text: &str, raw: &[u8]) -> usize {
    match charset {
        Charset::Utf8 => text.len(),
        Charset::Utf16Le | Charset::Utf16Be => text.chars().map(|c| c.len_utf16() * 2).sum(),
        Charset::Gb18030 => text.chars().fold(0, |at, _| at + gb18030_sequence(&raw[at..])),
    }
}

/// The length of the well-formed sequence at the start of `raw`.
fn gb18030_sequence(raw: &[u8]) -> usize {
    match raw {
        [0..=0x80, ..] => 1,
        [_, b'0'..=b'9', ..] => 4,
        _ => 2,
    }
}

/// Appends `text` in `charset`.
pub(crate) fn encode(charset: Charset, text: &str, out: &mut Vec<u8>) -> Result<(), Error> {
    match charset {
        Charset::Utf8 => out.extend_from_slice(text.as_bytes()),
        Charset::Utf16Le => out.extend(text.encode_utf16().flat_map(u16::to_le_bytes)),
        Charset::Utf16Be => out.extend(text.encode_utf16().flat_map(u16::to_be_bytes)),
        Charset::Gb18030 => {
            let (bytes, _, lossy) = GB18030.encode(text);
            if lossy {
                return Err(Error::unencodable());
            }
            out.extend_from_slice(&bytes);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Charset, GB18030, encode, raw_len};

    #[test]
    fn the_character_without_a_gb18030_code_is_refused() {
        assert!(encode(Charset::Gb18030, "\u{E5E5}", &mut Vec::new()).is_err());
    }

    /// Splicing stands on this: no sequence gives two characters, and each tells its own length.
    #[test]
    fn every_gb18030_sequence_is_one_character() {
        let trails = (0x40..=0xFE_u8).filter(|&trail| trail != 0x7F);
        let two = (0x81..=0xFE_u8).flat_map(|lead| trails.clone().map(move |trail| vec![lead, trail]));
        let four = (0x81..=0xFE_u8).flat_map(|lead| {
            let rest = (0..12600_u16).map(|n| [n / 1260, n / 10 % 126, n % 10]);
            rest.map(move |[b, c, d]| vec![lead, 0x30 + b as u8, 0x81 + c as u8, 0x30 + d as u8])
        });
        let mut seen = 0;
        for sequence in (0..=0x80).map(|byte| vec![byte]).chain(two).chain(four) {
            let decoded = GB18030.decode_without_bom_handling_and_without_replacement(&sequence);
            let Some(text) = decoded else { continue };
            assert_eq!(text.chars().count(), 1, "{sequence:X?}");
            assert_eq!(raw_len(Charset::Gb18030, &text, &sequence), sequence.len(), "{sequence:X?}");
            seen += 1;
        }
        assert!(seen > 1_000_000, "all of Unicode");
    }

    #[test]
    fn gb18030_sequences_of_every_length() {
        let raw = b"\x80a\xB0\xA1\x81\x30\x81\x30";
        assert_eq!(raw_len(Charset::Gb18030, "€", raw), 1);
        assert_eq!(raw_len(Charset::Gb18030, "€a啊\u{80}", raw), 8);
    }
}
