//! Which words of a general dictionary stand in a text, by the hashes of their characters.

use std::borrow::Cow;

/// What sort of word it is: a number below 32 that means the same to the trainer and the model.
pub type WordClass = u8;

/// Words by the hash of their characters: an open table of four bytes a slot, of which five bits are the class and the
/// others what the hash has above them. Two words in a hundred thousand are taken for others.
#[derive(Clone)]
pub struct Lexicon {
    slots: Cow<'static, [u8]>,
}

/// The longest word, in characters.
pub(super) const LONGEST: usize = 6;

const SLOT: usize = size_of::<u32>();
const CLASS_BITS: u32 = 5;

impl Lexicon {
    /// A lexicon of these words; longer ones and single characters are left out, and the last class of a word counts.
    pub fn new<'w>(words: impl Iterator<Item = (&'w str, WordClass)>) -> Self {
        let entries: Vec<(u32, WordClass)> = words
            .filter(|(word, _)| word.is_ascii() || (2..=LONGEST).contains(&word.chars().count()))
            .map(|(word, class)| (word.chars().fold(START, extended), class))
            .collect();
        let count = (entries.len() * 4 / 3).max(1 << CLASS_BITS);
        let mut slots = vec![0; count * SLOT];
        for (hash, class) in entries {
            let at = SLOT * probe(&slots, hash);
            let slot = hash >> CLASS_BITS << CLASS_BITS | u32::from(class);
            slots[at..at + SLOT].copy_from_slice(&slot.to_le_bytes());
        }
        Self { slots: Cow::Owned(slots) }
    }

    /// A lexicon as [`Lexicon::bytes`] gave it.
    pub const fn from_bytes(bytes: &'static [u8]) -> Self {
        Self { slots: Cow::Borrowed(bytes) }
    }

    /// The table as it is.
    pub fn bytes(&self) -> &[u8] {
        &self.slots
    }

    pub(super) fn class(&self, hash: u32) -> Option<WordClass> {
        match slot(&self.slots, probe(&self.slots, hash)) {
            0 => None,
            slot => Some((slot & ((1 << CLASS_BITS) - 1)) as WordClass),
        }
    }
}

/// The slot that holds `hash`, or the empty one where it would stand.
fn probe(slots: &[u8], hash: u32) -> usize {
    let count = slots.len() / SLOT;
    let mut at = ((u64::from(hash.wrapping_mul(0x85EB_CA6B)) * count as u64) >> 32) as usize;
    loop {
        let found = slot(slots, at);
        if found == 0 || found >> CLASS_BITS == hash >> CLASS_BITS {
            return at;
        }
        at = if at + 1 < count { at + 1 } else { 0 };
    }
}

fn slot(slots: &[u8], at: usize) -> u32 {
    match slots[at * SLOT..] {
        [a, b, c, d, ..] => u32::from_le_bytes([a, b, c, d]),
        _ => 0,
    }
}

/// The hash of no characters.
pub(super) const START: u32 = 0x811C_9DC5;

/// The hash of a word and one more character.
pub(super) fn extended(hash: u32, c: char) -> u32 {
    let mixed = (hash ^ u32::from(c)).wrapping_mul(0x9E37_79B1);
    mixed ^ (mixed >> 15)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn class(lexicon: &Lexicon, word: &str) -> Option<WordClass> {
        lexicon.class(word.chars().fold(START, extended))
    }

    #[test]
    fn words_are_known_by_their_class_and_others_are_not() {
        let words: Vec<String> = (0..5000).map(|nth| format!("词{nth}")).collect();
        let lexicon = Lexicon::new(words.iter().map(|word| (word.as_str(), 1 + (word.len() % 7) as u8)));
        assert!(
            words
                .iter()
                .filter(|w| w.chars().count() <= LONGEST)
                .all(|w| class(&lexicon, w) == Some(1 + (w.len() % 7) as u8))
        );
        let strangers = (0..5000).filter(|nth| class(&lexicon, &format!("字{nth}")).is_some()).count();
        assert!(strangers < 5, "{strangers}");
    }
}
