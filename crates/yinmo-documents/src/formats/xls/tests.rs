use yinmo_core::text::Span;

use crate::package::compound::tests::of_streams;
use crate::{Change, Changes, Encoding, Input, Limits, Reason, Record, Scope, Strip};

fn record(id: u16, body: &[u8]) -> Vec<u8> {
    [&id.to_le_bytes()[..], &(body.len() as u16).to_le_bytes(), body].concat()
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

const GLOBALS: &[u8] = &[0, 6, 5, 0, 0, 0, 0, 0];
const SHEET: &[u8] = &[0, 6, 0x10, 0, 0, 0, 0, 0];

/// A sheet with a text that goes on in another record in another way, and a number.
fn workbook(extra: &[u8]) -> Vec<u8> {
    let name = [&[3, 1][..], &wide("救助表")].concat();
    let strings = [&[1, 0, 0, 0, 1, 0, 0, 0, 13, 0, 1][..], &wide("电话138000")].concat();
    let mut globals = record(0x809, GLOBALS);
    globals.extend_from_slice(extra);
    let at = globals.len() + 4 + 6 + name.len() + 4 + strings.len() + 4 + 6 + 4;
    globals.extend(record(0x85, &[&(at as u32).to_le_bytes()[..], &[0, 0], &name].concat()));
    globals.extend(record(0xFC, &strings));
    globals.extend(record(0x3C, b"\x0012001"));
    globals.extend(record(0x0A, &[]));
    assert_eq!(globals.len(), at);
    globals.extend(record(0x809, SHEET));
    globals.extend(record(0xFD, &[4, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
    globals.extend(record(0x203, &[&[4, 0, 2, 0, 0, 0][..], &13_800_012_001_f64.to_le_bytes()].concat()));
    globals.extend(record(0x0A, &[]));
    globals
}

fn scope() -> Scope {
    Scope::new(&Limits::default())
}

fn file(book: &[u8]) -> Vec<u8> {
    of_streams(&[("Workbook", book)])
}

/// The cells with what they say.
fn cells(bytes: &[u8]) -> Vec<(String, String)> {
    let mut document = super::FORMAT.open(Input::memory(bytes, Encoding::UTF_8), &scope());
    let mut found = Vec::new();
    while let Some(chunk) = document.next_chunk().unwrap() {
        for part in rows(&chunk) {
            let part = chunk.part(part).unwrap();
            if !part.text.is_empty() {
                let (place, _) = chunk.stand(&part, 0, &mut |_, key| key.to_owned());
                found.push((place.to_string(), part.text.to_owned()));
            }
        }
    }
    found
}

fn rows(chunk: &crate::Chunk) -> Vec<usize> {
    let rows = chunk
        .records()
        .filter_map(|record| if let Record::Row { cells, .. } = record { Some(cells) } else { None });
    rows.flat_map(|cells| cells.iter().map(|part| part.index).collect::<Vec<_>>()).collect()
}

fn masked(bytes: &[u8]) -> Vec<u8> {
    let mut document = super::FORMAT.open(Input::memory(bytes, Encoding::UTF_8), &scope());
    let mut writer =
        super::FORMAT.writer(Input::memory(bytes, Encoding::UTF_8), &scope(), Strip::NONE).unwrap();
    let mut out = Vec::new();
    while let Some(chunk) = document.next_chunk().unwrap() {
        let mut changes = Changes::default();
        for index in rows(&chunk) {
            let text = chunk.part(index).unwrap().text;
            if let Some(start) = text.find("138") {
                changes.push(Change::replace(index, Span::new(start + 3, start + 11), "****1"));
            }
        }
        writer.put(&chunk, &changes, &mut out).unwrap();
    }
    writer.finish(&mut out).unwrap();
    out
}

#[test]
fn a_text_over_two_records_and_a_number_are_masked_in_place() {
    let bytes = file(&workbook(&[]));
    let told = |text: &str, number: &str| {
        [("救助表!A5".to_owned(), text.to_owned()), ("救助表!C5".to_owned(), number.to_owned())]
    };
    assert_eq!(cells(&bytes), told("电话13800012001", "13800012001"));
    let out = masked(&bytes);
    assert_eq!(out.len(), bytes.len());
    assert_eq!(cells(&out), told("电话138****1***", "138**"));
}

#[test]
fn what_needs_no_change_stays_byte_for_byte() {
    let bytes = file(&workbook(&[]));
    let mut writer =
        super::FORMAT.writer(Input::memory(&bytes[..], Encoding::UTF_8), &scope(), Strip::NONE).unwrap();
    let mut out = Vec::new();
    writer.finish(&mut out).unwrap();
    assert_eq!(out, bytes);
}

fn refused(bytes: &[u8]) -> Option<Reason> {
    let mut document = super::FORMAT.open(Input::memory(bytes, Encoding::UTF_8), &scope());
    loop {
        match document.next_chunk() {
            Ok(Some(_)) => {}
            Ok(None) => return None,
            Err(error) => return error.reason(),
        }
    }
}

#[test]
fn encrypted_and_old_workbooks_are_refused() {
    use crate::FileType::{Office95, Ole};
    assert_eq!(refused(&file(&workbook(&record(0x2F, &[0; 6])))), Some(Reason::Encrypted));
    assert_eq!(refused(&of_streams(&[("Book", b"")])), Some(Reason::UnsupportedType(Office95)));
    assert_eq!(refused(&of_streams(&[("EncryptedPackage", b"")])), Some(Reason::Encrypted));
    assert_eq!(refused(&of_streams(&[("PowerPoint Document", b"")])), Some(Reason::UnsupportedType(Ole)));
    assert_eq!(refused(&file(&workbook(&[])[..70])), Some(Reason::Malformed));
}

#[test]
fn mutated_workbooks_are_read_or_refused() {
    let book = workbook(&record(0x18, &[0; 20]));
    for at in 0..book.len() {
        for value in [0, 0x7F, 0xFF] {
            let mut bad = book.clone();
            bad[at] = value;
            let _ = refused(&file(&bad));
        }
    }
}

/// What stands beside the cells.
fn aside(bytes: &[u8]) -> String {
    let mut document = super::FORMAT.open(Input::memory(bytes, Encoding::UTF_8), &scope());
    let mut text = String::new();
    while let Some(chunk) = document.next_chunk().unwrap() {
        for record in chunk.records() {
            if let Record::Prose(part) = record {
                text.push_str(part.text);
            }
        }
    }
    text
}

#[test]
fn people_are_told_from_programs_beside_the_cells() {
    let path = "\u{1}\u{1}CUsers\u{3}李小红\u{3}a.xls";
    let len = u8::try_from(path.chars().count()).unwrap();
    let extra = [
        record(0x1A9, &[&[0; 50][..], &[3, 0, 1], &wide("王小明")].concat()),
        record(0x1AE, &[&[0, 0, len, 0, 1][..], &wide(path)].concat()),
        record(0x5C, b"\x04\0\0Calc"),
        record(0x41E, b"\x05\0\x07\0\0General"),
    ];
    let text = aside(&file(&workbook(&extra.concat())));
    for told in ["用户：王小明\n", "姓名：李小红\n"] {
        assert!(text.contains(told), "{text}");
    }
    assert!(!text.contains("Calc") && !text.contains("General"), "{text}");
}

#[test]
fn what_stands_behind_the_end_of_a_record_is_read() {
    let left = wide("户主：王建坪");
    let numbers =
        [0x0B, 0x0E0, 0x17, 0x200, 0x201, 0x203, 0x208, 0x23E, 0x862, 0x809, 0xE5, 0xFD, 0x20B, 0xBE];
    let others = [0x5D, 0x90, 0x9E, 0x87D, 0x896];
    for id in numbers.into_iter().chain(others) {
        let body = [&[0; 40][..], &left].concat();
        // A sheet of its own, so that whatever begins ends.
        let end = if id == 0x809 { record(0x0A, &[]) } else { Vec::new() };
        let text = aside(&file(&workbook(&[record(id, &body), end].concat())));
        assert!(text.contains("户主：王建坪"), "{id:x}");
    }
    let strings = [&[1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, b'a'][..], &left].concat();
    for (id, body) in [
        (0x0A, left.clone()),
        (0xFC, strings),
        (0x204, [&[0; 6][..], &[1, 0, 0, b'a'], &left].concat()),
        (0x207, [&[1, 0, 0, b'a'][..], &left].concat()),
        (0x1C, [&[0; 8][..], &[1, 0, 0, b'a', 0], &left].concat()),
    ] {
        let begin = if id == 0x0A { record(0x809, SHEET) } else { Vec::new() };
        let text = aside(&file(&workbook(&[begin, record(id, &body)].concat())));
        assert!(text.contains("户主：王建坪"), "{id:x}");
    }
}

#[test]
fn records_that_end_where_they_should_hold_no_text() {
    // Numbers that would be letters.
    let letters = b"@a0bcd@5a67890@bc@de12345@f@1234567890@abc@de12345@f@";
    for (id, len) in [(0xE0, 20), (0x200, 14), (0x208, 16), (0x23E, 18), (0x3D, 18), (0xA1, 34), (0x862, 20)]
    {
        let body = if id == 0x862 {
            [&letters[..12], &[20, 0], &letters[..6]].concat()
        } else {
            letters[..len].to_vec()
        };
        assert!(!aside(&file(&workbook(&record(id, &body)))).contains('@'), "{id:x}");
    }
}

#[test]
fn results_of_formulas_go_with_their_constants() {
    let formula = |result: [u8; 8], constant: f64| {
        let tokens = [&[0x1F][..], &constant.to_le_bytes()].concat();
        record(6, &[&[0; 6][..], &result, &[0; 6], &[9, 0], &tokens].concat())
    };
    let (number, text) = (1_f64.to_le_bytes(), [0, 0, 0, 0, 0, 0, 0xFF, 0xFF]);
    let forgotten = |result, new| {
        let (old, mut new) = (formula(result, 13_800_012_001.0), formula(result, new));
        super::number::forget_results(&old, &mut new);
        new[10..18].to_vec()
    };
    assert_eq!(forgotten(number, 0.0), [3, 0, 0, 0, 0, 0, 0xFF, 0xFF]);
    assert_eq!(forgotten(number, 13_800_012_001.0), number);
    assert_eq!(forgotten(text, 0.0), text);
}
