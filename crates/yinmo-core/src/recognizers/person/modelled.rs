//! Names that the sequence model sees, joined with what the rules found.

use std::cell::RefCell;

use yinmo_data::common_words;
use yinmo_data::public_figures::{Fame, fame};
use yinmo_data::surnames::is_surname;

use super::cues::CUES;
use super::weighed::is_minor;
use super::{Field, claim};
use crate::finding::{Confidence, Evidence, EvidenceSet, Role};
use crate::recognizers::marks::Mark;
use crate::recognizers::{Claim, Reading};
use crate::tagger::model::{Named, Reader, is_part_of_word, shipped};
use crate::tagger::{FOLLOWERS, Follower, is_han, is_mask};
use crate::text::Span;

thread_local! {
    static READER: RefCell<Reader> = RefCell::default();
}

/// Added to the score of no name, in units of a weight: a name that is left costs more than a mask too many.
const BIAS: i16 = -8;

/// Claims what the model sees in the field; where a rule has claimed the same or other characters in
/// `claims[from..]`, the surer span stays, with the reasons of both.
pub(super) fn read(
    field: &Field<'_>,
    marks: &[Mark],
    from: usize,
    reading: &Reading<'_>,
    claims: &mut Vec<Claim>,
) {
    let openings = marks.iter().filter_map(|mark| mark.opening());
    READER.with_borrow_mut(|reader| {
        reader.read(field.text, openings, shipped(), BIAS, |span, named| {
            let span = bare(field.text, span);
            if names_somebody(field.text, span) {
                join(field, span, named, from, reading, claims);
            }
        });
    });
}

/// Without the quotation marks, brackets and signs of markup that some of what the model learnt from counts in.
fn bare(text: &str, span: Span) -> Span {
    let name = span.of(text);
    let start = span.start + (name.len() - name.trim_start_matches(|c: char| !c.is_alphanumeric()).len());
    Span::new(start, start + text[start..span.end].trim_end_matches(|c: char| !c.is_alphanumeric()).len())
}

/// Whether the characters of a name are all there, and are neither an ordinary word nor a surname and a title.
fn names_somebody(text: &str, span: Span) -> bool {
    let name = span.of(text);
    let hidden = |c: char| c == '某' || is_mask(c);
    let mut chars = name.chars();
    let several = chars.next().is_some() && chars.next().is_some();
    several
        && !name.contains(hidden)
        && !text[span.end..].starts_with(hidden)
        && !begins_year(&text[span.end..])
        && !is_form_of_address(text, span)
        && !is_part_of_word(text, span, shipped().lexicon())
        && if fame(name).is_some() { !in_title(&text[..span.start]) } else { !is_ordinary(name) }
}

/// Whether `before` ends within a title in `《》`; a title is shorter than what is looked at.
fn in_title(before: &str) -> bool {
    let near = before.char_indices().rev().nth(40).map_or(before, |(at, _)| &before[at..]);
    near.rfind('《') > near.rfind('》')
}

fn is_ordinary(name: &str) -> bool {
    common_words::starts_name_like(name).is_some_and(|word| word >= name.len())
}

/// The `〔2019〕` behind the code of an office in the number of a document.
fn begins_year(after: &str) -> bool {
    let inner = after.strip_prefix(['〔', '[', '［', '（', '(', '【', '﹝', '字']);
    inner.is_some_and(|rest| {
        rest.starts_with(['〔', '第']) || rest.bytes().take_while(u8::is_ascii_digit).count() == 4
    })
}

/// `王女士`, `郑氏`, `小王`, and the `王同志` of `小王同志`.
fn is_form_of_address(text: &str, span: Span) -> bool {
    let name = span.of(text);
    let Some(first) = name.chars().next() else { return false };
    let rest = &name[first.len_utf8()..];
    let title =
        FOLLOWERS.at_start(&text[span.start + first.len_utf8()..]).is_some_and(|hit| hit.len >= rest.len());
    let two = rest.chars().count() == 1;
    title
        || two
            && (matches!(first, '老' | '小') && rest.contains(is_surname)
                || matches!(rest, "氏" | "家" | "老" | "总" | "姓"))
}

/// Chances in hundredths: how often the model is right where it is this sure is measured, see docs/quality.md.
fn confidence(chance: f32) -> Confidence {
    Confidence((chance * 100.0) as u8)
}

/// Where a rule claims other characters, the surer span stays; where none does, it counts how likely anybody is named.
fn join(
    field: &Field<'_>,
    span: Span,
    named: Named,
    from: usize,
    reading: &Reading<'_>,
    claims: &mut Vec<Claim>,
) {
    let shifted = span.shifted(field.start);
    let presence = confidence(named.presence);
    let Some(known) = claims[from..].iter_mut().find(|claim| claim.span.overlaps(shifted)) else {
        let (mut role, evidence) = surroundings(field.text, span);
        if role == Role::Unknown {
            let public = fame(span.of(field.text)) == Some(Fame::Alone) && !beside_number(shifted, reading);
            role = if public { Role::Official } else { Role::Citizen };
        }
        let mut evidence = evidence.with(Evidence::Model).with_score(presence.0);
        if named.likelihood < named.presence * CERTAIN_ENDS {
            evidence = evidence.with(Evidence::BoundaryUnsure);
        }
        claims.push(claim(field, span, presence, role, evidence));
        return;
    };
    let confidence = confidence(named.likelihood);
    known.evidence = known.evidence.and(EvidenceSet::EMPTY.with_score(presence.0));
    if known.span == shifted {
        known.evidence = known.evidence.with(Evidence::Model);
        known.confidence = known.confidence.max(confidence).max(Confidence::MEDIUM);
        return;
    }
    known.evidence = known.evidence.with(Evidence::BoundaryUnsure);
    if confidence > known.confidence {
        known.span = shifted;
        known.confidence = confidence;
        known.evidence = known.evidence.with(Evidence::Model);
    }
}

/// A name whose characters are so likely to be all of it, of what is likely to be part of one, has certain ends.
const CERTAIN_ENDS: f32 = 0.75;

/// Whether a number of somebody's stands near: whoever bears a famous name and has one there is not who is famous.
fn beside_number(span: Span, reading: &Reading<'_>) -> bool {
    let behind = reading.identifiers.partition_point(|claim| claim.span.end <= span.start);
    let near = &reading.identifiers[behind.saturating_sub(1)..reading.identifiers.len().min(behind + 1)];
    near.iter().any(|claim| claim.span.start < span.end + NEAR && span.start < claim.span.end + NEAR)
}

/// In bytes.
const NEAR: usize = 90;

/// What stands before and behind a name says whose it is; unknown if nothing does.
fn surroundings(text: &str, span: Span) -> (Role, EvidenceSet) {
    let (before, after) = (&text[..span.start], &text[span.end..]);
    let none = EvidenceSet::EMPTY;
    if let Some(hit) = CUES.at_end(before.trim_end_matches(|c| !is_han(c) && !"。；\n".contains(c))) {
        return (hit.meaning.role, none.with(Evidence::LabelBefore));
    }
    match FOLLOWERS.at_start(after).map(|hit| hit.meaning) {
        Some(Follower::Office) => (Role::Official, none.with(Evidence::Title)),
        Some(Follower::Profession) => (Role::Representative, none.with(Evidence::Title)),
        Some(Follower::Child) => (Role::Minor, none.with(Evidence::Title)),
        Some(_) => (Role::Citizen, none.with(Evidence::Title)),
        None if is_minor(after) => (Role::Minor, none),
        None => (Role::Unknown, none),
    }
}

#[cfg(test)]
mod tests {
    use crate::Detector;
    use crate::finding::Role;
    use crate::kind::Kind;

    #[test]
    fn signs_around_a_name_are_no_part_of_it() {
        for text in ["`郎惠贞` **郎**惠贞 ![x](y)", "绰号“三娃子”，“三娃子”在逃"] {
            let findings = Detector::new().detect(text);
            let people = findings.iter().filter(|finding| finding.kind == Kind::Person);
            let names: Vec<&str> = people.map(|finding| finding.span.of(text)).collect();
            assert!(
                !names.is_empty() && names.iter().all(|name| name.chars().all(char::is_alphanumeric)),
                "{names:?}"
            );
        }
    }

    #[test]
    fn a_famous_name_beside_a_number_is_a_citizens() {
        let role = |text: &str| {
            let findings = Detector::new().detect(text);
            findings.iter().find(|finding| finding.kind == Kind::Person).map(|finding| finding.role)
        };
        assert_eq!(role("今天是周恩来诞辰纪念日。"), Some(Role::Official));
        assert_eq!(role("周恩来（身份证号330106190102030017）"), Some(Role::Citizen));
    }
}
