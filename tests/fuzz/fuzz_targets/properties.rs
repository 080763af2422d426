//! Any text, as text and as documents: what the pipeline promises holds.
#![no_main]

use yinmo_fuzz::input::{text_of_pieces, with_choices};
use yinmo_fuzz::pipeline::{check_document, check_text};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let (data, [choice]) = with_choices(data);
    let text = text_of_pieces(data);
    match choice / 4 % 3 {
        0 => check_text(&text),
        // A chunk of prose sees no further, so in a longer text it may find less.
        1 if text.len() <= 2 << 10 => check_document("a.txt", &text, choice),
        1 => {}
        _ => check_document("a.csv", &text, choice),
    }
});
