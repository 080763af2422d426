//! One pass over the characters of a text: each is looked up once, and a rule over the classes of neighbours, the same
//! for every place, says where something could be. The compiler turns the rule into vector instructions.

/// What a character can be part of, a bit each.
pub(crate) type Class = u16;

/// The class of every character.
pub(crate) struct Classes(Box<[Class; 1 << 16]>);

/// Where the one class of all characters of four bytes stands: no character has a surrogate's number.
const ASTRAL: usize = 0xD800;

impl Classes {
    /// The classes that `of` gives to characters; those beyond the basic plane have that of `astral`.
    pub(crate) fn new(of: impl Fn(char) -> Class, astral: Class) -> Self {
        let mut classes = Box::new([0; 1 << 16]);
        for c in '\0'..='\u{FFFF}' {
            classes[c as usize] = of(c);
        }
        classes[ASTRAL] = astral;
        Self(classes)
    }

    /// The class of the character at the start of `bytes`, and how many bytes it has. `bytes` are text.
    #[inline]
    fn first(&self, bytes: &[u8]) -> (Class, usize) {
        let low = |byte: u8| usize::from(byte & 0x3F);
        let (number, len) = match *bytes {
            [a @ 0xE0..=0xEF, b, c, ..] => (usize::from(a & 0xF) << 12 | low(b) << 6 | low(c), 3),
            [a @ 0..0x80, ..] => (usize::from(a), 1),
            [a @ ..0xE0, b, ..] => (usize::from(a & 0x1F) << 6 | low(b), 2),
            _ => (ASTRAL, 4),
        };
        (self.0[number & 0xFFFF], len)
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
/// the text there are characters of no class, and behind it those of the class `end`.
pub(crate) fn each(
    text: &str,
    classes: &Classes,
    end: Class,
    rule: impl Fn(&Window) -> [u8; LANES],
    mut found: impl FnMut(usize, u8),
) {
    let bytes = text.as_bytes();
    let mut window = [0; SEEN];
    let mut starts = [0; SEEN];
    let (mut at, mut filled) = (0, BEFORE);
    loop {
        while filled < SEEN && at < bytes.len() {
            let (class, len) = classes.first(&bytes[at..]);
            (window[filled], starts[filled]) = (class, at);
            at += len;
            filled += 1;
        }
        window[filled..].fill(end);
        let known = filled.min(BEFORE + LANES);
        let said = rule(&window);
        for (eight, part) in said.as_chunks::<8>().0.iter().enumerate() {
            let mut rest = u64::from_le_bytes(*part);
            while rest != 0 {
                let lane = rest.trailing_zeros() as usize / 8;
                rest &= !(0xFF << (lane * 8));
                let place = BEFORE + eight * 8 + lane;
                if place < known {
                    found(starts[place], part[lane]);
                }
            }
        }
        if filled <= BEFORE + LANES {
            return;
        }
        window.copy_within(LANES.., 0);
        starts.copy_within(LANES.., 0);
        filled -= LANES;
    }
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
