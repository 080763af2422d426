//! Corpora and baselines for the benchmarks.
