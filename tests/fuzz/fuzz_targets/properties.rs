//! Any text, as text and as documents: what the pipeline promises holds.
#![no_main]

use yinmo_fuzz::input::{text_of_pieces, with_choices};
use yinmo_fuzz::pipeline::{check_document, check_text};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let (data, [choice]) = with_choices(data);
    let text = text_of_pieces(data);
    match choice / 4 % 3 {
        0 => check_text(&text),
        1 => check_document("a.txt", &text, choice),
        _ => check_document("a.csv", &text, choice),
    }
});
