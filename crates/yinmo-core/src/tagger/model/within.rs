//! Is what looks like a name only a part of a longer word? `席团` of 主席团, `托儿` of 托儿所.

use super::features::seen;
use super::lexicon::{LONGEST, Lexicon, START, WordClass, extended};
use crate::text::Span;

/// The classes of ordinary words, countries and cities. Names, and villages that are called like people, have others.
const ORDINARY: std::ops::RangeInclusive<WordClass> = 1..=13;

/// Whether a word of the lexicon that is longer than `span` holds all of it.
pub fn is_part_of_word(text: &str, span: Span, lexicon: &Lexicon) -> bool {
    let starts = text[..span.start].char_indices().rev().take(LONGEST - 1).map(|(at, _)| at);
    std::iter::once(span.start).chain(starts).any(|start| {
        let mut hash = START;
        text[start..].char_indices().take(LONGEST).any(|(at, c)| {
            hash = extended(hash, seen(c));
            let end = start + at + c.len_utf8();
            let longer = end >= span.end && end - start > span.end - span.start;
            longer && lexicon.class(hash).is_some_and(|class| ORDINARY.contains(&class))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_longer_words_count() {
        let lexicon = Lexicon::new([("主席团", 3), ("席团", 3), ("王建国", 21)].into_iter());
        let within = |text: &str, name: &str| {
            let start = text.find(name).unwrap();
            is_part_of_word(text, Span::new(start, start + name.len()), &lexicon)
        };
        assert!(within("由主席团决定", "席团"));
        assert!(within("由主席团决定", "主席"));
        assert!(!within("由席团决定", "席团"));
        assert!(!within("由主席团决定", "主席团"));
        assert!(!within("王建国决定", "建国"));
    }
}
