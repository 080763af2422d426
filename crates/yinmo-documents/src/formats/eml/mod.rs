//! Mail (RFC 5322, MIME): `eml`, `mht`, `mhtml`, `mbox`.
//!
//! Read: all headers, with what is written in encoded words, by percent signs or in pieces (RFC 2231), folded or not; what
//! stands before, between and behind the parts; bodies and attached files, out of Base64, quoted-printable and
//! uuencode, as what they are, all alternatives, mails in mails too.
//!
//! Rewritten: encoded words and parts in which something changed are coded again, in their own way and character set;
//! of quoted-printable only the lines that changed. Signatures no longer hold then: their headers go, and what they are
//! attached as.
//!
//! Refused: nothing as a whole that is mail. Parts of types that are not read, such as pictures, `winmail.dat` and
//! encrypted mail, are named, and so are parts that are not written as they say.

mod header;
mod part;
mod quoted;
mod tree;
mod utf7;
mod uu;
mod words;

use std::ops::Range;

use yinmo_core::text::{Place, Surface};

use crate::mapped::{Draft, Edits, Escape, Pen, RemovedCells};
use crate::note::What;
use crate::package::{Findings, Holder, Holds, Packaged};
use crate::{Error, FileType, Format, Input, Scope};

use tree::{Piece, Tree};

/// Mail.
pub static FORMAT: &dyn Format = &Packaged {
    id: "eml",
    extensions: &["eml", "mht", "mhtml", "mbox"],
    file_types: &[FileType::Eml],
    is_prose: true,
    holds: Holds::Text(open),
};

/// A mail in memory.
struct Mail {
    bytes: Vec<u8>,
    tree: Tree,
    /// How many pieces were read.
    read: usize,
    /// How many parts were met that have no name of their own.
    unnamed: usize,
}

fn open(input: Input<'_>, scope: &Scope) -> Result<Box<dyn Holder>, Error> {
    let bytes = input.into_whole(scope.limits().package_bytes)?.into_owned();
    let tree = Tree::of(&bytes, scope.limits().entries)?;
    Ok(Box::new(Mail { bytes, tree, read: 0, unnamed: 0 }))
}

impl Holder for Mail {
    fn read(&mut self, found: &mut Findings) -> Result<bool, Error> {
        while found.has_room() {
            let Some(piece) = self.tree.pieces.get(self.read) else { return Ok(false) };
            self.read += 1;
            match piece {
                Piece::Headers(fields) => {
                    let mut draft = Draft::default();
                    for field in fields {
                        header::read(&self.bytes, field, &mut draft, found);
                    }
                    found.reading.prose(draft);
                }
                Piece::Loose(range) => loose(&self.bytes, range.clone(), found),
                Piece::Body(part) => part::read(&self.bytes, part, &mut self.unnamed, found)?,
            }
        }
        Ok(true)
    }

    fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    fn written(&self, raw: Range<usize>) -> &[u8] {
        &self.bytes[raw]
    }

    fn rewrite(&mut self, mut edits: Edits, _removed: &[RemovedCells]) -> Result<Vec<u8>, Error> {
        for signature in self.tree.signatures(&self.bytes) {
            edits.push(0, signature, b"");
        }
        edits.apply(0, &self.bytes)
    }
}

/// Text that belongs to no part.
fn loose(bytes: &[u8], range: Range<usize>, found: &mut Findings) {
    if bytes[range.clone()].trim_ascii().is_empty() {
        return;
    }
    let place = Place::Named("邮件各部分之外".to_owned());
    found.reading.note(place.clone(), What::Hidden(crate::Hiding::Text));
    let mut draft = Draft::default();
    draft.stand(place, Surface::Hidden);
    raw_text(bytes, range, &mut draft);
    found.reading.prose(draft);
}

/// Adds bytes of UTF-8, or else of GB18030, as they are.
fn raw_text(bytes: &[u8], range: Range<usize>, draft: &mut Draft) {
    let raw = &bytes[range.clone()];
    if let Ok(text) = std::str::from_utf8(raw) {
        draft.write(text, 0, range, Pen::Plain(Escape::None));
        return;
    }
    match encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(raw) {
        Some(text) => draft.write(&text, 0, range, Pen::Remade(words::remake_gb18030)),
        None => draft.write(&String::from_utf8_lossy(raw), 0, range, Pen::Remade(words::remake_lossy)),
    }
}
