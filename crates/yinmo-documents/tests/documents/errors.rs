//! What is refused, where, and what the message holds.

use yinmo_documents::{Change, Encoding, Limits, Reason};

use crate::common::*;

#[test]
fn ill_formed_json_is_refused_at_its_byte() {
    let cases = [
        ("json", "{\"a\":1", 6),
        ("json", "{\"a\" 1}", 5),
        ("json", "{a:1}", 1),
        ("json", "{\"a\":1,}", 7),
        ("json", "{,}", 1),
        ("json", "[1,]", 3),
        ("json", "[1 2]", 3),
        ("json", "[01]", 2),
        ("json", "[nul]", 1),
        ("json", "[\"a\nb\"]", 3),
        ("json", "[1] x", 4),
        ("json", "{} {}", 3),
        ("json", "[1}", 2),
        ("json", "\u{FEFF}{}", 0),
        ("jsonl", "{}\n{\n", 4),
        ("jsonl", "{\"a\":\n1}", 5),
    ];
    for (id, text, offset) in cases {
        for encoding in ENCODINGS {
            let bytes = encoded(text, encoding);
            let error = try_read(id, &bytes, encoding, &chunked(3)).expect_err("ill-formed");
            assert_eq!(error.reason(), Some(Reason::Malformed), "{text}");
            let expected = encoded(&text[..offset], encoding).len() as u64;
            assert_eq!(error.offset(), Some(expected), "{text} in {}", encoding.id());
        }
    }
}

#[test]
fn nesting_has_a_limit() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert_eq!(chunk("json", &nested(128)).part_count(), 0);
    assert!(try_read("json", nested(129).as_bytes(), Encoding::UTF_8, &Limits::default()).is_err());
}

#[test]
fn a_file_that_changed_since_detection_is_refused() {
    for (bytes, encoding, offset) in [
        (&b"abc\xFFdef"[..], ENCODINGS[0], 3),
        (b"abc", ENCODINGS[1], 0),
        (b"\xEF\xBB\xBFab\xE4\xB8", ENCODINGS[1], 5),
        (b"\xFF\xFEa\0\0\xD8", ENCODINGS[2], 4),
        (b"ab\xFF", ENCODINGS[4], 2),
    ] {
        for id in ["text", "csv", "json", "jsonl"] {
            let error = try_read(id, bytes, encoding, &Limits::default()).expect_err("undecodable");
            assert_eq!((error.reason(), error.offset()), (Some(Reason::Undecodable), Some(offset)), "{id}");
        }
    }
}

#[test]
fn changes_that_do_not_fit_are_refused() {
    let chunk = chunk("csv", "张三,13800012001\n");
    let cases = [
        vec![replace(2, 0, 0, "")],
        vec![replace(1, 0, 12, "")],
        vec![replace(0, 1, 3, "")],
        vec![replace(1, 4, 5, ""), replace(1, 3, 5, "")],
        vec![Change::remove(1), Change::remove(0)],
    ];
    for changes in cases {
        let error = chunk.splice(&all(&changes), 0, &mut Vec::new()).expect_err("a change that does not fit");
        assert_eq!(error.reason(), None);
        assert!(!format!("{error} {error:?} {changes:?} {chunk:?}").contains("138"), "no text in messages");
    }
}

#[test]
fn a_replacement_the_encoding_lacks_is_refused() {
    let chunks = read("text", b"abc", ENCODINGS[4], 9);
    let error = chunks[0].splice(&all(&[replace(0, 0, 1, "\u{E5E5}")]), 0, &mut Vec::new());
    assert_eq!(error.expect_err("not in GB18030").reason(), None);
}
