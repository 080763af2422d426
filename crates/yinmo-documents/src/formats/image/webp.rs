//! WebP (RFC 9649): chunks of RIFF.

use super::beside::Beside;
use super::{exif, xmp};
use crate::Error;

/// Chunks that draw the picture.
const DRAWING: [&[u8; 4]; 4] = [b"VP8 ", b"VP8L", b"ALPH", b"ANIM"];
/// Bits of `VP8X` that announce a colour profile, EXIF and XMP.
const ANNOUNCED: u8 = 0b0010_1100;
/// What says where a frame stands, before its chunks.
const FRAME_HEAD: usize = 16;

/// The file with the chunks that draw the picture, and no other.
///
/// # Errors
/// If it is broken.
pub(super) fn bare(bytes: &[u8], beside: &mut Beside) -> Result<Vec<u8>, Error> {
    let broken = || Error::malformed(4, "the length of a WebP");
    let size =
        bytes.get(4..8).and_then(|size| size.first_chunk()).map(|&size| u32::from_le_bytes(size) as usize);
    let end = size.and_then(|size| size.checked_add(8)).ok_or_else(broken)?;
    let body = bytes.get(12..end).ok_or_else(broken)?;
    let mut kept = b"RIFF\0\0\0\0WEBP".to_vec();
    chunks(body, &mut kept, beside)?;
    let size = (kept.len() as u32 - 8).to_le_bytes();
    kept[4..8].copy_from_slice(&size);
    beside.text("图片之后的内容", &bytes[end..]);
    Ok(kept)
}

fn chunks(mut rest: &[u8], kept: &mut Vec<u8>, beside: &mut Beside) -> Result<(), Error> {
    let broken = || Error::malformed(12, "a WebP chunk");
    while !rest.is_empty() {
        let (head, after) = rest.split_first_chunk::<8>().ok_or_else(broken)?;
        let len = u32::from_le_bytes([head[4], head[5], head[6], head[7]]) as usize;
        let data = after.get(..len).ok_or_else(broken)?;
        rest = after.get(len + (len & 1)..).unwrap_or_default();
        match &[head[0], head[1], head[2], head[3]] {
            name if DRAWING.contains(&name) => push(kept, name, data),
            b"VP8X" if !data.is_empty() => {
                push(kept, b"VP8X", &[&[data[0] & !ANNOUNCED], &data[1..]].concat());
            }
            b"ANMF" if data.len() >= FRAME_HEAD => {
                let mut frame = data[..FRAME_HEAD].to_vec();
                chunks(&data[FRAME_HEAD..], &mut frame, beside)?;
                push(kept, b"ANMF", &frame);
            }
            b"EXIF" => drop(exif::read(data.strip_prefix(b"Exif\0\0").unwrap_or(data), beside)),
            b"XMP " => xmp::read(data, beside),
            b"ICCP" => beside.strings("色彩描述", data),
            _ => beside.text("其他", data),
        }
    }
    Ok(())
}

fn push(kept: &mut Vec<u8>, name: &[u8; 4], data: &[u8]) {
    kept.extend_from_slice(name);
    kept.extend_from_slice(&(data.len() as u32).to_le_bytes());
    kept.extend_from_slice(data);
    if data.len() % 2 == 1 {
        kept.push(0);
    }
}
