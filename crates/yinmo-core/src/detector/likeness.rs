//! Cells that are written alike are judged alike.
//!
//! A list is thousands of rows of the same few sorts of cells. Where a cell is written so plainly that nothing around
//! it matters, what is found in it depends on its column and its likeness alone: work it out for one, and it holds
//! for all.

use super::outline::{Numbers, outline};
use super::{Detector, Pieces, hidden};
use crate::finding::{Evidence, Finding};
use crate::kind::{Group, Kind};
use crate::recognizers::{Cell, Label, Recognizer, is_like_an_office};
use crate::text::Span;

/// The longest cell, in bytes, that is likened to others in a column of no kind.
const SHORT: usize = 30;

/// The most digits that stand together in such a cell.
const FEW: usize = 7;

/// A number that stands beside a cell when it is worked out that nothing is in it: names are surer beside one.
const NEIGHBOUR: &str = "13800012001";

/// How the cells of a column are likened.
#[derive(Clone)]
pub struct Likening(Way);

#[derive(Clone)]
enum Way {
    /// By their outline, with so many digits together.
    Outline(usize),
    /// As the recognizers of the column's kinds know them; else by what hides a value, beside a birth date or not.
    Kinds { recognizers: Vec<(Kind, &'static dyn Recognizer)>, dated: bool },
}

impl Likening {
    /// For a cell under no heading: a number in it may go on in the next cell.
    pub const UNHEADED: Self = Self(Way::Outline(0));

    /// Tells `take` how the text of each of some cells is written, as far as what is found in it depends on that: a
    /// number, and what does not fit into one; `None` where it depends on more: then its row has to be read as a whole.
    /// With each cell comes whatever its caller needs to know it again.
    #[inline]
    pub fn liken_each<'t, T>(
        &self,
        cells: impl Iterator<Item = (&'t str, T)>,
        long: &mut Pieces,
        mut take: impl FnMut((&'t str, T), Option<u64>, &Pieces),
    ) {
        match &self.0 {
            Way::Outline(most) => cells.for_each(|cell| {
                long.clear();
                let short = cell.0.len() <= SHORT;
                let word = if short { outline(cell.0, *most, Numbers::EachDigit, long) } else { None };
                take(cell, word, long);
            }),
            Way::Kinds { recognizers, dated } => cells.for_each(|cell| {
                let word = liken_to_kinds(cell.0, recognizers, *dated, long);
                take(cell, word, long);
            }),
        }
    }
}

#[inline]
fn liken_to_kinds(
    text: &str,
    recognizers: &[(Kind, &'static dyn Recognizer)],
    dated: bool,
    long: &mut Pieces,
) -> Option<u64> {
    long.clear();
    if text.is_empty() {
        return Some(0);
    }
    for (kind, recognizer) in recognizers {
        if let Some(sort) = recognizer.liken(text, long) {
            return Some(((*kind as u64 + 1) << 56) | sort);
        }
        long.clear();
    }
    hidden::liken(text, dated, long)
}

impl Detector {
    /// How cells under `heading` are likened; `dated` where birth dates or ages stand in the same rows.
    pub fn likening(&self, heading: &str, label: Option<Label>, dated: bool) -> Likening {
        match label.map(Label::kinds).filter(|kinds| !kinds.is_disjoint(self.found)) {
            None if heading.is_empty() => Likening::UNHEADED,
            None => Likening(Way::Outline(FEW)),
            Some(kinds) => {
                let all = self.likening.iter().map(|recognizer| (recognizer.kind(), *recognizer));
                Likening(Way::Kinds {
                    recognizers: all.filter(|(kind, _)| kinds.has(*kind)).collect(),
                    dated,
                })
            }
        }
    }

    /// What is found in a cell whose likeness is known, in bytes of `text`: nothing, or all of it. `Err` where that is
    /// not so plain after all.
    pub fn find_alike(&self, text: &str, cell: &Cell<'_>) -> Result<Option<Finding>, NotPlain> {
        if self.own.goes_by_words() {
            return Err(NotPlain);
        }
        let row = [text, "\t", NEIGHBOUR].concat();
        let whole = Span::new(0, text.len());
        let neighbour =
            Cell { span: Span::new(text.len() + 1, row.len()), heading: "", meaning: None, label: None };
        let claims = self.claims(&row, &[Cell { span: whole, ..*cell }, neighbour]);
        let personal = claims.into_iter().filter(|claim| claim.kind.group() != Group::Furniture);
        let mut own = personal.filter(|claim| claim.span.start < text.len());
        match (own.next(), own.next()) {
            // A number beside it tells.
            (None, _) if names_people(cell) && is_like_an_office(text.trim()) => Err(NotPlain),
            (None, _) => Ok(None),
            // Without the heading's word it depends on the row whether it is one.
            (Some(claim), None)
                if claim.span == whole
                    && claim.weak.is_none()
                    && claim.evidence.has(Evidence::ColumnHeading) =>
            {
                Ok(Some(claim.into()))
            }
            _ => Err(NotPlain),
        }
    }
}

fn names_people(cell: &Cell<'_>) -> bool {
    cell.label.is_some_and(|label| label.names(Kind::Person))
}

/// A cell that has to be read with its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotPlain;

#[cfg(test)]
mod tests {
    use super::{Cell, Detector};
    use crate::policy::Policy;
    use crate::text::Span;

    #[test]
    fn plain_cells_are_plain_under_every_profile() {
        let cell =
            |text: &str| Cell {
                span: Span::new(0, text.len()), heading: "性别", meaning: None, label: None
            };
        for name in Policy::builtin_names() {
            let policy = Policy::builtin(name).expect("a profile");
            let detector = Detector::with_own(policy.own().clone());
            assert_eq!(detector.find_alike("男", &cell("男")), Ok(None), "{name}");
        }
    }
}
