//! Lines, columns and code points of every byte of every part.

use proptest::prelude::*;
use yinmo_documents::{Encoding, Position};

use crate::common::*;

/// The position of every character of `text` and of its end, counted one by one.
fn by_hand(text: &str) -> Vec<(usize, Position)> {
    let mut here = Position { line: 1, column: 1, code_point: 0 };
    let mut positions = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        positions.push((at, here));
        here.code_point += 1;
        here.column += 1;
        if c == '\n' || (c == '\r' && chars.peek().is_none_or(|(_, next)| *next != '\n')) {
            (here.line, here.column) = (here.line + 1, 1);
        }
    }
    positions.push((text.len(), here));
    positions
}

proptest! {
    #[test]
    fn prose_agrees_with_counting(text in any_text(), encoding in any_encoding(), chunk_bytes in any_chunk_bytes()) {
        let expected = by_hand(&text);
        let mut start = 0;
        for chunk in read("text", &encoded(&text, encoding), encoding, chunk_bytes) {
            let own = chunk.own_text().len();
            let inside = |at: &usize| (start..start + own).contains(at);
            for (at, position) in expected.iter().filter(|(at, _)| inside(at)) {
                prop_assert_eq!(chunk.position(0, at - start), *position);
            }
            start += own;
        }
    }

    #[test]
    fn cells_agree_with_counting(text in any_text(), encoding in any_encoding(), chunk_bytes in any_chunk_bytes()) {
        let expected = by_hand(&text);
        let mut start = 0;
        for chunk in read("csv", &encoded(&text, encoding), encoding, chunk_bytes) {
            for index in 0..chunk.part_count() {
                let cell = chunk.part(index).expect("a part");
                for (offset, c) in cell.text.char_indices() {
                    let at = start + chunk.locate(index, offset);
                    let (_, position) = expected[expected.partition_point(|(before, _)| *before < at)];
                    prop_assert_eq!(chunk.position(index, offset), position);
                    prop_assert!(text[at..].starts_with(c), "a cell's character stands where it says");
                }
            }
            start += chunk.own_text().len();
        }
    }
}

#[test]
fn astral_characters_count_once_and_marks_not_at_all() {
    for encoding in ENCODINGS {
        let bytes = encoded("姓名,电话\r\n𠮷某,138", encoding);
        let chunk = &read("csv", &bytes, encoding, 1 << 20)[0];
        let last = chunk.position(3, 3);
        assert_eq!(last, Position { line: 2, column: 7, code_point: 13 }, "{}", encoding.id());
    }
}

#[test]
fn escapes_count_as_they_are_written() {
    let chunk = &read("json", br#"{"a":"\u0031x"}"#, Encoding::UTF_8, 9)[0];
    assert_eq!(chunk.position(1, 0).column, 7);
    assert_eq!(chunk.position(1, 1).column, 13);
    assert_eq!(chunk.position(1, 2).column, 14);
}
