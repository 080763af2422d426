//! Logistic regression by Newton's method, drawn towards taking the model's score and the rule's confidence for what
//! they are.

use yinmo_core::calibration::{Weights, is_labelled_unseen, log_odds};
use yinmo_core::finding::Evidence;

use super::sample::Sample;

const REASONS: usize = Weights::REASONS.len();
/// The base, the score, the rule, labels without the model, and the reasons.
const FEATURES: usize = FIRST + REASONS;
const FIRST: usize = 4;
type Features = [f64; FEATURES];

/// How strongly the weights are drawn, in findings.
const PULL: f64 = 1.0;
/// Newton's method has settled long before.
const STEPS: usize = 50;

/// Names joined with a dot are rare in the sets, and little else looks like them.
const DOTTED: f64 = 2.0;

/// What the weights are drawn to.
fn expected() -> Features {
    std::array::from_fn(|nth| match nth {
        0 => 0.0,
        1 | 2 => 1.0,
        FIRST.. if Weights::REASONS[nth - FIRST] == Evidence::Dotted => DOTTED,
        _ => 0.0,
    })
}

/// The weights that fit the samples of several sets best.
pub(super) fn weights(sets: &[Vec<Sample>]) -> Weights {
    let sets = sets.iter().filter(|set| !set.is_empty());
    let largest = sets.clone().map(Vec::len).max().unwrap_or(1) as f64;
    let rows: Vec<Row> = sets
        .flat_map(|set| {
            let weight = (largest / set.len() as f64).sqrt();
            set.iter().map(move |sample| Row::of(sample, weight))
        })
        .collect();
    let mut fitted = expected();
    for _ in 0..STEPS {
        let step = newton_step(&rows, &fitted);
        let now = likelihood(&rows, &fitted);
        let shortened = (0..12).map(|halved| moved(&fitted, &step, 0.5_f64.powi(halved)));
        match shortened.into_iter().find(|next| likelihood(&rows, next) > now) {
            Some(next) => fitted = next,
            None => break,
        }
    }
    let mut reasons = [0.0; REASONS];
    reasons.iter_mut().zip(&fitted[FIRST..]).for_each(|(weight, fitted)| *weight = *fitted as f32);
    let [base, score, rule, labelled_unseen] = [0, 1, 2, 3].map(|nth| fitted[nth] as f32);
    Weights { base, score, rule, labelled_unseen, reasons }
}

struct Row {
    features: Features,
    right: f64,
    weight: f64,
}

impl Row {
    fn of(sample: &Sample, weight: f64) -> Self {
        let mut features = [0.0; FEATURES];
        features[0] = 1.0;
        match sample.evidence.score() {
            Some(score) => features[1] = f64::from(log_odds(score)),
            None => features[2] = f64::from(log_odds(sample.own.0)),
        }
        features[3] = f64::from(u8::from(is_labelled_unseen(sample.evidence)));
        for (feature, reason) in features[FIRST..].iter_mut().zip(Weights::REASONS) {
            *feature = f64::from(u8::from(sample.evidence.has(reason)));
        }
        Self { features, right: f64::from(u8::from(sample.right)), weight }
    }

    fn log_odds(&self, weights: &Features) -> f64 {
        self.features.iter().zip(weights).map(|(feature, weight)| feature * weight).sum()
    }
}

fn moved(from: &Features, step: &Features, by: f64) -> Features {
    std::array::from_fn(|nth| from[nth] + by * step[nth])
}

/// The logarithm of how likely the samples are, less what the pull costs.
fn likelihood(rows: &[Row], weights: &Features) -> f64 {
    let each = rows.iter().map(|row| {
        let odds = row.log_odds(weights);
        row.weight * (row.right * odds - odds.max(0.0) - (-odds.abs()).exp().ln_1p())
    });
    let pulled: f64 =
        weights.iter().zip(expected()).map(|(weight, expected)| (weight - expected).powi(2)).sum();
    each.sum::<f64>() - PULL / 2.0 * pulled
}

fn newton_step(rows: &[Row], weights: &Features) -> Features {
    let mut matrix = [[0.0; FEATURES + 1]; FEATURES];
    for (nth, line) in matrix.iter_mut().enumerate() {
        line[nth] = PULL;
        line[FEATURES] = -PULL * (weights[nth] - expected()[nth]);
    }
    for row in rows {
        let chance = 1.0 / (1.0 + (-row.log_odds(weights)).exp());
        let (slope, bend) = (row.weight * (row.right - chance), row.weight * chance * (1.0 - chance));
        for (line, feature) in matrix.iter_mut().zip(row.features).filter(|(_, feature)| *feature != 0.0) {
            line[FEATURES] += slope * feature;
            line.iter_mut().zip(row.features).for_each(|(cell, other)| *cell += bend * feature * other);
        }
    }
    solve(&mut matrix)
}

/// Gauss–Jordan elimination; the pull keeps the matrix positive definite, so no pivot vanishes.
fn solve(matrix: &mut [[f64; FEATURES + 1]; FEATURES]) -> Features {
    for nth in 0..FEATURES {
        let pivot = matrix[nth];
        for (at, line) in matrix.iter_mut().enumerate().filter(|(at, _)| *at != nth) {
            debug_assert_ne!(at, nth);
            let factor = line[nth] / pivot[nth];
            line.iter_mut().zip(pivot).for_each(|(cell, other)| *cell -= factor * other);
        }
    }
    std::array::from_fn(|nth| matrix[nth][FEATURES] / matrix[nth][nth])
}

#[cfg(test)]
mod tests {
    use super::{Sample, weights};
    use yinmo_core::finding::{Confidence, Evidence, EvidenceSet};

    /// So many samples with this evidence, of which so many are right.
    fn samples(evidence: EvidenceSet, right: usize, wrong: usize) -> impl Iterator<Item = Sample> {
        let one = move |right| Sample { own: Confidence::MEDIUM, evidence, right };
        (0..right).map(move |_| one(true)).chain((0..wrong).map(move |_| one(false)))
    }

    #[test]
    fn the_chance_comes_to_the_share_that_is_right() {
        let seen = EvidenceSet::EMPTY.with(Evidence::Model).with_score(50);
        let titled = seen.with(Evidence::Title);
        let set: Vec<Sample> = samples(seen, 3000, 7000).chain(samples(titled, 9000, 1000)).collect();
        let fitted = weights(&[set]);
        for (evidence, share) in [(seen, 0.3), (titled, 0.9)] {
            let chance = fitted.chance(Confidence::MEDIUM, evidence);
            assert!((chance - share).abs() < 0.01, "{chance} for {share}");
        }
    }

    #[test]
    fn a_few_samples_move_little() {
        let seen = EvidenceSet::EMPTY.with(Evidence::Model).with_score(50);
        let set: Vec<Sample> = samples(seen, 2, 0).collect();
        let chance = weights(&[set]).chance(Confidence::MEDIUM, seen);
        assert!(chance > 0.5 && chance < 0.7, "{chance}");
    }
}
