//! Sets and small grades of Chinese characters, filled at compile time and read with one array access.

const FIRST: u32 = 0x3400;
const END: u32 = 0xA000;
const LEN: usize = (END - FIRST) as usize;

/// A set of characters of the blocks CJK Extension A and CJK Unified Ideographs (U+3400–9FFF). 3.4 KB.
pub(crate) struct CharSet([u64; LEN / 64]);

impl CharSet {
    /// The characters of `lists`; white space is skipped.
    pub(crate) const fn new(lists: &[&str]) -> Self {
        let mut bits = [0; LEN / 64];
        let mut at = 0;
        while at < lists.len() {
            let mut rest = lists[at].as_bytes();
            while let Some((c, behind)) = next(rest) {
                if let Some(index) = index(c) {
                    bits[index / 64] |= 1 << (index % 64);
                }
                rest = behind;
            }
            at += 1;
        }
        Self(bits)
    }

    pub(crate) const fn contains(&self, c: char) -> bool {
        match index(c as u32) {
            Some(index) => self.0[index / 64] >> (index % 64) & 1 == 1,
            None => false,
        }
    }
}

/// A number for each character of the same blocks, 0 unless given. 27 KB.
pub(crate) struct CharGrades([u8; LEN]);

impl CharGrades {
    /// Each list with the grade of its characters; white space is skipped. A later list overrides an earlier one.
    pub(crate) const fn new(lists: &[(&str, u8)]) -> Self {
        let mut grades = [0; LEN];
        let mut at = 0;
        while at < lists.len() {
            let mut rest = lists[at].0.as_bytes();
            while let Some((c, behind)) = next(rest) {
                if let Some(index) = index(c) {
                    grades[index] = lists[at].1;
                }
                rest = behind;
            }
            at += 1;
        }
        Self(grades)
    }

    /// Grades each character of `list` with its place, the first with 1.
    pub(crate) const fn with_ranks(mut self, list: &str) -> Self {
        let mut rest = list.as_bytes();
        let mut rank = 0;
        while let Some((c, behind)) = next(rest) {
            if let Some(index) = index(c) {
                rank += 1;
                self.0[index] = rank;
            }
            rest = behind;
        }
        self
    }

    /// `pairs` lists variants, each followed by the character whose grade it takes.
    pub(crate) const fn with_variants(mut self, pairs: &str) -> Self {
        let mut rest = pairs.as_bytes();
        let mut waiting = None;
        while let Some((c, behind)) = next(rest) {
            waiting = match (waiting, index(c)) {
                (None, variant) => variant,
                (Some(variant), Some(form)) => {
                    self.0[variant] = self.0[form];
                    None
                }
                (waiting, None) => waiting,
            };
            rest = behind;
        }
        self
    }

    pub(crate) const fn of(&self, c: char) -> u8 {
        match index(c as u32) {
            Some(index) => self.0[index],
            None => 0,
        }
    }
}

/// Another character for each character of the same blocks, itself unless given. 54 KB.
pub(crate) struct CharForms([u16; LEN]);

impl CharForms {
    /// `pairs` lists characters, each followed by its form. Lines that begin with `#` are comments.
    pub(crate) const fn new(pairs: &str) -> Self {
        let mut forms = [0; LEN];
        let mut rest = pairs.as_bytes();
        let mut waiting = None;
        while let Some((c, behind)) = next(rest) {
            rest = if c == b'#' as u32 { behind_line(behind) } else { behind };
            waiting = match (waiting, index(c)) {
                (None, given) => given,
                (Some(given), Some(_)) => {
                    forms[given] = c as u16;
                    None
                }
                (waiting, None) => waiting,
            };
        }
        Self(forms)
    }

    pub(crate) const fn of(&self, c: char) -> char {
        let Some(index) = index(c as u32) else { return c };
        match char::from_u32(self.0[index] as u32) {
            Some('\0') | None => c,
            Some(form) => form,
        }
    }
}

const fn behind_line(mut text: &[u8]) -> &[u8] {
    while let [first, rest @ ..] = text {
        text = rest;
        if *first == b'\n' {
            break;
        }
    }
    text
}

const fn index(c: u32) -> Option<usize> {
    if FIRST <= c && c < END { Some((c - FIRST) as usize) } else { None }
}

/// The first character of UTF-8 text and what stands behind it. `str::chars` cannot run at compile time.
pub(crate) const fn next(text: &[u8]) -> Option<(u32, &[u8])> {
    match text {
        [] => None,
        &[a @ 0..=0x7F, ref rest @ ..] => Some((a as u32, rest)),
        &[a @ 0xE0..=0xEF, b, c, ref rest @ ..] => {
            Some(((a as u32 & 0x0F) << 12 | (b as u32 & 0x3F) << 6 | c as u32 & 0x3F, rest))
        }
        _ => panic!("lists hold ASCII blanks and characters of three bytes"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_hold_what_they_were_given() {
        const SET: CharSet = CharSet::new(&["㐀王\n 李", "鿿"]);
        for c in ['㐀', '王', '李', '鿿'] {
            assert!(SET.contains(c), "{c}");
        }
        for c in ['张', 'a', ' ', '\n', '\u{33FF}', '\u{A000}', '𠮷'] {
            assert!(!SET.contains(c), "{c}");
        }
    }

    #[test]
    fn ranks_count_from_one_and_variants_follow() {
        const GRADES: CharGrades = CharGrades::new(&[]).with_ranks("王李").with_variants("甲李 乙王");
        assert_eq!(['王', '李', '甲', '乙', '张'].map(|c| GRADES.of(c)), [1, 2, 2, 1, 0]);
    }

    #[test]
    fn later_grades_win() {
        const GRADES: CharGrades = CharGrades::new(&[("王李", 1), ("李", 2)]);
        assert_eq!(['王', '李', '张', 'x', '𠮷'].map(|c| GRADES.of(c)), [1, 2, 0, 0, 0]);
    }
}
