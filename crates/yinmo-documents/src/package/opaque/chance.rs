//! How much a character speaks for text, rather than for bytes that happen to look like it.
//!
//! In bits: the logarithm of how much more often it stands in text than in bytes at random.

use std::sync::LazyLock;

/// What so many bits make sure of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Likely {
    /// Streams of office programs, of which most is text: three characters with zeros around them are enough.
    Mostly,
    /// Bytes of which nothing is known.
    Perhaps,
    /// Sound, pixels, outlines, compressed data: all of it looks like bytes at random.
    Hardly,
}

impl Likely {
    pub(super) const fn bits(self) -> i32 {
        match self {
            Self::Mostly => 12,
            Self::Perhaps => 20,
            Self::Hardly => 24,
        }
    }

    /// What zeros before or behind speak for.
    pub(super) const fn edge(self) -> i32 {
        match self {
            Self::Mostly | Self::Perhaps => 4,
            Self::Hardly => 0,
        }
    }
}

/// What speaks for a character in one byte.
pub(super) fn of_byte(byte: u8) -> Option<i32> {
    Some(match byte {
        // There are numbers that nothing else is said of.
        b'0'..=b'9' => 3,
        b'a'..=b'z' | b' ' | b'@' => 2,
        b'!'..=b'~' | b'\t' | b'\r' | b'\n' => 0,
        _ => return None,
    })
}

/// The same in two bytes of UTF-16.
pub(super) fn of_unit(unit: u16) -> Option<i32> {
    match unit {
        0x20..=0x7E => Some(6),
        0x09 | 0x0A | 0x0D => Some(2),
        // No other signs are as usual in Chinese, and bytes of a picture are rarely these two.
        0xFF0C | 0xFF1A => Some(12),
        0xB7 | 0x2010..=0x2026 | 0x3000..=0x303F | 0xFF01..=0xFF5E => Some(4),
        // ASCII of two bytes a letter, read from the wrong byte.
        0x4E00..=0x9FFF if unit & 0xFF == 0 && is_letter(unit >> 8) => Some(-3),
        0x4E00..=0x9FFF => Some(match rank(unit) {
            // Two letters of one byte.
            Rank::Common if is_letter(unit >> 8) && is_letter(unit & 0xFF) => 1,
            _ => of_letter(unit.into())?,
        }),
        _ => None,
    }
}

/// What speaks for a Chinese character, whatever its bytes look like.
pub(super) fn of_letter(unit: u32) -> Option<i32> {
    let unit = u16::try_from(unit).ok().filter(|unit| (FIRST..=0x9FFF).contains(unit))?;
    Some(match rank(unit) {
        Rank::Common => 4,
        Rank::Known => -1,
        Rank::Rare => -6,
    })
}

fn is_letter(byte: u16) -> bool {
    u8::try_from(byte).is_ok_and(|byte| byte.is_ascii_alphanumeric())
}

/// The same in two bytes of GB18030.
pub(super) fn of_pair(lead: u8, trail: u8) -> Option<i32> {
    match (lead, trail) {
        (0xA1..=0xA3, 0xA1..=0xFE) => Some(3),
        (0xB0..=0xD7, 0xA1..=0xFE) => Some(4),
        (0xD8..=0xF7, 0xA1..=0xFE) => Some(-1),
        (0x81..=0xFE, 0x40..=0x7E | 0x80..=0xFE) => Some(-6),
        _ => None,
    }
}

/// The same in three bytes of UTF-8.
pub(super) fn of_three(c: char) -> Option<i32> {
    match u32::from(c) {
        unit @ (0x4E00..=0x9FFF) => Some(if rank(unit as u16) == Rank::Rare { 4 } else { 8 }),
        0xB7 | 0x2010..=0x2026 | 0x3000..=0x303F | 0xFF01..=0xFF5E => Some(8),
        _ => None,
    }
}

/// How often a Chinese character is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rank {
    /// GB 2312, level 1.
    Common,
    /// GB 2312, level 2.
    Known,
    Rare,
}

const FIRST: u16 = 0x4E00;

fn rank(unit: u16) -> Rank {
    static RANKS: LazyLock<Vec<Rank>> = LazyLock::new(ranks);
    RANKS.get(usize::from(unit - FIRST)).copied().unwrap_or(Rank::Rare)
}

fn ranks() -> Vec<Rank> {
    let mut ranks = vec![Rank::Rare; 0x9FFF - usize::from(FIRST) + 1];
    for lead in 0xB0..=0xF7_u8 {
        for trail in 0xA1..=0xFE_u8 {
            let pair = [lead, trail];
            let decoded = encoding_rs::GB18030.decode_without_bom_handling(&pair).0;
            let at = decoded.chars().next().map_or(0, u32::from).wrapping_sub(u32::from(FIRST));
            if let Some(rank) = ranks.get_mut(at as usize) {
                *rank = if lead <= 0xD7 { Rank::Common } else { Rank::Known };
            }
        }
    }
    ranks
}
