use super::{Claim, Label};
use crate::text::Span;

/// A text as a recognizer of names, addresses or mailboxes reads it.
#[derive(Clone, Copy)]
pub struct Reading<'t> {
    /// The text: running prose, or a row of a table with a tab between the cells.
    pub text: &'t str,
    /// The cells of the row; empty for prose.
    pub cells: &'t [Cell<'t>],
    /// The identifiers and furniture found in it, first to last.
    pub identifiers: &'t [Claim],
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

impl Reading<'_> {
    /// The cell that byte `at` stands in, or the whole text.
    pub fn bounds(&self, at: usize) -> Span {
        self.cell(at).map_or(Span::new(0, self.text.len()), |cell| cell.span)
    }

    /// The cell that byte `at` stands in.
    pub fn cell(&self, at: usize) -> Option<&Cell<'_>> {
        let after = self.cells.partition_point(|cell| cell.span.end < at);
        self.cells.get(after).filter(|cell| cell.span.start <= at)
    }
}
