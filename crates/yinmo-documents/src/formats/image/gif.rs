//! GIF 89a: blocks.

use super::beside::Beside;
use super::xmp;
use crate::Error;

/// The file with the blocks that draw the picture, and no other.
///
/// # Errors
/// If it is broken.
pub(super) fn bare(bytes: &[u8], beside: &mut Beside) -> Result<Vec<u8>, Error> {
    let mut reader = Reader { bytes, at: 0 };
    let mut kept = Vec::with_capacity(bytes.len());
    let screen = reader.take(13)?;
    kept.extend_from_slice(screen);
    kept.extend_from_slice(reader.take(table(screen[10]))?);
    loop {
        let start = reader.at;
        match reader.take(1)?[0] {
            b',' => {
                let flags = reader.take(9)?[8];
                // Colours, and the size of codes.
                reader.take(table(flags) + 1)?;
                reader.blocks()?;
                kept.extend_from_slice(&bytes[start..reader.at]);
            }
            b'!' => {
                let label = reader.take(1)?[0];
                let data = reader.blocks()?;
                match label {
                    0xF9 if data.len() == 4 => kept.extend_from_slice(&bytes[start..reader.at]),
                    // How often it moves: name, and three bytes.
                    0xFF if is_loop(&data) => kept.extend_from_slice(&bytes[start..reader.at]),
                    0xFF if data.starts_with(b"XMP DataXMP") => packet(&bytes[start + 14..reader.at], beside),
                    0xFE => beside.text("备注", &data),
                    // What is drawn as text stands behind twelve bytes of where.
                    0x01 => beside.text("图片上的文字", data.get(12..).unwrap_or_default()),
                    _ => beside.text("其他", &data),
                }
            }
            b';' => {
                kept.push(b';');
                beside.text("图片之后的内容", &bytes[reader.at..]);
                return Ok(kept);
            }
            _ => return Err(Error::malformed(start as u64, "a GIF block")),
        }
    }
}

fn is_loop(data: &[u8]) -> bool {
    matches!(data, [name @ .., 1, _, _] if name == b"NETSCAPE2.0" || name == b"ANIMEXTS1.0")
}

/// XMP stands in no blocks; its last bytes lead those that read it as blocks to its end.
fn packet(bytes: &[u8], beside: &mut Beside) {
    let end = memchr::memmem::rfind(bytes, b"<?xpacket end=")
        .and_then(|at| memchr::memchr(b'>', &bytes[at..]).map(|close| at + close + 1));
    match end {
        Some(end) => xmp::read(&bytes[..end], beside),
        None => beside.text("XMP", bytes),
    }
}

/// Bytes of the colours that `flags` announce.
fn table(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self, len: usize) -> Result<&'a [u8], Error> {
        let taken = self.bytes.get(self.at..self.at + len);
        let taken = taken.ok_or_else(|| Error::malformed(self.at as u64, "the end of a GIF"))?;
        self.at += len;
        Ok(taken)
    }

    /// The blocks up to an empty one, joined.
    fn blocks(&mut self) -> Result<Vec<u8>, Error> {
        let mut joined = Vec::new();
        loop {
            match self.take(1)?[0] {
                0 => return Ok(joined),
                len => joined.extend_from_slice(self.take(len.into())?),
            }
        }
    }
}
