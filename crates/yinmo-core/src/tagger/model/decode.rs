//! The likeliest tags of a stretch of text, and how likely each name in it is.

use super::features::Sentence;
use super::file::Model;
use super::tag::{Label, TAGS, Tag};
use super::weights::{Row, UNIT, WIDTH, Weights};

/// A name and how likely it is, in characters of the stretch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Named {
    /// The first character.
    pub start: usize,
    /// Behind the last character.
    pub end: usize,
    /// What it names.
    pub label: Label,
    /// How likely it is that just these characters are the name, 0 to 1.
    pub likelihood: f32,
    /// How likely it is that any name of this label covers one of these characters, 0 to 1.
    pub presence: f32,
}

/// Room to work in, kept from one stretch to the next.
#[derive(Default)]
pub struct Decoder {
    emitted: Vec<Row<i16>>,
    best: Vec<[i32; TAGS]>,
    back: Vec<[u8; TAGS]>,
    forward: Vec<[f32; TAGS]>,
    backward: Vec<[f32; TAGS]>,
    chances: Vec<[f32; TAGS]>,
    tags: Vec<Tag>,
}

/// What follows from the weights alone.
pub(super) struct Transitions {
    scores: [[i16; TAGS]; TAGS],
    chances: [[f32; TAGS]; TAGS],
}

impl Transitions {
    /// Those of these weights.
    pub(super) fn new(weights: Weights) -> Self {
        let scores = weights.transitions();
        let chance = |from: usize, to: usize| {
            let may = Tag(from as u8).may_precede(Tag(to as u8));
            if may { (f32::from(scores[from][to]) / UNIT).exp() } else { 0.0 }
        };
        Self { scores, chances: std::array::from_fn(|from| std::array::from_fn(|to| chance(from, to))) }
    }
}

/// A score that no path can make up for.
const NEVER: i32 = i32::MIN / 4;

impl Decoder {
    /// Finds the names in `sentence`. `bias`, in units of [`UNIT`], is added to the score of no name where the best
    /// tags are chosen, and not where it is told how likely they are: below 0 there are more names that are unlikely.
    pub fn names(&mut self, sentence: &Sentence, model: &Model, bias: i16, mut each: impl FnMut(Named)) {
        let transitions = &model.transitions;
        if sentence.is_empty() {
            return;
        }
        self.emit(sentence, model.weights, bias);
        self.find_best(transitions);
        if self.tags.iter().all(|&tag| tag == Tag::OUTSIDE) {
            return;
        }
        self.weigh(transitions, bias);
        let mut start = 0;
        while start < self.tags.len() {
            let Some(label) = self.tags[start].label() else {
                start += 1;
                continue;
            };
            let inner = self.tags[start + 1..].iter().take_while(|tag| tag.0 != 0 && !tag.begins()).count();
            let end = start + 1 + inner;
            let likelihood = self.likelihood(start, end, transitions);
            let presence = (start..end).map(|at| self.share(at, label)).fold(likelihood, f32::max);
            each(Named { start, end, label, likelihood, presence });
            start = end;
        }
    }

    fn emit(&mut self, sentence: &Sentence, weights: Weights, bias: i16) {
        self.emitted.clear();
        for at in 0..sentence.len() {
            let mut row = sum(sentence, at, weights);
            row[0] += bias;
            self.emitted.push(row);
        }
    }

    fn find_best(&mut self, transitions: &Transitions) {
        self.best.clear();
        self.back.clear();
        for (at, emitted) in self.emitted.iter().enumerate() {
            let (mut row, mut from_row) = ([NEVER; TAGS], [0; TAGS]);
            match at.checked_sub(1).map(|before| &self.best[before]) {
                None => (0..TAGS).filter(|&tag| Tag(tag as u8).may_start()).for_each(|tag| row[tag] = 0),
                Some(before) => {
                    for to in 0..TAGS {
                        for &from in Tag(to as u8).predecessors() {
                            let score =
                                before[from as usize] + i32::from(transitions.scores[from as usize][to]);
                            if score > row[to] {
                                (row[to], from_row[to]) = (score, from);
                            }
                        }
                    }
                }
            }
            for (score, &own) in row.iter_mut().zip(emitted) {
                *score += i32::from(own);
            }
            self.best.push(row);
            self.back.push(from_row);
        }
        self.follow_back();
    }

    fn follow_back(&mut self) {
        self.tags.clear();
        let Some(last) = self.best.last() else { return };
        let ends = (0..TAGS as u8).filter(|&tag| Tag(tag).may_finish());
        let mut tag = ends.max_by_key(|&tag| last[tag as usize]).unwrap_or(0);
        self.tags.push(Tag(tag));
        for from in self.back[1..].iter().rev() {
            tag = from[tag as usize];
            self.tags.push(Tag(tag));
        }
        self.tags.reverse();
    }

    /// The chances of every tag at every character given what stands before and behind, each scaled to a sum of 1.
    fn weigh(&mut self, transitions: &Transitions, bias: i16) {
        self.chances.clear();
        self.emitted.iter_mut().for_each(|row| row[0] -= bias);
        self.chances.extend(self.emitted.iter().map(chances));
        self.forward.clear();
        for (at, own) in self.chances.iter().enumerate() {
            let mut row = match at.checked_sub(1).map(|before| &self.forward[before]) {
                None => std::array::from_fn(|tag| f32::from(u8::from(Tag(tag as u8).may_start()))),
                Some(before) => std::array::from_fn(|to| {
                    Tag(to as u8)
                        .predecessors()
                        .iter()
                        .map(|&from| before[from as usize] * transitions.chances[from as usize][to])
                        .sum::<f32>()
                }),
            };
            row.iter_mut().zip(own).for_each(|(chance, own)| *chance *= own);
            self.forward.push(scaled(row));
        }
        self.backward.clear();
        self.backward.resize(self.forward.len(), [0.0; TAGS]);
        let mut next = std::array::from_fn(|tag| f32::from(u8::from(Tag(tag as u8).may_finish())));
        for at in (0..self.forward.len()).rev() {
            self.backward[at] = scaled(next);
            let own = &self.chances[at];
            let behind = self.backward[at];
            let mut before = [0.0; TAGS];
            for to in 0..TAGS {
                for &from in Tag(to as u8).predecessors() {
                    before[from as usize] += transitions.chances[from as usize][to] * own[to] * behind[to];
                }
            }
            next = before;
        }
    }

    /// How likely it is that a name of the label that the best tags give stands from `start` to `end` and no further:
    /// the chance of these tags there over that of all.
    fn likelihood(&self, start: usize, end: usize, transitions: &Transitions) -> f32 {
        let mut likelihood = self.marginal(start, self.tags[start]);
        for at in start + 1..end {
            let (from, to) = (self.tags[at - 1].0 as usize, self.tags[at].0 as usize);
            let step =
                |to: usize| transitions.chances[from][to] * self.chances[at][to] * self.backward[at][to];
            let all: f32 = (0..TAGS).map(step).sum();
            likelihood *= step(to) / all.max(f32::MIN_POSITIVE);
        }
        likelihood.clamp(0.0, 1.0)
    }

    /// How likely the character is part of a name of this label.
    fn share(&self, at: usize, label: Label) -> f32 {
        let tags = (0..TAGS as u8).map(Tag).filter(|tag| tag.label() == Some(label));
        tags.map(|tag| self.marginal(at, tag)).sum()
    }

    fn marginal(&self, at: usize, tag: Tag) -> f32 {
        let (forward, backward) = (&self.forward[at], &self.backward[at]);
        let all: f32 = forward.iter().zip(backward).map(|(a, b)| a * b).sum();
        forward[tag.0 as usize] * backward[tag.0 as usize] / all.max(f32::MIN_POSITIVE)
    }
}

fn sum(sentence: &Sentence, at: usize, weights: Weights) -> Row<i16> {
    let mut sum = [0; WIDTH];
    sentence.each_feature(at, |key| weights.add(key, &mut sum));
    sum
}

/// Scores as chances, the highest as 1.
fn chances(scores: &Row<i16>) -> [f32; TAGS] {
    let highest = scores[..TAGS].iter().copied().max().unwrap_or(0);
    std::array::from_fn(|tag| (f32::from(scores[tag] - highest) / UNIT).exp())
}

fn scaled(row: [f32; TAGS]) -> [f32; TAGS] {
    let sum = row.iter().sum::<f32>().max(f32::MIN_POSITIVE);
    row.map(|chance| chance / sum)
}
