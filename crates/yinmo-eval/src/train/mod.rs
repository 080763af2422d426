//! Trains the sequence model from marked text and prints how well it finds people. No weights are shipped yet.

mod corpus;
mod crf;
mod evaluate;
mod foreign;
mod names;
mod patterns;
mod places;
mod random;

use std::path::PathBuf;
use std::time::Instant;

use anyhow::Context as _;
use yinmo_core::tagger::model::Lexicon;

/// What to train from.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The folder that holds `permissive`, `sharealike`, `eval` and `lexicon`.
    #[arg(long)]
    data: PathBuf,
    /// How often the text is read.
    #[arg(long, default_value_t = 3)]
    epochs: usize,
    /// How often each pattern is written.
    #[arg(long, default_value_t = 40)]
    times: usize,
    /// Added to the score of no name: below 0 finds more, above 0 errs less.
    #[arg(long, default_value_t = 0.0, allow_hyphen_values = true)]
    bias: f32,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let lexicon = read_lexicon(arguments)?;
    let files = [
        ("permissive/court_lac_names.train.jsonl", 1.0),
        ("permissive/synth_gazetteer.train.jsonl", 1.0),
        ("sharealike/uner_gsd.train.jsonl", 2.0),
        ("sharealike/uner_gsd_aug.train.jsonl", 1.0),
        ("sharealike/wiki_lac.train.jsonl", 1.0),
    ];
    let mut sentences = Vec::new();
    for (file, weight) in files {
        let path = arguments.data.join(file);
        let read = corpus::read(&path).with_context(|| path.display().to_string())?;
        println!("{file}: {} sentences", read.len());
        sentences.extend(read.into_iter().map(|sentence| (sentence, weight)));
    }
    let names = names::Names::read(&arguments.data)?;
    let foreign = foreign::Foreign::learn(sentences.iter().map(|(sentence, _)| sentence));
    let places = places::Places::read(&arguments.data)?;
    let sources = patterns::Sources { names: &names, foreign: &foreign, places: &places };
    let written = patterns::sentences(&sources, arguments.times, 1)?;
    if std::env::var("SHOW").is_ok() {
        for sentence in written.iter().step_by(arguments.times) {
            let mut text = String::new();
            for (at, c) in sentence.chars.iter().enumerate() {
                for name in &sentence.names { if name.end == at { text.push(']'); } }
                for name in &sentence.names { if name.start == at { text += &format!("[{:.1} ", format!("{:?}", name.label)); } }
                text.push(*c);
            }
            println!("{text}");
        }
    }
    println!("patterns: {} sentences", written.len());
    sentences.extend(written.into_iter().map(|sentence| (sentence, 1.0)));
    let started = Instant::now();
    let mut model = crf::Crf::new();
    for epoch in 0..arguments.epochs {
        let loss = model.epoch(&sentences, &lexicon, &names, epoch as u64);
        println!("epoch {epoch}: loss {loss:.4} a character, {:.0?}", started.elapsed());
        evaluate::all(&arguments.data, &model, &lexicon, arguments.bias)?;
    }
    Ok(())
}

fn read_lexicon(arguments: &Arguments) -> anyhow::Result<Lexicon> {
    let path = arguments.data.join("lexicon/lex_small.tsv");
    let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let entries = text.lines().filter_map(|line| line.split_once('\t'));
    let words = entries.filter_map(|(word, class)| Some((word, class.parse::<u8>().ok()?)));
    Ok(Lexicon::new(words.filter(|(_, class)| *class < 31)))
}
