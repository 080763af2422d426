//! A linear-chain conditional random field, trained sentence by sentence with AdaGrad.

use yinmo_core::tagger::model::weights::{FEATURES, UNIT, Weights, feature};
use yinmo_core::tagger::model::{Lexicon, Sentence, TAGS, Tag};

use super::corpus;
use super::names::Names;
use super::random::Random;

/// Rows of weights; features share rows by their hash.
const ROWS: usize = FEATURES;
const RATE: f32 = 0.05;
/// Each feature is left out this often, so that none is relied on alone.
const DROPOUT: f32 = 0.25;

/// How often in an epoch weights are noted to be averaged.
const SNAPSHOTS: usize = 8;

/// People have other names in this share of the sentences.
const RENAMED: f32 = 0.2;

type Row = [f32; TAGS];

/// Weights, and the sums of squared gradients they were learnt with.
pub(super) struct Crf {
    rows: Vec<Row>,
    squares: Vec<Row>,
    transitions: [Row; TAGS],
    transition_squares: [Row; TAGS],
    /// Whether a feature has a row, once only some have.
    chosen: Option<Vec<bool>>,
    /// Sums of weights that are to be averaged, and how many there are.
    averaged: Option<(Vec<Row>, [Row; TAGS], u32)>,
}

/// The features of each character of a sentence, as rows.
type Features = Vec<Vec<u32>>;

impl Crf {
    pub(super) fn new() -> Self {
        Self {
            rows: vec![[0.0; TAGS]; ROWS],
            squares: vec![[1e-3; TAGS]; ROWS],
            transitions: [[0.0; TAGS]; TAGS],
            transition_squares: [[1e-3; TAGS]; TAGS],
            chosen: None,
            averaged: None,
        }
    }

    /// Reads every sentence once, in an order of its own; returns the loss a character.
    pub(super) fn epoch(
        &mut self,
        sentences: &[(corpus::Sentence, f32)],
        lexicon: &Lexicon,
        names: &Names,
        seed: u64,
    ) -> f64 {
        let mut random = Random(seed.wrapping_mul(0x9E37_79B9) + 7);
        let mut order: Vec<usize> = (0..sentences.len()).collect();
        for at in (1..order.len()).rev() {
            order.swap(at, (random.next() % (at as u64 + 1)) as usize);
        }
        let (mut loss, mut characters) = (0.0, 0);
        let mut prepared = Sentence::default();
        let part = order.len().div_ceil(SNAPSHOTS);
        for (read, nth) in order.into_iter().enumerate() {
            if (read + 1) % part == 0 {
                self.note();
            }
            let (sentence, weight) = &sentences[nth];
            if sentence.chars.is_empty() {
                continue;
            }
            let renamed = (random.unit() < RENAMED).then(|| names.renamed(sentence, &mut random));
            let sentence = renamed.as_ref().unwrap_or(sentence);
            prepared.refill(sentence.chars.iter().copied(), lexicon);
            let chosen = self.chosen.as_deref();
            let features = features(&prepared, |row| {
                chosen.is_none_or(|chosen| chosen[row as usize]) && random.unit() >= DROPOUT
            });
            loss += f64::from(self.learn(&features, &sentence.tags, *weight));
            characters += sentence.chars.len();
        }
        loss / characters as f64
    }

    /// From here on the weights are to be averaged.
    pub(super) fn begin_average(&mut self) {
        self.averaged = Some((vec![[0.0; TAGS]; ROWS], [[0.0; TAGS]; TAGS], 0));
    }

    /// Notes the weights as they are, if they are to be averaged.
    fn note(&mut self) {
        let Some((rows, transitions, count)) = &mut self.averaged else { return };
        *count += 1;
        add(rows, &self.rows);
        add(transitions, &self.transitions);
    }

    /// Takes the average of the weights noted.
    pub(super) fn average(&mut self) {
        let Some((rows, transitions, count)) = self.averaged.take() else { return };
        let mean = |row: Row| row.map(|sum| sum / count as f32);
        self.rows = rows.into_iter().map(mean).collect();
        self.transitions = transitions.map(mean);
    }

    fn scores(&self, features: &Features) -> Vec<Row> {
        features
            .iter()
            .map(|active| {
                let mut sum = [0.0; TAGS];
                for &row in active {
                    for (sum, weight) in sum.iter_mut().zip(&self.rows[row as usize]) {
                        *sum += weight;
                    }
                }
                sum
            })
            .collect()
    }

    fn learn(&mut self, features: &Features, gold: &[Tag], weight: f32) -> f32 {
        let scores = self.scores(features);
        let lattice = Lattice::new(&scores, &self.transitions);
        for (at, active) in features.iter().enumerate() {
            let mut gradient = lattice.marginal(at);
            gradient[gold[at].0 as usize] -= 1.0;
            for value in &mut gradient {
                *value *= weight;
            }
            for &row in active {
                descend(&mut self.rows[row as usize], &mut self.squares[row as usize], &gradient);
            }
        }
        let mut expected = lattice.transitions();
        for pair in gold.windows(2) {
            expected[pair[0].0 as usize][pair[1].0 as usize] -= 1.0;
        }
        for (from, gradient) in expected.iter_mut().enumerate() {
            gradient.iter_mut().for_each(|value| *value *= weight);
            descend(&mut self.transitions[from], &mut self.transition_squares[from], gradient);
        }
        lattice.loss(&scores, &self.transitions, gold)
    }

    /// Leaves only the `kept` features that say most. What is learnt after this makes up for the others.
    pub(super) fn choose(&mut self, kept: usize) {
        let norm = |row: &Row| row.iter().map(|weight| weight * weight).sum::<f32>();
        let mut order: Vec<usize> = (0..ROWS).collect();
        order.sort_by(|&a, &b| norm(&self.rows[b]).total_cmp(&norm(&self.rows[a])).then(a.cmp(&b)));
        let mut chosen = vec![false; ROWS];
        order[..kept].iter().for_each(|&feature| chosen[feature] = true);
        self.chosen = Some(chosen);
    }

    /// The weights of the chosen features in the form they are shipped in.
    pub(super) fn shipped(&self) -> Vec<u8> {
        // Every feature was seen less often in training.
        let small = |weight: f32| (weight * (1.0 - DROPOUT) * UNIT).round().clamp(-127.0, 127.0) as i8;
        let chosen = |feature: &usize| self.chosen.as_ref().is_none_or(|chosen| chosen[*feature]);
        let rows: Vec<_> =
            (0..ROWS).filter(chosen).map(|feature| (feature, self.rows[feature].map(small))).collect();
        let transitions = self.transitions.map(|row| row.map(|weight| (weight * UNIT).round() as i16));
        Weights::write(&transitions, &rows)
    }
}

fn add(sums: &mut [Row], rows: &[Row]) {
    for (sum, row) in sums.iter_mut().zip(rows) {
        sum.iter_mut().zip(row).for_each(|(sum, weight)| *sum += weight);
    }
}

fn features(prepared: &Sentence, mut keep: impl FnMut(u32) -> bool) -> Features {
    (0..prepared.len())
        .map(|at| {
            let mut active = Vec::with_capacity(24);
            prepared.each_feature(at, |key| {
                let row = feature(key) as u32;
                if keep(row) {
                    active.push(row);
                }
            });
            active
        })
        .collect()
}

fn descend(weights: &mut Row, squares: &mut Row, gradient: &Row) {
    for ((weight, square), &slope) in weights.iter_mut().zip(squares).zip(gradient) {
        if slope.abs() > 1e-5 {
            *square += slope * slope;
            *weight -= RATE * slope / square.sqrt();
        }
    }
}

/// Forward and backward probabilities, scaled at each character.
struct Lattice {
    forward: Vec<Row>,
    backward: Vec<Row>,
    emitted: Vec<Row>,
    moved: [Row; TAGS],
    scales: Vec<f32>,
    shift: f32,
}

impl Lattice {
    fn new(scores: &[Row], transitions: &[Row; TAGS]) -> Self {
        let len = scores.len();
        let mut moved = [[0.0; TAGS]; TAGS];
        for (from, row) in moved.iter_mut().enumerate() {
            for (to, value) in row.iter_mut().enumerate() {
                if Tag(from as u8).may_precede(Tag(to as u8)) {
                    *value = transitions[from][to].exp();
                }
            }
        }
        let mut shift = 0.0;
        let emitted: Vec<Row> = scores
            .iter()
            .map(|row| {
                let highest = row.iter().copied().fold(f32::MIN, f32::max);
                shift += highest;
                row.map(|score| (score - highest).exp().max(1e-30))
            })
            .collect();
        let mut lattice = Self {
            forward: vec![[0.0; TAGS]; len],
            backward: vec![[0.0; TAGS]; len],
            emitted,
            moved,
            scales: vec![0.0; len],
            shift,
        };
        lattice.go_forward();
        lattice.go_backward();
        lattice
    }

    fn go_forward(&mut self) {
        for at in 0..self.forward.len() {
            let mut row = [0.0; TAGS];
            for (to, value) in row.iter_mut().enumerate() {
                let reached = if at == 0 {
                    f32::from(u8::from(Tag(to as u8).may_start()))
                } else {
                    (0..TAGS).map(|from| self.forward[at - 1][from] * self.moved[from][to]).sum()
                };
                *value = reached * self.emitted[at][to];
                if at + 1 == self.forward.len() && !Tag(to as u8).may_finish() {
                    *value = 0.0;
                }
            }
            let scale = row.iter().sum::<f32>().max(1e-30);
            self.forward[at] = row.map(|value| value / scale);
            self.scales[at] = scale;
        }
    }

    fn go_backward(&mut self) {
        let len = self.backward.len();
        for at in (0..len).rev() {
            for tag in 0..TAGS {
                self.backward[at][tag] = if at + 1 == len {
                    f32::from(u8::from(Tag(tag as u8).may_finish()))
                } else {
                    let next = &self.backward[at + 1];
                    let sum: f32 =
                        (0..TAGS).map(|to| self.moved[tag][to] * self.emitted[at + 1][to] * next[to]).sum();
                    sum / self.scales[at + 1]
                };
            }
        }
    }

    fn marginal(&self, at: usize) -> Row {
        let mut row = [0.0; TAGS];
        for (tag, value) in row.iter_mut().enumerate() {
            *value = self.forward[at][tag] * self.backward[at][tag];
        }
        let sum = row.iter().sum::<f32>().max(1e-30);
        row.map(|value| value / sum)
    }

    fn transitions(&self) -> [Row; TAGS] {
        let mut expected = [[0.0; TAGS]; TAGS];
        for at in 1..self.forward.len() {
            for (from, row) in expected.iter_mut().enumerate() {
                for (to, value) in row.iter_mut().enumerate() {
                    *value += self.forward[at - 1][from]
                        * self.moved[from][to]
                        * self.emitted[at][to]
                        * self.backward[at][to]
                        / self.scales[at];
                }
            }
        }
        expected
    }

    fn loss(&self, scores: &[Row], transitions: &[Row; TAGS], gold: &[Tag]) -> f32 {
        let all: f32 = self.scales.iter().map(|scale| scale.ln()).sum::<f32>() + self.shift;
        let emitted: f32 = scores.iter().zip(gold).map(|(row, tag)| row[tag.0 as usize]).sum();
        let moved: f32 =
            gold.windows(2).map(|pair| transitions[pair[0].0 as usize][pair[1].0 as usize]).sum();
        all - emitted - moved
    }
}
