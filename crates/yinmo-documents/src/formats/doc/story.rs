//! A part of a document's text that is read on its own: the body, the notes, a header.

use std::ops::Range;

use super::looks::{IN_TABLE, Looks, ROW_END};
use super::pieces::Piece;
use crate::mapped::Units;

/// A character, and where it stands.
#[derive(Clone, Copy)]
pub(super) struct Letter {
    pub(super) unit: u16,
    pub(super) units: Units,
    pub(super) look: u8,
    pub(super) raw: u32,
}

impl Letter {
    pub(super) fn range(self) -> Range<usize> {
        let start = self.raw as usize;
        start..start + if self.units == Units::Utf16 { 2 } else { 1 }
    }
}

/// The characters of a part.
pub(super) fn letters(stream: &[u8], pieces: &[Piece], looks: &Looks, wanted: Range<usize>) -> Vec<Letter> {
    let mut letters = Vec::with_capacity(wanted.len());
    for piece in pieces {
        for nth in piece.letters.start.max(wanted.start)..piece.letters.end.min(wanted.end) {
            let raw = piece.raw(nth).start;
            letters.push(Letter {
                unit: piece.unit(stream, nth),
                units: piece.units,
                look: looks.at(raw),
                raw: raw as u32,
            });
        }
    }
    letters
}

/// What a paragraph ends with.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Paragraph,
    Cell,
    Row,
}

/// A paragraph: its characters, without the mark at its end.
pub(super) struct Paragraph {
    pub(super) letters: Range<usize>,
    pub(super) end: End,
}

pub(super) fn paragraphs(letters: &[Letter], looks: &Looks) -> Vec<Paragraph> {
    let mut paragraphs = Vec::new();
    let mut start = 0;
    for (nth, letter) in letters.iter().enumerate() {
        let end = match letter.unit {
            0x0D | 0x0C => End::Paragraph,
            0x07 if looks.at(letter.raw as usize) & ROW_END != 0 => End::Row,
            0x07 => End::Cell,
            _ => continue,
        };
        paragraphs.push(Paragraph { letters: start..nth, end });
        start = nth + 1;
    }
    if start < letters.len() {
        paragraphs.push(Paragraph { letters: start..letters.len(), end: End::Paragraph });
    }
    paragraphs
}

/// What a part is made of.
pub(super) enum Block {
    /// The characters of a paragraph.
    Paragraph(Range<usize>),
    /// Rows of cells of paragraphs.
    Table(Vec<Row>),
}

pub(super) type Row = Vec<Cell>;
pub(super) type Cell = Vec<Range<usize>>;

/// Paragraphs and tables in their order. A table within a cell is read as paragraphs of that cell.
pub(super) fn blocks(letters: &[Letter], looks: &Looks) -> Vec<Block> {
    let mut blocks = Vec::new();
    let (mut rows, mut row, mut cell): (Vec<Row>, Row, Cell) = Default::default();
    for Paragraph { letters: range, end } in paragraphs(letters, looks) {
        let mark = letters.get(range.end).map_or(0, |mark| looks.at(mark.raw as usize));
        match end {
            End::Row => {
                if !cell.is_empty() {
                    row.push(std::mem::take(&mut cell));
                }
                rows.push(std::mem::take(&mut row));
            }
            End::Cell => {
                cell.push(range);
                row.push(std::mem::take(&mut cell));
            }
            End::Paragraph if mark & IN_TABLE != 0 => cell.push(range),
            End::Paragraph => {
                finish(&mut rows, &mut row, &mut cell, &mut blocks);
                blocks.push(Block::Paragraph(range));
            }
        }
    }
    finish(&mut rows, &mut row, &mut cell, &mut blocks);
    blocks
}

/// A table ends, also one that breaks off within a row.
fn finish(rows: &mut Vec<Row>, row: &mut Row, cell: &mut Cell, blocks: &mut Vec<Block>) {
    if !cell.is_empty() {
        row.push(std::mem::take(cell));
    }
    if !row.is_empty() {
        rows.push(std::mem::take(row));
    }
    if !rows.is_empty() {
        blocks.push(Block::Table(std::mem::take(rows)));
    }
}

/// The parts of a document's text: what they are called, and their characters.
pub(super) fn stories(lengths: &[usize; 8]) -> [(&'static str, Range<usize>); 8] {
    let mut start = 0;
    let names = ["正文", "脚注", "页眉页脚", "宏", "批注", "尾注", "文本框", "页眉文本框"];
    std::array::from_fn(|nth| {
        let end = start + lengths[nth];
        (names[nth], std::mem::replace(&mut start, end)..end)
    })
}

/// The part that comments are.
pub(super) const COMMENTS: usize = 4;
