//! Formulas as they are stored ([MS-XLS] 2.5.198): tokens, operands before operators. Only constants are read: what is
//! typed into a formula. Cells that it refers to are read where they are.

use crate::mapped::{Draft, EntryId, Pen, Remake};
use crate::package::compound::le::u16_at;

use super::number::{constant_anew, written};
use super::record::{Body, Length, Text};

/// A constant, or anything else that stands between constants.
enum Leaf {
    Text(Text),
    /// A number, at this place of the body.
    Number(f64, usize),
    /// What is no constant.
    Gap,
}

/// What an operand begins and ends with.
type Operand = (usize, usize);

/// A formula's constants.
struct Constants {
    leaves: Vec<Leaf>,
    stack: Vec<Operand>,
    /// Leaves that `&` joins to the one before.
    joined: Vec<usize>,
    /// How many tables of constants stand behind the tokens.
    arrays: usize,
}

/// Adds the constants of a formula of `len` bytes at `at`, behind whose tokens tables of constants may stand.
/// What cannot be read as tokens is looked through for text.
pub(super) fn write(draft: &mut Draft, entry: EntryId, body: &Body, at: usize, len: usize) {
    let mut constants = Constants { leaves: Vec::new(), stack: Vec::new(), joined: Vec::new(), arrays: 0 };
    let end = (at + len).min(body.bytes.len());
    let read = constants.tokens(body, at, end);
    let mut behind = end;
    for _ in 0..constants.arrays {
        match constants.array(body, behind) {
            Some(next) => behind = next,
            None => {
                body.scan(draft, entry, behind);
                break;
            }
        }
    }
    constants.say(draft, entry, body);
    if read.is_none() {
        draft.end_line();
        body.scan(draft, entry, at);
    }
}

impl Constants {
    fn say(&self, draft: &mut Draft, entry: EntryId, body: &Body) {
        let mut begun = false;
        for (nth, leaf) in self.leaves.iter().enumerate() {
            if matches!(leaf, Leaf::Gap) {
                continue;
            }
            if begun && !self.joined.contains(&nth) {
                draft.say("，");
            }
            begun = true;
            match leaf {
                Leaf::Text(text) => body.write(draft, entry, text),
                Leaf::Number(number, at) => {
                    let raw = body.raw(*at)..body.raw(*at) + 8;
                    draft.write(&written(*number), entry, raw, Pen::Remade(constant_anew as Remake));
                }
                Leaf::Gap => {}
            }
        }
        draft.end_line();
    }

    fn push(&mut self, leaf: Leaf) {
        let nth = self.leaves.len();
        self.leaves.push(leaf);
        self.stack.push((nth, nth));
    }

    /// Makes one operand of the last `count`.
    fn merge(&mut self, count: usize, joins: bool) {
        let Some(first) = self.stack.len().checked_sub(count) else { return };
        let operands = self.stack.split_off(first);
        let (Some(&(start, _)), Some(&(_, end))) = (operands.first(), operands.last()) else {
            return self.push(Leaf::Gap);
        };
        if joins {
            self.joined.extend(operands[1..].iter().map(|&(start, _)| start));
        }
        self.stack.push((start, end));
    }

    /// Reads tokens up to `end`; nothing if one is not known.
    fn tokens(&mut self, body: &Body, mut at: usize, end: usize) -> Option<()> {
        while at < end {
            let token = body.byte(at)?;
            at += 1;
            // Operands come in three classes.
            let class = if token >= 0x20 { (token & 0x1F) | 0x20 } else { token };
            at += match class {
                0x01 | 0x02 => 4,
                0x08 => {
                    self.merge(2, true);
                    0
                }
                0x03..=0x07 | 0x09..=0x11 => {
                    self.merge(2, false);
                    0
                }
                0x12..=0x15 => 0,
                0x16 => {
                    self.push(Leaf::Gap);
                    0
                }
                0x17 => {
                    let text = body.text(at, Length::Byte)?;
                    let len = text.end - at;
                    self.push(Leaf::Text(text));
                    len
                }
                0x19 => attribute(body, at)?,
                0x1C | 0x1D => self.gap(1),
                0x1E => self.gap(2),
                0x1F => {
                    self.push(Leaf::Number(body.double(at)?, at));
                    8
                }
                0x20 => {
                    self.arrays += 1;
                    self.gap(7)
                }
                0x21 => {
                    self.merge(arguments(body.u16(at)?), false);
                    2
                }
                0x22 => {
                    let joins = body.u16(at + 1)? & 0x7FFF == CONCATENATE;
                    self.merge(usize::from(body.byte(at)? & 0x7F), joins);
                    3
                }
                0x23 | 0x24 | 0x2A | 0x2C => self.gap(4),
                0x25 | 0x2B | 0x2D => self.gap(8),
                // What is kept of a part that refers to cells.
                0x26..=0x28 => 6,
                0x29 | 0x2E | 0x2F => 2,
                0x39 | 0x3A | 0x3C => self.gap(6),
                0x3B | 0x3D => self.gap(10),
                _ => return None,
            };
        }
        (at == end).then_some(())
    }

    fn gap(&mut self, len: usize) -> usize {
        self.push(Leaf::Gap);
        len
    }

    /// Reads a table of constants, and gives where it ends.
    fn array(&mut self, body: &Body, at: usize) -> Option<usize> {
        let count = (usize::from(body.byte(at)?) + 1) * (usize::from(body.u16(at + 1)?) + 1);
        let mut next = at + 3;
        for _ in 0..count {
            let kind = body.byte(next)?;
            next += 1;
            match kind {
                1 => {
                    self.leaves.push(Leaf::Number(body.double(next)?, next));
                    next += 8;
                }
                2 => {
                    let text = body.text(next, Length::Short)?;
                    next = text.end;
                    self.leaves.push(Leaf::Text(text));
                }
                0 | 4 | 0x10 => next += 8,
                _ => return None,
            }
        }
        Some(next)
    }
}

/// The number of the function that puts texts together.
const CONCATENATE: u16 = 336;

/// The bytes of an attribute: blanks, jumps.
fn attribute(body: &Body, at: usize) -> Option<usize> {
    const CHOOSE: u8 = 4;
    let jumps = if body.byte(at)? & CHOOSE != 0 { (usize::from(body.u16(at + 1)?) + 1) * 2 } else { 0 };
    Some(3 + jumps)
}

/// How many arguments a function takes that always takes as many: of most, one. A wrong number means that constants
/// are read as joined or not joined wrongly, and no more.
fn arguments(function: u16) -> usize {
    match function {
        10 | 19 | 34 | 35 | 63 | 74 | 94 | 95 | 221 => 0,
        27 | 30 | 39 | 48 | 97 | 98 | 108 | 117 | 276 | 325..=331 => 2,
        31 | 40..=45 | 65..=67 | 163 | 235 => 3,
        119 | 189 | 199 => 4,
        _ => 1,
    }
}

/// The bytes of a formula whose length stands at `at`.
pub(super) fn len_at(body: &Body, at: usize) -> usize {
    usize::from(u16_at(&body.bytes, at).unwrap_or(0))
}
