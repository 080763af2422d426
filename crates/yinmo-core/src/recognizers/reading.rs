use std::cell::OnceCell;

use super::marks::{Mark, colons, marks};
use super::subject::{Mention, mentioning, mentions};
use super::{Claim, Label, Labels, Neutral, person};
use crate::memory::{Seen, signs_at};
use crate::table::mentions_of_children;
use crate::tagger::holds_han;
use crate::text::Span;

/// A text as a recognizer of names, addresses or mailboxes reads it.
pub struct Reading<'t> {
    /// The text: running prose, or a row of a table with a tab between the cells.
    pub text: &'t str,
    /// The cells of the row; empty for prose.
    pub cells: &'t [Cell<'t>],
    /// The identifiers and furniture found in it, first to last.
    pub identifiers: &'t [Claim],
    marks: OnceCell<Vec<Mark>>,
    is_latin: OnceCell<bool>,
}

/// One cell of a row.
#[derive(Clone, Copy, Debug)]
pub struct Cell<'t> {
    /// Where it stands in the row's text.
    pub span: Span,
    /// The words of its column's heading, empty if there is none.
    pub heading: &'t str,
    /// What stands in the column: an id of `yinmo_data::columns`.
    pub meaning: Option<&'static str>,
    /// What the heading says a value in the column is.
    pub label: Option<Label>,
}

impl Cell<'_> {
    /// Whether anybody may be named in it, which says `own`: its column is not known to hold something of another kind,
    /// or it says more.
    pub fn may_name_anybody(&self, own: &str) -> bool {
        self.holds_words() && !self.holds_no_person(own)
    }

    /// Whether its column is not one of personal data.
    pub fn holds_words(&self) -> bool {
        self.label.is_none_or(|label| label.kinds().is_empty())
    }

    /// Whether its column holds something about nobody, and it says no more than that.
    pub(super) fn holds_no_person(&self, own: &str) -> bool {
        Neutral::of(self.meaning).is_some_and(|neutral| !neutral.is_exceeded_by(own))
    }
}

impl<'t> Reading<'t> {
    /// A reading of a text or row in which these identifiers were found.
    pub const fn new(text: &'t str, cells: &'t [Cell<'t>], identifiers: &'t [Claim]) -> Self {
        Self { text, cells, identifiers, marks: OnceCell::new(), is_latin: OnceCell::new() }
    }

    /// A reading of a text with these marks.
    #[cfg(test)]
    pub(super) fn marked(text: &'t str, marks: Vec<Mark>) -> Self {
        Self { marks: OnceCell::from(marks), ..Self::new(text, &[], &[]) }
    }

    /// Whether words in Latin letters are common in the text as a whole.
    pub(super) fn is_latin(&self) -> bool {
        *self.is_latin.get_or_init(|| person::latin_words_are_common(self.text))
    }

    /// Where a name or an address could be, in the text as a whole. The model learnt from Chinese sentences: of a text
    /// without a Chinese character, as source code is, it has nothing to say, and only labels and spellings count.
    pub(super) fn marks(&self) -> &[Mark] {
        let read = if holds_han(self.text) { marks } else { colons };
        self.marks.get_or_init(|| read(self.text))
    }

    /// Those of whom the text speaks without naming them.
    pub(crate) fn mentions(&self) -> impl Iterator<Item = Mention> {
        mentions(self.text, self.marks())
    }

    /// What in running text shows of what kind its document is.
    pub(crate) fn signs(&self) -> Vec<Seen> {
        signs_at(self.text, mentioning(self.marks())).collect()
    }

    /// Where words begin in running text of which titles of lists of children hold one.
    pub(crate) fn of_children(&self) -> Vec<u32> {
        mentions_of_children(self.text, mentioning(self.marks())).collect()
    }

    /// The cell that byte `at` stands in, or the whole text.
    pub fn bounds(&self, at: usize) -> Span {
        self.cell(at).map_or(Span::new(0, self.text.len()), |cell| cell.span)
    }

    /// What another cell of the row says of which document the number in `cell` is: `证件类型` beside `证件号码`.
    pub(crate) fn document_of(&self, cell: &Cell<'_>, labels: &Labels) -> Option<Label> {
        const NUMBERS: [&str; 2] = ["证件号", "证件编号"];
        const TYPES: [&str; 4] = ["证件类型", "证件类别", "证件种类", "证件名称"];
        if cell.heading.is_empty() || !NUMBERS.iter().any(|number| cell.heading.contains(number)) {
            return None;
        }
        let says = |other: &&Cell<'_>| TYPES.iter().any(|kind| other.heading.contains(kind));
        let mut types = self.cells.iter().filter(says);
        // Beside several numbers the type that stands nearest before its own is meant.
        let before = types.clone().rfind(|other| other.span.start < cell.span.start);
        let named = labels.heading(before.or_else(|| types.next())?.span.of(self.text))?;
        (!named.kinds().is_empty()).then_some(named)
    }

    /// Where a value that begins at byte `at` has to end: at the end of its cell, or of a later one whose column has no
    /// heading of its own, so that the heading reaches over it.
    pub fn reach(&self, at: usize) -> usize {
        let after = self.cells.partition_point(|cell| cell.span.end < at);
        let mut cells = self.cells[after..].iter();
        let Some(own) = cells.next() else { return self.text.len() };
        let joined = cells.take_while(|next| next.heading.is_empty() || next.heading == own.heading);
        joined.last().unwrap_or(own).span.end
    }

    /// The cell that byte `at` stands in.
    pub fn cell(&self, at: usize) -> Option<&Cell<'_>> {
        let after = self.cells.partition_point(|cell| cell.span.end < at);
        self.cells.get(after).filter(|cell| cell.span.start <= at)
    }
}
