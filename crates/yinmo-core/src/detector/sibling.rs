//! In `电话：13…/13…` the label counts for both numbers.

use crate::recognizers::Label;

/// The last value and the label that governed it.
#[derive(Default)]
pub(super) struct Sibling {
    pub(super) end: usize,
    pub(super) label: Option<Label>,
}

impl Sibling {
    /// The label counts for the next value too, if only a list mark stands between them.
    pub(super) fn label_for(&self, text: &str, start: usize) -> Option<Label> {
        let between = text.get(self.end..start).filter(|_| self.end > 0)?;
        let listed = between.len() <= 9
            && between.chars().all(|c| {
                matches!(
                    c,
                    '/' | '、' | '，' | ',' | '；' | ';' | '和' | '或' | '及' | ' ' | '\u{3000}' | '\n'
                )
            });
        self.label.filter(|_| listed)
    }
}
