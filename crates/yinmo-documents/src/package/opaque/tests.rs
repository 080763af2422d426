//! What is found in files that nobody reads, and what is left of them.

use yinmo_core::text::Span;

use super::{FORMAT, vba};
use crate::package::compound::tests::of_streams;
use crate::{Change, Changes, Encoding, Input, Limits, Record, Scope, Strip};

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn gb(text: &str) -> Vec<u8> {
    encoding_rs::GB18030.encode(text).0.into_owned()
}

/// The file with asterisks in place of `values`, and the texts in it.
fn hidden(bytes: &[u8], values: &[&str]) -> (Vec<u8>, Vec<String>) {
    let scope = Scope::new(&Limits::default());
    let input = || Input::memory(bytes, Encoding::UTF_8);
    let mut document = FORMAT.open(input(), &scope);
    let mut writer = FORMAT.writer(input(), &scope, Strip::NONE).expect("it can be written");
    let (mut out, mut texts) = (Vec::new(), Vec::new());
    while let Some(chunk) = document.next_chunk().expect("it can be read") {
        let mut changes = Changes::default();
        for record in chunk.records() {
            let Record::Prose(text) = record else { continue };
            texts.push(text.text.to_owned());
            for value in values {
                for (at, _) in text.text.match_indices(value) {
                    changes.push(Change::replace(text.index, Span::new(at, at + value.len()), "*"));
                }
            }
        }
        changes.sort();
        writer.put(&chunk, &changes, &mut out).expect("changes fit");
    }
    writer.finish(&mut out).expect("it is written");
    (out, texts)
}

fn holds(bytes: &[u8], what: &[u8]) -> bool {
    memchr::memmem::find(bytes, what).is_some()
}

#[test]
fn text_in_any_encoding_goes_with_equal_length() {
    let big: Vec<u8> = "户主：王建坪".encode_utf16().flat_map(u16::to_be_bytes).collect();
    for text in [wide("户主：王建坪"), big, gb("户主：王建坪，住在这里"), "户主：王建坪".into()]
    {
        let bytes = [&[1, 2, 3, 0, 0, 0][..], &text, &[0, 0, 0xFF, 9]].concat();
        let (out, texts) = hidden(&bytes, &["王建坪"]);
        assert_eq!(texts.len(), 1);
        assert!(texts[0].starts_with("户主：王建坪"));
        assert_eq!(out.len(), bytes.len());
        assert!(hidden(&out, &[]).1[0].starts_with("户主：*"));
        assert!(!hidden(&out, &[]).1[0].contains(['王', '建', '坪']));
        assert_eq!((&out[..6], &out[out.len() - 2..]), (&bytes[..6], &bytes[bytes.len() - 2..]));
    }
}

#[test]
fn a_word_does_not_take_the_head_of_what_follows() {
    // 户主 is `7b;N` in two bytes a character.
    let bytes = [b"\xD0 not really one ", &wide("户主：吴伟涛")[..]].concat();
    let texts = hidden(&bytes, &[]).1.concat();
    assert!(texts.contains("户主：吴伟涛"), "{texts}");
}

#[test]
fn names_of_types_are_no_text_and_numbers_are() {
    let bytes = b"\0\x01Microsoft Forms 2.0 Form\0\x02tel 13800012001, a@b.cn\0/FontBBox [-558 -307]\0";
    assert_eq!(hidden(bytes, &[]).1, [" 13800012001, a@b.cn\n"]);
}

#[test]
fn pixels_and_outlines_stay_as_they_are() {
    let name = wide("户主：王建坪");
    for head in [&b"BM\0\0\0\0\0\0\0\0"[..], b"OTTO", b"\0\x01\0\0", b"%PDF-1.7\n\xFF", b"7z\xBC\xAF\x27\x1C"]
    {
        let bytes = [head, &[0, 0], &name, &[0, 0]].concat();
        assert!(hidden(&bytes, &[]).1.is_empty(), "{head:?}");
    }
    // A number is no accident.
    assert_eq!(hidden(b"BM\0\0\0\0\0\0\0\0 13800012001", &[]).1, ["13800012001\n"]);
}

#[test]
fn the_source_of_programs_is_read_and_compressed_anew() {
    let source = gb("Attribute VB_Name = \"Module1\"\r\n' 户主：王建坪，王建坪\r\n");
    let module = [&b"\x01\x16\x01\0p-code"[..], &vba::compress(&source)].concat();
    let project = gb("ID=\"{0}\"\r\nDescription=\"经办人：王建坪同志\"\r\n");
    let file = of_streams(&[("Module1", &module), ("PROJECT", &project)]);
    let (out, texts) = hidden(&file, &["王建坪"]);
    assert!(texts.concat().contains("' 户主：王建坪"), "{texts:?}");
    assert!(!holds(&out, &gb("王建坪")));
    let all = hidden(&out, &[]).1.concat();
    assert!(!all.contains("王建坪") && all.contains("户主：*") && all.contains("经办人：*"));
}

#[test]
fn documents_in_streams_are_read_as_what_they_are() {
    let page = "<?xml version='1.0'?><a>户主：王&#24314;坪</a>".as_bytes();
    let file = of_streams(&[("Package", page)]);
    let (out, texts) = hidden(&file, &["王建坪"]);
    assert!(texts.concat().contains("王建坪"));
    let all = hidden(&out, &[]).1.concat();
    assert!(all.contains("户主：*") && !all.contains('坪'));
}

#[test]
fn bytes_at_random_are_no_text() {
    // A generator with a full period (Knuth).
    let mut state = 1_u64;
    let mut random = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 56) as u8
    };
    let bytes: Vec<u8> = std::iter::repeat_with(&mut random).take(1 << 18).collect();
    assert_eq!(hidden(&[b"OTTO", &bytes[..]].concat(), &[]).1, [""; 0]);
    assert!(hidden(&bytes, &[]).1.concat().lines().count() < 20);
}
