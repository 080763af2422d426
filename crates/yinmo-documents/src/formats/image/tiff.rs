//! TIFF 6.0: directories of tags.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use super::beside::Beside;
use super::{exif, jpeg};
use crate::Error;

/// Tags that draw the picture.
#[rustfmt::skip]
const DRAWING: [u16; 51] = [
    254, 255, 256, 257, 258, 259, 262, 263, 264, 265, 266, 273, 274, 277, 278, 279, 280, 281, 282, 283, 284, 286, 287,
    290, 291, 292, 293, 296, 297, 301, 317, 318, 319, 320, 321, 322, 323, 324, 325, 326, 327, 328, 332, 334, 336, 338,
    339, 340, 341, 342, 347,
];
/// The same, of pictures whose colours are written in other ways.
const COLOURS: [u16; 4] = [529, 530, 531, 532];
/// Where pieces of the picture are, and how long they are: strips, and tiles.
const PIECES: [(u16, u16); 2] = [(273, 279), (324, 325)];
const COMPRESSION: u16 = 259;
const JPEG: usize = 7;
const JPEG_TABLES: u16 = 347;

/// A file, or a block in another, of directories.
pub(super) struct Tiff<'a> {
    pub(super) bytes: &'a [u8],
    big_endian: bool,
}

/// A list of tags, and where the next one begins: at 0 if there is none.
pub(super) struct Directory<'a> {
    pub(super) entries: Vec<Entry<'a>>,
    pub(super) next: usize,
    range: Range<usize>,
}

/// A tag and its value.
pub(super) struct Entry<'a> {
    pub(super) tag: u16,
    pub(super) kind: u16,
    pub(super) value: &'a [u8],
    pub(super) big_endian: bool,
    /// Where the value stands.
    start: usize,
}

impl<'a> Tiff<'a> {
    pub(super) fn of(bytes: &'a [u8]) -> Option<Self> {
        let big_endian = match bytes.get(..8)? {
            [b'I', b'I', b'*', 0, ..] => false,
            [b'M', b'M', 0, b'*', ..] => true,
            _ => return None,
        };
        Some(Self { bytes, big_endian })
    }

    /// Where the first directory begins.
    pub(super) fn first(&self) -> usize {
        self.long(4).unwrap_or(0)
    }

    fn short(&self, at: usize) -> Option<u16> {
        let &pair = self.bytes.get(at..)?.first_chunk()?;
        Some(if self.big_endian { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) })
    }

    fn long(&self, at: usize) -> Option<usize> {
        let &four = self.bytes.get(at..)?.first_chunk()?;
        Some(if self.big_endian { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) } as usize)
    }

    /// The directory that begins at `at`, if it is whole.
    pub(super) fn directory(&self, at: usize) -> Option<Directory<'a>> {
        let count = usize::from(self.short(at)?);
        let end = at + 2 + 12 * count;
        let entries = (0..count).map(|nth| self.entry(at + 2 + 12 * nth)).collect::<Option<_>>()?;
        // Some leave out where the next one is.
        Some(Directory { entries, next: self.long(end).unwrap_or(0), range: at..end + 4 })
    }

    fn entry(&self, at: usize) -> Option<Entry<'a>> {
        let (tag, kind, count) = (self.short(at)?, self.short(at + 2)?, self.long(at + 4)?);
        let len = count.checked_mul(size_of(kind))?;
        let start = if len <= 4 { at + 8 } else { self.long(at + 8)? };
        let value = self.bytes.get(start..start.checked_add(len)?)?;
        Some(Entry { tag, kind, value, big_endian: self.big_endian, start })
    }
}

fn size_of(kind: u16) -> usize {
    match kind {
        3 | 8 => 2,
        4 | 9 | 11 | 13 => 4,
        5 | 10 | 12 => 8,
        _ => 1,
    }
}

impl<'a> Directory<'a> {
    pub(super) fn get(&self, tag: u16) -> Option<&Entry<'a>> {
        self.entries.iter().find(|entry| entry.tag == tag)
    }

    /// The first number of a tag.
    pub(super) fn number(&self, tag: u16) -> Option<usize> {
        self.get(tag)?.numbers().next()
    }
}

impl Entry<'_> {
    /// Whether it holds bytes of which the type does not say what they are.
    pub(super) fn is_bytes(&self) -> bool {
        size_of(self.kind) == 1
    }

    /// Whole numbers.
    pub(super) fn numbers(&self) -> impl Iterator<Item = usize> {
        let (size, big_endian) = (size_of(self.kind), self.big_endian);
        self.value.chunks_exact(size.min(4)).map(move |bytes| {
            let join = |sum: usize, byte: &u8| sum << 8 | usize::from(*byte);
            if big_endian { bytes.iter().fold(0, join) } else { bytes.iter().rev().fold(0, join) }
        })
    }

    /// Numbers of two parts, the one divided by the other.
    pub(super) fn rationals(&self) -> Vec<f64> {
        let halves: Vec<usize> = self.numbers().collect();
        halves.chunks_exact(2).map(|pair| pair[0] as f64 / pair[1].max(1) as f64).collect()
    }
}

/// The file with the tags that draw the picture, and no other, and with no byte that no tag refers to. A file that has
/// nothing else is left as it is.
///
/// # Errors
/// If it is broken, or its pieces lie over each other.
pub(super) fn bare<'a>(bytes: &'a [u8], beside: &mut Beside) -> Result<Cow<'a, [u8]>, Error> {
    let broken = |at: usize| Error::malformed(at as u64, "a TIFF directory");
    let tiff = Tiff::of(bytes).ok_or_else(|| broken(0))?;
    let mut writer = Writer::new(&tiff);
    let mut used = Vec::new();
    used.push(0..8);
    let mut seen = BTreeSet::new();
    let mut dropped = false;
    let mut at = tiff.first();
    while at != 0 && seen.insert(at) {
        let page = tiff.directory(at).ok_or_else(|| broken(at))?;
        used.push(page.range.clone());
        used.extend(page.entries.iter().map(|entry| entry.start..entry.start + entry.value.len()));
        let (drawing, others): (Vec<_>, Vec<_>) =
            page.entries.into_iter().partition(|entry| draws(entry.tag));
        dropped |= !others.is_empty();
        let others = Directory { entries: others, next: 0, range: 0..0 };
        exif::say(&tiff, &others, beside, &mut seen);
        used.extend(
            writer.page(&Directory { entries: drawing, next: 0, range: 0..0 }).ok_or_else(|| broken(at))?,
        );
        at = page.next;
    }
    if writer.data > bytes.len() {
        return Err(Error::malformed(0, "pieces of a TIFF that lie over each other"));
    }
    for gap in gaps(used, bytes.len()) {
        let gap = &bytes[gap];
        // Zeros fill up.
        if gap.iter().any(|&byte| byte != 0) {
            dropped = true;
            beside.text("其他", gap);
        }
    }
    Ok(if dropped { Cow::Owned(writer.out) } else { Cow::Borrowed(bytes) })
}

fn draws(tag: u16) -> bool {
    DRAWING.contains(&tag) || COLOURS.contains(&tag)
}

/// What lies between ranges.
fn gaps(mut used: Vec<Range<usize>>, len: usize) -> Vec<Range<usize>> {
    used.sort_by_key(|range| range.start);
    used.push(len..len);
    let mut gaps = Vec::new();
    let mut end = 0;
    for range in used {
        if range.start > end {
            gaps.push(end..range.start.min(len));
        }
        end = end.max(range.end);
    }
    gaps
}

/// Writes a file anew, page by page.
struct Writer<'a, 't> {
    tiff: &'t Tiff<'a>,
    out: Vec<u8>,
    /// Where the place of the next directory is to be written.
    link: usize,
    /// Bytes of the picture so far.
    data: usize,
}

impl<'a, 't> Writer<'a, 't> {
    fn new(tiff: &'t Tiff<'a>) -> Self {
        Self { tiff, out: [&tiff.bytes[..4], &[0; 4]].concat(), link: 4, data: 0 }
    }

    /// Writes a page, and gives where its pieces stood.
    fn page(&mut self, page: &Directory<'a>) -> Option<Vec<Range<usize>>> {
        let is_jpeg = page.number(COMPRESSION) == Some(JPEG);
        let mut stood = Vec::new();
        let mut values: Vec<(u16, u16, Vec<u8>)> = Vec::with_capacity(page.entries.len());
        let mut moved: Vec<(u16, Vec<u8>)> = Vec::new();
        for (offsets, lengths) in PIECES {
            let (Some(offsets), Some(lengths)) = (page.get(offsets), page.get(lengths)) else { continue };
            let (mut to, mut long) = (Vec::new(), Vec::new());
            for (start, len) in offsets.numbers().zip(lengths.numbers()) {
                let piece = self.tiff.bytes.get(start..start.checked_add(len)?)?;
                stood.push(start..start + len);
                self.data += len;
                if self.data > self.tiff.bytes.len() {
                    return None;
                }
                let piece = if is_jpeg { without_segments(piece) } else { Cow::Borrowed(piece) };
                to.extend(self.coded(self.out.len()));
                long.extend(self.coded(piece.len()));
                self.out.extend_from_slice(&piece);
                self.even();
            }
            moved.extend([(offsets.tag, to), (lengths.tag, long)]);
        }
        let has_pieces = !moved.is_empty();
        for entry in &page.entries {
            let (kind, value) = match moved.iter_mut().find(|(tag, _)| *tag == entry.tag) {
                Some((_, value)) => (4, std::mem::take(value)),
                None if entry.tag == JPEG_TABLES => (entry.kind, without_segments(entry.value).into_owned()),
                None => (entry.kind, entry.value.to_vec()),
            };
            values.push((entry.tag, kind, value));
        }
        self.directory(&values);
        has_pieces.then_some(stood)
    }

    fn directory(&mut self, values: &[(u16, u16, Vec<u8>)]) {
        let start = self.out.len();
        let link = self.coded(start);
        self.out[self.link..self.link + 4].copy_from_slice(&link);
        let mut far = start + 2 + 12 * values.len() + 4;
        let mut tail = Vec::new();
        self.short(values.len() as u16);
        for (tag, kind, value) in values {
            self.short(*tag);
            self.short(*kind);
            let count = self.coded(value.len() / size_of(*kind));
            self.out.extend_from_slice(&count);
            if value.len() <= 4 {
                self.out.extend_from_slice(value);
                self.out.resize(self.out.len() + 4 - value.len(), 0);
            } else {
                let at = self.coded(far);
                self.out.extend_from_slice(&at);
                tail.extend_from_slice(value);
                tail.resize(tail.len() + tail.len() % 2, 0);
                far = start + 2 + 12 * values.len() + 4 + tail.len();
            }
        }
        self.link = self.out.len();
        self.out.extend_from_slice(&[0; 4]);
        self.out.extend_from_slice(&tail);
    }

    fn short(&mut self, number: u16) {
        let pair = if self.tiff.big_endian { number.to_be_bytes() } else { number.to_le_bytes() };
        self.out.extend_from_slice(&pair);
    }

    fn coded(&self, number: usize) -> [u8; 4] {
        let number = number as u32;
        if self.tiff.big_endian { number.to_be_bytes() } else { number.to_le_bytes() }
    }

    fn even(&mut self) {
        if self.out.len() % 2 == 1 {
            self.out.push(0);
        }
    }
}

/// A piece that is a JPEG, without what is said in it; any other as it is.
fn without_segments(piece: &[u8]) -> Cow<'_, [u8]> {
    let mut unheard = Beside::new(&crate::Scope::new(&crate::Limits::default()));
    let bare = piece.starts_with(&[0xFF, 0xD8]).then(|| jpeg::bare(piece, &mut unheard).ok()).flatten();
    bare.map_or(Cow::Borrowed(piece), Cow::Owned)
}
