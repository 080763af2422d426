//! The cache as a file: entries, and a hash of all of it. A file that is not whole, or another program's, is no cache;
//! what it would have said is found out again.

use std::borrow::Cow;

use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

use super::codec::{Put, Take};
use super::seal::Id;
use crate::seen::Stamp;

/// What is remembered of a document, by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry<'b> {
    /// The content that it is about.
    pub(super) content: Id,
    /// The file that was found to hold this content.
    pub(super) stamp: Option<Stamp>,
    /// The day on which it was last of use.
    pub(super) day: u32,
    /// What came of it in numbers.
    pub(super) numbers: Cow<'b, [u8]>,
    /// What came of it in words, for those who have the content; empty where there are none.
    pub(super) words: Cow<'b, [u8]>,
}

/// Entries by the hash of the document's name.
pub(super) type Entries<'b> = FxHashMap<Id, Entry<'b>>;

/// The entries of a file, taken out of it when they are asked for: most are asked for once.
#[derive(Debug, Default)]
pub(super) struct Stored {
    bytes: Vec<u8>,
    /// Where the entry of a document begins in the bytes.
    starts: FxHashMap<Id, usize>,
}

const MAGIC: &[u8] = b"yinmo cache 2\n";

/// Days for which an entry is kept without being of use.
const UNUSED_DAYS: u32 = 30;

/// As many bytes of entries are kept: those that were of use last.
const MOST_BYTES: usize = 64 << 20;

/// The bytes of an entry without what came of the document.
const FIXED: usize = 128;

impl Entry<'_> {
    /// The same, on its own.
    pub(super) fn into_owned(self) -> Entry<'static> {
        let (numbers, words) = (self.numbers.into_owned().into(), self.words.into_owned().into());
        Entry { numbers, words, ..self }
    }

    fn size(&self) -> usize {
        FIXED + self.numbers.len() + self.words.len()
    }
}

/// The file with these entries; those that are too many, or of no use any more, are left out.
pub(super) fn to_bytes(entries: &Entries<'_>, context: &Id, today: u32) -> Vec<u8> {
    let mut kept: Vec<_> =
        entries.iter().filter(|(_, entry)| today.saturating_sub(entry.day) <= UNUSED_DAYS).collect();
    kept.sort_unstable_by_key(|(name, entry)| (u32::MAX - entry.day, *name));
    let mut room = MOST_BYTES;
    kept.retain(|(_, entry)| {
        let left = room.checked_sub(entry.size());
        room = left.unwrap_or(0);
        left.is_some()
    });
    let mut put = Put::default();
    put.0.extend(MAGIC);
    put.0.extend(context);
    put.size(kept.len());
    for (name, entry) in kept {
        put.0.extend(*name);
        put.0.extend(entry.content);
        put.maybe(entry.stamp, |put, stamp| put.0.extend(stamp.to_bytes()));
        put.number(entry.day.into());
        for bytes in [&entry.numbers, &entry.words] {
            put.size(bytes.len());
            put.0.extend(&**bytes);
        }
    }
    let hash = Sha256::digest(&put.0);
    put.0.extend(hash);
    put.0
}

impl Stored {
    /// The entries of a file with these `bytes`, if it is whole and of this context.
    pub(super) fn new(bytes: Vec<u8>, context: &Id) -> Option<Self> {
        let (body, hash) = bytes.split_last_chunk::<32>()?;
        let mut take = Take(body.strip_prefix(MAGIC)?.strip_prefix(context)?);
        if Sha256::digest(body)[..] != hash[..] {
            return None;
        }
        let count = take.size()?;
        let mut starts = FxHashMap::default();
        // An entry takes no less than so many bytes, whatever the count says.
        starts.reserve(count.min(body.len() / 64));
        for _ in 0..count {
            let start = body.len() - take.0.len();
            let (name, _) = take_entry(&mut take)?;
            starts.insert(name, start);
        }
        take.0.is_empty().then_some(Self { bytes, starts })
    }

    pub(super) fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// The entry of the document whose name has this hash.
    pub(super) fn get(&self, name: &Id) -> Option<Entry<'_>> {
        self.at(*self.starts.get(name)?)
    }

    /// All entries.
    pub(super) fn entries(&self) -> Entries<'_> {
        self.starts.iter().filter_map(|(name, &start)| Some((*name, self.at(start)?))).collect()
    }

    fn at(&self, start: usize) -> Option<Entry<'_>> {
        take_entry(&mut Take(self.bytes.get(start..)?)).map(|(_, entry)| entry)
    }
}

fn take_entry<'b>(take: &mut Take<'b>) -> Option<(Id, Entry<'b>)> {
    let (name, content) = (take.array()?, take.array()?);
    let stamp = take.maybe(|take| take.array().map(Stamp::from_bytes))?;
    let day = take.number()?.try_into().ok()?;
    let mut part = || {
        let len = take.size()?;
        Some(Cow::from(take.bytes(len)?))
    };
    let (numbers, words) = (part()?, part()?);
    Some((name, Entry { content, stamp, day, numbers, words }))
}

#[cfg(test)]
mod tests {
    use super::{Entries, Entry, MOST_BYTES, Stored, UNUSED_DAYS, to_bytes};
    use crate::seen::Stamp;

    const CONTEXT: [u8; 32] = [7; 32];

    fn entry(day: u32, size: usize) -> Entry<'static> {
        let stamp = Some(Stamp::from_bytes([day as u8; Stamp::LEN]));
        Entry { content: [9; 32], stamp, day, numbers: vec![1; size].into(), words: vec![2; 300].into() }
    }

    fn entries(days: &[u32], size: usize) -> Entries<'static> {
        (1..).zip(days).map(|(name, &day)| ([name; 32], entry(day, size))).collect()
    }

    #[test]
    fn what_was_written_is_read_by_the_same_context_alone() {
        let entries = entries(&[100, 90, 80], 5);
        let bytes = to_bytes(&entries, &CONTEXT, 100);
        let stored = Stored::new(bytes.clone(), &CONTEXT).unwrap();
        assert_eq!(stored.entries(), entries);
        assert!(entries.iter().all(|(name, entry)| stored.get(name).as_ref() == Some(entry)));
        assert_eq!(stored.get(&[99; 32]), None);
        assert!(Stored::new(bytes, &[8; 32]).is_none());
    }

    #[test]
    fn a_file_with_any_byte_changed_or_missing_is_no_cache() {
        let bytes = to_bytes(&entries(&[100, 99], 5), &CONTEXT, 100);
        for at in 0..bytes.len() {
            assert!(Stored::new(bytes[..at].to_vec(), &CONTEXT).is_none(), "cut at {at}");
            for bit in 0..8 {
                let mut other = bytes.clone();
                other[at] ^= 1 << bit;
                assert!(Stored::new(other, &CONTEXT).is_none(), "bit {bit} of byte {at}");
            }
        }
        assert!(Stored::new([&bytes[..], b"x"].concat(), &CONTEXT).is_none());
    }

    #[test]
    fn what_is_of_no_use_or_too_much_goes() {
        let read = |entries: &Entries<'_>| Stored::new(to_bytes(entries, &CONTEXT, 100), &CONTEXT).unwrap();
        let old = read(&entries(&[100, 100 - UNUSED_DAYS, 99 - UNUSED_DAYS], 5));
        assert_eq!(old.entries().len(), 2);
        let large = read(&entries(&[98, 99, 100], MOST_BYTES / 2 - 1000));
        let mut days: Vec<u32> = large.entries().values().map(|entry| entry.day).collect();
        days.sort_unstable();
        assert_eq!(days, [99, 100]);
    }
}
