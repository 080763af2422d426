//! Files compressed by gzip (RFC 1952), tar archives among them.
//!
//! Read: the file within, by its own format, all members of it together; the file name, the comment and the extra fields
//! of the headers. Rewritten: the file, as one member. When anything changes, nothing is kept that the headers say, but
//! the time and the system.
//!
//! Refused: wrong checksums, bytes that belong to no member, and more than the limits allow.

use crate::package::{Files, Holds, Packaged, open_gzip};
use crate::{FileType, Format};

/// Files compressed by gzip.
pub static FORMAT: &dyn Format = &Packaged {
    id: "gzip",
    extensions: &["gz", "tgz"],
    file_types: &[FileType::Gzip],
    is_prose: false,
    holds: Holds::Files(open_gzip, Files::UNNAMED),
};
