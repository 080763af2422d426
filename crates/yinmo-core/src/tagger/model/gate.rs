//! Where the model looks: a cheap first pass over the characters that lets through where a name could begin.
//!
//! A bit says whether names begin with a character at all; five pairs of neighbouring characters then vote. What the
//! gate lets through costs time and nothing else; what it stops, the model never sees.

use std::borrow::Cow;

use super::features::seen;

/// How many pairs vote: from the two characters before the one a name would begin with to the two from the second
/// behind it.
pub const PAIRS: usize = 5;
const BITS: u32 = 15;
/// How many votes each pair has to choose from.
pub const SLOTS: usize = 1 << BITS;
/// A bit for each character of the basic plane.
const FIRST: usize = 0x1_0000 / 8;
const BYTES: usize = FIRST + PAIRS * SLOTS + size_of::<i16>();

/// What stands before the first character and behind the last.
pub const NOTHING: char = ' ';

/// The tables of the gate.
#[derive(Clone)]
pub struct Gate {
    bytes: Cow<'static, [u8]>,
    threshold: i16,
}

/// The characters around a place, from two before to three behind.
pub type Around = [char; 6];

impl Gate {
    /// The gate as [`Gate::write`] gave it, `None` if it is not that.
    pub fn from_bytes(bytes: &'static [u8]) -> Option<Self> {
        let (_, threshold) = bytes.split_last_chunk()?;
        let threshold = i16::from_le_bytes(*threshold);
        (bytes.len() == BYTES).then_some(Self { bytes: Cow::Borrowed(bytes), threshold })
    }

    /// The bytes of a gate: which characters begin names, what each slot of each pair votes, and how many votes open.
    pub fn write(begins: impl Fn(char) -> bool, votes: &[Vec<i8>], threshold: i16) -> Vec<u8> {
        let mut bytes = vec![0; FIRST];
        for c in (0..=u32::from(u16::MAX)).filter_map(char::from_u32).filter(|&c| begins(c)) {
            bytes[c as usize / 8] |= 1 << (c as usize % 8);
        }
        bytes.extend(votes.iter().flatten().map(|vote| vote.cast_unsigned()));
        bytes.extend(threshold.to_le_bytes());
        bytes
    }

    /// Calls `each` with the byte in `text` of every character that a name could begin with.
    pub fn scan(&self, text: &str, mut each: impl FnMut(usize)) {
        let mut around = [NOTHING; 6];
        let mut places = [0; 4];
        let behind = [(text.len(), NOTHING); 3];
        let characters = Characters { bytes: text.as_bytes(), at: 0 };
        for (at, c) in characters.chain(behind) {
            around.rotate_left(1);
            around[5] = c;
            places.rotate_left(1);
            places[3] = at;
            let first = u32::from(around[2]) as usize;
            if first < FIRST * 8 && self.bytes[first / 8] >> (first % 8) & 1 == 1 && self.opens(&around) {
                each(places[0]);
            }
        }
    }

    /// Whether these characters may hold the beginning of a name.
    pub fn opens(&self, around: &Around) -> bool {
        let votes = slots(around)
            .into_iter()
            .enumerate()
            .map(|(pair, slot)| i16::from(self.bytes[FIRST + pair * SLOTS + slot].cast_signed()));
        votes.sum::<i16>() >= self.threshold
    }
}

/// The slot of each pair in its table.
pub fn slots(around: &Around) -> [usize; PAIRS] {
    std::array::from_fn(|pair| slot(around[pair], around[pair + 1]))
}

fn slot(a: char, b: char) -> usize {
    let mixed = (u32::from(a).wrapping_mul(0x9E37_79B1) ^ u32::from(b)).wrapping_mul(0x85EB_CA6B);
    (mixed >> (32 - BITS)) as usize
}

/// The characters of a text as the model sees them, with the byte each begins at.
struct Characters<'t> {
    bytes: &'t [u8],
    at: usize,
}

impl Iterator for Characters<'_> {
    type Item = (usize, char);

    #[inline]
    fn next(&mut self) -> Option<(usize, char)> {
        let at = self.at;
        let lead = *self.bytes.get(at)?;
        let more = |nth: usize| u32::from(self.bytes.get(at + nth).copied().unwrap_or(0) & 0x3F);
        let (code, len) = match lead {
            0..0x80 => (u32::from(lead), 1),
            0x80..0xE0 => (u32::from(lead & 0x1F) << 6 | more(1), 2),
            0xE0..0xF0 => (u32::from(lead & 0xF) << 12 | more(1) << 6 | more(2), 3),
            _ => (u32::from(lead & 7) << 18 | more(1) << 12 | more(2) << 6 | more(3), 4),
        };
        self.at += len;
        Some((at, seen(char::from_u32(code).unwrap_or(NOTHING))))
    }
}
