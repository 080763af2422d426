//! Which claim wins: the earlier rank, then the surer, then the longer. The rest give way.

use std::cmp::Reverse;

use crate::finding::{Confidence, Evidence};
use crate::kind::Kind;
use crate::recognizers::Claim;

/// Leaves only claims that do not overlap, first to last.
pub fn resolve(claims: &mut Vec<Claim>) {
    if claims.len() < 2 {
        return;
    }
    claims.sort_by_key(|claim| claim.span.start);
    drop_swallowed(claims);
    drop_names_in_addresses(claims);
    let mut kept = Vec::with_capacity(claims.len());
    let mut rest = &mut claims[..];
    while !rest.is_empty() {
        let (group, others) = rest.split_at_mut(connected(rest));
        resolve_group(group, &mut kept);
        rest = others;
    }
    *claims = kept;
}

/// How many claims overlap, each with one before it. What follows has nothing to do with them.
fn connected(claims: &[Claim]) -> usize {
    let mut end = 0;
    let overlapping = claims.iter().enumerate().take_while(|(nth, claim)| {
        let overlaps = *nth == 0 || claim.span.start < end;
        end = end.max(claim.span.end);
        overlaps
    });
    overlapping.count()
}

/// Adds those of `claims` that win.
fn resolve_group(claims: &mut [Claim], kept: &mut Vec<Claim>) {
    claims.sort_by_key(|claim| {
        (claim.rank, Reverse(claim.confidence), Reverse(claim.span.len()), claim.span, claim.kind)
    });
    let from = kept.len();
    for claim in claims {
        // Kept in order of position, so that one neighbour on each side decides.
        let at = from + kept[from..].partition_point(|other| other.span.start < claim.span.start);
        let free_before = at == from || !kept[at - 1].span.overlaps(claim.span);
        let free_after = kept.get(at).is_none_or(|next| !next.span.overlaps(claim.span));
        if free_before && free_after {
            kept.insert(at, *claim);
        }
    }
}

/// `银行账号：1298 0668 9502 0726 679` holds what looks like a landline: the label speaks of the whole. The claims are
/// sorted by their starts.
fn drop_swallowed(claims: &mut Vec<Claim>) {
    let labelled = |claim: &Claim| {
        claim.evidence.has(Evidence::LabelBefore) || claim.evidence.has(Evidence::ColumnHeading)
    };
    let whole: Vec<_> = claims
        .iter()
        .filter(|c| labelled(c) && c.confidence >= Confidence::HIGH)
        .map(|claim| claim.span)
        .collect();
    let mut whole = &whole[..];
    let mut reached = 0;
    claims.retain(|claim| {
        let earlier = whole.partition_point(|span| span.start < claim.span.start);
        reached = whole[..earlier].iter().fold(reached, |end, span| end.max(span.end));
        whole = &whole[earlier..];
        let beside = || whole.iter().take_while(|span| span.start == claim.span.start);
        labelled(claim)
            || claim.evidence.has(Evidence::ChecksumHolds)
            || reached < claim.span.end && !beside().any(|span| span.end > claim.span.end)
    });
}

/// `玄武区长安大道16号` holds what looks like a name, `安大道`: the grammar of addresses knows better, unless a label or title
/// says that it is one. The claims are sorted by their starts.
fn drop_names_in_addresses(claims: &mut Vec<Claim>) {
    let address = |claim: &&Claim| claim.kind == Kind::Address && claim.evidence.has(Evidence::Grammar);
    let addresses: Vec<_> = claims.iter().filter(address).map(|claim| claim.span).collect();
    if addresses.is_empty() {
        return;
    }
    claims.retain(|claim| {
        let introduced = claim.evidence.has(Evidence::LabelBefore) || claim.evidence.has(Evidence::Title);
        let before = addresses.partition_point(|span| span.start <= claim.span.start);
        let within = addresses[..before].last().is_some_and(|span| claim.span.end <= span.end);
        claim.kind != Kind::Person || introduced || !within
    });
}
