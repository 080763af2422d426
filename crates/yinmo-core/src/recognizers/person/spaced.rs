//! Titles that are spaced as names are: `介 绍 信`, `诊 断 证 明 书`.

use crate::tagger::model::{is_ordinary_word, shipped};
use crate::tagger::{is_blank, is_han};
use crate::text::Span;

/// What the titles of papers end with.
const PAPERS: [char; 12] = ['书', '证', '信', '表', '单', '函', '令', '笺', '据', '明', '册', '照'];

/// Whether the spaced characters around a spaced name are the title of a paper. Of three characters it is one only if the
/// first two or all are a word: people are called `张 玉 书` too.
pub(super) fn is_title(text: &str, name: Span) -> bool {
    if !name.of(text).contains(is_blank) {
        return false;
    }
    let part = |c: char| is_han(c) || is_blank(c);
    let before = &text[..name.start];
    let start = before.trim_end_matches(part).len();
    let end = text.len() - text[name.end..].trim_start_matches(part).len();
    let run = text[start..end].trim_matches(is_blank);
    let spaced = run.split(is_blank).all(|piece| piece.chars().count() <= 1);
    let title: String = run.chars().filter(|&c| is_han(c)).collect();
    let Some((last, _)) = title.char_indices().next_back() else { return false };
    let is_word = |word: &str| is_ordinary_word(word, shipped().lexicon());
    let long = title.chars().count() > 4;
    spaced && title.ends_with(PAPERS) && (long || is_word(&title) || is_word(&title[..last]))
}

#[cfg(test)]
mod tests {
    use super::is_title;
    use crate::text::Span;

    #[test]
    fn titles_of_papers_are_no_names() {
        let is = |text: &str, name: &str| {
            let start = text.find(name).expect("it stands there");
            is_title(text, Span::new(start, start + name.len()))
        };
        assert!(is("介 绍 信", "绍 信"));
        assert!(is("介 绍 信\n兹有王建坪", "绍 信"));
        assert!(is("诊 断 证 明 书（存根）", "证 明 书"));
        assert!(!is("张 玉 书", "张 玉 书"));
        assert!(!is("王 建 坪", "王 建 坪"));
    }
}
