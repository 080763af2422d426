//! The model is ready at once: its file is used as it lies in the program.
#![allow(clippy::disallowed_types, reason = "a test may look at the clock")]

use std::time::{Duration, Instant};

use yinmo_core::tagger::model::Model;

static FILE: &[u8] = include_bytes!("../model/names.bin");

/// Many times what it takes.
const BOUND: Duration = Duration::from_millis(500);

#[test]
fn the_model_is_small_and_ready_at_once() {
    let started = Instant::now();
    let model = Model::from_bytes(FILE).expect("the file is written by the trainer");
    assert!(started.elapsed() < BOUND, "{:?}", started.elapsed());
    assert!(model.provenance().contains("source: "));
    assert!(FILE.len() <= 4 << 20, "{} bytes", FILE.len());
}
