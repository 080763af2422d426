//! The lines of a document that came in with a change.

use imara_diff::{Algorithm, Diff, InternedInput};
use yinmo_documents::{Sniffed, sniff};

use crate::Lines;
use crate::source::HEAD;

/// The most bytes of a document of which lines are compared.
const LARGEST_COMPARED: usize = 64 << 20;

impl Lines {
    /// The lines of the document called `name` that are in `after` and were not in `before`. `None` where all of it counts:
    /// its format has no lines, such as that of a workbook or a page, or it is larger than 64 MiB.
    ///
    /// Lines are what [`Item::line`](crate::Item::line) counts: they end with `\n`, `\r\n` or a lone `\r`, in UTF-16 too.
    /// How they end makes no difference. A line that was moved came in where it stands now.
    ///
    /// ```
    /// use yinmo::Lines;
    /// let (before, after) = ("一\r\n二\r\n三\r\n", "一\n二点五\n三\n四\n");
    /// let lines = Lines::that_came_in("a.txt", before.as_bytes(), after.as_bytes());
    /// assert_eq!(lines, Some(Lines::from_iter([2..=2, 4..=4])));
    /// assert_eq!(Lines::that_came_in("a.html", before.as_bytes(), after.as_bytes()), None);
    /// ```
    pub fn that_came_in(name: &str, before: &[u8], after: &[u8]) -> Option<Self> {
        let is_small = before.len().max(after.len()) <= LARGEST_COMPARED;
        if !is_small || !has_lines(name, after) {
            return None;
        }
        let mut input = InternedInput::default();
        input.update_before(lines(before).into_iter());
        input.update_after(lines(after).into_iter());
        let mut diff = Diff::compute(Algorithm::Histogram, &input);
        diff.postprocess_lines(&input);
        let added = diff.hunks().map(|hunk| hunk.after.start as usize + 1..=hunk.after.end as usize);
        Some(added.collect())
    }
}

/// Whether the document is text from its first byte to its last.
fn has_lines(name: &str, bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(HEAD)];
    matches!(sniff(head, name), Sniffed::Format(format) if !format.is_package())
}

/// Lines without what ends them; what is left of the last line, if anything.
fn lines(bytes: &[u8]) -> Vec<&[u8]> {
    if let Some(text) = bytes.strip_prefix(b"\xFF\xFE") {
        return split(text, 2, |at| text.get(at + 1) == Some(&0) && is_break(text[at]));
    }
    if let Some(text) = bytes.strip_prefix(b"\xFE\xFF") {
        return split(text, 2, |at| text[at] == 0 && text.get(at + 1).copied().is_some_and(is_break));
    }
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    // Neither byte is ever part of another character of UTF-8 or GB18030.
    split(text, 1, |at| is_break(text[at]))
}

const fn is_break(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

/// Splits `text`, of units of `width` bytes, where a unit `ends` a line; `\r\n` ends one line.
fn split(text: &[u8], width: usize, ends: impl Fn(usize) -> bool) -> Vec<&[u8]> {
    let is_return = |at: usize| text[at..(at + width).min(text.len())].contains(&b'\r');
    let (mut lines, mut start, mut at) = (Vec::new(), 0, 0);
    while at < text.len() {
        if !ends(at) {
            at += width;
            continue;
        }
        lines.push(&text[start..at]);
        let pair = is_return(at) && at + width < text.len() && ends(at + width) && !is_return(at + width);
        at += if pair { 2 * width } else { width };
        start = at;
    }
    if start < text.len() {
        lines.push(&text[start..]);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::lines;
    use crate::Lines;

    fn came_in(before: &[u8], after: &[u8]) -> Option<Lines> {
        Lines::that_came_in("a.txt", before, after)
    }

    fn utf_16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        format!("\u{FEFF}{text}").encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn lines_end_as_the_report_counts_them() {
        let text = "a\r\nb\rc\n\nd\u{C}e\u{2028}f\r\r\ng";
        let expected = ["a", "b", "c", "", "d\u{C}e\u{2028}f", "", "g"];
        assert_eq!(lines(text.as_bytes()), expected.map(str::as_bytes));
        assert!(lines(b"").is_empty());
        assert_eq!(lines(b"\n"), [b""]);
        for unit in [u16::to_le_bytes, u16::to_be_bytes] {
            let units = |text: &str| text.encode_utf16().flat_map(unit).collect::<Vec<u8>>();
            assert_eq!(lines(&utf_16(text, unit)), expected.map(units));
        }
    }

    #[test]
    fn exactly_what_came_in_counts() {
        let cases: [(&str, &str, &[std::ops::RangeInclusive<usize>]); 8] = [
            ("", "a\nb\n", &[1..=2]),
            ("a\nb\nc\n", "a\nc\n", &[]),
            ("a\nb\n", "a\r\nb", &[]),
            ("a\nb\nc\n", "x\na\nb\ny\nz\n", &[1..=1, 4..=5]),
            ("a\n", "\u{FEFF}a\nb", &[2..=2]),
            ("a\rb\r", "a\rx\rb\r", &[2..=2]),
            ("x\ny\n", "x\nx\ny\n", &[2..=2]),
            ("a\n", "", &[]),
        ];
        for (before, after, expected) in cases {
            let expected = Lines::from_iter(expected.iter().cloned());
            assert_eq!(came_in(before.as_bytes(), after.as_bytes()), Some(expected), "{before:?} {after:?}");
        }
    }

    #[test]
    fn every_encoding_has_its_lines() {
        let (before, after) = ("姓名\n电话\n", "姓名\n住址\n电话\n");
        let (gb_before, gb_after) =
            (encoding_rs::GB18030.encode(before).0, encoding_rs::GB18030.encode(after).0);
        let expected = Some(Lines::from_iter([2..=2]));
        assert_eq!(came_in(&gb_before, &gb_after), expected);
        for unit in [u16::to_le_bytes, u16::to_be_bytes] {
            assert_eq!(came_in(&utf_16(before, unit), &utf_16(after, unit)), expected);
        }
        // Written in other bytes, all of it came in but what is the same in both.
        assert_eq!(came_in(&gb_before, after.as_bytes()), Some(Lines::from_iter([1..=3])));
    }

    #[test]
    fn what_has_no_lines_counts_whole() {
        for name in ["a.html", "a.xml", "a.eml"] {
            assert_eq!(Lines::that_came_in(name, b"<a>1</a>\n", b"<a>2</a>\n"), None, "{name}");
        }
        assert_eq!(Lines::that_came_in("a.xlsx", b"PK\x03\x04a", b"PK\x03\x04b"), None);
    }
}
