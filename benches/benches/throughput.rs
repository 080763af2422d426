//! Throughput in bytes a second, beside what one would write without yinmo. A wrong count is a failure.

// Results and counts go to the terminal.
#![allow(clippy::print_stdout)]

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use yinmo::Pipeline;
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

/// The identifier layer as the baseline does it: claims, resolved.
fn identifiers(detector: &Detector, text: &str) -> Vec<Claim> {
    let mut claims = Vec::new();
    detector.identifiers(text, &[], &mut claims);
    resolve(&mut claims);
    claims.retain(|claim| claim.kind.group() == Group::Identifier);
    claims
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

criterion_group!(benches, throughput);
criterion_main!(benches);
