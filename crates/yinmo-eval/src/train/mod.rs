//! Trains the sequence model and writes the file it is shipped in.
//!
//! ```text
//! cargo run --release -p yinmo-eval -- train --data DIR --prose FILE
//! ```
//!
//! `DIR` holds marked text and word lists, `FILE` plain text that names hardly anybody. The same input gives the same
//! file. What it was trained on, under which licences and when, stands at the beginning of the file.

mod corpus;
mod crf;
mod dictionary;
mod evaluate;
mod foreign;
mod gate;
mod lists;
mod names;
mod patterns;
mod places;
mod plain;
mod random;
mod relabel;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Context as _;
use yinmo_core::tagger::model::{FAMOUS, Lexicon, Model};

use self::corpus::Sentence;

/// What to train from.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The folder that holds `permissive`, `sharealike`, `eval` and `lexicon`.
    #[arg(long)]
    data: PathBuf,
    /// Text that names hardly anybody, a paragraph a line. Every second paragraph is used.
    #[arg(long)]
    prose: PathBuf,
    /// Where to write the model.
    #[arg(long, default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/../yinmo-core/model/names.bin"))]
    output: PathBuf,
    /// The date to write into it.
    #[arg(long, required_unless_present = "weights")]
    date: Option<String>,
    /// A model whose weights are kept: only its gate is learnt anew.
    #[arg(long)]
    weights: Option<PathBuf>,
    /// How often each pattern is written.
    #[arg(long, default_value_t = 55)]
    times: usize,
    /// The seed of all chance.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// How many features have weights in the file.
const FEATURES_KEPT: usize = 192_000;

/// Marked text that weights may be shipped of: file, weight, what it is, licence.
const SOURCES: [(&str, f32, &str, &str); 5] = [
    (
        "permissive/court_lac_names.train.jsonl",
        1.0,
        "court sentences (outside copyright), labels by Baidu LAC, names replaced by random ones",
        "Apache-2.0 (LAC)",
    ),
    (
        "permissive/synth_gazetteer.train.jsonl",
        1.0,
        "sentences from patterns, name statistics and divisions",
        "Apache-2.0, MIT, WTFPL",
    ),
    ("sharealike/uner_gsd.train.jsonl", 2.0, "Universal NER, Chinese GSD", "CC BY-SA 4.0"),
    ("sharealike/uner_gsd_aug.train.jsonl", 1.0, "the same with names replaced", "CC BY-SA 4.0"),
    ("sharealike/wiki_lac.train.jsonl", 1.0, "Wikipedia sentences, labels by Baidu LAC", "CC BY-SA 3.0/4.0"),
];

/// The class of cities abroad, beside those of the lexicon.
const ABROAD: u8 = 20;

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let started = Instant::now();
    let words = read_words(arguments)?;
    let lists = lists::Lists::new();
    let lexicon = lexicon(&words, &lists);
    let names = names::Names::read(&arguments.data)?;
    let mut sentences = read_sources(arguments)?;
    sentences.extend(written(arguments, &words, &lists, &names, &sentences)?);
    println!("{} sentences, {:.0?}", sentences.len(), started.elapsed());
    let bytes = match &arguments.weights {
        Some(file) => with_new_gate(arguments, file, sentences)?,
        None => trained(arguments, sentences, &names, &lexicon, started)?,
    };
    std::fs::write(&arguments.output, &bytes).with_context(|| arguments.output.display().to_string())?;
    println!("{} bytes, {:.0?}", bytes.len(), started.elapsed());
    Ok(())
}

/// The model of a file with a gate learnt for it.
fn with_new_gate(
    arguments: &Arguments,
    file: &Path,
    mut sentences: Vec<(Sentence, f32)>,
) -> anyhow::Result<Vec<u8>> {
    let bytes = std::fs::read(file).with_context(|| file.display().to_string())?;
    let with = |gate: &[u8]| Model::with_gate(&bytes, gate).context("the model cannot be read");
    let read = |bytes: Vec<u8>| Model::from_bytes(bytes.leak()).context("the model cannot be read");
    let ungated = read(with(&gate::open())?)?;
    sentences.extend(plain::read(&arguments.prose, &ungated)?);
    let bytes = with(&gate::learn(&sentences, &ungated))?;
    evaluate::all(&arguments.data, &read(bytes.clone())?, &ungated)?;
    Ok(bytes)
}

/// A model learnt from these sentences.
fn trained(
    arguments: &Arguments,
    mut sentences: Vec<(Sentence, f32)>,
    names: &names::Names,
    lexicon: &Lexicon,
    started: Instant,
) -> anyhow::Result<Vec<u8>> {
    let mut crf = crf::Crf::new();
    let mut epoch = 0;
    let mut learn = |crf: &mut crf::Crf, sentences: &[(Sentence, f32)]| {
        let loss = crf.epoch(sentences, lexicon, names, arguments.seed * 100 + epoch);
        epoch += 1;
        println!("epoch {epoch}: loss {loss:.4} a character, {:.0?}", started.elapsed());
    };
    learn(&mut crf, &sentences);
    let first = mend(arguments, &crf, lexicon, &mut sentences)?;
    sentences.extend(plain::read(&arguments.prose, &first)?);
    crf.choose(FEATURES_KEPT);
    learn(&mut crf, &sentences);
    mend(arguments, &crf, lexicon, &mut sentences)?;
    crf.begin_average();
    learn(&mut crf, &sentences);
    crf.average();
    let ungated = model(arguments, &crf, lexicon, &gate::open())?;
    let gate = gate::learn(&sentences, &ungated);
    let gated = model(arguments, &crf, lexicon, &gate)?;
    evaluate::all(&arguments.data, &gated, &ungated)?;

    Ok(Model::write(&provenance(arguments), &crf.shipped(), lexicon, &gate))
}

/// Mends the labels that a program gave by what was learnt so far; returns the model that did.
fn mend(
    arguments: &Arguments,
    crf: &crf::Crf,
    lexicon: &Lexicon,
    sentences: &mut [(Sentence, f32)],
) -> anyhow::Result<Model> {
    let model = model(arguments, crf, lexicon, &gate::open())?;
    let silver = sentences.iter_mut().map(|(sentence, _)| sentence).filter(|sentence| sentence.silver);
    println!("{}", relabel::people(silver, &model));
    Ok(model)
}

fn model(arguments: &Arguments, crf: &crf::Crf, lexicon: &Lexicon, gate: &[u8]) -> anyhow::Result<Model> {
    let bytes = Model::write(&provenance(arguments), &crf.shipped(), lexicon, gate);
    Model::from_bytes(bytes.leak()).context("the model cannot be read")
}

fn read_sources(arguments: &Arguments) -> anyhow::Result<Vec<(Sentence, f32)>> {
    let mut sentences = Vec::new();
    for (file, weight, what, _) in SOURCES {
        let path = arguments.data.join(file);
        let read = corpus::read(&path).with_context(|| path.display().to_string())?;
        println!("{file}: {} sentences", read.len());
        let silver = what.contains("labels by");
        sentences.extend(read.into_iter().map(|sentence| (Sentence { silver, ..sentence }, weight)));
    }
    Ok(sentences)
}

/// Sentences from patterns.
fn written(
    arguments: &Arguments,
    words: &[(String, u8)],
    lists: &lists::Lists,
    names: &names::Names,
    sentences: &[(Sentence, f32)],
) -> anyhow::Result<Vec<(Sentence, f32)>> {
    let sources = patterns::Sources {
        names,
        foreign: &foreign::Foreign::learn(sentences.iter().map(|(sentence, _)| sentence)),
        places: &places::Places::read(&arguments.data)?,
        dictionary: &dictionary::Dictionary::new(words.iter().map(|(word, class)| (word.as_str(), *class))),
        lists,
    };
    let written = patterns::sentences(&sources, arguments.times, arguments.seed)?;
    Ok(written.into_iter().map(|sentence| (sentence, 1.0)).collect())
}

fn lexicon<'w>(words: &'w [(String, u8)], lists: &'w lists::Lists) -> Lexicon {
    let words = words.iter().map(|(word, class)| (word.as_str(), *class));
    let abroad = yinmo_data::foreign_places::all().map(|name| (name, ABROAD));
    Lexicon::new(
        lists
            .words()
            .chain(words)
            .chain(abroad)
            .chain(yinmo_data::public_figures::all().map(|name| (name, FAMOUS))),
    )
}

/// Words with their classes; the classes of single characters are above those of words.
fn read_words(arguments: &Arguments) -> anyhow::Result<Vec<(String, u8)>> {
    let path = arguments.data.join("lexicon/lex_small.tsv");
    let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let entries = text.lines().filter_map(|line| line.split_once('\t'));
    let words = entries.filter_map(|(word, class)| Some((word.to_owned(), class.parse::<u8>().ok()?)));
    Ok(words.filter(|(_, class)| *class < ABROAD).collect())
}

/// What stands at the beginning of the file.
fn provenance(arguments: &Arguments) -> String {
    let mut text = format!(
        "yinmo sequence model for names and addresses\ndate: {}\nseed: {}\nfeatures: {FEATURES_KEPT}\n",
        arguments.date.as_deref().unwrap_or_default(),
        arguments.seed
    );
    for (file, weight, what, licence) in SOURCES {
        let _ = writeln!(text, "source: {file} (weight {weight}): {what}; {licence}");
    }
    text + "source: statutes (outside copyright), every second paragraph: what names nobody\n\
            source: patterns of this project; MIT or Apache-2.0\n\
            source: word list: jieba dictionary without names of people (MIT), divisions (WTFPL), surnames (Apache-2.0), \
            given-name characters (MIT), cities abroad (GeoNames, CC BY 4.0), names in Latin letters (US Census Bureau, \
            public domain), names and parts of names of other peoples, people of public life (this project)\n"
}
