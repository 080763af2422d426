//! Which words of a general dictionary stand in a text, by the hashes of their characters.

use rustc_hash::FxHashMap;

/// What sort of word it is: a small number that means the same to the trainer and the model.
pub type WordClass = u8;

/// Words by the hash of their characters.
#[derive(Clone, Default)]
pub struct Lexicon {
    words: FxHashMap<u32, WordClass>,
}

/// The longest word, in characters.
pub(super) const LONGEST: usize = 6;

impl Lexicon {
    /// A lexicon of these words; longer ones are left out.
    pub fn new<'w>(words: impl Iterator<Item = (&'w str, WordClass)>) -> Self {
        let short = words.filter(|(word, _)| (2..=LONGEST).contains(&word.chars().count()));
        Self { words: short.map(|(word, class)| (word.chars().fold(START, extended), class)).collect() }
    }

    pub(super) fn class(&self, hash: u32) -> Option<WordClass> {
        self.words.get(&hash).copied()
    }

    /// Hashes and classes, sorted.
    pub fn entries(&self) -> Vec<(u32, WordClass)> {
        let mut entries: Vec<_> = self.words.iter().map(|(&hash, &class)| (hash, class)).collect();
        entries.sort_unstable();
        entries
    }
}

/// The hash of no characters.
pub(super) const START: u32 = 0x811C_9DC5;

/// The hash of a word and one more character.
pub(super) fn extended(hash: u32, c: char) -> u32 {
    let mixed = (hash ^ u32::from(c)).wrapping_mul(0x9E37_79B1);
    mixed ^ (mixed >> 15)
}
