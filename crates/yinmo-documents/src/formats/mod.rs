//! The formats, one folder each. Written by `tests/documents/registry.rs` with `UPDATE=1`; do not edit.

pub mod csv;
pub mod doc;
pub mod image;
pub mod json;
pub mod jsonl;
pub mod text;
pub mod tsv;
pub mod xls;
pub mod zip;

use crate::Format;

/// Every format, in the order of their folders.
#[rustfmt::skip]
pub static FORMATS: [&dyn Format; 9] = [csv::FORMAT, doc::FORMAT, image::FORMAT, json::FORMAT, jsonl::FORMAT, text::FORMAT, tsv::FORMAT, xls::FORMAT, zip::FORMAT];
