//! Random changes to random parts: the changed parts read as asked, all others as before.

use proptest::prelude::*;
use yinmo_core::text::{Edit, Span};
use yinmo_documents::{Change, Chunk, Encoding};

use crate::common::*;

const REPLACEMENTS: [&str; 6] = ["", "***", "某", "a,b", "\"", "\n"];

/// One change a part, of the part's middle, as chosen by `picks`.
fn changes_of(chunk: &Chunk, picks: &mut impl Iterator<Item = usize>) -> Vec<Change<'static>> {
    let mut changes = Vec::new();
    for index in 0..chunk.part_count() {
        let Some(pick) = picks.next().filter(|pick| pick % 3 == 0) else { continue };
        let text = chunk.part(index).expect("a part").text;
        let boundaries: Vec<_> = (0..=text.len()).filter(|&at| text.is_char_boundary(at)).collect();
        let start = boundaries[pick / 3 % boundaries.len()];
        let end = boundaries[boundaries.len() - 1].min(boundaries[(pick / 7) % boundaries.len()].max(start));
        let replacement = REPLACEMENTS[pick / 11 % REPLACEMENTS.len()];
        changes.push(Change::replace(index, Span::new(start, end), replacement));
    }
    changes
}

/// The parts after the changes, as asked, and the document after the changes.
fn changed(chunks: &[Chunk], picks: &[usize]) -> (Vec<String>, Vec<u8>) {
    let mut picks = picks.iter().copied().cycle();
    let (mut expected, mut out, mut carry) = (Vec::new(), Vec::new(), 0);
    for chunk in chunks {
        let changes = changes_of(chunk, &mut picks);
        for index in 0..chunk.part_count() {
            let text = chunk.part(index).expect("a part").text;
            let edits =
                changes.iter().filter(|change| change.part == index).filter_map(|change| {
                    match change.action {
                        yinmo_documents::Action::Replace(span, replacement) => {
                            Some(Edit::new(span, replacement))
                        }
                        yinmo_documents::Action::Remove | yinmo_documents::Action::RemoveRow => None,
                    }
                });
            expected.push(yinmo_core::text::apply(text, &edits.collect::<Vec<_>>()));
        }
        carry = chunk.splice(&all(&changes), carry, &mut out).expect("changes that fit");
    }
    (expected, out)
}

fn all_parts(chunks: &[Chunk]) -> Vec<String> {
    let parts = chunks.iter().flat_map(|chunk| (0..chunk.part_count()).filter_map(|index| chunk.part(index)));
    parts.map(|part| part.text.to_owned()).collect()
}

fn check(id: &str, text: &str, encoding: Encoding, chunk_bytes: usize, picks: &[usize]) {
    let chunks = read(id, &encoded(text, encoding), encoding, chunk_bytes);
    let (expected, out) = changed(&chunks, picks);
    let again = read(id, &out, encoding, chunk_bytes);
    assert_eq!(all_parts(&again), expected, "{id}");
}

/// Rows whose delimiter and quoting stay recognisable whatever is changed in them.
fn any_table() -> impl Strategy<Value = String> {
    let cell = prop_oneof![
        Just("13800012001".to_owned()),
        Just("张三𠮷".to_owned()),
        Just(String::new()),
        Just("\"a,\"\"b\"".to_owned()),
        Just("\"x\ny\"".to_owned()),
        Just("=\"0138\"".to_owned()),
        Just("\"=\"\"0138\"\"\"".to_owned()),
        Just("'330106".to_owned()),
        Just("a\"b".to_owned()),
        Just("\"a\"b".to_owned()),
    ];
    let row = prop::collection::vec(cell, 3..4).prop_map(|cells| cells.join(","));
    prop::collection::vec(row, 1..10).prop_map(|rows| format!("sep=,\n{}\n", rows.join("\r\n")))
}

/// The rows of `text` without the cells chosen by `picks`; what is left of a row is a row.
fn check_removal(text: &str, chunk_bytes: usize, picks: &[bool]) {
    let mut picks = picks.iter().copied().cycle();
    let (mut expected, mut out) = (Vec::new(), Vec::new());
    for chunk in read("csv", text.as_bytes(), Encoding::UTF_8, chunk_bytes) {
        let mut changes = Vec::new();
        for record in chunk.records() {
            let (gone, kept): (Vec<_>, Vec<_>) =
                parts(&record).into_iter().partition(|_| picks.next() == Some(true));
            changes.extend(gone.iter().map(|part| Change::remove(part.index)));
            expected.push(kept.iter().map(|part| part.text.to_owned()).collect::<Vec<_>>());
        }
        assert_eq!(chunk.splice(&all(&changes), 0, &mut out).expect("changes that fit"), 0);
    }
    // An only cell without text leaves a blank line.
    expected.iter_mut().filter(|row| **row == [""]).for_each(Vec::clear);
    let mut found = texts(&read("csv", &out, Encoding::UTF_8, chunk_bytes));
    found.iter_mut().filter(|row| **row == [""]).for_each(Vec::clear);
    assert_eq!(found, expected);
}

proptest! {
    #[test]
    fn removed_cells(
        text in any_table(),
        chunk_bytes in any_chunk_bytes(),
        mut picks in prop::collection::vec(any::<bool>(), 1..40),
    ) {
        picks.splice(0..0, [false, false]);
        picks.resize(200, false);
        check_removal(&text, chunk_bytes, &picks);
    }

    #[test]
    fn tables(
        text in any_table(),
        encoding in any_encoding(),
        chunk_bytes in any_chunk_bytes(),
        mut picks in prop::collection::vec(0..1000_usize, 1..40),
    ) {
        // The line that names the delimiter stays as it is.
        picks.splice(0..0, [1, 1]);
        picks.resize(200, 1);
        check("csv", &text, encoding, chunk_bytes, &picks);
    }

    #[test]
    fn json(
        text in any_json(),
        encoding in any_encoding(),
        picks in prop::collection::vec(0..1000_usize, 1..40),
    ) {
        check("json", &text, encoding, 9, &picks);
        let flat = text.replace(['\n', '\r'], " ");
        check("jsonl", &format!("{flat}\n{flat}"), encoding, 9, &picks);
    }
}
