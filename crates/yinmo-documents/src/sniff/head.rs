//! What the first bytes of a file without telling magic say.

use memchr::{memchr, memmem};

use super::FileType;
use crate::{Format, Reason};

/// `format`, unless the head is no text.
pub(super) fn text_or(
    head: &[u8],
    format: &'static dyn Format,
    reason: Reason,
) -> Result<&'static dyn Format, Reason> {
    if is_text(head) { Ok(format) } else { Err(reason) }
}

/// Text has no NUL unless it is UTF-16, which says so.
pub(super) fn is_text(head: &[u8]) -> bool {
    is_utf_16(head) || memchr(0, head).is_none()
}

fn is_utf_16(head: &[u8]) -> bool {
    head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF")
}

/// A pointer of Git LFS is less than 1,024 bytes of text that begins with its version.
pub(super) fn is_lfs_pointer(head: &[u8]) -> bool {
    head.len() < 1024
        && head.starts_with(b"version https://git-lfs.github.com/spec/")
        && memmem::find(head, b"\noid sha256:").is_some()
}

/// Whether a file of a recognised type says at its start that a password protects it.
pub(super) fn is_encrypted(head: &[u8]) -> bool {
    is_encrypted_zip(head) || is_encrypted_pdf(head) || is_encrypted_package(head)
}

/// Bit 0 of the general purpose flags of the first entry.
fn is_encrypted_zip(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04") && head.get(6).is_some_and(|flags| flags & 1 == 1)
}

fn is_encrypted_pdf(head: &[u8]) -> bool {
    head.starts_with(b"%PDF-") && memmem::find(head, b"/Encrypt").is_some()
}

/// The stream of an encrypted Office document inside a compound file.
fn is_encrypted_package(head: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    head.starts_with(b"\xD0\xCF\x11\xE0") && memmem::find(head, &name).is_some()
}

/// Markup that names itself.
pub(super) fn markup(head: &[u8]) -> Option<FileType> {
    let start: Vec<u8> = trimmed(head).iter().take(16).map(u8::to_ascii_lowercase).collect();
    let names: [(&[u8], FileType); 4] = [
        (b"<!doctype html", FileType::Html),
        (b"<html", FileType::Html),
        (b"<?xml", FileType::Xml),
        (b"<svg", FileType::Xml),
    ];
    names.into_iter().find(|(name, _)| start.starts_with(name)).map(|(_, what)| what)
}

/// How JSON is laid out.
pub(super) enum JsonShape {
    Document,
    Lines,
}

/// Recognises `{"`, and `[{"` with blanks between. Other JSON looks like plain text and is read as that.
pub(super) fn json_shape(head: &[u8]) -> Option<JsonShape> {
    let rest = trimmed(head);
    let object = match rest.strip_prefix(b"[") {
        Some(inside) => inside.trim_ascii_start(),
        None => rest,
    };
    if !object.strip_prefix(b"{")?.trim_ascii_start().starts_with(b"\"") {
        return None;
    }
    let first_line = rest.split(|&byte| byte == b'\n').next().unwrap_or(rest);
    let closed = first_line.trim_ascii_end().ends_with(b"}");
    let goes_on = rest[first_line.len()..].trim_ascii_start().starts_with(b"{");
    Some(if rest.starts_with(b"{") && closed && goes_on { JsonShape::Lines } else { JsonShape::Document })
}

/// Without a UTF-8 byte order mark and blanks.
fn trimmed(head: &[u8]) -> &[u8] {
    head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start()
}
