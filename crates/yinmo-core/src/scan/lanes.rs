//! One pass over the characters of a text: each is looked up once, and a rule over the classes of neighbours, the same
//! for every place, says where something could be. The compiler turns the rule into vector instructions.

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

/// Where the one class of all characters of four bytes stands: no character has this code point.
const ASTRAL: usize = 0xD800;

/// The code point of a character by its bytes, and how many they are. What stands behind it does not matter.
#[inline]
const fn place([a, b, c, d]: [u8; 4]) -> (usize, usize) {
    let word = u32::from_be_bytes([a, b, c, d]);
    if word >> 28 == 0xE {
        return ((word >> 12 & 0xF000 | word >> 10 & 0xFC0 | word >> 8 & 0x3F) as usize, 3);
    }
    match a {
        0..0x80 => (a as usize, 1),
        0x80..0xE0 => ((a & 0x1F) as usize * 64 + (b & 0x3F) as usize, 2),
        _ => (ASTRAL, 4),
    }
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
    /// What `of` knows of characters; those beyond the basic plane are all like `astral`.
    pub(crate) fn new(of: impl Fn(char) -> Known, astral: Known) -> Self {
        let mut known: Box<[u64; PLACES]> =
            vec![0; PLACES].into_boxed_slice().try_into().expect("it is as long as that");
        for c in '\0'..='\u{FFFF}' {
            known[c as usize] = packed(of(c));
        }
        known[ASTRAL] = packed(astral);
        Self(known)
    }

    /// What is known of the character that begins with `bytes`, and how many bytes it has.
    #[inline]
    fn of(&self, bytes: [u8; 4]) -> (u64, usize) {
        let (place, len) = place(bytes);
        (self.0[place % PLACES], len)
    }
}

/// Characters judged together.
pub(crate) const LANES: usize = 64;
/// How many characters before and after its own a rule sees.
pub(crate) const BEFORE: usize = 1;
pub(crate) const AFTER: usize = 9;
const SEEN: usize = BEFORE + LANES + AFTER;

/// What is known of some characters in a row, and of their neighbours.
pub(crate) struct Window {
    pub(crate) classes: [Class; SEEN],
    pub(crate) rarer: [Rarer; SEEN],
    /// Sums of votes, each where the last of its voters stands.
    sums: [u8; SEEN],
}

impl Window {
    /// The votes on each character that is judged.
    #[inline]
    pub(crate) fn votes(&self) -> &[u8; LANES] {
        self.sums[BEFORE + VOTERS_BEHIND..].first_chunk().expect("a window reaches further")
    }

    /// Takes a character in, and the sums of votes so far; returns them with its own, which stay in a register.
    #[inline]
    fn set(&mut self, at: usize, known: u64, sums: u64) -> u64 {
        let sums = (sums >> 8) + (known >> VOTES_SHIFT);
        self.classes[at] = known as Class;
        self.rarer[at] = (known >> 16) as Rarer;
        self.sums[at] = sums as u8;
        sums
    }

    fn shift(&mut self) {
        self.classes.copy_within(LANES.., 0);
        self.rarer.copy_within(LANES.., 0);
        self.sums.copy_within(LANES.., 0);
    }
}

/// Votes that [`Window::votes`] adds up reach as far as a window.
const _: () = assert!(VOTERS_BEHIND <= AFTER && VOTERS - VOTERS_BEHIND - 1 <= BEFORE);

/// Calls `found` with each character at which `rule` says anything: where it begins, what the rule says, and what votes
/// it has. Before the text and behind it stand characters like `end`.
pub(crate) fn each(
    text: &str,
    classes: &Classes,
    end: Known,
    rule: impl Fn(&Window) -> [u8; LANES],
    mut found: impl FnMut(usize, u8, u8),
) {
    let end = packed(end);
    let mut rest = text.as_bytes();
    let mut window =
        Window { classes: [end as Class; SEEN], rarer: [(end >> 16) as Rarer; SEEN], sums: [0; SEEN] };
    // Where each character begins, counted from the end of the text.
    let mut starts = [0; SEEN];
    let mut filled = BEFORE;
    // What stands behind the text is written once.
    let mut written = BEFORE;
    let mut sums = window.set(0, end, 0);
    loop {
        while filled < SEEN
            && let Some(bytes) = first_bytes(rest)
        {
            let (known, len) = classes.of(bytes);
            sums = window.set(filled, known, sums);
            starts[filled] = rest.len();
            rest = &rest[len..];
            filled += 1;
        }
        for at in filled.max(written)..SEEN {
            sums = window.set(at, end, sums);
        }
        let known = filled.min(BEFORE + LANES) - BEFORE;
        let said = rule(&window);
        each_lane(&said, |lane| {
            if lane < known {
                found(text.len() - starts[BEFORE + lane], said[lane], window.votes()[lane]);
            }
        });
        if filled <= BEFORE + LANES {
            return;
        }
        window.shift();
        starts.copy_within(LANES.., 0);
        filled -= LANES;
        written = SEEN - LANES;
    }
}

/// Calls `each` with the lanes of which something is said; most often there is none in eight.
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
    use super::{AFTER, BEFORE, Class, Classes, Known, LANES, VOTERS, Window, each};

    fn of(c: char) -> Known {
        let votes = if c == 'x' { [1, 2, 4, 8, 16] } else { [0; VOTERS] };
        Known { class: Class::from(c == 'a') + 2 * Class::from(c == 'x'), votes, ..Known::default() }
    }

    /// The distance to the next `x`, if there is one in sight and an `a` before.
    fn rule(window: &Window) -> [u8; LANES] {
        std::array::from_fn(|lane| {
            let ahead = (1..=AFTER).find(|&by| window.classes[lane + BEFORE + by] == 2);
            if window.classes[lane] == 1 { ahead.unwrap_or(0) as u8 } else { 0 }
        })
    }

    #[test]
    fn every_character_is_judged_once_with_its_neighbours() {
        let classes = Classes::new(of, Known::default());
        for fill in ["-", "é", "汉", "𠮷"] {
            for before in 0..200 {
                let text = format!("{}a{fill}{fill}x{fill}", fill.repeat(before));
                let mut found = Vec::new();
                each(&text, &classes, of('-'), rule, |at, said, votes| found.push((at, said, votes)));
                assert_eq!(found, [(before * fill.len() + 1, 2, 8)], "{fill} {before}");
                let mut ended = Vec::new();
                each(&text, &classes, Known { votes: [0; VOTERS], ..of('x') }, rule, |at, said, votes| {
                    ended.push((at, said, votes));
                });
                assert_eq!(ended, found);
            }
        }
    }

    #[test]
    fn votes_are_counted_to_both_ends_of_a_text() {
        let classes = Classes::new(of, Known::default());
        for length in (0..10).chain(60..80).chain(120..150) {
            let text = "x".repeat(length);
            let mut counted = Vec::new();
            each(&text, &classes, of('x'), |_| [1; LANES], |at, _, votes| counted.push((at, votes)));
            assert_eq!(counted, (0..length).map(|at| (at, 31)).collect::<Vec<_>>());
            let mut counted = Vec::new();
            each(&text, &classes, of('-'), |_| [1; LANES], |_, _, votes| counted.push(votes));
            let heard = |at: usize, nth: usize| (at + nth).checked_sub(1).is_some_and(|voter| voter < length);
            let expected = |at| (0..VOTERS).filter(|&nth| heard(at, nth)).map(|nth| 1 << nth).sum::<u8>();
            assert_eq!(counted, (0..length).map(expected).collect::<Vec<_>>());
        }
    }
}
