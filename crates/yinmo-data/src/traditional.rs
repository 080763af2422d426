//! Traditional characters and their simplified forms.

use crate::char_table::CharForms;

static FORMS: CharForms = CharForms::new(include_str!("../data/traditional.txt"));

/// The simplified form of a traditional character, any other character as it is. One array read.
///
/// ```
/// use yinmo_data::traditional::simplified;
///
/// assert_eq!("張偉，萬元".chars().map(simplified).collect::<String>(), "张伟，万元");
/// ```
pub const fn simplified(c: char) -> char {
    FORMS.of(c)
}

/// The first characters of a text in simplified writing: as many as the longest word of a table has.
pub(crate) struct Start {
    bytes: [u8; Self::LEN],
    len: usize,
}

impl Start {
    /// In bytes.
    const LEN: usize = 48;

    pub(crate) fn of(text: &str) -> Self {
        let mut start = Self { bytes: [0; Self::LEN], len: 0 };
        for c in text.chars().map(simplified) {
            let end = start.len + c.len_utf8();
            let Some(room) = start.bytes.get_mut(start.len..end) else { break };
            c.encode_utf8(room);
            start.len = end;
        }
        start
    }

    pub(crate) fn as_str(&self) -> &str {
        core::str::from_utf8(&self.bytes[..self.len]).unwrap_or("")
    }
}

#[cfg(test)]
mod tests {
    use super::{Start, simplified};

    #[test]
    fn lengths_are_the_same_in_both_writings() {
        for c in '\u{4E00}'..='\u{9FFF}' {
            assert_eq!(simplified(c).len_utf8(), c.len_utf8(), "{c}");
        }
    }

    #[test]
    fn a_start_ends_between_characters() {
        assert_eq!(Start::of("張偉，ab").as_str(), "张伟，ab");
        assert_eq!(Start::of(&"萬".repeat(20)).as_str(), "万".repeat(16));
    }
}
