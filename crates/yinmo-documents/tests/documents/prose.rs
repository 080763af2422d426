//! Cuts through prose: context, and changes that reach over them.

use proptest::prelude::*;
use yinmo_core::text::{Edit, Span};
use yinmo_documents::{Change, Chunk, Encoding};

use crate::common::*;

#[test]
fn context_is_the_text_around() {
    let text = "第一行，联系电话：\n13800012001。\r\n第三行𠮷\n".repeat(200);
    for chunk_bytes in [1, 20, 500, 5000] {
        let mut start = 0;
        for chunk in read("text", text.as_bytes(), Encoding::UTF_8, chunk_bytes) {
            let end = start + chunk.own_text().len();
            assert!(text[..start].ends_with(chunk.context_before()), "{chunk_bytes}");
            assert!(text[end..].starts_with(chunk.context_after()), "{chunk_bytes}");
            let full = |context: &str, there: usize| context.len() + 4 > there.min(2048);
            assert!(full(chunk.context_before(), start), "{chunk_bytes}");
            assert!(full(chunk.context_after(), text.len() - end), "{chunk_bytes}");
            assert_eq!(chunk.own().of(chunk.window()), chunk.own_text());
            start = end;
        }
        assert_eq!(start, text.len());
    }
}

/// Splices with each edit given to the chunk in which it starts.
fn spliced(chunks: &[Chunk], edits: &[Edit]) -> Vec<u8> {
    let (mut out, mut carry, mut start) = (Vec::new(), 0, 0);
    for chunk in chunks {
        let end = start + chunk.own_text().len();
        let own = edits.iter().filter(|edit| (start..end).contains(&edit.span.start));
        let changes = own
            .map(|edit| {
                let span = Span::new(edit.span.start - start, edit.span.end - start);
                Change::replace(0, span, &edit.replacement)
            })
            .collect();
        carry = chunk.splice(&changes, carry, &mut out).expect("changes that fit");
        start = end;
    }
    out
}

proptest! {
    #[test]
    fn changes_over_cuts_are_exact(
        text in any_text(),
        marks in prop::collection::vec((0..10_usize, 1..20_usize, 0..3_usize), 0..12),
        encoding in any_encoding(),
        chunk_bytes in any_chunk_bytes(),
    ) {
        let boundaries: Vec<_> = (0..=text.len()).filter(|&at| text.is_char_boundary(at)).collect();
        let mut edits = Vec::new();
        let mut next = 0;
        for (gap, length, replacement) in marks {
            let (start, end) = (next + gap, next + gap + length);
            if end >= boundaries.len() { break }
            let span = Span::new(boundaries[start], boundaries[end]);
            edits.push(Edit::new(span, ["", "*", "某某某"][replacement]));
            next = end;
        }
        let chunks = read("text", &encoded(&text, encoding), encoding, chunk_bytes);
        let expected = encoded(&yinmo_core::text::apply(&text, &edits), encoding);
        prop_assert!(spliced(&chunks, &edits) == expected);
    }
}

#[test]
fn what_a_carried_change_used_up_is_not_changed_again() {
    let chunks = read("text", b"ab\ncd\n", Encoding::UTF_8, 3);
    assert_eq!(chunks.len(), 2);
    for (second, expected) in [
        (vec![], "a*d\n"),
        (vec![replace(0, 0, 1, "#")], "a*d\n"),
        (vec![replace(0, 0, 2, "#")], "a*#\n"),
        (vec![replace(0, 1, 2, "#")], "a*#\n"),
    ] {
        let mut out = Vec::new();
        let carry =
            chunks[0].splice(&all(&[replace(0, 1, 4, "*")]), 0, &mut out).expect("reaches into context");
        assert_eq!(carry, 1);
        assert_eq!(chunks[1].splice(&all(&second), carry, &mut out).expect("fits"), 0);
        assert_eq!(out, expected.as_bytes());
    }
}
