//! Baselines among the files: what is in them are codes, counts and days, and no document.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use yinmo::{Baseline, Job, Pipeline};

use super::{PassedOver, Scope, Why};

/// What a baseline begins with.
const BEGINNING: &[u8] = b"{\"yinmo_baseline\":";

/// The most bytes of a file that may be a baseline.
const MOST: u64 = 64 << 20;

impl Scope {
    /// The same without baselines, which are listed. One in which people wrote something personal is a document.
    pub fn without_baselines(mut self, pipeline: &Pipeline) -> Self {
        let baselines = self.found.files.extract_if(.., |file| is_baseline(&file.job, pipeline));
        let passed_over = baselines.map(|file| PassedOver { path: file.job.path, why: Why::Baseline });
        self.left_out.passed_over.extend(passed_over);
        self
    }
}

fn is_baseline(job: &Job, pipeline: &Pipeline) -> bool {
    if !is_called_like_one(&job.path) {
        return false;
    }
    let bytes = match &job.stored {
        Some(stored) if stored.size() <= MOST => stored.fetch(),
        Some(_) => return false,
        None => read(&job.path),
    };
    let words = bytes.ok().and_then(|bytes| Baseline::words(&bytes));
    words.is_some_and(|words| words.iter().all(|words| pipeline.find_with_names(words).0.is_empty()))
}

fn is_called_like_one(path: &Path) -> bool {
    // Most names do not end like that, which is quickly seen.
    let end: Option<&[u8; 6]> = path.as_os_str().as_encoded_bytes().last_chunk();
    end.is_some_and(|end| end.eq_ignore_ascii_case(b".jsonl")) && path.extension().is_some()
}

/// A file, if it begins as baselines do.
fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut file = File::open(path)?;
    let mut bytes = Vec::new();
    (&mut file).take(BEGINNING.len() as u64 + 3).read_to_end(&mut bytes)?;
    if bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes).starts_with(BEGINNING) {
        file.take(MOST).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::{Path, is_called_like_one};

    #[test]
    fn a_baseline_has_a_name_before_its_ending() {
        assert!(["a.jsonl", "in/基线.JSONL"].iter().all(|path| is_called_like_one(Path::new(path))));
        for path in [".jsonl", "in/.jsonl", "a.json", "ajsonl", "jsonl"] {
            assert!(!is_called_like_one(Path::new(path)), "{path}");
        }
    }
}
