//! Learns where names can begin: the votes of the pairs of characters around their first one.

use std::collections::HashSet;

use yinmo_core::tagger::model::Label;
use yinmo_core::tagger::model::features::seen;
use yinmo_core::tagger::model::gate::{Around, Gate, NOTHING, slots};

use super::corpus::Sentence;
use super::random::Random;

/// How much of the names the gate may stop, of those it did not learn from.
const MISSED: f64 = 0.006;
/// What a vote of 1 is in the units of a table.
const UNIT: f32 = 10.0;
const RATE: f32 = 0.1;
/// A name counts this many times as much as a place without one.
const NAMES: f32 = 8.0;
/// A character begins names if it began this many.
const LEAST: usize = 3;
const PAIRS: usize = 5;
const TABLE: usize = 1 << 15;

struct Place {
    slots: [usize; PAIRS],
    named: bool,
}

/// The bytes of a gate learnt from these sentences.
pub(super) fn learn(sentences: &[(Sentence, f32)]) -> Vec<u8> {
    let begins = beginnings(sentences);
    let places: Vec<Place> = sentences.iter().flat_map(|(sentence, _)| places(sentence, &begins)).collect();
    let held_out = |nth: usize| (nth / 1000).is_multiple_of(10);
    let mut votes = vec![vec![0.0f32; TABLE]; PAIRS];
    let mut squares = vec![vec![1e-2f32; TABLE]; PAIRS];
    let mut random = Random(5);
    for _ in 0..3 * places.len() {
        let nth = random.below(places.len());
        if !held_out(nth) {
            step(&places[nth], &mut votes, &mut squares);
        }
    }
    let small: Vec<Vec<i8>> = votes
        .iter()
        .map(|table| table.iter().map(|vote| (vote * UNIT).round().clamp(-127.0, 127.0) as i8).collect())
        .collect();
    let score = |place: &Place| -> i16 {
        place.slots.iter().zip(&small).map(|(&slot, table)| i16::from(table[slot])).sum()
    };
    let mut scores: Vec<i16> = places
        .iter()
        .enumerate()
        .filter(|(nth, place)| held_out(*nth) && place.named)
        .map(|(_, place)| score(place))
        .collect();
    scores.sort_unstable();
    let laws = std::fs::read_to_string("/work/shared/bench/prose_laws.txt").unwrap();
    for missed in [0.006, 0.02, 0.04, 0.06, 0.1, 0.15] {
        let threshold = scores[(scores.len() as f64 * missed) as usize];
        let open = places.iter().filter(|place| score(place) >= threshold).count();
        let gate = Gate::from_bytes(Gate::write(|c| begins.contains(&c), &small, threshold).leak()).unwrap();
        let mut n = 0;
        gate.scan(&laws, |_| n += 1);
        let start = std::time::Instant::now();
        for _ in 0..5 {
            gate.scan(&laws, |_| n += 1);
        }
        println!(
            "gate: missed {missed} threshold {threshold}, open at {open} of {} places; laws {} of {} {:.0} MB/s",
            places.len(),
            n / 6,
            laws.len() / 3,
            laws.len() as f64 * 5e-6 / start.elapsed().as_secs_f64()
        );
    }
    let threshold = scores
        [(scores.len() as f64 * std::env::var("MISSED").map_or(MISSED, |v| v.parse().unwrap())) as usize];
    Gate::write(|c| begins.contains(&c), &small, threshold)
}

fn beginnings(sentences: &[(Sentence, f32)]) -> HashSet<char> {
    let mut counts = std::collections::HashMap::<char, usize>::new();
    for (sentence, _) in sentences {
        for name in people(sentence) {
            *counts.entry(seen(sentence.chars[name])).or_default() += 1;
        }
    }
    let han = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
    counts.into_iter().filter(|&(c, count)| count >= LEAST && han(c)).map(|(c, _)| c).collect()
}

/// Where people's names begin; surnames alone are nobody's.
fn people(sentence: &Sentence) -> impl Iterator<Item = usize> {
    let people =
        sentence.names.iter().filter(|name| name.label == Label::Person && name.end - name.start > 1);
    people.map(|name| name.start)
}

fn places<'s>(sentence: &'s Sentence, begins: &'s HashSet<char>) -> impl Iterator<Item = Place> + 's {
    let named: HashSet<usize> = people(sentence).collect();
    (0..sentence.chars.len()).filter(|&at| begins.contains(&seen(sentence.chars[at]))).map(move |at| {
        let char = |offset: isize| {
            at.checked_add_signed(offset).and_then(|at| sentence.chars.get(at)).map_or(NOTHING, |&c| seen(c))
        };
        let around: Around = std::array::from_fn(|nth| char(nth as isize - 2));
        Place { slots: slots(&around), named: named.contains(&at) }
    })
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
