use std::{fmt, io};

use crate::Reason;

/// Why a document could not be read or written. Never holds document text, only kinds, offsets and sizes.
#[derive(Debug)]
pub struct Error(Kind);

#[derive(Debug)]
enum Kind {
    Io(io::Error),
    Undecodable {
        offset: u64,
    },
    Binary {
        offset: u64,
    },
    Malformed {
        offset: u64,
        what: &'static str,
    },
    TooLarge {
        limit: usize,
    },
    /// A limit on packages, by its name in the settings.
    Beyond {
        what: &'static str,
        limit: u64,
    },
    Encrypted,
    Unencodable,
    BadChange {
        part: usize,
    },
}

impl Error {
    pub(crate) fn undecodable(offset: u64) -> Self {
        Self(Kind::Undecodable { offset })
    }

    pub(crate) fn binary(offset: u64) -> Self {
        Self(Kind::Binary { offset })
    }

    pub(crate) fn malformed(offset: u64, what: &'static str) -> Self {
        Self(Kind::Malformed { offset, what })
    }

    pub(crate) fn too_large(limit: usize) -> Self {
        Self(Kind::TooLarge { limit })
    }

    pub(crate) fn beyond(what: &'static str, limit: u64) -> Self {
        Self(Kind::Beyond { what, limit })
    }

    pub(crate) fn encrypted() -> Self {
        Self(Kind::Encrypted)
    }

    pub(crate) fn unencodable() -> Self {
        Self(Kind::Unencodable)
    }

    pub(crate) fn bad_change(part: usize) -> Self {
        Self(Kind::BadChange { part })
    }

    /// Where in the file the trouble is, in bytes from its start, when it is at one place.
    pub fn offset(&self) -> Option<u64> {
        match self.0 {
            Kind::Undecodable { offset } | Kind::Binary { offset } | Kind::Malformed { offset, .. } => {
                Some(offset)
            }
            _ => None,
        }
    }

    /// Why the document counts as not inspected; `None` when the fault is the caller's.
    ///
    /// The caller's faults are changes that do not fit the chunk, and replacements that the encoding lacks.
    pub fn reason(&self) -> Option<Reason> {
        match &self.0 {
            Kind::Io(_) => Some(Reason::Unreadable),
            Kind::Undecodable { .. } => Some(Reason::Undecodable),
            Kind::Binary { .. } => Some(Reason::Binary),
            Kind::Malformed { .. } => Some(Reason::Malformed),
            Kind::TooLarge { .. } | Kind::Beyond { .. } => Some(Reason::TooLarge),
            Kind::Encrypted => Some(Reason::Encrypted),
            Kind::Unencodable | Kind::BadChange { .. } => None,
        }
    }

    /// The message in Chinese.
    pub fn zh(&self) -> String {
        match &self.0 {
            Kind::Io(error) => format!("读取失败：{error}"),
            Kind::Undecodable { offset } => format!("第 {offset} 字节处无法按 UTF-8 或 GB18030 解码"),
            Kind::Binary { offset } => format!("第 {offset} 字节处不是文本"),
            Kind::Malformed { offset, what } => format!("第 {offset} 字节处格式有误（{what}）"),
            Kind::TooLarge { limit } => format!("超过可读上限 {limit} 字节"),
            Kind::Beyond { what, limit } => format!("超过上限 {what} = {limit}"),
            Kind::Encrypted => "已加密".to_owned(),
            Kind::Unencodable => "替换文字无法用文件原来的编码写出".to_owned(),
            Kind::BadChange { part } => format!("对第 {part} 个部分的改动越界、乱序或重叠"),
        }
    }

    /// The message in English.
    pub fn en(&self) -> String {
        match &self.0 {
            Kind::Io(error) => format!("cannot read: {error}"),
            Kind::Undecodable { offset } => format!("neither UTF-8 nor GB18030 at byte {offset}"),
            Kind::Binary { offset } => format!("not text at byte {offset}"),
            Kind::Malformed { offset, what } => format!("malformed at byte {offset}: {what}"),
            Kind::TooLarge { limit } => format!("larger than the limit of {limit} bytes"),
            Kind::Beyond { what, limit } => format!("beyond the limit {what} = {limit}"),
            Kind::Encrypted => "encrypted".to_owned(),
            Kind::Unencodable => "the file's encoding lacks a character of a replacement".to_owned(),
            Kind::BadChange { part } => {
                format!("changes to part {part} are out of range, out of order or overlapping")
            }
        }
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self(Kind::Io(error))
    }
}

/// Chinese first, English beside it.
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.zh(), self.en())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0 {
            Kind::Io(error) => Some(error),
            _ => None,
        }
    }
}
