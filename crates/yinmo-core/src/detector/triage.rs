//! Which tokens are worth gathering: decided by their length and neighbours alone.

use crate::scan::Token;

/// Most tokens are years, counts and words: refused by a look at their length and neighbours.
pub(super) fn deserves_a_look(text: &str, token: Token) -> bool {
    let bytes = text.as_bytes();
    if token.digits == 0 {
        return follows_han_or_colon(bytes, token.start);
    }
    if token.end - token.start > 4 || token.digits as usize != token.end - token.start {
        return true;
    }
    match bytes.get(token.end) {
        // A box for every digit: `1|3|8`, `1,3,8`; most numbers before a comma are counts.
        Some(border @ (b'|' | b',')) if token.digits == 1 => {
            matches!(&bytes[token.end + 1..], [b'0'..=b'9', next, ..] if next == border)
        }
        None => false,
        Some(b' ' | b'\t' | b'\r' | b'\n' | b'-' | b'.' | b':' | b'*' | 0xC2 | 0xC3 | 0xCA | 0xE2) => true,
        Some(0xE3) => bytes[token.end..].starts_with("\u{3000}".as_bytes()),
        Some(0xEF) => true,
        Some(_) => bytes[token.end..].starts_with("度".as_bytes()),
    }
}

/// A word is looked at only at the start, in a new cell, after a character or a colon, or a blank after one.
fn follows_han_or_colon(bytes: &[u8], start: usize) -> bool {
    let introduces = |byte: u8| byte >= 0x80 || matches!(byte, b':' | b'\t' | b'|');
    match bytes[..start] {
        [.., before, b' ' | b'_'] => introduces(before),
        [.., before] => introduces(before),
        [] => true,
    }
}
