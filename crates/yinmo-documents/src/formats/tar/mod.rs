//! Tar archives: ustar, pax, GNU and the oldest form.
//!
//! Read: every file, by its own format, archives within archives too; names of files; comments, owners, groups, targets of
//! links, and what else extended headers say. Rewritten: files in which something changed, and names; all others are
//! copied as they are, headers included. When something is changed that is said beside the files, all of that goes, and
//! links too.
//!
//! Refused: files with holes, archives that go on in another, wrong checksums, and bytes that belong to no file.

use crate::package::{Files, Holds, Packaged, open_tar};
use crate::{FileType, Format};

/// Tar archives.
pub static FORMAT: &dyn Format = &Packaged {
    id: "tar",
    extensions: &["tar"],
    file_types: &[FileType::Tar],
    is_prose: false,
    holds: Holds::Files(open_tar, Files::NAMED),
};
