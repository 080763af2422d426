//! Running text in every encoding.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| yinmo_fuzz::document::check("text", data));
