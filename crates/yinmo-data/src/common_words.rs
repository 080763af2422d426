//! Ordinary words that begin like a name: 高度, 马上, 方便, 中山路, 雷锋精神.
//!
//! One person in eight bears a surname that is also the first character of everyday words. `data/common_words.txt`
//! lists such words and set phrases – administrative, legal and everyday vocabulary, places, roads, organisations,
//! brands, historical figures in phrases. Words that are as often a person's name are left out. Compiled for this project, 2026.

use crate::{char_table, lines};

const TABLE: &str = include_str!("../data/common_words.txt");

/// If `text` begins with an ordinary word whose first character is also a surname, the length of the longest such word
/// in bytes.
///
/// ```
/// use yinmo_data::common_words::starts_name_like;
/// assert_eq!(starts_name_like("高度重视社会救助工作"), Some("高度重视".len()));
/// assert_eq!(starts_name_like("王建坪"), None);
/// ```
#[must_use]
pub fn starts_name_like(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    let at = FIRSTS.binary_search_by_key(&u32::from(first), |&(c, _)| c).ok()?;
    let end = FIRSTS.get(at + 1).map_or(TABLE.len(), |&(_, start)| start);
    lines::longest_prefix(&TABLE[FIRSTS[at].1..end], text).map(str::len)
}

/// All words, in the order of their bytes.
pub fn words() -> impl Iterator<Item = &'static str> {
    lines::entries(TABLE)
}

/// The first characters of the words, and the byte at which their words begin.
static FIRSTS: [(u32, usize); COUNT] = firsts();

const COUNT: usize = {
    let (mut count, mut previous, mut at) = (0, 0, 0);
    while let Some((first, _, next)) = word_at(at) {
        count += (first != previous) as usize;
        (previous, at) = (first, next);
    }
    count
};

const fn firsts() -> [(u32, usize); COUNT] {
    let mut firsts = [(0, 0); COUNT];
    let (mut count, mut previous, mut at) = (0, 0, 0);
    while let Some((first, start, next)) = word_at(at) {
        if first != previous {
            firsts[count] = (first, start);
            count += 1;
        }
        (previous, at) = (first, next);
    }
    firsts
}

/// The first character and the start of the first word at or behind byte `at`, a line's start, and where the line
/// after it starts.
const fn word_at(mut at: usize) -> Option<(u32, usize, usize)> {
    let text = TABLE.as_bytes();
    while at < text.len() {
        let start = at;
        while text[at] != b'\n' {
            at += 1;
        }
        at += 1;
        if text[start] != b'#' {
            let (_, line) = text.split_at(start);
            return match char_table::next(line) {
                Some((first, _)) => Some((first, start, at)),
                None => None,
            };
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::surnames::is_surname;
    use std::collections::BTreeSet;

    #[test]
    fn lines_are_sorted_words() {
        lines::assert_sorted(TABLE);
        for word in words() {
            assert!(word.chars().count() >= 2 && !word.contains(' '), "{word}");
            // 中 is no surname, but the road of this name is in every town and looks like one.
            assert!(word.starts_with(is_surname) || word.starts_with("中山"), "{word}");
            assert_eq!(starts_name_like(word), Some(word.len()));
        }
    }

    #[test]
    fn covers_the_surnames_that_begin_words() {
        assert!(words().count() >= 10_000);
        let firsts: BTreeSet<char> = words().filter_map(|word| word.chars().next()).collect();
        for c in "于万方何任常向石江高马白金成安时严关应施单支周平易华夏项解包章管费毕云雷孔王李杨柳段席钟康童盛余全\
                  和温田林陈宁徐郑张连江程罗许党国公信"
            .chars()
        {
            assert!(firsts.contains(&c), "{c}");
        }
    }

    #[test]
    fn the_longest_word_counts() {
        for (text, word) in [
            ("马上就办", "马上就办"),
            ("马上到", "马上"),
            ("于是决定", "于是"),
            ("万元以上", "万元"),
            ("徐州市", "徐州市"),
            ("孔子学院", "孔子学院"),
            ("王老吉凉茶", "王老吉"),
            ("杨树林", "杨树林"),
            ("中山路", "中山路"),
        ] {
            assert_eq!(starts_name_like(text), Some(word.len()), "{text}");
        }
    }

    #[test]
    fn names_are_no_words() {
        for name in [
            "",
            " ",
            "#",
            "a",
            "王建坪",
            "李四",
            "张伟",
            "高峰",
            "金华",
            "王子涵",
            "赵国强",
            "郑和平",
            "𠮷田",
        ] {
            assert_eq!(starts_name_like(name), None, "{name}");
        }
    }
}
