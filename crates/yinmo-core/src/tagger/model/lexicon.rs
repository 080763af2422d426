//! Which words of a general dictionary stand in a text, by the hashes of their characters.

use std::borrow::Cow;

/// What sort of word it is: a number below 32 that means the same to the trainer and the model.
pub type WordClass = u8;

/// The class of people of public life.
pub const FAMOUS: WordClass = 21;

/// The classes of names in Latin letters, whose last two bits tell which: given names, surnames, both.
pub const LATIN_GIVEN: WordClass = 29;
/// See [`LATIN_GIVEN`].
pub const LATIN_SURNAME: WordClass = 30;
/// See [`LATIN_GIVEN`].
pub const LATIN_BOTH: WordClass = 31;

/// Words by the hash of their characters: an open table of four bytes a slot, of which five bits are the class and the
/// others what the hash has above them. Two words in a hundred thousand are taken for others.
#[derive(Clone)]
pub struct Lexicon {
    slots: Cow<'static, [u8]>,
    reaches: Cow<'static, [u8]>,
    /// A bit for the hashes of words, so that most of what is none is told by one look.
    seen: Box<[u64]>,
}

/// The longest word, in characters.
pub(super) const LONGEST: usize = 6;

const SLOT: usize = size_of::<u32>();
const CLASS_BITS: u32 = 5;

/// How far words go that begin with two characters, by their hash, two bits each: most pairs begin none.
const REACH_BITS: u32 = 17;
const REACHES: usize = (1 << REACH_BITS) / 4;
const FARTHEST: [usize; 4] = [0, 2, 4, LONGEST];

impl Lexicon {
    /// A lexicon of these words; longer ones and single characters are left out, and the last class of a word counts.
    pub fn new<'w>(words: impl Iterator<Item = (&'w str, WordClass)>) -> Self {
        let words =
            words.filter(|(word, _)| word.is_ascii() || (2..=LONGEST).contains(&word.chars().count()));
        let mut reaches = vec![0; REACHES];
        let entries: Vec<(u32, WordClass)> = words
            .map(|(word, class)| {
                note_reach(&mut reaches, word);
                (word.chars().fold(START, extended), class)
            })
            .collect();
        let count = (entries.len() * 4 / 3).max(1 << CLASS_BITS);
        let mut slots = vec![0; count * SLOT];
        for (hash, class) in entries {
            let at = SLOT * probe(&slots, hash);
            let slot = hash >> CLASS_BITS << CLASS_BITS | u32::from(class);
            slots[at..at + SLOT].copy_from_slice(&slot.to_le_bytes());
        }
        let seen = seen(&slots);
        Self { slots: Cow::Owned(slots), reaches: Cow::Owned(reaches), seen }
    }

    /// A lexicon as [`Lexicon::bytes`] gave it, `None` if it is not that.
    pub fn from_bytes(bytes: &'static [u8]) -> Option<Self> {
        let (reaches, slots) = bytes.split_at_checked(REACHES)?;
        let whole = !slots.is_empty() && slots.len().is_multiple_of(SLOT);
        whole.then(|| Self {
            slots: Cow::Borrowed(slots),
            reaches: Cow::Borrowed(reaches),
            seen: seen(slots),
        })
    }

    /// The tables as they are.
    pub fn bytes(&self) -> Vec<u8> {
        [&*self.reaches, &*self.slots].concat()
    }

    /// How many characters words have, at most, whose first two have this hash; 0 if none begins with them.
    #[inline]
    pub(super) fn reach(&self, hash: u32) -> usize {
        let (at, shift) = reach_place(hash);
        FARTHEST[usize::from(self.reaches[at] >> shift & 3)]
    }

    #[inline]
    pub(super) fn class(&self, hash: u32) -> Option<WordClass> {
        let bit = seen_bit(hash);
        if self.seen[bit / 64] >> (bit % 64) & 1 == 0 {
            return None;
        }
        self.class_of_seen(hash)
    }

    fn class_of_seen(&self, hash: u32) -> Option<WordClass> {
        match slot(&self.slots, probe(&self.slots, hash)) {
            0 => None,
            slot => Some((slot & ((1 << CLASS_BITS) - 1)) as WordClass),
        }
    }
}

const SEEN_BITS: u32 = 20;

fn seen(slots: &[u8]) -> Box<[u64]> {
    let mut seen = vec![0; (1 << SEEN_BITS) / 64].into_boxed_slice();
    for slot in slots.as_chunks::<SLOT>().0.iter().map(|slot| u32::from_le_bytes(*slot)) {
        if slot != 0 {
            let bit = seen_bit(slot);
            seen[bit / 64] |= 1 << (bit % 64);
        }
    }
    seen
}

/// The bit of a hash, of which a slot keeps no more than counts here.
#[inline]
const fn seen_bit(hash: u32) -> usize {
    ((hash >> CLASS_BITS).wrapping_mul(0x9E37_79B1) >> (u32::BITS - SEEN_BITS)) as usize
}

fn note_reach(reaches: &mut [u8], word: &str) {
    let length = word.chars().count();
    let own = FARTHEST.iter().position(|&farthest| length <= farthest).unwrap_or(3) as u8;
    let (at, shift) = reach_place(word.chars().take(2).fold(START, extended));
    let known = reaches[at] >> shift & 3;
    reaches[at] = reaches[at] & !(3 << shift) | known.max(own) << shift;
}

/// The byte and the bits in it where a reach stands.
const fn reach_place(hash: u32) -> (usize, u32) {
    let nth = hash >> (u32::BITS - REACH_BITS);
    ((nth / 4) as usize, nth % 4 * 2)
}

/// The slot that holds `hash`, or the empty one where it would stand.
#[inline]
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

#[inline]
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
    extended_by(hash, c.into())
}

/// The same by the code point of the character.
#[inline]
pub(super) const fn extended_by(hash: u32, code: u32) -> u32 {
    let mixed = (hash ^ code).wrapping_mul(0x9E37_79B1);
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

    #[test]
    fn words_go_no_farther_than_their_first_two_characters_say() {
        let words = ["中国", "中国人", "人民代表大会", "长江"];
        let lexicon = Lexicon::new(words.iter().map(|&word| (word, 1)));
        let reach = |pair: &str| lexicon.reach(pair.chars().fold(START, extended));
        assert_eq!(["中国", "人民", "长江", "国人"].map(reach), [4, LONGEST, 2, 0]);
    }
}
