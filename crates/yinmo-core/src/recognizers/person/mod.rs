//! 姓名 (name of a person).
//!
//! Two to four Chinese characters with a surname, spaced or not; names joined with a dot (`买买提·艾力江`); names
//! without surname and in Latin letters after a label. A name alone is not enough: a label or title beside it, the
//! heading of its column, a list, an identifier next to it, or the same name found elsewhere must support it.
//! Forms that hide the person already (`张某某`, `张*强`, `王女士`, `老李`) are not found.
//!
//! Not found: given names alone, nicknames, names in running text with nothing beside them.

mod columns;
mod cues;
mod dotted;
mod labelled;
mod latin;
mod lists;
mod repeated;
mod weighed;

use super::{Cell, Claim, Rank, Reading, Recognizer};
use crate::finding::{Confidence, Evidence, EvidenceSet, Role};
use crate::kind::Kind;
use crate::tagger::{Gazetteer, Tagger};
use crate::text::Span;

pub static RECOGNIZER: Person = Person { tagger: &Gazetteer };

/// Finds names of people.
pub struct Person {
    tagger: &'static dyn Tagger,
}

impl Recognizer for Person {
    fn kind(&self) -> Kind {
        Kind::Person
    }

    fn labels(&self) -> &'static [&'static str] {
        &["姓名"]
    }

    fn cases(&self) -> &'static str {
        include_str!("cases.txt")
    }

    fn read(&self, reading: &Reading<'_>, claims: &mut Vec<Claim>) {
        let before = claims.len();
        for field in fields(reading) {
            match field.cell.and_then(|cell| cell.label) {
                Some(label) if label.names(Kind::Person) => columns::read(&field, claims),
                // What stands under 住址 or 金额 is no name.
                Some(label) if !label.kinds().is_empty() => {}
                _ => self.read_prose(&field, reading, claims),
            }
        }
        if reading.cells.is_empty() {
            repeated::read(reading.text, before, claims);
        }
    }
}

impl Person {
    fn read_prose(&self, field: &Field<'_>, reading: &Reading<'_>, claims: &mut Vec<Claim>) {
        labelled::read(field, claims);
        dotted::read(field, claims);
        weighed::read(field, self.tagger, reading, claims);
    }
}

/// A stretch of text whose words belong together: a cell, or all of a text.
struct Field<'t> {
    text: &'t str,
    /// Where it begins in the text that was read.
    start: usize,
    cell: Option<&'t Cell<'t>>,
}

impl Field<'_> {
    fn claim(&self, span: Span, confidence: Confidence, role: Role, evidence: EvidenceSet) -> Claim {
        let span = span.shifted(self.start);
        Claim { kind: Kind::Person, rank: Rank::Prose, span, confidence, role, weak: None, evidence }
    }
}

/// The cells, if there are headings above them; else the text as a whole, so that one cell can be the label of the next.
fn fields<'t>(reading: &'t Reading<'t>) -> impl Iterator<Item = Field<'t>> {
    let headed = reading.cells.iter().any(|cell| !cell.heading.is_empty());
    let whole = (!headed).then_some(Field { text: reading.text, start: 0, cell: None });
    let cells = reading.cells.iter().filter(move |_| headed);
    whole.into_iter().chain(cells.map(|cell| Field {
        text: cell.span.of(reading.text),
        start: cell.span.start,
        cell: Some(cell),
    }))
}

/// The reasons that the characters of a name themselves give.
fn characters(score: u8) -> EvidenceSet {
    let surname = EvidenceSet::EMPTY.with(Evidence::Surname);
    if score >= 60 { surname.with(Evidence::GivenName) } else { surname }
}
