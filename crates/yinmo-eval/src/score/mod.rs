//! Precision and recall per kind and per class, over files of test vectors.
//!
//! A span counts only if it is exact and of the right kind. Classes `hard` and `ambiguous` are reported and
//! never added up. A file is about identifiers or about people; findings of the other group are not counted.

mod judge;
mod overlap;
mod reliability;
mod report;
mod sets;
mod tally;
pub(crate) mod vector;

use std::path::PathBuf;

use anyhow::Context as _;

use self::tally::Tallies;

/// What to score.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Files of test vectors, one JSON object a line.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Print JSON instead of tables.
    #[arg(long)]
    json: bool,
    /// Score only the half of each data set that repeats least of these files.
    #[arg(long, num_args = 1.., value_name = "FILES")]
    apart_from: Vec<PathBuf>,
    /// Print every vector that fails.
    #[arg(long)]
    failures: bool,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let judge = judge::Judge::new();
    let trained =
        (!arguments.apart_from.is_empty()).then(|| overlap::Runs::read(&arguments.apart_from)).transpose()?;
    let mut reports = Vec::new();
    let mut reliability = reliability::Reliability::default();
    for path in &arguments.files {
        let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
        let vectors = vector::parse(&text).with_context(|| path.display().to_string())?;
        if vector::is_set(&text) {
            let vectors = match &trained {
                Some(runs) => runs.clean_half(vectors),
                None => vectors,
            };
            let outcomes = sets::score(judge.pipeline(), &vectors);
            report::set(path, &outcomes);
            if arguments.failures {
                outcomes.failures.iter().for_each(|failure| println!("{failure}"));
            }
            reliability.merge(outcomes.reliability);
            continue;
        }
        let scope = vector::scope(&vectors);
        let mut tallies = Tallies::default();
        for vector in &vectors {
            let outcome = judge.outcome(vector, scope);
            if arguments.failures && !outcome.is_right() {
                println!("{}", outcome.explain(vector));
            }
            tallies.add(vector, &outcome);
        }
        reports.push((
            path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
            tallies,
        ));
    }
    report::reliability(&reliability);
    if arguments.json { report::json(&reports) } else { report::tables(&reports) }
}
