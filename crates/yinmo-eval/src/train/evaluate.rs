//! Precision, recall and leaks of the bare model on the sets it is not trained on.

use std::collections::HashSet;
use std::path::Path;

use yinmo_core::tagger::model::features::Sentence;
use yinmo_core::tagger::model::{Label, Lexicon, Tag};

use super::corpus::{self, Name};
use super::crf::Crf;

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

pub(super) fn all(data: &Path, model: &Crf, lexicon: &Lexicon, bias: f32) -> anyhow::Result<()> {
    for set in SETS {
        let sentences = corpus::read(&data.join(format!("{set}.jsonl")))?;
        let mut prepared = Sentence::default();
        let (mut right, mut found, mut gold, mut leaked) = (0, 0, 0, 0);
        for sentence in &sentences {
            prepared.refill(sentence.chars.iter().copied(), lexicon);
            let tags = model.decode(&prepared, bias);
            let names: HashSet<Name> = people(&names(&tags)).collect();
            found += names.len();
            if let Ok(dir) = std::env::var("ERRORS") {
                use std::io::Write as _;
                let gold: HashSet<Name> = people(&sentence.names).collect();
                let path = format!("{dir}/{}.txt", set.replace('/', "-"));
                let mut out = std::fs::OpenOptions::new().create(true).append(true).open(path)?;
                let show = |n: &Name| {
                    let c = &sentence.chars;
                    let s = |a: usize, b: usize| c[a..b].iter().collect::<String>();
                    format!("{}[{}]{}", s(n.start.saturating_sub(12), n.start), s(n.start, n.end), s(n.end, c.len().min(n.end + 12)))
                };
                for n in gold.difference(&names) { writeln!(out, "-{} {}", if names.iter().any(|m| n.start < m.end && m.start < n.end) {"~"} else {" "}, show(n))?; }
                for n in names.difference(&gold) { writeln!(out, "+{} {}", if gold.iter().any(|m| n.start < m.end && m.start < n.end) {"~"} else {" "}, show(n))?; }
            }
            for name in people(&sentence.names) {
                gold += 1;
                right += usize::from(names.contains(&name));
                leaked += usize::from(!names.iter().any(|n| n.start < name.end && name.start < n.end));
            }
        }
        let (precision, recall) = (right as f64 / found as f64, right as f64 / gold as f64);
        println!(
            "  {set:28} P {:.1} R {:.1} F1 {:.1} leak {:.1}",
            precision * 100.0,
            recall * 100.0,
            200.0 * precision * recall / (precision + recall),
            100.0 * leaked as f64 / gold as f64
        );
    }
    Ok(())
}

fn people(names: &[Name]) -> impl Iterator<Item = Name> {
    names.iter().copied().filter(|name| name.label == Label::Person)
}

fn names(tags: &[Tag]) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    for (at, tag) in tags.iter().enumerate() {
        match (tag.label(), tag.begins(), names.last_mut()) {
            (Some(label), true, _) => names.push(Name { start: at, end: at + 1, label }),
            (Some(_), false, Some(last)) => last.end = at + 1,
            _ => {}
        }
    }
    names
}
