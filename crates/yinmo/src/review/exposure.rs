//! What a row still gives away once it is masked: a mask is only as good as what stands beside it.

use yinmo_core::risk::Row;
use yinmo_core::text::{Edit, apply};
use yinmo_documents::{Action, Change};

use super::columns::List;
use super::row_text::RowText;
use super::{Review, Setting};
use crate::Exposed;

/// The year in which ages are counted: the engine knows no clock.
const TODAY_YEAR: u16 = 2026;

impl Setting<'_> {
    /// Whether fewer numbers remain possible than the policy demands, in a row of which `published` says how the cell
    /// in a column will be published.
    pub(super) fn exposed(
        self,
        number: usize,
        list: &List,
        published: impl Fn(usize) -> Option<String>,
    ) -> Option<Exposed> {
        if !list.shows_number() {
            return None;
        }
        let mut row = Row::new(TODAY_YEAR);
        for &nth in list.telling() {
            if let Some(meaning) = list.all()[nth].meaning
                && let Some(text) = published(nth)
            {
                row.show(nth + 1, meaning, &text);
            }
        }
        row.candidates().filter(|&left| left < self.pipeline.policy.floor())?;
        let residual = row.residual()?;
        Some(Exposed {
            rows: 1,
            fewest: Some(residual.candidates),
            worst_row: number,
            because: residual.columns,
        })
    }

    /// Counts a row that was read, if it gives too much away. The changes of this row begin at `from`.
    pub(super) fn expose(self, number: usize, list: &List, row: &RowText, from: usize, review: &mut Review) {
        let published = |nth| {
            let (part, text) = row.cell(nth)?;
            Some(after(text, part, review.changes.since(from)))
        };
        if let Some(exposed) = self.exposed(number, list, published) {
            review.exposed.merge(exposed);
        }
    }
}

/// The text of a cell as it will be published.
pub(super) fn after<'c>(text: &str, part: usize, changes: impl Iterator<Item = Change<'c>>) -> String {
    let own = changes.filter(|change| change.part == part);
    let edits: Vec<Edit> = own
        .filter_map(|change| match change.action {
            Action::Replace(span, replacement) => Some(Edit::new(span, replacement)),
            Action::Remove | Action::RemoveRow => None,
        })
        .collect();
    apply(text, &edits)
}
