//! Which bytes stand for which characters: detection, strict decoding, and the way back.

mod big5;
mod decode;
mod detect;
mod walk;

pub use detect::{EncodingDetection, detect_encoding};

pub(crate) use decode::Decoder;
pub(crate) use walk::{encode, raw_len};

/// How a file's text is written in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Encoding {
    /// The character set and its byte form.
    pub charset: Charset,
    /// Whether the file starts with a byte order mark.
    pub bom: bool,
}

/// The character sets that are read. Each byte sequence of each of them stands for exactly one character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Charset {
    /// UTF-8, ASCII included.
    Utf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// GB18030, which contains GBK and GB 2312.
    Gb18030,
}

impl Charset {
    /// Whether what is written in ASCII has the same bytes in it.
    pub const fn extends_ascii(self) -> bool {
        matches!(self, Self::Utf8 | Self::Gb18030)
    }
}

impl Encoding {
    /// UTF-8 without a byte order mark.
    pub const UTF_8: Self = Self { charset: Charset::Utf8, bom: false };

    /// The permanent id: `utf-8`, `utf-8-bom`, `utf-16le`, `utf-16be`, `gb18030`.
    ///
    /// ```
    /// use yinmo_documents::{Charset, Encoding};
    /// assert_eq!(Encoding { charset: Charset::Utf8, bom: true }.id(), "utf-8-bom");
    /// ```
    pub const fn id(self) -> &'static str {
        match (self.charset, self.bom) {
            (Charset::Utf8, false) => "utf-8",
            (Charset::Utf8, true) => "utf-8-bom",
            (Charset::Utf16Le, _) => "utf-16le",
            (Charset::Utf16Be, _) => "utf-16be",
            (Charset::Gb18030, _) => "gb18030",
        }
    }

    /// The byte order mark the file starts with; empty when it has none.
    pub const fn bom_bytes(self) -> &'static [u8] {
        if self.bom { self.charset.bom() } else { &[] }
    }
}

impl Charset {
    /// All of them; UTF-8 first.
    pub const ALL: [Self; 4] = [Self::Utf8, Self::Utf16Le, Self::Utf16Be, Self::Gb18030];

    /// U+FEFF in this character set.
    const fn bom(self) -> &'static [u8] {
        match self {
            Self::Utf8 => b"\xEF\xBB\xBF",
            Self::Utf16Le => b"\xFF\xFE",
            Self::Utf16Be => b"\xFE\xFF",
            Self::Gb18030 => b"\x84\x31\x95\x33",
        }
    }
}
