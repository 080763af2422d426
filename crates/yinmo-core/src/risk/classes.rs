use rustc_hash::FxHashMap;

/// The rows of a list by what they have in common: who shares sex, age and village with nineteen others is one of
/// twenty.
///
/// What a row shows is told as hashes, so that nothing of it is kept, and no more than [`Classes::MOST`] classes are
/// counted, so that memory does not grow with the list.
///
/// ```
/// use yinmo_core::risk::{Classes, Mark};
/// let mut classes = Classes::default();
/// for (sex, illness) in [("男", "肺癌"), ("男", "肺癌"), ("女", "中风")] {
///     classes.add(Mark::default().with(sex), &[Mark::default().with(illness)]);
/// }
/// let anonymity = classes.assess(2).unwrap();
/// assert_eq!((anonymity.smallest, anonymity.below, anonymity.homogeneous), (1, 1, Some(3)));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Classes {
    /// How many rows each class has.
    sizes: FxHashMap<u64, u32>,
    /// What each class says of those in it, where rows have sensitive values.
    said: FxHashMap<u64, Said>,
    /// The different values of a sensitive column in a class, by both.
    values: FxHashMap<(u64, u8), Values>,
    rows: u64,
    is_over: bool,
}

/// The hash of what a row shows in some columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Mark(u64);

/// The sensitive values of the rows of a class.
#[derive(Clone, Debug)]
struct Said {
    /// Those of the first row, shortened.
    values: [u32; Classes::SENSITIVE],
    /// A bit for each value that all rows share with it.
    shared: u8,
}

/// How well rows hide each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anonymity {
    /// How many rows there are.
    pub rows: u64,
    /// How many kinds of rows.
    pub classes: u64,
    /// Of the rarest kind there are so many.
    pub smallest: u64,
    /// Rows of which there are fewer than asked for.
    pub below: u64,
    /// Rows that all share a sensitive value with those that look like them, so that it is known of each; `None` if
    /// the list has none.
    pub homogeneous: Option<u64>,
    /// For each sensitive column, how many different values the class with the fewest has, up to
    /// [`Classes::MOST_DIVERSE`]: the list is l-diverse in it.
    pub diversity: Vec<u8>,
}

/// Different values, up to so many.
type Values = ([u32; Classes::MOST_DIVERSE], u8);

impl Classes {
    /// As many different values of a class are told apart.
    pub const MOST_DIVERSE: usize = 6;

    /// So many classes are counted; a list with more is not assessed.
    pub const MOST: usize = 1 << 15;

    /// So many sensitive columns are compared.
    pub const SENSITIVE: usize = 8;

    /// Adds a row: what it shows of what it may have in common with others, and each sensitive value.
    pub fn add(&mut self, shown: Mark, sensitive: &[Mark]) {
        self.rows += 1;
        if self.is_over {
            return;
        }
        let size = self.sizes.entry(shown.0).or_insert(0);
        *size = size.saturating_add(1);
        if !sensitive.is_empty() {
            self.say(shown, sensitive);
        }
        if self.sizes.len() > Self::MOST {
            *self = Self { rows: self.rows, is_over: true, ..Self::default() };
        }
    }

    fn say(&mut self, shown: Mark, sensitive: &[Mark]) {
        let mut values = [0; Self::SENSITIVE];
        values.iter_mut().zip(sensitive).for_each(|(value, mark)| *value = mark.short());
        for (nth, mark) in sensitive.iter().take(Self::SENSITIVE).enumerate() {
            let (met, count) = self.values.entry((shown.0, nth as u8)).or_default();
            let known = usize::from(*count);
            if known < Self::MOST_DIVERSE && !met[..known].contains(&mark.short()) {
                met[known] = mark.short();
                *count += 1;
            }
        }
        let all = u8::MAX >> (Self::SENSITIVE - sensitive.len().min(Self::SENSITIVE));
        let said = self.said.entry(shown.0).or_insert(Said { values, shared: all });
        for (nth, value) in values.iter().enumerate() {
            said.shared &= !(u8::from(said.values[nth] != *value) << nth);
        }
    }

    /// Whether there were too many classes to be counted.
    pub const fn is_over(&self) -> bool {
        self.is_over
    }

    /// Whether no row was added.
    pub const fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// How many rows were added.
    pub const fn rows(&self) -> u64 {
        self.rows
    }

    /// How well the rows hide each other where `k` of a kind are asked for; `None` if there are none, or too many classes
    /// to be counted.
    pub fn assess(&self, k: u32) -> Option<Anonymity> {
        let smallest = *self.sizes.values().min()?;
        let rows = |sizes: &mut dyn Iterator<Item = &u32>| sizes.map(|&size| u64::from(size)).sum();
        let shared = self.said.iter().filter(|(_, said)| said.shared != 0);
        Some(Anonymity {
            rows: self.rows,
            classes: self.sizes.len() as u64,
            smallest: u64::from(smallest),
            below: rows(&mut self.sizes.values().filter(|&&size| size < k)),
            homogeneous: (!self.said.is_empty())
                .then(|| rows(&mut shared.filter_map(|(shown, _)| self.sizes.get(shown)))),
            diversity: self.diversity(),
        })
    }

    fn diversity(&self) -> Vec<u8> {
        let mut fewest = Vec::new();
        for (&(_, column), (_, count)) in &self.values {
            let column = usize::from(column);
            if fewest.len() <= column {
                fewest.resize(column + 1, u8::MAX);
            }
            fewest[column] = fewest[column].min(*count);
        }
        fewest
    }
}

impl Mark {
    /// The same and `text`, which stands in the next column.
    #[must_use]
    pub fn with(self, text: &str) -> Self {
        let mut mixed = mix(self.0 ^ SEED, text.len() as u64 ^ FACTOR);
        let (words, rest) = text.as_bytes().as_chunks();
        for word in words {
            mixed = mix(mixed ^ u64::from_le_bytes(*word), FACTOR);
        }
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        Self(mix(mixed ^ u64::from_le_bytes(last), FACTOR))
    }

    /// The mark as a number, to sort by.
    pub const fn number(self) -> u64 {
        self.0
    }

    /// Half of it.
    const fn short(self) -> u32 {
        (self.0 >> 32) as u32
    }
}

/// Digits of π and of the golden ratio: any odd numbers without a pattern do.
const SEED: u64 = 0x243F_6A88_85A3_08D3;
const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;

/// Both halves of the product: every bit of either number changes half of the bits.
const fn mix(a: u64, b: u64) -> u64 {
    let product = a as u128 * b as u128;
    product as u64 ^ (product >> 64) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classes(rows: &[(&str, &[&str])]) -> Classes {
        let mut classes = Classes::default();
        for (shown, sensitive) in rows {
            let sensitive: Vec<Mark> = sensitive.iter().map(|text| Mark::default().with(text)).collect();
            classes.add(Mark::default().with(shown), &sensitive);
        }
        classes
    }

    #[test]
    fn rows_that_look_alike_are_counted() {
        let anonymity = classes(&[("a", &[]), ("b", &[]), ("a", &[]), ("a", &[])]).assess(3).unwrap();
        assert_eq!(
            anonymity,
            Anonymity {
                rows: 4,
                classes: 2,
                smallest: 1,
                below: 1,
                homogeneous: None,
                diversity: Vec::new()
            }
        );
        assert_eq!(Classes::default().assess(3), None);
    }

    #[test]
    fn one_sensitive_column_that_all_share_is_enough() {
        let rows: [(&str, &[&str]); 4] = [
            ("a", &["肺癌", "离异"]),
            ("a", &["肺癌", "未婚"]),
            ("b", &["中风", "离异"]),
            ("b", &["肺癌", "未婚"]),
        ];
        let anonymity = classes(&rows).assess(2).unwrap();
        assert_eq!((anonymity.homogeneous, anonymity.diversity), (Some(2), vec![1, 2]));
    }

    #[test]
    fn columns_do_not_run_into_each_other() {
        let mark = |cells: &[&str]| cells.iter().fold(Mark::default(), |mark, cell| mark.with(cell));
        let marks =
            [mark(&["ab", "c"]), mark(&["a", "bc"]), mark(&["abc", ""]), mark(&["", "abc"]), mark(&["abc"])];
        for (nth, one) in marks.iter().enumerate() {
            assert!(marks[..nth].iter().all(|other| other != one));
        }
    }

    #[test]
    fn too_many_classes_are_not_assessed() {
        let mut classes = Classes::default();
        for nth in 0..=Classes::MOST {
            classes.add(Mark::default().with(&nth.to_string()), &[]);
        }
        assert!(classes.is_over() && classes.assess(1).is_none());
        assert_eq!(classes.rows(), Classes::MOST as u64 + 1);
        classes.add(Mark::default(), &[]);
        assert!(classes.assess(1).is_none(), "it stays so");
    }
}
