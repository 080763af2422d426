//! Addresses that no word introduces: found from the house number or the last name, and read from where they may
//! begin.

use super::beside::{Beside, beside, is_name};
use super::cues::is_office;
use super::endings::{self, is_foreign};
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

/// More bytes than the names of places in an entry have.
const LONGEST_ENTRY: usize = 90;

/// More characters than there are before the first number of an address.
const REACH: usize = 45;

/// The address that reaches over the character at byte `anchor`, or up to the home there, and begins at byte `covered`
/// or behind it.
pub(super) fn unlabelled(field: &Field<'_>, covered: usize, anchor: usize, why: Anchor) -> Option<Claim> {
    let text = field.text;
    if why == Anchor::Name && !may_be_entry(&text[covered..anchor]) {
        return None;
    }
    let mut starts = starts(text, covered, anchor);
    let (start, parsed) = starts.find_map(|start| Some((start, reaching(text, start, anchor, why)?)))?;
    let whose = beside(text, start);
    if !is_enough(&parsed, why, whose, &text[start + parsed.len..]) {
        return None;
    }
    let office = match whose {
        Beside::Person => false,
        Beside::Office => true,
        Beside::Nothing => parsed.institution || is_office(before(text, start)),
    };
    let role = if office { Role::Organisation } else { Role::Citizen };
    Some(claim(field, Span::new(start, start + parsed.len), Confidence(80), role, reasons(&parsed)))
}

/// Whether the characters before the end of a name are an entry of a list, or the end of one, with something about a
/// person before it: the cheap question, for most sentences end like names of places.
fn may_be_entry(before: &str) -> bool {
    let own = before.trim_end_matches(is_han);
    before.len() - own.len() <= LONGEST_ENTRY && beside(own, own.len()) == Beside::Person
}

/// The address that begins at byte `start`, if it is long enough.
fn reaching(text: &str, start: usize, anchor: usize, why: Anchor) -> Option<Parsed> {
    let rest = &text[start..];
    let only_number =
        numbers::at(rest).is_some() && !numbers::begins_home(rest) && places::at(rest).is_none();
    if only_number || begins_with_preposition(rest) {
        return None;
    }
    if why != Anchor::Home {
        return parse(up_to_longest(rest)).filter(|parsed| start + parsed.len > anchor);
    }
    let rest = &text[start..anchor];
    let whose_home = |behind: &str| behind.is_empty() || is_name(behind);
    parse(rest).filter(|parsed| whose_home(&rest[parsed.len..]))
}

/// `为老庄子村…`, `往南京市…`, but `为民村`, `往来镇`.
fn begins_with_preposition(rest: &str) -> bool {
    let Some(name) = rest.strip_prefix(leads) else { return false };
    let second = name.chars().next().map_or(0, char::len_utf8);
    let longer = rest.starts_with(['对', '为', '将', '由', '赴']) && endings::at(&name[second..]).is_none();
    (longer || places::at(name).is_some()) && places::at(rest).is_none()
}

/// Where an address may begin: with its clause, behind a preposition, or with a known place.
fn starts(text: &str, covered: usize, anchor: usize) -> impl Iterator<Item = usize> {
    let is_part = |c: char| is_han(c) || c.is_alphanumeric() || matches!(c, '-' | '－' | '—');
    let clause = text[covered..anchor].char_indices().rev().take(REACH).take_while(move |&(_, c)| is_part(c));
    let first = clause.last().map_or(anchor, |(at, _)| covered + at);
    let mut previous = '\0';
    text[first..anchor]
        .char_indices()
        .map(move |(at, c)| (first + at, std::mem::replace(&mut previous, c)))
        .filter_map(move |(at, previous)| {
            let begins =
                at == first || is_foreign(previous) || leads(previous) || places::at(&text[at..]).is_some();
            begins.then_some(at)
        })
}

/// Whether an address may begin right behind `c`, which stands in names of places too.
const fn leads(c: char) -> bool {
    matches!(c, '于' | '至' | '往' | '向' | '由' | '与' | '和' | '为' | '对' | '赴' | '进' | '将')
}

/// Whether what was parsed is an address, with nothing before it that says so.
fn is_enough(parsed: &Parsed, why: Anchor, whose: Beside, after: &str) -> bool {
    match why {
        Anchor::Number => parsed.house && (parsed.named || whose == Beside::Person) && !is_about_land(after),
        Anchor::Home => parsed.named,
        Anchor::Name => {
            let closed = !after.starts_with(is_han);
            let settled = parsed.village || parsed.known && parsed.named;
            closed && settled && whose == Beside::Person
        }
    }
}

/// `12号至56号`, `5组道路硬化`: the words after a place say that nobody lives there.
fn is_about_land(after: &str) -> bool {
    const WORDS: [&str; 15] = [
        "至",
        "道路",
        "公路",
        "机耕",
        "水渠",
        "路段",
        "土地",
        "林地",
        "集体",
        "网格",
        "党支部",
        "党小组",
        "灌溉",
        "饮水",
        "施工",
    ];
    WORDS.iter().any(|word| after.starts_with(word))
}
