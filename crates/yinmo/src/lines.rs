//! Some lines of a document.

use std::ops::RangeInclusive;

/// Some lines of a document, counted from 1.
///
/// ```
/// use yinmo::Lines;
/// let lines = Lines::from_iter([7..=9, 2..=3, 8..=12]);
/// assert!(lines.holds(2) && lines.holds(12));
/// assert!(!lines.holds(4));
/// assert!(lines.meets(4..=7));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines {
    /// In order, with gaps between them.
    ranges: Vec<RangeInclusive<usize>>,
}

impl Lines {
    /// Whether `line` is one of them.
    pub fn holds(&self, line: usize) -> bool {
        self.meets(line..=line)
    }

    /// Whether any of `lines` is one of them.
    pub fn meets(&self, lines: RangeInclusive<usize>) -> bool {
        let nth = self.ranges.partition_point(|range| range.end() < lines.start());
        self.ranges.get(nth).is_some_and(|range| range.start() <= lines.end())
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }
}

impl FromIterator<RangeInclusive<usize>> for Lines {
    fn from_iter<I: IntoIterator<Item = RangeInclusive<usize>>>(ranges: I) -> Self {
        let mut sorted: Vec<_> = ranges.into_iter().filter(|range| !range.is_empty()).collect();
        sorted.sort_unstable_by_key(|range| *range.start());
        let mut ranges: Vec<RangeInclusive<usize>> = Vec::with_capacity(sorted.len());
        for range in sorted {
            match ranges.last_mut() {
                Some(last) if *range.start() <= last.end() + 1 => {
                    *last = *last.start()..=*last.end().max(range.end());
                }
                _ => ranges.push(range),
            }
        }
        Self { ranges }
    }
}
