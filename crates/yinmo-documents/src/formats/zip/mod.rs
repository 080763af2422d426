//! Zip archives of documents: each file in it is read as what it is.
//!
//! Read: every file, by its own format, archives within archives too; the names of the files; comments and extra
//! fields. Rewritten: files in which something changed, and names; all others are copied as they are, compressed. When
//! anything changes, nothing is kept that the archive says beside its files, but times.
//!
//! Refused: encrypted archives, broken ones, and such as hold bytes that belong to no file. Files of types that are not
//! read are named, and the archive counts as not read whole.

use yinmo_core::text::{Place, Surface};

use crate::mapped::{Draft, Edits, EntryId, Escape, Pen};
use crate::package::{Archive, ENVELOPE, Fates, Flavor, PackageDocument, PackageWriter, Reading};
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
        Box::new(PackageDocument::new(input, scope, Box::new(Files::default())))
    }

    fn writer<'r>(
        &self,
        input: Input<'r>,
        scope: &Scope,
        strip: Strip,
    ) -> Result<Box<dyn Writer + 'r>, Error> {
        Ok(Box::new(PackageWriter::new(input, scope, strip, Box::new(Files::default()))?))
    }
}

/// Every entry is a file. The names are read first.
#[derive(Default)]
struct Files {
    names_are_read: bool,
}

impl Flavor for Files {
    fn read(&mut self, package: &mut Archive<'_>, reading: &mut Reading) -> Result<bool, Error> {
        if std::mem::replace(&mut self.names_are_read, true) {
            return Ok(false);
        }
        let mut names = Draft::default();
        for (entry, name) in (0..).zip(package.names()) {
            names.stand(Place::Named("文件名".to_owned()), Surface::Metadata);
            names.write(name, name_of(entry), 0..name.len(), Pen::Plain(Escape::None));
            names.end_line();
            if !name.ends_with('/') {
                reading.nest(entry);
            }
        }
        reading.prose(names);
        Ok(true)
    }

    fn tailor(
        &mut self,
        package: &mut Archive<'_>,
        edits: &mut Edits,
        _strip: Strip,
    ) -> Result<Fates, Error> {
        let mut fates = Fates::default();
        let named: Vec<EntryId> = edits.entries().filter(|&id| id >= NAMES && id != ENVELOPE).collect();
        for id in named {
            let old = package.name(id - NAMES).to_owned();
            let new = String::from_utf8_lossy(&edits.apply(id, old.as_bytes())?).into_owned();
            fates.rename(id - NAMES, new);
        }
        Ok(fates)
    }
}

/// The name of an entry is edited under another number than the entry.
const NAMES: EntryId = 1 << 31;

fn name_of(entry: EntryId) -> EntryId {
    NAMES + entry
}
