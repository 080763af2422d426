//! An encoding that was detected decodes every byte, and encodes it to the same.
#![no_main]

use yinmo_documents::detect_encoding;
use yinmo_fuzz::document::{read, rewritten};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    match detect_encoding(&mut &*data) {
        Ok(encoding) => {
            assert!(data.starts_with(encoding.bom_bytes()));
            let chunks = read("text", data, encoding, 7).expect("detected, so decodable");
            assert!(rewritten(&chunks) == data);
        }
        Err(error) => assert!(error.offset().is_some_and(|offset| offset <= data.len() as u64)),
    }
});
