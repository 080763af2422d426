//! Precision, recall and leaks of the bare model on the sets it is not trained on.

use std::collections::HashSet;
use std::path::Path;

use yinmo_core::tagger::model::{Decoder, Label, Model, Reader, Sentence};

use super::corpus::{self, Name};

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

pub(super) fn all(data: &Path, model: &Model, bias: i16) -> anyhow::Result<()> {
    for set in SETS {
        let sentences = corpus::read(&data.join(format!("{set}.jsonl")))?;
        let (mut prepared, mut decoder) = (Sentence::default(), Decoder::default());
        let (mut right, mut found, mut gold, mut leaked, mut gated) = (0, 0, 0, 0, 0);
        let mut reader = Reader::default();
        for sentence in &sentences {
            prepared.refill(sentence.chars.iter().copied(), model.lexicon());
            let mut names = HashSet::new();
            decoder.names(&prepared, model, bias, |name| {
                if name.label == Label::Person {
                    names.insert(Name { start: name.start, end: name.end, label: name.label });
                }
            });
            found += names.len();
            let text: String = sentence.chars.iter().collect();
            let mut through = HashSet::new();
            reader.read(&text, model, bias, |span, named| {
                if named.label == Label::Person {
                    let start = text[..span.start].chars().count();
                    through.insert((start, start + named.end - named.start));
                }
            });
            gated += names.iter().filter(|name| !through.contains(&(name.start, name.end))).count();
            for name in people(&sentence.names) {
                gold += 1;
                right += usize::from(names.contains(&name));
                leaked += usize::from(!names.iter().any(|n| n.start < name.end && name.start < n.end));
            }
        }
        let (precision, recall) = (right as f64 / found as f64, right as f64 / gold as f64);
        println!(
            "  {set:28} P {:.1} R {:.1} F1 {:.1} leak {:.1} gated {:.1}",
            precision * 100.0,
            recall * 100.0,
            200.0 * precision * recall / (precision + recall),
            100.0 * leaked as f64 / gold as f64,
            100.0 * gated as f64 / found as f64,
        );
    }
    Ok(())
}

fn people(names: &[Name]) -> impl Iterator<Item = Name> {
    names.iter().copied().filter(|name| name.label == Label::Person)
}
