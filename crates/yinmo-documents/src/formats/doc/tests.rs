use yinmo_core::text::Span;

use crate::package::compound::tests::of_streams;
use crate::{Change, Changes, Encoding, FileType, Input, Limits, Reason, Scope, Strip};

fn scope() -> Scope {
    Scope::new(&Limits::default())
}

const TEXT_AT: usize = 1024;
const NARROW: &str = "Tel 138000";

/// A document of two pieces: one of bytes, one of UTF-16; between them stands text that no piece refers to.
fn document(flags: u16, version: u16) -> Vec<u8> {
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let second = "12001，完\r\u{13} HYPERLINK \u{14}链接\u{15}\r";
    let second_at = TEXT_AT + 64;
    let mut main = vec![0; TEXT_AT];
    let mut put = |at: usize, bytes: &[u8]| main[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, &0xA5EC_u16.to_le_bytes());
    put(2, &version.to_le_bytes());
    put(0x0A, &flags.to_le_bytes());
    let letters = NARROW.len() + second.encode_utf16().count();
    put(0x4C, &(letters as u32).to_le_bytes());
    put(0x98, &93_u16.to_le_bytes());
    let mut clx = vec![2];
    clx.extend_from_slice(&28_u32.to_le_bytes());
    for end in [0, NARROW.len(), letters] {
        clx.extend_from_slice(&(end as u32).to_le_bytes());
    }
    for place in [(TEXT_AT as u32 * 2) | 0x4000_0000, second_at as u32] {
        clx.extend_from_slice(&[0, 0]);
        clx.extend_from_slice(&place.to_le_bytes());
        clx.extend_from_slice(&[0, 0]);
    }
    put(0x1A6, &(clx.len() as u32).to_le_bytes());
    main.extend_from_slice(NARROW.as_bytes());
    main.resize(TEXT_AT + 20, 0);
    main.extend(wide("旧电话13900012001"));
    main.resize(second_at, 0);
    main.extend(wide(second));
    of_streams(&[("WordDocument", &main), ("0Table", &clx)])
}

fn texts(bytes: &[u8]) -> Result<Vec<String>, Option<Reason>> {
    let mut document = super::FORMAT.open(Input::memory(bytes, Encoding::UTF_8), &scope());
    let mut texts = Vec::new();
    while let Some(chunk) = document.next_chunk().map_err(|error| error.reason())? {
        texts.push(chunk.own_text().to_owned());
    }
    Ok(texts)
}

#[test]
fn a_number_over_two_pieces_is_one_and_text_left_behind_is_read() {
    let bytes = document(0, 0xC1);
    assert_eq!(texts(&bytes).unwrap(), ["Tel 13800012001，完\n链接\n", " HYPERLINK ", "旧电话13900012001\n"]);
    let mut reader = super::FORMAT.open(Input::memory(&bytes[..], Encoding::UTF_8), &scope());
    let mut writer =
        super::FORMAT.writer(Input::memory(&bytes[..], Encoding::UTF_8), &scope(), Strip::NONE).unwrap();
    let mut out = Vec::new();
    while let Some(chunk) = reader.next_chunk().unwrap() {
        let Some(start) = chunk.own_text().find("13") else { continue };
        let changes: Changes =
            [Change::replace(0, Span::new(start + 3, start + 11), "****2001")].into_iter().collect();
        writer.put(&chunk, &changes, &mut out).unwrap();
    }
    writer.finish(&mut out).unwrap();
    assert_eq!(out.len(), bytes.len());
    assert_eq!(texts(&out).unwrap(), ["Tel 138****2001，完\n链接\n", " HYPERLINK ", "旧电话139****2001\n"]);
}

#[test]
fn encrypted_and_old_documents_are_refused() {
    assert_eq!(texts(&document(0x100, 0xC1)), Err(Some(Reason::Encrypted)));
    assert_eq!(texts(&document(0, 0x68)), Err(Some(Reason::UnsupportedType(FileType::Office95))));
}
