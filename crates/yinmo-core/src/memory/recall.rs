//! The second look at a text, with what is known of its document.

use super::variant::Match;
use super::{Memory, remembered};
use crate::finding::{Confidence, Evidence, EvidenceSet};
use crate::kind::Kind;
use crate::recognizers::{Cell, Claim, Rank};
use crate::text::Span;

impl Memory {
    /// Gives the people in `claims`, first to last and without overlaps, the roles they have in the document, and adds
    /// the names that were missed. Names that are called assumed (`王芳（化名）`) go.
    pub(crate) fn recall(&self, text: &str, cells: &[Cell<'_>], claims: &mut Vec<Claim>) {
        if self.standing.is_empty() {
            return;
        }
        claims.retain_mut(|claim| claim.kind != Kind::Person || self.judge_anew(text, cells, claim));
        if self.is_empty() {
            return;
        }
        let mut found = Vec::new();
        for field in fields(text, cells) {
            self.search(text, field, claims, &mut found);
        }
        if !found.is_empty() {
            join(claims, found);
        }
    }

    /// Whether a known name stands in `text`.
    pub fn is_named_in(&self, text: &str) -> bool {
        let mut chars = text.char_indices();
        !self.is_empty() && chars.any(|(at, c)| self.begins(c) && self.name_at(text, at).is_some())
    }

    fn begins(&self, c: char) -> bool {
        self.trie.begins(c) || matches!(c, 'Ａ'..='Ｚ')
    }

    /// Gives a claim the role that is certain somewhere; `false` if the name is an assumed one.
    fn judge_anew(&self, text: &str, cells: &[Cell<'_>], claim: &mut Claim) -> bool {
        let name = remembered(claim.span.of(text));
        let Some(standing) = self.standing.get(&*name) else { return true };
        let heading = || {
            let cell = cells
                .iter()
                .find(|cell| cell.span.start <= claim.span.start && claim.span.end <= cell.span.end);
            cell.map_or("", |cell| cell.heading)
        };
        claim.role = if claim.evidence.has(Evidence::ColumnHeading) {
            standing.role_under(claim.role, heading(), self.genre)
        } else {
            standing.role_at(claim.role, self.genre)
        };
        !standing.is_assumed()
    }

    fn search(&self, text: &str, field: Span, claims: &mut [Claim], found: &mut Vec<Claim>) {
        let field_text = field.of(text);
        let mut next = claims.partition_point(|claim| claim.span.end <= field.start);
        let mut read = 0;
        for (at, c) in field_text.char_indices() {
            if at < read || !self.begins(c) {
                continue;
            }
            let Some(found_here) = self.name_at(field_text, at) else { continue };
            let span = found_here.span.shifted(field.start);
            while claims.get(next).is_some_and(|claim| claim.span.end <= span.start) {
                next += 1;
            }
            let overlapping = claims[next..].iter().take_while(|claim| claim.span.start < span.end).count();
            let overlapping = &mut claims[next..next + overlapping];
            if takes(span, overlapping) {
                found.push(self.claim(span, &found_here, overlapping));
            }
            read = at + found_here.span.len();
        }
    }

    /// The claim on a known name, for which those on parts of it speak too.
    fn claim(&self, span: Span, name: &Match, parts: &[Claim]) -> Claim {
        let known = &self.known[name.name];
        let evidence = parts.iter().fold(EvidenceSet::EMPTY, |all, part| all.and(part.evidence));
        Claim {
            kind: Kind::Person,
            rank: Rank::Prose,
            span,
            confidence: Confidence::HIGH,
            role: known.role,
            weak: None,
            evidence: evidence.with(Evidence::Repetition),
        }
    }
}

/// Whether the name that stands at `span` is to be claimed. What was found on the same characters is made surer; on
/// fewer of them, it gives way, and so does a guess that others are part of the name.
fn takes(span: Span, overlapping: &mut [Claim]) -> bool {
    if let [same] = overlapping
        && same.kind == Kind::Person
        && same.span == span
    {
        if same.confidence < Confidence::HIGH {
            same.confidence = Confidence::HIGH;
            same.evidence = same.evidence.with(Evidence::Repetition);
        }
        return false;
    }
    overlapping.iter().all(|claim| {
        let within = span.start <= claim.span.start && claim.span.end <= span.end;
        let guessed = claim.confidence < Confidence::MEDIUM && span.len() > SHORT;
        claim.kind == Kind::Person && (within || guessed)
    })
}

/// Two Chinese characters, in bytes: they may be the beginning of another name.
const SHORT: usize = 6;

/// The stretches in which names are looked for: all of a text, or those cells of a row whose columns may hold any words.
fn fields<'c>(text: &str, cells: &'c [Cell<'_>]) -> impl Iterator<Item = Span> + use<'c> {
    let whole = cells.is_empty().then_some(Span::new(0, text.len()));
    whole.into_iter().chain(cells.iter().filter(|cell| cell.may_name_anybody()).map(|cell| cell.span))
}

/// Puts `found` among `claims`; what overlaps with it goes. All are in order.
fn join(claims: &mut Vec<Claim>, found: Vec<Claim>) {
    let mut next = 0;
    claims.retain(|claim| {
        while found.get(next).is_some_and(|new| new.span.end <= claim.span.start) {
            next += 1;
        }
        !found.get(next).is_some_and(|new| new.span.overlaps(claim.span))
    });
    claims.extend(found);
    claims.sort_by_key(|claim| claim.span);
}
