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

/// The longest line that `text` begins with. For tables whose lines are single words.
pub(crate) fn longest_prefix<'t>(table: &'t str, text: &str) -> Option<&'t str> {
    let mut rest = text;
    loop {
        let line = last_up_to(table, rest)?;
        if rest.starts_with(line) {
            return Some(line);
        }
        // A line that `text` begins with sorts between its own continuations, so that `line` begins with it too.
        rest = common_prefix(line, rest);
    }
}

/// The last line that does not sort behind `text`, comments left out.
fn last_up_to<'t>(table: &'t str, text: &str) -> Option<&'t str> {
    let (mut low, mut high) = (0, table.len());
    let mut last = None;
    while low < high {
        let line = line_at(table, low, low + (high - low) / 2);
        if line.text <= text {
            last = Some(line.text);
            low = line.end;
        } else {
            high = line.start;
        }
    }
    last.filter(|line| !line.starts_with('#'))
}

fn common_prefix<'t>(a: &str, b: &'t str) -> &'t str {
    let shared = a.chars().zip(b.chars()).take_while(|(a, b)| a == b);
    &b[..shared.map(|(c, _)| c.len_utf8()).sum()]
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
    fn the_longest_prefix_wins() {
        const WORDS: &str = "# a comment\n马上\n马上就办\n马力\n马尾\n";
        for (text, expected) in [
            ("马上就办", Some("马上就办")),
            ("马上就到", Some("马上")),
            ("马上", Some("马上")),
            ("马力足", Some("马力")),
            ("马", None),
            ("马龙", None),
            ("", None),
            ("#", None),
            ("鱼", None),
        ] {
            assert_eq!(longest_prefix(WORDS, text), expected, "{text}");
        }
    }

    #[test]
    #[should_panic(expected = "a stands behind b")]
    fn disorder_is_noticed() {
        assert_sorted("b\na\n");
    }
}
