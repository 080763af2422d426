//! Learns where the model has to look: the votes of the pairs of characters around a place, so that they let through
//! where the model would find a name.

use std::collections::{HashMap, HashSet};

use yinmo_core::tagger::model::features::seen;
use yinmo_core::tagger::model::gate::{Around, Gate, NOTHING, PAIRS, SLOTS, slots};
use yinmo_core::tagger::model::{Decoder, Label, Model, Sentence};

use super::corpus;
use super::random::Random;

/// How much of what the model finds the gate may stop, of places it did not learn from.
const MISSED: f64 = 0.02;
/// A vote of 1 in the units of a table.
const UNIT: f32 = 8.0;
const RATE: f32 = 0.1;
/// A name counts as much as this many places without one.
const NAMES: f32 = 6.0;
/// A character begins names if it begins this many.
const LEAST: usize = 3;
/// How often each place is looked at, on average.
const ROUNDS: usize = 3;

/// A place where a name may begin, and whether the model finds one there.
struct Place {
    slots: [usize; PAIRS],
    named: bool,
}

/// A gate that lets everything through.
pub(super) fn open() -> Vec<u8> {
    Gate::write(|_| true, &vec![vec![0; SLOTS]; PAIRS], i16::MIN)
}

/// The bytes of a gate for `model`, learnt from what it finds in these sentences.
pub(super) fn learn(sentences: &[(corpus::Sentence, f32)], model: &Model) -> Vec<u8> {
    let found = found(sentences, model);
    let begins = beginnings(&found);
    let places: Vec<Place> = found.iter().flat_map(|found| found.places(&begins)).collect();
    let held_out = |nth: usize| (nth / 1000).is_multiple_of(10);
    let mut votes = vec![vec![0.0f32; SLOTS]; PAIRS];
    let mut squares = vec![vec![1e-2f32; SLOTS]; PAIRS];
    let mut random = Random(5);
    for _ in 0..ROUNDS * places.len() {
        let nth = random.below(places.len());
        if !held_out(nth) {
            step(&places[nth], &mut votes, &mut squares);
        }
    }
    let small = |vote: &f32| (vote * UNIT).round().clamp(-127.0, 127.0) as i8;
    let votes: Vec<Vec<i8>> = votes.iter().map(|table| table.iter().map(small).collect()).collect();
    let score = |place: &Place| -> i16 {
        place.slots.iter().zip(&votes).map(|(&slot, table)| i16::from(table[slot])).sum()
    };
    let named = places.iter().enumerate().filter(|(nth, place)| held_out(*nth) && place.named);
    let mut scores: Vec<i16> = named.map(|(_, place)| score(place)).collect();
    scores.sort_unstable();
    let threshold = scores[(scores.len() as f64 * MISSED) as usize];
    let characters: usize = sentences.iter().map(|(sentence, _)| sentence.chars.len()).sum();
    let opened = places.iter().filter(|place| score(place) >= threshold).count();
    println!(
        "gate: {} first characters, threshold {threshold}, {} names, open at {opened} of {} places, {characters} characters",
        begins.len(),
        places.iter().filter(|place| place.named).count(),
        places.len()
    );
    Gate::write(|c| begins.contains(&c), &votes, threshold)
}

/// The characters of a sentence as the model sees them, and where it finds people.
struct Found {
    chars: Vec<char>,
    people: Vec<usize>,
}

fn found(sentences: &[(corpus::Sentence, f32)], model: &Model) -> Vec<Found> {
    let (mut prepared, mut decoder) = (Sentence::default(), Decoder::default());
    let found = |(sentence, _): &(corpus::Sentence, f32)| {
        let mut people = Vec::new();
        prepared.refill(sentence.chars.iter().copied(), model.lexicon());
        decoder.names(&prepared, model, 0, |named| {
            // A surname alone is nobody's name.
            if named.label == Label::Person && named.end - named.start > 1 {
                people.push(named.start);
            }
        });
        Found { chars: sentence.chars.iter().copied().map(seen).collect(), people }
    };
    sentences.iter().map(found).collect()
}

fn beginnings(found: &[Found]) -> HashSet<char> {
    let mut counts = HashMap::<char, usize>::new();
    for (found, at) in found.iter().flat_map(|found| found.people.iter().map(move |&at| (found, at))) {
        *counts.entry(found.chars[at]).or_default() += 1;
    }
    let han = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
    counts.into_iter().filter(|&(c, count)| count >= LEAST && han(c)).map(|(c, _)| c).collect()
}

impl Found {
    fn places<'s>(&'s self, begins: &'s HashSet<char>) -> impl Iterator<Item = Place> + 's {
        let people: HashSet<usize> = self.people.iter().copied().collect();
        (0..self.chars.len()).filter(|&at| begins.contains(&self.chars[at])).map(move |at| {
            let char =
                |offset: isize| at.checked_add_signed(offset).and_then(|at| self.chars.get(at)).copied();
            let around: Around = std::array::from_fn(|nth| char(nth.cast_signed() - 2).unwrap_or(NOTHING));
            Place { slots: slots(&around), named: people.contains(&at) }
        })
    }
}

/// One step of logistic regression with AdaGrad.
fn step(place: &Place, votes: &mut [Vec<f32>], squares: &mut [Vec<f32>]) {
    let sum: f32 = place.slots.iter().zip(&*votes).map(|(&slot, table)| table[slot]).sum();
    let chance = 1.0 / (1.0 + (-sum).exp());
    let slope = if place.named { (chance - 1.0) * NAMES } else { chance };
    for ((&slot, table), squares) in place.slots.iter().zip(votes).zip(squares) {
        squares[slot] += slope * slope;
        table[slot] -= RATE * slope / squares[slot].sqrt();
    }
}
