//! Which program it is that remembers: another build may find something else.

use std::fs::File;
use std::io;
use std::path::Path;
use std::time::SystemTime;

use sha2::{Digest, Sha256};

use super::codec::{Put, Take};
use super::folder::Folder;
use super::seal::{Id, hash};
use super::stamp::Stamp;
use crate::source::Hashing;

/// The SHA-256 of the program at `path`. A program of many megabytes is read once, and then known by its stamp.
pub(super) fn id(folder: &Folder, path: &Path, now: SystemTime) -> io::Result<Id> {
    let mut file = File::open(path)?;
    let stamp = Stamp::settled(&file.metadata()?, now);
    let note = folder.file("program");
    let known = || recall(&folder.read(&note).ok()?, stamp?);
    if let Some(id) = known() {
        return Ok(id);
    }
    let mut hashing = Hashing { inner: &mut file, hasher: Some(Sha256::new()), bytes: 0 };
    io::copy(&mut hashing, &mut io::sink())?;
    let id = hashing.hasher.unwrap_or_default().finalize().into();
    if let Some(stamp) = stamp {
        // It costs time if that fails, and nothing else.
        let _ = folder.write(&note, &noted(stamp, id));
    }
    Ok(id)
}

fn noted(stamp: Stamp, id: Id) -> Vec<u8> {
    let mut put = Put::default();
    stamp.0.iter().for_each(|&number| put.number(number));
    put.0.extend(id);
    let sum = hash(&[&put.0]);
    put.0.extend(sum);
    put.0
}

fn recall(bytes: &[u8], stamp: Stamp) -> Option<Id> {
    let (body, sum) = bytes.split_last_chunk::<32>()?;
    let mut take = Take(body);
    let is_this = stamp.0.iter().all(|&number| take.number() == Some(number));
    let id = take.array()?;
    (is_this && take.0.is_empty() && hash(&[body]) == *sum).then_some(id)
}

#[cfg(test)]
mod tests {
    use super::{Stamp, noted, recall};

    #[test]
    fn a_note_tells_of_its_own_file_and_only_whole() {
        let stamp = Stamp([1, 2, 300, 4, 5, 6, 7]);
        let note = noted(stamp, [9; 32]);
        assert_eq!(recall(&note, stamp), Some([9; 32]));
        assert_eq!(recall(&note, Stamp([1, 2, 301, 4, 5, 6, 7])), None);
        for at in 0..note.len() {
            let mut other = note.clone();
            other[at] ^= 1;
            assert_eq!(recall(&other, stamp), None, "byte {at}");
        }
    }
}
