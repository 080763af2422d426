//! Changed parts read as asked and all others as before.

use yinmo_core::text::{Edit, Span, apply};
use yinmo_documents::{Action, Change, Chunk, detect_encoding};

use crate::document::read;

/// Changes some parts of a document that can be read, and reads what came of it.
pub fn check(format: &str, bytes: &[u8], chunk_bytes: usize, seed: usize) {
    let Ok(encoding) = detect_encoding(&mut &*bytes) else { return };
    let Ok(chunks) = read(format, bytes, encoding, chunk_bytes) else { return };
    if chunks.iter().any(has_open_quote) {
        return;
    }
    let (mut expected, mut out, mut carry) = (Vec::new(), Vec::new(), 0);
    for (nth, chunk) in chunks.iter().enumerate() {
        let changes = changes_of(chunk, if nth == 0 { 2 } else { 0 }, seed);
        expected.extend(texts(chunk, &changes));
        carry = chunk.splice(&changes.iter().copied().collect(), carry, &mut out).expect("changes that fit");
    }
    let again = read(format, &out, encoding, chunk_bytes).expect("what was written can be read");
    let found: Vec<String> = again.iter().flat_map(|chunk| texts(chunk, &[])).collect();
    if format == "text" {
        // Prose has no parts but its chunks, and those are cut elsewhere now.
        return assert_eq!(found.concat(), expected.concat());
    }
    for (found, expected) in found.iter().zip(&expected) {
        assert_eq!(found, as_read(format, expected));
    }
    assert_eq!(found.len(), expected.len());
}

/// A table's delimiter is told from its rows, which changes can make another. Here the first line names it.
pub fn readable(format: &str, document: &[u8]) -> Vec<u8> {
    let line: &[u8] = match format {
        "csv" => b"sep=,\n",
        "tsv" => b"sep=\t\n",
        _ => b"",
    };
    [line, document].concat()
}

/// A change can make a cell a formula, `="0138"`, of which the text inside is read.
fn as_read<'t>(format: &str, text: &'t str) -> &'t str {
    if matches!(format, "json" | "jsonl") {
        return text;
    }
    let inner = text.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    inner.filter(|inner| !inner.contains('"')).unwrap_or(text)
}

/// Whether the quote before a cell never closes, so that it is part of the cell: one that a later change brings
/// would close it.
fn has_open_quote(chunk: &Chunk) -> bool {
    let mut parts = (0..chunk.part_count()).filter_map(|index| chunk.part(index));
    parts.any(|part| {
        part.text.starts_with('"') && !chunk.window()[..chunk.locate(part.index, 0)].ends_with('"')
    })
}

/// A change of every third part from `first` on, and in each of another piece of it.
fn changes_of(chunk: &Chunk, first: usize, seed: usize) -> Vec<Change<'static>> {
    let parts = (first..chunk.part_count()).filter(|index| (index + seed).is_multiple_of(3));
    parts.filter_map(|index| Some(change(index, chunk.part(index)?.text, index + seed))).collect()
}

fn change(part: usize, text: &str, seed: usize) -> Change<'static> {
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let (one, other) = (ends[seed % ends.len()], ends[seed / 3 % ends.len()]);
    Change::replace(part, Span::new(one.min(other), one.max(other)), REPLACEMENTS[seed % REPLACEMENTS.len()])
}

const REPLACEMENTS: [&str; 7] = ["*", "[电话]", "某", "", ",", "\t", "\""];

/// The texts of all parts with `changes` applied.
fn texts(chunk: &Chunk, changes: &[Change<'_>]) -> Vec<String> {
    let edits = |index| changes.iter().filter(move |change| change.part == index).filter_map(edit_of);
    let parts = (0..chunk.part_count()).filter_map(|index| chunk.part(index));
    parts.map(|part| apply(part.text, &edits(part.index).collect::<Vec<_>>())).collect()
}

fn edit_of(change: &Change<'_>) -> Option<Edit> {
    match change.action {
        Action::Replace(span, replacement) => Some(Edit::new(span, replacement)),
        Action::Remove | Action::RemoveRow => None,
    }
}
