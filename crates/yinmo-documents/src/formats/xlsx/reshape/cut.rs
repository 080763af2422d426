//! Rows and columns that go out of a sheet, and where the others come to stand.

/// Rows, or columns, that go; counted from 1, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in super::super) struct Gone(Vec<u32>);

impl Gone {
    pub(in super::super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn has(&self, at: u32) -> bool {
        self.0.binary_search(&at).is_ok()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = u32> {
        self.0.iter().copied()
    }

    /// How many of those before `at` go.
    pub(super) fn before(&self, at: u32) -> u32 {
        self.0.partition_point(|&gone| gone < at) as u32
    }

    /// Where `at` comes to stand, unless it goes.
    pub(super) fn moved(&self, at: u32) -> Option<u32> {
        (!self.has(at)).then(|| at - self.before(at))
    }

    /// The same, or where the next one that stays comes to stand.
    pub(super) fn nearest(&self, at: u32) -> u32 {
        at - self.before(at)
    }

    /// The first from `first` to `last` that stays.
    pub(super) fn first_staying(&self, first: u32, last: u32) -> Option<u32> {
        let mut at = first;
        for &gone in &self.0[self.before(first) as usize..] {
            if gone != at {
                break;
            }
            at += 1;
        }
        (at <= last).then_some(at)
    }

    /// What is left of those from `first` to `last`; the end of the sheet, `most`, stays where it is.
    pub(super) fn span(&self, (first, last): (u32, u32), most: u32) -> Option<(u32, u32)> {
        let gone = self.before(last + 1) - self.before(first);
        if gone > last - first {
            return None;
        }
        let start = first - self.before(first);
        Some((start, if last == most { most } else { start + (last - first) - gone }))
    }
}

impl FromIterator<u32> for Gone {
    fn from_iter<I: IntoIterator<Item = u32>>(all: I) -> Self {
        let mut all: Vec<u32> = all.into_iter().collect();
        all.sort_unstable();
        all.dedup();
        Self(all)
    }
}

/// What goes out of a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in super::super) struct Cut {
    pub(in super::super) columns: Gone,
    pub(in super::super) rows: Gone,
}

impl Cut {
    /// Nothing.
    pub(super) const NONE: &'static Self = &Self { columns: Gone(Vec::new()), rows: Gone(Vec::new()) };

    pub(in super::super) fn is_empty(&self) -> bool {
        self.columns.is_empty() && self.rows.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::Gone;

    #[test]
    fn what_stays_moves_up() {
        let gone: Gone = [5, 2, 3, 3].into_iter().collect();
        assert_eq!([1, 2, 4, 5, 6].map(|at| gone.moved(at)), [Some(1), None, Some(2), None, Some(3)]);
        assert_eq!(gone.nearest(3), 2);
        assert_eq!(gone.first_staying(2, 9), Some(4));
        assert_eq!(gone.first_staying(2, 3), None);
        for ((first, last), left) in [
            ((1, 6), Some((1, 3))),
            ((2, 3), None),
            ((3, 4), Some((2, 2))),
            ((1, 9), Some((1, 9))),
            ((6, 8), Some((3, 5))),
        ] {
            assert_eq!(gone.span((first, last), 9), left, "{first}..{last}");
        }
    }
}
