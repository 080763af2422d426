//! Where one chunk of prose ends and the next begins.
//!
//! A cut is best where nothing could span it: at a line break with neither digits nor letters nor mask
//! characters near. Lists have none; there the first line break serves, and the context around chunks and the
//! carry of `splice` keep what spans it whole. A line without end is cut at a character.

use memchr::memchr_iter;

use crate::boundary::{char_boundary_after, char_boundary_before};

/// Bytes of text behind the aim within which a line break is looked for.
fn search(chunk_bytes: usize) -> usize {
    (chunk_bytes / 4).min(64 << 10)
}

/// No chunk is longer than this, a few bytes of one character aside.
pub(super) fn farthest(chunk_bytes: usize) -> usize {
    chunk_bytes + search(chunk_bytes)
}

/// The length of the chunk at the start of `text`, which is more than 0 unless the text is empty.
pub(super) fn cut(text: &str, chunk_bytes: usize) -> usize {
    if text.len() <= chunk_bytes {
        return text.len();
    }
    let end = char_boundary_after(text, farthest(chunk_bytes));
    let breaks = || {
        let from = chunk_bytes - 1;
        memchr_iter(b'\n', &text.as_bytes()[from..end]).map(move |at| from + at + 1)
    };
    let quiet = breaks().find(|&at| is_quiet(text, at));
    quiet.or_else(|| breaks().next()).unwrap_or_else(|| without_splitting_crlf(text, end))
}

/// Bytes on each side of a cut that tell whether something spans it.
const NEAR: usize = 64;

fn is_quiet(text: &str, at: usize) -> bool {
    let from = char_boundary_after(text, at.saturating_sub(NEAR));
    let to = char_boundary_before(text, at + NEAR);
    !text[from..to].chars().any(may_belong_to_a_value)
}

/// ASCII and full-width letters and digits, and what is put in place of masked ones.
fn may_belong_to_a_value(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '*' | '＊' | '×' | '●' | '○')
}

fn without_splitting_crlf(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    if bytes.get(at) == Some(&b'\n') && bytes[at - 1] == b'\r' { at + 1 } else { at }
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn cuts_fall_at_the_quietest_line_break_in_reach() {
        let cases = [
            ("short", 10, "short"),
            ("一二三四\n五六七八九\n", 12, "一二三四\n"),
            ("aaaaaaaa\nbb\ncc", 8, "aaaaaaaa\n"),
            ("没有换行的一长行", 8, "没有换行"),
            ("abc\r\ndef", 4, "abc\r\n"),
            ("abcd\r\nxyz", 4, "abcd\r\n"),
            ("a𠮷", 1, "a"),
            ("𠮷𠮷", 1, "𠮷"),
        ];
        for (text, chunk_bytes, expected) in cases {
            assert_eq!(&text[..cut(text, chunk_bytes)], expected, "{chunk_bytes} bytes");
        }
        let list_then_prose = format!("{}\n{}\n{}", "1".repeat(300), "长".repeat(24), "文".repeat(24));
        assert_eq!(cut(&list_then_prose, 300), 300 + 1 + 24 * 3 + 1);
    }
}
