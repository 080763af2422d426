use crate::scan::{Gap, Value};
use crate::text::Span;

/// The first characters of a gathered value, up to the end of one of its groups.
#[derive(Clone, Copy)]
pub struct Candidate<'v> {
    value: &'v Value,
    len: usize,
    /// Written in Chinese numerals.
    pub in_words: bool,
}

impl<'v> Candidate<'v> {
    /// The first `len` characters of `value`.
    pub const fn new(value: &'v Value, len: usize, in_words: bool) -> Self {
        Self { value, len, in_words }
    }

    /// The characters, without separators: ASCII letters and digits as typed.
    pub fn chars(&self) -> &'v [u8] {
        &self.value.chars()[..self.len]
    }

    /// Where it stands, separators included.
    pub fn span(&self) -> Span {
        self.value.span(0, self.len)
    }

    /// Whether it was written without separators.
    pub fn is_whole(&self) -> bool {
        self.value.gaps(self.len).next().is_none()
    }

    /// The lengths of its groups.
    pub fn grouping(&self) -> impl Iterator<Item = usize> + 'v {
        self.value.grouping(self.len)
    }

    /// Whether a line ends after its first `len` characters, so that what follows may be another number: that of the next
    /// item of a list. Not where every digit has a line of its own.
    pub fn ends_line_after(&self, len: usize) -> bool {
        self.value.group_ends().any(|end| end == len)
            && self.value.gap_after(len).has(Gap::BREAK)
            && self.grouping().any(|group| group > 1)
    }

    /// All separators in it, together.
    pub fn gaps(&self) -> Gap {
        self.value.gaps(self.len).fold(Gap::NONE, Gap::and)
    }

    /// Whether every separator in it is exactly `gap`.
    pub fn all_gaps_are(&self, gap: Gap) -> bool {
        self.value.gaps(self.len).all(|g| g == gap)
    }

    /// The separator between it and a number that follows.
    pub fn gap_after(&self) -> Gap {
        self.value.gap_after(self.len)
    }

    /// Whole, or in groups of two to four with one kind of blank or hyphen between them; a letter or two may be
    /// set off before.
    pub fn is_grouped(&self) -> bool {
        let even = self.all_gaps_are(Gap::BLANK) || self.all_gaps_are(Gap::HYPHEN);
        let letters = self.chars().iter().take_while(|c| c.is_ascii_alphabetic()).count();
        let set_off = letters > 0 && self.grouping().eq([letters, self.chars().len() - letters]);
        self.is_whole()
            || (even && (set_off || self.grouping().all(|size| (2..=letters + 4).contains(&size))))
    }

    /// Whether its groups have the sizes people write the number in: one of `customs`, digit by digit,
    /// or two parts around a line break.
    pub fn is_customary(&self, customs: &[&[usize]]) -> bool {
        self.is_whole()
            || self.grouping().all(|size| size == 1)
            || (self.gaps().has(Gap::BREAK) && self.grouping().count() == 2)
            || customs.iter().any(|custom| self.grouping().eq(custom.iter().copied()))
    }
}
