use super::compound::{Choose, CompoundDocument, CompoundWriter};
use super::{Archive, Files, Flavor, Holder, HolderDocument, HolderWriter, PackageDocument, PackageWriter};
use crate::{Document, Error, FileType, Format, Input, Scope, Strip, Writer};

/// A format whose files are read whole: what is said of it, and what reads it.
pub(crate) struct Packaged {
    pub(crate) id: &'static str,
    pub(crate) extensions: &'static [&'static str],
    pub(crate) file_types: &'static [FileType],
    pub(crate) is_prose: bool,
    pub(crate) holds: Holds,
}

/// Opens a document in which documents may stand.
type OpenHolder = fn(Input<'_>, &Scope) -> Result<Box<dyn Holder>, Error>;

/// Opens an archive.
type OpenArchive = for<'r> fn(Input<'r>, &Scope) -> Result<Archive<'r>, Error>;

/// What a file of the format is made of.
pub(crate) enum Holds {
    /// Entries of an archive.
    Entries(fn() -> Box<dyn Flavor>),
    /// Files that people put into an archive of any sort.
    Files(OpenArchive, Files),
    /// Text, in which documents may stand.
    Text(OpenHolder),
    /// Streams of a compound file.
    Streams(Choose),
}

impl Format for Packaged {
    fn id(&self) -> &'static str {
        self.id
    }

    fn extensions(&self) -> &'static [&'static str] {
        self.extensions
    }

    fn file_types(&self) -> &'static [FileType] {
        self.file_types
    }

    fn is_package(&self) -> bool {
        true
    }

    fn is_prose(&self) -> bool {
        self.is_prose
    }

    fn open<'r>(&self, input: Input<'r>, scope: &Scope) -> Box<dyn Document + 'r> {
        match self.holds {
            Holds::Entries(flavor) => Box::new(PackageDocument::new(input, scope, flavor())),
            Holds::Files(open, ref files) => {
                Box::new(PackageDocument::of(open(input, scope), scope, Box::new(files.clone())))
            }
            Holds::Text(open) => Box::new(HolderDocument::new(open(input, scope), scope)),
            Holds::Streams(choose) => Box::new(CompoundDocument::new(input, scope, choose)),
        }
    }

    fn writer<'r>(
        &self,
        input: Input<'r>,
        scope: &Scope,
        strip: Strip,
    ) -> Result<Box<dyn Writer + 'r>, Error> {
        Ok(match self.holds {
            Holds::Entries(flavor) => Box::new(PackageWriter::new(input, scope, strip, flavor())?),
            Holds::Files(open, ref files) => {
                Box::new(PackageWriter::of(open(input, scope)?, scope, strip, Box::new(files.clone())))
            }
            Holds::Text(open) => Box::new(HolderWriter::new(open(input, scope)?, scope, strip)),
            Holds::Streams(choose) => Box::new(CompoundWriter::new(input, scope, strip, choose)?),
        })
    }
}
