//! Types that their first bytes name.

use memchr::memmem;

use super::FileType;

/// The type that `head` starts like, if it is one that cannot be mistaken for text.
pub(super) fn of(head: &[u8]) -> Option<FileType> {
    let by_prefix = PREFIXES.iter().find(|(prefix, _)| head.starts_with(prefix)).map(|&(_, what)| what);
    match by_prefix {
        Some(FileType::Zip) => Some(inside_zip(head)),
        Some(FileType::Ole) => Some(inside_compound(head)),
        Some(what) => Some(what),
        None => by_offset(head),
    }
}

/// Whether bytes are sound, pixels, outlines of letters, compressed data or machine code: nothing of it is written.
/// Drawings of Windows are text between lines.
pub(crate) fn is_coded(bytes: &[u8], name: &str) -> bool {
    const FONTS: [&[u8]; 6] = [b"\0\x01\0\0", b"OTTO", b"ttcf", b"true", b"wOFF", b"wOF2"];
    // Those that Office embeds hide their first bytes.
    const EXTENSIONS: [&str; 3] = [".odttf", ".fntdata", ".eot"];
    let head = &bytes[..bytes.len().min(4 << 10)];
    let is_drawing = head.starts_with(b"\x01\0\0\0") || head.starts_with(b"\xD7\xCD\xC6\x9A");
    let is_font = FONTS.iter().any(|font| head.starts_with(font));
    let name = name.to_ascii_lowercase();
    is_font
        || EXTENSIONS.iter().any(|extension| name.ends_with(extension))
        || !is_drawing
            && of(head).is_some_and(|what| {
                use FileType::{Archive, Gzip, Image, Media, Pdf, Program, Zip};
                matches!(what, Archive | Gzip | Image | Media | Pdf | Program | Zip)
            })
}

#[rustfmt::skip]
static PREFIXES: &[(&[u8], FileType)] = &[
    (b"PK\x03\x04", FileType::Zip),
    (b"PK\x05\x06", FileType::Zip),
    (b"PK\x07\x08", FileType::Zip),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", FileType::Ole),
    (b"%PDF-", FileType::Pdf),
    (b"{\\rtf", FileType::Rtf),
    (b"\x89PNG\r\n\x1A\n", FileType::Image),
    (b"\xFF\xD8\xFF", FileType::Image),
    (b"GIF87a", FileType::Image),
    (b"GIF89a", FileType::Image),
    (b"II*\0", FileType::Image),
    (b"MM\0*", FileType::Image),
    (b"8BPS\0", FileType::Image),
    (b"\0\0\x01\0", FileType::Image),
    (b"\x01\0\0\0", FileType::Image),
    (b"\xD7\xCD\xC6\x9A", FileType::Image),
    (b"Rar!\x1A\x07", FileType::Archive),
    (b"7z\xBC\xAF\x27\x1C", FileType::Archive),
    (b"\x1F\x8B", FileType::Gzip),
    (b"BZh91AY&SY", FileType::Archive),
    (b"\xFD7zXZ\0", FileType::Archive),
    (b"\x28\xB5\x2F\xFD", FileType::Archive),
    (b"SQLite format 3\0", FileType::Database),
    (b"\0\x01\0\0Standard ", FileType::Database),
    (b"\x7FELF", FileType::Program),
    (b"OggS\0", FileType::Media),
    (b"fLaC\0", FileType::Media),
    (b"ID3\x03", FileType::Media),
    (b"ID3\x04", FileType::Media),
    (b"#!AMR", FileType::Media),
    (b"\x1A\x45\xDF\xA3", FileType::Media),
];

/// Names that do not stand at the very start, or that letters alone would not make certain.
fn by_offset(head: &[u8]) -> Option<FileType> {
    let at = |offset: usize, name: &[u8]| head.get(offset..).is_some_and(|rest| rest.starts_with(name));
    let has_nul = memchr::memchr(0, head).is_some();
    if at(0, b"RIFF") && has_nul {
        return Some(if at(8, b"WEBP") { FileType::Image } else { FileType::Media });
    }
    if at(4, b"ftyp") && has_nul {
        let pictures: [&[u8]; 5] = [b"heic", b"heix", b"avif", b"mif1", b"msf1"];
        let picture = pictures.iter().any(|brand| at(8, brand));
        return Some(if picture { FileType::Image } else { FileType::Media });
    }
    if at(257, b"ustar") && has_nul {
        return Some(FileType::Tar);
    }
    if at(0, b"BM") && has_nul && at(6, b"\0\0\0\0") {
        return Some(FileType::Image);
    }
    if at(0, b"MZ") && has_nul {
        return Some(FileType::Program);
    }
    let late_pdf = has_nul || head.iter().any(|&byte| byte >= 0x80);
    (late_pdf && memmem::find(&head[..head.len().min(1024)], b"%PDF-").is_some()).then_some(FileType::Pdf)
}

/// Entries whose names tell what a zip file is.
#[rustfmt::skip]
static ENTRIES: &[(&[u8], FileType)] = &[
    (b"word/", FileType::Docx),
    (b"xl/", FileType::Xlsx),
    (b"ppt/", FileType::Pptx),
    (b"OFD.xml", FileType::Ofd),
    (b"application/vnd.oasis.opendocument", FileType::OpenDocument),
];

fn inside_zip(head: &[u8]) -> FileType {
    let found = ENTRIES.iter().find(|(entry, _)| memmem::find(head, entry).is_some());
    found.map_or(FileType::Zip, |&(_, what)| what)
}

/// Streams whose names tell what a compound file is. Its directory does not always stand in the head.
static STREAMS: &[(&str, FileType)] = &[
    ("WordDocument", FileType::Doc),
    ("Workbook", FileType::Xls),
    ("PowerPoint Document", FileType::Ole),
    ("__properties_version1.0", FileType::Ole),
];

fn inside_compound(head: &[u8]) -> FileType {
    let stands = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memmem::find(head, &name).is_some()
    };
    // Messages and presentations hold documents.
    let found = STREAMS.iter().rev().find(|(name, _)| stands(name));
    found.map_or(FileType::Ole, |&(_, what)| what)
}
