//! Files that hold files: what the formats that are such packages have in common.
//!
//! A format says in a [`Flavor`] what its entries are. [`PackageDocument`] then reads them one after the other and
//! opens those that are documents of their own; [`PackageWriter`] collects what is to be changed in each entry and
//! writes the package again, with every other entry as it was.

mod archive;
pub(crate) mod base64;
pub(crate) mod charset;
pub(crate) mod coded;
pub(crate) mod compound;
mod document;
pub(crate) mod embedded;
pub(crate) mod fields;
mod files;
mod flavor;
pub(crate) mod fonts;
mod format;
pub(crate) mod glued;
pub(crate) mod glyphs;
mod gzip;
pub(crate) mod header;
mod holder;
pub(crate) mod homes;
pub(crate) mod lines;
pub(crate) mod markup;
pub(crate) mod office;
pub(crate) mod opaque;
pub(crate) mod opc;
mod part_names;
mod tar;
pub(crate) mod walk;
mod writer;
pub(crate) mod xml;
mod zip;

pub(crate) use archive::Archive;
pub(crate) use document::PackageDocument;
pub(crate) use files::Files;
pub(crate) use flavor::{Fate, Fates, Flavor, Reading};
pub(crate) use format::{Holds, Packaged};
pub(crate) use gzip::open as open_gzip;
pub(crate) use holder::{Findings, Held, Holder, HolderDocument, HolderWriter, Wrap};
pub(crate) use tar::open as open_tar;
pub(crate) use writer::PackageWriter;
