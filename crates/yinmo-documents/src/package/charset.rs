//! Text that says of itself how it is written: a page, a file in XML, a part of a mail.

use crate::encoding::Decoder;
use crate::mapped::Edits;
use crate::{Charset, Encoding, Error, detect_encoding};

/// Text and the bytes that it was decoded from.
pub(crate) struct Coded {
    pub(crate) text: String,
    pub(crate) encoding: Encoding,
    /// All of them, a byte order mark included.
    pub(crate) bytes: Vec<u8>,
}

/// What the name of a character set promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    /// One that is read.
    Known(Charset),
    /// One that is not read, but writes ASCII as ASCII.
    BeyondAscii,
    /// One that is not read and writes other characters in bytes of ASCII.
    Shifting,
    /// One that nobody knows: as if nothing had been said.
    Unknown,
}

impl Named {
    pub(crate) fn of(name: &str) -> Self {
        let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
        let plain = plain.to_ascii_lowercase();
        match plain.as_str() {
            "utf8" | "unicode11utf8" => Self::Known(Charset::Utf8),
            "gb18030" | "gbk" | "xgbk" | "gb2312" | "gb231280" | "csgb2312" | "cp936" | "ms936"
            | "windows936" | "chinese" | "euccn" | "xeuccn" | "gb18030000" | "gb180302000"
            | "gb180302005" | "gb180302022" => Self::Known(Charset::Gb18030),
            "utf16" | "utf16le" | "unicode" | "ucs2" | "iso10646ucs2" => Self::Known(Charset::Utf16Le),
            "utf16be" | "unicodefffe" => Self::Known(Charset::Utf16Be),
            "usascii" | "ascii" | "ansix341968" => Self::BeyondAscii,
            "hzgb2312" | "hz" | "utf7" | "unicode11utf7" | "xuserdefined" | "replacement" => Self::Shifting,
            _ if plain.starts_with("iso2022") => Self::Shifting,
            _ if encoding_rs::Encoding::for_label(name.trim().as_bytes()).is_some() => Self::BeyondAscii,
            _ => Self::Unknown,
        }
    }
}

impl Coded {
    /// Decodes strictly: a byte order mark binds, then what is `named`, and without a name what fits.
    ///
    /// # Errors
    /// If the bytes are not what they are said to be.
    pub(crate) fn decode(bytes: Vec<u8>, named: Option<Named>) -> Result<Self, Error> {
        let marked = Charset::ALL.into_iter().map(|charset| Encoding { charset, bom: true });
        if let Some(encoding) = marked.into_iter().find(|marked| bytes.starts_with(marked.bom_bytes())) {
            return Self::written(bytes, encoding);
        }
        let plain = |charset| Encoding { charset, bom: false };
        let encoding = match named {
            Some(Named::Known(Charset::Utf8)) => Encoding::UTF_8,
            Some(Named::Known(Charset::Gb18030)) => {
                if let Some(at) = first_han_in_utf8(&bytes) {
                    return Err(Error::undecodable(at as u64));
                }
                plain(Charset::Gb18030)
            }
            Some(Named::Shifting) => return Err(Error::undecodable(0)),
            Some(Named::BeyondAscii) => match bytes.iter().position(|byte| !byte.is_ascii()) {
                Some(at) => return Err(Error::undecodable(at as u64)),
                None => Encoding::UTF_8,
            },
            // Who reads the name as ASCII reads no UTF-16.
            Some(Named::Known(charset)) if has_nul(&bytes) => plain(charset),
            Some(Named::Known(_)) => return Err(Error::undecodable(0)),
            Some(Named::Unknown) | None => detect_encoding(&mut &*bytes)?,
        };
        Self::written(bytes, encoding)
    }

    fn written(bytes: Vec<u8>, encoding: Encoding) -> Result<Self, Error> {
        let mark = encoding.bom_bytes().len();
        let mut text = String::new();
        Decoder::new(encoding.charset)
            .decode(&bytes[mark..], true, &mut text)
            .map_err(|error| Error::undecodable((mark + error.offset) as u64))?;
        match memchr::memchr(0, text.as_bytes()) {
            Some(at) => Err(Error::binary(at as u64)),
            None => Ok(Self { text, encoding, bytes }),
        }
    }

    /// The bytes with what is edited in their `text`.
    ///
    /// # Errors
    /// If an edit does not fit, or the character set lacks a character.
    pub(crate) fn rewrite(&self, text: &str, edits: &mut Edits) -> Result<Vec<u8>, Error> {
        let mark = self.encoding.bom_bytes();
        let mut out = mark.to_vec();
        out.extend(edits.apply_coded(0, (text, self.encoding.charset), &self.bytes[mark.len()..])?);
        Ok(out)
    }
}

/// What a declaration of XML says of how the file is written: `xml version="1.0" encoding="gbk"`.
pub(crate) fn encoding_said(declaration: &str) -> Option<&str> {
    let (_, value) = declaration.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value[1..].split(quote).next()
}

fn has_nul(bytes: &[u8]) -> bool {
    memchr::memchr(0, bytes).is_some()
}

/// Where the first Chinese character is in bytes that are UTF-8 from first to last. Bytes of GB18030 are that by chance
/// only where they are a few letters of other scripts.
fn first_han_in_utf8(bytes: &[u8]) -> Option<usize> {
    let text = std::str::from_utf8(bytes).ok()?;
    text.char_indices().find(|&(_, c)| c >= '\u{2E80}').map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::{Charset, Coded, Named};

    fn told(bytes: &[u8], named: &str) -> Option<(String, &'static str)> {
        let named = (!named.is_empty()).then(|| Named::of(named));
        let coded = Coded::decode(bytes.to_vec(), named).ok()?;
        Some((coded.text, coded.encoding.id()))
    }

    #[test]
    fn what_is_said_of_text_has_to_hold() {
        let gb = encoding_rs::GB18030.encode("低保户：张三，13800012001").0.into_owned();
        let read = |id| Some(("低保户：张三，13800012001".to_owned(), id));
        let utf = "低保户：张三，13800012001".as_bytes();
        assert_eq!(told(&gb, "gb2312"), read("gb18030"));
        assert_eq!(told(&gb, ""), read("gb18030"));
        assert_eq!(told(&gb, "no such name"), read("gb18030"));
        assert_eq!(told(utf, "UTF-8"), read("utf-8"));
        assert_eq!(told(&[b"\xEF\xBB\xBF", utf].concat(), "gbk"), read("utf-8-bom"));
        for (bytes, named) in [
            (&gb[..], "utf-8"),
            (utf, "gbk"),
            (utf, "iso-8859-1"),
            (b"~{VPND~}", "hz-gb-2312"),
            (b"a", "utf-16"),
        ] {
            assert_eq!(told(bytes, named), None, "{named}");
        }
        assert_eq!(told(b"a", "big5"), Some(("a".to_owned(), "utf-8")));
        // 联通, which is no UTF-8; and a word that is both.
        assert_eq!(told(b"\xC1\xAA\xCD\xA8", "gbk"), Some(("联通".to_owned(), "gb18030")));
        assert_eq!(told(b"\xD2\xBB", "gbk"), Some(("一".to_owned(), "gb18030")));
        assert_eq!(Named::of("Utf-16"), Named::Known(Charset::Utf16Le));
    }
}
