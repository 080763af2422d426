//! Words of trades that look like names in running text: 页眉, 索引, 哈希.
//!
//! `data/trade_words.txt` lists what manuals, programs, mathematics and markets are full of. People are called 高亮 too: where
//! something beside the word says so, it is a name all the same. Compiled for this project, 2026.

use crate::lines;
use crate::traditional::Start;

const TABLE: &str = include_str!("../data/trade_words.txt");

/// If `text` begins with such a word, in either writing, the length of the longest in bytes.
///
/// ```
/// use yinmo_data::trade_words::at_start;
/// assert_eq!(at_start("哈希表的大小"), Some("哈希表".len()));
/// assert_eq!(at_start("邊框"), Some("边框".len()));
/// assert_eq!(at_start("王建坪"), None);
/// ```
#[must_use]
pub fn at_start(text: &str) -> Option<usize> {
    lines::longest_prefix(TABLE, Start::of(text).as_str()).map(str::len)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_sorted_words() {
        lines::assert_sorted(TABLE);
        for word in lines::entries(TABLE) {
            assert!(word.chars().count() >= 2 && !word.contains(' '), "{word}");
            assert_eq!(at_start(word), Some(word.len()));
        }
    }
}
