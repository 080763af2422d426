//! What the model sees at a character: itself and its neighbours, the words of a dictionary around it, and how much
//! like a surname and a given name they are.

use std::sync::LazyLock;

use yinmo_data::{given_names, surnames, traditional, transcription};

use super::lexicon::{Lexicon, START, WordClass, extended};
use super::weights::beside;
use crate::text::fold_char;

/// A text prepared for the model.
#[derive(Default)]
pub struct Sentence {
    chars: Vec<char>,
    known: Vec<Known>,
    /// How much like a surname or a given name each character is.
    names: Vec<u8>,
    /// How many characters of the sort that names are transcribed with stand here in a row, up to and from each.
    sounds: Vec<u8>,
    /// What is known of the word in Latin letters that each character belongs to, 0 in no such word.
    latin: Vec<u8>,
    begins: Vec<u8>,
    ends: Vec<u8>,
    covers: Vec<u8>,
}

/// Characters beyond the ends of a text.
const EDGE: char = '\u{1}';

impl Sentence {
    /// Takes the characters of a text, one to one.
    pub fn refill(&mut self, text: impl Iterator<Item = char>, lexicon: &Lexicon) {
        self.chars.clear();
        self.known.clear();
        self.latin.clear();
        let mut word = LatinWord::default();
        for c in text {
            if c.is_ascii_alphabetic() {
                word.push(c);
            } else if word.len > 0 {
                self.note_latin(&mut word, lexicon);
            }
            let known = Known::of(c);
            self.chars.push(known.seen);
            self.known.push(known);
            self.latin.push(0);
        }
        self.note_latin(&mut word, lexicon);
        self.names.clear();
        self.names.extend((0..self.known.len()).map(|at| name_class(&self.known, at)));
        self.find_sounds();
        self.find_words(lexicon);
    }

    /// How many characters there are.
    pub fn len(&self) -> usize {
        self.chars.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.chars.is_empty()
    }

    /// Notes a word that has just ended for each of its characters.
    fn note_latin(&mut self, word: &mut LatinWord, lexicon: &Lexicon) {
        let end = self.latin.len();
        self.latin[end - word.len..].fill(word.code(lexicon));
        *word = LatinWord::default();
    }

    fn find_sounds(&mut self) {
        self.sounds.clear();
        self.sounds.resize(self.known.len(), 0);
        let mut start = 0;
        while start < self.known.len() {
            let run = self.known[start..].iter().take_while(|known| known.sound > 0).count();
            let sure = self.known[start..start + run].iter().filter(|known| known.sound == 2).count();
            for at in start..start + run {
                let (before, behind) = ((at - start).min(3), (start + run - 1 - at).min(3));
                self.sounds[at] = ((sure.min(3) << 4) | (before << 2) | behind) as u8 + 1;
            }
            start += run + 1;
        }
    }

    /// The longest words that begin, end and go on at each character.
    fn find_words(&mut self, lexicon: &Lexicon) {
        let len = self.chars.len();
        for list in [&mut self.begins, &mut self.ends, &mut self.covers] {
            list.clear();
            list.resize(len, 0);
        }
        for start in 0..len.saturating_sub(1) {
            let mut hash = extended(extended(START, self.chars[start]), self.chars[start + 1]);
            let end = len.min(start + lexicon.reach(hash));
            for last in start + 1..end {
                if last > start + 1 {
                    hash = extended(hash, self.chars[last]);
                }
                if let Some(class) = lexicon.class(hash) {
                    self.note_word(start, last, class);
                }
            }
        }
    }

    /// Longer words come later, so they take the place of shorter ones with the same start.
    fn note_word(&mut self, first: usize, last: usize, class: WordClass) {
        let code = class_and_length(class, last - first + 1);
        self.begins[first] = code;
        let longer = |known: u8| code & 7 > known & 7;
        if longer(self.ends[last]) {
            self.ends[last] = code;
        }
        for inner in &mut self.covers[first + 1..last] {
            if longer(*inner) {
                *inner = code;
            }
        }
    }

    /// Calls `each` with the key of every feature of the character `at`.
    pub fn each_feature(&self, at: usize, mut each: impl FnMut(u64)) {
        let c = |offset: isize| self.char(at, offset);
        for first in -2..=2 {
            each(key(SINGLE, &[c(first)], first));
        }
        for first in -2..=1 {
            each(key(PAIR, &[c(first), c(first + 1)], first));
        }
        each(key(APART, &[c(-1), c(1)], -1));
        for first in -2..=0 {
            each(key(THREE, &[c(first), c(first + 1), c(first + 2)], first));
        }
        self.word_features(at, &mut each);
        self.name_features(at, &mut each);
        self.sound_features(at, &mut each);
        self.latin_features(at, &mut each);
    }

    fn word_features(&self, at: usize, each: &mut impl FnMut(u64)) {
        let code = |list: &[u8], offset: isize| -> u32 {
            at.checked_add_signed(offset).and_then(|at| list.get(at)).map_or(255, |&code| code.into())
        };
        let (begin, end, cover) = (code(&self.begins, 0), code(&self.ends, 0), code(&self.covers, 0));
        each(mixed(20, &[begin]));
        each(mixed(21, &[end]));
        each(mixed(22, &[cover]));
        each(mixed(23, &[code(&self.ends, -1), begin]));
        each(mixed(24, &[end, code(&self.begins, 1)]));
    }

    fn name_features(&self, at: usize, each: &mut impl FnMut(u64)) {
        let class = |offset: isize| -> u32 {
            at.checked_add_signed(offset).and_then(|at| self.names.get(at)).map_or(255, |&class| class.into())
        };
        for (id, first) in [(30, 0), (31, -1), (32, -2)] {
            let surname = class(first) >> 4;
            if surname > 0 && surname < 15 {
                each(mixed(id, &[surname, class(first + 1) & 15, class(first + 2) & 15]));
            }
        }
    }

    fn sound_features(&self, at: usize, each: &mut impl FnMut(u64)) {
        let sound = |offset: isize| -> u32 {
            at.checked_add_signed(offset)
                .and_then(|at| self.sounds.get(at))
                .map_or(255, |&sound| sound.into())
        };
        if sound(0) > 0 {
            each(mixed(40, &[sound(0)]));
            each(mixed(41, &[sound(0), transcription::grade(self.char(at, 0)).into()]));
        } else if sound(-1) > 0 || sound(1) > 0 {
            each(mixed(42, &[sound(-1), sound(1)]));
        }
    }

    fn latin_features(&self, at: usize, each: &mut impl FnMut(u64)) {
        let latin = |offset: isize| -> u8 {
            at.checked_add_signed(offset).and_then(|at| self.latin.get(at)).copied().unwrap_or(0)
        };
        let own = latin(0);
        if own > 0 {
            let (before, behind) = (self.latin_before(at), self.latin_behind(at));
            each(mixed(50, &[own.into()]));
            each(mixed(51, &[own.into(), before.into(), behind.into()]));
            each(mixed(52, &[own.into(), (latin(-1) == 0).into(), (latin(1) == 0).into()]));
        } else if latin(-1) > 0 || latin(1) > 0 {
            each(mixed(53, &[latin(-1).into(), latin(1).into()]));
        }
    }

    /// The code of the word before the one at `at`, if one character stands between them.
    fn latin_before(&self, at: usize) -> u8 {
        let own = self.latin[..at].iter().rev().take_while(|&&code| code > 0).count();
        (at - own).checked_sub(2).map_or(0, |before| self.latin[before])
    }

    fn latin_behind(&self, at: usize) -> u8 {
        let own = self.latin[at..].iter().take_while(|&&code| code > 0).count();
        self.latin.get(at + own + 1).copied().unwrap_or(0)
    }

    fn char(&self, at: usize, offset: isize) -> char {
        at.checked_add_signed(offset).and_then(|at| self.chars.get(at)).copied().unwrap_or(EDGE)
    }
}

/// A word in Latin letters as it is read.
#[derive(Default)]
struct LatinWord {
    len: usize,
    hash: u32,
    first_is_upper: bool,
    uppers: usize,
}

impl LatinWord {
    fn push(&mut self, c: char) {
        if self.len == 0 {
            self.hash = START;
            self.first_is_upper = c.is_ascii_uppercase();
        }
        self.len += 1;
        self.uppers += usize::from(c.is_ascii_uppercase());
        self.hash = extended(self.hash, c.to_ascii_lowercase());
    }

    /// What is known of the word: whether it is a name, how it is written, how long it is about.
    fn code(&self, lexicon: &Lexicon) -> u8 {
        let known = match lexicon.class(self.hash) {
            Some(class) if self.len > 1 => class % 4,
            _ => 0,
        };
        let case = match (self.first_is_upper, self.uppers) {
            (true, 1) => 1,
            (_, uppers) if uppers == self.len => 2,
            (_, 0) => 0,
            _ => 3,
        };
        let length = match self.len {
            0 | 1 => 0,
            2 | 3 => 1,
            4..=8 => 2,
            _ => 3,
        };
        1 + (known << 4 | case << 2 | length)
    }
}

fn is_dot(c: char) -> bool {
    matches!(c, '·' | '•' | '・' | '．' | '‧')
}

/// Digits and letters are all alike, full width is half width.
#[inline]
pub fn seen(c: char) -> char {
    if ('\u{4E00}'..='\u{9FFF}').contains(&c) {
        return traditional::simplified(c);
    }
    match fold_char(c).unwrap_or(' ') {
        '0'..='9' => '0',
        'a'..='z' => 'a',
        'A'..='Z' => 'A',
        c => c,
    }
}

/// What is known of a character by itself.
#[derive(Clone, Copy)]
struct Known {
    /// How the model sees it.
    seen: char,
    /// How much like a surname (high half) and a given name (low half) it is.
    name: u8,
    /// How sure it is that names are transcribed with it, or stand around it as a dot.
    sound: u8,
    begins_compound: bool,
}

impl Known {
    /// One look-up for nearly all characters.
    #[inline]
    fn of(c: char) -> Self {
        static ALL: LazyLock<Box<[Known]>> =
            LazyLock::new(|| ('\0'..='\u{FFFF}').map(Known::work_out).collect());
        // There are no characters between these.
        let place = match u32::from(c) {
            code @ 0..0xD800 => code,
            code @ 0xE000..=0xFFFF => code - 0x800,
            _ => return Self::work_out(c),
        };
        ALL[place as usize]
    }

    fn work_out(c: char) -> Self {
        let seen = seen(c);
        let surname = match surnames::share(seen) {
            Some(share) if share >= 3.0 => 5,
            Some(share) if share >= 1.0 => 4,
            Some(share) if share >= 0.3 => 3,
            Some(share) if share >= 0.05 => 2,
            Some(_) => 1,
            None => 0,
        };
        Self {
            seen,
            name: surname << 4 | given_names::plausibility(seen).min(14),
            sound: transcription::grade(seen).max(u8::from(is_dot(seen))),
            begins_compound: surnames::begins_compound(seen),
        }
    }
}

/// How much like a name a character is among others.
#[inline]
fn name_class(all: &[Known], at: usize) -> u8 {
    let known = all[at];
    let compound = known.begins_compound
        && all.get(at + 1).is_some_and(|next| surnames::is_compound(known.seen, next.seen));
    if compound { COMPOUND << 4 | known.name & 15 } else { known.name }
}

/// Begins a surname of two characters.
const COMPOUND: u8 = 6;

fn class_and_length(class: WordClass, length: usize) -> u8 {
    class << 3 | (length as u8).min(7)
}

// What a feature of characters is about.
const SINGLE: u32 = 0;
const PAIR: u32 = 10;
const APART: u32 = 14;
const THREE: u32 = 15;

/// The key of some characters in a row, of which the first stands `first` from the one that has the feature. What the
/// same characters say to each of their neighbours is kept side by side: they are asked of one after the other.
fn key(template: u32, chars: &[char], first: isize) -> u64 {
    let hash = chars.iter().fold(seed(template), |hash, &c| mix(hash, u32::from(c)));
    beside(hash, (first + 2).cast_unsigned())
}

fn mixed(template: u32, values: &[u32]) -> u64 {
    values.iter().fold(seed(template), |hash, &value| mix(hash, value))
}

const fn seed(template: u32) -> u64 {
    (template as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

const fn mix(hash: u64, value: u32) -> u64 {
    let mixed = (hash ^ value as u64).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed ^ (mixed >> 29)
}
