//! The second look at a text, with what is known of its document.

use super::genre::Genre;
use super::variant::Match;
use super::{Memory, behind, contacts, remembered};
use crate::finding::{Confidence, Evidence, EvidenceSet, Role};
use crate::kind::Kind;
use crate::recognizers::{Cell, Claim, Rank};
use crate::text::Span;

impl Memory {
    /// Gives the people in `claims`, first to last and without overlaps, the roles they have in the document, and adds
    /// the names that were missed. Names that are called assumed (`王芳（化名）`) go.
    pub(crate) fn recall(&self, text: &str, cells: &[Cell<'_>], claims: &mut Vec<Claim>) {
        if self.standing.is_empty() && self.is_empty() {
            return;
        }
        claims.retain_mut(|claim| claim.kind != Kind::Person || self.judge_anew(text, cells, claim));
        if cells.is_empty() || are_fields(text, cells) {
            contacts::give_owners(text, claims, self.genre == Some(Genre::Procurement));
        }
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

    /// Whether a known name or home stands in `text`.
    pub fn is_named_in(&self, text: &str) -> bool {
        let mut found = false;
        self.firsts.each(text, &mut |at| {
            found = self.name_at(text, at).is_some() || self.homes.at(text, at).is_some();
            if found { text.len() } else { behind(text, at) }
        });
        found
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
        self.firsts.each(field_text, &mut |at| {
            let (person, home) = (self.name_at(field_text, at), self.homes.at(field_text, at));
            let Some(found_here) = home.as_ref().or(person.as_ref()) else { return behind(field_text, at) };
            let span = found_here.span.shifted(field.start);
            while claims.get(next).is_some_and(|claim| claim.span.end <= span.start) {
                next += 1;
            }
            let overlapping = claims[next..].iter().take_while(|claim| claim.span.start < span.end).count();
            let overlapping = &mut claims[next..next + overlapping];
            let taken = match home {
                Some(_) => takes_home(span, overlapping).map(|span| self.home_claim(span, found_here.name)),
                None => takes(span, overlapping).then(|| self.claim(span, found_here, overlapping)),
            };
            let end = taken.as_ref().map_or(span.end, |claim| claim.span.end);
            found.extend(taken);
            end - field.start
        });
    }

    fn home_claim(&self, span: Span, form: usize) -> Claim {
        Claim {
            kind: Kind::Address,
            rank: Rank::Prose,
            span,
            confidence: Confidence::HIGH,
            role: self.homes.role(form),
            weak: None,
            evidence: EvidenceSet::EMPTY.with(Evidence::Repetition),
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

/// What is to be claimed where a home stands at `span`: with what was found of it there, of which it may be the end. What
/// was found on the same characters is made surer; what is an office's, or something else, stays.
fn takes_home(span: Span, overlapping: &mut [Claim]) -> Option<Span> {
    let theirs = |claim: &Claim| {
        let within = span.start <= claim.span.start && claim.span.end <= span.end;
        claim.kind == Kind::Address && claim.role != Role::Organisation
            || claim.kind == Kind::Person && claim.confidence < Confidence::MEDIUM && within
    };
    if !overlapping.iter().all(theirs) {
        return None;
    }
    if let [same] = overlapping
        && same.kind == Kind::Address
        && same.span.start <= span.start
        && span.end <= same.span.end
    {
        // What is surer may be the very place that the home is known by.
        if same.confidence < Confidence::MEDIUM {
            same.confidence = Confidence::HIGH;
            same.evidence = same.evidence.with(Evidence::Repetition);
        }
        return None;
    }
    let start = overlapping.iter().map(|claim| claim.span.start).fold(span.start, usize::min);
    let end = overlapping.iter().map(|claim| claim.span.end).fold(span.end, usize::max);
    Some(Span::new(start, end))
}

/// Two Chinese characters, in bytes: they may be the beginning of another name.
const SHORT: usize = 6;

/// Whether every cell of a row says itself what it is: `制表：王建坪|联系电话：…` at the foot of a list.
fn are_fields(text: &str, cells: &[Cell<'_>]) -> bool {
    let mut filled = cells.iter().map(|cell| cell.span.of(text)).filter(|cell| !cell.trim().is_empty());
    filled.all(|cell| cell.contains(['：', ':']))
}

/// The stretches in which names are looked for: all of a text, or those cells of a row that may hold any words.
fn fields<'c>(text: &'c str, cells: &'c [Cell<'_>]) -> impl Iterator<Item = Span> + use<'c> {
    let whole = cells.is_empty().then_some(Span::new(0, text.len()));
    let free = |cell: &&Cell<'_>| cell.may_name_anybody(cell.span.of(text));
    whole.into_iter().chain(cells.iter().filter(free).map(|cell| cell.span))
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
