//! Tar archives: ustar, pax, GNU and the oldest form.
//!
//! Read: every file, by its own format, archives within archives too; names of files; comments, owners, groups, targets of
//! links, and what else extended headers say. Rewritten: files in which something changed, and names; all others are
//! copied as they are, headers included. When something is changed that is said beside the files, all of that goes, and
//! links too.
//!
//! Refused: files with holes, archives that go on in another, wrong checksums, and bytes that belong to no file.

use crate::package::{Files, PackageDocument, PackageWriter, open_tar};
use crate::{Document, Error, FileType, Format, Input, Scope, Strip, Writer};

/// Tar archives.
pub static FORMAT: &dyn Format = &Tar;

struct Tar;

impl Format for Tar {
    fn id(&self) -> &'static str {
        "tar"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["tar"]
    }

    fn file_types(&self) -> &'static [FileType] {
        &[FileType::Tar]
    }

    fn is_package(&self) -> bool {
        true
    }

    fn open<'r>(&self, input: Input<'r>, scope: &Scope) -> Box<dyn Document + 'r> {
        Box::new(PackageDocument::of(open_tar(input, scope), scope, Box::new(Files::NAMED)))
    }

    fn writer<'r>(
        &self,
        input: Input<'r>,
        scope: &Scope,
        strip: Strip,
    ) -> Result<Box<dyn Writer + 'r>, Error> {
        let archive = open_tar(input, scope)?;
        Ok(Box::new(PackageWriter::of(archive, scope, strip, Box::new(Files::NAMED))))
    }
}
