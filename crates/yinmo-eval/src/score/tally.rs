use std::collections::BTreeMap;

use super::judge::Outcome;
use super::vector::Vector;

/// True positives, false negatives, false positives.
#[derive(Clone, Copy, Default)]
pub(crate) struct Tally {
    pub(crate) found: usize,
    pub(crate) missed: usize,
    pub(crate) wrong: usize,
}

impl Tally {
    pub(crate) fn recall(self) -> f64 {
        ratio(self.found, self.missed)
    }

    pub(crate) fn precision(self) -> f64 {
        ratio(self.found, self.wrong)
    }
}

/// One where there is nothing to divide.
fn ratio(right: usize, rest: usize) -> f64 {
    if right + rest == 0 { 1.0 } else { right as f64 / (right + rest) as f64 }
}

/// Tallies per kind, per class, and over all scored classes.
#[derive(Default)]
pub(crate) struct Tallies {
    pub(crate) total: Tally,
    pub(crate) kinds: BTreeMap<&'static str, Tally>,
    pub(crate) classes: BTreeMap<String, Tally>,
}

impl Tallies {
    pub(crate) fn add(&mut self, vector: &Vector, outcome: &Outcome) {
        let class = self.classes.entry(vector.class.clone()).or_default();
        class.found += outcome.found.len();
        class.missed += outcome.missed.len();
        class.wrong += outcome.wrong.len();
        if matches!(vector.class.as_str(), "hard" | "ambiguous") {
            return;
        }
        self.total.found += outcome.found.len();
        self.total.missed += outcome.missed.len();
        self.total.wrong += outcome.wrong.len();
        outcome.found.iter().for_each(|kind| self.kinds.entry(kind.id()).or_default().found += 1);
        outcome.missed.iter().for_each(|kind| self.kinds.entry(kind.id()).or_default().missed += 1);
        outcome.wrong.iter().for_each(|kind| self.kinds.entry(kind.id()).or_default().wrong += 1);
    }
}
