//! A name found once with high confidence is found everywhere in the text.

use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, Match, MatchKind, packed};

use crate::finding::{Confidence, Evidence, EvidenceSet, Role};
use crate::kind::Kind;
use crate::recognizers::{Claim, Rank};
use crate::tagger::{FOLLOWERS, is_han, is_mask};
use crate::text::Span;

/// Claims the other occurrences of the names in `claims[from..]`, after leaving out those that are called assumed
/// (`王芳（化名）`).
pub(super) fn read(text: &str, from: usize, claims: &mut Vec<Claim>) {
    if claims.len() == from {
        return;
    }
    let fresh = claims.split_off(from);
    claims.extend(fresh.into_iter().filter(|claim| !is_assumed(&text[claim.span.end..])));
    let names: BTreeMap<&str, Role> = claims[from..]
        .iter()
        .filter(|claim| is_sure(text, claim))
        .map(|claim| (claim.span.of(text), claim.role))
        .collect();
    let known: Vec<(&str, Role)> = names.into_iter().collect();
    if known.is_empty() {
        return;
    }
    let mut claimed: Vec<Span> = claims[from..].iter().map(|claim| claim.span).collect();
    claimed.sort_unstable();
    let mut claimed = claimed.into_iter().peekable();
    let mut claimed_to = 0;
    each_match(text, known.iter().map(|(name, _)| name), |found| {
        let span = Span::from(found.range());
        while let Some(earlier) = claimed.next_if(|earlier| earlier.start < span.end) {
            claimed_to = claimed_to.max(earlier.end);
        }
        if claimed_to <= span.start && stands_alone(text, span) {
            claims.push(claim(span, known[found.pattern().as_usize()].1));
        }
    });
}

/// Calls `found` with each of `names` in the text, the longest where several begin. A few names, as most texts have,
/// are looked for all at once; more need an automaton, which takes longer to build than they to be found.
fn each_match<'n>(text: &str, names: impl Iterator<Item = &'n &'n str> + Clone, found: impl FnMut(Match)) {
    let config = packed::Config::new().match_kind(packed::MatchKind::LeftmostLongest).clone();
    if let Some(few) = config.builder().extend(names.clone()).build() {
        few.find_iter(text).for_each(found);
    } else if let Ok(many) = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(names) {
        many.find_iter(text).for_each(found);
    }
}

/// A label before three characters or more makes sure of them, even where only a guess says that they end there.
fn is_sure(text: &str, claim: &Claim) -> bool {
    let labelled = claim.evidence.has(Evidence::LabelBefore) && claim.span.of(text).chars().count() > 2;
    claim.confidence >= Confidence::HIGH || labelled && claim.confidence >= Confidence::MEDIUM
}

fn claim(span: Span, role: Role) -> Claim {
    let evidence = EvidenceSet::EMPTY.with(Evidence::Repetition);
    Claim {
        kind: Kind::Person,
        rank: Rank::Prose,
        span,
        confidence: Confidence::HIGH,
        role,
        weak: None,
        evidence,
    }
}

/// Two characters may be part of other words: something must show where they begin or end.
fn stands_alone(text: &str, span: Span) -> bool {
    let after = &text[span.end..];
    if after.starts_with(is_mask) || is_assumed(after) {
        return false;
    }
    let opens = !text[..span.start].ends_with(is_han);
    let closes = !after.starts_with(is_han) || FOLLOWERS.at_start(after).is_some();
    span.of(text).chars().count() > 2 || opens || closes
}

fn is_assumed(after: &str) -> bool {
    ["（化名", "(化名", "化名", "（均为化名", "（均化名"].iter().any(|word| after.starts_with(word))
}
