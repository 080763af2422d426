//! Zip archives of documents: each file in it is read as what it is.
//!
//! Read: every file, by its own format, archives within archives too; the names of the files; comments and extra
//! fields. Rewritten: files in which something changed, and names; all others are copied as they are, compressed. When
//! anything changes, nothing is kept that the archive says beside its files, but times.
//!
//! Refused: encrypted archives, broken ones, and such as hold bytes that belong to no file. Files of types that are not
//! read are named, and the archive counts as not read whole.

use crate::package::{Archive, Files, Holds, Packaged};
use crate::{FileType, Format};

/// Zip archives.
pub static FORMAT: &dyn Format = &Packaged {
    id: "zip",
    extensions: &["zip"],
    file_types: &[FileType::Zip],
    is_prose: false,
    holds: Holds::Files(|input, scope| Archive::open(input, scope), Files::NAMED),
};
