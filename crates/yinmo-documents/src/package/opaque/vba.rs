//! The compression of programs in VBA ([MS-OVBA] 2.4.1).

use std::ops::Range;

/// The longest a piece gets, and how many bytes one holds.
const CHUNK: usize = 4096;
const SIGNATURE: u8 = 1;

/// The container with which the stream of a module, or the stream `dir`, ends: where it begins, and what is in it.
pub(crate) fn container(stream: &[u8]) -> Option<(usize, Vec<u8>)> {
    let starts = memchr::memchr_iter(SIGNATURE, stream);
    let mut sound = starts.filter(|&start| reaches_end(&stream[start + 1..]));
    sound.find_map(|start| {
        let text = decompress(&stream[start + 1..])?;
        // Before a module's source stands what was made of it; `dir` is all container.
        (start == 0 || text.starts_with(b"Attribut")).then_some((start, text))
    })
}

/// The chunks that follow each other, without their heads.
fn chunks(bytes: &[u8]) -> impl Iterator<Item = Option<(bool, Range<usize>)>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let head = bytes.get(at..).filter(|rest| !rest.is_empty())?;
        let Some(&head) = head.first_chunk() else {
            at = bytes.len();
            return Some(None);
        };
        let head = u16::from_le_bytes(head);
        let range = at + 2..at + 3 + usize::from(head & 0x0FFF);
        at = range.end;
        if head & 0x7000 == 0x3000 && range.end <= bytes.len() {
            return Some(Some((head & 0x8000 != 0, range)));
        }
        at = bytes.len();
        Some(None)
    })
}

fn reaches_end(bytes: &[u8]) -> bool {
    !bytes.is_empty() && chunks(bytes).all(|chunk| chunk.is_some())
}

fn decompress(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    for chunk in chunks(bytes) {
        let (is_compressed, range) = chunk?;
        if is_compressed {
            unpack(&bytes[range], &mut out)?;
        } else {
            out.extend_from_slice(&bytes[range]);
        }
    }
    Some(out)
}

/// Adds what a compressed chunk holds.
fn unpack(chunk: &[u8], out: &mut Vec<u8>) -> Option<()> {
    let start = out.len();
    let mut at = 0;
    while let Some(&flags) = chunk.get(at) {
        at += 1;
        for bit in 0..8 {
            let Some(&byte) = chunk.get(at) else { return Some(()) };
            if flags >> bit & 1 == 0 {
                out.push(byte);
                at += 1;
                continue;
            }
            let token = u16::from_le_bytes([byte, *chunk.get(at + 1)?]);
            at += 2;
            // The more there is behind, the more bits say how far back.
            let behind = out.len() - start;
            let bits = (usize::BITS - behind.saturating_sub(1).leading_zeros()).max(4);
            let offset = usize::from(token >> (16 - bits)) + 1;
            let len = usize::from(token & (0xFFFF >> bits)) + 3;
            let from = out.len().checked_sub(offset).filter(|&from| from >= start)?;
            (from..from + len).for_each(|nth| out.push(out[nth]));
            if out.len() - start > CHUNK {
                return None;
            }
        }
    }
    Some(())
}

/// A container of `text`, which may end in more spaces then.
pub(crate) fn compress(text: &[u8]) -> Vec<u8> {
    let mut out = vec![SIGNATURE];
    for piece in text.chunks(CHUNK) {
        // Without any copies, as long as that fits.
        let packed: Vec<u8> = piece.chunks(8).flat_map(|eight| [&[0], eight].concat()).collect();
        let (flag, data) = if packed.len() < CHUNK {
            (0x8000, packed)
        } else {
            let mut whole = piece.to_vec();
            whole.resize(CHUNK, b' ');
            (0, whole)
        };
        out.extend(((data.len() as u16 - 1) | 0x3000 | flag).to_le_bytes());
        out.extend(data);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{compress, container, decompress};

    /// The examples of [MS-OVBA] 3.2.
    #[test]
    fn what_the_specification_compresses_is_read() {
        let mut all = vec![0x01, 0x2F, 0xB0, 0x00];
        all.extend(b"#aaabcde\x82f\0ghijaklm\x01");
        let plain: &[u8] = &[
            0x01, 0x19, 0xB0, 0x00, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x00, 0x69, 0x6A, 0x6B,
            0x6C, 0x6D, 0x6E, 0x6F, 0x70, 0x00, 0x71, 0x72, 0x73, 0x74, 0x75, 0x76, 0x2E,
        ];
        assert_eq!(container(plain), Some((0, b"abcdefghijklmnopqrstuv.".to_vec())));
        let copies: &[u8] = &[
            0x01, 0x2F, 0xB0, 0x00, 0x23, 0x61, 0x61, 0x61, 0x62, 0x63, 0x64, 0x65, 0x82, 0x66, 0x00, 0x70,
            0x61, 0x67, 0x68, 0x69, 0x6A, 0x01, 0x38, 0x08, 0x61, 0x6B, 0x6C, 0x00, 0x30, 0x6D, 0x6E, 0x6F,
            0x70, 0x06, 0x71, 0x02, 0x70, 0x04, 0x10, 0x72, 0x73, 0x74, 0x75, 0x76, 0x10, 0x77, 0x78, 0x79,
            0x7A, 0x00, 0x3C,
        ];
        let text = b"#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa";
        assert_eq!(container(copies), Some((0, text.to_vec())));
        assert_eq!(container(&[0x01, 0x03, 0xB0, 0x02, 0x61, 0x45, 0x00]).unwrap().1.len(), 73);
        assert_eq!(decompress(&all[1..]), None);
    }

    #[test]
    fn what_is_compressed_reads_the_same() {
        for len in [0, 1, 8, 3000, 3640, 4096, 9000] {
            let text: Vec<u8> = (0..len).map(|nth: u32| b'a' + (nth % 23) as u8).collect();
            let read = decompress(&compress(&text)[1..]).expect("sound");
            assert!(read.starts_with(&text) && read[text.len()..].iter().all(|&byte| byte == b' '), "{len}");
        }
    }

    #[test]
    fn the_source_is_behind_what_was_made_of_it() {
        let source = b"Attribute VB_Name = \"Module1\"\r\n";
        let stream = [&b"\x01\x16\x03\x01\0\xFF\x01\x30\xB0"[..], &compress(source)].concat();
        assert_eq!(container(&stream), Some((9, source.to_vec())));
        assert_eq!(container(b"\x01\x02\x03"), None);
        assert_eq!(container(b""), None);
    }
}
