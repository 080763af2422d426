//! What cannot be read, or only in part, is never clean, and nothing is published of it as if it were.

use std::io::Write;

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder};
use yinmo::{Pipeline, Source, Verdict};
use yinmo_documents::{Limits, Reason};

/// A zip file byte by byte, so that it can be wrong.
#[derive(Default)]
struct Zip {
    local: Vec<u8>,
    directory: Vec<u8>,
    count: u16,
}

#[derive(Clone, Copy, Default)]
struct Entry<'e> {
    name: &'e str,
    data: &'e [u8],
    deflated: bool,
    flags: u16,
    crc: Option<u32>,
    size: Option<u32>,
    mode: u32,
    unlisted: bool,
    /// Where the directory says that it begins.
    start: Option<u32>,
}

impl Zip {
    fn with(self, name: &str, data: impl AsRef<[u8]>) -> Self {
        self.entry(Entry { name, data: data.as_ref(), ..Entry::default() })
    }

    fn entry(mut self, entry: Entry<'_>) -> Self {
        let crc = entry.crc.unwrap_or_else(|| crc(entry.data));
        let size = entry.size.unwrap_or(entry.data.len() as u32);
        let packed = if entry.deflated { deflated(entry.data) } else { entry.data.to_vec() };
        let mut common = Vec::new();
        common.extend(20_u16.to_le_bytes());
        common.extend((entry.flags | 0x800).to_le_bytes());
        common.extend(if entry.deflated { 8_u16 } else { 0 }.to_le_bytes());
        common.extend([0, 0, 0x21, 0x58]);
        common.extend(crc.to_le_bytes());
        common.extend((packed.len() as u32).to_le_bytes());
        common.extend(size.to_le_bytes());
        common.extend((entry.name.len() as u16).to_le_bytes());
        common.extend(0_u16.to_le_bytes());
        let start = entry.start.unwrap_or(self.local.len() as u32);
        self.local.extend(b"PK\x03\x04");
        self.local.extend(&common);
        self.local.extend(entry.name.as_bytes());
        self.local.extend(packed);
        if !entry.unlisted {
            self.directory.extend(b"PK\x01\x02\x14\x03");
            self.directory.extend(&common);
            self.directory.extend([0; 6]);
            self.directory.extend((entry.mode << 16).to_le_bytes());
            self.directory.extend(start.to_le_bytes());
            self.directory.extend(entry.name.as_bytes());
            self.count += 1;
        }
        self
    }

    fn done(self) -> Vec<u8> {
        let Self { mut local, directory, count } = self;
        let start = local.len() as u32;
        local.extend(&directory);
        local.extend(b"PK\x05\x06\0\0\0\0");
        local.extend(count.to_le_bytes());
        local.extend(count.to_le_bytes());
        local.extend((directory.len() as u32).to_le_bytes());
        local.extend(start.to_le_bytes());
        local.extend([0, 0]);
        local
    }
}

fn crc(data: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(data);
    crc.sum()
}

fn deflated(data: &[u8]) -> Vec<u8> {
    let mut out = DeflateEncoder::new(Vec::new(), Compression::best());
    out.write_all(data).expect("memory can be written");
    out.finish().expect("memory can be written")
}

fn gzipped(data: &[u8]) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::best());
    out.write_all(data).expect("memory can be written");
    out.finish().expect("memory can be written")
}

fn text(name: &str, data: &[u8]) -> Vec<u8> {
    let mut block = vec![0; 512];
    block[..name.len()].copy_from_slice(name.as_bytes());
    block[100..124].copy_from_slice(b"0000644\x000000000\x000000000\0");
    block[124..136].copy_from_slice(format!("{:011o}\0", data.len()).as_bytes());
    block[136..148].copy_from_slice(b"00000000000\0");
    block[156] = b'0';
    block[257..265].copy_from_slice(b"ustar\x0000");
    summed(&mut block);
    block.extend(data);
    block.resize(block.len().next_multiple_of(512), 0);
    block
}

fn summed(block: &mut [u8]) {
    block[148..156].fill(b' ');
    let sum: u32 = block[..512].iter().map(|&byte| u32::from(byte)).sum();
    block[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
}

const END: [u8; 1024] = [0; 1024];
const LIST: &str = "姓名,手机\n王建坪,13800012001\n";

const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
const RELATIONSHIPS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
const BODY: &str = r#"<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>户主：王建坪，手机：13800012001</w:t></w:r></w:p></w:body></w:document>"#;

/// A Word document with another part.
fn letter(name: &str, part: impl AsRef<[u8]>) -> Vec<u8> {
    letter_of(BODY).with(name, part).done()
}

fn letter_of(body: impl AsRef<[u8]>) -> Zip {
    let package = Zip::default().with("[Content_Types].xml", TYPES).with("_rels/.rels", RELATIONSHIPS);
    package.with("word/document.xml", body)
}

fn verdict(pipeline: &Pipeline, name: &str, bytes: &[u8]) -> Verdict {
    pipeline.check(Source::Bytes { name, bytes }, &mut ()).expect("memory can be read").verdict
}

/// It is not read at all, and nothing is written of it.
fn assert_refused(name: &str, bytes: &[u8], reason: Reason) {
    assert_refused_by(&Pipeline::default(), name, bytes, reason);
}

fn assert_refused_by(pipeline: &Pipeline, name: &str, bytes: &[u8], reason: Reason) {
    assert_eq!(verdict(pipeline, name, bytes), Verdict::NotInspected(reason), "{name}");
    let (report, out) = pipeline.mask_bytes(Source::Bytes { name, bytes }, &mut ()).expect("no fault");
    assert_eq!(report.verdict, Verdict::NotInspected(reason), "{name}");
    assert!(out.is_empty(), "{name}");
}

/// Some of it is not read; what is written of it says so.
fn assert_unread(name: &str, bytes: &[u8]) {
    assert_unread_by(&Pipeline::default(), name, bytes);
}

fn assert_unread_by(pipeline: &Pipeline, name: &str, bytes: &[u8]) {
    let unread = Verdict::NotInspected(Reason::UnreadParts);
    assert_eq!(verdict(pipeline, name, bytes), unread, "{name}");
    if let Ok((report, out)) = pipeline.mask_bytes(Source::Bytes { name, bytes }, &mut ()) {
        assert_eq!(report.verdict, unread, "{name}");
        assert_eq!(verdict(pipeline, name, &out), unread, "{name}, written");
    }
}

fn with_limits(change: impl FnOnce(&mut Limits)) -> Pipeline {
    let mut limits = Limits::default();
    change(&mut limits);
    Pipeline::default().with_limits(limits)
}

#[test]
fn sound_ones_of_these_are_masked() {
    let letter = letter_of(BODY).done();
    assert_eq!(verdict(&Pipeline::default(), "a.docx", &letter), Verdict::NeedsMasking);
    let zip = Zip::default().with("list.csv", LIST).done();
    assert_eq!(verdict(&Pipeline::default(), "a.zip", &zip), Verdict::NeedsMasking);
    let tar = [text("list.csv", LIST.as_bytes()), END.to_vec()].concat();
    assert_eq!(verdict(&Pipeline::default(), "a.tar", &tar), Verdict::NeedsMasking);
    for (name, bytes) in [("list.csv.gz", gzipped(LIST.as_bytes())), ("a.tgz", gzipped(&tar)), ("a.tar", tar)]
    {
        let (report, out) =
            Pipeline::default().mask_bytes(Source::Bytes { name, bytes: &bytes }, &mut ()).unwrap();
        assert_eq!(report.verdict, Verdict::Masked, "{name}");
        let mut plain = Vec::new();
        if out.starts_with(b"\x1F\x8B") {
            std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(&out[..]), &mut plain).unwrap();
        } else {
            plain = out;
        }
        let plain = String::from_utf8(plain).expect("text");
        assert!(plain.contains("姓名,手机\n王*坪,138"), "{name}");
        assert!(!plain.contains("13800012001"), "{name}");
    }
}

#[test]
fn encrypted_files_are_refused() {
    let mut compound = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    compound.resize(4096, 0);
    for name in ["a.docx", "a.xlsx", "a.pptx"] {
        assert_refused(name, &compound, Reason::Encrypted);
    }
    let first =
        Zip::default().entry(Entry { name: "a.csv", data: b"xxxxxxxxxxxxx", flags: 1, ..Entry::default() });
    assert_refused("a.zip", &first.done(), Reason::Encrypted);
    let second = Zip::default().with("list.csv", LIST);
    let second = second.entry(Entry { name: "a.csv", data: b"xxxxxxxxxxxxx", flags: 1, ..Entry::default() });
    assert_refused("a.zip", &second.done(), Reason::Encrypted);
    let ofd = Zip::default().with("OFD.xml", "<OFD><DocBody><DocRoot>D.xml</DocRoot></DocBody></OFD>");
    let ofd = ofd.with("D.xml", "<Document/>").with("Encryptions.xml", "<Encryptions/>");
    assert_refused("a.ofd", &ofd.done(), Reason::Encrypted);
}

#[test]
fn what_xml_may_mean_in_two_ways_is_not_read() {
    let parts: [&[u8]; 7] = [
        b"<!DOCTYPE a [<!ENTITY b '13800012001'>]><a>&b;</a>",
        b"<a>&b;</a>",
        b"<a c='&b;'/>",
        b"<a>b & c</a>",
        b"<a><b></a></b>",
        b"<?xml version='1.0' encoding='GBK'?><a>\xD5\xC5\xC8\xFD</a>",
        b"\xFF\xFE<\0a\0/\0>\0",
    ];
    for part in parts {
        assert_unread("a.docx", &letter("word/more.xml", part));
        let main = letter_of(part).done();
        let verdict = verdict(&Pipeline::default(), "a.docx", &main);
        assert!(matches!(verdict, Verdict::NotInspected(_)), "{verdict}");
        let ofd = Zip::default().with("OFD.xml", "<OFD><DocBody><DocRoot>D.xml</DocRoot></DocBody></OFD>");
        assert_unread("a.ofd", &ofd.with("D.xml", "<Document/>").with("more.xml", part).done());
    }
}

#[test]
fn archives_whose_bytes_may_mean_two_things_are_refused() {
    let listed = || Zip::default().with("list.csv", LIST);
    let data = LIST.as_bytes();
    let unsound = [
        listed().entry(Entry { name: "b.csv", data, size: Some(9), ..Entry::default() }),
        listed().with("list.csv", "姓名\n赵玉梵\n"),
        listed().entry(Entry { name: "b.csv", data, start: Some(0), ..Entry::default() }),
        listed().entry(Entry { name: "b.csv", data, unlisted: true, ..Entry::default() }),
        listed().entry(Entry { name: "b", data: b"/home", mode: 0o120_777, ..Entry::default() }),
        listed().entry(Entry { name: "b/", data, ..Entry::default() }),
    ];
    for (nth, zip) in unsound.into_iter().enumerate() {
        let bytes = zip.done();
        let pipeline = Pipeline::default();
        assert_eq!(verdict(&pipeline, "a.zip", &bytes), Verdict::NotInspected(Reason::Malformed), "{nth}");
        assert_refused("a.zip", &bytes, Reason::Malformed);
    }
    let sum = listed().entry(Entry { name: "b.csv", data, crc: Some(1), ..Entry::default() });
    assert_refused("a.zip", &sum.done(), Reason::Malformed);
    let sound = listed().done();
    assert_refused("a.zip", &[&b"PK\x03\x04__0013800012001"[..], &sound].concat(), Reason::Malformed);
    assert_refused("a.zip", &[&sound[..], b"13800012001"].concat(), Reason::Malformed);
    assert_refused("a.zip", &sound[..sound.len() - 4], Reason::Malformed);
}

#[test]
fn gzip_files_with_more_or_less_than_they_say_are_refused() {
    let sound = gzipped(LIST.as_bytes());
    let mut sum = sound.clone();
    let at = sum.len() - 8;
    sum[at] ^= 1;
    for bytes in [sum, [&sound[..], b"13800012001"].concat(), sound[..sound.len() - 9].to_vec()] {
        assert_refused("list.csv.gz", &bytes, Reason::Malformed);
    }
}

#[test]
fn tar_archives_with_bytes_of_nobody_are_refused() {
    let file = || text("list.csv", LIST.as_bytes());
    let mut sum = file();
    sum[0] = b'm';
    let mut holes = file();
    holes[156] = b'S';
    summed(&mut holes);
    let mut behind_name = file();
    behind_name[50] = b'1';
    summed(&mut behind_name);
    let mut filling = file();
    *filling.last_mut().unwrap() = b'1';
    for (nth, file) in [sum, holes, behind_name, filling].into_iter().enumerate() {
        let verdict = verdict(&Pipeline::default(), "a.tar", &[&file[..], &END].concat());
        assert_eq!(verdict, Verdict::NotInspected(Reason::Malformed), "{nth}");
    }
    assert_refused("a.tar", &[&file()[..], &END, b"13800012001"].concat(), Reason::Malformed);
    assert_refused("a.tar", &file(), Reason::Malformed);
}

#[test]
fn limits_hold_for_archives_in_archives() {
    let three = Zip::default().with("a.csv", LIST).with("b.csv", LIST).with("c.csv", LIST).done();
    assert_refused_by(&with_limits(|limits| limits.entries = 2), "a.zip", &three, Reason::TooLarge);
    assert_refused_by(&with_limits(|limits| limits.entry_bytes = 9), "a.zip", &three, Reason::TooLarge);
    assert_refused_by(&with_limits(|limits| limits.package_bytes = 99), "a.zip", &three, Reason::TooLarge);
    let mut deep = Zip::default().with("list.csv", LIST).done();
    for _ in 0..3 {
        deep = gzipped(&Zip::default().with("inner.zip", deep).done());
        deep = Zip::default().with("inner.zip.gz", deep).done();
    }
    assert_unread_by(&with_limits(|limits| limits.depth = 4), "a.zip", &deep);
}

#[test]
fn bombs_are_left_before_they_burst() {
    let zeros = vec![b'0'; 80 << 20];
    let entry = Entry { name: "a.txt", data: &zeros, deflated: true, ..Entry::default() };
    assert_refused("a.zip", &Zip::default().entry(entry).done(), Reason::TooLarge);
    let bomb = gzipped(&zeros);
    assert_refused("a.txt.gz", &bomb, Reason::TooLarge);
    // What was spent on one file is not there for the next.
    let nested = Zip::default().with("a.txt.gz", &bomb).with("list.csv", LIST).done();
    assert_refused("a.zip", &nested, Reason::TooLarge);
    assert_unread("a.tgz", &gzipped(&nested));
    // Many that are small enough each.
    let part = vec![0; 1 << 20];
    let many = ["a.bin", "b.bin", "c.bin", "d.bin", "e.bin", "f.bin", "g.bin", "h.bin"];
    let many = many.into_iter().fold(Zip::default(), |zip, name| {
        zip.entry(Entry { name, data: &part, deflated: true, ..Entry::default() })
    });
    let limited = with_limits(|limits| limits.unpacked_bytes = 7 << 20);
    assert_refused_by(&limited, "a.zip", &many.done(), Reason::TooLarge);
}

/// Drawings of one colour are packed to a thousandth; that alone is no bomb.
#[test]
fn what_is_packed_well_is_not_refused_for_that() {
    let drawing = vec![0; 2 << 20];
    let letter = |name| {
        let entry = Entry { name, data: &drawing, deflated: true, ..Entry::default() };
        Zip::default().entry(entry).with("list.csv", LIST).done()
    };
    let packed = letter("a.emf");
    assert!(packed.len() * 200 < drawing.len());
    assert_unread("a.zip", &packed);
    let gz = gzipped(&vec![b'\n'; 2 << 20]);
    assert_eq!(verdict(&Pipeline::default(), "a.txt.gz", &gz), Verdict::Clean);
}

#[test]
fn types_that_nobody_reads_are_named() {
    let unsupported = |name: &str, bytes: &[u8]| {
        let verdict = verdict(&Pipeline::default(), name, bytes);
        assert!(matches!(verdict, Verdict::NotInspected(Reason::UnsupportedType(_))), "{name}");
        let (_, out) =
            Pipeline::default().mask_bytes(Source::Bytes { name, bytes }, &mut ()).expect("no fault");
        assert!(out.is_empty());
    };
    unsupported("a.rtf", b"{\\rtf1 13800012001}");
    unsupported("a.7z", b"7z\xBC\xAF\x27\x1C\0\x04");
    unsupported("a.rar", b"Rar!\x1A\x07\x01\0");
    for (name, bytes) in [
        ("a.rtf", &b"{\\rtf1 13800012001}"[..]),
        ("a.7z", b"7z\xBC\xAF\x27\x1C\0\x04"),
        ("a.bin", b"\0\x01\x02\x03"),
        ("a.txt", b"\xFF\xFF\xFF"),
        ("a.csv", b"PK\x03\x04"),
        ("a.jpg", b"GIF?"),
    ] {
        assert_unread("a.zip", &Zip::default().with("list.csv", LIST).with(name, bytes).done());
        assert_unread(
            "a.tar",
            &[text("list.csv", LIST.as_bytes()), text(name, bytes), END.to_vec()].concat(),
        );
    }
}

#[test]
fn parts_that_nobody_reads_are_named() {
    for name in
        ["word/more.bin", "word/embeddings/oleObject1.bin", "word/activeX/activeX1.bin", "word/media/a.emf"]
    {
        assert_unread("a.docx", &letter(name, b"\0\x01\x02\x03 13800012001"));
    }
    let types =
        TYPES.replace("/word/document.xml", "/xl/workbook.bin").replace("wordprocessingml.document", "sheet");
    let links = RELATIONSHIPS.replace("word/document.xml", "xl/workbook.bin");
    let binary = Zip::default().with("[Content_Types].xml", types).with("_rels/.rels", links);
    let binary =
        binary.with("xl/workbook.bin", b"\x83\x01\0").with("xl/worksheets/sheet1.bin", b"\x81\x01\0");
    let verdict = verdict(&Pipeline::default(), "a.xlsb", &binary.done());
    assert!(matches!(verdict, Verdict::NotInspected(_)), "{verdict}");
}

#[test]
fn pages_without_text_are_not_read() {
    let ofd = |page: &str| {
        let main = "<OFD><DocBody><DocRoot>Doc_0/D.xml</DocRoot></DocBody></OFD>";
        let document = "<Document><Pages><Page ID='1' BaseLoc='P.xml'/></Pages></Document>";
        Zip::default().with("OFD.xml", main).with("Doc_0/D.xml", document).with("Doc_0/P.xml", page).done()
    };
    let drawn = "<Page><Content><Layer><PathObject Boundary='0 0 9 9'><AbbreviatedData>M 0 0 L 9 9</AbbreviatedData></PathObject></Layer></Content></Page>";
    assert_unread("a.ofd", &ofd(drawn));
    assert_unread("a.ofd", &ofd(&drawn.replace("PathObject", "ImageObject")));
    assert_eq!(verdict(&Pipeline::default(), "a.ofd", &ofd("<Page/>")), Verdict::Clean);
}

#[test]
fn the_rest_of_a_file_that_breaks_off_stays_and_is_said() {
    let lines =
        "{\"手机\":\"13800012001\"}\n".repeat(60) + "{broken\n" + &"{\"手机\":\"13800012001\"}\n".repeat(9);
    let zip = Zip::default().with("a.jsonl", &lines).done();
    let pipeline = with_limits(|limits| limits.chunk_bytes = 64);
    assert_unread_by(&pipeline, "a.zip", &zip);
    let (_, out) =
        pipeline.mask_bytes(Source::Bytes { name: "a.zip", bytes: &zip }, &mut ()).expect("no fault");
    let out = String::from_utf8_lossy(&out);
    // It is packed as it was: stored.
    assert!(out.contains("{broken"));
    // The lines that were read together with the broken one stay too.
    assert!((9..15).contains(&out.matches("13800012001").count()));
    assert_eq!(out.matches("手机").count(), 69);
}

/// A compound file ([MS-CFB]) of one sector of directory, with streams of the least length that stands in sectors.
fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let sectors = 8;
    let mut fat: Vec<u32> = vec![0xFFFF_FFFD, 0xFFFF_FFFE];
    let mut data = Vec::new();
    let mut directory = directory_entry("Root Entry", 5, 0xFFFF_FFFE, 0);
    for (nth, (name, bytes)) in streams.iter().enumerate() {
        let first = fat.len() as u32;
        fat.extend(first + 1..first + sectors);
        fat.push(0xFFFF_FFFE);
        let mut bytes = bytes.to_vec();
        bytes.resize(4096, 0);
        data.extend(bytes);
        let mut entry = directory_entry(name, 2, first, 4096);
        // Each leads to the next, to its right.
        if nth + 1 < streams.len() {
            entry[0x48..0x4C].copy_from_slice(&(nth as u32 + 2).to_le_bytes());
        }
        directory.extend(entry);
    }
    directory[0x4C..0x50].copy_from_slice(&1_u32.to_le_bytes());
    assert!(directory.len() <= 512, "three streams at most");
    directory.resize(512, 0);
    let mut head = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    head.resize(0x18, 0);
    [0x3E_u16, 3, 0xFFFE, 9, 6].iter().for_each(|number| head.extend(number.to_le_bytes()));
    head.resize(0x2C, 0);
    let none = 0xFFFF_FFFE;
    [1, 1, 0, 4096, none, 0, none, 0, 0_u32].iter().for_each(|number| head.extend(number.to_le_bytes()));
    head.resize(512, 0xFF);
    fat.resize(128, 0xFFFF_FFFF);
    let table: Vec<u8> = fat.iter().flat_map(|number| number.to_le_bytes()).collect();
    [head, table, directory, data].concat()
}

fn directory_entry(name: &str, kind: u8, first: u32, len: u32) -> Vec<u8> {
    let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let name_len = entry.len() as u16 + 2;
    entry.resize(64, 0);
    entry.extend(name_len.to_le_bytes());
    entry.extend([kind, 1]);
    entry.extend([0xFF; 12]);
    entry.resize(0x74, 0);
    entry.extend(first.to_le_bytes());
    entry.extend(len.to_le_bytes());
    entry.resize(128, 0);
    entry
}

#[test]
fn old_files_that_are_encrypted_or_older_still_are_refused() {
    // The record that begins a workbook, then the one that says how it is encrypted.
    let book = |version: u16, more: &[u8]| {
        let begin = [&[0x09, 0x08, 8, 0][..], &version.to_le_bytes(), &[5, 0, 0, 0, 0, 0]].concat();
        compound(&[("Workbook", &[&begin[..], more, &[0x0A, 0, 0, 0]].concat())])
    };
    assert_refused("a.xls", &book(0x600, &[0x2F, 0, 2, 0, 0, 0]), Reason::Encrypted);
    let biff_5 = [0x09, 0x08, 8, 0, 0, 5, 5, 0, 0, 0, 0, 0, 0x0A, 0, 0, 0];
    for file in [compound(&[("Book", &biff_5)]), book(0x500, &[])] {
        let refused = verdict(&Pipeline::default(), "a.xls", &file);
        assert!(matches!(refused, Verdict::NotInspected(Reason::UnsupportedType(_))), "{refused}");
    }
    // The head of a document: what it is, which version, flags.
    let letter = |magic: u16, version: u16, flags: u16| {
        let mut main = vec![0; 512];
        main[..2].copy_from_slice(&magic.to_le_bytes());
        main[2..4].copy_from_slice(&version.to_le_bytes());
        main[10..12].copy_from_slice(&flags.to_le_bytes());
        compound(&[("WordDocument", &main), ("1Table", b"")])
    };
    assert_refused("a.doc", &letter(0xA5EC, 0xC1, 0x0100 | 0x0200), Reason::Encrypted);
    let word_95 = verdict(&Pipeline::default(), "a.doc", &letter(0xA5DC, 0x68, 0));
    assert!(matches!(word_95, Verdict::NotInspected(Reason::UnsupportedType(_))), "{word_95}");
}

#[test]
fn compound_files_of_other_programs_are_refused() {
    for (name, stream) in [("a.ppt", "PowerPoint Document"), ("a.msg", "__properties_version1.0")] {
        let file = compound(&[(stream, b"13800012001")]);
        let refused = verdict(&Pipeline::default(), name, &file);
        assert!(matches!(refused, Verdict::NotInspected(Reason::UnsupportedType(_))), "{name}: {refused}");
        let pipeline = Pipeline::default();
        let (_, out) = pipeline.mask_bytes(Source::Bytes { name, bytes: &file }, &mut ()).expect("no fault");
        assert!(out.is_empty(), "{name}");
        // In another file it is written again, and says so.
        assert_unread("a.docx", &letter("word/embeddings/oleObject1.bin", &file));
    }
}

#[test]
fn sound_film_and_drawings_are_not_read() {
    let parts: [(&str, &[u8]); 7] = [
        ("word/media/a.wmf", b"\xD7\xCD\xC6\x9A\0\0"),
        ("word/media/a.emf", b"\x01\0\0\0l\0\0\0"),
        ("word/media/a.mp4", b"\0\0\0\x18ftypmp42\0\0\0\0"),
        ("word/media/a.wav", b"RIFF\x04\0\0\0WAVE"),
        ("word/media/a.mp3", b"ID3\x03\0\0"),
        ("word/fonts/font1.odttf", b"\x01\x02\0\x03"),
        ("word/ink/a.bin", b"\0\0"),
    ];
    for (name, bytes) in parts {
        assert_unread("a.docx", &letter(name, bytes));
        assert_unread("a.zip", &Zip::default().with("list.csv", LIST).with(name, bytes).done());
    }
}

#[test]
fn text_that_is_not_what_it_is_called_is_refused() {
    assert_refused("a.txt", b"\xFF\xFF\xFF", Reason::Undecodable);
    assert_refused("a.csv", &letter_of(BODY).done(), Reason::ExtensionContradictsContent);
    assert_refused("a.docx", LIST.as_bytes(), Reason::ExtensionContradictsContent);
}

/// An archive that goes on in another file: its end says so.
#[test]
fn archives_in_several_files_are_refused() {
    let sound = Zip::default().with("list.csv", LIST).done();
    for at in [4, 6] {
        let mut part = sound.clone();
        let end = part.len() - 22;
        part[end + at] = 1;
        assert_refused("a.zip", &part, Reason::Malformed);
    }
}

#[test]
fn signatures_are_said_and_go_once_anything_changes() {
    let signature = "<Signature><SignatureText>王建坪</SignatureText></Signature>";
    let package = letter("_xmlsignatures/sig1.xml", signature);
    let pipeline = Pipeline::default();
    let (report, out) =
        pipeline.mask_bytes(Source::Bytes { name: "a.docx", bytes: &package }, &mut ()).expect("no fault");
    assert!(report.notes.iter().any(|note| note.what == yinmo_documents::What::Signature));
    assert_eq!(report.verdict, Verdict::Masked);
    assert!(!out.windows(14).any(|window| window == b"_xmlsignatures"));
}
