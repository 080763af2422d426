//! Look-up in text whose lines are sorted by their bytes.
//!
//! The tables stay readable and reviewable as text, need no index, and cost nothing until they are asked. Comment
//! lines begin with `#`, which sorts before every key, so they may stand at the top and nowhere else.

use core::cmp::Ordering;

/// The line of `table` that is `key` or begins with `key` and a blank; without its line break.
pub(crate) fn find<'t>(table: &'t str, key: &str) -> Option<&'t str> {
    debug_assert!(!key.starts_with('#'), "comment lines are no entries");
    let (mut low, mut high) = (0, table.len());
    while low < high {
        let line = line_at(table, low, low + (high - low) / 2);
        match key_of(line.text).cmp(key) {
            Ordering::Equal => return Some(line.text),
            Ordering::Less => low = line.end,
            Ordering::Greater => high = line.start,
        }
    }
    None
}

/// All entries in order, comments left out.
pub(crate) fn entries(table: &str) -> impl Iterator<Item = &str> {
    table.lines().filter(|line| !line.starts_with('#'))
}

/// What a line is sorted and found by: its first word.
pub(crate) fn key_of(line: &str) -> &str {
    line.split_once(' ').map_or(line, |(key, _)| key)
}

struct Line<'t> {
    text: &'t str,
    start: usize,
    /// Behind the line break.
    end: usize,
}

/// The line around byte `middle`; no line before `from` is looked at.
fn line_at(table: &str, from: usize, middle: usize) -> Line<'_> {
    let bytes = table.as_bytes();
    let start = bytes[from..middle].iter().rposition(|&b| b == b'\n').map_or(from, |at| from + at + 1);
    let end = bytes[middle..].iter().position(|&b| b == b'\n').map_or(bytes.len(), |at| middle + at);
    Line { text: &table[start..end], start, end: (end + 1).min(bytes.len()) }
}

/// Asserts what [`find`] relies on.
#[cfg(test)]
pub(crate) fn assert_sorted(table: &str) {
    assert!(table.ends_with('\n') && !table.contains('\r'), "lines end in a bare line feed");
    let mut previous = "";
    for line in table.lines().skip_while(|line| line.starts_with('#')) {
        let key = key_of(line);
        assert!(previous < key, "{key} stands behind {previous}");
        assert!(!key.starts_with('#') && line.trim() == line, "{line}");
        previous = key;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "# a comment\na 1\nab\nb 2 3\n";

    #[test]
    fn finds_every_entry_and_nothing_else() {
        assert_sorted(TABLE);
        for line in entries(TABLE) {
            assert_eq!(find(TABLE, key_of(line)), Some(line));
        }
        for absent in ["", "A", "aa", "abc", "b 2", "c"] {
            assert_eq!(find(TABLE, absent), None, "{absent}");
        }
        assert_eq!(find("", "a"), None);
    }

    #[test]
    #[should_panic(expected = "a stands behind b")]
    fn disorder_is_noticed() {
        assert_sorted("b\na\n");
    }
}
