//! PNG (ISO/IEC 15948): chunks.

use super::beside::Beside;
use super::{exif, xmp};
use crate::Error;

const SIGNATURE: usize = 8;

/// Chunks that draw the picture, also one that moves.
#[rustfmt::skip]
const DRAWING: [&[u8; 4]; 18] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"hIST", b"pHYs",
    b"acTL", b"fcTL", b"fdAT", b"cICP", b"mDCV", b"cLLI",
];

/// The file with the chunks that draw the picture, and no other.
///
/// # Errors
/// If it is broken.
pub(super) fn bare(bytes: &[u8], beside: &mut Beside) -> Result<Vec<u8>, Error> {
    let mut kept = bytes.get(..SIGNATURE).unwrap_or_default().to_vec();
    let mut at = SIGNATURE;
    loop {
        let broken = || Error::malformed(at as u64, "a PNG chunk");
        let head = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()).ok_or_else(broken)?;
        let len = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        let end = at.checked_add(len).and_then(|end| end.checked_add(12)).ok_or_else(broken)?;
        let chunk = bytes.get(at..end).ok_or_else(broken)?;
        let (name, data) = (&chunk[4..8], &chunk[8..8 + len]);
        if DRAWING.iter().any(|known| known.as_slice() == name) {
            kept.extend_from_slice(chunk);
        } else if let Some(turn) = read(name, data, beside)? {
            push(&mut kept, *b"eXIf", &exif::turned(turn)[6..]);
        }
        at = end;
        if name == b"IEND" {
            beside.text("图片之后的内容", &bytes[at..]);
            return Ok(kept);
        }
    }
}

fn push(kept: &mut Vec<u8>, name: [u8; 4], data: &[u8]) {
    let body = [&name[..], data].concat();
    kept.extend_from_slice(&(data.len() as u32).to_be_bytes());
    kept.extend_from_slice(&body);
    let mut sum = flate2::Crc::new();
    sum.update(&body);
    kept.extend_from_slice(&sum.sum().to_be_bytes());
}

/// Reads a chunk, and gives how the picture is turned if it says that.
fn read(name: &[u8], data: &[u8], beside: &mut Beside) -> Result<Option<u16>, Error> {
    match name {
        b"tEXt" => {
            let (key, text) = cut(data);
            said(key, text, beside);
        }
        b"zTXt" => {
            let (key, packed) = cut(data);
            let text = beside.inflated(packed.get(1..).unwrap_or_default())?;
            said(key, &text, beside);
        }
        b"iTXt" => international(data, beside)?,
        b"iCCP" => {
            let (key, packed) = cut(data);
            let profile = beside.inflated(packed.get(1..).unwrap_or_default())?;
            beside.strings("色彩描述", key);
            beside.strings("色彩描述", &profile);
        }
        b"eXIf" => return Ok(exif::read(data, beside)),
        b"tIME" => {}
        _ => beside.text("其他", data),
    }
    Ok(None)
}

/// What stands before the first zero, and after it.
fn cut(data: &[u8]) -> (&[u8], &[u8]) {
    match memchr::memchr(0, data) {
        Some(zero) => (&data[..zero], &data[zero + 1..]),
        None => (data, &[]),
    }
}

fn international(data: &[u8], beside: &mut Beside) -> Result<(), Error> {
    let (key, rest) = cut(data);
    let (switches, rest) = rest.split_at(rest.len().min(2));
    let (language, rest) = cut(rest);
    let (translated, text) = cut(rest);
    beside.text("其他", language);
    beside.text("其他", translated);
    if switches.first() == Some(&1) {
        let text = beside.inflated(text)?;
        said(key, &text, beside);
    } else {
        said(key, text, beside);
    }
    Ok(())
}

#[rustfmt::skip]
const LABELS: &[(&str, &str)] = &[
    ("Author", "作者"), ("Artist", "作者"), ("Comment", "备注"), ("Description", "说明"), ("Title", "标题"), ("Copyright", "版权"),
    ("Software", "软件"), ("Source", "来源"), ("Disclaimer", "声明"), ("Warning", "声明"), ("Creation Time", "时间"),
];

fn said(key: &[u8], text: &[u8], beside: &mut Beside) {
    if key == b"XML:com.adobe.xmp" {
        return xmp::read(text, beside);
    }
    if key.starts_with(b"Raw profile type") {
        let digits = text.iter().filter_map(|&byte| char::from(byte).to_digit(16)).collect::<Vec<_>>();
        let bytes: Vec<u8> = digits.chunks_exact(2).map(|pair| (pair[0] << 4 | pair[1]) as u8).collect();
        beside.opaque("其他", &bytes);
    }
    match LABELS.iter().find(|known| known.0.as_bytes() == key) {
        Some((_, label)) => beside.text(label, text),
        None => {
            beside.text("其他", key);
            beside.text("其他", text);
        }
    }
}
