//! Which claim wins: the earlier rank, then the surer, then the longer. The rest give way.

use std::cmp::Reverse;

use crate::finding::{Confidence, Evidence};
use crate::recognizers::Claim;

/// Leaves only claims that do not overlap, first to last.
pub fn resolve(claims: &mut Vec<Claim>) {
    if claims.len() < 2 {
        return;
    }
    drop_swallowed(claims);
    claims.sort_by_key(|claim| {
        (claim.rank, Reverse(claim.confidence), Reverse(claim.span.len()), claim.span, claim.kind)
    });
    let mut kept: Vec<Claim> = Vec::with_capacity(claims.len());
    for claim in claims.drain(..) {
        // Kept in order of position, so that one neighbour on each side decides.
        let at = kept.partition_point(|other| other.span.start < claim.span.start);
        let free_before = at == 0 || !kept[at - 1].span.overlaps(claim.span);
        let free_after = kept.get(at).is_none_or(|next| !next.span.overlaps(claim.span));
        if free_before && free_after {
            kept.insert(at, claim);
        }
    }
    *claims = kept;
}

/// `银行账号：1298 0668 9502 0726 679` holds what looks like a landline: the label speaks of the whole.
fn drop_swallowed(claims: &mut Vec<Claim>) {
    let labelled = |claim: &Claim| {
        claim.evidence.has(Evidence::LabelBefore) || claim.evidence.has(Evidence::ColumnHeading)
    };
    let whole: Vec<_> = claims
        .iter()
        .filter(|c| labelled(c) && c.confidence >= Confidence::HIGH)
        .map(|claim| claim.span)
        .collect();
    claims.retain(|claim| {
        labelled(claim)
            || claim.evidence.has(Evidence::ChecksumHolds)
            || !whole.iter().any(|span| span.contains(claim.span) && *span != claim.span)
    });
}
