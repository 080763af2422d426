//! What became of one cell, value or line.

use yinmo_core::kind::{Group, Kind};
use yinmo_core::operators::Effect;
use yinmo_core::scan::is_mask_char;

use super::Class;
use super::reading::{Found, Unit};

/// What became of `unit`, of which `now` is published; each with what it is of. `floor`: how many values have to remain
/// possible where a number is masked.
pub(super) fn judge(unit: &Unit, now: &Unit, floor: u64) -> Vec<(Class, Option<Kind>)> {
    let as_written = now.as_written && (unit.stays() || unit.text != now.text);
    let now = &*now.text;
    if as_written && unit.expected.is_some() {
        return unit.found.iter().filter_map(|found| as_expected(unit, found)).collect();
    }
    if let Some(expected) = &unit.expected
        && expected == now
    {
        return unit.found.iter().filter_map(|found| as_expected(unit, found)).collect();
    }
    if unit.expected.is_none() {
        return vec![(dropped(unit, now, floor), kind_of(unit))];
    }
    match pieces(unit, now) {
        Some(pieces) => {
            let judged = unit.found.iter().zip(pieces);
            judged.filter_map(|(found, piece)| piece_now(unit, found, piece, floor)).collect()
        }
        None => vec![(Class::Changed, None)],
    }
}

/// What the policy itself did.
fn as_expected(unit: &Unit, found: &Found) -> Option<(Class, Option<Kind>)> {
    let class = match found.effect {
        Effect::Keep => return None,
        Effect::Review => Class::Waits,
        Effect::Block => Class::Left,
        Effect::Replace | Effect::DropColumn | Effect::DropRow => {
            let value = found.span.of(&unit.text);
            found.expected.as_deref().filter(|with| *with != value)?;
            Class::AsPolicy
        }
    };
    Some((class, Some(found.kind)))
}

/// A cell of a column that goes.
fn dropped(unit: &Unit, now: &str, floor: u64) -> Class {
    let kind = kind_of(unit);
    match now.trim() {
        "" => Class::AsPolicy,
        now if hides_enough(kind, unit.text.trim(), now, floor) => Class::Otherwise,
        _ => Class::Left,
    }
}

fn kind_of(unit: &Unit) -> Option<Kind> {
    unit.found.first().map(|found| found.kind)
}

fn piece_now(unit: &Unit, found: &Found, now: &str, floor: u64) -> Option<(Class, Option<Kind>)> {
    let value = found.span.of(&unit.text);
    let stays = now == value;
    let class = match found.effect {
        Effect::Keep if stays => return None,
        Effect::Keep => Class::Changed,
        Effect::Review if stays => Class::Waits,
        _ if found.expected.as_deref() == Some(now) => Class::AsPolicy,
        // What is masked already in the original stays.
        Effect::Replace if stays && found.expected.is_none() => return None,
        _ if hides_enough(Some(found.kind), value, now, floor) => Class::Otherwise,
        Effect::Review => Class::Waits,
        _ => Class::Left,
    };
    Some((class, Some(found.kind)))
}

/// What stands now where each finding stood: what is between them has to be there still. `None` if it is not.
fn pieces<'n>(unit: &Unit, now: &'n str) -> Option<Vec<&'n str>> {
    let mut at = 0;
    let mut gaps = Vec::with_capacity(unit.found.len() + 1);
    for found in &unit.found {
        gaps.push(unit.text.get(at..found.span.start)?);
        at = found.span.end;
    }
    let last = unit.text.get(at..)?;
    let mut rest = now.strip_prefix(gaps.first().copied().unwrap_or(last))?;
    if gaps.is_empty() {
        return rest.is_empty().then(Vec::new);
    }
    let mut pieces = Vec::with_capacity(gaps.len());
    for gap in &gaps[1..] {
        // Nothing says where one ends that stands against the next: as much as it was before.
        let end = if gap.is_empty() { same_length(unit, pieces.len(), rest) } else { rest.find(gap)? };
        pieces.push(&rest[..end]);
        rest = &rest[end + gap.len()..];
    }
    pieces.push(rest.strip_suffix(last)?);
    Some(pieces)
}

fn same_length(unit: &Unit, nth: usize, rest: &str) -> usize {
    let characters = unit.found[nth].span.of(&unit.text).chars().count();
    rest.char_indices().nth(characters).map_or(rest.len(), |(at, _)| at)
}

/// Whether enough of `value` is hidden in what stands in its place: of a number so many digits that `floor` remain
/// possible, of anything else at least a character. What a mask gives away beside others is found by the review.
fn hides_enough(kind: Option<Kind>, value: &str, now: &str, floor: u64) -> bool {
    let signs = |text: &str| -> Vec<char> {
        text.chars().filter(|c| c.is_alphanumeric() && !is_mask_char(*c)).collect()
    };
    let (before, after) = (signs(value), signs(now));
    let hidden = before.len() - common(&before, &after);
    match kind.map(Kind::group) {
        Some(Group::Identifier) => 10u64.saturating_pow(hidden as u32) >= floor.max(1),
        _ => hidden > 0,
    }
}

/// As much of a value as this is compared.
const LONGEST: usize = 200;

/// How many signs stand in both, in the same order.
fn common(before: &[char], after: &[char]) -> usize {
    let (before, after) = (&before[..before.len().min(LONGEST)], &after[..after.len().min(LONGEST)]);
    let mut row = vec![0; after.len() + 1];
    for a in before {
        let mut diagonal = 0;
        for (nth, b) in after.iter().enumerate() {
            let above = row[nth + 1];
            row[nth + 1] = if a == b { diagonal + 1 } else { above.max(row[nth]) };
            diagonal = above;
        }
    }
    row[after.len()]
}

#[cfg(test)]
mod tests {
    use super::{common, hides_enough};
    use yinmo_core::kind::Kind;

    #[test]
    fn signs_in_common_are_counted_in_order() {
        for (before, after, count) in
            [("13800012001", "138****2001", 7), ("王建坪", "王坪", 2), ("甲乙", "", 0)]
        {
            let signs = |text: &str| text.chars().filter(|c| *c != '*').collect::<Vec<_>>();
            assert_eq!(common(&signs(before), &signs(after)), count, "{before}");
        }
    }

    #[test]
    fn a_number_hides_three_digits_and_a_name_one_character() {
        for (kind, value, now, enough) in [
            (Kind::Mobile, "13800012001", "138****2001", true),
            (Kind::Mobile, "13800012001", "138000**001", false),
            (Kind::Person, "王建坪", "王某某", true),
            (Kind::Person, "王建坪", "王建坪同志", false),
        ] {
            assert_eq!(hides_enough(Some(kind), value, now, 500), enough, "{now}");
        }
    }
}
