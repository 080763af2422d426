//! A splice without changes gives back the file, and the chunk size shows nowhere.

use proptest::prelude::*;

use crate::common::*;

fn rewritten(chunks: &[yinmo_documents::Chunk]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut carry = 0;
    for chunk in chunks {
        carry = chunk.splice(&all(&[]), carry, &mut out).expect("nothing to fit");
    }
    assert_eq!(carry, 0);
    out
}

/// Text, row or path, and position of every part; prose joined, because its parts are chunks.
fn seen(id: &str, chunks: &[yinmo_documents::Chunk]) -> Vec<String> {
    if id == "text" {
        return vec![chunks.iter().map(yinmo_documents::Chunk::own_text).collect()];
    }
    let mut seen = Vec::new();
    for chunk in chunks {
        for record in chunk.records() {
            for part in parts(&record) {
                let ends = [0, part.text.len()].map(|at| chunk.position(part.index, at));
                seen.push(format!("{} {:?} {} {ends:?}", part.text, part.key, part.place()));
            }
        }
    }
    seen
}

fn check(id: &str, text: &str, encoding: yinmo_documents::Encoding, chunk_bytes: usize) {
    let bytes = encoded(text, encoding);
    let chunks = read(id, &bytes, encoding, chunk_bytes);
    assert!(rewritten(&chunks) == bytes, "{id}: the bytes changed");
    let whole = read(id, &bytes, encoding, 1 << 20);
    assert_eq!(seen(id, &chunks), seen(id, &whole), "{id}");
    let code_points: usize = chunks.iter().map(yinmo_documents::Chunk::code_points).sum();
    assert_eq!(code_points, text.chars().count(), "{id}");
    let lines: usize = chunks.iter().map(yinmo_documents::Chunk::lines).sum();
    assert_eq!(lines, whole.iter().map(yinmo_documents::Chunk::lines).sum::<usize>(), "{id}");
}

proptest! {
    #[test]
    fn text_and_tables(text in any_text(), encoding in any_encoding(), chunk_bytes in any_chunk_bytes()) {
        for id in ["text", "csv", "tsv"] {
            check(id, &text, encoding, chunk_bytes);
        }
    }

    #[test]
    fn json(text in any_json(), encoding in any_encoding(), chunk_bytes in any_chunk_bytes()) {
        check("json", &text, encoding, chunk_bytes);
    }

    #[test]
    fn json_lines(
        lines in prop::collection::vec(any_json(), 0..8),
        encoding in any_encoding(),
        chunk_bytes in any_chunk_bytes(),
        line_end in prop_oneof![Just("\n"), Just("\r\n"), Just("\n\n")],
    ) {
        check("jsonl", &lines.join(line_end), encoding, chunk_bytes);
    }
}

#[test]
fn empty_files_have_no_chunks_and_a_lone_mark_survives() {
    for id in ["text", "csv", "tsv", "json", "jsonl"] {
        assert!(read(id, b"", yinmo_documents::Encoding::UTF_8, 9).is_empty(), "{id}");
        for encoding in ENCODINGS {
            check(id, "", encoding, 9);
        }
    }
}

#[test]
fn bytes_that_encode_differently_today_survive() {
    let encoding = ENCODINGS[4];
    // 0x80 and 0xA2E3 are both the euro sign; the others moved between editions or stand for private characters.
    let odd = b"\x80,\xA2\xE3,\xA8\xBC,\xA6\xD9,\xFE\x59,\x84\x31\x82\x36,\xAA\xA1,13800012001\n";
    for id in ["text", "csv"] {
        for chunk_bytes in [1, 4, 1 << 20] {
            let bytes = odd.repeat(40);
            assert!(rewritten(&read(id, &bytes, encoding, chunk_bytes)) == bytes, "{id}");
        }
    }
}
