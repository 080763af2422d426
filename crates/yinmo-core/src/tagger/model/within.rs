//! Is what looks like a name only a part of a longer word? `席团` of 主席团, `托儿` of 托儿所.

use super::features::seen;
use super::lexicon::{LATIN_BOTH, LATIN_GIVEN, LONGEST, Lexicon, START, WordClass, extended};
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

/// How many bytes the longest word of a class has that `text` begins with; words of two characters do not count.
pub fn longest_word(text: &str, class: WordClass, lexicon: &Lexicon) -> Option<usize> {
    let mut chars = text.char_indices();
    let (first, second) = (chars.next()?.1, chars.next()?.1);
    let mut hash = extended(extended(START, seen(first)), seen(second));
    let mut longest = None;
    for (at, c) in chars.take(lexicon.reach(hash).saturating_sub(2)) {
        hash = extended(hash, seen(c));
        if lexicon.class(hash) == Some(class) {
            longest = Some(at + c.len_utf8());
        }
    }
    longest
}

/// Whether `text` is a word of the lexicon, and no name.
pub fn is_ordinary_word(text: &str, lexicon: &Lexicon) -> bool {
    let hash = text.chars().fold(START, |hash, c| extended(hash, seen(c)));
    lexicon.class(hash).is_some_and(|class| ORDINARY.contains(&class))
}

/// Whether a word in Latin letters is a given name, such as `Anna`.
pub fn is_latin_given_name(word: &str, lexicon: &Lexicon) -> bool {
    latin_class(word, lexicon).is_some_and(|class| class == LATIN_GIVEN || class == LATIN_BOTH)
}

/// Whether a word in Latin letters is a given name or a surname.
pub fn is_latin_name(word: &str, lexicon: &Lexicon) -> bool {
    latin_class(word, lexicon).is_some_and(|class| (LATIN_GIVEN..=LATIN_BOTH).contains(&class))
}

fn latin_class(word: &str, lexicon: &Lexicon) -> Option<WordClass> {
    lexicon.class(word.chars().fold(START, |hash, c| extended(hash, c.to_ascii_lowercase())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_latin_letters_are_of_either_kind_or_both() {
        let lexicon = Lexicon::new([("anna", 29), ("rossi", 30), ("james", 31), ("安娜", 29)].into_iter());
        let given = |word| is_latin_given_name(word, &lexicon);
        let name = |word| is_latin_name(word, &lexicon);
        assert!(given("Anna") && given("JAMES") && !given("Rossi") && !given("Table"));
        assert!(name("Rossi") && !name("Table"));
    }

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

    #[test]
    fn the_longest_word_of_a_class_is_found() {
        let lexicon = Lexicon::new([("马克思", 21), ("马克思主义", 3), ("马克", 21)].into_iter());
        let longest = |text: &str, class| longest_word(text, class, &lexicon);
        assert_eq!(longest("马克思说", 21), Some("马克思".len()));
        assert_eq!(longest("马克思主义", 3), Some("马克思主义".len()));
        assert_eq!(longest("马克说", 21), None);
        assert_eq!(longest("马", 21), None);
    }
}
