use super::{FileType, Sniffed, sniff};
use crate::Reason;

fn told(head: &[u8], name: &str) -> Result<&'static str, Reason> {
    match sniff(head, name) {
        Sniffed::Format(format) => Ok(format.id()),
        Sniffed::NotInspected(reason) => Err(reason),
    }
}

const ZIP: &[u8] = b"PK\x03\x04\x14\0\0\0\x08\0";
const LOCKED_ZIP: &[u8] = b"PK\x03\x04\x14\0\x01\0\x08\0";
const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0";

#[test]
fn what_is_read() {
    let cases: [(&[u8], &str, &str); 32] = [
        (ZIP, "a.xlsx", "xlsx"),
        (b"PK\x03\x04\x14\0\0\0[Content_Types].xml word/document.xml", "a", "docx"),
        (ZIP, "a.zip", "zip"),
        (b"<html>", "a.htm", "html"),
        (b"From: a", "a.eml", "eml"),
        (b"<?xml version", "-", "xml"),
        (b"  <!DOCTYPE HTML>", "-", "html"),
        // WPS saves packages under old extensions.
        (ZIP, "a.xls", "zip"),
        // Which of the two it is tells what stands in it.
        (OLE, "a.et", "xls"),
        (OLE, "a.wps", "doc"),
        (OLE, "a", "doc"),
        (b"\x89PNG\r\n\x1A\n\0", "a.png", "image"),
        (b"\xFF\xD8\xFF\xE0", "a", "image"),
        (b"", "a.csv", "csv"),
        (b"", "", "text"),
        (b"a,b", "dir.x/A.CSV", "csv"),
        (b"a\tb", "a.tsv", "tsv"),
        (b"{}", "a.json", "json"),
        (b"{}", r"C:\dir\a.jsonl", "jsonl"),
        (b"# a", "a.md", "text"),
        (b"<html>", "a.txt", "text"),
        (b"\xFF\xFEa\0", "a.txt", "text"),
        (b"BMW", "a.txt", "text"),
        (b"PKU", "a.txt", "text"),
        (b"text", "README", "text"),
        (b"[2019] 12", "-", "text"),
        (b"\xEF\xBB\xBF { \"a\": 1 }", "-", "json"),
        (b"[\n {\"a\": 1},\n {\"a\": 2}]", "-", "json"),
        (b"{\"a\": 1}\r\n{\"a\": 2}\r\n", "-", "jsonl"),
        (b"PK\x03\x04\x14\0\0\0OFD.xml", "a.ofd", "ofd"),
        (b"\x1F\x8B\x08\0", "a.tgz", "gzip"),
        (b"\0\0", "a.tar", "tar"),
    ];
    for (head, name, format) in cases {
        assert_eq!(told(head, name), Ok(format), "{name}");
    }
}

#[test]
fn what_is_not_inspected_and_why() {
    use FileType::{Ole, Pdf};
    let unsupported = Reason::UnsupportedType;
    let cases: [(&[u8], &str, Reason); 13] = [
        (ZIP, "a.csv", Reason::ExtensionContradictsContent),
        (ZIP, "a.pdf", Reason::ExtensionContradictsContent),
        (LOCKED_ZIP, "a.zip", Reason::Encrypted),
        (LOCKED_ZIP, "a.txt", Reason::ExtensionContradictsContent),
        (OLE, "a.docx", Reason::Encrypted),
        (OLE, "a.ppt", unsupported(Ole)),
        (b"%PDF-1.7 text", "a.pdf", unsupported(Pdf)),
        (b"%PDF-1.7 /Encrypt 1 0 R", "a.pdf", Reason::Encrypted),
        (b"%PDF-1.7 text", "a.txt", Reason::ExtensionContradictsContent),
        (b"a,b\n", "a.xlsx", Reason::ExtensionContradictsContent),
        (b"", "a.docx", Reason::ExtensionContradictsContent),
        (b"a\0b", "a.txt", Reason::Binary),
        (b"a\0b", "a", Reason::Binary),
    ];
    for (head, name, reason) in cases {
        assert_eq!(told(head, name), Err(reason), "{name}");
    }
}

#[test]
fn every_reason_speaks_both_languages() {
    for reason in [
        Reason::UnsupportedType(FileType::Pdf),
        Reason::Encrypted,
        Reason::Undecodable,
        Reason::ExtensionContradictsContent,
        Reason::Malformed,
        Reason::TooLarge,
        Reason::Binary,
        Reason::Unreadable,
    ] {
        assert!(!reason.zh().is_ascii() && reason.en().is_ascii(), "{}", reason.id());
        assert!(reason.next_step_en().is_ascii() && !reason.next_step_zh().is_ascii(), "{}", reason.id());
    }
}
