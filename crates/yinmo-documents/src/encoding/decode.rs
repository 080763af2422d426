use encoding_rs::{DecoderResult, GB18030, UTF_16BE, UTF_16LE};

use super::Charset;

/// Turns bytes into text block by block and refuses what is not well-formed.
pub(crate) struct Decoder {
    /// `None` for UTF-8, which needs checking alone.
    converter: Option<encoding_rs::Decoder>,
}

/// Where in the block decoding broke off.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct IllFormed {
    pub(crate) offset: usize,
}

impl Decoder {
    pub(crate) fn new(charset: Charset) -> Self {
        let encoding = match charset {
            Charset::Utf8 => return Self { converter: None },
            Charset::Utf16Le => UTF_16LE,
            Charset::Utf16Be => UTF_16BE,
            Charset::Gb18030 => GB18030,
        };
        Self { converter: Some(encoding.new_decoder_without_bom_handling()) }
    }

    /// Appends the text of `block` to `out` and says how many bytes were used up. The caller presents the
    /// rest, at most three bytes, again in front of the next block; in the `last` block nothing may be left.
    pub(crate) fn decode(&mut self, block: &[u8], last: bool, out: &mut String) -> Result<usize, IllFormed> {
        match &mut self.converter {
            None => {
                let text = utf8(block, last)?;
                out.push_str(text);
                Ok(text.len())
            }
            Some(converter) => convert(converter, block, last, out),
        }
    }

    /// The same for whoever asks only whether there is a text: `scratch` is cleared and may be used.
    pub(crate) fn check(
        &mut self,
        block: &[u8],
        last: bool,
        scratch: &mut String,
    ) -> Result<usize, IllFormed> {
        scratch.clear();
        match &mut self.converter {
            None => utf8(block, last).map(str::len),
            Some(converter) => convert(converter, block, last, scratch),
        }
    }
}

/// The text of the whole characters in `block`.
fn utf8(block: &[u8], last: bool) -> Result<&str, IllFormed> {
    let whole = if last { block.len() } else { whole_characters(block) };
    simdutf8::compat::from_utf8(&block[..whole]).map_err(|error| IllFormed { offset: error.valid_up_to() })
}

/// The length of `block` without a character that is cut off at its end.
fn whole_characters(block: &[u8]) -> usize {
    let tail = block.iter().rev().take(3).position(|&byte| byte & 0xC0 == 0xC0);
    let Some(back) = tail else { return block.len() };
    let start = block.len() - 1 - back;
    let needs = block[start].leading_ones() as usize;
    if back + 1 < needs { start } else { block.len() }
}

/// The converter keeps a cut-off sequence itself, so every byte is used up.
fn convert(
    converter: &mut encoding_rs::Decoder,
    block: &[u8],
    last: bool,
    out: &mut String,
) -> Result<usize, IllFormed> {
    let mut used = 0;
    loop {
        let rest = &block[used..];
        out.reserve(converter.max_utf8_buffer_length_without_replacement(rest.len()).unwrap_or(rest.len()));
        let (result, read) = converter.decode_to_string_without_replacement(rest, out, last);
        used += read;
        match result {
            DecoderResult::InputEmpty => return Ok(used),
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(length, after) => {
                let back = usize::from(length) + usize::from(after);
                return Err(IllFormed { offset: used.saturating_sub(back) });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Charset, Decoder, IllFormed};

    fn decode(charset: Charset, blocks: &[&[u8]]) -> Result<String, IllFormed> {
        let mut decoder = Decoder::new(charset);
        let (mut out, mut pending) = (String::new(), Vec::new());
        for (nth, block) in blocks.iter().enumerate() {
            pending.extend_from_slice(block);
            let used = decoder.decode(&pending, nth + 1 == blocks.len(), &mut out)?;
            pending.drain(..used);
        }
        assert!(pending.is_empty());
        Ok(out)
    }

    #[test]
    fn characters_may_be_cut_by_blocks_anywhere() {
        let text = "名𠮷a€";
        for charset in Charset::ALL {
            let mut bytes = Vec::new();
            super::super::encode(charset, text, &mut bytes).expect("every charset here is a form of Unicode");
            for cut in 0..=bytes.len() {
                let (left, right) = bytes.split_at(cut);
                assert_eq!(decode(charset, &[left, right]).as_deref(), Ok(text), "{charset:?} at {cut}");
            }
        }
    }

    #[test]
    fn ill_formed_bytes_are_refused_with_their_place() {
        let cases: [(Charset, &[u8], usize); 6] = [
            (Charset::Utf8, b"ab\xFFcd", 2),
            (Charset::Utf8, b"ab\xE4\xB8", 2),
            (Charset::Utf16Le, b"a\0\x00\xDC", 2),
            (Charset::Utf16Le, b"a\0b", 2),
            (Charset::Gb18030, b"ab\xFFcd", 2),
            (Charset::Gb18030, b"ab\xB0", 2),
        ];
        for (charset, bytes, offset) in cases {
            assert_eq!(decode(charset, &[bytes]), Err(IllFormed { offset }), "{charset:?}");
        }
    }
}
