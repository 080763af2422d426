//! What a likeness is told by when one number is not enough.

/// Up to sixteen words, and a number mixed from them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Pieces {
    words: [u64; Self::MOST],
    len: usize,
    mixed: u64,
}

impl Pieces {
    const MOST: usize = 16;

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Whether the words are the same. All are compared: how many there are differs from cell to cell, and a guess that
    /// fails costs more.
    #[inline]
    pub fn are(&self, other: &Self) -> bool {
        self.words.iter().zip(&other.words).fold(0, |others, (a, b)| others | (a ^ b)) == 0
    }

    /// Them, in order.
    #[cfg(test)]
    pub(crate) fn words(&self) -> impl Iterator<Item = u64> {
        self.words.into_iter().take(self.len)
    }

    #[inline]
    pub(crate) fn clear(&mut self) {
        if !self.is_empty() {
            *self = Self::default();
        }
    }

    /// Adds a word, which is not 0; `None` if there are too many.
    #[inline]
    pub(crate) fn push(&mut self, word: u64) -> Option<()> {
        *self.words.get_mut(self.len)? = word;
        self.len += 1;
        self.mixed = (self.mixed.rotate_left(5) ^ word).wrapping_mul(MIX);
        Some(())
    }

    /// A number of seven bytes: the only word, which is then taken out, or one that hardly any other words are mixed to.
    #[inline]
    pub(crate) fn number(&mut self) -> u64 {
        if self.len == 1 && self.words[0] <= SEVEN_BYTES {
            (self.len, self.mixed) = (0, 0);
            return std::mem::take(&mut self.words[0]);
        }
        self.mixed >> 8
    }
}

/// 2^64 over the golden ratio.
const MIX: u64 = 0x9E37_79B9_7F4A_7C15;

const SEVEN_BYTES: u64 = u64::MAX >> 8;
