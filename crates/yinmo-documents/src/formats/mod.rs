//! The formats, one folder each. Written by `tests/documents/registry.rs` with `UPDATE=1`; do not edit.

pub mod csv;
pub mod doc;
pub mod docx;
pub mod eml;
pub mod gzip;
pub mod html;
pub mod image;
pub mod json;
pub mod jsonl;
pub mod ofd;
pub mod pptx;
pub mod tar;
pub mod text;
pub mod tsv;
pub mod xls;
pub mod xlsx;
pub mod xml;
pub mod zip;

use crate::Format;

/// Every format, in the order of their folders.
#[rustfmt::skip]
pub static FORMATS: [&dyn Format; 18] = [csv::FORMAT, doc::FORMAT, docx::FORMAT, eml::FORMAT, gzip::FORMAT, html::FORMAT, image::FORMAT, json::FORMAT, jsonl::FORMAT, ofd::FORMAT, pptx::FORMAT, tar::FORMAT, text::FORMAT, tsv::FORMAT, xls::FORMAT, xlsx::FORMAT, xml::FORMAT, zip::FORMAT];
