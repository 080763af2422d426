//! Precision, recall and leaks of the bare model on the sets it is not trained on, and how much its gate costs.

use std::collections::HashSet;
use std::path::Path;

use yinmo_core::tagger::model::{Label, Model, Reader};
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
        let (mut right, mut found, mut gold, mut leaked, mut stopped) = (0, 0, 0, 0, 0);
        for sentence in &sentences {
            let text: String = sentence.chars.iter().collect();
            let names = people(&mut reader, &text, gated);
            found += names.len();
            stopped += people(&mut reader, &text, open).difference(&names).count();
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
            "  {set:28} P {precision:.1} R {recall:.1} F1 {:.1} leak {:.1}, stopped by the gate {:.1}",
            2.0 * precision * recall / (precision + recall),
            share(leaked, gold),
            share(stopped, found + stopped)
        );
    }
    Ok(())
}

fn people(reader: &mut Reader, text: &str, model: &Model) -> HashSet<(usize, usize)> {
    let mut people = HashSet::new();
    reader.read(text, model, 0, |span, named| {
        if named.label == Label::Person {
            people.insert((span.start, span.end));
        }
    });
    people
}
