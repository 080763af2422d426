//! Names that stand between names of a list: `王建坪、高迈、李淑岑`.

use yinmo_data::common_words;
use yinmo_data::surnames::is_surname;

use super::{Field, claim, is_no_name};
use crate::finding::{Confidence, Evidence, EvidenceSet, Role};
use crate::recognizers::Claim;
use crate::recognizers::address::is_short_region;
use crate::tagger::{begins_with_compound, is_han};
use crate::text::Span;

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
    let unseen = known.windows(2).filter_map(|pair| between(field.text, pair[0], pair[1]));
    let evidence = EvidenceSet::EMPTY.with(Evidence::List).with(Evidence::Surname);
    claims.extend(unseen.map(|span| claim(field, span, Confidence::MEDIUM, Role::Citizen, evidence)));
}

/// What stands alone between two names of a list, if it can be one.
fn between(text: &str, one: Span, other: Span) -> Option<Span> {
    let gap = text.get(one.end..other.start)?;
    let item = gap.strip_prefix('、')?.strip_suffix('、')?;
    let start = one.end + '、'.len_utf8();
    may_be_name(item).then(|| Span::new(start, start + item.len()))
}

/// What people and offices end with that are called by their posts: `支书`, `司务长`, `国土所`.
const POSTS: &str = "所办局科员长书人户部站组室父母兄";

fn may_be_name(item: &str) -> bool {
    let surnamed = match item.chars().count() {
        2 | 3 => item.starts_with(is_surname),
        4 => begins_with_compound(item),
        _ => false,
    };
    let is_word = common_words::starts_name_like(item).is_some_and(|word| word >= item.len());
    let is_post = item.ends_with(|c| POSTS.contains(c));
    let is_other = is_word || is_post || is_no_name(item) || is_short_region(item);
    surnamed && item.chars().all(is_han) && !is_other
}

#[cfg(test)]
mod tests {
    use super::may_be_name;

    #[test]
    fn what_is_a_word_or_a_place_is_no_name_between_others_either() {
        assert!(["高迈", "欧阳青山"].into_iter().all(may_be_name));
        let others = [
            "高中",
            "司机",
            "师傅",
            "安徽",
            "温州",
            "方案",
            "任务",
            "高",
            "高迈青山",
            "高m",
            "支书",
            "司务长",
            "国土所",
            "纪检员",
            "管护员",
        ];
        for word in others {
            assert!(!may_be_name(word), "{word}");
        }
    }
}
