use std::cell::{Cell, OnceCell};

use regex::Regex;

use super::{Candidate, Label, Labels, Neutral, roles};
use crate::finding::Role;
use crate::scan::{Gap, Value};
use crate::text::{Folded, Span};

/// How much text before and after a value is looked at, in bytes.
pub(crate) const WINDOW: usize = 120;

/// How long the forms are that reach over a number: `浙（2019）杭州市…不动产权第`, in bytes.
const FORM: usize = 96;

/// How long the fields are that say whose an account is, holder and bank and number on a line each, in bytes.
const ACCOUNT_FIELDS: usize = 300;

/// What surrounds a candidate: the text, its cell, the heading above it.
pub struct Context<'t> {
    /// The text the candidate stands in.
    pub text: &'t str,
    /// The cell it stands in, or the whole text: words outside are not its words.
    bounds: Span,
    /// Where the candidate has to end, at the latest.
    reach: usize,
    start: usize,
    labels: &'t Labels,
    heading: Option<Label>,
    heading_words: &'t str,
    inherited: Option<Label>,
    before: OnceCell<Option<Label>>,
    /// The end of the value last asked about, and the label after it.
    after: Cell<Option<(usize, Option<Label>)>>,
}

impl<'t> Context<'t> {
    /// The surroundings of a value beginning at byte `start` of running text.
    pub(crate) const fn new(text: &'t str, start: usize, labels: &'t Labels) -> Self {
        Self {
            text,
            bounds: Span::new(0, text.len()),
            reach: text.len(),
            start,
            labels,
            heading: None,
            heading_words: "",
            inherited: None,
            before: OnceCell::new(),
            after: Cell::new(None),
        }
    }

    /// The candidate must not go on beyond byte `reach`.
    pub(crate) const fn end_by(&mut self, reach: usize) {
        self.reach = reach;
    }

    /// Whether the candidate may be one value although a cell ends inside it.
    pub(crate) fn holds(&self, candidate: &Candidate<'_>, confirmed: bool) -> bool {
        if !candidate.gaps().has(Gap::TAB) {
            return true;
        }
        // The parts of an identity number in its customary places, under whatever headings: chance does not do that.
        const OF_AN_ID: [&[usize]; 3] = [&[6, 12], &[14, 4], &[6, 8, 4]];
        let is_id = || OF_AN_ID.iter().any(|parts| candidate.grouping().eq(parts.iter().copied()));
        let boxes = || candidate.grouping().all(|size| size == 1);
        let two = || candidate.grouping().count() == 2;
        confirmed && is_id() || candidate.span().end <= self.reach && (boxes() || confirmed && two())
    }

    /// The candidate stands in this cell; another one may say of which document it is the number.
    pub(crate) fn put_into(&mut self, cell: &super::Cell<'t>, document: Option<Label>) {
        self.bounds = cell.span;
        let own = cell.span.of(self.text);
        // `付王建坪13800012001` under 项目 is no number of a project.
        if cell.holds_words() && Neutral::of(cell.meaning).is_some_and(|neutral| neutral.is_exceeded_by(own))
        {
            return;
        }
        self.heading = document.or(cell.label);
        self.heading_words = cell.heading;
    }

    /// The candidate has a sibling: in `电话：13…/13…` the label counts for both.
    pub(crate) const fn inherit(&mut self, label: Option<Label>) {
        self.inherited = label;
    }

    /// The label that governs a value beginning where the candidate does.
    pub(crate) fn label_before(&self) -> Option<Label> {
        *self.before.get_or_init(|| self.labels.before(self.before()).or(self.inherited))
    }

    /// Whether a label may stand right beside a part of `value`, or above it: told by less than it takes to look for one.
    pub(crate) fn may_have_tight_label(&self, value: &Value) -> bool {
        let follows = |len| Labels::may_follow(self.after(value.span(0, len).end));
        self.heading.is_some()
            || self.inherited.is_some()
            || value.group_ends().any(follows)
            || self.labels.may_end(self.before())
    }

    /// The label that governs the candidate: beside it, else above it.
    pub fn label(&self, candidate: &Candidate<'_>) -> Option<Label> {
        let beside = self.label_before();
        let tight = beside.filter(|label| label.is_tight());
        tight.or_else(|| self.label_after(candidate.span().end)).or(self.heading).or(beside)
    }

    fn label_after(&self, end: usize) -> Option<Label> {
        if let Some((_, label)) = self.after.get().filter(|(asked, _)| *asked == end) {
            return label;
        }
        let label = self.labels.after(self.after(end));
        self.after.set(Some((end, label)));
        label
    }

    /// The heading of the column it stands in.
    pub const fn heading(&self) -> Option<Label> {
        self.heading
    }

    /// Whether it stands under a column heading, known or not.
    pub const fn has_heading(&self) -> bool {
        !self.heading_words.is_empty()
    }

    /// The words of that heading.
    pub const fn heading_words(&self) -> &'t str {
        self.heading_words
    }

    /// Whose telephone or mailbox it is that ends at byte `end`.
    pub fn contact_role(&self, end: usize) -> Role {
        let before = [self.heading_words, self.before()].concat();
        roles::of_contact(&before, self.after(end))
    }

    /// Whose account it is that ends at byte `end`.
    pub fn account_role(&self, end: usize) -> Role {
        let before = [self.heading_words, self.within(self.start, ACCOUNT_FIELDS)].concat();
        roles::of_account(&before, self.after(end))
    }

    /// The text before the value, within its cell, at most 120 bytes.
    pub fn before(&self) -> &'t str {
        self.before_at(self.start)
    }

    /// The text from the value on, within its cell, at most 120 bytes.
    pub fn after_value(&self) -> &'t str {
        self.after(self.start)
    }

    /// The text before byte `at`.
    pub fn before_at(&self, at: usize) -> &'t str {
        self.within(at, WINDOW)
    }

    fn within(&self, at: usize, window: usize) -> &'t str {
        window_before(&self.text[self.bounds.start..at], window)
    }

    /// The text after byte `at`, within the cell, at most 120 bytes.
    pub fn after(&self, at: usize) -> &'t str {
        // A value that stands a digit a cell ends beyond the cell it begins in: nothing follows it there.
        let to = (at + WINDOW).min(self.bounds.end).max(at);
        &self.text[at..floor_boundary(self.text, to)]
    }

    /// The character right before byte `at`.
    pub fn char_before(&self, at: usize) -> Option<char> {
        self.text[self.bounds.start..at].chars().next_back()
    }

    /// The character right after byte `at`.
    pub fn char_after(&self, at: usize) -> Option<char> {
        self.text[at..self.bounds.end.max(at)].chars().next()
    }

    /// Where a telephone number that begins at byte `at` begins with its `+86`, `(+86)` or `+`.
    pub fn country_code(&self, at: usize) -> usize {
        let brackets = ["(+86)", "（+86）", "(86)", "（86）", "(0086)", "（0086）", "（＋86）", "（＋８６）"];
        let before = self.before_at(at);
        let trimmed = before.trim_end_matches([' ', '-', '\u{3000}']);
        if let Some(bracket) = brackets.iter().find(|bracket| trimmed.ends_with(**bracket)) {
            return at - (before.len() - trimmed.len()) - bracket.len();
        }
        match self.char_before(at) {
            Some(plus @ ('+' | '＋')) => at - plus.len_utf8(),
            _ => at,
        }
    }

    /// Where a match of `regex`, which must end in `$`, begins in the folded text before byte `at`.
    pub fn match_before(&self, regex: &Regex, at: usize) -> Option<usize> {
        let before = self.before_at(at);
        let before = &before[ceil_boundary(before, before.len().saturating_sub(FORM))..];
        let folded = Folded::new(before, false);
        let found = regex.find(folded.text())?;
        Some(at - before.len() + folded.origin(found.start()))
    }

    /// The same for a `regex` with Chinese characters: before most numbers in programs there are none.
    pub fn form_before(&self, regex: &Regex, at: usize) -> Option<usize> {
        if self.before_at(at).is_ascii() {
            return None;
        }
        self.match_before(regex, at)
    }

    /// Where a match of `regex`, which must begin with `^`, ends in the folded text from byte `at`.
    pub fn match_after(&self, regex: &Regex, at: usize) -> Option<usize> {
        let after = self.after(at);
        let folded = Folded::new(&after[..floor_boundary(after, after.len().min(FORM))], false);
        let found = regex.find(folded.text())?;
        Some(at + folded.end_of(found.end()))
    }
}

/// The end of `text`, at most `window` bytes.
pub(crate) fn window_before(text: &str, window: usize) -> &str {
    &text[ceil_boundary(text, text.len().saturating_sub(window))..]
}

fn ceil_boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

/// The last boundary of characters up to byte `at` of `text`, or its end.
pub(super) fn floor_boundary(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
