//! Word lists looked up at a place in a text: does one of them end here, or begin here?

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::scan::next_byte;

/// Words, each with what it means, found by the two characters nearest to the place.
///
/// Nearly every question is answered by one bit, whether any word has that character there.
pub(crate) struct Words<T> {
    gate: Gate,
    /// One bit for many pairs of nearest characters: most that pass the gate end here.
    pairs: [u64; PAIRS / 64],
    /// Sorted by key, the longest word first.
    words: Vec<Entry<T>>,
    /// Where in `words` those with a key stand.
    places: FxHashMap<Key, Range<usize>>,
    nearest: fn(&str) -> Key,
}

struct Entry<T> {
    key: Key,
    word: &'static str,
    meaning: T,
}

/// The two characters nearest to the place; a word of one character has no second.
type Key = (char, char);

impl<T: Copy> Words<T> {
    /// Words to be asked for what stands before a place.
    pub(crate) fn ending(words: impl Iterator<Item = (&'static str, T)>) -> Self {
        Self::new(words, |text| two(text.chars().rev().filter(|&c| !is_blank(c))))
    }

    /// Words to be asked for what stands after a place.
    pub(crate) fn beginning(words: impl Iterator<Item = (&'static str, T)>) -> Self {
        Self::new(words, |text| two(text.chars()))
    }

    fn new(words: impl Iterator<Item = (&'static str, T)>, nearest: fn(&str) -> Key) -> Self {
        let mut words: Vec<_> =
            words.map(|(word, meaning)| Entry { key: nearest(word), word, meaning }).collect();
        words.sort_by_key(|entry| (entry.key, std::cmp::Reverse(entry.word.len())));
        let gate = Gate::of_chars(words.iter().map(|entry| entry.key.0));
        let mut pairs = [0; PAIRS / 64];
        for Entry { key, .. } in &words {
            pairs[pair(*key) / 64] |= 1 << (pair(*key) % 64);
        }
        let mut places: FxHashMap<Key, Range<usize>> = FxHashMap::default();
        for (at, entry) in words.iter().enumerate() {
            places.entry(entry.key).or_insert(at..at).end = at + 1;
        }
        Self { gate, pairs, words, places, nearest }
    }

    /// The longest word that `text` ends with. Blanks within the word do not count: forms write `姓　名`.
    pub(crate) fn at_end(&self, text: &str) -> Option<Hit<T>> {
        self.gate.is_open(text.chars().next_back()?).then_some(())?;
        self.find(text, spaced_end)
    }

    /// The longest word that `text` begins with.
    pub(crate) fn at_start(&self, text: &str) -> Option<Hit<T>> {
        self.gate.is_open(text.chars().next()?).then_some(())?;
        self.find(text, |text, word| text.starts_with(word).then_some(word.len()))
    }

    /// Whether any word has `c` nearest to the place: the cheap question to ask first.
    pub(crate) fn nearest_is_open(&self, c: char) -> bool {
        self.gate.is_open(c)
    }

    /// Whether these may be the two characters of a word that are nearest to the place, or the first of them all of it,
    /// by code point.
    #[inline]
    pub(crate) fn may_be_near(&self, first: u16, second: u16) -> bool {
        [second, 0].into_iter().any(|second| self.may_have_pair(pair_of(first.into(), second.into())))
    }

    /// The two characters nearest to the place, of every word; a word of one character has `'\0'` for the second.
    pub(crate) fn nearest(&self) -> impl Iterator<Item = (char, char)> {
        self.nearest_where(|_| true)
    }

    /// The same of the words whose meaning passes.
    pub(crate) fn nearest_where(&self, passes: impl Fn(T) -> bool) -> impl Iterator<Item = (char, char)> {
        self.words.iter().filter(move |entry| passes(entry.meaning)).map(|entry| entry.key)
    }

    /// All words.
    #[cfg(test)]
    pub(crate) fn all(&self) -> impl Iterator<Item = &'static str> {
        self.words.iter().map(|entry| entry.word)
    }

    fn find(&self, text: &str, fits: fn(&str, &str) -> Option<usize>) -> Option<Hit<T>> {
        let (first, second) = (self.nearest)(text);
        [(first, second), (first, '\0')].into_iter().filter(|&key| self.may_have(key)).find_map(|key| {
            let mut bucket = self.words[self.places.get(&key)?.clone()].iter();
            bucket.find_map(|entry| Some(Hit { meaning: entry.meaning, len: fits(text, entry.word)? }))
        })
    }

    fn may_have(&self, key: Key) -> bool {
        self.may_have_pair(pair(key))
    }

    #[inline]
    fn may_have_pair(&self, pair: usize) -> bool {
        self.pairs[pair / 64] >> (pair % 64) & 1 == 1
    }
}

const PAIRS: usize = 1 << 14;

/// The bit of a pair.
const fn pair((first, second): Key) -> usize {
    pair_of(first as usize, second as usize)
}

const fn pair_of(first: usize, second: usize) -> usize {
    (first * 131 + second) % PAIRS
}

fn two(mut chars: impl Iterator<Item = char>) -> Key {
    (chars.next().unwrap_or('\0'), chars.next().unwrap_or('\0'))
}

/// A word that was found.
#[derive(Clone, Copy)]
pub(crate) struct Hit<T> {
    /// What it means.
    pub meaning: T,
    /// How many bytes of the text it takes.
    pub len: usize,
}

/// How many bytes at the end of `text` are `word`, blanks within not counted.
fn spaced_end(text: &str, word: &str) -> Option<usize> {
    if text.ends_with(word) {
        return Some(word.len());
    }
    if !text.chars().rev().nth(1).is_some_and(is_blank) {
        return None;
    }
    let mut left = text;
    for c in word.chars().rev() {
        left = left.trim_end_matches(is_blank).strip_suffix(c)?;
    }
    Some(text.len() - left.len())
}

/// Whether `c` is white space within a line, of any width.
pub(crate) const fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{A0}' | '\u{3000}' | '\u{2000}'..='\u{200B}' | '\u{202F}')
}

/// Whether a Chinese character or a sign of full width stands in `text`.
pub(crate) fn holds_han(text: &str) -> bool {
    /// No such character begins with a lower byte in UTF-8.
    const FIRST_BYTE: u8 = 0xE3;
    let mut at = 0;
    loop {
        at = next_byte(text.as_bytes(), at, |byte| byte >= FIRST_BYTE);
        match text[at..].chars().next() {
            None => return false,
            Some(c) if is_han(c) || is_full_width(c) => return true,
            Some(c) => at += c.len_utf8(),
        }
    }
}

const fn is_full_width(c: char) -> bool {
    matches!(c, '\u{FF00}'..='\u{FFEF}')
}

/// Whether `c` is a Chinese character, rare ones of the later planes included.
pub(crate) const fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{20000}'..='\u{3FFFF}' | '〇' | '\u{F900}'..='\u{FAFF}')
}

const FIRST: u32 = 0x4E00;
const LEN: usize = 0x5200;

/// A set of characters, one bit each.
pub(crate) struct Gate(Box<[u64; LEN / 64]>);

impl Default for Gate {
    fn default() -> Self {
        Self(Box::new([0; LEN / 64]))
    }
}

impl Gate {
    /// The characters of `list`.
    pub(crate) fn of(list: &str) -> Self {
        Self::of_chars(list.chars().filter(|&c| is_han(c)))
    }

    /// The characters of `chars`.
    pub(crate) fn of_chars(chars: impl Iterator<Item = char>) -> Self {
        let mut gate = Self::default();
        chars.for_each(|c| gate.open(c));
        gate
    }

    fn open(&mut self, c: char) {
        let at = (c as u32).checked_sub(FIRST).map(|at| at as usize).filter(|&at| at < LEN);
        let at = at.expect("words begin and end with common Chinese characters");
        self.0[at / 64] |= 1 << (at % 64);
    }

    /// Whether the set has `c`.
    pub(crate) fn is_open(&self, c: char) -> bool {
        let at = (c as u32).wrapping_sub(FIRST) as usize;
        at < LEN && self.0[at / 64] >> (at % 64) & 1 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::{Words, holds_han};

    #[test]
    fn a_text_without_chinese_is_told_by_its_bytes() {
        for text in ["fn main() {}", "© naïve — “quoted” ✓ 🚀", "안녕", ""] {
            assert!(!holds_han(text), "{text}");
        }
        for text in ["a 王", "🚀 〇", "㐀", "𠮷", "Name：Wang Li"] {
            assert!(holds_han(text), "{text}");
        }
    }

    #[test]
    fn the_longest_word_wins_and_blanks_within_do_not_count() {
        let words = Words::ending([("姓名", 1), ("户主姓名", 2)].into_iter());
        assert_eq!(words.at_end("户主姓名").map(|hit| (hit.meaning, hit.len)), Some((2, 12)));
        assert_eq!(words.at_end("，姓　名").map(|hit| (hit.meaning, hit.len)), Some((1, 9)));
        assert!(words.at_end("姓名：").is_none());
        let words = Words::beginning([("先生", ())].into_iter());
        assert!(words.at_start("先生来电").is_some() && words.at_start("来电先生").is_none());
    }
}
