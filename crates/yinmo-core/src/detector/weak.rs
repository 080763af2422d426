//! Masks that hide too little: one candidate left is no mask.
//!
//! A mask is judged with what its row or sentence says about the person: `330106********0017` leaves thousands of
//! numbers, and one beside the birth date.

use super::Detector;
use crate::finding::{Confidence, Evidence, EvidenceSet, Role};
use crate::kind::Kind;
use crate::recognizers::{Candidate, Cell, Claim, Context, Label, Pattern, Rank};
use crate::risk::{Row, sentence};
use crate::scan::Value;

/// Fewer candidates than this are too few to hide a person.
const WEAK: u64 = 1_000;

impl Detector {
    /// A value with mask characters that hide too little.
    pub(super) fn weak_mask(
        &self,
        value: &Value,
        context: &Context<'_>,
        cells: &[Cell<'_>],
    ) -> Option<Claim> {
        let len = value.group_ends().find(|&len| written_as_one(&Candidate::new(value, len, false)))?;
        let masked = with_x_masks(&value.chars()[..len])?;
        let label = context.label_before().or(context.heading());
        if label.is_some_and(Label::vetoes) {
            return None;
        }
        let (kind, rank, left) =
            self.weak_alone(&masked, label).or_else(|| weak_with_neighbours(&masked, context, cells))?;
        Some(Claim {
            kind,
            rank,
            span: value.span(0, len),
            confidence: Confidence::HIGH,
            role: Role::Unknown,
            weak: Some(left),
            evidence: EvidenceSet::EMPTY.with(Evidence::WeakMask),
        })
    }

    /// The kind a label names goes before the others.
    fn weak_alone(&self, masked: &[u8], label: Option<Label>) -> Option<(Kind, Rank, u32)> {
        let weak =
            self.tables.shapes.patterns().filter_map(|p| p.weak.and_then(|weak| Some((p, weak(masked)?))));
        let named = |pattern: &Pattern| label.is_some_and(|label| label.names(pattern.kind));
        let (pattern, left) = weak.min_by_key(|(pattern, _)| (!named(pattern), pattern.rank))?;
        Some((pattern.kind, pattern.rank, left))
    }
}

/// Whether the groups so far are one masked number: what follows a break or a tab is another.
fn written_as_one(candidate: &Candidate<'_>) -> bool {
    const CUSTOMS: [&[usize]; 3] = [&[6, 8, 4], &[6, 4, 4, 4], &[3, 4, 4]];
    let long_enough = candidate.chars().len() >= 11;
    long_enough
        && (candidate.is_grouped()
            || CUSTOMS.iter().any(|custom| candidate.grouping().eq(custom.iter().copied())))
}

/// A masked identity number beside the birth date and sex of its owner, or a masked telephone beside the place.
fn weak_with_neighbours(
    masked: &[u8],
    context: &Context<'_>,
    cells: &[Cell<'_>],
) -> Option<(Kind, Rank, u32)> {
    let number = std::str::from_utf8(masked).ok()?;
    let (id, kind, rank) = match number.len() {
        18 => ("resident-id", Kind::ResidentId, Rank::ResidentId),
        11 => ("mobile", Kind::Mobile, Rank::Mobile),
        _ => return None,
    };
    let mut row = Row::new(crate::recognizers::TODAY_YEAR);
    row.show(sentence::NUMBER, id, number);
    match cells {
        [] => {
            sentence::show(
                &mut row,
                context.before(),
                context.after_value().trim_start_matches(is_of_number),
            );
        }
        cells => (1..).zip(cells).for_each(|(nth, cell)| show_cell(&mut row, nth, cell, context.text)),
    }
    let left = row.candidates().filter(|left| (1..=WEAK).contains(left))?;
    Some((kind, rank, u32::try_from(left).ok()?))
}

/// Adds what a cell says of the person. Other numbers are judged where they stand.
fn show_cell(row: &mut Row, nth: usize, cell: &Cell<'_>, text: &str) {
    const SAYING: [&str; 7] = ["birth-date", "age", "sex", "address", "village", "township", "county"];
    let by_heading = || match cell.heading {
        heading if heading.contains("出生") || heading.contains("生日") => Some("birth-date"),
        heading if heading.contains("性别") => Some("sex"),
        _ => None,
    };
    let id = cell.meaning.filter(|meaning| SAYING.contains(meaning)).or_else(by_heading);
    row.show(nth, id.unwrap_or(""), cell.span.of(text));
}

fn is_of_number(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == ' ' || c == '-' || crate::scan::is_mask_char(c)
}

/// The characters with runs of X read as masks, if anything is masked.
fn with_x_masks(chars: &[u8]) -> Option<Vec<u8>> {
    let is_x = |c: &u8| c.eq_ignore_ascii_case(&b'X');
    let in_run =
        |i: usize| is_x(&chars[i]) && (i > 0 && is_x(&chars[i - 1]) || chars.get(i + 1).is_some_and(is_x));
    // Only an identity number may end in X.
    let telephone = chars.len() == 11;
    let hides = |i: usize| in_run(i) || telephone && is_x(&chars[i]);
    let masked: Vec<u8> = (0..chars.len()).map(|i| if hides(i) { b'*' } else { chars[i] }).collect();
    masked.contains(&b'*').then_some(masked)
}
