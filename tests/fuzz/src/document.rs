//! What must hold for any document of a format.

use yinmo_documents::formats::FORMATS;
use yinmo_documents::{Changes, Chunk, Encoding, Error, Input, Limits, Part, Record, Scope, detect_encoding};

use crate::changes;
use crate::input::{encoded, with_choices};

/// Reads the fuzzer's bytes as a document of the format, in one of the encodings, whole and in small chunks.
pub fn check(format: &str, data: &[u8]) {
    let (document, [chunk_bytes, choice, seed]) = with_choices(data);
    let bytes = encoded(document, choice);
    let Ok(encoding) = detect_encoding(&mut &*bytes) else { return };
    match (read(format, &bytes, encoding, chunk_bytes), read(format, &bytes, encoding, 1 << 20)) {
        (Ok(chunks), Ok(whole)) => {
            assert!(rewritten(&chunks) == bytes, "without changes the bytes stay");
            assert_eq!(seen(&chunks), seen(&whole), "the size of the chunks shows nowhere");
            chunks.iter().for_each(check_places);
            changes::check(format, &encoded(&changes::readable(format, document), choice), chunk_bytes, seed);
        }
        (Err(one), Err(other)) => {
            assert_eq!((one.reason(), one.offset()), (other.reason(), other.offset()));
        }
        (one, other) => panic!("in chunks {:?}, whole {:?}", one.err(), other.err()),
    }
}

/// The chunks of a document.
pub fn read(format: &str, bytes: &[u8], encoding: Encoding, chunk_bytes: usize) -> Result<Vec<Chunk>, Error> {
    let format = FORMATS.into_iter().find(|known| known.id() == format).expect("a known format");
    let limits = Limits { chunk_bytes, ..Limits::default() };
    let mut document = format.open(Input::memory(bytes, encoding), &Scope::new(&limits));
    std::iter::from_fn(|| document.next_chunk().transpose()).collect()
}

/// The chunks written without changes.
pub fn rewritten(chunks: &[Chunk]) -> Vec<u8> {
    let (mut out, mut carry) = (Vec::new(), 0);
    for chunk in chunks {
        carry = chunk.splice(&Changes::default(), carry, &mut out).expect("nothing to fit");
    }
    assert_eq!(carry, 0);
    out
}

/// The parts of a record.
fn parts<'a>(record: Record<'a>) -> Vec<Part<'a>> {
    match record {
        Record::Prose(part) => vec![part],
        Record::Row { cells, .. } => cells.iter().collect(),
        Record::Fields(fields) => fields.iter().collect(),
        _ => Vec::new(),
    }
}

/// What each part says and where it stands. Prose has no parts but its chunks, so there it is the text alone.
fn seen(chunks: &[Chunk]) -> (String, Vec<String>) {
    let (mut prose, mut seen) = (String::new(), Vec::new());
    for record in chunks.iter().flat_map(Chunk::records) {
        if let Record::Prose(part) = record {
            prose.push_str(part.text);
            continue;
        }
        seen.push("record".to_owned());
        seen.extend(
            parts(record).into_iter().map(|part| format!("{} {:?} {:?}", part.place(), part.key, part.text)),
        );
    }
    (prose, seen)
}

/// Every character of every part has a place in the window and in the file, one after the other.
fn check_places(chunk: &Chunk) {
    let own = chunk.own();
    assert_eq!(own.of(chunk.window()), chunk.own_text());
    let (start, most) = (chunk.start().code_point, chunk.code_points());
    for part in (0..chunk.part_count()).filter_map(|index| chunk.part(index)) {
        let ends = part.text.char_indices().map(|(at, _)| at).chain([part.text.len()]);
        let (mut last_at, mut last_position) = (own.start, chunk.start());
        for offset in ends {
            let (at, position) = (chunk.locate(part.index, offset), chunk.position(part.index, offset));
            assert!(at <= own.end && chunk.window().is_char_boundary(at));
            assert!(position.code_point <= start + most);
            assert!(at >= last_at && position >= last_position, "later characters stand further on");
            (last_at, last_position) = (at, position);
        }
    }
}
