//! One pass over the characters of a text: each is looked up once, and a rule over the classes of neighbours, the same
//! for every place, says where something could be. The compiler turns the rule into vector instructions.
//!
//! What is done here is done for every character, so it is all that may be: at 400 MB/s a Chinese character has 7.5 ns
//! for everything. One look-up tells all that any question needs of a character; no character waits for the length of
//! the one before, where eight of three bytes follow one another; and what a later question needs of the neighbours, the
//! votes on them and their code points, stays in the window, so that it decodes nothing. Later questions are asked at
//! few places: the gate's second at one in twenty-five, the model's at one in three hundred.

use super::widest;

/// What a character can be part of, a bit each.
pub(crate) type Class = u16;
/// More of the same, looked at by few rules.
pub(crate) type Rarer = u8;

/// How many characters vote on a place: from the one before it to the third behind it.
pub(crate) const VOTERS: usize = 5;
const VOTERS_BEHIND: usize = 3;

/// What is known of a character.
#[derive(Clone, Copy, Default)]
pub(crate) struct Known {
    pub(crate) class: Class,
    pub(crate) rarer: Rarer,
    /// How it votes on the place behind its own, on its own, and on the three before. No five sum up to more than fits
    /// a byte.
    pub(crate) votes: [u8; VOTERS],
}

/// What is known of every character of the basic plane, by code point, packed so that one look-up tells all: class,
/// rarer, votes.
pub(crate) struct Classes(Box<[u64; PLACES]>);

const PLACES: usize = 1 << 16;

/// Where the one class of all characters of four bytes stands, and of what is before and behind a text: no character has
/// these code points.
pub(crate) const ASTRAL: usize = 0xD800;
pub(crate) const BEYOND: usize = 0xD801;

/// The code point of a character by its bytes, and how many they are. What stands behind it does not matter.
#[inline(always)]
const fn place(bytes: [u8; 4]) -> (usize, usize) {
    let [a, b, ..] = bytes;
    match a {
        0xE0..0xF0 => (place_of_three(bytes), 3),
        0..0x80 => (a as usize, 1),
        0x80..0xE0 => ((a & 0x1F) as usize * 64 + (b & 0x3F) as usize, 2),
        _ => (ASTRAL, 4),
    }
}

/// The code point of a character of three bytes.
#[inline(always)]
const fn place_of_three(bytes: [u8; 4]) -> usize {
    let word = u32::from_le_bytes(bytes);
    ((word & 0xF) << 12 | word >> 2 & 0xFC0 | word >> 16 & 0x3F) as usize
}

/// Characters of three bytes that are taken at once: nearly all of Chinese text.
const ROW: usize = 8;
const ROW_BYTES: usize = ROW * 3;

/// Whether `bytes` are characters of three bytes each: a look at where each begins.
#[inline(always)]
fn is_row(bytes: &[u8; ROW_BYTES]) -> bool {
    const HALVES: [u64; 3] = [0x00F0_0000_F000_00F0, 0xF000_00F0_0000_F000, 0x0000_F000_00F0_0000];
    const LEADS: u64 = 0xE0E0_E0E0_E0E0_E0E0;
    let words = bytes.as_chunks().0.iter().map(|word| u64::from_le_bytes(*word));
    words.zip(HALVES).all(|(word, half)| word & half == LEADS & half)
}

/// The vote on the farthest place before is the lowest byte: shifted by a byte with each character, the sum of the votes
/// on a place comes out at the lower end once its last voter was added.
const VOTES_SHIFT: u32 = 24;

const fn packed(known: Known) -> u64 {
    let [a, b, c, d, e] = known.votes;
    let votes = u64::from_be_bytes([0, 0, 0, a, b, c, d, e]);
    known.class as u64 | (known.rarer as u64) << 16 | votes << VOTES_SHIFT
}

impl Classes {
    /// What `of` knows of characters; those beyond the basic plane are all like `astral`, and those beyond a text like
    /// `beyond`.
    pub(crate) fn new(of: impl Fn(char) -> Known, astral: Known, beyond: Known) -> Self {
        let mut known: Box<[u64; PLACES]> =
            vec![0; PLACES].into_boxed_slice().try_into().expect("it is as long as that");
        for c in '\0'..='\u{FFFF}' {
            known[c as usize] = packed(of(c));
        }
        known[ASTRAL] = packed(astral);
        known[BEYOND] = packed(beyond);
        Self(known)
    }

    /// What is known of the character at `place`.
    #[inline(always)]
    fn at(&self, place: usize) -> u64 {
        self.0[place % PLACES]
    }
}

/// Characters judged together.
pub(crate) const LANES: usize = 64;
/// How many characters before and after its own a rule sees.
pub(crate) const BEFORE: usize = 3;
pub(crate) const AFTER: usize = 9;
const SEEN: usize = BEFORE + LANES + AFTER;

/// What is known of some characters in a row, and of their neighbours.
pub(crate) struct Window {
    pub(crate) classes: [Class; SEEN],
    pub(crate) rarer: [Rarer; SEEN],
    /// Code points, those beyond the basic plane all alike.
    codes: [u16; SEEN],
    /// Sums of votes, each where the last of its voters stands.
    sums: [u8; SEEN],
    /// Where each character begins.
    starts: [u32; SEEN],
}

impl Window {
    /// The votes on each character that is judged.
    #[inline]
    pub(crate) fn votes(&self) -> &[u8; LANES] {
        self.sums[BEFORE + VOTERS_BEHIND..].first_chunk().expect("a window reaches further")
    }

    /// The code points around a character that is judged, [`BEFORE`] of them before it.
    #[inline]
    pub(crate) fn around<const N: usize>(&self, lane: usize) -> &[u16; N] {
        const { assert!(N <= BEFORE + 1 + AFTER) }
        self.codes[lane..].first_chunk().expect("a window reaches further")
    }

    /// Takes a character in, and the sums of votes so far; returns them with its own, which stay in a register.
    #[inline(always)]
    fn set(&mut self, at: usize, place: usize, known: u64, sums: u64) -> u64 {
        let sums = (sums >> 8) + (known >> VOTES_SHIFT);
        self.classes[at] = known as Class;
        self.rarer[at] = (known >> 16) as Rarer;
        self.codes[at] = place as u16;
        self.sums[at] = sums as u8;
        sums
    }

    #[inline(always)]
    fn shift(&mut self) {
        self.classes.copy_within(LANES.., 0);
        self.rarer.copy_within(LANES.., 0);
        self.codes.copy_within(LANES.., 0);
        self.sums.copy_within(LANES.., 0);
        self.starts.copy_within(LANES.., 0);
    }
}

/// Votes that [`Window::votes`] adds up reach as far as a window.
const _: () = assert!(VOTERS_BEHIND <= AFTER && VOTERS - VOTERS_BEHIND - 1 <= BEFORE);

/// A character of which a rule says something.
pub(crate) struct Judged<'w> {
    /// Where it begins.
    pub(crate) at: usize,
    /// What the rule says.
    pub(crate) said: u8,
    pub(crate) window: &'w Window,
    pub(crate) lane: usize,
}

/// Calls `found` with each character of which `rule` says anything.
pub(crate) fn each(
    text: &str,
    classes: &Classes,
    rule: impl Fn(&Window) -> [u8; LANES],
    found: impl FnMut(Judged<'_>),
) {
    widest(
        #[inline(always)]
        || each_in_turn(Filler::new(text, classes), rule, found),
    );
}

#[inline(always)]
fn each_in_turn(
    mut filler: Filler<'_>,
    rule: impl Fn(&Window) -> [u8; LANES],
    mut found: impl FnMut(Judged<'_>),
) {
    loop {
        let known = filler.fill();
        let said = rule(&filler.window);
        each_lane(&said, |lane| {
            if lane < known {
                let window = &filler.window;
                found(Judged { at: window.starts[BEFORE + lane] as usize, said: said[lane], window, lane });
            }
        });
        if known < LANES || !filler.goes_on() {
            return;
        }
    }
}

/// Moves a window over a text.
struct Filler<'t> {
    text: &'t str,
    classes: &'t Classes,
    window: Window,
    /// How many characters of the window are set.
    filled: usize,
    /// Up to where the window is written, with what stands behind the text.
    written: usize,
    /// How many bytes were read.
    read: usize,
    /// Sums of votes, as far as they are known.
    sums: u64,
}

impl<'t> Filler<'t> {
    fn new(text: &'t str, classes: &'t Classes) -> Self {
        let window = Window {
            classes: [0; SEEN],
            rarer: [0; SEEN],
            codes: [0; SEEN],
            sums: [0; SEEN],
            starts: [0; SEEN],
        };
        let mut filler = Self { text, classes, window, filled: BEFORE, written: 0, read: 0, sums: 0 };
        filler.write_beyond(BEFORE);
        filler
    }

    /// Fills the window; returns how many of those that are judged stand in the text.
    #[inline(always)]
    fn fill(&mut self) -> usize {
        let bytes = self.text.as_bytes();
        while self.filled < SEEN {
            let rest = &bytes[self.read..];
            match rest.first_chunk::<{ ROW_BYTES + 1 }>() {
                Some(row)
                    if self.filled + ROW <= SEEN && is_row(row.first_chunk().expect("it is shorter")) =>
                {
                    self.take_row(row);
                }
                _ => match first_bytes(rest) {
                    Some(bytes) => self.take(bytes),
                    None => break,
                },
            }
        }
        self.written = self.written.max(self.filled);
        self.write_beyond(SEEN);
        self.filled.min(BEFORE + LANES) - BEFORE
    }

    /// Writes what stands beyond the text, up to here. It is written once, for the sums go on with it.
    fn write_beyond(&mut self, to: usize) {
        let beyond = self.classes.at(BEYOND);
        for at in self.written..to {
            self.sums = self.window.set(at, BEYOND, beyond, self.sums);
        }
        self.written = to;
    }

    /// Takes characters of three bytes; that none waits for the one before makes it fast.
    #[inline(always)]
    fn take_row(&mut self, row: &[u8; ROW_BYTES + 1]) {
        let (first, read, mut sums) = (self.filled, self.read as u32, self.sums);
        assert!(first <= SEEN - ROW);
        for nth in 0..ROW {
            let place = place_of_three(*row[nth * 3..].first_chunk().expect("it goes on so far"));
            sums = self.window.set(first + nth, place, self.classes.at(place), sums);
            self.window.starts[first + nth] = read + nth as u32 * 3;
        }
        self.sums = sums;
        self.filled += ROW;
        self.read += ROW_BYTES;
    }

    #[inline(always)]
    fn take(&mut self, bytes: [u8; 4]) {
        let (place, len) = place(bytes);
        self.sums = self.window.set(self.filled, place, self.classes.at(place), self.sums);
        self.window.starts[self.filled] = self.read as u32;
        self.filled += 1;
        self.read += len;
    }

    /// Moves on by as many as were judged; whether any are left.
    #[inline(always)]
    fn goes_on(&mut self) -> bool {
        let left = self.filled > BEFORE + LANES;
        self.window.shift();
        self.filled = self.filled.saturating_sub(LANES);
        self.written = SEEN - LANES;
        left
    }
}

/// Calls `each` with the lanes of which something is said; most often there is none in eight.
#[inline(always)]
fn each_lane(said: &[u8; LANES], mut each: impl FnMut(usize)) {
    for (nth, eight) in said.as_chunks().0.iter().enumerate() {
        let mut rest = u64::from_le_bytes(*eight);
        while rest != 0 {
            let lane = rest.trailing_zeros() as usize / 8;
            rest &= !(0xFF << (lane * 8));
            each(nth * 8 + lane);
        }
    }
}

/// The four bytes that `text` begins with, if there are any; behind its end stand noughts.
#[inline]
fn first_bytes(text: &[u8]) -> Option<[u8; 4]> {
    if let Some(bytes) = text.first_chunk() {
        return Some(*bytes);
    }
    let mut bytes = [0; 4];
    bytes[..text.len()].copy_from_slice(text);
    (!text.is_empty()).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::{AFTER, ASTRAL, BEFORE, Class, Classes, Judged, Known, LANES, VOTERS, Window, each};

    fn of(c: char) -> Known {
        let votes = if c == 'x' { [1, 2, 4, 8, 16] } else { [0; VOTERS] };
        Known { class: Class::from(c == 'a') + 2 * Class::from(c == 'x'), votes, ..Known::default() }
    }

    /// The distance to the next `x`, if there is one in sight and an `a` before.
    fn rule(window: &Window) -> [u8; LANES] {
        std::array::from_fn(|lane| {
            let ahead = (1..=AFTER).find(|&by| window.classes[lane + BEFORE + by] == 2);
            if window.classes[lane + BEFORE - 1] == 1 { ahead.unwrap_or(0) as u8 } else { 0 }
        })
    }

    fn classes(beyond: char, votes: [u8; VOTERS]) -> Classes {
        Classes::new(of, Known::default(), Known { votes, ..of(beyond) })
    }

    /// Where `rule` says something, what it says, and how many votes there are.
    fn judged(text: &str, classes: &Classes, rule: impl Fn(&Window) -> [u8; LANES]) -> Vec<(usize, u8, u8)> {
        let mut judged = Vec::new();
        each(text, classes, rule, |Judged { at, said, window, lane }| {
            let code = text[at..].chars().next().map(u32::from).and_then(|code| u16::try_from(code).ok());
            assert_eq!(window.around::<4>(lane)[BEFORE], code.unwrap_or(ASTRAL as u16));
            judged.push((at, said, window.votes()[lane]));
        });
        judged
    }

    #[test]
    fn every_character_is_judged_once_with_its_neighbours() {
        let (dashes, xs) = (classes('-', [0; VOTERS]), classes('x', [0; VOTERS]));
        for fill in ["-", "é", "汉", "𠮷", "汉-", "汉汉汉汉é", "-汉汉汉汉汉汉汉汉汉"] {
            let by = fill.chars().count() as u8;
            for before in 0..200 {
                let text = format!("{}a{fill}x{fill}", fill.repeat(before));
                let found = judged(&text, &dashes, rule);
                let places = found.iter().map(|&(at, by, _)| (at, by));
                let expected = (usize::from(by) <= AFTER).then_some((before * fill.len() + 1, by));
                assert!(places.eq(expected), "{fill} {before} {found:?}");
                assert_eq!(judged(&text, &xs, rule), found);
            }
        }
    }

    #[test]
    fn votes_are_counted_to_both_ends_of_a_text() {
        let (heard, silent) = (classes('-', of('x').votes), classes('-', [0; VOTERS]));
        for length in (0..10).chain(60..90).chain(120..160) {
            let text = "x".repeat(length);
            let counted = |beyond| judged(&text, beyond, |_| [1; LANES]);
            assert_eq!(counted(&heard), (0..length).map(|at| (at, 1, 31)).collect::<Vec<_>>());
            let votes = |at: usize, nth: usize| (at + nth).checked_sub(1).is_some_and(|voter| voter < length);
            let expected = |at| (0..VOTERS).filter(|&nth| votes(at, nth)).map(|nth| 1 << nth).sum::<u8>();
            let own = (0..length).map(|at| (at, 1, expected(at))).collect::<Vec<_>>();
            assert_eq!(counted(&silent), own);
        }
    }
}
