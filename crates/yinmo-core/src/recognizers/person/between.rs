//! Names that stand between names of a list: `王建坪、高迈、李淑岑`.

use yinmo_data::common_words;
use yinmo_data::surnames::is_surname;

use super::{Field, claim, is_no_name};
use crate::finding::{Confidence, Evidence, EvidenceSet, Role};
use crate::recognizers::Claim;
use crate::recognizers::address::is_short_region;
use crate::tagger::{begins_with_compound, is_han};
use crate::text::Span;

/// More items in a row that nobody sees are no list of names.
const MOST_BETWEEN: usize = 2;

/// Claims the items that stand between two of the claims in `claims[from..]`; where one is claimed already, its list
/// speaks for it.
pub(super) fn read(field: &Field<'_>, from: usize, claims: &mut Vec<Claim>) {
    if !field.text.contains('、') {
        return;
    }
    claims[from..].sort_unstable_by_key(|claim| (claim.span.start, claim.span.end));
    let own = |claim: &Claim| Span::new(claim.span.start - field.start, claim.span.end - field.start);
    let known: Vec<Span> = claims[from..].iter().map(own).collect();
    for (nth, three) in known.windows(3).enumerate() {
        let joined = |pair: &[Span]| field.text.get(pair[0].end..pair[1].start) == Some("、");
        if three.windows(2).all(joined) {
            let evidence = &mut claims[from + nth + 1].evidence;
            *evidence = evidence.with(Evidence::List);
        }
    }
    let unseen = known.windows(2).flat_map(|pair| between(field.text, pair[0], pair[1]));
    let evidence = EvidenceSet::EMPTY.with(Evidence::List).with(Evidence::Surname);
    claims.extend(unseen.map(|span| claim(field, span, Confidence::MEDIUM, Role::Citizen, evidence)));
}

/// The items between two names of a list, if all of them can be names.
fn between(text: &str, one: Span, other: Span) -> Vec<Span> {
    let Some(gap) = text.get(one.end..other.start) else { return Vec::new() };
    let Some(items) = gap.strip_prefix('、').and_then(|gap| gap.strip_suffix('、')) else {
        return Vec::new();
    };
    let start = one.end + '、'.len_utf8();
    let mut spans = Vec::new();
    for item in items.split('、') {
        let at = start + (item.as_ptr() as usize - items.as_ptr() as usize);
        if spans.len() == MOST_BETWEEN || !may_be_name(item) {
            return Vec::new();
        }
        spans.push(Span::new(at, at + item.len()));
    }
    spans
}

fn may_be_name(item: &str) -> bool {
    let surnamed = match item.chars().count() {
        2 | 3 => item.starts_with(is_surname),
        4 => begins_with_compound(item),
        _ => false,
    };
    let is_word = common_words::starts_name_like(item).is_some_and(|word| word >= item.len());
    surnamed && item.chars().all(is_han) && !is_word && !is_no_name(item) && !is_short_region(item)
}

#[cfg(test)]
mod tests {
    use super::may_be_name;

    #[test]
    fn what_is_a_word_or_a_place_is_no_name_between_others_either() {
        assert!(["高迈", "欧阳青山"].into_iter().all(may_be_name));
        let others = ["高中", "司机", "师傅", "安徽", "温州", "方案", "任务", "高", "高迈青山", "高m"];
        for word in others {
            assert!(!may_be_name(word), "{word}");
        }
    }
}
