//! Zip archives of documents: each file in it is read as what it is.
//!
//! Read: every file, by its own format, archives within archives too; the names of the files; comments and extra
//! fields. Rewritten: files in which something changed, and names; all others are copied as they are, compressed. When
//! anything changes, nothing is kept that the archive says beside its files, but times.
//!
//! Refused: encrypted archives, broken ones, and such as hold bytes that belong to no file. Files of types that are not
//! read are named, and the archive counts as not read whole.

use crate::package::{Files, PackageDocument, PackageWriter};
use crate::{Document, Error, FileType, Format, Input, Scope, Strip, Writer};

/// Zip archives.
pub static FORMAT: &dyn Format = &Zip;

struct Zip;

impl Format for Zip {
    fn id(&self) -> &'static str {
        "zip"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["zip"]
    }

    fn file_types(&self) -> &'static [FileType] {
        &[FileType::Zip]
    }

    fn is_package(&self) -> bool {
        true
    }

    fn open<'r>(&self, input: Input<'r>, scope: &Scope) -> Box<dyn Document + 'r> {
        Box::new(PackageDocument::new(input, scope, Box::new(Files::NAMED)))
    }

    fn writer<'r>(
        &self,
        input: Input<'r>,
        scope: &Scope,
        strip: Strip,
    ) -> Result<Box<dyn Writer + 'r>, Error> {
        Ok(Box::new(PackageWriter::new(input, scope, strip, Box::new(Files::NAMED))?))
    }
}
