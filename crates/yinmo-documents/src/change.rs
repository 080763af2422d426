//! Checks that every layout makes of the changes it is given.

use std::borrow::Cow;

use yinmo_core::text::Edit;

use crate::Error;
use crate::chunk::{Action, Change};

/// All changes to one part.
#[derive(Clone, Copy)]
pub(crate) struct PartChanges<'c>(&'c [Change]);

/// Groups changes by part and checks the order of the parts.
pub(crate) fn by_part(
    changes: &[Change],
    part_count: usize,
) -> impl Iterator<Item = Result<PartChanges<'_>, Error>> {
    let mut next_part = 0;
    changes.chunk_by(|a, b| a.part == b.part).map(move |group| {
        let part = group[0].part;
        if part < next_part || part >= part_count {
            return Err(Error::bad_change(part));
        }
        next_part = part + 1;
        Ok(PartChanges(group))
    })
}

impl<'c> PartChanges<'c> {
    pub(crate) fn part(self) -> usize {
        self.0[0].part
    }

    /// A removal overrides replacements in the same part.
    pub(crate) fn is_removal(self) -> bool {
        self.0.iter().any(|change| change.action == Action::Remove)
    }

    /// The change, if it is the only one.
    pub(crate) fn only(self) -> Option<&'c Edit> {
        match self.0 {
            [Change { action: Action::Replace(edit), .. }] => Some(edit),
            _ => None,
        }
    }

    pub(crate) fn edits(self) -> impl Iterator<Item = &'c Edit> {
        self.0.iter().filter_map(|change| match &change.action {
            Action::Replace(edit) => Some(edit),
            Action::Remove => None,
        })
    }

    /// Checks that the edits are sorted, disjoint, and cut `text` on character boundaries.
    pub(crate) fn check_fit(self, text: &str) -> Result<(), Error> {
        let mut kept = 0;
        for span in self.edits().map(|edit| edit.span) {
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
        for edit in self.edits() {
            out.push_str(&text[kept..edit.span.start]);
            out.push_str(&edit.replacement);
            kept = edit.span.end;
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
