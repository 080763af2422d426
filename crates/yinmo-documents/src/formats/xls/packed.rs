//! Numbers that share a record, of which some are gone.
//!
//! The record becomes several that take as many bytes: numbers, blank cells, and one cell of text that fills up what is
//! left. Where there are too few gone for that, those that are gone become zero.

use std::ops::Range;

use super::number::GONE;
use crate::package::compound::le::{u16_at, u32_at};

const NUMBERS: u16 = 0x00BD;
const NUMBER: u16 = 0x027E;
const BLANKS: u16 = 0x00BE;
const BLANK: u16 = 0x0201;
const LABEL: u16 = 0x0204;
/// Header, place, look and length of a cell of text.
const LABEL_HEAD: usize = 13;

/// Writes the records of a stream anew in which numbers are gone.
pub(super) fn settle(stream: &mut [u8]) {
    let mut at = 0;
    while let (Some(id), Some(len)) = (u16_at(stream, at), u16_at(stream, at + 2)) {
        let range = at..at + 4 + usize::from(len);
        let Some(record) = stream.get(range.clone()) else { return };
        if id == NUMBERS
            && let Some(anew) = anew(record)
        {
            stream[range.clone()].copy_from_slice(&anew);
        }
        at = range.end;
    }
}

/// Cells of a record that follow each other: numbers, or gone.
struct Run {
    cells: Range<usize>,
    is_gone: bool,
}

impl Run {
    /// Bytes of the records that it takes.
    fn size(&self) -> usize {
        match (self.cells.len(), self.is_gone) {
            (0, _) => 0,
            (1, true) => 10,
            (1, false) => 14,
            (len, true) => 10 + 2 * len,
            (len, false) => 10 + 6 * len,
        }
    }
}

/// The record written anew, if something in it is gone.
fn anew(record: &[u8]) -> Option<Vec<u8>> {
    let count = record.len().checked_sub(10)? / 6;
    let is_gone = |cell: usize| u32_at(record, 8 + cell * 6 + 2) == Some(GONE);
    let mut runs: Vec<Run> = Vec::new();
    for cell in 0..count {
        match runs.last_mut() {
            Some(run) if run.is_gone == is_gone(cell) => run.cells.end += 1,
            _ => runs.push(Run { cells: cell..cell + 1, is_gone: is_gone(cell) }),
        }
    }
    let longest = runs.iter().position(|run| {
        run.is_gone && runs.iter().all(|other| !other.is_gone || other.cells.len() <= run.cells.len())
    })?;
    // Its first cell is the one of text.
    runs[longest].cells.start += 1;
    let taken: usize = runs.iter().map(Run::size).sum();
    match record.len().checked_sub(taken + LABEL_HEAD).filter(|&letters| letters > 0) {
        Some(letters) => Some(written(record, &runs, longest, letters)),
        None => Some(zeros(record, count)),
    }
}

fn zeros(record: &[u8], count: usize) -> Vec<u8> {
    let mut out = record.to_vec();
    for cell in 0..count {
        let bits = 8 + cell * 6 + 2..8 + cell * 6 + 6;
        if u32_at(record, bits.start) == Some(GONE) {
            out[bits].copy_from_slice(&[2, 0, 0, 0]);
        }
    }
    out
}

fn written(record: &[u8], runs: &[Run], longest: usize, letters: usize) -> Vec<u8> {
    let (row, first) = (&record[4..6], u16_at(record, 6).unwrap_or(0));
    let column = |cell: usize| (first + cell as u16).to_le_bytes();
    let look = |cell: usize| &record[8 + cell * 6..8 + cell * 6 + 2];
    let mut out = Vec::with_capacity(record.len());
    let mut push = |id: u16, body: &[&[u8]]| {
        out.extend_from_slice(&id.to_le_bytes());
        out.extend_from_slice(&(body.iter().map(|part| part.len()).sum::<usize>() as u16).to_le_bytes());
        body.iter().for_each(|part| out.extend_from_slice(part));
    };
    for (nth, run) in runs.iter().enumerate() {
        if nth == longest {
            let cell = run.cells.start - 1;
            let mut text = vec![b' '; letters];
            text[0] = b'*';
            push(LABEL, &[row, &column(cell), look(cell), &(letters as u16).to_le_bytes(), &[0], &text]);
        }
        let cells = run.cells.clone();
        let start = cells.start;
        match (cells.len(), run.is_gone) {
            (0, _) => {}
            (1, true) => push(BLANK, &[row, &column(start), look(start)]),
            (1, false) => push(NUMBER, &[row, &column(start), &record[8 + start * 6..14 + start * 6]]),
            (_, true) => {
                let looks: Vec<u8> = cells.clone().flat_map(look).copied().collect();
                push(BLANKS, &[row, &column(start), &looks, &column(cells.end - 1)]);
            }
            (_, false) => {
                let numbers = &record[8 + start * 6..8 + cells.end * 6];
                push(NUMBERS, &[row, &column(start), numbers, &column(cells.end - 1)]);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{GONE, anew, u16_at};

    fn numbers(bits: &[u32]) -> Vec<u8> {
        let mut record = vec![0xBD, 0, (6 + bits.len() * 6) as u8, 0, 4, 0, 2, 0];
        for (nth, bits) in bits.iter().enumerate() {
            record.extend_from_slice(&(nth as u16 + 15).to_le_bytes());
            record.extend_from_slice(&bits.to_le_bytes());
        }
        record.extend_from_slice(&(bits.len() as u16 + 1).to_le_bytes());
        record
    }

    fn ids(mut records: &[u8]) -> Vec<u16> {
        let mut ids = Vec::new();
        while let (Some(id), Some(len)) = (u16_at(records, 0), u16_at(records, 2)) {
            ids.push(id);
            records = &records[4 + usize::from(len)..];
        }
        assert!(records.is_empty());
        ids
    }

    #[test]
    fn numbers_that_are_gone_leave_blank_cells_and_no_byte_more_or_less() {
        let gone = |count: usize| [vec![6; 3], vec![GONE; count], vec![10; 4]].concat();
        let record = numbers(&gone(8));
        let new = anew(&record).unwrap();
        assert_eq!(new.len(), record.len());
        assert_eq!(ids(&new), [0xBD, 0x204, 0xBE, 0xBD]);
        // Too few leave no room.
        let record = numbers(&gone(1));
        assert_eq!(anew(&record).unwrap(), numbers(&[vec![6; 3], vec![2], vec![10; 4]].concat()));
        assert_eq!(anew(&numbers(&[6, 10])), None);
    }
}
