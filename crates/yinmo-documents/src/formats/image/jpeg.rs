//! JPEG (ITU-T T.81): segments.

use super::beside::Beside;
use super::{exif, iptc, xmp};
use crate::Error;

const JFIF: &[u8] = b"JFIF\0";
const ADOBE: &[u8] = b"Adobe";
const EXIF: &[u8] = b"Exif\0\0";
const XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
const MORE_XMP: &[u8] = b"http://ns.adobe.com/xmp/extension/\0";
const PHOTOSHOP: &[u8] = b"Photoshop 3.0\0";
const ICC: &[u8] = b"ICC_PROFILE\0";
/// GUID, whole length and offset, before each piece of a longer XMP.
const MORE_XMP_HEAD: usize = 40;

/// The file with the segments that draw the picture, and no other.
///
/// # Errors
/// If it is broken.
pub(super) fn bare(bytes: &[u8], beside: &mut Beside) -> Result<Vec<u8>, Error> {
    let broken = |at: usize| Error::malformed(at as u64, "a JPEG segment");
    let mut kept = vec![0xFF, 0xD8];
    let mut more_xmp = Vec::new();
    let mut at = 2;
    loop {
        let (marker, start) = marker(bytes, at).ok_or_else(|| broken(at))?;
        if marker == END {
            kept.extend_from_slice(&[0xFF, END]);
            at = start;
            break;
        }
        if is_alone(marker) {
            kept.extend_from_slice(&[0xFF, marker]);
            at = start;
            continue;
        }
        let len = bytes.get(start..start + 2).map(|len| usize::from(u16::from_be_bytes([len[0], len[1]])));
        let len = len.filter(|&len| len >= 2).ok_or_else(|| broken(at))?;
        let body = bytes.get(start + 2..start + len).ok_or_else(|| broken(at))?;
        at = start + len;
        match kept_body(marker, body, &mut more_xmp, beside) {
            Some(body) => push(&mut kept, marker, &body),
            None => continue,
        }
        if marker == SCAN {
            let end = end_of_scan(bytes, at);
            kept.extend_from_slice(&bytes[at..end]);
            at = end;
        }
    }
    if !more_xmp.is_empty() {
        xmp::read(&more_xmp, beside);
    }
    beside.text("图片之后的内容", &bytes[at..]);
    Ok(kept)
}

const END: u8 = 0xD9;
const SCAN: u8 = 0xDA;

fn is_alone(marker: u8) -> bool {
    matches!(marker, 0x01 | 0xD0..=0xD7)
}

/// The marker that comes next, and where it ends. Before it may stand any number of `FF`.
fn marker(bytes: &[u8], at: usize) -> Option<(u8, usize)> {
    let fill = bytes.get(at..)?.iter().take_while(|&&byte| byte == 0xFF).count();
    let &marker = bytes.get(at + fill)?;
    (fill > 0 && marker != 0).then_some((marker, at + fill + 1))
}

/// Where the coded data that begins at `start` ends: at a marker that does not belong to it.
fn end_of_scan(bytes: &[u8], start: usize) -> usize {
    let mut at = start;
    while let Some(found) = memchr::memchr(0xFF, &bytes[at..]) {
        at += found;
        match bytes.get(at + 1) {
            Some(0 | 0xD0..=0xD7) => at += 2,
            Some(0xFF) => at += 1,
            _ => return at,
        }
    }
    bytes.len()
}

fn push(kept: &mut Vec<u8>, marker: u8, body: &[u8]) {
    kept.extend_from_slice(&[0xFF, marker]);
    kept.extend_from_slice(&(body.len() as u16 + 2).to_be_bytes());
    kept.extend_from_slice(body);
}

/// What is kept of a segment. What is not is read.
fn kept_body(marker: u8, body: &[u8], more_xmp: &mut Vec<u8>, beside: &mut Beside) -> Option<Vec<u8>> {
    let starts = |name: &[u8]| body.strip_prefix(name);
    match marker {
        // Tables, frames, scans, restarts.
        0xC0..=0xCF | 0xDA..=0xDF => return Some(body.to_vec()),
        // Version, density, and a small picture that goes.
        0xE0 if starts(JFIF).is_some() && body.len() >= 14 => {
            beside.opaque("缩略图", &body[14..]);
            return Some([&body[..12], &[0, 0]].concat());
        }
        0xEE if starts(ADOBE).is_some() && body.len() == 12 => return Some(body.to_vec()),
        0xE1 => match (starts(EXIF), starts(XMP), starts(MORE_XMP)) {
            (Some(block), ..) => return exif::read(block, beside).map(exif::turned),
            (_, Some(packet), _) => xmp::read(packet, beside),
            (.., Some(piece)) => more_xmp.extend_from_slice(piece.get(MORE_XMP_HEAD..).unwrap_or(piece)),
            _ => beside.text("其他", body),
        },
        0xED => match starts(PHOTOSHOP) {
            Some(resources) => iptc::read_resources(resources, beside),
            None => beside.text("其他", body),
        },
        0xE2 if starts(ICC).is_some() => beside.strings("色彩描述", body),
        0xFE => beside.text("备注", body),
        _ => beside.text("其他", body),
    }
    None
}
