/// The values that are not written as they read, one behind the other.
#[derive(Default)]
pub(crate) struct Values {
    text: String,
    ends: Vec<u32>,
}

impl Values {
    /// Adds a value and says its number.
    pub(crate) fn keep(&mut self, value: impl Iterator<Item = char>) -> u32 {
        self.text.extend(value);
        self.ends.push(self.text.len() as u32);
        self.ends.len() as u32 - 1
    }

    /// The value with this number.
    pub(crate) fn get(&self, number: u32) -> &str {
        let nth = number as usize;
        let start = nth.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        &self.text[start..self.ends[nth] as usize]
    }
}
