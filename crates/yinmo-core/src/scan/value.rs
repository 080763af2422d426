use super::char_class::{CharClass, classify};
use super::complete::{MARKS, is_complete};
use crate::text::Span;

/// More characters than the longest value (a 30-digit account) and its neighbours have.
const CAPACITY: usize = 40;

/// What stands between two groups of a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gap(u8);

impl Gap {
    /// Nothing: the groups are one.
    pub const NONE: Self = Self(0);
    /// A blank, of any width.
    pub const BLANK: Self = Self(1);
    /// A tab, as between the cells of a table.
    pub const TAB: Self = Self(2);
    /// A line break.
    pub const BREAK: Self = Self(4);
    /// A hyphen or dash.
    pub const HYPHEN: Self = Self(8);
    /// A full stop, as in `138.0001.2015`.
    pub const DOT: Self = Self(16);

    /// Both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether this gap holds any of `other`.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// The characters of a number or code without the soft separators between its groups, and where each stood.
///
/// At most forty characters are gathered: more than any value has.
#[derive(Clone)]
pub struct Value {
    chars: [u8; CAPACITY],
    spans: [(u32, u32); CAPACITY],
    len: usize,
    /// For each group, how many characters precede its end, and the gap before it.
    groups: [(u8, Gap); CAPACITY],
    group_count: usize,
    /// Whether the last group goes on past what was gathered.
    cut: bool,
}

impl Default for Value {
    fn default() -> Self {
        Self {
            chars: [0; CAPACITY],
            spans: [(0, 0); CAPACITY],
            len: 0,
            groups: [(0, Gap::NONE); CAPACITY],
            group_count: 0,
            cut: false,
        }
    }
}

impl Value {
    /// Gathers the token at byte `start` of `text` and the groups that follow it over soft separators.
    ///
    /// ```
    /// use yinmo_core::scan::Value;
    /// let mut value = Value::default();
    /// value.gather("138-0001 2006，", 0);
    /// assert_eq!(value.chars(), b"13800012006");
    /// assert_eq!(value.group_ends().collect::<Vec<_>>(), [3, 7, 11]);
    /// assert_eq!(value.span(0, 11).len(), 13);
    /// ```
    pub fn gather(&mut self, text: &str, start: usize) {
        self.len = 0;
        self.group_count = 0;
        self.cut = false;
        self.leading_masks(text, start);
        let mut at = self.group(text, start, Gap::NONE);
        while !self.cut
            && !self.is_scattered()
            && let Some((next, gap)) = self.cell_border(text, at).or_else(|| soft_separator(text, at))
            && self.continues(text, next)
        {
            at = self.group(text, next, gap);
        }
        if self.cut {
            self.drop_last_group();
        }
    }

    /// Takes `digits` that stood at the given spans as a single group: numbers written in words.
    pub fn set_digits(&mut self, digits: impl Iterator<Item = (u8, Span)>) {
        self.len = 0;
        self.cut = false;
        for (digit, span) in digits.take(CAPACITY) {
            self.push(digit, span.start, span.len());
        }
        self.groups[0] = (self.len as u8, Gap::NONE);
        self.group_count = 1;
    }

    /// The characters: ASCII letters and digits as typed, `*` for every mask character, `X` for its look-alikes.
    pub fn chars(&self) -> &[u8] {
        &self.chars[..self.len]
    }

    /// After how many characters each group ends.
    pub fn group_ends(&self) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.groups[..self.group_count].iter().map(|&(end, _)| usize::from(end))
    }

    /// The gaps between the groups that make up the first `len` characters.
    pub fn gaps(&self, len: usize) -> impl Iterator<Item = Gap> + '_ {
        let inner =
            self.groups[..self.group_count].iter().take_while(move |&&(end, _)| usize::from(end) <= len);
        inner.skip(1).map(|&(_, gap)| gap)
    }

    /// The gap that follows the group ending after `len` characters; [`Gap::NONE`] if no group follows.
    pub fn gap_after(&self, len: usize) -> Gap {
        let next = self.groups[..self.group_count].iter().find(|&&(end, _)| usize::from(end) > len);
        next.map_or(Gap::NONE, |&(_, gap)| gap)
    }

    /// Whether its groups stand in more than one cell.
    pub fn crosses_cells(&self) -> bool {
        self.gaps(self.len).any(|gap| gap.has(Gap::TAB))
    }

    /// The lengths of the groups within the first `len` characters.
    pub fn grouping(&self, len: usize) -> impl Iterator<Item = usize> + '_ {
        let mut before = 0;
        self.group_ends().take_while(move |&end| end <= len).map(move |end| {
            let size = end - before;
            before = end;
            size
        })
    }

    /// Where characters `from..to` stand in the text, separators between them included.
    pub fn span(&self, from: usize, to: usize) -> Span {
        Span::new(self.spans[from].0 as usize, self.spans[to - 1].1 as usize)
    }

    /// Whether a gathered group is followed directly by another group; used to find list markers.
    pub const fn group_count(&self) -> usize {
        self.group_count
    }

    /// Reads one group beginning at `start`; returns where it ends.
    fn group(&mut self, text: &str, start: usize, gap: Gap) -> usize {
        let mut at = start;
        let mut end = start;
        while at < text.len() && !self.cut {
            let (class, len) = classify(text, at);
            match class {
                CharClass::Alnum(c) if self.begins_label(text, c, at) => break,
                CharClass::Alnum(c) => self.push(c, at, len),
                CharClass::Mask if self.mask_belongs(text, at, at == start) => self.push(b'*', at, len),
                CharClass::LooksLikeX if self.len == 17 => self.push(b'X', at, len),
                // Elsewhere `×` hides a digit, as in `138××××5678`.
                CharClass::LooksLikeX if !self.leads_to_note(text, at) => self.push(b'*', at, len),
                CharClass::Invisible => {}
                CharClass::Other if is_mask_run(text, at) => self.push(b'*', at, len),
                _ => break,
            }
            at += len;
            if class != CharClass::Invisible {
                end = at;
            }
        }
        self.groups[self.group_count] = (self.len as u8, gap);
        self.group_count += 1;
        end
    }

    /// A form gives every digit a box of its own: `1|3|8`, `1,3,8`. Such a border counts as one between cells.
    fn cell_border(&self, text: &str, at: usize) -> Option<(usize, Gap)> {
        if self.len != self.group_count {
            return None;
        }
        let border = text[at..].trim_start_matches(' ').strip_prefix(['|', ',', '，', '｜'])?;
        let next = text.len() - border.trim_start_matches(' ').len();
        let is_alnum = |at: usize| at < text.len() && matches!(classify(text, at).0, CharClass::Alnum(_));
        let alone = is_alnum(next) && !is_alnum(next + classify(text, next).1);
        alone.then_some((next, Gap::TAB))
    }

    /// Whether its groups stand in several cells, and are more than the parts of a value that does so, unless each is one
    /// digit in a box of its own. Else all numbers of a row would be gathered, from each of them on.
    fn is_scattered(&self) -> bool {
        const PARTS: usize = 4;
        self.group_count >= PARTS && self.len > self.group_count && self.crosses_cells()
    }

    fn push(&mut self, c: u8, at: usize, len: usize) {
        if self.len == CAPACITY {
            self.cut = true;
            return;
        }
        self.chars[self.len] = c;
        self.spans[self.len] = (at as u32, (at + len) as u32);
        self.len += 1;
    }

    /// Takes the masks right before the number, unless as many stand behind it: those are bold Markdown.
    fn leading_masks(&mut self, text: &str, start: usize) {
        let before = text[..start].char_indices().rev().take_while(|&(_, c)| super::is_mask_char(c)).take(18);
        let before: Vec<(usize, char)> = before.collect();
        let own = text[start..].bytes().take_while(u8::is_ascii_alphanumeric).count();
        let is_note = || before.len() <= MARKS && is_complete(&text.as_bytes()[start..start + own]);
        if before.is_empty() || is_note() {
            return;
        }
        let after = text[start..].trim_start_matches(|c: char| c.is_alphanumeric());
        if after.chars().take_while(|&c| super::is_mask_char(c)).count() != before.len() {
            before.iter().rev().for_each(|&(at, c)| self.push(b'*', at, c.len_utf8()));
        }
    }

    /// `13800012001QQ：` is a number and the label of the next.
    fn begins_label(&self, text: &str, c: u8, at: usize) -> bool {
        let after_digit = self.len > 0 && self.chars[self.len - 1].is_ascii_digit();
        c.is_ascii_alphabetic() && after_digit && super::glued::word_at(text.as_bytes(), at).is_some()
    }

    /// A mask belongs to a number, `**` at the end of bold Markdown does not: there a mask of the same
    /// length stands before the number.
    fn mask_belongs(&self, text: &str, at: usize, first_of_group: bool) -> bool {
        if first_of_group || self.chars().contains(&b'*') {
            return true;
        }
        if self.leads_to_note(text, at) {
            return false;
        }
        let first = self.spans[0].0 as usize;
        let before = text[..first].chars().rev().take_while(|&c| super::is_mask_char(c)).count();
        let rest = &text[at..];
        let run = rest.chars().take_while(|&c| super::is_mask_char(c)).count();
        let closes = rest.chars().nth(run).is_none_or(|c| !c.is_ascii_alphanumeric());
        !(before == run && closes)
    }

    /// `13800012001*`: all of a number, and a mark or two.
    fn leads_to_note(&self, text: &str, at: usize) -> bool {
        let is_mark = |c: &char| super::is_mask_char(*c) || *c == '×';
        let marks = text[at..].chars().take(MARKS + 1).take_while(is_mark).count();
        let goes_on = || text[at..].chars().nth(marks).is_some_and(|c| c.is_ascii_alphanumeric());
        marks <= MARKS && is_complete(self.chars()) && !goes_on()
    }

    /// Whether the group at `at` may go on a number: it begins with a digit or a mask, or is a lone check
    /// character after seventeen digits.
    fn continues(&self, text: &str, at: usize) -> bool {
        if at == text.len() || self.len == CAPACITY || self.group_count == CAPACITY {
            return false;
        }
        match classify(text, at).0 {
            CharClass::Alnum(c) if c.is_ascii_digit() => true,
            CharClass::Alnum(b'x' | b'X') | CharClass::LooksLikeX => self.len == 17,
            CharClass::Mask => true,
            _ => false,
        }
    }

    /// A group that did not fit is no part of any value.
    fn drop_last_group(&mut self) {
        self.group_count -= 1;
        let len = self.group_ends().next_back().unwrap_or(0);
        self.len = len;
    }
}

/// `###` and `???` hide digits; one of them alone is an extension or a question.
fn is_mask_run(text: &str, at: usize) -> bool {
    let mut rest = text[at..].chars();
    let Some(c @ ('#' | '＃' | '?' | '？')) = rest.next() else { return false };
    rest.next() == Some(c) || text[..at].ends_with(c)
}

/// Up to two separators from `at`, or a line break with the blanks around it; the byte after them.
fn soft_separator(text: &str, at: usize) -> Option<(usize, Gap)> {
    let (mut next, mut gap, mut count) = (at, Gap::NONE, 0);
    while next < text.len() {
        let (class, len) = classify(text, next);
        gap = gap.and(match class {
            CharClass::Blank => Gap::BLANK,
            CharClass::Tab => Gap::TAB,
            CharClass::Break => Gap::BREAK,
            CharClass::Hyphen => Gap::HYPHEN,
            CharClass::Dot => Gap::DOT,
            CharClass::Invisible => Gap::NONE,
            _ => break,
        });
        next += len;
        count += usize::from(class != CharClass::Invisible);
        let limit = if gap.has(Gap::BREAK) { 8 } else { 2 };
        if count > limit {
            return None;
        }
    }
    (count > 0).then_some((next, gap))
}
