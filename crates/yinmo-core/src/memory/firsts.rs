//! Where could a known name begin? Most of a text is passed without asking for names.

use std::sync::OnceLock;

use aho_corasick::packed::Searcher;

/// What known names begin with: the first character, and the second if there is one.
#[derive(Default)]
pub(super) struct Firsts {
    starts: Vec<(char, Option<char>)>,
    /// Made when it is first worth it: most rows of a table know one name and are read once.
    index: OnceLock<Index>,
}

/// The starts of names, to be looked up.
struct Index {
    /// One bit for each first character; later planes share theirs.
    bits: Vec<u64>,
    /// One bit for each two Chinese characters that a name begins with; some share theirs.
    pairs: Vec<u64>,
    /// Finds the first characters many bytes at a time, where they are few.
    few: Option<Searcher>,
}

/// One bit for each character of the first plane.
const BITS: usize = 1 << 16;

/// More first characters than these are found faster one character at a time.
const FEW: usize = 8;

/// In shorter texts, in bytes, and for few names there is nothing to save.
const SHORT: usize = 256;

impl Firsts {
    /// Adds the start of a name.
    pub(super) fn add(&mut self, name: &str) {
        let mut chars = name.chars();
        self.starts.extend(chars.next().map(|first| (first, chars.next())));
        self.index = OnceLock::new();
    }

    /// Calls `visit` with each byte of `text` at which a name may begin, first to last. What it answers is where to go
    /// on, at the end of a character behind that byte.
    pub(super) fn each(&self, text: &str, visit: &mut dyn FnMut(usize) -> usize) {
        if self.starts.is_empty() {
        } else if text.len() < SHORT && self.starts.len() <= FEW {
            self.each_in_short(text, visit);
        } else {
            self.index.get_or_init(|| Index::new(&self.starts)).each(text, visit);
        }
    }

    fn each_in_short(&self, text: &str, visit: &mut dyn FnMut(usize) -> usize) {
        let begins = |c: char| self.starts.iter().any(|&(first, _)| c == first || Some(c) == wide(first));
        let mut from = 0;
        while let Some((at, _)) = text[from..].char_indices().find(|&(_, c)| begins(c)) {
            from = visit(from + at);
        }
    }
}

impl Index {
    fn new(starts: &[(char, Option<char>)]) -> Self {
        let (mut bits, mut pairs) = (vec![0; BITS / 64], vec![0; BITS / 64]);
        for &(first, second) in starts {
            let name: String = [first].into_iter().chain(second).collect();
            match two_han(name.as_bytes(), 0) {
                Some(two) => set(&mut pairs, pair(two)),
                None if second.is_none() => pairs.fill(u64::MAX),
                None => {}
            }
        }
        let mut firsts: Vec<char> =
            starts.iter().flat_map(|&(first, _)| [first].into_iter().chain(wide(first))).collect();
        firsts.sort_unstable();
        firsts.dedup();
        firsts.iter().for_each(|&c| set(&mut bits, c as usize % BITS));
        let few =
            (firsts.len() <= FEW).then(|| Searcher::new(firsts.iter().map(|&c| String::from(c)))).flatten();
        Self { bits, pairs, few }
    }

    fn each(&self, text: &str, visit: &mut dyn FnMut(usize) -> usize) {
        match &self.few {
            Some(few) => self.each_of_few(few, text, visit),
            None => self.each_of_many(text, visit),
        }
    }

    fn each_of_few(&self, few: &Searcher, text: &str, visit: &mut dyn FnMut(usize) -> usize) {
        let mut span = aho_corasick::Span::from(0..text.len());
        while let Some(found) = few.find_in(text, span) {
            let at = found.start();
            let passes = two_han(text.as_bytes(), at).is_some_and(|two| !is_set(&self.pairs, pair(two)));
            span.start = if passes { at + 3 } else { visit(at) };
        }
    }

    /// Most pairs of characters begin no name, so that one look-up passes them.
    fn each_of_many(&self, text: &str, visit: &mut dyn FnMut(usize) -> usize) {
        let bytes = text.as_bytes();
        let mut at = 0;
        loop {
            while two_han(bytes, at).is_some_and(|two| !is_set(&self.pairs, pair(two))) {
                at += 3;
            }
            let Some(c) = text[at..].chars().next() else { return };
            at = if is_set(&self.bits, c as usize % BITS) { visit(at) } else { at + c.len_utf8() };
        }
    }
}

/// The bytes of the two Chinese characters that begin at byte `at`, if two do that are written in three bytes each. What
/// is no Chinese character may stand between those of a name.
#[inline]
fn two_han(bytes: &[u8], at: usize) -> Option<[u8; 6]> {
    let two: &[u8; 6] = bytes.get(at..)?.first_chunk()?;
    let is_han = |lead: u8| matches!(lead, 0xE4..=0xE9);
    (is_han(two[0]) & is_han(two[3])).then_some(*two)
}

/// The bit of a pair.
#[inline]
fn pair([a, b, c, d, e, f]: [u8; 6]) -> usize {
    let mixed = u64::from_le_bytes([a, b, c, d, e, f, 0, 0]).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed >> (u64::BITS - BITS.ilog2())) as usize
}

fn set(bits: &mut [u64], nth: usize) {
    bits[nth / 64] |= 1 << (nth % 64);
}

#[inline]
fn is_set(bits: &[u64], nth: usize) -> bool {
    bits[nth / 64] >> (nth % 64) & 1 == 1
}

/// `Z` may be written in full width.
fn wide(first: char) -> Option<char> {
    first.is_ascii_uppercase().then(|| char::from_u32(first as u32 + 0xFEE0)).flatten()
}

#[cfg(test)]
mod tests {
    use super::{FEW, Firsts, SHORT};

    fn found(firsts: &Firsts, text: &str) -> Vec<usize> {
        let mut all = Vec::new();
        firsts.each(text, &mut |at| {
            all.push(at);
            at + text[at..].chars().next().map_or(1, char::len_utf8)
        });
        all
    }

    fn firsts(names: &[&str]) -> Firsts {
        let mut firsts = Firsts::default();
        names.iter().for_each(|name| firsts.add(name));
        firsts
    }

    #[test]
    fn few_and_many_are_found_alike_in_short_texts_and_long_ones() {
        let line = "逯志成和王 建坪、王建、Ｚhang、ZHANG与𠮷田。";
        let names = ["逯志成", "王建坪", "ZHANG", "𠮷田"];
        let others: Vec<String> = ('㐀'..).take(FEW).map(|c| format!("{c}一")).collect();
        let many: Vec<&str> = names.into_iter().chain(others.iter().map(String::as_str)).collect();
        for text in [line.to_owned(), line.repeat(SHORT / 16)] {
            let begins = |at: usize| {
                ["逯志", "王 ", "王建", "Ｚ", "Z", "𠮷"].iter().any(|start| text[at..].starts_with(start))
            };
            let all = text.char_indices().map(|(at, _)| at);
            let by_hand: Vec<usize> = all.filter(|&at| begins(at)).collect();
            assert_eq!(found(&firsts(&names), &text), by_hand);
            assert_eq!(found(&firsts(&many), &text), by_hand);
            assert!(found(&firsts(&[]), &text).is_empty());
        }
    }

    #[test]
    fn other_second_characters_are_passed() {
        let text = "王某、王 某、王建。".repeat(SHORT / 16);
        let many: Vec<String> = ('㐀'..).take(FEW).map(|c| format!("{c}一")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).chain(["王建坪"]).collect();
        for firsts in [firsts(&["王建坪"]), firsts(&many)] {
            let found = found(&firsts, &text);
            assert!(found.iter().all(|&at| !text[at..].starts_with("王某")));
            assert_eq!(found.len(), 2 * (SHORT / 16));
        }
    }
}
