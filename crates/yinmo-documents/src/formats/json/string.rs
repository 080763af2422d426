//! What stands between the quotes of a JSON string.

use memchr::memchr2;

/// A well-formed string's extent.
pub(super) struct Scanned {
    /// Bytes up to the closing quote.
    pub(super) len: usize,
    pub(super) has_escapes: bool,
}

/// Measures the string whose first byte after the quote is at the start of `bytes`; the error is the byte at
/// which it stops being one.
pub(super) fn scan(bytes: &[u8]) -> Result<Scanned, usize> {
    let mut at = 0;
    let mut has_escapes = false;
    loop {
        let found = memchr2(b'"', b'\\', &bytes[at..]).ok_or(bytes.len())?;
        if let Some(control) = bytes[at..at + found].iter().position(|&byte| byte < 0x20) {
            return Err(at + control);
        }
        at += found;
        if bytes[at] == b'"' {
            return Ok(Scanned { len: at, has_escapes });
        }
        has_escapes = true;
        at += escape_len(&bytes[at..]).ok_or(at)?;
    }
}

fn escape_len(bytes: &[u8]) -> Option<usize> {
    match bytes.get(1)? {
        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => Some(2),
        b'u' => code_unit(bytes).map(|_| 6),
        _ => None,
    }
}

/// The code unit of a `\uXXXX` at the start of `bytes`.
fn code_unit(bytes: &[u8]) -> Option<u16> {
    let digits = bytes.strip_prefix(br"\u")?.get(..4)?;
    digits.iter().try_fold(0, |unit, &digit| {
        let digit = char::from(digit).to_digit(16)?;
        Some(unit << 4 | digit as u16)
    })
}

/// The characters of a well-formed string, each with where it stands between the quotes. Half of a surrogate
/// pair alone, which JSON allows and Unicode does not, is read as U+FFFD.
pub(super) fn unescaped(inner: &str) -> impl Iterator<Item = (usize, char)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let (c, len) = first_char(&inner[at..])?;
        at += len;
        Some((at - len, c))
    })
}

fn first_char(rest: &str) -> Option<(char, usize)> {
    let c = rest.chars().next()?;
    if c != '\\' {
        return Some((c, c.len_utf8()));
    }
    let bytes = rest.as_bytes();
    Some(match bytes.get(1)? {
        b'b' => ('\u{8}', 2),
        b'f' => ('\u{C}', 2),
        b'n' => ('\n', 2),
        b'r' => ('\r', 2),
        b't' => ('\t', 2),
        b'u' => unicode_escape(bytes)?,
        &itself => (char::from(itself), 2),
    })
}

fn unicode_escape(bytes: &[u8]) -> Option<(char, usize)> {
    let first = code_unit(bytes)?;
    if let Some(c) = char::from_u32(first.into()) {
        return Some((c, 6));
    }
    let second = bytes.get(6..).and_then(code_unit);
    let pair = second.and_then(|second| char::decode_utf16([first, second]).next()?.ok());
    Some(pair.map_or((char::REPLACEMENT_CHARACTER, 6), |c| (c, 12)))
}

/// Whether a byte of a value must be escaped in a string.
pub(super) fn must_be_escaped(byte: u8) -> bool {
    byte < 0x20 || matches!(byte, b'"' | b'\\')
}

/// `value` as it stands between quotes.
pub(super) fn escape(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 8);
    for c in value.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\0'..='\u{1F}' => out.push_str(&format!("\\u{:04x}", c as u32)),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{escape, scan, unescaped};

    #[test]
    fn escapes_give_their_characters_and_places() {
        for (inner, value, last) in [
            ("abc", "abc", 2),
            (r"a\n\u0031", "a\n1", 3),
            (r"\ud842\udfb7", "𠮷", 0),
            (r"\ud842x", "\u{FFFD}x", 6),
            (r"\udfb7\ud842", "\u{FFFD}\u{FFFD}", 6),
            (r#"\"\\\/\b\f\r\t"#, "\"\\/\u{8}\u{C}\r\t", 12),
            ("号\\u7801", "号码", 3),
        ] {
            let chars: Vec<_> = unescaped(inner).collect();
            assert_eq!(chars.iter().map(|(_, c)| c).collect::<String>(), value, "{inner}");
            assert_eq!(chars.last().map(|(at, _)| *at), Some(last), "{inner}");
            let quoted = format!("{inner}\"");
            assert_eq!(scan(quoted.as_bytes()).map(|scanned| scanned.len), Ok(inner.len()), "{inner}");
        }
    }

    #[test]
    fn ill_formed_strings_are_refused_where_they_break() {
        for (rest, at) in [("abc", 3), ("a\nb\"", 1), (r#"a\x""#, 1), (r#"\u12g4""#, 0), (r"ab\", 2)] {
            assert_eq!(scan(rest.as_bytes()).err(), Some(at), "{rest}");
        }
    }

    #[test]
    fn escaping_is_undone_by_reading() {
        let value = "\u{0}\u{1F}\"\\/\n\r\t\u{8}电话𠮷";
        let escaped = escape(value);
        assert_eq!(unescaped(&escaped).map(|(_, c)| c).collect::<String>(), value);
    }
}
