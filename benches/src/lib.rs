//! Corpora and baselines for the benchmarks.
//!
//! Corpora are made here, from a seed; `YINMO_CORPORA=DIR` takes larger ones of the same names instead
//! (`prose_pii.txt`, `prose_clean.txt`, `relief.csv`, `logs.txt`), and statutes as `prose_laws.txt` if it holds them.

mod baseline;
mod corpus;
mod random;
mod workbook;

pub use baseline::SequentialRegex;
pub use corpus::{Corpus, corpora};
pub use workbook::{Texts, Workbook};
