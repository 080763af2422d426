//! A file of any name and content: whatever is told from its first bytes, it is read whole or not inspected.
#![no_main]

use yinmo_documents::{Sniffed, detect_encoding, sniff};
use yinmo_fuzz::document::read;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let (name, file) = match data.iter().position(|&byte| byte == b'\n') {
        Some(end) => (String::from_utf8_lossy(&data[..end]), &data[end + 1..]),
        None => (String::new().into(), data),
    };
    let Sniffed::Format(format) = sniff(file, &name) else { return };
    let Ok(encoding) = detect_encoding(&mut &*file) else { return };
    if let Err(error) = read(format.id(), file, encoding, 1 << 20) {
        assert!(error.reason().is_some(), "the file's fault and not the reader's");
    }
});
