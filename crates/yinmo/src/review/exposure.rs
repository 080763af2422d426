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
    /// Counts the row if fewer numbers remain possible than the policy demands. The changes of this row begin at
    /// `from`.
    pub(super) fn expose(self, number: usize, list: &List, row: &RowText, from: usize, review: &mut Review) {
        if !list.shows_number() {
            return;
        }
        let mut published = Row::new(TODAY_YEAR);
        for &nth in list.telling() {
            if let Some((part, text)) = row.cell(nth)
                && let Some(meaning) = list.all()[nth].meaning
            {
                published.show(nth + 1, meaning, &after(text, part, review.changes.since(from)));
            }
        }
        let exposed = published.candidates().is_some_and(|left| left < self.pipeline.policy.floor());
        if let Some(residual) = published.residual().filter(|_| exposed) {
            review.exposed.merge(Exposed {
                rows: 1,
                fewest: Some(residual.candidates),
                worst_row: number,
                because: residual.columns,
            });
        }
    }
}

/// The text of a cell as it will be published.
fn after<'c>(text: &str, part: usize, changes: impl Iterator<Item = Change<'c>>) -> String {
    let own = changes.filter(|change| change.part == part);
    let edits: Vec<Edit> = own
        .filter_map(|change| match change.action {
            Action::Replace(span, replacement) => Some(Edit::new(span, replacement)),
            Action::Remove => None,
        })
        .collect();
    apply(text, &edits)
}
