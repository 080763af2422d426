//! Addresses that no word introduces: found from the house number or the last name, and read from where they may
//! begin.

use super::beside::{Beside, beside};
use super::cues::is_office;
use super::endings::is_foreign;
use super::grammar::{Parsed, parse};
use super::{before, claim, numbers, places, reasons, up_to_longest};
use crate::finding::{Confidence, Role};
use crate::recognizers::Claim;
use crate::recognizers::field::Field;
use crate::tagger::is_han;
use crate::text::Span;

/// What shows that an address ends, or nearly ends, at a place.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    /// The unit of a number, or the dash between two.
    Number,
    /// An ending of a name, with no character behind it.
    Name,
    /// `家中` follows.
    Home,
}

/// More characters than there are before the first number of an address.
const REACH: usize = 45;

/// The address that reaches over the character at byte `anchor`, or up to the home there, and begins at byte `covered`
/// or behind it.
pub(super) fn unlabelled(field: &Field<'_>, covered: usize, anchor: usize, why: Anchor) -> Option<Claim> {
    let text = field.text;
    let (start, parsed) = starts(text, covered, anchor).find_map(|start| {
        let begins_with_name = numbers::at(&text[start..]).is_none();
        let parsed = parse(up_to_longest(&text[start..])).filter(|_| begins_with_name)?;
        let end = start + parsed.len;
        let reaches = if why == Anchor::Home { end == anchor } else { end > anchor };
        reaches.then_some((start, parsed))
    })?;
    let whose = beside(text, start);
    let after = &text[start + parsed.len..];
    if !is_enough(&parsed, why, whose, after) {
        return None;
    }
    let office = parsed.institution || whose == Beside::Office || is_office(before(text, start));
    let role = if office { Role::Organisation } else { Role::Citizen };
    Some(claim(field, Span::new(start, start + parsed.len), Confidence(80), role, reasons(&parsed)))
}

/// Where an address may begin: with its clause, behind a preposition, or with a known place.
fn starts(text: &str, covered: usize, anchor: usize) -> impl Iterator<Item = usize> {
    let is_part = |c: char| is_han(c) || c.is_alphanumeric() || matches!(c, '-' | '－' | '—');
    let clause = text[covered..anchor].char_indices().rev().take(REACH).take_while(move |&(_, c)| is_part(c));
    let first = clause.last().map_or(anchor, |(at, _)| covered + at);
    let mut previous = '\0';
    text[first..anchor].char_indices().map(move |(at, c)| (first + at, std::mem::replace(&mut previous, c))).filter_map(
        move |(at, previous)| {
            let begins = at == first || is_foreign(previous) || leads(previous) || places::at(&text[at..]).is_some();
            begins.then_some(at)
        },
    )
}

/// Whether an address may begin right behind `c`, which stands in names of places too.
const fn leads(c: char) -> bool {
    matches!(c, '于' | '至' | '往' | '向' | '由' | '与' | '和' | '为' | '对' | '赴' | '进' | '将')
}

/// Whether what was parsed is an address, with nothing before it that says so.
fn is_enough(parsed: &Parsed, why: Anchor, whose: Beside, after: &str) -> bool {
    match why {
        // `12号至56号`: a stretch of road.
        Anchor::Number => parsed.house && parsed.named && !after.starts_with('至'),
        Anchor::Home => parsed.named,
        Anchor::Name => {
            let closed = !after.starts_with(is_han);
            let settled = parsed.village || parsed.known && parsed.named;
            closed && settled && (parsed.house || whose == Beside::Person)
        }
    }
}
