//! Ordinary words by their part of speech, and cities abroad, to write sentences with.

use std::collections::HashMap;

use yinmo_data::surnames;

use super::random::Random;

/// How much more often a word that begins like a name is drawn.
const LIKE_A_NAME: usize = 3;

/// Words by class, as the lexicon numbers them.
pub(super) struct Dictionary {
    words: HashMap<&'static str, Vec<String>>,
    abroad: Vec<&'static str>,
}

impl Dictionary {
    /// Takes words with their classes.
    pub(super) fn new<'w>(words: impl Iterator<Item = (&'w str, u8)>) -> Self {
        let mut sorted: HashMap<&'static str, Vec<String>> = HashMap::new();
        for (word, class) in words {
            let speech = match class {
                1 => "adverb",
                3 => "noun",
                4 => "verb",
                5 if word.chars().count() == 4 => "idiom",
                2 => "adjective",
                _ => continue,
            };
            let like_a_name = word.chars().next().is_some_and(surnames::is_surname);
            if like_a_name && (2..=3).contains(&word.chars().count()) && class != 1 {
                sorted.entry("like a name").or_default().push(word.to_owned());
            }
            let times = if like_a_name { LIKE_A_NAME } else { 1 };
            sorted.entry(speech).or_default().extend(std::iter::repeat_n(word.to_owned(), times));
        }
        Self { words: sorted, abroad: yinmo_data::foreign_places::all().collect() }
    }

    /// A word of this part of speech.
    pub(super) fn word(&self, speech: &str, random: &mut Random) -> Option<&str> {
        self.words.get(speech).map(|words| random.pick(words).as_str())
    }

    /// A city abroad.
    pub(super) fn place_abroad(&self, random: &mut Random) -> &'static str {
        self.abroad[random.below(self.abroad.len())]
    }
}
