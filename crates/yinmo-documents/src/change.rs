//! Checks that every layout makes of the changes it is given.

use std::borrow::Cow;

use yinmo_core::text::Edit;

use crate::Error;
use crate::chunk::{Action, Change};

/// What is to be done to one part.
pub(crate) enum PartChange<'c> {
    Remove,
    Replace(Vec<&'c Edit>),
}

/// Groups changes by part and checks their order. A removal overrides replacements in the same part.
pub(crate) fn by_part(
    changes: &[Change],
    part_count: usize,
) -> impl Iterator<Item = Result<(usize, PartChange<'_>), Error>> {
    let mut next_part = 0;
    changes.chunk_by(|a, b| a.part == b.part).map(move |group| {
        let part = group[0].part;
        if part < next_part || part >= part_count {
            return Err(Error::bad_change(part));
        }
        next_part = part + 1;
        Ok((part, merge(group)))
    })
}

fn merge(group: &[Change]) -> PartChange<'_> {
    let edits = group.iter().map(|change| match &change.action {
        Action::Replace(edit) => Some(edit),
        Action::Remove => None,
    });
    edits.collect::<Option<Vec<_>>>().map_or(PartChange::Remove, PartChange::Replace)
}

/// Checks that `edits` are sorted, disjoint, and cut `text` on character boundaries.
pub(crate) fn check_fit(part: usize, text: &str, edits: &[&Edit]) -> Result<(), Error> {
    let mut kept = 0;
    for edit in edits {
        let span = edit.span;
        let in_order = kept <= span.start && span.start <= span.end;
        if !in_order || !text.is_char_boundary(span.start) || !text.is_char_boundary(span.end) {
            return Err(Error::bad_change(part));
        }
        kept = span.end;
    }
    Ok(())
}

/// The whole value after edits that fit, each replacement taken as it is.
pub(crate) fn applied(text: &str, edits: &[&Edit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut kept = 0;
    for edit in edits {
        out.push_str(&text[kept..edit.span.start]);
        out.push_str(&edit.replacement);
        kept = edit.span.end;
    }
    out.push_str(&text[kept..]);
    out
}

/// `text` itself when `needs` finds no byte to escape, else what `escape` makes of it.
pub(crate) fn escaped<'c>(
    text: &'c str,
    needs: impl Fn(u8) -> bool,
    escape: impl Fn(&str) -> String,
) -> Cow<'c, str> {
    if text.bytes().any(needs) { Cow::Owned(escape(text)) } else { Cow::Borrowed(text) }
}
