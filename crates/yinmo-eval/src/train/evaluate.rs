//! Precision, recall and leaks of the bare model on the sets it is not trained on, and how much its gate costs.

use std::collections::HashSet;
use std::path::Path;

use yinmo_core::tagger::model::{Label, Model, Opening, Reader};
use yinmo_core::text::Span;

use super::corpus;

const SETS: [&str; 8] = [
    "eval/pd199801.test",
    "eval/msra.dev",
    "eval/cail2022.test",
    "eval/cluener.dev",
    "sharealike/uner_gsd.dev",
    "eval/resume.test",
    "eval/weibo.test",
    "eval/uner_pud_trad.test",
];

/// Prints a row for each set.
pub(super) fn all(data: &Path, gated: &Model, open: &Model) -> anyhow::Result<()> {
    let mut reader = Reader::default();
    for set in SETS {
        let sentences = corpus::read(&data.join(format!("{set}.jsonl")))?;
        let (mut right, mut found, mut gold, mut leaked, mut stopped) = (0, 0, 0, 0, Stopped::default());
        for sentence in &sentences {
            let text: String = sentence.chars.iter().collect();
            let names = people(&mut reader, &text, gated);
            found += names.len();
            let all = people(&mut reader, &text, open).into_iter();
            let all = all.filter(|&(start, end)| text[start..end].chars().nth(1).is_some());
            stopped.count(&text, all, &names, gated);
            let byte = |at: usize| sentence.chars[..at].iter().map(|c| c.len_utf8()).sum();
            for name in sentence.names.iter().filter(|name| name.label == Label::Person) {
                let span = Span::new(byte(name.start), byte(name.end));
                gold += 1;
                right += usize::from(names.contains(&(span.start, span.end)));
                leaked +=
                    usize::from(!names.iter().any(|&(start, end)| Span::new(start, end).overlaps(span)));
            }
        }
        let share = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
        let (precision, recall) = (share(right, found), share(right, gold));
        println!(
            "  {set:28} P {precision:.1} R {recall:.1} F1 {:.1} leak {:.1}; of {} names the model would find, {:.2} % stopped by \
             characters, {:.2} % by pairs, {:.2} % by what is not read around",
            2.0 * precision * recall / (precision + recall),
            share(leaked, gold),
            stopped.all,
            share(stopped.by_characters, stopped.all),
            share(stopped.by_pairs, stopped.all),
            share(stopped.later, stopped.all),
        );
    }
    Ok(())
}

/// Names that the model would find with all of the text before it, and does not find behind the gate.
#[derive(Default)]
struct Stopped {
    all: usize,
    by_characters: usize,
    by_pairs: usize,
    /// Because the model sees less of the text.
    later: usize,
}

impl Stopped {
    fn count(
        &mut self,
        text: &str,
        all: impl Iterator<Item = (usize, usize)>,
        found: &HashSet<(usize, usize)>,
        model: &Model,
    ) {
        let openings = openings(text, model);
        for name in all {
            self.all += 1;
            let opening = openings.iter().find(|opening| opening.at == name.0);
            match opening.map(|&opening| model.gate().opens(text, opening, model.lexicon())) {
                _ if found.contains(&name) => {}
                None => self.by_characters += 1,
                Some(false) => self.by_pairs += 1,
                Some(true) => self.later += 1,
            }
        }
    }
}

fn openings(text: &str, model: &Model) -> Vec<Opening> {
    let mut openings = Vec::new();
    model.gate().scan(text, |opening| openings.push(opening));
    openings
}

fn people(reader: &mut Reader, text: &str, model: &Model) -> HashSet<(usize, usize)> {
    let mut people = HashSet::new();
    let (gate, lexicon) = (model.gate(), model.lexicon());
    let openings = openings(text, model).into_iter();
    let opened = openings.filter(|&opening| gate.opens(text, opening, lexicon)).map(|opening| opening.at);
    reader.read(text, opened, &[], model, 0, |span, _| {
        people.insert((span.start, span.end));
    });
    people
}
