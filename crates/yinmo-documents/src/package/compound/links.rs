//! Paths of linked files in the code page of the machine ([MS-OSHARED] 2.3.7.8), beside which they stand in UTF-16 too.

use super::le::size_at;
use super::properties::gb18030;
use crate::mapped::{Draft, EntryId, Pen};

/// What a path of a file begins with.
const FILE: [u8; 16] = [3, 3, 0, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46];

/// Adds the paths in bytes that stand at `start` of the entry, a line each.
pub(crate) fn write_paths(draft: &mut Draft, entry: EntryId, bytes: &[u8], start: usize) {
    for found in memchr::memmem::find_iter(bytes, &FILE) {
        let at = found + FILE.len() + 2;
        let Some(path) = size_at(bytes, at).and_then(|len| bytes.get(at + 4..(at + 4).checked_add(len)?))
        else {
            continue;
        };
        let read = encoding_rs::GB18030.decode_without_bom_handling(path).0;
        let read = read.split('\0').next().unwrap_or_default();
        // What is ASCII is found as it is.
        if !read.is_ascii() {
            draft.end_line();
            draft.write(read, entry, start + at + 4..start + at + 4 + path.len(), Pen::Remade(gb18030));
            draft.end_line();
        }
    }
}
