//! How text looks ([MS-DOC] 2.9.32 and 2.9.174): of characters, whether they are hidden, deleted or inserted; of
//! paragraphs, whether they stand in tables.

use std::ops::Range;

use super::Streams;
use crate::package::compound::le::{size_at, u16_at};

/// What is known of characters.
pub(super) const DELETED: u8 = 1;
pub(super) const INSERTED: u8 = 2;
pub(super) const HIDDEN: u8 = 4;
/// What is known of paragraphs.
pub(super) const IN_TABLE: u8 = 1;
/// The mark that ends a row.
pub(super) const ROW_END: u8 = 2;

/// What is known of stretches of the main stream.
pub(super) struct Looks(Vec<(Range<usize>, u8)>);

const CHARACTER_PAGES: usize = 12;
const PARAGRAPH_PAGES: usize = 13;
const PAGE: usize = 512;

impl Looks {
    pub(super) fn of_characters(streams: &Streams<'_>) -> Self {
        Self::of(streams, CHARACTER_PAGES, |page, runs, run| {
            let at = usize::from(*page.get(4 * (runs + 1) + run)?) * 2;
            if at == 0 {
                return Some(0);
            }
            let len = usize::from(*page.get(at)?);
            Some(character(page.get(at + 1..at + 1 + len)?))
        })
    }

    pub(super) fn of_paragraphs(streams: &Streams<'_>) -> Self {
        Self::of(streams, PARAGRAPH_PAGES, |page, runs, run| {
            let at = usize::from(*page.get(4 * (runs + 1) + 13 * run)?) * 2;
            if at == 0 {
                return Some(0);
            }
            // The length is in words; where it is zero, it follows in another way.
            let (start, len) = match usize::from(*page.get(at)?) {
                0 => (at + 2, usize::from(*page.get(at + 1)?) * 2),
                words => (at + 1, words * 2 - 1),
            };
            // The number of a style stands before.
            Some(paragraph(page.get(start + 2..start + len)?))
        })
    }

    fn of(streams: &Streams<'_>, list: usize, look: impl Fn(&[u8], usize, usize) -> Option<u8>) -> Self {
        let (main, table) = (streams.main(), streams.table());
        let list = &table[streams.fib.place(list, table)];
        let count = list.len().saturating_sub(4) / 8;
        let mut looks = Vec::new();
        for nth in 0..count {
            let number = size_at(list, 4 * (count + 1) + 4 * nth).unwrap_or(0) & 0x003F_FFFF;
            let Some(page) = main.get(number * PAGE..number * PAGE + PAGE) else { continue };
            let runs = usize::from(page[PAGE - 1]);
            for run in 0..runs {
                let (Some(start), Some(end)) = (size_at(page, run * 4), size_at(page, run * 4 + 4)) else {
                    break;
                };
                match look(page, runs, run) {
                    Some(flags) if flags != 0 && start < end => looks.push((start..end, flags)),
                    _ => {}
                }
            }
        }
        looks.sort_by_key(|look| look.0.start);
        Self(looks)
    }

    /// What is known of what stands at `at`.
    pub(super) fn at(&self, at: usize) -> u8 {
        let next = self.0.partition_point(|look| look.0.start <= at);
        let found = next.checked_sub(1).map(|nth| &self.0[nth]);
        found.filter(|look| look.0.contains(&at)).map_or(0, |look| look.1)
    }
}

fn character(properties: &[u8]) -> u8 {
    let mut flags = 0;
    each(properties, |code, operand| {
        let flag = match code {
            0x0800 => DELETED,
            0x0801 => INSERTED,
            0x083C | 0x0818 | 0x0811 => HIDDEN,
            _ => return,
        };
        // 0x81 is the opposite of what the style says, which does not hide.
        if matches!(operand.first(), Some(1 | 0x81)) { flags |= flag } else { flags &= !flag }
    });
    flags
}

fn paragraph(properties: &[u8]) -> u8 {
    let mut flags = 0;
    each(properties, |code, operand| {
        let is_set = operand.first() == Some(&1);
        match code {
            0x2416 if is_set => flags |= IN_TABLE,
            0x2417 if is_set => flags |= IN_TABLE | ROW_END,
            _ => {}
        }
    });
    flags
}

/// Calls `take` with each property and its value ([MS-DOC] 2.6).
fn each(mut rest: &[u8], mut take: impl FnMut(u16, &[u8])) {
    while let Some(code) = u16_at(rest, 0) {
        let after = &rest[2..];
        let (start, len) = match (code, code >> 13) {
            // A whole table.
            (0xD608, _) => (2, usize::from(u16_at(after, 0).unwrap_or(1)).saturating_sub(1)),
            (0xC615, _) if after.first() == Some(&255) => return,
            (_, 6) => (1, usize::from(after.first().copied().unwrap_or(0))),
            (_, 0 | 1) => (0, 1),
            (_, 3) => (0, 4),
            (_, 7) => (0, 3),
            _ => (0, 2),
        };
        let Some(operand) = after.get(start..start + len) else { return };
        take(code, operand);
        rest = &after[start + len..];
    }
}
