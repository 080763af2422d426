//! A workbook masked from file to file and read again from there, beside what unzipping and zipping the whole of it costs
//! with the same library and level: CPU time, one thread, and the memory that it takes at most. A wrong count, or more than
//! a workbook may cost, is a failure. `YINMO_WORKBOOK=FILE` measures that one too.

// Results go to the terminal.
#![allow(clippy::print_stdout)]

#[path = "../tables/cpu_time.rs"]
mod cpu_time;
mod peak;

use std::fs;
use std::hint::black_box;
use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::time::Duration;

use criterion::{Criterion, Throughput};
use yinmo::kind::Kind;
use yinmo::{Pipeline, Source};
use yinmo_benches::{Texts, Workbook};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use cpu_time::CpuTime;

const ROWS: usize = 100_000;

/// Rounds in which one is measured right after the other.
const ROUNDS: usize = 9;

/// What masking may cost: of the time that unzipping and zipping takes, and of the bytes of the largest part.
const MOST_TIME: f64 = 1.2;
const MOST_MEMORY: f64 = 4.0;

fn main() {
    rayon::ThreadPoolBuilder::new().num_threads(1).build_global().expect("no work was done yet");
    let folder = tempfile::tempdir().expect("a folder");
    let pipeline = Pipeline::default();
    let held = peak::held();
    let mut criterion = Criterion::default().with_measurement(CpuTime).configure_from_args();
    for texts in [Texts::Shared, Texts::Inline] {
        let Workbook { name, bytes, rows, largest_part } = Workbook::of(ROWS, texts);
        let source = folder.path().join("relief.xlsx");
        fs::write(&source, &bytes).expect("a file");
        drop(bytes);
        let memory = peak::of(|| check_counts(&pipeline, &source, rows));
        measure(&mut criterion, &pipeline, (name, &source));
        let time = ratio(&pipeline, &source);
        println!("{name}: masked in {time:.2} times what unzipping and zipping takes, CPU time");
        assert!(time <= MOST_TIME, "{name}: too slow");
        if let (Some(memory), Some(held)) = (memory, held) {
            let memory = memory.saturating_sub(held) as f64 / largest_part as f64;
            println!("{name}: at most {memory:.2} times the largest part in memory");
            assert!(memory <= MOST_MEMORY, "{name}: too much memory");
        }
    }
    if let Some(file) = std::env::var_os("YINMO_WORKBOOK") {
        let source = folder.path().join("other.xlsx");
        fs::copy(file, &source).expect("a workbook");
        let time = ratio(&pipeline, &source);
        println!("YINMO_WORKBOOK: masked in {time:.2} times what unzipping and zipping takes, CPU time");
    }
    criterion.final_summary();
}

/// Nobody gets faster by finding less.
fn check_counts(pipeline: &Pipeline, source: &Path, rows: usize) {
    let report = mask(pipeline, source);
    for kind in [Kind::ResidentId, Kind::Mobile, Kind::BankCard, Kind::Person, Kind::Address] {
        let found = report.counts.iter().filter(|(found, ..)| *found == kind);
        assert_eq!(found.map(|(_, _, count)| count).sum::<u64>(), rows as u64, "{kind:?}");
    }
}

fn measure(criterion: &mut Criterion<CpuTime>, pipeline: &Pipeline, (name, source): (&str, &Path)) {
    let mut group = criterion.benchmark_group(format!("{name}, CPU time"));
    group.sample_size(10).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(5));
    group.throughput(Throughput::Bytes(fs::metadata(source).expect("the file").len()));
    group.bench_function("mask and re-scan", |b| b.iter(|| mask(pipeline, black_box(source))));
    group.bench_function("baseline: unzip and zip", |b| b.iter(|| rezip(black_box(source))));
    group.finish();
}

/// The median of rounds: what else the machine does at the time slows both.
fn ratio(pipeline: &Pipeline, source: &Path) -> f64 {
    let round = || {
        let masked = CpuTime::of(|| mask(pipeline, black_box(source)));
        masked.as_secs_f64() / CpuTime::of(|| rezip(black_box(source))).as_secs_f64()
    };
    let mut ratios: Vec<f64> = (0..ROUNDS).map(|_| round()).collect();
    ratios.sort_by(f64::total_cmp);
    ratios[ROUNDS / 2]
}

fn mask(pipeline: &Pipeline, source: &Path) -> yinmo::Report {
    let target = source.with_file_name("masked.xlsx");
    pipeline.mask_file(Source::File(source), &target, true, &mut ()).expect("nothing remained")
}

/// What unzipping and zipping every part of it costs.
fn rezip(source: &Path) {
    let mut zip = ZipArchive::new(Cursor::new(fs::read(source).expect("the file"))).expect("a zip file");
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for nth in 0..zip.len() {
        let mut part = zip.by_index(nth).expect("a part");
        let mut bytes = Vec::with_capacity(part.size() as usize);
        part.read_to_end(&mut bytes).expect("a sound part");
        out.start_file(part.name().expect("a name"), options).expect("memory can be written");
        out.write_all(&bytes).expect("memory can be written");
    }
    let out = out.finish().expect("memory can be written").into_inner();
    fs::write(source.with_file_name("zipped.xlsx"), out).expect("a file");
}
