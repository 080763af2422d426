//! Fits how much each reason adds to the confidence of a finding.
//!
//! Only on sets that may be used for what ships, and that the model was not trained on. Their sizes differ much, and
//! documents of one kind must not drown those of another: each set counts by the square root of its size.

mod fit;
mod sample;
mod write;

use std::path::PathBuf;

use anyhow::Context as _;
use yinmo_core::Detector;
use yinmo_core::kind::Kind;

use crate::score::vector;

/// Where to look and what to write.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Marked documents that may be used for what ships.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Where the weights are kept.
    #[arg(long, default_value = "crates/yinmo-core/src/calibration/weights.rs")]
    out: PathBuf,
    /// What to write into it on where the documents come from.
    #[arg(long)]
    provenance: String,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let detector = Detector::new();
    let mut sets = Vec::new();
    for path in &arguments.files {
        let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
        sets.push(vector::parse(&text).with_context(|| path.display().to_string())?);
    }
    let fitted = [Kind::Person, Kind::Address].map(|kind| {
        let samples: Vec<_> = sets.iter().map(|set| sample::all(&detector, set, kind)).collect();
        fit::weights(&samples)
    });
    let source = write::source(&arguments.provenance, &fitted);
    std::fs::write(&arguments.out, source).with_context(|| arguments.out.display().to_string())
}
