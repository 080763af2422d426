//! Cells that only blanks part: columns of a text that were aligned by hand.

use super::{Column, fold, meaning_of};
use crate::kind::Kind;
use crate::tagger::is_han;
use crate::text::Span;

/// The cells of a line: what two blanks, a wide blank or a tab part.
pub(super) fn cells(text: &str, line: Span) -> Vec<Span> {
    let mut cells: Vec<Span> = Vec::new();
    let mut blanks = 0;
    for (at, c) in line.of(text).char_indices() {
        let start = line.start + at;
        match c {
            ' ' => blanks += 1,
            '\t' | '\u{3000}' => blanks += 2,
            c => {
                let end = start + c.len_utf8();
                match cells.last_mut().filter(|_| blanks < 2) {
                    Some(cell) => cell.end = end,
                    None => cells.push(Span::new(start, end)),
                }
                blanks = 0;
            }
        }
    }
    cells
}

/// The cells of a row under these columns, whose headings begin at these places; `None` if it cannot be told in which they
/// stand. `王　伟` is one, what is left to be written by hand may be missing at the end, and others where all that are
/// there begin right below their headings.
pub(super) fn cells_under(text: &str, line: Span, columns: &[Column], starts: &[usize]) -> Option<Vec<Span>> {
    let mut cells = cells(text, line);
    let names = columns.iter().map(|column| column.meaning == Some(Kind::Person.id()));
    for (at, _) in names.enumerate().filter(|(_, is_name)| *is_name) {
        if cells.get(at..at + 2).is_some_and(|pair| are_single(text, pair)) {
            join(&mut cells, at);
        }
    }
    let by_hand = |column: &Column| matches!(column.meaning, Some("signature" | "remarks"));
    let missing = columns.get(cells.len()..).filter(|_| cells.len() >= 2)?;
    if missing.iter().all(by_hand) {
        return Some(cells);
    }
    let (mut rest, mut end) = (cells.iter().copied().peekable(), line.start);
    let placed = starts.iter().map(|&start| {
        // An empty cell stands right behind the one before: where the next begins is that one's place.
        let own = rest.next_if(|cell| place(text, line, *cell) == start).unwrap_or(Span::new(end, end));
        end = own.end;
        own
    });
    let placed: Vec<Span> = placed.collect();
    rest.next().is_none().then_some(placed)
}

/// Where on its line a cell begins, as it is seen: Chinese characters are as wide as two others.
pub(super) fn place(text: &str, line: Span, cell: Span) -> usize {
    text[line.start..cell.start].chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// The cells of a line that may be one of headings: `姓　名` is one, `序号 户主` are two.
pub(super) fn headings(text: &str, line: Span) -> Vec<Span> {
    let mut cells: Vec<Span> = cells(text, line).into_iter().flat_map(|cell| words(text, cell)).collect();
    let mut at = 0;
    while at + 1 < cells.len() {
        let both = Span::new(cells[at].start, cells[at + 1].end);
        if are_single(text, &cells[at..at + 2]) && meaning_of(&fold(both.of(text))).is_some() {
            join(&mut cells, at);
        }
        at += 1;
    }
    cells
}

/// The parts of a cell with single blanks in it, if all of them are headings; else the cell.
fn words(text: &str, cell: Span) -> Vec<Span> {
    let words = cell.of(text).split(' ').map(|word| {
        let start = word.as_ptr().addr() - text.as_ptr().addr();
        Span::new(start, start + word.len())
    });
    let words: Vec<Span> = words.collect();
    let all = words.iter().all(|word| meaning_of(&fold(word.of(text))).is_some());
    if all { words } else { vec![cell] }
}

fn join(cells: &mut Vec<Span>, first: usize) {
    let second = cells.remove(first + 1);
    cells[first].end = second.end;
}

/// Whether each of two cells is one Chinese character.
fn are_single(text: &str, pair: &[Span]) -> bool {
    pair.iter().all(|cell| {
        let mut chars = cell.of(text).chars();
        chars.next().is_some_and(is_han) && chars.next().is_none()
    })
}

/// Whether a line is parted by blanks: most lines are not, and a look tells.
pub(super) fn is_parted(line: &str) -> bool {
    let line = line.trim();
    line.contains("  ") || line.contains('\u{3000}')
}
