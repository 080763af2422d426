//! Labels that a program gave, mended by a model that learnt from all of them: what it is taught rarely and against
//! everything else, it does not repeat.

use std::fmt;

use yinmo_core::tagger::model::{Decoder, Label, Model, Sentence};

use super::corpus::{self, Name};

/// How sure the model has to be of a name that it adds, or puts in the place of others.
const SURE: f32 = 0.5;

/// How many people were added, have other ends now, and were dropped.
#[derive(Default)]
pub(super) struct Mended {
    added: usize,
    moved: usize,
    dropped: usize,
}

impl fmt::Display for Mended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { added, moved, dropped } = self;
        write!(f, "people in silver labels: {added} added, {moved} moved, {dropped} dropped")
    }
}

/// Mends the people of these sentences.
pub(super) fn people<'s>(sentences: impl Iterator<Item = &'s mut corpus::Sentence>, model: &Model) -> Mended {
    let (mut prepared, mut decoder) = (Sentence::default(), Decoder::default());
    let mut mended = Mended::default();
    for sentence in sentences {
        prepared.refill(sentence.chars.iter().copied(), model.lexicon());
        let (mut seen, mut sure) = (Vec::new(), Vec::new());
        decoder.names(&prepared, model, 0, |named| {
            if named.label == Label::Person {
                let name = Name { start: named.start, end: named.end, label: named.label };
                seen.push(name);
                sure.extend((named.likelihood >= SURE).then_some(name));
            }
        });
        mended.drop_unseen(sentence, &seen);
        sure.into_iter().for_each(|name| mended.put(sentence, name));
        sentence.names.sort_by_key(|name| name.start);
        *sentence = std::mem::take(sentence).tagged();
    }
    mended
}

impl Mended {
    fn drop_unseen(&mut self, sentence: &mut corpus::Sentence, seen: &[Name]) {
        let before = sentence.names.len();
        sentence
            .names
            .retain(|known| known.label != Label::Person || seen.iter().any(|name| overlap(name, known)));
        self.dropped += before - sentence.names.len();
    }

    /// Puts a name in the place of the people it overlaps, unless something else stands there.
    fn put(&mut self, sentence: &mut corpus::Sentence, name: Name) {
        let names = &mut sentence.names;
        let touched = names.iter().filter(|known| overlap(known, &name));
        let (people, others): (Vec<&Name>, Vec<&Name>) =
            touched.partition(|known| known.label == Label::Person);
        if !others.is_empty() || people == [&name] {
            return;
        }
        if people.is_empty() {
            self.added += 1;
        } else {
            self.moved += 1;
        }
        names.retain(|known| !overlap(known, &name));
        names.push(name);
    }
}

const fn overlap(a: &Name, b: &Name) -> bool {
    a.start < b.end && b.start < a.end
}
