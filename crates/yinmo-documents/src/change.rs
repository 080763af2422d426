//! What is to be done to the parts of a chunk, and the checks that every layout makes of it.

use std::borrow::Cow;
use std::fmt;

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
}

/// A replacement may keep parts of the value, so it is shown by its length alone.
impl fmt::Debug for Change<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.action {
            Action::Replace(span, text) => {
                write!(f, "Change({}: {}..{} -> [{} bytes])", self.part, span.start, span.end, text.len())
            }
            Action::Remove => write!(f, "Change({}: removed)", self.part),
        }
    }
}

/// The changes to a chunk.
///
/// A list has many cells and few masks, so a change is four numbers and what comes in many places is kept once.
#[derive(Clone, Default)]
pub struct Changes {
    entries: Vec<Entry>,
    texts: Vec<Text>,
}

/// A replacement that [`Changes`] keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept(u32);

/// What comes in the place of something.
#[derive(Clone)]
struct Text {
    text: Box<str>,
    /// Whether no byte of it means anything in any table.
    is_plain: bool,
}

/// Chunks are far shorter than 4 GiB, see `Limits::usable`.
#[derive(Clone, Copy)]
struct Entry {
    part: u32,
    start: u32,
    end: u32,
    /// What comes; [`REMOVED`] if the part goes.
    text: u32,
}

const REMOVED: u32 = u32::MAX;

impl Changes {
    /// Makes room for so many more.
    pub fn reserve(&mut self, more: usize) {
        self.entries.reserve(more);
    }

    /// Adds a change.
    pub fn push(&mut self, change: Change<'_>) {
        match change.action {
            Action::Replace(span, replacement) => {
                let kept = self.keep(replacement);
                self.replace(change.part, span, kept);
            }
            Action::Remove => {
                self.entries.push(Entry { part: change.part as u32, start: 0, end: 0, text: REMOVED });
            }
        }
    }

    /// Keeps a replacement for any number of changes.
    pub fn keep(&mut self, replacement: &str) -> Kept {
        let means = |byte| matches!(byte, b',' | b'\t' | b';' | b'|' | b'"' | b'\r' | b'\n');
        let is_plain = !replacement.bytes().any(means);
        self.texts.push(Text { text: replacement.into(), is_plain });
        Kept(self.texts.len() as u32 - 1)
    }

    /// Adds a change of `span` in the text of `part` to a replacement that these changes keep.
    pub fn replace(&mut self, part: usize, span: Span, Kept(text): Kept) {
        self.entries.push(Entry { part: part as u32, start: span.start as u32, end: span.end as u32, text });
    }

    /// How many there are.
    pub const fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The changes from the one at `first` on.
    pub fn since(&self, first: usize) -> impl Iterator<Item = Change<'_>> {
        self.entries[first..].iter().map(|entry| self.change(entry))
    }

    /// Forgets the changes from the one at `first` on.
    pub fn truncate(&mut self, first: usize) {
        self.entries.truncate(first);
    }

    /// Puts them in the order in which [`Chunk::splice`](crate::Chunk::splice) wants them.
    pub fn sort(&mut self) {
        let place = |entry: &Entry| (entry.part, entry.start);
        // A list that is read from its start to its end gives them in order.
        if !self.entries.is_sorted_by_key(place) {
            self.entries.sort_by_key(place);
        }
    }

    #[inline]
    fn change(&self, entry: &Entry) -> Change<'_> {
        let action = match entry.text {
            REMOVED => Action::Remove,
            text => Action::Replace(
                Span::new(entry.start as usize, entry.end as usize),
                &self.texts[text as usize].text,
            ),
        };
        Change { part: entry.part as usize, action }
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

/// Groups changes by part and checks the order of the parts.
pub(crate) fn by_part(
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
    pub(crate) fn part(self) -> usize {
        self.group[0].part as usize
    }

    /// A removal overrides replacements in the same part.
    pub(crate) fn is_removal(self) -> bool {
        self.group.iter().any(|entry| entry.text == REMOVED)
    }

    /// The change, if it is the only one, and if what comes says the same however the part is written.
    #[inline]
    pub(crate) fn only_plain(self) -> Option<(Span, &'c str)> {
        let [entry] = self.group else { return None };
        let Text { text, .. } = self.changes.texts.get(entry.text as usize).filter(|text| text.is_plain)?;
        Some((Span { start: entry.start as usize, end: entry.end as usize }, text))
    }

    /// What is to be replaced, and by what.
    pub(crate) fn edits(self) -> impl Iterator<Item = (Span, &'c str)> {
        self.group.iter().filter_map(move |entry| match self.changes.change(entry).action {
            Action::Replace(span, replacement) => Some((span, replacement)),
            Action::Remove => None,
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
