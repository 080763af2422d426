//! The text that the values of a row are looked for in.

use yinmo_core::recognizers::Cell;
use yinmo_core::text::Span;
use yinmo_documents::Part;

use super::columns::Column;

/// The cells of a row in one text, a tab between them: so a number that stands a digit a cell is one number.
#[derive(Default)]
pub(super) struct RowText {
    pub(super) text: String,
    pub(super) spans: Vec<Span>,
    /// The part each cell is.
    pub(super) parts: Vec<usize>,
}

impl RowText {
    pub(super) fn refill<'p>(&mut self, parts: impl Iterator<Item = Part<'p>>) {
        self.text.clear();
        self.spans.clear();
        self.parts.clear();
        for part in parts {
            if !self.spans.is_empty() {
                self.text.push('\t');
            }
            let start = self.text.len();
            self.text.push_str(part.text);
            self.spans.push(Span::new(start, self.text.len()));
            self.parts.push(part.index);
        }
    }

    pub(super) fn cells<'c>(&self, columns: &'c [Column]) -> Vec<Cell<'c>> {
        let cell = |(i, &span): (usize, &Span)| {
            let unknown = Cell { span, heading: "", meaning: None, label: None };
            columns.get(i).map_or(unknown, |column| column.cell(span))
        };
        self.spans.iter().enumerate().map(cell).collect()
    }

    /// The part and the text of the cell at `nth`.
    pub(super) fn cell(&self, nth: usize) -> Option<(usize, &str)> {
        Some((*self.parts.get(nth)?, self.spans.get(nth)?.of(&self.text)))
    }

    /// The cell that byte `at` stands in.
    pub(super) fn cell_at(&self, at: usize) -> usize {
        self.spans.partition_point(|span| span.end < at)
    }
}
