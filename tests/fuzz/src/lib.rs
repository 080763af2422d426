//! What the fuzz targets share: how the fuzzer's bytes become inputs, and what must hold for them.

pub mod changes;
pub mod document;
pub mod input;
pub mod pipeline;
