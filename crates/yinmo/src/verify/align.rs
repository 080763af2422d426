//! Which row of what is published was which row of the original.

/// How far ahead a row is looked for.
const AHEAD: usize = 64;

/// Pairs of numbers, from 0, in order: both where rows correspond, one where the other side has none.
///
/// As many rows on both sides are the same rows. Where there are fewer or more, `fits` says which correspond.
pub(super) fn align(
    left: usize,
    right: usize,
    fits: impl Fn(usize, usize) -> bool,
) -> Vec<(Option<usize>, Option<usize>)> {
    if left == right {
        return (0..left).map(|nth| (Some(nth), Some(nth))).collect();
    }
    let mut pairs = Vec::with_capacity(left.max(right));
    let (mut i, mut j) = (0, 0);
    while i < left && j < right {
        let (skip_left, skip_right) = next_fit(left - i, right - j, |a, b| fits(i + a, j + b));
        pairs.extend((0..skip_left).map(|a| (Some(i + a), None)));
        pairs.extend((0..skip_right).map(|b| (None, Some(j + b))));
        (i, j) = (i + skip_left, j + skip_right);
        if i < left && j < right {
            pairs.push((Some(i), Some(j)));
            (i, j) = (i + 1, j + 1);
        }
    }
    pairs.extend((i..left).map(|a| (Some(a), None)));
    pairs.extend((j..right).map(|b| (None, Some(b))));
    pairs
}

/// The fewest rows to pass over on either side before two fit; none if none do nearby.
fn next_fit(left: usize, right: usize, fits: impl Fn(usize, usize) -> bool) -> (usize, usize) {
    for skipped in 0..AHEAD {
        for a in 0..=skipped {
            let b = skipped - a;
            if a < left && b < right && fits(a, b) {
                return (a, b);
            }
        }
    }
    (0, 0)
}

#[cfg(test)]
mod tests {
    use super::align;

    fn lost_and_added(left: &str, right: &str) -> (String, String) {
        let (a, b): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
        let pairs = align(a.len(), b.len(), |i, j| a[i] == b[j]);
        let lost = pairs.iter().filter(|pair| pair.1.is_none()).filter_map(|pair| Some(a[pair.0?]));
        let added = pairs.iter().filter(|pair| pair.0.is_none()).filter_map(|pair| Some(b[pair.1?]));
        (lost.collect(), added.collect())
    }

    #[test]
    fn what_is_missing_and_what_is_new_is_found() {
        for (left, right, lost, added) in [
            ("abcdef", "abdef", "c", ""),
            ("abcdef", "abxcdef", "", "x"),
            ("abcdef", "cdef", "ab", ""),
            ("abc", "", "abc", ""),
            ("", "ab", "", "ab"),
        ] {
            assert_eq!(lost_and_added(left, right), (lost.to_owned(), added.to_owned()), "{left} {right}");
        }
    }
}
