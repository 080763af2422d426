//! The likeliest tags of a stretch of text, and how likely each name in it is.

use std::ops::Range;

use super::features::Sentence;
use super::file::Model;
use super::tag::{Label, TAGS, Tag};
use super::weights::{Row, UNIT, WIDTH, Weights};
use crate::scan::widest;

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

/// Some characters of a sentence, to be decoded by themselves.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) own: Range<usize>,
    /// Whether the text begins with them. If not, anything may have begun before.
    pub(super) begins: bool,
    /// Whether the text ends with them.
    pub(super) ends: bool,
}

/// Room to work in, kept from one stretch to the next.
#[derive(Default)]
pub struct Decoder {
    emitted: Vec<Row<i16>>,
    best: Vec<Row<i16>>,
    forward: Vec<[f32; TAGS]>,
    backward: Vec<[f32; TAGS]>,
    chances: Vec<[f32; TAGS]>,
    tags: Vec<Tag>,
}

/// What follows from the weights alone.
pub(super) struct Transitions {
    /// From each tag to every other, [`NEVER`] where none may follow.
    scores: [Row<i16>; TAGS],
    chances: [[f32; TAGS]; TAGS],
}

impl Transitions {
    /// Those of these weights.
    pub(super) fn new(weights: Weights) -> Self {
        let scores = weights.transitions();
        let may = |from: usize, to: usize| Tag(from as u8).may_precede(Tag(to as u8));
        let score =
            |from: usize, to: usize| if to < TAGS && may(from, to) { scores[from][to] } else { NEVER };
        let chance = |from: usize, to: usize| {
            if may(from, to) { (f32::from(scores[from][to]) / UNIT).exp() } else { 0.0 }
        };
        Self {
            scores: std::array::from_fn(|from| std::array::from_fn(|to| score(from, to))),
            chances: std::array::from_fn(|from| std::array::from_fn(|to| chance(from, to))),
        }
    }
}

/// A score that no path can make up for.
const NEVER: i16 = i16::MIN;

impl Decoder {
    /// Finds the names in `sentence`. `bias`, in units of [`UNIT`], is added to the score of no name where the best
    /// tags are chosen, and not where it is told how likely they are: below 0 there are more names that are unlikely.
    pub fn names(&mut self, sentence: &Sentence, model: &Model, bias: i16, each: impl FnMut(Named)) {
        let whole = Part { own: 0..sentence.len(), begins: true, ends: true };
        self.names_in(sentence, &whole, None, model, bias, each);
    }

    /// The same of a part of it, and of one label if one is `wanted`. Names that go beyond the part are left out; told
    /// is whether one goes on behind it.
    pub(super) fn names_in(
        &mut self,
        sentence: &Sentence,
        part: &Part,
        wanted: Option<Label>,
        model: &Model,
        bias: i16,
        mut each: impl FnMut(Named),
    ) -> bool {
        if part.own.is_empty() {
            return false;
        }
        let transitions = &model.transitions;
        self.emit(sentence, part.own.clone(), model.weights);
        self.find_best(transitions, part, bias);
        let is_wanted =
            |tag: &Tag| tag.label().is_some_and(|label| wanted.is_none_or(|wanted| wanted == label));
        if !self.tags.iter().any(is_wanted) {
            return false;
        }
        self.weigh(transitions, part);
        let mut start = 0;
        while start < self.tags.len() {
            let Some(label) = self.tags[start].label() else {
                start += 1;
                continue;
            };
            let inner = self.tags[start + 1..].iter().take_while(|tag| tag.0 != 0 && !tag.begins()).count();
            let end = start + 1 + inner;
            let goes_on = !part.ends && end == self.tags.len();
            if goes_on {
                return is_wanted(&self.tags[start]);
            }
            if self.tags[start].begins() && is_wanted(&self.tags[start]) {
                let likelihood = self.likelihood(start, end, transitions);
                let presence = (start..end).map(|at| self.share(at, label)).fold(likelihood, f32::max);
                let (start, end) = (part.own.start + start, part.own.start + end);
                each(Named { start, end, label, likelihood, presence });
            }
            start = end;
        }
        false
    }

    fn emit(&mut self, sentence: &Sentence, own: Range<usize>, weights: Weights) {
        self.emitted.clear();
        self.emitted.extend(own.map(|at| sum(sentence, at, weights)));
    }

    fn find_best(&mut self, transitions: &Transitions, part: &Part, bias: i16) {
        widest(
            #[inline(always)]
            || self.find_scores(transitions, part, bias),
        );
        self.follow_back(transitions, part.ends);
    }

    #[inline(always)]
    fn find_scores(&mut self, transitions: &Transitions, part: &Part, bias: i16) {
        self.best.clear();
        for emitted in &self.emitted {
            let mut emitted = *emitted;
            emitted[0] += bias;
            let row = match self.best.last() {
                None => first(&emitted, part.begins),
                Some(before) => step(before, &emitted, transitions),
            };
            // Only differences matter: the best has 0, so that sums stay small however long the text is.
            let highest = row[..TAGS].iter().copied().max().unwrap_or(0);
            self.best.push(row.map(|score| score.saturating_sub(highest)));
        }
    }

    fn follow_back(&mut self, transitions: &Transitions, ends: bool) {
        self.tags.clear();
        let Some((last, rest)) = self.best.split_last() else { return };
        let mut tag = best_end(last, ends).0;
        self.tags.push(tag);
        for row in rest.iter().rev() {
            let score = |from: u8| {
                row[from as usize].saturating_add(transitions.scores[from as usize][tag.0 as usize])
            };
            let (mut best, mut highest) = (0, i16::MIN);
            for &from in tag.predecessors() {
                if score(from) > highest {
                    (best, highest) = (from, score(from));
                }
            }
            tag = Tag(best);
            self.tags.push(tag);
        }
        self.tags.reverse();
    }

    /// The chances of every tag at every character given what stands before and behind, each scaled to a sum of 1.
    fn weigh(&mut self, transitions: &Transitions, part: &Part) {
        self.chances.clear();
        self.chances.extend(self.emitted.iter().map(chances));
        self.forward.clear();
        let may_start = |tag: usize| !part.begins || Tag(tag as u8).may_start();
        let may_finish = |tag: usize| !part.ends || Tag(tag as u8).may_finish();
        for (at, own) in self.chances.iter().enumerate() {
            let mut row = match at.checked_sub(1).map(|before| &self.forward[before]) {
                None => std::array::from_fn(|tag| f32::from(u8::from(may_start(tag)))),
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
        let mut next = std::array::from_fn(|tag| f32::from(u8::from(may_finish(tag))));
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
    let (mut keys, mut count) = ([0; MOST_FEATURES], 0);
    sentence.each_feature(at, |key| {
        keys[count] = key;
        count += 1;
    });
    weights.sum(&keys[..count])
}

/// No character has more features.
const MOST_FEATURES: usize = 32;

/// The best scores at the first character.
fn first(emitted: &Row<i16>, begins: bool) -> Row<i16> {
    let mut row = *emitted;
    for (tag, score) in row.iter_mut().enumerate() {
        if tag >= TAGS || begins && !Tag(tag as u8).may_start() {
            *score = NEVER;
        }
    }
    row
}

/// The best scores at a character from those at the one before. Every tag is tried after every other, so that nothing
/// branches and all are added at once.
#[inline(always)]
fn step(before: &Row<i16>, emitted: &Row<i16>, transitions: &Transitions) -> Row<i16> {
    let mut row = [NEVER; WIDTH];
    for (&score, moves) in before.iter().zip(&transitions.scores) {
        for (best, &moved) in row.iter_mut().zip(moves) {
            *best = (*best).max(score.saturating_add(moved));
        }
    }
    row.iter_mut().zip(emitted).for_each(|(best, &own)| *best = best.saturating_add(own));
    row
}

/// The best tag at the last character and its score.
fn best_end(last: &Row<i16>, ends: bool) -> (Tag, i16) {
    let tags = (0..TAGS as u8).map(Tag).filter(|tag| !ends || tag.may_finish());
    let scored = tags.map(|tag| (tag, last[tag.0 as usize]));
    scored.max_by_key(|&(_, score)| score).unwrap_or((Tag::OUTSIDE, NEVER))
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
