//! Nobody reads these parts. They are said to be unread, and what can be found in them is not left in what is written.

use std::io::{Cursor, Read, Write};

use yinmo::{Pipeline, Source, Verdict};
use yinmo_documents::Reason;

const ID: &str = "330106199410101235";
const MOBILE: &str = "13800012001";
const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/媒体/a@b.cn.dat" ContentType="application/octet-stream"/></Types>"#;
const LINKS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
const BODY: &str = r#"<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>本表按月更新。</w:t></w:r></w:p></w:body></w:document>"#;

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("memory can be written");
        zip.write_all(bytes).expect("memory can be written");
    }
    zip.finish().expect("memory can be written").into_inner()
}

/// A Word document with other parts.
fn letter(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let own: [(&str, &[u8]); 3] = [
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", LINKS.as_bytes()),
        ("word/document.xml", BODY.as_bytes()),
    ];
    zipped(&[&own[..], parts].concat())
}

fn entries(package: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(package)).expect("a package");
    let count = zip.len();
    let read = |nth| {
        let mut entry = zip.by_index(nth).expect("an entry");
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).expect("a sound entry");
        (entry.name().expect("a name").into_owned(), bytes)
    };
    (0..count).map(read).collect()
}

fn masked(name: &str, bytes: &[u8]) -> (Verdict, Vec<u8>) {
    let (report, out) =
        Pipeline::default().mask_bytes(Source::Bytes { name, bytes }, &mut ()).expect("no fault");
    (report.verdict, out)
}

fn holds(bytes: &[u8], what: &[u8]) -> bool {
    bytes.windows(what.len()).any(|window| window == what)
}

/// The part of that name, after masking.
fn part(package: &[u8], name: &str) -> Vec<u8> {
    let all = entries(package);
    all.into_iter().find(|entry| entry.0 == name).map_or_else(|| panic!("{name}"), |entry| entry.1)
}

const UNREAD: Verdict = Verdict::NotInspected(Reason::UnreadParts);

#[test]
fn values_in_parts_that_nobody_reads_go_with_equal_length() {
    let text = format!("身份证号：{ID}，手机：{MOBILE}");
    for name in
        ["word/more.bin", "word/embeddings/oleObject1.bin", "word/vbaProject.bin", "word/activeX/a.bin"]
    {
        for said in [text.clone().into_bytes(), wide(&text)] {
            let old = [&b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0\x02"[..], &said, b"\0\0\xFF"].concat();
            let (verdict, out) = masked("a.docx", &letter(&[(name, &old)]));
            assert_eq!(verdict, UNREAD, "{name}");
            let new = part(&out, name);
            assert_eq!(new.len(), old.len());
            let plain = new.iter().copied().filter(|&byte| byte != 0).collect::<Vec<_>>();
            assert!(!holds(&plain, ID.as_bytes()) && !holds(&plain, MOBILE.as_bytes()), "{name}");
        }
    }
}

#[test]
fn parts_in_which_nothing_is_found_stay_as_they_are() {
    let pixels: Vec<u8> = (0..90_000_u32).map(|nth| (nth.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let parts: [(&str, &[u8]); 3] = [
        ("word/media/a.emf", &[b"\x01\0\0\0", &pixels[..]].concat()),
        ("word/fonts/font1.odttf", &pixels),
        ("word/media/b.bmp", &[b"BM\0\0\0\0\0\0\0\0", &pixels[..]].concat()),
    ];
    let list = ("list.csv", "姓名,手机\n王建坪,13800012001\n".as_bytes());
    let (verdict, out) = masked("a.docx", &letter(&[&parts[..], &[list]].concat()));
    assert_eq!(verdict, UNREAD);
    assert!(!holds(&part(&out, "list.csv"), MOBILE.as_bytes()));
    for (name, bytes) in parts {
        assert!(part(&out, name) == bytes, "{name}");
    }
}

#[test]
fn xml_that_nobody_can_read_gives_nothing_away() {
    let said = format!("<a>身份证号：{ID}</b>");
    let utf_16 = [&b"\xFF\xFE"[..], &wide(&said)].concat();
    for bytes in [said.as_bytes(), &utf_16, &[b"<!DOCTYPE a>", said.as_bytes()].concat()] {
        let (verdict, out) = masked("a.docx", &letter(&[("word/more.xml", bytes)]));
        assert_eq!(verdict, UNREAD);
        let plain: Vec<u8> = part(&out, "word/more.xml").into_iter().filter(|&byte| byte != 0).collect();
        assert!(!holds(&plain, ID.as_bytes()));
    }
}

#[test]
fn packages_of_other_formats_are_read_file_by_file() {
    let content = format!("<office><p>身份证号：{}<b>{}</b></p></office>", &ID[..6], &ID[6..]);
    let inner = zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", content.as_bytes()),
        ("Thumbnails/a.bin", b"\0\x01\x02"),
    ]);
    let (verdict, out) = masked("a.docx", &letter(&[("word/embeddings/a.odt", &inner)]));
    assert_eq!(verdict, UNREAD);
    let inner = part(&out, "word/embeddings/a.odt");
    assert_eq!(part(&inner, "mimetype"), b"application/vnd.oasis.opendocument.text");
    assert!(!holds(&part(&inner, "content.xml"), &ID.as_bytes()[6..]));
}

#[test]
fn attachments_that_nobody_reads_give_nothing_away() {
    let attribute = |identity: u32, data: &[u8]| {
        let sum = data.iter().fold(0_u16, |sum, &byte| sum.wrapping_add(u16::from(byte)));
        [&[2][..], &identity.to_le_bytes(), &(data.len() as u32).to_le_bytes(), data, &sum.to_le_bytes()]
            .concat()
    };
    let list = zipped(&[("list.csv", "姓名,手机\n王建坪,13800012001\n".as_bytes())]);
    let tnef = [
        &b"\x78\x9F\x3E\x22\x01\0"[..],
        &attribute(0x0001_800C, format!("身份证号：{ID}").as_bytes()),
        &attribute(0x0001_8010, b"list.zip\0"),
        &attribute(0x0006_800F, &list),
    ]
    .concat();
    let coded = base64(&tnef);
    let mail = format!(
        "Subject: a\nContent-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n{coded}\n"
    );
    let (verdict, out) = masked("a.eml", mail.as_bytes());
    assert_eq!(verdict, UNREAD);
    let (_, body) = std::str::from_utf8(&out).expect("text").split_once("\n\n").expect("a body");
    let tnef = unbase64(body);
    assert!(!holds(&tnef, ID.as_bytes()));
    let start = tnef.windows(4).position(|window| window == b"PK\x03\x04").expect("the list");
    let list = &tnef[start..tnef.len() - 2];
    assert!(holds(&part(list, "list.csv"), "王*坪".as_bytes()));
    assert!(!holds(&part(list, "list.csv"), MOBILE.as_bytes()));
}

/// Characters that are no Base64 are passed over by mail programs.
#[test]
fn broken_base64_gives_nothing_away() {
    let mut coded = base64(format!("身份证号：{ID}").as_bytes());
    coded.insert(9, '*');
    let mail = format!(
        "Subject: a\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n{coded}\n"
    );
    let (verdict, out) = masked("a.eml", mail.as_bytes());
    assert_eq!(verdict, UNREAD);
    let (_, body) = std::str::from_utf8(&out).expect("text").split_once("\n\n").expect("a body");
    assert!(!holds(&unbase64(&body.replace('*', "")), ID.as_bytes()));
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn base64(bytes: &[u8]) -> String {
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let bits =
            three.iter().fold(0_u32, |bits, &byte| bits << 8 | u32::from(byte)) << (8 * (3 - three.len()));
        for nth in 0..4 {
            let letter = char::from(ALPHABET[(bits >> (18 - 6 * nth) & 63) as usize]);
            out.push(if nth > three.len() { '=' } else { letter });
        }
    }
    out
}

fn unbase64(coded: &str) -> Vec<u8> {
    let values = coded.bytes().filter_map(|byte| ALPHABET.iter().position(|&known| known == byte));
    let (mut out, mut bits, mut count) = (Vec::new(), 0_u32, 0);
    for value in values {
        bits = bits << 6 | value as u32;
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
        }
    }
    out
}

#[test]
fn names_of_parts_that_tell_of_somebody_give_way_to_numbers() {
    let leads = r#"<Relationships><Relationship Id="p" Type="x/image" Target="%E5%AA%92%E4%BD%93/a@b.cn.dat"/><Relationship Id="q" Type="x/image" Target="media/330106199410101235.png"/></Relationships>"#;
    let package = letter(&[
        ("word/_rels/document.xml.rels", leads.as_bytes()),
        ("word/媒体/a@b.cn.dat", b"\0\x01"),
        ("word/media/330106199410101235.png", b"\0\x02"),
        ("word/media/_rels/330106199410101235.png.rels", b"<Relationships/>"),
        ("word/media/image1.png", b"\0\x03"),
    ]);
    let (verdict, out) = masked("a.docx", &package);
    assert_eq!(verdict, UNREAD);
    let names: Vec<String> = entries(&out).into_iter().map(|entry| entry.0).collect();
    assert_eq!(
        names[3..],
        [
            "word/_rels/document.xml.rels",
            "word/part1/part1.dat",
            "word/media/part2.png",
            "word/media/_rels/part2.png.rels",
            "word/media/image1.png",
        ]
    );
    let leads = String::from_utf8(part(&out, "word/_rels/document.xml.rels")).expect("text");
    assert!(
        leads.contains(r#"Target="/word/part1/part1.dat""#)
            && leads.contains(r#"Target="/word/media/part2.png""#)
    );
    let types = String::from_utf8(part(&out, "[Content_Types].xml")).expect("text");
    assert!(types.contains(r#"PartName="/word/part1/part1.dat""#) && !types.contains("媒体"));
}

/// Text in runs of eight bytes that refer to nothing before ([MS-OXRTFCP], 2.2.2).
fn compressed(rtf: &[u8]) -> Vec<u8> {
    let end = (((207 + rtf.len()) % 4096) << 4) as u16;
    let mut runs = Vec::new();
    for run in rtf.chunks(8) {
        runs.push(if run.len() < 8 { 1 << run.len() } else { 0 });
        runs.extend(run);
    }
    if rtf.len().is_multiple_of(8) {
        runs.push(1);
    }
    runs.extend(end.to_be_bytes());
    let sizes = [(runs.len() + 12) as u32, rtf.len() as u32].map(u32::to_le_bytes);
    [&sizes.concat()[..], b"LZFu\0\0\0\0", &runs].concat()
}

/// A mail with a file of a type.
fn mail(kind: &str, coding: &str, body: &str) -> Vec<u8> {
    format!(
        "From: office@example.com\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=B\r\n\r\n\
         --B\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: {coding}\r\n\r\n{body}\r\n--B--\r\n"
    )
    .into_bytes()
}

#[test]
fn the_compressed_body_of_winmail_dat_is_read_and_emptied() {
    let rtf = compressed(
        br"{\rtf1\ansi\ansicpg936 \'bb\'a7\'d6\'f7\'a3\'ba\u29579?\u24314?\u22378?\par 13800012001}",
    );
    let sum = rtf.iter().fold(0_u16, |sum, &byte| sum.wrapping_add(byte.into()));
    let attribute = [&[1][..], &0x0006_9003_u32.to_le_bytes(), &(rtf.len() as u32).to_le_bytes(), &rtf];
    let file = [b"\x78\x9F\x3E\x22\x01\x00", &attribute.concat()[..], &sum.to_le_bytes()].concat();
    let coded = base64(&file);
    let mail = format!(
        "Subject: a\nContent-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n{coded}\n"
    );
    let mut items: Vec<yinmo::Item> = Vec::new();
    let source = Source::Bytes { name: "信.eml", bytes: mail.as_bytes() };
    let (report, out) = Pipeline::default().mask_bytes(source, &mut items).expect("no fault");
    assert_eq!(report.verdict, Verdict::NotInspected(Reason::UnreadParts));
    let found: Vec<&str> = items.iter().map(|item| item.kind.id()).collect();
    assert!(found.contains(&"person") && found.contains(&"mobile"), "{found:?}");
    let out = String::from_utf8(out).expect("text");
    let again = unbase64(out.split_once("\n\n").expect("a body").1);
    assert_eq!(again.len(), file.len());
    assert!(!holds(&again, b"LZFu") && holds(&again, b"MELA\0\0\0\0{\\rtf1} "));
}

#[test]
fn values_of_cards_that_are_coded_in_their_own_way_are_not_read() {
    let card = |line: &str| mail("text/x-vcard", "8bit", &format!("BEGIN:VCARD\r\n{line}\r\nEND:VCARD"));
    let coded = card("N;ENCODING=QUOTED-PRINTABLE:=E7=8E=8B=E5=BB=BA=E5=9D=AA;;;");
    assert_eq!(masked("信.eml", &coded).0, Verdict::NotInspected(Reason::UnreadParts));
    // The sender goes.
    assert_eq!(masked("信.eml", &card("NOTE:本表按月更新")).0, Verdict::Masked);
}
