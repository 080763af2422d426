//! Files compressed by gzip (RFC 1952), tar archives among them.
//!
//! Read: the file within, by its own format, all members of it together; the file name, the comment and the extra fields
//! of the headers. Rewritten: the file, as one member. When anything changes, nothing is kept that the headers say, but
//! the time and the system.
//!
//! Refused: wrong checksums, bytes that belong to no member, and more than the limits allow.

use crate::package::{Files, PackageDocument, PackageWriter, open_gzip};
use crate::{Document, Error, FileType, Format, Input, Scope, Strip, Writer};

/// Files compressed by gzip.
pub static FORMAT: &dyn Format = &Gzip;

struct Gzip;

impl Format for Gzip {
    fn id(&self) -> &'static str {
        "gzip"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["gz", "tgz"]
    }

    fn file_types(&self) -> &'static [FileType] {
        &[FileType::Gzip]
    }

    fn is_package(&self) -> bool {
        true
    }

    fn open<'r>(&self, input: Input<'r>, scope: &Scope) -> Box<dyn Document + 'r> {
        Box::new(PackageDocument::of(open_gzip(input, scope), scope, Box::new(Files::UNNAMED)))
    }

    fn writer<'r>(
        &self,
        input: Input<'r>,
        scope: &Scope,
        strip: Strip,
    ) -> Result<Box<dyn Writer + 'r>, Error> {
        let archive = open_gzip(input, scope)?;
        Ok(Box::new(PackageWriter::of(archive, scope, strip, Box::new(Files::UNNAMED))))
    }
}
