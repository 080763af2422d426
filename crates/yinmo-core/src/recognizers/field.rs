use std::borrow::Cow;

use super::marks::{Mark, marks};
use super::{Cell, Claim, KindSet, Label, Rank, Reading};
use crate::finding::{Confidence, Evidence, EvidenceSet, Role};
use crate::kind::Kind;
use crate::table::is_prose;
use crate::tagger::is_han;
use crate::text::Span;

/// A stretch of text whose words belong together: a cell, or all of a text.
pub(super) struct Field<'t> {
    pub(super) text: &'t str,
    /// Where it begins in the text that was read.
    pub(super) start: usize,
    pub(super) cell: Option<&'t Cell<'t>>,
    reading: &'t Reading<'t>,
}

/// What the heading above a field lets a recognizer do there.
pub(super) enum Under {
    /// The heading names the kind: the whole field is a value.
    Own,
    /// It names another kind.
    Other,
    /// It names none, or there is none: the field is read as prose.
    None,
}

impl Field<'_> {
    /// Where a name or an address could be in it.
    pub(super) fn marks(&self) -> Cow<'_, [Mark]> {
        match self.cell {
            None => Cow::Borrowed(self.reading.marks()),
            Some(_) => Cow::Owned(marks(self.text)),
        }
    }

    /// What the heading above says about values of `kind`.
    pub(super) fn under(&self, kind: Kind) -> Under {
        match self.cell.and_then(|cell| cell.label) {
            Some(label) if label.names(kind) => Under::Own,
            // What happened to somebody may be told in sentences, which name others.
            Some(label) if label.kinds().are_attributes() && is_prose(self.text) => Under::None,
            // A number may have a name beside it: `13812345678（李梅）`.
            Some(label) if kind == Kind::Person && label.kinds().are_numbers() && holds_words(self.text) => {
                Under::None
            }
            Some(label) if !label.kinds().is_empty() => Under::Other,
            // `双浦镇` under 所属乡镇 is no name, whoever stands beside it.
            _ if kind == Kind::Person && self.cell.is_some_and(|cell| cell.holds_no_person(self.text)) => {
                Under::Other
            }
            _ => Under::None,
        }
    }

    /// Claims of the field what `read` finds in it behind labels of its own, whatever the heading above says:
    /// `家庭住址：…` under 姓名.
    pub(super) fn led(&self, claims: &mut Vec<Claim>, read: impl FnOnce(&mut Vec<Claim>)) {
        if !self.text.contains(['：', ':']) {
            return;
        }
        let mut found = Vec::new();
        read(&mut found);
        claims.extend(found.into_iter().filter(|claim| claim.evidence.has(Evidence::LabelBefore)));
    }

    /// Whether the heading above names other kinds beside `kind`.
    pub(super) fn shares_heading(&self, kind: Kind) -> bool {
        let kinds = self.cell.and_then(|cell| cell.label).map(Label::kinds);
        kinds.is_some_and(|kinds| kinds.has(kind) && kinds != KindSet::from_iter([kind]))
    }

    /// A claim on a span of the field.
    pub(super) fn claim(
        &self,
        kind: Kind,
        span: Span,
        confidence: Confidence,
        role: Role,
        evidence: EvidenceSet,
    ) -> Claim {
        let span = span.shifted(self.start);
        Claim { kind, rank: Rank::Prose, span, confidence, role, weak: None, evidence }
    }
}

fn holds_words(cell: &str) -> bool {
    cell.chars().filter(|&c| is_han(c)).nth(1).is_some()
}

/// The cells, if there are headings above them; else the text as a whole, so that one cell can be the label of the
/// next.
pub(super) fn fields<'t>(reading: &'t Reading<'t>) -> impl Iterator<Item = Field<'t>> {
    let headed = reading.cells.iter().any(|cell| !cell.heading.is_empty() || cell.label.is_some());
    let whole = (!headed).then_some(Field { text: reading.text, start: 0, cell: None, reading });
    let cells = reading.cells.iter().filter(move |_| headed);
    whole.into_iter().chain(cells.map(|cell| Field {
        text: cell.span.of(reading.text),
        start: cell.span.start,
        cell: Some(cell),
        reading,
    }))
}
