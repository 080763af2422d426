use std::collections::BTreeMap;
use std::iter::Peekable;
use std::ops::Range;

use super::{EntryId, Remake};
use crate::Error;
use crate::encoding::{Charset, encode, raw_len};

/// What is to be changed in the entries of a package.
///
/// Several views of the same text may ask for the same change, or for changes that overlap: whatever one of them wants
/// gone goes.
#[derive(Default)]
pub(crate) struct Edits {
    entries: BTreeMap<EntryId, Vec<Edit>>,
    /// What comes, one behind the other.
    texts: Vec<u8>,
    /// What writes what comes, and up to where the old bytes are that it writes it of.
    remakes: Vec<(Remake, u32)>,
}

/// There may be millions.
#[derive(Clone, Copy)]
struct Edit {
    start: u32,
    end: u32,
    /// Where in the texts what comes begins, and how long it is.
    text: usize,
    len: u32,
    /// The number of what writes it, from 1; 0 if it is written as it is.
    remade: u32,
}

impl Edits {
    /// Puts `text` where `range` is, in bytes of the entry.
    pub(crate) fn push(&mut self, entry: EntryId, range: Range<usize>, text: &[u8]) {
        self.add(entry, range, text, 0);
    }

    /// Puts what `remake` makes of the bytes in `range` and of `text` in their place.
    pub(crate) fn push_remade(&mut self, entry: EntryId, range: Range<usize>, text: &str, remake: Remake) {
        self.remakes.push((remake, range.end as u32));
        self.add(entry, range, text.as_bytes(), self.remakes.len() as u32);
    }

    fn add(&mut self, entry: EntryId, range: Range<usize>, text: &[u8], remade: u32) {
        let edit = Edit {
            start: range.start as u32,
            end: range.end as u32,
            text: self.texts.len(),
            len: text.len() as u32,
            remade,
        };
        self.texts.extend_from_slice(text);
        self.entries.entry(entry).or_default().push(edit);
    }

    /// The entries that change, in their order.
    pub(crate) fn entries(&self) -> impl Iterator<Item = EntryId> {
        self.entries.keys().copied()
    }

    /// Takes back the edits of an entry whose place `goes`.
    pub(crate) fn withdraw(&mut self, entry: EntryId, goes: impl Fn(usize) -> bool) {
        if let Some(edits) = self.entries.get_mut(&entry) {
            edits.retain(|edit| !goes(edit.start as usize));
            if edits.is_empty() {
                self.entries.remove(&entry);
            }
        }
    }

    /// Gives the edits of an entry that is put together of pieces, which begin at `starts`, to these: piece `n` becomes
    /// the entry `n`. No edit may reach over two of them.
    pub(crate) fn divide(&mut self, entry: EntryId, starts: &[usize]) {
        for mut edit in self.entries.remove(&entry).unwrap_or_default() {
            let piece = starts.partition_point(|&start| start <= edit.start as usize).saturating_sub(1);
            let start = starts.get(piece).map_or(0, |&start| start as u32);
            edit.start -= start;
            edit.end -= start;
            if let Some(remake) = (edit.remade as usize).checked_sub(1) {
                self.remakes[remake].1 -= start;
            }
            self.entries.entry(piece as EntryId).or_default().push(edit);
        }
    }

    /// The entry changes, by other means than edits.
    pub(crate) fn mark(&mut self, entry: EntryId) {
        self.entries.entry(entry).or_default();
    }

    /// Where an entry is edited, in order of the places; some may overlap.
    pub(crate) fn places(&self, entry: EntryId) -> Vec<Range<usize>> {
        let edits = self.entries.get(&entry).map_or(&[][..], |edits| edits);
        let mut places: Vec<_> = edits.iter().map(|edit| edit.start as usize..edit.end as usize).collect();
        places.sort_by_key(|place| (place.start, place.end));
        places
    }

    pub(crate) fn touches(&self, entry: EntryId) -> bool {
        self.entries.contains_key(&entry)
    }

    /// The bytes of an entry after its edits.
    ///
    /// # Errors
    /// If an edit reaches beyond the entry.
    pub(crate) fn apply(&mut self, entry: EntryId, bytes: &[u8]) -> Result<Vec<u8>, Error> {
        let settled = ordered(self.entries.remove(&entry).unwrap_or_default());
        self.splice(settled, bytes)
    }

    /// The same, and the edits stay.
    ///
    /// # Errors
    /// If an edit reaches beyond the entry.
    pub(crate) fn preview(&self, entry: EntryId, bytes: &[u8]) -> Result<Vec<u8>, Error> {
        self.splice(ordered(self.entries.get(&entry).cloned().unwrap_or_default()), bytes)
    }

    fn splice(&self, settled: Vec<Edit>, bytes: &[u8]) -> Result<Vec<u8>, Error> {
        let mut out = Vec::with_capacity(bytes.len() + bytes.len() / 64);
        let mut splicer = Splicer::new(self, settled);
        splicer.feed(bytes, &mut out);
        splicer.finish(&mut out)?;
        Ok(out)
    }

    /// Makes the edits of an entry while its bytes pass.
    pub(crate) fn splicer(&mut self, entry: EntryId) -> Splicer<'_> {
        let settled = ordered(self.entries.remove(&entry).unwrap_or_default());
        Splicer::new(self, settled)
    }

    /// The same for an entry that is `text` in a character set, whose edits are in bytes of that text.
    ///
    /// # Errors
    /// If an edit reaches beyond the entry, or the character set lacks a character.
    pub(crate) fn apply_coded(
        &mut self,
        entry: EntryId,
        (text, charset): (&str, Charset),
        bytes: &[u8],
    ) -> Result<Vec<u8>, Error> {
        if charset == Charset::Utf8 {
            return self.apply(entry, bytes);
        }
        let edits = ordered(self.entries.remove(&entry).unwrap_or_default());
        let mut out = Vec::with_capacity(bytes.len());
        let (mut text_at, mut raw_at) = (0, 0);
        let mut passed = |to: usize| -> Result<Range<usize>, Error> {
            let passed = text.get(text_at..to).ok_or_else(|| Error::bad_change(0))?;
            let start = raw_at;
            raw_at += raw_len(charset, passed, &bytes[raw_at..]);
            text_at = to;
            Ok(start..raw_at)
        };
        for edit in edits {
            out.extend_from_slice(&bytes[passed(edit.start as usize)?]);
            if edit.remade > 0 {
                return Err(Error::bad_change(0));
            }
            let come = std::str::from_utf8(self.text(edit)).map_err(|_| Error::bad_change(0))?;
            encode(charset, come, &mut out)?;
            passed(edit.end as usize)?;
        }
        out.extend_from_slice(&bytes[passed(text.len())?]);
        Ok(out)
    }

    fn text(&self, edit: Edit) -> &[u8] {
        &self.texts[edit.text..edit.text + edit.len as usize]
    }
}

/// The edits of an entry in order, those that overlap made one, which says what the first of them says.
fn ordered(mut edits: Vec<Edit>) -> Vec<Edit> {
    // What was asked for first comes first; a longer edit stands for the shorter ones that begin with it.
    let order = |edit: &Edit| (edit.start, std::cmp::Reverse(edit.end));
    if !edits.is_sorted_by_key(order) {
        edits.sort_by_key(order);
    }
    edits.dedup_by(|edit, last| {
        let overlaps = edit.start < last.end;
        if overlaps {
            last.end = last.end.max(edit.end);
        }
        overlaps || edit.start == last.start && edit.end == last.end
    });
    edits
}

/// An entry whose bytes pass and are edited meanwhile.
pub(crate) struct Splicer<'e> {
    edits: &'e Edits,
    settled: Peekable<std::vec::IntoIter<Edit>>,
    /// How many bytes passed.
    at: usize,
    /// Those of the next edit that passed already.
    held: Vec<u8>,
}

impl<'e> Splicer<'e> {
    fn new(edits: &'e Edits, settled: Vec<Edit>) -> Self {
        Self { edits, settled: settled.into_iter().peekable(), at: 0, held: Vec::new() }
    }

    /// Takes the next bytes of the entry, and appends what comes of them.
    pub(crate) fn feed(&mut self, mut bytes: &[u8], out: &mut Vec<u8>) {
        while let Some(&edit) = self.settled.peek() {
            let (start, end) = (edit.start as usize, edit.end as usize);
            if self.at < start {
                let kept = self.take(&mut bytes, start);
                out.extend_from_slice(kept);
            }
            if self.at < start {
                return;
            }
            let old = self.take(&mut bytes, end);
            if edit.remade > 0 {
                self.held.extend_from_slice(old);
            }
            if self.at < end {
                return;
            }
            self.write(edit, out);
            self.settled.next();
        }
        self.at += bytes.len();
        out.extend_from_slice(bytes);
    }

    /// No more bytes come.
    ///
    /// # Errors
    /// If an edit reaches beyond them.
    pub(crate) fn finish(mut self, out: &mut Vec<u8>) -> Result<(), Error> {
        self.feed(&[], out);
        if self.settled.peek().is_some() { Err(Error::bad_change(0)) } else { Ok(()) }
    }

    /// The bytes up to `end`, as far as they are there.
    fn take<'b>(&mut self, bytes: &mut &'b [u8], end: usize) -> &'b [u8] {
        let (taken, rest) = bytes.split_at(end.saturating_sub(self.at).min(bytes.len()));
        self.at += taken.len();
        *bytes = rest;
        taken
    }

    fn write(&mut self, edit: Edit, out: &mut Vec<u8>) {
        let text = self.edits.text(edit);
        match edit.remade.checked_sub(1) {
            None => out.extend_from_slice(text),
            Some(nth) => {
                let (remake, end) = self.edits.remakes[nth as usize];
                let old = &self.held[..(end - edit.start) as usize];
                out.extend_from_slice(&remake(old, &String::from_utf8_lossy(text)));
                self.held.clear();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Charset, Edits};

    #[test]
    fn edits_come_in_any_order_and_the_rest_stays() {
        let mut edits = Edits::default();
        edits.push(3, 6..8, b"zz");
        edits.push(3, 1..2, b"");
        edits.push(3, 1..2, b"");
        edits.push(4, 0..1, b"not here");
        assert_eq!(edits.apply(3, b"abcdefgh").unwrap(), b"acdefzz");
    }

    #[test]
    fn what_one_view_wants_gone_goes() {
        let mut edits = Edits::default();
        edits.push(0, 2..5, b"**");
        edits.push(0, 4..7, b"##");
        assert_eq!(edits.apply(0, b"abcdefgh").unwrap(), b"ab**h");
    }

    #[test]
    fn it_does_not_matter_in_which_pieces_bytes_pass() {
        let bytes = b"abcdefghijkl";
        let remake = |old: &[u8], new: &str| [b"<", old, new.as_bytes(), b">"].concat();
        for size in 1..=bytes.len() {
            let mut edits = Edits::default();
            edits.push(0, 0..0, b"^");
            edits.push_remade(0, 2..6, "#", remake);
            edits.push(0, 5..7, b"lost");
            edits.push(0, 9..10, b"*");
            edits.push(0, 12..12, b"$");
            let (mut splicer, mut out) = (edits.splicer(0), Vec::new());
            bytes.chunks(size).for_each(|piece| splicer.feed(piece, &mut out));
            splicer.finish(&mut out).unwrap();
            assert_eq!(out, b"^ab<cdef#>hi*kl$", "{size}");
        }
    }

    #[test]
    fn an_edit_beyond_the_entry_is_an_error() {
        let mut edits = Edits::default();
        edits.push(0, 7..9, b"");
        assert!(edits.apply(0, b"abcdefgh").is_err());
    }

    #[test]
    fn coded_text_is_edited_by_its_characters() {
        let mut edits = Edits::default();
        edits.push(0, 3..6, "某".as_bytes());
        let raw = b"\xD5\xC5\xC8\xFD\xA3\xAC"; // 张三，
        let out = edits.apply_coded(0, ("张三，", Charset::Gb18030), raw).unwrap();
        assert_eq!(out, b"\xD5\xC5\xC4\xB3\xA3\xAC");
    }
}
