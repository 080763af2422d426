//! Files that no format reads, such as objects of other programs, and that travel in a file that is read.
//!
//! Nobody can say that nothing personal stands in them: they are noted as unread. What looks like text in them is read all
//! the same, in every encoding, out of the streams of compound files ([MS-CFB]) and the attributes of `winmail.dat`
//! ([MS-OXTNEF]), and the source of programs in VBA out of its compression ([MS-OVBA]); and it is rewritten with equal
//! length. So nothing that could be found is left in what is written. In pictures, sound, fonts and compressed data only
//! what no chance makes is taken for text, so that they stay as they are.

mod chance;
mod compound;
mod rtf;
mod runs;
mod text;
mod tnef;
pub(crate) mod vba;

use std::ops::Range;

use yinmo_core::text::{Place, Surface};

use crate::mapped::{Edits, RemovedCells};
use crate::package::document;
use crate::package::{Archive, Findings, Holder, HolderDocument, HolderWriter};
use crate::sniff::is_coded;
use crate::{Document, Error, FileType, Format, Input, Scope, Strip, Writer, formats};

pub(crate) use chance::Likely;
pub(crate) use text::{read as read_text, strings};

/// Files that no format reads.
pub(crate) static FORMAT: &dyn Format = &Opaque;

struct Opaque;

impl Format for Opaque {
    fn id(&self) -> &'static str {
        "opaque"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &[]
    }

    fn file_types(&self) -> &'static [FileType] {
        &[]
    }

    fn is_package(&self) -> bool {
        true
    }

    fn open<'r>(&self, input: Input<'r>, scope: &Scope) -> Box<dyn Document + 'r> {
        match of_archive(input, scope) {
            Ok(archive) => formats::zip::FORMAT.open(archive, scope),
            Err(input) => Box::new(HolderDocument::new(input.and_then(|input| open(input, scope)), scope)),
        }
    }

    fn writer<'r>(
        &self,
        input: Input<'r>,
        scope: &Scope,
        strip: Strip,
    ) -> Result<Box<dyn Writer + 'r>, Error> {
        match of_archive(input, scope) {
            Ok(archive) => formats::zip::FORMAT.writer(archive, scope, strip),
            Err(input) => Ok(Box::new(HolderWriter::new(open(input?, scope)?, scope, strip))),
        }
    }
}

/// A package of a format that is not read, such as OpenDocument, if it is sound: its files are.
fn of_archive<'r>(input: Input<'r>, scope: &Scope) -> Result<Input<'r>, Result<Input<'r>, Error>> {
    let encoding = input.encoding();
    let bytes = input.into_whole(scope.limits().package_bytes).map_err(Err)?;
    let is_sound = bytes.starts_with(b"PK\x03\x04")
        && scope.depth() < scope.limits().depth
        && Archive::open(Input::memory(&*bytes, encoding), &scope.afresh()).is_ok();
    let input = Input::memory(bytes, encoding);
    if is_sound { Ok(input) } else { Err(Ok(input)) }
}

fn open(input: Input<'_>, scope: &Scope) -> Result<Box<dyn Holder>, Error> {
    let bytes = input.into_whole(scope.limits().package_bytes)?.into_owned();
    if bytes.starts_with(tnef::SIGNATURE) {
        return Ok(Box::new(tnef::Mail::of(bytes)));
    }
    let bytes = match compound::File::of(bytes, scope) {
        Ok(file) => return Ok(Box::new(file)),
        Err(bytes) => bytes,
    };
    let likely = likely(&bytes, scope.name());
    Ok(Box::new(Plain { bytes, likely, is_read: false }))
}

/// Whether bytes are a file that holds others or has a format of its own, rather than text in places.
pub(crate) fn is_whole(bytes: &[u8], name: &str) -> bool {
    bytes.starts_with(b"PK\x03\x04")
        || document::open(bytes, name).is_ok_and(|(format, _)| format.is_package())
}

/// How likely bytes are text.
pub(crate) fn likely(bytes: &[u8], name: &str) -> Likely {
    if is_coded(bytes, name) { Likely::Hardly } else { Likely::Perhaps }
}

/// Bytes of which nothing is known.
struct Plain {
    bytes: Vec<u8>,
    likely: Likely,
    is_read: bool,
}

impl Holder for Plain {
    fn read(&mut self, found: &mut Findings) -> Result<bool, Error> {
        if !std::mem::replace(&mut self.is_read, true) {
            let place = Place::Named("未检查部分中的文字".to_owned());
            text::read((0, &self.bytes, 0), (&place, Surface::Hidden), self.likely, &mut found.reading);
        }
        Ok(false)
    }

    fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    fn written(&self, raw: Range<usize>) -> &[u8] {
        &self.bytes[raw]
    }

    fn rewrite(&mut self, mut edits: Edits, _removed: &[RemovedCells]) -> Result<Vec<u8>, Error> {
        edits.apply(0, &self.bytes)
    }
}

#[cfg(test)]
mod tests;
