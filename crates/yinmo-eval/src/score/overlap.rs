//! Which texts of a set repeat least of what a model was trained on.

use std::collections::HashSet;
use std::path::Path;

use anyhow::Context as _;

use super::vector::{self, Vector};

/// Texts that share so many characters in a row have a source in common.
const RUN: usize = 15;

/// Every run of [`RUN`] characters in some files.
pub(super) struct Runs(HashSet<Vec<char>>);

impl Runs {
    /// Reads files of marked text.
    pub(super) fn read(paths: &[impl AsRef<Path>]) -> anyhow::Result<Self> {
        let mut runs = HashSet::new();
        for path in paths {
            let path = path.as_ref();
            let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
            for vector in vector::parse(&text).with_context(|| path.display().to_string())? {
                let characters: Vec<char> = vector.text.chars().collect();
                runs.extend(characters.windows(RUN).map(<[char]>::to_vec));
            }
        }
        Ok(Self(runs))
    }

    /// The half of the texts that repeats least, in their order.
    pub(super) fn clean_half(&self, vectors: Vec<Vector>) -> Vec<Vector> {
        let mut shares: Vec<(f64, usize)> =
            vectors.iter().enumerate().map(|(nth, vector)| (self.share(&vector.text), nth)).collect();
        shares.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let clean: HashSet<usize> = shares[..vectors.len().div_ceil(2)].iter().map(|&(_, nth)| nth).collect();
        vectors
            .into_iter()
            .enumerate()
            .filter(|(nth, _)| clean.contains(nth))
            .map(|(_, vector)| vector)
            .collect()
    }

    fn share(&self, text: &str) -> f64 {
        let characters: Vec<char> = text.chars().collect();
        let runs = characters.windows(RUN);
        let all = runs.len().max(1);
        runs.filter(|run| self.0.contains(*run)).count() as f64 / all as f64
    }
}
