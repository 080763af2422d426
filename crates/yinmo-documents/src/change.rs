//! What is to be done to the parts of a chunk, and the checks that every layout makes of it.

use std::borrow::Cow;
use std::fmt;
use std::num::NonZeroU32;
use std::ops::Range;
use std::slice;

use yinmo_core::text::Span;

use crate::Error;

/// Something to do to one part of a chunk.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Change<'t> {
    /// [`Part::index`](crate::Part::index).
    pub part: usize,
    /// What to do.
    pub action: Action<'t>,
}

/// What can be done to a part.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Action<'t> {
    /// Replace a span of [`Part::text`](crate::Part::text). In prose the span may reach into the context after the
    /// chunk.
    Replace(Span, &'t str),
    /// Take the part out: a table cell with one separator; a JSON member, named by its key or its value, with
    /// one comma; a JSON array element or lone scalar becomes `null`; prose becomes empty.
    Remove,
    /// Take the row of a table out that begins with the part, see [`Chunk::loses_rows`](crate::Chunk::loses_rows). What
    /// else is to be done to its cells is not.
    RemoveRow,
}

impl<'t> Change<'t> {
    /// Replaces `span` in the text of `part`.
    pub const fn replace(part: usize, span: Span, replacement: &'t str) -> Self {
        Self { part, action: Action::Replace(span, replacement) }
    }

    /// Takes `part` out.
    pub const fn remove(part: usize) -> Self {
        Self { part, action: Action::Remove }
    }

    /// Takes the row out that begins with `part`.
    pub const fn remove_row(part: usize) -> Self {
        Self { part, action: Action::RemoveRow }
    }
}

/// A replacement may keep parts of the value, so it is shown by its length alone.
impl fmt::Debug for Change<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.action {
            Action::Replace(span, text) => {
                write!(f, "Change({}: {}..{} -> [{} bytes])", self.part, span.start, span.end, text.len())
            }
            Action::Remove => write!(f, "Change({}: removed)", self.part),
            Action::RemoveRow => write!(f, "Change({}: row removed)", self.part),
        }
    }
}

/// The changes to a chunk.
///
/// A list has many cells and few sorts of masks. So what is done alike to many cells is kept once, and each of them is
/// marked with its number.
#[derive(Clone, Default)]
pub struct Changes {
    entries: Vec<Entry>,
    texts: Vec<Box<str>>,
    edits: Vec<Edit>,
    /// The edit of each part; parts without one may be missing at the end.
    marks: Vec<Option<Kept>>,
}

/// An edit that [`Changes`] keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept(NonZeroU32);

/// Something else comes in the place of the middle of a part.
#[derive(Clone, Copy)]
pub(crate) struct Edit {
    /// Bytes that stay before and after.
    before: u32,
    after: u32,
    /// What comes.
    text: u32,
    /// The same, if it is short and no byte of it means anything in any table.
    short: Option<Short>,
}

/// A text that is copied with as many bytes as any other.
#[derive(Clone, Copy)]
pub(crate) struct Short {
    pub(crate) bytes: [u8; Self::ROOM],
    pub(crate) len: u32,
}

impl Short {
    const ROOM: usize = 32;

    fn of(text: &str) -> Option<Self> {
        let means = |byte| matches!(byte, b',' | b'\t' | b';' | b'|' | b'"' | b'\r' | b'\n');
        let mut bytes = [0; Self::ROOM];
        bytes.get_mut(..text.len())?.copy_from_slice(text.as_bytes());
        (!text.bytes().any(means)).then_some(Self { bytes, len: text.len() as u32 })
    }
}

/// Chunks are far shorter than 4 GiB, see `Limits::usable`.
#[derive(Clone, Copy)]
pub(crate) struct Entry {
    part: u32,
    start: u32,
    end: u32,
    /// What comes; [`REMOVED`] if the part goes, [`ROW_REMOVED`] if its row does.
    text: u32,
}

const REMOVED: u32 = u32::MAX;
const ROW_REMOVED: u32 = u32::MAX - 1;

impl Changes {
    /// None yet, to the parts of a chunk that has so many.
    pub fn to_parts(count: usize) -> Self {
        Self { marks: vec![None; count], ..Self::default() }
    }

    /// Adds a change.
    pub fn push(&mut self, change: Change<'_>) {
        let part = change.part as u32;
        let entry = match change.action {
            Action::Replace(span, replacement) => {
                let text = self.keep_text(replacement);
                Entry { part, start: span.start as u32, end: span.end as u32, text }
            }
            Action::Remove => Entry { part, start: 0, end: 0, text: REMOVED },
            Action::RemoveRow => Entry { part, start: 0, end: 0, text: ROW_REMOVED },
        };
        self.entries.push(entry);
    }

    /// Keeps an edit that leaves so many bytes of a table's cell before and after the replacement.
    pub fn keep(&mut self, before: usize, after: usize, replacement: &str) -> Kept {
        let text = self.keep_text(replacement);
        let short = Short::of(replacement);
        self.edits.push(Edit { before: before as u32, after: after as u32, text, short });
        Kept(NonZeroU32::MIN.saturating_add(self.edits.len() as u32 - 1))
    }

    /// Adds changes to cells that are not changed otherwise, unless they are removed: to the one at `first` and those
    /// that follow it.
    pub fn mark(&mut self, first: usize, kept: impl ExactSizeIterator<Item = Option<Kept>>) {
        let end = first + kept.len();
        if self.marks.len() < end {
            self.marks.resize(end, None);
        }
        self.marks[first..end].iter_mut().zip(kept).for_each(|(mark, kept)| *mark = kept);
    }

    fn keep_text(&mut self, replacement: &str) -> u32 {
        self.texts.push(replacement.into());
        self.texts.len() as u32 - 1
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.entries.len() + self.marks.iter().flatten().count()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many were pushed.
    pub const fn pushed(&self) -> usize {
        self.entries.len()
    }

    /// The changes that were pushed after the `first` ones.
    pub fn since(&self, first: usize) -> impl Iterator<Item = Change<'_>> {
        self.entries[first..].iter().map(|entry| self.change(entry))
    }

    /// Takes back what was pushed after the `first` ones.
    pub fn forget_since(&mut self, first: usize) {
        self.entries.truncate(first);
    }

    /// Puts them in the order in which [`Chunk::splice`](crate::Chunk::splice) wants them.
    pub fn sort(&mut self) {
        self.entries.sort_by_key(|entry| (entry.part, entry.start));
    }

    fn change(&self, entry: &Entry) -> Change<'_> {
        let action = match entry.text {
            REMOVED => Action::Remove,
            ROW_REMOVED => Action::RemoveRow,
            text => Action::Replace(
                Span::new(entry.start as usize, entry.end as usize),
                &self.texts[text as usize],
            ),
        };
        Change { part: entry.part as usize, action }
    }

    /// The marks of the parts from `first` on.
    pub(crate) fn marks(&self, first: usize) -> &[Option<Kept>] {
        self.marks.get(first..).unwrap_or_default()
    }

    /// The first part from `first` on that is marked.
    pub(crate) fn first_marked(&self, first: usize) -> Option<usize> {
        Some(first + self.marks(first).iter().position(Option::is_some)?)
    }

    /// What `kept` replaces in a part with this text, and by what.
    ///
    /// # Errors
    /// If it does not fit the text.
    pub(crate) fn replacement(&self, kept: Kept, text: &str) -> Result<(Span, &str), Error> {
        let edit = self.kept(kept);
        let (start, end) = (edit.before as usize, text.len().saturating_sub(edit.after as usize));
        let fits = start <= end && text.is_char_boundary(start) && text.is_char_boundary(end);
        if fits {
            Ok((Span::new(start, end), &self.texts[edit.text as usize]))
        } else {
            Err(Error::bad_change(0))
        }
    }

    #[inline]
    pub(crate) fn kept(&self, kept: Kept) -> &Edit {
        &self.edits[kept.0.get() as usize - 1]
    }
}

impl Edit {
    /// What comes in the place of which bytes of a value that stands at `value`, if that says the same however the
    /// value is written, and something is left of it.
    #[inline]
    pub(crate) fn plain(&self, value: Range<usize>) -> Option<(Span, &Short)> {
        let short = self.short.as_ref()?;
        let kept = self.before as usize + self.after as usize;
        let stays = kept + short.len as usize > 0;
        let span =
            || Span { start: value.start + self.before as usize, end: value.end - self.after as usize };
        (kept <= value.len() && stays).then(|| (span(), short))
    }

    /// The same as if it had been pushed, for a part of `len` bytes.
    pub(crate) fn entry(&self, part: usize, len: usize) -> Entry {
        let end = (len as u32).saturating_sub(self.after);
        Entry { part: part as u32, start: self.before, end, text: self.text }
    }
}

impl<'t> FromIterator<Change<'t>> for Changes {
    fn from_iter<I: IntoIterator<Item = Change<'t>>>(changes: I) -> Self {
        let mut all = Self::default();
        changes.into_iter().for_each(|change| all.push(change));
        all
    }
}

/// Shows sizes only.
impl fmt::Debug for Changes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.since(0)).finish()
    }
}

/// All changes to one part.
#[derive(Clone, Copy)]
pub(crate) struct PartChanges<'c> {
    changes: &'c Changes,
    group: &'c [Entry],
}

/// Groups changes by part and checks the order of the parts. Only cells can be marked.
pub(crate) fn by_part(
    changes: &Changes,
    part_count: usize,
) -> impl Iterator<Item = Result<PartChanges<'_>, Error>> {
    let marked = changes.first_marked(0).map(|part| Err(Error::bad_change(part)));
    marked.into_iter().chain(pushed_by_part(changes, part_count))
}

/// The same without those that are marked.
pub(crate) fn pushed_by_part(
    changes: &Changes,
    part_count: usize,
) -> impl Iterator<Item = Result<PartChanges<'_>, Error>> {
    let mut next_part = 0;
    changes.entries.chunk_by(|a, b| a.part == b.part).map(move |group| {
        let part = group[0].part as usize;
        if part < next_part || part >= part_count {
            return Err(Error::bad_change(part));
        }
        next_part = part + 1;
        Ok(PartChanges { changes, group })
    })
}

impl<'c> PartChanges<'c> {
    pub(crate) fn only(changes: &'c Changes, entry: &'c Entry) -> Self {
        Self { changes, group: slice::from_ref(entry) }
    }

    pub(crate) fn part(self) -> usize {
        self.group[0].part as usize
    }

    /// A removal overrides replacements in the same part.
    pub(crate) fn is_removal(self) -> bool {
        self.group.iter().any(|entry| matches!(entry.text, REMOVED | ROW_REMOVED))
    }

    /// A removed row overrides everything.
    pub(crate) fn removes_row(self) -> bool {
        self.group.iter().any(|entry| entry.text == ROW_REMOVED)
    }

    /// What is to be replaced, and by what.
    pub(crate) fn edits(self) -> impl Iterator<Item = (Span, &'c str)> {
        self.group.iter().filter_map(move |entry| match self.changes.change(entry).action {
            Action::Replace(span, replacement) => Some((span, replacement)),
            Action::Remove | Action::RemoveRow => None,
        })
    }

    /// Checks that the edits are sorted, disjoint, and cut `text` on character boundaries.
    pub(crate) fn check_fit(self, text: &str) -> Result<(), Error> {
        let mut kept = 0;
        for (span, _) in self.edits() {
            let in_order = kept <= span.start && span.start <= span.end;
            if !in_order || !text.is_char_boundary(span.start) || !text.is_char_boundary(span.end) {
                return Err(Error::bad_change(self.part()));
            }
            kept = span.end;
        }
        Ok(())
    }

    /// `text` after edits that fit it, each replacement taken as it is.
    pub(crate) fn applied(self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut kept = 0;
        for (span, replacement) in self.edits() {
            out.push_str(&text[kept..span.start]);
            out.push_str(replacement);
            kept = span.end;
        }
        out.push_str(&text[kept..]);
        out
    }
}

/// `text` itself when `needs` finds no byte to escape, else what `escape` makes of it.
pub(crate) fn escaped<'c>(
    text: &'c str,
    needs: impl Fn(u8) -> bool,
    escape: impl Fn(&str) -> String,
) -> Cow<'c, str> {
    if text.bytes().any(needs) { Cow::Owned(escape(text)) } else { Cow::Borrowed(text) }
}
