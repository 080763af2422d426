//! One form for the many ways a character is typed.
//!
//! Only full-width ASCII, blanks, dashes and invisible characters are folded. Full Unicode NFKC would
//! turn `①` into `1` and glue list markers to numbers.

/// Folds one character; `None` for the invisible ones that may stand inside a number.
///
/// ```
/// use yinmo_core::text::fold_char;
/// assert_eq!(fold_char('３'), Some('3'));
/// assert_eq!(fold_char('\u{3000}'), Some(' '));
/// assert_eq!(fold_char('\u{2014}'), Some('-'));
/// assert_eq!(fold_char('\u{200B}'), None);
/// assert_eq!(fold_char('①'), Some('①'));
/// ```
pub const fn fold_char(c: char) -> Option<char> {
    Some(match c {
        '！'..='～' => full_width_to_ascii(c),
        '\u{3000}' | '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' => ' ',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}' => return None,
        _ => c,
    })
}

/// U+FF01..=U+FF5E stand in the order of ASCII 0x21..=0x7E.
const fn full_width_to_ascii(c: char) -> char {
    match char::from_u32(c as u32 - 0xFEE0) {
        Some(ascii) => ascii,
        None => c,
    }
}

/// A folded text and, for each of its bytes, where in the original it came from.
#[derive(Clone, Default)]
pub struct Folded {
    text: String,
    origin: Vec<u32>,
    lengths: Vec<u8>,
}

impl Folded {
    /// Folds `text`, dropping blanks too when `squeeze` is set: labels are often written `联 系 电 话`.
    ///
    /// ```
    /// use yinmo_core::text::Folded;
    /// let folded = Folded::new("电 话：１３", true);
    /// assert_eq!(folded.text(), "电话:13");
    /// assert_eq!(folded.origin(0), 0);
    /// assert_eq!(folded.origin(folded.text().len()), "电 话：１３".len());
    /// ```
    pub fn new(text: &str, squeeze: bool) -> Self {
        let mut folded = Self::default();
        folded.refill(text, squeeze);
        folded
    }

    /// Folds another text into the same buffers.
    pub fn refill(&mut self, text: &str, squeeze: bool) {
        self.text.clear();
        self.origin.clear();
        self.lengths.clear();
        for (at, c) in text.char_indices() {
            let Some(folded) = fold_char(c) else { continue };
            if squeeze && folded.is_whitespace() {
                continue;
            }
            self.text.push(folded);
            self.origin.resize(self.text.len(), at as u32);
            self.lengths.resize(self.text.len(), c.len_utf8() as u8);
        }
        self.origin.push(text.len() as u32);
    }

    /// The folded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The byte of the original that the folded byte `at` came from; one past the end maps to the end.
    pub fn origin(&self, at: usize) -> usize {
        self.origin[at] as usize
    }

    /// Where in the original the last character before the folded byte `at` ends: what was dropped after it
    /// stays outside.
    ///
    /// ```
    /// use yinmo_core::text::Folded;
    /// let folded = Folded::new("甲　\u{200B}乙", true);
    /// assert_eq!((folded.end_of(3), folded.origin(3)), (3, 9));
    /// ```
    pub fn end_of(&self, at: usize) -> usize {
        let last = (0..at).rev().find(|&i| self.text.is_char_boundary(i));
        last.map_or(0, |i| self.origin(i) + self.lengths[i] as usize)
    }
}
