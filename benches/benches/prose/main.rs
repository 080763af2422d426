//! Running text reviewed, beside what cutting it into words costs with `jieba-rs`: CPU time, one thread, and how the
//! two compare. What finding alone costs, each place by itself, stands beside it: the rest is for the document's type
//! and encoding, its chunks, its memory and what is decided. A wrong count is a failure.

// Results go to the terminal.
#![allow(clippy::print_stdout)]

#[path = "../tables/cpu_time.rs"]
mod cpu_time;

use std::hint::black_box;
use std::time::Duration;

use jieba_rs::Jieba;
use yinmo::{Item, Listener, Pipeline, Report, Source};
use yinmo_benches::{Corpus, corpora};
use yinmo_core::kind::Group;
use yinmo_core::tagger::model::Model;

use cpu_time::CpuTime;

/// Rounds in which one is measured right after the other.
const ROUNDS: usize = 9;

fn main() {
    rayon::ThreadPoolBuilder::new().num_threads(1).build_global().expect("no work was done yet");
    let (pipeline, jieba) = (Pipeline::default(), Jieba::new());
    println!("model loaded in {:?}", median((0..ROUNDS).map(|_| CpuTime::of(load_model)).collect()));
    println!("pipeline built in {:?}", median((0..ROUNDS).map(|_| CpuTime::of(Pipeline::default)).collect()));
    for corpus in corpora().iter().filter(|corpus| corpus.name.starts_with("prose")) {
        check_counts(&pipeline, corpus);
        compare(&pipeline, &jieba, corpus);
    }
}

fn load_model() -> Model {
    let file = include_bytes!("../../../crates/yinmo-core/model/names.bin");
    Model::from_bytes(black_box(file)).expect("the file is written by the trainer")
}

fn compare(pipeline: &Pipeline, jieba: &Jieba, corpus: &Corpus) {
    let (mut reviews, mut finds, mut cuts) = (Vec::new(), Vec::new(), Vec::new());
    let (mut ratios, mut rests) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let review = CpuTime::of(|| review(pipeline, black_box(corpus), &mut ()));
        let find = CpuTime::of(|| pipeline.detector().first_prose(black_box(&corpus.text), &[]));
        let cut = CpuTime::of(|| corpus.text.lines().map(|line| jieba.cut(line, false).len()).sum::<usize>());
        ratios.push(cut.div_duration_f64(review));
        rests.push((review.as_secs_f64() - find.as_secs_f64()) * 1e9 / corpus.text.len() as f64);
        reviews.push(review);
        finds.push(find);
        cuts.push(cut);
    }
    ratios.sort_by(f64::total_cmp);
    rests.sort_by(f64::total_cmp);
    let speed = |times| corpus.text.len() as f64 / 1e6 / median(times).as_secs_f64();
    println!(
        "{}: whole pipeline {:.0} MB/s, find alone {:.0} MB/s (the rest takes {:.2} ns a byte), jieba-rs cut {:.0} MB/s, ratio {:.1}",
        corpus.name,
        speed(reviews),
        speed(finds),
        rests[ROUNDS / 2],
        speed(cuts),
        ratios[ROUNDS / 2]
    );
}

/// What else the machine does at the time slows some rounds.
fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn review(pipeline: &Pipeline, corpus: &Corpus, listener: &mut dyn Listener) -> Report {
    let source = Source::Bytes { name: corpus.name, bytes: corpus.text.as_bytes() };
    pipeline.check(source, listener).expect("nothing stops the run")
}

/// Nobody gets faster by finding less: as many as were made, and as many as are listed one by one.
fn check_counts(pipeline: &Pipeline, corpus: &Corpus) {
    let mut items: Vec<Item> = Vec::new();
    let report = review(pipeline, corpus, &mut items);
    let all: u64 = report.counts.iter().map(|(.., count)| count).sum();
    assert_eq!(all, items.len() as u64, "{}", corpus.name);
    let identifiers = items.iter().filter(|item| item.kind.group() == Group::Identifier).count();
    assert_eq!(corpus.identifiers.unwrap_or(identifiers), identifiers, "{}", corpus.name);
    println!("{}: {all} findings in {} bytes", corpus.name, corpus.text.len());
}
