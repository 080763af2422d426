//! One pass over the characters of a text: each is looked up once, and a rule over the classes of neighbours, the same
//! for every place, says where something could be. The compiler turns the rule into vector instructions.

/// What a character can be part of, a bit each.
pub(crate) type Class = u16;

/// The class of every character, by its bytes: those of three bytes by what is left of them without the bits that all
/// have. Nothing is decoded, and nine in ten of the places are never touched.
pub(crate) struct Classes(Box<[Class; PLACES]>);

const PLACES: usize = 1 << 20;

/// Where the one class of all characters of four bytes stands: those of three bytes have higher places, those of two
/// lower ones.
const ASTRAL: usize = 0x1000;

/// The place of a character by its bytes, and how many they are. What stands behind it does not matter.
#[inline]
const fn place([a, b, c, d]: [u8; 4]) -> (usize, usize) {
    let word = u32::from_be_bytes([a, b, c, d]);
    if word >> 28 == 0xE {
        return ((word >> 8 & 0x0F_3F3F) as usize, 3);
    }
    match a {
        0..0x80 => (a as usize, 1),
        0x80..0xE0 => ((a & 0x1F) as usize * 64 + (b & 0x3F) as usize, 2),
        _ => (ASTRAL, 4),
    }
}

impl Classes {
    /// The classes that `of` gives to characters; those beyond the basic plane have that of `astral`.
    pub(crate) fn new(of: impl Fn(char) -> Class, astral: Class) -> Self {
        let mut classes: Box<[Class; PLACES]> =
            vec![0; PLACES].into_boxed_slice().try_into().expect("it is as long as that");
        for c in '\0'..='\u{FFFF}' {
            let mut bytes = [0; 4];
            c.encode_utf8(&mut bytes);
            classes[place(bytes).0] = of(c);
        }
        classes[ASTRAL] = astral;
        Self(classes)
    }

    /// The class of the character that begins with `bytes`, and how many bytes it has.
    #[inline]
    fn of(&self, bytes: [u8; 4]) -> (Class, usize) {
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

/// The classes of some characters in a row, and of their neighbours.
pub(crate) type Window = [Class; SEEN];

/// Calls `found` with each character at which `rule` says anything: where it begins, and what the rule says. Before
/// the text and behind it stand characters of the class `end`.
pub(crate) fn each(
    text: &str,
    classes: &Classes,
    end: Class,
    rule: impl Fn(&Window) -> [u8; LANES],
    mut found: impl FnMut(usize, u8),
) {
    let mut rest = text.as_bytes();
    let mut window = [end; SEEN];
    // Where each character begins, counted from the end of the text.
    let mut starts = [0; SEEN];
    let mut filled = BEFORE;
    loop {
        while filled < SEEN
            && let Some(bytes) = first_bytes(rest)
        {
            let (class, len) = classes.of(bytes);
            (window[filled], starts[filled]) = (class, rest.len());
            rest = &rest[len..];
            filled += 1;
        }
        window[filled..].fill(end);
        let known = filled.min(BEFORE + LANES) - BEFORE;
        let said = rule(&window);
        each_lane(&said, |lane| {
            if lane < known {
                found(text.len() - starts[BEFORE + lane], said[lane]);
            }
        });
        if filled <= BEFORE + LANES {
            return;
        }
        window.copy_within(LANES.., 0);
        starts.copy_within(LANES.., 0);
        filled -= LANES;
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
    use super::{AFTER, BEFORE, Class, Classes, LANES, Window, each};

    /// The distance to the next `x`, if there is one in sight and an `a` before.
    fn rule(window: &Window) -> [u8; LANES] {
        std::array::from_fn(|lane| {
            let ahead = (1..=AFTER).find(|&by| window[lane + BEFORE + by] == 2);
            if window[lane] == 1 { ahead.unwrap_or(0) as u8 } else { 0 }
        })
    }

    #[test]
    fn every_character_is_judged_once_with_its_neighbours() {
        let of = |c| Class::from(c == 'a') + 2 * Class::from(c == 'x');
        let classes = Classes::new(of, 0);
        for fill in ["-", "é", "汉", "𠮷"] {
            for before in 0..200 {
                let text = format!("{}a{fill}{fill}x{fill}", fill.repeat(before));
                let mut found = Vec::new();
                each(&text, &classes, 0, rule, |at, said| found.push((at, said)));
                assert_eq!(found, [(before * fill.len() + 1, 2)], "{fill} {before}");
                let mut ended = Vec::new();
                each(&text, &classes, 2, rule, |at, said| ended.push((at, said)));
                assert_eq!(ended, found);
            }
        }
    }
}
