//! Trains the sequence model from marked text and prints how well it finds people. No weights are shipped yet.

mod corpus;
mod crf;
mod dictionary;
mod evaluate;
mod foreign;
mod gate;
mod names;
mod patterns;
mod places;
mod random;

use std::path::PathBuf;
use std::time::Instant;

use anyhow::Context as _;
use yinmo_core::tagger::model::{Lexicon, Model};

/// How many features have weights in the file.
const FEATURES_KEPT: usize = 220_000;

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
    #[arg(long, default_value_t = 0, allow_hyphen_values = true)]
    bias: i16,
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
    let words = read_words(arguments)?;
    let dictionary = dictionary::Dictionary::new(words.iter().map(|(word, class)| (word.as_str(), *class)));
    let places = places::Places::read(&arguments.data)?;
    let sources =
        patterns::Sources { names: &names, foreign: &foreign, places: &places, dictionary: &dictionary };
    let written = patterns::sentences(&sources, arguments.times, 1)?;
    println!("patterns: {} sentences", written.len());
    sentences.extend(written.into_iter().map(|sentence| (sentence, 1.0)));
    let started = Instant::now();
    let gate = gate::learn(&sentences);
    println!("gate learnt, {:.0?}", started.elapsed());
    let mut model = crf::Crf::new();
    for epoch in 0..arguments.epochs {
        let loss = model.epoch(&sentences, &lexicon, &names, epoch as u64);
        println!("epoch {epoch}: loss {loss:.4} a character, {:.0?}", started.elapsed());
    }
    model.choose(FEATURES_KEPT);
    for epoch in arguments.epochs..arguments.epochs + 1 {
        let loss = model.epoch(&sentences, &lexicon, &names, epoch as u64);
        println!("epoch {epoch}: loss {loss:.4} a character, {:.0?}", started.elapsed());
        let bytes = Model::write("", &model.shipped(), &lexicon, &gate);
        println!("{}", bytes.len());
        let model = Model::from_bytes(bytes.leak()).context("the model cannot be read")?;
        evaluate::all(&arguments.data, &model, arguments.bias)?;
        let laws = std::fs::read_to_string("/work/shared/bench/prose_laws.txt")?;
        let start = Instant::now();
        let mut found = Vec::new();
        yinmo_core::tagger::model::Reader::default().read(&laws, &model, arguments.bias, |span, named| {
            if named.label == yinmo_core::tagger::model::Label::Person {
                found.push((named.likelihood, span.of(&laws)))
            }
        });
        println!(
            "laws: {} found, {} above .7, {:.0} MB/s",
            found.len(),
            found.iter().filter(|f| f.0 > 0.7).count(),
            laws.len() as f64 / 1e6 / start.elapsed().as_secs_f64()
        );
        for f in found.iter().step_by(found.len() / 60 + 1) {
            print!("{} {:.2}, ", f.1, f.0);
        }
    }
    Ok(())
}

fn read_lexicon(arguments: &Arguments) -> anyhow::Result<Lexicon> {
    let words = read_words(arguments)?;
    let words = words.iter().map(|(word, class)| (word.as_str(), *class));
    let foreign = yinmo_data::foreign_places::all().map(|name| (name, 20));
    Ok(Lexicon::new(words.chain(foreign)))
}

fn read_words(arguments: &Arguments) -> anyhow::Result<Vec<(String, u8)>> {
    let path = arguments.data.join("lexicon/lex_small.tsv");
    let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let entries = text.lines().filter_map(|line| line.split_once('\t'));
    let words = entries.filter_map(|(word, class)| Some((word.to_owned(), class.parse::<u8>().ok()?)));
    Ok(words.filter(|(_, class)| *class < 31).collect())
}
