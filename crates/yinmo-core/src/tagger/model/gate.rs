//! Where the model looks: cheap questions first, each asked only where the one before let a name through.
//!
//! The characters around a place vote, which costs one look-up a character of a text; where they have enough votes,
//! pairs of neighbours vote too, and the sorts of words that stand around it. What the gate lets through costs time and
//! nothing else; what it stops, the model never sees.

use super::features::seen;
use super::lexicon::{Lexicon, START, extended_by};
use crate::scan::{ASTRAL, BEYOND};

/// How many characters vote: from the one before the place where a name would begin to the third behind it.
pub const VOTERS: usize = 5;
/// How many of them come before the place.
const VOTERS_BEFORE: usize = 1;
/// How a character votes: standing before the place, at it, and behind it.
pub type Votes = [u8; VOTERS];

/// How many pairs vote: those of the characters around a place, from three before to three behind.
pub const PAIRS: usize = AROUND - 1;
/// How many characters that is.
pub const AROUND: usize = 7;
const AROUND_BEFORE: usize = 3;
const BITS: u32 = 16;
/// How many votes each pair has to choose from: numbers from -8 to 7.
pub const SLOTS: usize = 1 << BITS;
/// A pair's vote in votes of characters.
pub const PAIR_UNIT: i16 = 6;

/// What may be a word that a name would go with or not: where it begins and ends, as [`Around`] has it. What is likeliest
/// to tell comes first.
const WORD_PLACES: [(usize, usize); WORDS] =
    [(3, 5), (3, 6), (3, 7), (2, 4), (4, 6), (2, 5), (1, 4), (1, 5), (2, 6), (4, 7)];
/// How many such places there are.
pub const WORDS: usize = 10;
/// How many sorts of words there are, none among them.
pub const WORD_SORTS: usize = 33;
const NO_WORD: usize = WORD_SORTS - 1;
/// A vote for each sort of word at each place.
pub type WordVotes = [[i8; WORD_SORTS]; WORDS];

/// What stands before the first character of a line and behind the last.
pub const NOTHING: char = ' ';

/// The characters around a place as the gate sees them, by code point.
pub type Around = [u16; AROUND];

/// A place that was let through, and the votes it had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opening {
    /// The byte at which the character begins.
    pub at: usize,
    /// The votes of the characters.
    pub votes: u8,
}

/// What is asked of a place, question by question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Least {
    /// Votes of characters.
    pub votes: u8,
    /// These and the votes of pairs and words.
    pub pairs: i16,
}

impl Least {
    /// Asks nothing.
    pub const NOTHING: Self = Self { votes: 0, pairs: i16::MIN };
}

/// The tables of the gate.
#[derive(Clone)]
pub struct Gate {
    /// By code point.
    characters: Vec<Votes>,
    /// Each character of the basic plane as the gate sees it, by code point.
    forms: Vec<u16>,
    pairs: &'static [u8],
    words: WordVotes,
    /// The most votes that the places of words from each on may have together.
    most_of_words: [i16; WORDS],
    least: Least,
}

/// Code points of the basic plane.
const CODES: usize = 0x1_0000;
const LEAST: usize = size_of::<u8>() + size_of::<i16>();
const PAIR_TABLE: usize = SLOTS / 2;

impl Gate {
    /// The gate as [`Gate::write`] gave it, `None` if it is not that.
    pub fn from_bytes(bytes: &'static [u8]) -> Option<Self> {
        let (least, rest) = bytes.split_first_chunk::<LEAST>()?;
        let (pairs, rest) = rest.split_at_checked(PAIRS * PAIR_TABLE)?;
        let (words, rest) = rest.split_at_checked(WORDS * WORD_SORTS)?;
        let (others, rest) = rest.split_first_chunk()?;
        let (entries, []) = rest.as_chunks::<{ 2 + VOTERS }>() else { return None };
        let mut characters = vec![*others; CODES];
        for [low, high, votes @ ..] in entries {
            characters[usize::from(u16::from_le_bytes([*low, *high]))] = *votes;
        }
        let &[votes, low, high] = least;
        let least = Least { votes, pairs: i16::from_le_bytes([low, high]) };
        let words = std::array::from_fn(|place| {
            std::array::from_fn(|sort| words[place * WORD_SORTS + sort].cast_signed())
        });
        let most = |votes: &[i8; WORD_SORTS]| votes.iter().copied().max().map_or(0, i16::from);
        let most_of_words = std::array::from_fn(|place| words[place..].iter().map(most).sum());
        Some(Self { characters, forms: forms(), pairs, words, most_of_words, least })
    }

    /// The bytes of a gate: what it asks, the votes of the slots of each pair, those of words, and those of characters;
    /// of all others too.
    pub fn write(
        least: Least,
        pairs: &[Vec<i8>],
        words: &WordVotes,
        others: Votes,
        characters: &[(u16, Votes)],
    ) -> Vec<u8> {
        let mut bytes = vec![least.votes];
        bytes.extend(least.pairs.to_le_bytes());
        for two in pairs.iter().flat_map(|slots| slots.as_chunks::<2>().0) {
            let [low, high] = two.map(|vote| (vote + 8).cast_unsigned());
            bytes.push(low | high << 4);
        }
        bytes.extend(words.as_flattened().iter().copied().map(i8::cast_unsigned));
        bytes.extend(others);
        for &(c, votes) in characters {
            bytes.extend(c.to_le_bytes());
            bytes.extend(votes);
        }
        bytes
    }

    /// What it asks.
    pub const fn least(&self) -> Least {
        self.least
    }

    /// How a character of a text votes.
    pub fn votes(&self, c: char) -> Votes {
        self.characters[usize::from(character(c))]
    }

    /// Calls `each` with every place that has enough votes of characters.
    pub fn scan(&self, text: &str, mut each: impl FnMut(Opening)) {
        let mut places = [0; VOTERS];
        let mut votes = [self.votes(NOTHING); VOTERS];
        let behind = [(text.len(), NOTHING); VOTERS - 1 - VOTERS_BEFORE];
        for (nth, (at, c)) in text.char_indices().chain(behind).enumerate() {
            places.rotate_left(1);
            votes.rotate_left(1);
            (places[VOTERS - 1], votes[VOTERS - 1]) = (at, self.votes(c));
            let sum = votes.iter().enumerate().map(|(voter, votes)| votes[voter]).sum();
            if nth + VOTERS_BEFORE + 1 >= VOTERS && sum >= self.least.votes {
                each(Opening { at: places[VOTERS_BEFORE], votes: sum });
            }
        }
    }

    /// Whether the pairs of characters around a place, and the words of `lexicon` among them, let it through too.
    pub fn opens(&self, text: &str, opening: Opening, lexicon: &Lexicon) -> bool {
        let (before, behind) = text.split_at(opening.at);
        let code = |c: char| u16::try_from(u32::from(c)).unwrap_or(ASTRAL as u16);
        let mut codes = [BEYOND as u16; AROUND];
        let (codes_before, codes_behind) = codes.split_at_mut(AROUND_BEFORE);
        codes_before.iter_mut().rev().zip(before.chars().rev()).for_each(|(slot, c)| *slot = code(c));
        codes_behind.iter_mut().zip(behind.chars()).for_each(|(slot, c)| *slot = code(c));
        self.opens_among(opening.votes, &codes, lexicon)
    }

    /// The same of a place that has these votes, and these code points around it.
    #[inline]
    pub(crate) fn opens_among(&self, votes: u8, codes: &[u16; AROUND], lexicon: &Lexicon) -> bool {
        let around = codes.map(|code| self.forms[usize::from(code)]);
        let votes = i16::from(votes) + PAIR_UNIT * self.pair_votes(&around);
        may_be_first(around[AROUND_BEFORE]) && self.is_enough(votes, &around, lexicon)
    }

    /// Whether the votes so far and those of words are enough. Words are looked up only as long as they may decide.
    #[inline]
    fn is_enough(&self, mut votes: i16, around: &Around, lexicon: &Lexicon) -> bool {
        for ((votes_of, most_ahead), place) in self.words.iter().zip(self.most_of_words).zip(WORD_PLACES) {
            if votes.saturating_add(most_ahead) < self.least.pairs {
                return false;
            }
            votes += i16::from(votes_of[sort_of_word(around, place, lexicon)]);
        }
        votes >= self.least.pairs
    }

    #[inline]
    fn pair_votes(&self, around: &Around) -> i16 {
        let mut votes = 0;
        for (pair, slot) in slots(around).into_iter().enumerate() {
            let two = self.pairs[pair * PAIR_TABLE + slot / 2];
            votes += i16::from(two >> (slot % 2 * 4) & 15) - 8;
        }
        votes
    }
}

/// Whether the gate may open at a character as it sees it: names begin with Chinese characters and capital letters.
#[inline]
pub const fn may_be_first(c: u16) -> bool {
    matches!(c, 0x4E00..=0x9FFF | 0x41)
}

/// Which sort of word stands at each of the places of words.
pub fn words(around: &Around, lexicon: &Lexicon) -> [usize; WORDS] {
    WORD_PLACES.map(|place| sort_of_word(around, place, lexicon))
}

#[inline]
fn sort_of_word(around: &Around, (start, end): (usize, usize), lexicon: &Lexicon) -> usize {
    let hash = extended_by(extended_by(START, around[start].into()), around[start + 1].into());
    if lexicon.reach(hash) < end - start {
        return NO_WORD;
    }
    let hash = around[start + 2..end].iter().fold(hash, |hash, &c| extended_by(hash, c.into()));
    lexicon.class(hash).map_or(NO_WORD, usize::from)
}

/// A character as the gate sees it, by code point: those beyond the basic plane are all alike.
pub fn character(c: char) -> u16 {
    let seen = if c < NOTHING { NOTHING } else { seen(c) };
    u16::try_from(u32::from(seen)).unwrap_or(OTHER)
}

const OTHER: u16 = 0xFFFD;

/// How the gate sees each code that a text is told by.
fn forms() -> Vec<u16> {
    let form = |code: u16| match usize::from(code) {
        BEYOND => NOTHING as u16,
        _ => char::from_u32(code.into()).map_or(OTHER, character),
    };
    (0..=u16::MAX).map(form).collect()
}

/// The slot of each pair in its table.
#[inline]
pub fn slots(around: &Around) -> [usize; PAIRS] {
    std::array::from_fn(|pair| slot(around[pair], around[pair + 1]))
}

#[inline]
fn slot(a: u16, b: u16) -> usize {
    let mixed = (u32::from(a).wrapping_mul(0x9E37_79B1) ^ u32::from(b)).wrapping_mul(0x85EB_CA6B);
    (mixed >> (u32::BITS - BITS)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_asked() {
        let least = Least { votes: 10, pairs: 4 };
        let mut pairs = vec![vec![0; SLOTS]; PAIRS];
        let slot = |a: char, b: char| slot(character(a), character(b));
        pairs[AROUND_BEFORE][slot('王', '伟')] = 7;
        pairs[AROUND_BEFORE][slot('王', '国')] = -8;
        let characters = [(',', [1, 0, 0, 0, 0]), ('王', [0, 9, 0, 0, 0])];
        let characters = characters.map(|(c, votes)| (character(c), votes));
        let mut words = [[0; WORD_SORTS]; WORDS];
        words[0][1] = -50;
        let bytes = Gate::write(least, &pairs, &words, [0; VOTERS], &characters);
        let gate = Gate::from_bytes(bytes.leak()).unwrap();
        let lexicon = Lexicon::new([("伟大", 1)].into_iter());
        assert_eq!(gate.least(), least);
        let open = |text: &str| {
            let mut open = Vec::new();
            gate.scan(text, |opening| open.push((opening, gate.opens(text, opening, &lexicon))));
            open
        };
        assert_eq!(open("王伟"), []);
        assert_eq!(open("，王伟"), [(Opening { at: 3, votes: 10 }, true)]);
        let word = Lexicon::new([("王伟", 1)].into_iter());
        assert!(!gate.opens("，王伟", Opening { at: 3, votes: 10 }, &word));
        assert_eq!(open("，王国"), [(Opening { at: 3, votes: 10 }, false)]);
        assert_eq!(open("王，王"), [(Opening { at: 6, votes: 10 }, true)]);
    }
}
