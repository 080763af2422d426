//! A list masked, beside what reading and writing it costs with the `csv` crate: CPU time, one thread, and at the end
//! how the two compare. A wrong count is a failure.

// Results go to the terminal.
#![allow(clippy::print_stdout)]

mod cpu_time;

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, Throughput};
use yinmo::{Item, Listener, Pipeline, Report, Source};
use yinmo_benches::{Corpus, corpora};
use yinmo_core::kind::Group;

use cpu_time::CpuTime;

/// Rounds in which one is measured right after the other.
const ROUNDS: usize = 15;

fn main() {
    rayon::ThreadPoolBuilder::new().num_threads(1).build_global().expect("no work was done yet");
    let pipeline = Pipeline::default();
    let list = corpora().into_iter().find(|corpus| corpus.name == "relief.csv").expect("one of the corpora");
    check_counts(&pipeline, &list);
    let bytes = list.text.as_bytes();
    let mut criterion = Criterion::default().with_measurement(CpuTime).configure_from_args();
    measure(&mut criterion, &pipeline, bytes);
    criterion.final_summary();
    println!("relief.csv: masked at {:.2} times the speed of a copy, CPU time", ratio(&pipeline, bytes));
}

fn measure(criterion: &mut Criterion<CpuTime>, pipeline: &Pipeline, bytes: &[u8]) {
    let mut group = criterion.benchmark_group("relief.csv masked, CPU time");
    group.sample_size(10).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(2));
    group.throughput(Throughput::Bytes(bytes.len() as u64));
    group.bench_function("mask without the re-scan", |b| {
        b.iter(|| mask(pipeline, black_box(bytes), &mut ()));
    });
    group.bench_function("baseline: csv ByteRecord copy", |b| b.iter(|| copy(black_box(bytes))));
    group.finish();
}

/// The median of rounds: what else the machine does at the time slows both.
fn ratio(pipeline: &Pipeline, bytes: &[u8]) -> f64 {
    let round = || {
        let masked = CpuTime::of(|| mask(pipeline, black_box(bytes), &mut ()));
        CpuTime::of(|| copy(black_box(bytes))).as_secs_f64() / masked.as_secs_f64()
    };
    let mut ratios: Vec<f64> = (0..ROUNDS).map(|_| round()).collect();
    ratios.sort_by(f64::total_cmp);
    ratios[ROUNDS / 2]
}

fn mask(pipeline: &Pipeline, bytes: &[u8], listener: &mut dyn Listener) -> (Report, Vec<u8>) {
    let mut out = Vec::with_capacity(bytes.len());
    let source = Source::Bytes { name: "relief.csv", bytes };
    let report = pipeline.mask_to(source, &mut out, listener).expect("memory can be written");
    (report, out)
}

/// What reading and writing the same table costs with the `csv` crate.
fn copy(bytes: &[u8]) -> Vec<u8> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
    let mut writer = csv::Writer::from_writer(Vec::with_capacity(bytes.len()));
    let mut record = csv::ByteRecord::new();
    while reader.read_byte_record(&mut record).expect("a well-formed table") {
        writer.write_byte_record(&record).expect("memory can be written");
    }
    writer.into_inner().expect("memory can be written")
}

/// Nobody gets faster by finding less: as many as were made, and the same as when each row is read for its items.
fn check_counts(pipeline: &Pipeline, list: &Corpus) {
    let bytes = list.text.as_bytes();
    let (report, masked) = mask(pipeline, bytes, &mut ());
    let (read, expected) = mask(pipeline, bytes, &mut Vec::<Item>::new());
    assert_eq!(report.counts, read.counts, "{}", list.name);
    assert!(masked == expected, "{}: what is written differs", list.name);
    let identifiers = report.counts.iter().filter(|(kind, ..)| kind.group() == Group::Identifier);
    let identifiers: u64 = identifiers.map(|(.., count)| count).sum();
    if let Some(expected) = list.identifiers {
        assert_eq!(identifiers, expected as u64, "{}", list.name);
    }
    println!("{}: {identifiers} identifiers in {} bytes", list.name, bytes.len());
}
