//! Titles that are spaced as names are: `介 绍 信`, `诊 断 证 明 书`.

use crate::tagger::model::{is_ordinary_word, shipped};
use crate::tagger::{is_blank, is_han};
use crate::text::Span;

/// What the titles of papers end with; names end so too, `张 明 书`.
const ENDS: [&str; 24] = [
    "明书", "知书", "定书", "决书", "请书", "议书", "托书", "任书", "诺书", "命书", "同书", "告书", "证书",
    "绍信", "谢信", "问信", "开信", "方笺", "额表", "记表", "批表", "请函", "证明", "回证",
];

/// Whether the spaced characters around a spaced name are the title of a paper, and made of words.
pub(super) fn is_title(text: &str, name: Span) -> bool {
    if !name.of(text).contains(is_blank) {
        return false;
    }
    let part = |c: char| is_han(c) || is_blank(c);
    let start = text[..name.start].trim_end_matches(part).len();
    let end = text.len() - text[name.end..].trim_start_matches(part).len();
    let run = text[start..end].trim_matches(is_blank);
    let spaced = run.split(is_blank).all(|piece| piece.chars().count() <= 1);
    let title: Vec<char> = run.chars().filter(|&c| is_han(c)).collect();
    spaced && ENDS.iter().any(|end| title.ends_with(&end.chars().collect::<Vec<_>>())) && is_of_words(&title)
}

/// Whether all, the beginning or the end of it is a word.
fn is_of_words(title: &[char]) -> bool {
    let is_word = |word: &[char]| is_ordinary_word(&word.iter().collect::<String>(), shipped().lexicon());
    let (begun, ended) = (title.first_chunk::<2>(), title.last_chunk::<3>());
    begun.is_some_and(|two| is_word(two)) || ended.is_some_and(|three| is_word(three))
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
        assert!(is("送 达 回 证", "回 证"));
        assert!(!is("王 建 国　陈 光 明", "陈 光 明"));
        assert!(!is("王 建 国　陈 明 书", "陈 明 书"));
    }
}
