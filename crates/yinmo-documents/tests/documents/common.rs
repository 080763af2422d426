//! Reading and writing whole documents in a line.

use proptest::prelude::{Strategy, prop_oneof};
use yinmo_core::text::Span;
use yinmo_documents::formats::FORMATS;
use yinmo_documents::{
    Change, Changes, Charset, Chunk, Encoding, Error, Format, Input, Limits, Part, Record, Scope, Strip, What,
};

pub fn format(id: &str) -> &'static dyn Format {
    FORMATS.into_iter().find(|format| format.id() == id).expect("a known id")
}

pub const ENCODINGS: [Encoding; 6] = [
    Encoding { charset: Charset::Utf8, bom: false },
    Encoding { charset: Charset::Utf8, bom: true },
    Encoding { charset: Charset::Utf16Le, bom: true },
    Encoding { charset: Charset::Utf16Be, bom: true },
    Encoding { charset: Charset::Gb18030, bom: false },
    Encoding { charset: Charset::Gb18030, bom: true },
];

pub fn encoded(text: &str, encoding: Encoding) -> Vec<u8> {
    let mut bytes = encoding.bom_bytes().to_vec();
    match encoding.charset {
        Charset::Utf8 => bytes.extend_from_slice(text.as_bytes()),
        Charset::Utf16Le => bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes)),
        Charset::Utf16Be => bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes)),
        Charset::Gb18030 => bytes.extend_from_slice(&encoding_rs::GB18030.encode(text).0),
    }
    bytes
}

pub fn chunked(chunk_bytes: usize) -> Limits {
    Limits { chunk_bytes, ..Limits::default() }
}

pub fn try_read(id: &str, bytes: &[u8], encoding: Encoding, limits: &Limits) -> Result<Vec<Chunk>, Error> {
    let mut document = format(id).open(Input::stream(bytes, encoding), &Scope::new(limits));
    let mut chunks = Vec::new();
    while let Some(chunk) = document.next_chunk()? {
        chunks.push(chunk);
    }
    Ok(chunks)
}

pub fn read(id: &str, bytes: &[u8], encoding: Encoding, chunk_bytes: usize) -> Vec<Chunk> {
    try_read(id, bytes, encoding, &chunked(chunk_bytes)).expect("a readable document")
}

/// The one chunk of a small UTF-8 document.
pub fn chunk(id: &str, text: &str) -> Chunk {
    let mut chunks = read(id, text.as_bytes(), Encoding::UTF_8, 1 << 20);
    assert_eq!(chunks.len(), 1, "one chunk");
    chunks.remove(0)
}

pub fn spliced(chunk: &Chunk, changes: &[Change<'_>]) -> String {
    let mut out = Vec::new();
    assert_eq!(chunk.splice(&all(changes), 0, &mut out).expect("changes that fit"), 0);
    String::from_utf8(out).expect("UTF-8 stays UTF-8")
}

pub fn all(changes: &[Change<'_>]) -> Changes {
    changes.iter().copied().collect()
}

pub fn replace(part: usize, start: usize, end: usize, replacement: &str) -> Change<'_> {
    Change::replace(part, Span::new(start, end), replacement)
}

pub fn parts<'a>(record: &Record<'a>) -> Vec<Part<'a>> {
    match record {
        Record::Prose(part) => vec![*part],
        Record::Row { cells, .. } => cells.iter().collect(),
        Record::Fields(fields) => fields.iter().collect(),
        _ => Vec::new(),
    }
}

/// The texts of all parts, a list a record.
pub fn texts(chunks: &[Chunk]) -> Vec<Vec<String>> {
    let records = chunks.iter().flat_map(Chunk::records);
    records.map(|record| parts(&record).iter().map(|part| part.text.to_owned()).collect()).collect()
}

pub fn any_encoding() -> impl Strategy<Value = Encoding> {
    (0..ENCODINGS.len()).prop_map(|nth| ENCODINGS[nth])
}

pub fn any_chunk_bytes() -> impl Strategy<Value = usize> {
    prop_oneof![1..40_usize, 40..400_usize, proptest::strategy::Just(1 << 20)]
}

/// Text full of what parsers trip over.
pub fn any_text() -> impl Strategy<Value = String> {
    proptest::collection::vec(0..PIECES.len(), 0..60)
        .prop_map(|pieces| pieces.into_iter().map(|piece| PIECES[piece]).collect())
}

const PIECES: [&str; 22] = [
    ",",
    ",",
    "\"",
    "\"\"",
    "\n",
    "\n",
    "\r\n",
    "\r",
    "\t",
    ";",
    "|",
    "=\"",
    "'",
    "张三",
    "𠮷",
    "€",
    "13800012001",
    "a",
    " ",
    "{",
    "\\",
    "\u{E7C7}",
];

/// Well-formed JSON of every shape, written with various blanks and escapes.
pub fn any_json() -> impl Strategy<Value = String> {
    let scalar = prop_oneof![
        (0..SCALARS.len()).prop_map(|nth| SCALARS[nth].to_owned()),
        proptest::string::string_regex("[a-z张\u{20BB7}0-9 ]{0,8}")
            .expect("a regex")
            .prop_map(|s| format!("\"{s}\"")),
    ];
    let blank = || (0..BLANKS.len()).prop_map(|nth| BLANKS[nth]);
    scalar.prop_recursive(4, 40, 5, move |inner| {
        let element = (blank(), inner.clone(), blank()).prop_map(|(a, v, b)| format!("{a}{v}{b}"));
        let member = (blank(), 0..KEYS.len(), blank(), inner, blank())
            .prop_map(|(a, key, b, v, c)| format!("{a}{}{b}:{v}{c}", KEYS[key]));
        prop_oneof![
            proptest::collection::vec(element, 1..5).prop_map(|all| format!("[{}]", all.join(","))),
            proptest::collection::vec(member, 1..5).prop_map(|all| format!("{{{}}}", all.join(","))),
        ]
    })
}

const SCALARS: [&str; 10] = [
    "null",
    "true",
    "0",
    "-1.5e+3",
    "13800012001",
    r#""""#,
    r#""\u5f20\n""#,
    r#""\ud842\udfb7x\/""#,
    "[]",
    "{}",
];
const KEYS: [&str; 4] = [r#""姓名""#, r#""a""#, r#""\u7535话""#, r#""""#];
const BLANKS: [&str; 4] = ["", "", " ", " \t"];

/// The lines and rows of text that a document of a format without an encoding of its own says, each with its place.
pub fn said(id: &str, bytes: &[u8]) -> Vec<String> {
    let chunks = read(id, bytes, Encoding::UTF_8, 1 << 20);
    let mut all = Vec::new();
    for chunk in &chunks {
        for record in chunk.records() {
            match record {
                Record::Prose(part) => {
                    let mut at = 0;
                    for line in part.text.split('\n') {
                        let (place, _) = chunk.stand(&part, at, &mut |_, key| key.to_owned());
                        at += line.len() + 1;
                        if !line.is_empty() {
                            all.push(format!("{place}|{line}"));
                        }
                    }
                }
                record => {
                    let cells: Vec<_> = parts(&record).iter().map(|part| part.text.to_owned()).collect();
                    all.push(format!("[{}]", cells.join("|")));
                }
            }
        }
    }
    all
}

/// The document with every one of `wanted` replaced by `with`.
pub fn rewritten(id: &str, bytes: &[u8], wanted: &[&str], with: &str) -> Result<Vec<u8>, Error> {
    rewritten_by(id, bytes, &mut |part, changes| {
        let mut found: Vec<_> = wanted
            .iter()
            .flat_map(|wanted| part.text.match_indices(wanted).map(|(at, text)| (at, at + text.len())))
            .collect();
        found.sort_unstable();
        found
            .into_iter()
            .for_each(|(start, end)| changes.push(Change::replace(part.index, Span::new(start, end), with)));
    })
}

/// The document with changes to each of its parts.
pub fn rewritten_by(
    id: &str,
    bytes: &[u8],
    change: &mut dyn FnMut(&Part<'_>, &mut Changes),
) -> Result<Vec<u8>, Error> {
    let (format, scope) = (format(id), Scope::new(&Limits::default()));
    let mut document = format.open(Input::memory(bytes, Encoding::UTF_8), &scope);
    let mut writer = format.writer(Input::memory(bytes, Encoding::UTF_8), &scope, Strip::NONE)?;
    let mut out = Vec::new();
    while let Some(chunk) = document.next_chunk()? {
        let mut changes = Changes::default();
        chunk.records().flat_map(|record| parts(&record)).for_each(|part| change(&part, &mut changes));
        writer.put(&chunk, &changes, &mut out)?;
    }
    writer.finish(&mut out)?;
    Ok(out)
}

/// The notes of a document, in words.
pub fn notes(id: &str, bytes: &[u8]) -> Vec<String> {
    let mut document =
        format(id).open(Input::memory(bytes, Encoding::UTF_8), &Scope::new(&Limits::default()));
    while document.next_chunk().expect("a readable document").is_some() {}
    let told = |what: What| match what {
        What::Unread { reason, .. } => reason.id().to_owned(),
        What::Hidden(hiding) => hiding.id().to_owned(),
        other => format!("{other:?}"),
    };
    document.take_notes().into_iter().map(|note| format!("{}: {}", note.place, told(note.what))).collect()
}
