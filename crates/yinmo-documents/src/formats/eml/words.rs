//! Encoded words in headers (RFC 2047).

use std::ops::Range;

use encoding_rs::GB18030;

use super::utf7;
use crate::Charset;
use crate::package::base64;
use crate::package::charset::Named;

/// An encoded word.
pub(super) struct Word {
    charset: String,
    is_base64: bool,
    text: Range<usize>,
    pub(super) range: Range<usize>,
}

/// The encoded word at `start`.
pub(super) fn word(bytes: &[u8], start: usize) -> Option<Word> {
    let inner = bytes.get(start..)?.strip_prefix(b"=?")?;
    let mut fields = inner.splitn(3, |&byte| byte == b'?');
    let charset = fields.next()?;
    let how = fields.next()?;
    let rest = fields.next()?;
    let is_base64 = match how {
        [b'B' | b'b'] => true,
        [b'Q' | b'q'] => false,
        _ => return None,
    };
    if charset.is_empty() || !charset.iter().all(u8::is_ascii_graphic) {
        return None;
    }
    let len = memchr::memmem::find(rest, b"?=")?;
    if rest[..len].iter().any(|byte| matches!(byte, b'\r' | b'\n')) {
        return None;
    }
    let text = start + 2 + charset.len() + 3..start + 2 + charset.len() + 3 + len;
    // A language may stand behind the character set.
    let charset = charset.split(|&byte| byte == b'*').next().unwrap_or(charset);
    Some(Word {
        charset: String::from_utf8_lossy(charset).into_owned(),
        is_base64,
        range: start..text.end + 2,
        text,
    })
}

/// The encoded words from `start` on with nothing but blanks between them.
pub(super) fn run(bytes: &[u8], start: usize, end: usize) -> Option<Vec<Word>> {
    let mut words = vec![word(&bytes[..end], start)?];
    while let Some(last) = words.last() {
        let from = last.range.end;
        let blank = bytes[from..end].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        match word(&bytes[..end], from + blank) {
            Some(next) => words.push(next),
            None => break,
        }
    }
    Some(words)
}

/// What words say. Characters may be cut by the ends of words.
pub(super) fn decode(bytes: &[u8], words: &[Word]) -> Option<String> {
    let mut text = String::new();
    let mut rest = words;
    while let Some(first) = rest.first() {
        let same = rest.iter().take_while(|word| word.charset.eq_ignore_ascii_case(&first.charset)).count();
        let mut raw = Vec::new();
        for word in &rest[..same] {
            let coded = &bytes[word.text.clone()];
            raw.extend(if word.is_base64 { base64::decode(coded)? } else { unquoted(coded) });
        }
        text.push_str(&decoded(&raw, &first.charset)?);
        rest = &rest[same..];
    }
    Some(text)
}

/// Bytes in the character set of this name.
pub(super) fn decoded(raw: &[u8], charset: &str) -> Option<String> {
    if utf7::is_named(charset) {
        return utf7::decode(raw);
    }
    match Named::of(charset) {
        Named::Known(Charset::Gb18030) => {
            let text = GB18030.decode_without_bom_handling_and_without_replacement(raw)?;
            Some(text.into_owned())
        }
        Named::Known(Charset::Utf8) => String::from_utf8(raw.to_vec()).ok(),
        Named::BeyondAscii | Named::Unknown => {
            raw.is_ascii().then(|| String::from_utf8_lossy(raw).into_owned())
        }
        Named::Known(_) | Named::Shifting => None,
    }
}

fn unquoted(coded: &[u8]) -> Vec<u8> {
    let spaced: Vec<u8> = coded.iter().map(|&byte| if byte == b'_' { b' ' } else { byte }).collect();
    super::quoted::decode(&spaced)
}

/// Writes words anew, in the way of the first of them.
pub(super) fn remake(old: &[u8], new: &str) -> Vec<u8> {
    let Some(first) = word(old, 0) else { return new.as_bytes().to_vec() };
    let is_gb = Named::of(&first.charset) == Named::Known(Charset::Gb18030);
    let charset = match Named::of(&first.charset) {
        Named::Known(_) => first.charset.as_str(),
        _ => "utf-8",
    };
    let how = if first.is_base64 { 'B' } else { 'Q' };
    let end: &[u8] =
        if old.contains(&b'\n') && memchr::memmem::find(old, b"\r\n").is_none() { b"\n " } else { b"\r\n " };
    let room = 75_usize.saturating_sub(charset.len() + 7).max(16);
    let (mut out, mut line) = (Vec::new(), String::new());
    let mut finish = |coded: &str| {
        if !out.is_empty() {
            out.extend_from_slice(end);
        }
        out.extend_from_slice(format!("=?{charset}?{how}?{coded}?=").as_bytes());
    };
    let coded = |text: &str| {
        let raw = if is_gb { GB18030.encode(text).0.into_owned() } else { text.as_bytes().to_vec() };
        if first.is_base64 { base64::encode(&raw) } else { quoted(&raw) }
    };
    for c in new.chars() {
        line.push(c);
        if coded(&line).len() > room && line.chars().count() > 1 {
            line.pop();
            finish(&coded(&line));
            line.clear();
            line.push(c);
        }
    }
    if !line.is_empty() {
        finish(&coded(&line));
    }
    out
}

fn quoted(raw: &[u8]) -> String {
    raw.iter()
        .map(|&byte| match byte {
            b' ' => "_".to_owned(),
            byte if byte.is_ascii_alphanumeric() || b"!*+-/".contains(&byte) => char::from(byte).to_string(),
            byte => format!("={byte:02X}"),
        })
        .collect()
}

/// Writes text of GB18030 anew.
pub(super) fn remake_gb18030(_old: &[u8], new: &str) -> Vec<u8> {
    GB18030.encode(new).0.into_owned()
}

/// Writes text anew that was in no character set.
pub(super) fn remake_lossy(_old: &[u8], new: &str) -> Vec<u8> {
    new.as_bytes().to_vec()
}

#[cfg(test)]
mod tests {
    use super::{decode, remake, run};

    fn told(header: &str) -> Option<(String, usize)> {
        let words = run(header.as_bytes(), 0, header.len())?;
        let end = words.last()?.range.end;
        Some((decode(header.as_bytes(), &words)?, end))
    }

    #[test]
    fn words_are_read_and_written_again() {
        let header = "=?utf-8?B?5byg5LiJ?=\r\n =?UTF-8*zh?q?=E6=9D=8E=5F_a?= <a>";
        assert_eq!(told(header), Some(("张三李_ a".to_owned(), header.len() - 4)));
        // A character in two words.
        assert_eq!(told("=?utf-8?B?5bw=?= =?utf-8?B?oA==?=").unwrap().0, "张");
        assert_eq!(told("=?gb2312?Q?=D5=C5=C8=FD?=").unwrap().0, "张三");
        assert_eq!(told("=?big5?B?5byg5LiJ?="), None);
        assert_eq!(told("=?x?y?z?="), None);
        assert_eq!(remake(b"=?utf-8?B?5byg5LiJ?=", "张*"), b"=?utf-8?B?5bygKg==?=");
        assert_eq!(remake(b"=?gbk?q?x?=", "张 *"), b"=?gbk?Q?=D5=C5_*?=");
        let long = remake(b"=?gbk?B?x?=", &"张三".repeat(30));
        let long = String::from_utf8(long).unwrap();
        assert!(long.split("\r\n ").all(|word| word.len() <= 75) && long.contains("\r\n "));
        assert_eq!(told(&long).unwrap().0, "张三".repeat(30));
    }
}
