//! Which program it is that remembers: another build may find something else.

use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::Path;
use std::time::SystemTime;

use sha2::{Digest, Sha256};

use super::codec::{Put, Take};
use super::folder::Folder;
use super::seal::{Id, hash};
use crate::seen::Stamp;
use crate::source::Hashing;

/// By what the program at `path` is known again: what its linker called it, or else its SHA-256. A program of many
/// megabytes is hashed once, and then known by its stamp.
pub(super) fn id(folder: &Folder, path: &Path, now: SystemTime) -> io::Result<Id> {
    let mut file = File::open(path)?;
    let metadata = file.metadata()?;
    let mut head = Vec::with_capacity(HEAD);
    file.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
    if let Some(build) = build_id(&head) {
        return Ok(hash(&[
            b"build",
            build,
            &metadata.len().to_le_bytes(),
            env!("CARGO_PKG_VERSION").as_bytes(),
        ]));
    }
    let stamp = Stamp::settled(&metadata, now);
    let note = folder.file("program");
    let known = || recall(&folder.read(&note).ok()?, stamp?);
    if let Some(id) = known() {
        return Ok(id);
    }
    file.rewind()?;
    let mut hashing = Hashing { inner: &mut file, hasher: Some(Sha256::new()), bytes: 0 };
    io::copy(&mut hashing, &mut io::sink())?;
    let id = hashing.hasher.unwrap_or_default().finalize().into();
    if let Some(stamp) = stamp {
        // It costs time if that fails, and nothing else.
        let _ = folder.write(&note, &noted(stamp, id));
    }
    Ok(id)
}

/// Linkers put a program's notes at its beginning.
const HEAD: usize = 4096;

/// The build ID in the head of an ELF program: linkers make it of all that they put into the program, so another build
/// has another one. To read it takes no time; to hash the program takes longer than to look at many documents.
fn build_id(head: &[u8]) -> Option<&[u8]> {
    /// The length of the owner's name, for the kind of note, and the name.
    const LENGTHS: usize = 8;
    const OWNER: &[u8] = b"\x03\0\0\0GNU\0";
    if !head.starts_with(b"\x7FELF") {
        return None;
    }
    let owner = memchr::memmem::find(head, OWNER)?;
    let (lengths, id) = (head.get(owner.checked_sub(LENGTHS)?..owner)?, &head[owner + OWNER.len()..]);
    let [4, 0, 0, 0, len @ 8..=64, 0, 0, 0] = *lengths else { return None };
    id.get(..len.into())
}

fn noted(stamp: Stamp, id: Id) -> Vec<u8> {
    let mut put = Put::default();
    put.0.extend(stamp.to_bytes());
    put.0.extend(id);
    let sum = hash(&[&put.0]);
    put.0.extend(sum);
    put.0
}

fn recall(bytes: &[u8], stamp: Stamp) -> Option<Id> {
    let (body, sum) = bytes.split_last_chunk::<32>()?;
    let mut take = Take(body);
    let is_this = take.array()? == stamp.to_bytes();
    let id = take.array()?;
    (is_this && take.0.is_empty() && hash(&[body]) == *sum).then_some(id)
}

#[cfg(test)]
mod tests {
    use super::{Stamp, build_id, noted, recall};

    #[test]
    fn a_build_id_is_read_from_whole_notes_of_its_kind() {
        let note = b"\x04\0\0\0\x08\0\0\0\x03\0\0\0GNU\0\x01\x02\x03\x04\x05\x06\x07\x08";
        let program = [b"\x7FELF and headers", &note[..]].concat();
        let other = [b"\x7FELF and headers", &note[..8], b"\x01\0\0\0GNU\0", &note[16..]].concat();
        assert_eq!(build_id(&[&program[..], b"rest"].concat()), Some(&[1, 2, 3, 4, 5, 6, 7, 8][..]));
        assert_eq!(build_id(&program[..program.len() - 1]), None);
        assert_eq!(build_id(&program[1..]), None);
        assert_eq!(build_id(&other), None);
    }

    #[test]
    fn a_note_tells_of_its_own_file_and_only_whole() {
        let stamp = Stamp::from_bytes([1; Stamp::LEN]);
        let note = noted(stamp, [9; 32]);
        assert_eq!(recall(&note, stamp), Some([9; 32]));
        assert_eq!(recall(&note, Stamp::from_bytes([2; Stamp::LEN])), None);
        for at in 0..note.len() {
            let mut other = note.clone();
            other[at] ^= 1;
            assert_eq!(recall(&other, stamp), None, "byte {at}");
        }
    }
}
