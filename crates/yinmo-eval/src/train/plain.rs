//! Text that names hardly anybody, to learn from what is no name.

use std::path::Path;

use anyhow::Context as _;
use yinmo_core::tagger::model::{Decoder, Label, Model, Sentence};

use super::corpus::{self, Name};

/// What these sentences count.
const WEIGHT: f32 = 3.0;

/// Every second paragraph of a file, with the places and organisations that `model` sees in it, and no people.
/// Paragraphs that speak of people by hidden names are left out.
pub(super) fn read(path: &Path, model: &Model) -> anyhow::Result<Vec<(corpus::Sentence, f32)>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let (mut prepared, mut decoder) = (Sentence::default(), Decoder::default());
    let paragraphs = text.lines().step_by(2).filter(|paragraph| !paragraph.contains('某'));
    Ok(paragraphs
        .map(|paragraph| {
            let mut sentence = corpus::Sentence { chars: paragraph.chars().collect(), ..Default::default() };
            prepared.refill(paragraph.chars(), model.lexicon());
            decoder.names(&prepared, model, 0, |named| {
                if named.label != Label::Person {
                    let (start, end) = (named.start, named.end);
                    sentence.names.push(Name { start, end, label: named.label });
                }
            });
            (sentence.tagged(), WEIGHT)
        })
        .collect())
}
