//! The lines of a document that came in with a change.

use std::sync::Arc;

use imara_diff::{Algorithm, Diff, InternedInput};
use yinmo_documents::{Encoding, EncodingDetection, Format, Input, Limits, Scope, Sniffed, sniff};

use crate::Lines;
use crate::source::HEAD;

/// The most bytes of a document of which lines are compared.
const LARGEST_COMPARED: usize = 64 << 20;

impl Lines {
    /// The lines of the document called `name` that are in `after` and were not in `before`. `None` where all of it counts:
    /// its format has no lines, such as that of a workbook, it is larger than 64 MiB, or what was there before could not be
    /// read, so that nobody looked at its lines.
    ///
    /// Lines are what [`Item::line`](crate::Item::line) counts: they end with `\n`, `\r\n` or a lone `\r`, in UTF-16 too.
    /// How they end makes no difference, nor, in pages and XML, the character set. A line that was moved came in where it
    /// stands now.
    ///
    /// ```
    /// use yinmo::Lines;
    /// let (before, after) = ("一\r\n二\r\n三\r\n", "一\n二点五\n三\n四\n");
    /// for name in ["a.txt", "a.html"] {
    ///     let lines = Lines::that_came_in(name, before.as_bytes(), after.as_bytes());
    ///     assert_eq!(lines, Some(Lines::from_iter([2..=2, 4..=4])));
    /// }
    /// assert_eq!(Lines::that_came_in("a.eml", before.as_bytes(), after.as_bytes()), None);
    /// ```
    pub fn that_came_in(name: &str, before: &[u8], after: &[u8]) -> Option<Self> {
        if before.len().max(after.len()) > LARGEST_COMPARED {
            return None;
        }
        let new = format_of(name, after)?;
        let old = if before.is_empty() { new } else { format_of(name, before)? };
        if old.id() != new.id() {
            return None;
        }
        if has_markup(new) {
            let (before, after) = (decoded(new, before)?, decoded(new, after)?);
            return Some(Self::added(before.as_bytes(), after.as_bytes()));
        }
        let is_read = !new.is_package() && is_decodable(before);
        is_read.then(|| Self::added(before, after))
    }

    /// The lines of `after` that are not in `before`.
    fn added(before: &[u8], after: &[u8]) -> Self {
        let mut input = InternedInput::default();
        input.update_before(lines(before).into_iter());
        input.update_after(lines(after).into_iter());
        let mut diff = Diff::compute(Algorithm::Histogram, &input);
        diff.postprocess_lines(&input);
        diff.hunks().map(|hunk| hunk.after.start as usize + 1..=hunk.after.end as usize).collect()
    }
}

fn format_of(name: &str, bytes: &[u8]) -> Option<&'static dyn Format> {
    match sniff(&bytes[..bytes.len().min(HEAD)], name) {
        Sniffed::Format(format) => Some(format),
        Sniffed::NotInspected(_) => None,
    }
}

/// Whether the format is text that says itself how it is coded.
fn has_markup(format: &dyn Format) -> bool {
    matches!(format.id(), "html" | "xml")
}

/// The text of a page, decoded as it is for being read.
fn decoded(format: &dyn Format, bytes: &[u8]) -> Option<Arc<str>> {
    format.open(Input::memory(bytes, Encoding::UTF_8), &Scope::new(&Limits::default())).text()
}

fn is_decodable(bytes: &[u8]) -> bool {
    let mut detection = EncodingDetection::default();
    let fed = bytes.chunks(EncodingDetection::BLOCK).try_for_each(|block| detection.feed(block));
    fed.is_ok() && detection.finish().is_ok()
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
    fn pages_have_the_lines_of_their_text() {
        let page =
            |charset: &str, line: &str| format!("<meta charset={charset}>\r\n<p>甲</p>\r\n<p>{line}</p>\r\n");
        let (before, after) = (page("utf-8", "乙"), page("utf-8", "丙"));
        let third = Some(Lines::from_iter([3..=3]));
        for name in ["a.html", "a.xml"] {
            assert_eq!(Lines::that_came_in(name, before.as_bytes(), after.as_bytes()), third, "{name}");
        }
        // In another character set only the line that says so is another.
        let gb_after = encoding_rs::GBK.encode(&page("gbk", "丙")).0.into_owned();
        let lines = Lines::that_came_in("a.html", before.as_bytes(), &gb_after);
        assert_eq!(lines, Some(Lines::from_iter([1..=1, 3..=3])));
    }

    #[test]
    fn what_nobody_could_read_before_comes_in_whole() {
        let big5 = encoding_rs::BIG5.encode("電話號碼和姓名都在這裡的檔案\n13800012001\n").0.into_owned();
        let after = "電話號碼和姓名都在這裡的檔案\n13800012001\n";
        assert_eq!(Lines::that_came_in("a.txt", &big5, after.as_bytes()), None);
        let refused = "<meta charset=big5>\n<p>電話</p>\n";
        let read = "<meta charset=utf-8>\n<p>電話</p>\n";
        assert_eq!(Lines::that_came_in("a.html", refused.as_bytes(), read.as_bytes()), None);
        // A program under the name of a text.
        assert_eq!(Lines::that_came_in("a.txt", b"\x7fELF\0\0\n1\n", b"1\n"), None);
        assert_eq!(Lines::that_came_in("a.csv", b"PK\x03\x04\0\n1\n", b"1\n"), None);
        // There was nothing yet.
        assert_eq!(Lines::that_came_in("a.txt", b"", b"1\n"), Some(Lines::from_iter([1..=1])));
    }

    #[test]
    fn what_has_no_lines_counts_whole() {
        assert_eq!(Lines::that_came_in("a.eml", b"To: a\n\n1\n", b"To: a\n\n2\n"), None);
        assert_eq!(Lines::that_came_in("a.xlsx", b"PK\x03\x04a", b"PK\x03\x04b"), None);
    }
}
