//! Which tokens are worth gathering: decided by their length and neighbours alone.

use crate::recognizers::{Labels, WINDOW, window_before};
use crate::scan::{Token, follows_label};

/// `std::vec`, `name: value`: a word behind a colon is a value only where a label says so. A short one may go on.
pub(super) fn is_plain_word(labels: &Labels, text: &str, token: Token) -> bool {
    let (before, after) = (&text[..token.start], &text[token.end..]);
    let goes_on =
        || goes_on(after.as_bytes()) || after.starts_with(|c: char| "#?".contains(c) || !c.is_ascii());
    token.digits == 0
        && (token.end - token.start > 4 || !goes_on())
        && window_before(before, 3).is_ascii()
        && !Labels::may_follow(after)
        && (before.ends_with("::")
            || !labels.may_end(before)
            || labels.before(window_before(before, WINDOW)).is_none())
}

/// Most tokens are years, counts and words: refused by a look at their length and neighbours.
pub(super) fn deserves_a_look(text: &str, token: Token) -> bool {
    let bytes = text.as_bytes();
    if token.digits == 0 {
        return follows_label(bytes, token.start);
    }
    let (length, digits) = (token.end - token.start, token.digits as usize);
    // No value is as short as `u32`, unless it goes on or a label says what it is.
    if length > 4 || digits != length && follows_label(bytes, token.start) {
        return true;
    }
    let rest = &bytes[token.end..];
    match rest {
        // A box for every digit: `1|3|8`, `1,3,8`; most numbers before a comma are counts.
        [border @ (b'|' | b','), after @ ..] if digits == 1 && length == 1 => {
            matches!(after, [b'0'..=b'9', next, ..] if next == border)
        }
        [b' ' | b'\t' | b'\r' | b'\n' | b'-' | b'.' | b':' | b'*', ..] => goes_on(rest),
        [0xC2 | 0xC3 | 0xCA | 0xE2 | 0xEF, ..] => true,
        [0xE3, ..] => rest.starts_with("\u{3000}".as_bytes()),
        _ => rest.starts_with("度".as_bytes()),
    }
}

/// Whether something may follow after soft separators that goes on a number: `138 0001`, `192.168`, `3c:22`, `1 | 3`.
fn goes_on(rest: &[u8]) -> bool {
    /// More separators than a number has between its groups.
    const MOST: usize = 10;
    if let [b'-' | b':', b'0'..=b'9' | b'A'..=b'F' | b'a'..=b'f' | b':', ..] = rest {
        return true;
    }
    let is_soft = |byte: &&u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b'-' | b'.');
    let separators = rest.iter().take(MOST).take_while(is_soft).count();
    let next = rest.get(separators);
    next.is_some_and(|next| next.is_ascii_digit() || matches!(next, b'*' | b'|' | b',') || !next.is_ascii())
}

/// Whether nothing can be found in a name of a file or folder such as `main_window`: no number, mailbox or label, and no
/// two words.
pub(super) fn says_nothing(labels: &Labels, name: &str) -> bool {
    /// No number of fewer digits is told by itself.
    const DIGITS: usize = 5;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    name.bytes().all(plain)
        && name.bytes().filter(u8::is_ascii_digit).count() < DIGITS
        && !labels.may_hold_latin(name)
}
