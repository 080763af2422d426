//! Throughput in bytes a second, beside what one would write without yinmo. A wrong count is a failure.

// Results and counts go to the terminal.
#![allow(clippy::print_stdout)]

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use yinmo::{Pipeline, Source};
use yinmo_benches::{Corpus, SequentialRegex, corpora};
use yinmo_core::kind::Group;
use yinmo_core::resolve::resolve;
use yinmo_core::scan::Tokens;
use yinmo_core::{Detector, recognizers::Claim};

fn throughput(criterion: &mut Criterion) {
    let (detector, baseline, pipeline) = (Detector::new(), SequentialRegex::new(), Pipeline::default());
    for corpus in corpora() {
        check_counts(&corpus, &detector, &baseline);
        let text = corpus.text.as_str();
        let mut group = criterion.benchmark_group(corpus.name);
        group
            .sample_size(10)
            .warm_up_time(Duration::from_millis(500))
            .measurement_time(Duration::from_secs(2));
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function("std from_utf8", |b| {
            b.iter(|| std::str::from_utf8(black_box(text.as_bytes())).is_ok());
        });
        group.bench_function("scan only", |b| b.iter(|| Tokens::new(black_box(text), 0).count()));
        group.bench_function("identifiers", |b| b.iter(|| identifiers(&detector, black_box(text)).len()));
        let name = format!("baseline: {} regexes, one after the other", baseline.len());
        group.bench_function(BenchmarkId::from_parameter(name), |b| {
            b.iter(|| baseline.identifiers(black_box(text)).len());
        });
        group.bench_function("whole pipeline", |b| b.iter(|| pipeline.find(black_box(text)).len()));
        group.finish();
    }
}

fn tables(criterion: &mut Criterion) {
    let pipeline = Pipeline::default();
    let Some(corpus) = corpora().into_iter().find(|corpus| corpus.name == "relief.csv") else { return };
    let bytes = corpus.text.as_bytes();
    let mut group = criterion.benchmark_group("relief.csv masked");
    group.sample_size(10).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(2));
    group.throughput(Throughput::Bytes(bytes.len() as u64));
    group.bench_function("mask without the re-scan", |b| b.iter(|| mask(&pipeline, black_box(bytes)).len()));
    group.bench_function("baseline: csv ByteRecord copy", |b| b.iter(|| copy(black_box(bytes)).len()));
    group.finish();
}

/// The identifier layer as the baseline does it: claims, resolved.
fn identifiers(detector: &Detector, text: &str) -> Vec<Claim> {
    let mut claims = Vec::new();
    detector.identifiers(text, &[], &mut claims);
    resolve(&mut claims);
    claims.retain(|claim| claim.kind.group() == Group::Identifier);
    claims
}

fn mask(pipeline: &Pipeline, bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    pipeline
        .mask_to(Source::Bytes { name: "relief.csv", bytes }, &mut out, &mut ())
        .expect("memory can be written");
    out
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

/// Nobody gets faster by finding less.
fn check_counts(corpus: &Corpus, detector: &Detector, baseline: &SequentialRegex) {
    let ours = identifiers(detector, &corpus.text);
    let theirs = baseline.identifiers(&corpus.text);
    for (claim, found) in
        theirs.iter().map(|claim| (claim, &ours)).chain(ours.iter().map(|claim| (claim, &theirs)))
    {
        let Claim { kind, span, .. } = claim;
        assert!(found.contains(claim), "{}: only one of both finds {kind:?} at {span:?}", corpus.name);
    }
    let all = ours.len() + baseline.mailboxes(&corpus.text).len();
    if let Some(expected) = corpus.identifiers {
        assert_eq!(all, expected, "{}", corpus.name);
    }
    println!("{}: {all} identifiers in {} bytes", corpus.name, corpus.text.len());
}

criterion_group!(benches, throughput, tables);
criterion_main!(benches);
