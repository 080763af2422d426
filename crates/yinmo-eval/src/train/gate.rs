//! Learns where the model has to look: the votes of the characters around a place, and of pairs of them, so that they
//! let through where the model would find a name.

use std::collections::{HashMap, HashSet};

use yinmo_core::tagger::model::gate::{
    AROUND, Around, Gate, Least, NOTHING, PAIR_UNIT, PAIRS, SLOTS, VOTERS, Votes, WORD_SORTS, WORDS,
    WordVotes, character, may_be_first, slots, words,
};
use yinmo_core::tagger::model::{Decoder, Label, Lexicon, Model, Sentence};

use super::corpus;
use super::random::Random;

/// How much of what the model finds the votes of characters may stop, and these with those of pairs, of places they
/// did not learn from.
const MISSED: [f64; 2] = [0.0015, 0.003];

const RATE: f32 = 0.1;
/// A name counts as much as this many places without one.
const NAMES: f32 = 6.0;
/// A character votes if it stands in the text this often.
const LEAST: usize = 3;
/// How often each place is looked at, on average.
const ROUNDS: [usize; 2] = [2, 4];

/// How strongly the character before a place, the one at it and the three behind it may vote for and against a name.
const STRONGEST: [f32; VOTERS] = [2.25, 4.5, 4.5, 2.25, 2.25];
/// The voter that stands where the name would begin.
const OWN_VOTER: usize = 1;
const STRONGEST_PAIR: f32 = 5.6;

/// What a vote of 1 is: the most votes that all voters together may have fit a byte.
fn unit() -> f32 {
    255.0 / (2.0 * STRONGEST.iter().sum::<f32>())
}

/// A place where a name may begin.
#[derive(Clone, Copy)]
struct Place {
    sentence: u32,
    at: u32,
    named: bool,
}

/// A gate that lets everything through.
pub(super) fn open() -> Vec<u8> {
    Gate::write(Least::NOTHING, &vec![vec![0; SLOTS]; PAIRS], &[[0; WORD_SORTS]; WORDS], [0; VOTERS], &[])
}

/// The bytes of a gate for `model`, learnt from what it finds in these sentences.
pub(super) fn learn(sentences: &[(corpus::Sentence, f32)], model: &Model) -> Vec<u8> {
    let found = found(sentences, model);
    let (held_out, places): (Vec<Place>, Vec<Place>) =
        places(&found).partition(|place| (place.sentence / 50).is_multiple_of(10));
    let characters = Characters::learn(&found, &places);
    let sum = |place: &Place| characters.sum(&found[place.sentence as usize], place.at as usize);
    let votes = least(held_out.iter().filter(|place| place.named).map(sum), MISSED[0]);
    let passed: Vec<Place> = places.iter().copied().filter(|place| sum(place) >= votes).collect();
    let lexicon = model.lexicon();
    let pairs = Pairs::learn(&found, &passed, &characters, lexicon);
    let both = |place: &Place| {
        let (found, at) = (&found[place.sentence as usize], place.at as usize);
        let own = characters.sum(found, at);
        if own < votes { i16::MIN } else { own + pairs.sum(found, at, lexicon) }
    };
    let both_least = least(held_out.iter().filter(|place| place.named).map(both), MISSED[1]);
    let share = |passes: &dyn Fn(&Place) -> bool| {
        100.0 * places.iter().filter(|place| passes(place)).count() as f64 / places.len() as f64
    };
    println!(
        "gate: votes of {} characters, {votes} and {both_least} needed; of {} places {:.2} % have a name, {:.2} % the votes \
         of characters, {:.2} % those of pairs too",
        characters.known.len(),
        places.len(),
        share(&|place| place.named),
        share(&|place| sum(place) >= votes),
        share(&|place| both(place) >= both_least),
    );
    let votes = u8::try_from(votes).unwrap_or(0);
    let least = Least { votes, pairs: both_least };
    Gate::write(least, &pairs.votes, &pairs.words, characters.others, &characters.listed())
}

/// What all but the share `missed` of `sums` reach.
fn least(sums: impl Iterator<Item = i16>, missed: f64) -> i16 {
    let mut sums: Vec<i16> = sums.collect();
    sums.sort_unstable();
    sums[(sums.len() as f64 * missed) as usize]
}

/// The characters of a sentence as the gate sees them, and where the model finds people.
struct Found {
    chars: Vec<u16>,
    people: Vec<usize>,
    /// What a place without a name counts.
    weight: f32,
}

impl Found {
    fn char(&self, at: usize, offset: isize) -> u16 {
        let char = at.checked_add_signed(offset).and_then(|at| self.chars.get(at)).copied();
        char.unwrap_or_else(|| character(NOTHING))
    }

    fn around(&self, at: usize) -> Around {
        std::array::from_fn(|nth| self.char(at, nth.cast_signed() - (AROUND / 2).cast_signed()))
    }

    fn voters(&self, at: usize) -> [u16; VOTERS] {
        std::array::from_fn(|nth| self.char(at, nth.cast_signed() - OWN_VOTER.cast_signed()))
    }
}

fn found(sentences: &[(corpus::Sentence, f32)], model: &Model) -> Vec<Found> {
    let (mut prepared, mut decoder) = (Sentence::default(), Decoder::default());
    let found = |(sentence, weight): &(corpus::Sentence, f32)| {
        let mut people = Vec::new();
        prepared.refill(sentence.chars.iter().copied(), model.lexicon());
        decoder.names(&prepared, model, 0, |named| {
            // A surname alone is nobody's name.
            if named.label == Label::Person && named.end - named.start > 1 {
                people.push(named.start);
            }
        });
        Found { chars: sentence.chars.iter().copied().map(character).collect(), people, weight: *weight }
    };
    sentences.iter().map(found).collect()
}

fn places(found: &[Found]) -> impl Iterator<Item = Place> + '_ {
    found.iter().enumerate().flat_map(|(sentence, found)| {
        let people: HashSet<usize> = found.people.iter().copied().collect();
        let places = (0..found.chars.len()).filter(|&at| may_be_first(found.chars[at]));
        places.map(move |at| Place { sentence: sentence as u32, at: at as u32, named: people.contains(&at) })
    })
}

/// The votes of characters.
struct Characters {
    known: HashMap<u16, Votes>,
    others: Votes,
}

impl Characters {
    fn learn(found: &[Found], places: &[Place]) -> Self {
        let mut regression = Regression::new(VOTERS * CODES);
        let features = |place: &Place| {
            let voters = found[place.sentence as usize].voters(place.at as usize);
            std::array::from_fn::<usize, VOTERS, _>(|nth| nth * CODES + usize::from(voters[nth]))
        };
        regression.learn(found, places, ROUNDS[0], features, |_| 0.0);
        let mut counts = HashMap::<u16, usize>::new();
        found.iter().flat_map(|found| &found.chars).for_each(|&c| *counts.entry(c).or_default() += 1);
        let vote = |nth: usize, weight: f32| {
            let strongest = STRONGEST[nth];
            ((weight.clamp(-strongest, strongest) + strongest) * unit()).floor() as u8
        };
        let own = |c: u16| -> Votes {
            std::array::from_fn(|nth| match nth {
                OWN_VOTER if !may_be_first(c) => 0,
                _ => vote(nth, regression.weights[nth * CODES + usize::from(c)]),
            })
        };
        let counted = counts.into_iter().filter(|&(_, count)| count >= LEAST);
        let known = counted.map(|(c, _)| (c, own(c))).collect();
        Self { known, others: std::array::from_fn(|nth| vote(nth, 0.0)) }
    }

    fn votes(&self, c: u16) -> &Votes {
        self.known.get(&c).unwrap_or(&self.others)
    }

    /// The votes on a place.
    fn sum(&self, found: &Found, at: usize) -> i16 {
        let voters = found.voters(at);
        voters.iter().enumerate().map(|(nth, &c)| i16::from(self.votes(c)[nth])).sum()
    }

    /// The characters in order.
    fn listed(&self) -> Vec<(u16, Votes)> {
        let mut listed: Vec<(u16, Votes)> = self.known.iter().map(|(&c, &votes)| (c, votes)).collect();
        listed.sort_unstable();
        listed
    }
}

const CODES: usize = 0x1_0000;

/// The votes of pairs, and of words among them.
struct Pairs {
    votes: Vec<Vec<i8>>,
    words: WordVotes,
}

/// Where the features of words begin.
const WORD_FEATURES: usize = PAIRS * SLOTS;

impl Pairs {
    fn learn(found: &[Found], places: &[Place], characters: &Characters, lexicon: &Lexicon) -> Self {
        let mut regression = Regression::new(WORD_FEATURES + WORDS * WORD_SORTS);
        let features = |place: &Place| {
            let around = found[place.sentence as usize].around(place.at as usize);
            let slots = slots(&around);
            let words = words(&around, lexicon);
            std::array::from_fn::<usize, { PAIRS + WORDS }, _>(|nth| match slots.get(nth) {
                Some(slot) => nth * SLOTS + slot,
                None => WORD_FEATURES + (nth - PAIRS) * WORD_SORTS + words[nth - PAIRS],
            })
        };
        let known = |place: &Place| {
            let middle = STRONGEST.iter().sum::<f32>();
            f32::from(characters.sum(&found[place.sentence as usize], place.at as usize)) / unit() - middle
        };
        regression.learn(found, places, ROUNDS[1], features, known);
        let pair_unit = unit() / f32::from(PAIR_UNIT);
        let small = |weight: &f32| {
            (weight.clamp(-STRONGEST_PAIR, STRONGEST_PAIR) * pair_unit).round().clamp(-8.0, 7.0) as i8
        };
        let (pairs, words) = regression.weights.split_at(WORD_FEATURES);
        Self {
            votes: pairs.chunks_exact(SLOTS).map(|slots| slots.iter().map(small).collect()).collect(),
            words: std::array::from_fn(|place| {
                std::array::from_fn(|sort| {
                    (words[place * WORD_SORTS + sort] * unit()).round().clamp(-127.0, 127.0) as i8
                })
            }),
        }
    }

    fn sum(&self, found: &Found, at: usize, lexicon: &Lexicon) -> i16 {
        let around = found.around(at);
        let pairs = slots(&around).into_iter().zip(&self.votes).map(|(slot, votes)| i16::from(votes[slot]));
        let words = self.words.iter().zip(words(&around, lexicon));
        PAIR_UNIT * pairs.sum::<i16>() + words.map(|(votes, sort)| i16::from(votes[sort])).sum::<i16>()
    }
}

/// A logistic regression, learnt with AdaGrad.
struct Regression {
    weights: Vec<f32>,
    squares: Vec<f32>,
}

impl Regression {
    fn new(features: usize) -> Self {
        Self { weights: vec![0.0; features], squares: vec![1e-2; features] }
    }

    /// Looks at places by chance. What is `known` of a place already is added to what the features say.
    fn learn<const N: usize>(
        &mut self,
        found: &[Found],
        places: &[Place],
        rounds: usize,
        features: impl Fn(&Place) -> [usize; N],
        known: impl Fn(&Place) -> f32,
    ) {
        let mut random = Random(5);
        for _ in 0..rounds * places.len() {
            let place = &places[random.below(places.len())];
            let features = features(place);
            let sum = known(place) + features.iter().map(|&feature| self.weights[feature]).sum::<f32>();
            let chance = 1.0 / (1.0 + (-sum).exp());
            let slope = if place.named {
                (chance - 1.0) * NAMES
            } else {
                chance * found[place.sentence as usize].weight
            };
            for feature in features {
                self.squares[feature] += slope * slope;
                self.weights[feature] -= RATE * slope / self.squares[feature].sqrt();
            }
        }
    }
}
