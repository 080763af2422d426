//! What is taken out of a document: blanks come in its place, so that every other byte stays where it is.

use std::collections::HashSet;

use super::Streams;
use super::lists::{COMMENTERS, COMMENTS, REVISERS, Text, following, initials, strings};
use super::looks::{DELETED, Looks};
use super::pieces::pieces;
use super::reader::says;
use super::story::{self, Block, Letter, blocks, letters, stories};
use crate::mapped::{Edits, EntryId, Name, RemovedCells, Units};
use crate::{Error, Extra, Strip};

/// # Errors
/// If the document is broken, or cells that are to go are not found.
pub(super) fn strip(
    streams: &Streams<'_>,
    strip: Strip,
    removed: &[RemovedCells],
    edits: &mut Edits,
) -> Result<(), Error> {
    let (comments, changes) = (strip.takes(Extra::Comments), strip.takes(Extra::TrackedChanges));
    if !comments && !changes && removed.is_empty() {
        return Ok(());
    }
    let pieces = pieces(streams)?;
    let (characters, marks) = (Looks::of_characters(streams), Looks::of_paragraphs(streams));
    let gone = gone(removed)?;
    let mut tables = 0;
    for (nth, (_, range)) in stories(&streams.fib.lengths).into_iter().enumerate() {
        let letters = letters(streams.main(), &pieces, &characters, range);
        let goes =
            |letter: &Letter| (comments && nth == story::COMMENTS) || (changes && letter.look & DELETED != 0);
        blank(streams.main, letters.iter().filter(|letter| goes(letter)), edits);
        if gone.is_empty() {
            continue;
        }
        for block in blocks(&letters, &marks) {
            let Block::Table(rows) = block else { continue };
            tables += 1;
            for (row, cells) in rows.iter().enumerate() {
                for (column, cell) in cells.iter().enumerate() {
                    if gone.contains(&(tables, row as u32 + 1, column as u32 + 1)) {
                        let all = cell.iter().flat_map(|range| &letters[range.clone()]);
                        blank(streams.main, all, edits);
                    }
                }
            }
        }
    }
    lists(streams, comments, changes, edits);
    Ok(())
}

/// Table, row and column of cells that go.
fn gone(removed: &[RemovedCells]) -> Result<HashSet<(usize, u32, u32)>, Error> {
    let mut gone = HashSet::new();
    for RemovedCells { name, cells } in removed {
        let &Name::Table(table) = name else { return Err(Error::bad_change(0)) };
        gone.extend(cells.iter().map(|&(row, column)| (table, row, column)));
    }
    Ok(gone)
}

fn blank<'l>(entry: EntryId, letters: impl Iterator<Item = &'l Letter>, edits: &mut Edits) {
    for letter in letters.filter(|letter| says(**letter)) {
        let blank: &[u8] = if letter.units == Units::Utf16 { b" \0" } else { b" " };
        edits.push(entry, letter.range(), blank);
    }
}

/// Who commented, and who changed the text.
fn lists(streams: &Streams<'_>, comments: bool, changes: bool, edits: &mut Edits) {
    let table = streams.table();
    let place = |nth: usize| streams.fib.place(nth, table);
    let mut gone: Vec<Text> = Vec::new();
    if changes {
        gone.extend(strings(table, place(REVISERS)).0);
    }
    if comments {
        gone.extend(following(table, place(COMMENTERS)));
        gone.extend(initials(table, place(COMMENTS)));
    }
    for text in gone.into_iter().filter(|text| text.says(table)) {
        edits.push(streams.table, text.range.clone(), &b" \0".repeat(text.range.len() / 2));
    }
}
