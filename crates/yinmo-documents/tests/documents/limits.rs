//! Long lines, open quotes and the bounds on both.

use yinmo_documents::{Encoding, Input, Limits, Reason, Scope};

use crate::common::*;

fn rows_within(longest_row: usize, chunk_bytes: usize) -> Limits {
    Limits { longest_row, chunk_bytes, ..Limits::default() }
}

#[test]
fn a_row_longer_than_the_limit_is_refused_whatever_the_chunk_size() {
    for chunk_bytes in [1, 7, 100, 1 << 20] {
        for id in ["csv", "jsonl"] {
            let fits = "9".repeat(99) + "\n1\n";
            let chunks = try_read(id, fits.as_bytes(), Encoding::UTF_8, &rows_within(100, chunk_bytes));
            assert_eq!(texts(&chunks.expect("rows that fit")).len(), 2, "{id}");
            for too_long in ["9".repeat(200) + "\n", "1\n".to_owned() + &"9".repeat(200)] {
                let read = try_read(id, too_long.as_bytes(), Encoding::UTF_8, &rows_within(100, chunk_bytes));
                assert_eq!(read.expect_err("too long").reason(), Some(Reason::TooLarge), "{id}");
            }
        }
    }
}

#[test]
fn a_document_read_whole_has_a_limit() {
    let limits = Limits { json_bytes: 10, ..Limits::default() };
    assert!(try_read("json", b"[12345678]", Encoding::UTF_8, &limits).is_ok());
    let error = try_read("json", b"[123456789]", Encoding::UTF_8, &limits).expect_err("11 bytes");
    assert_eq!(error.reason(), Some(Reason::TooLarge));
}

#[test]
fn a_quote_that_does_not_close_in_time_is_itself() {
    let text = "a,\"b\nc,d\n".to_owned() + &"e,f\n".repeat(50) + "g,\"h\"\n";
    for chunk_bytes in [1, 7, 100, 1 << 20] {
        let chunks = try_read("csv", text.as_bytes(), Encoding::UTF_8, &rows_within(60, chunk_bytes));
        let rows = texts(&chunks.expect("tolerant"));
        assert_eq!(rows.len(), 53, "{chunk_bytes}");
        assert_eq!((&rows[0][1][..], &rows[52][1][..]), ("\"b", "h"), "{chunk_bytes}");
    }
}

#[test]
fn a_line_of_fifty_megabytes_is_read_in_pieces_and_comes_back_whole() {
    let text = "低保名单13800012001，".repeat((50 << 20) / 29);
    let mut document =
        format("text").open(Input::memory(text.as_bytes(), Encoding::UTF_8), &Scope::new(&Limits::default()));
    let (mut passed, mut chunks) = (0, 0);
    while let Some(chunk) = document.next_chunk().expect("readable") {
        assert!(chunk.window().len() <= (256 << 10) * 2, "pieces stay small");
        let own = chunk.own_text();
        assert!(text[passed..].starts_with(own), "nothing lost");
        assert_eq!(chunk.start().line, 1);
        passed += own.len();
        chunks += 1;
    }
    assert_eq!(passed, text.len());
    assert!(chunks > 100);
}
