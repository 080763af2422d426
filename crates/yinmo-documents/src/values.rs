/// Texts that stand nowhere else, one behind the other.
#[derive(Clone, Default)]
pub(crate) struct Values {
    text: String,
    ends: Vec<u32>,
}

impl Values {
    /// Adds a value and says its number.
    pub(crate) fn keep(&mut self, value: impl Iterator<Item = char>) -> u32 {
        self.text.extend(value);
        self.end()
    }

    /// Adds a value that is there already and says its number.
    pub(crate) fn keep_str(&mut self, value: &str) -> u32 {
        self.text.push_str(value);
        self.end()
    }

    fn end(&mut self) -> u32 {
        self.ends.push(self.text.len() as u32);
        self.ends.len() as u32 - 1
    }

    /// The value with this number.
    #[inline]
    pub(crate) fn get(&self, number: u32) -> &str {
        let nth = number as usize;
        let start = nth.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        &self.text[start..self.ends[nth] as usize]
    }
}
