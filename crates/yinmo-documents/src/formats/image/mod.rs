//! Pictures.
//!
//! Read, of JPEG, PNG, TIFF, GIF and WebP: what is said beside the picture: EXIF with the place where it was taken, XMP,
//! IPTC, comments, text chunks, what makers of cameras and programs add, and what stands behind the end of the picture.
//! Rewritten: without all of that. Of the file only what is on a list of what draws the picture is kept, so that nothing
//! comes along that nobody knew of. The way the picture is turned is kept.
//!
//! The picture itself is never inspected, and neither is any other sort of picture. Each is noted as unread, with the
//! SHA-256 of the file as it is without what is said beside the picture: the same before and after masking.
//!
//! Refused: broken files.

mod beside;
mod exif;
mod gif;
mod iptc;
mod jpeg;
mod png;
mod tiff;
mod webp;
mod xmp;

use std::borrow::Cow;
use std::collections::VecDeque;

use sha2::{Digest, Sha256};
use yinmo_core::text::{Place, Surface};

use self::beside::Beside;
use crate::chunk::Section;
use crate::mapped::{Draft, Edits, Escape, Pen};
use crate::package::Reading;
use crate::package::fields::read_as;
use crate::package::opaque::{likely, read_text};
use crate::{
    Changes, Chunk, Document, Error, Extra, FileType, Format, Input, Note, Position, Reason, Scope, Strip,
    What, Writer,
};

/// Pictures.
pub static FORMAT: &dyn Format = &Image;

struct Image;

impl Format for Image {
    fn id(&self) -> &'static str {
        "image"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &[
            "jpg", "jpeg", "jpe", "png", "gif", "tif", "tiff", "webp", "bmp", "heic", "heif", "avif", "ico",
            "psd", "emf", "wmf",
        ]
    }

    fn file_types(&self) -> &'static [FileType] {
        &[FileType::Image]
    }

    fn is_package(&self) -> bool {
        true
    }

    fn open<'r>(&self, input: Input<'r>, scope: &Scope) -> Box<dyn Document + 'r> {
        Box::new(ImageDocument {
            input: Some(input),
            scope: scope.clone(),
            notes: Vec::new(),
            found: VecDeque::new(),
        })
    }

    fn writer<'r>(
        &self,
        input: Input<'r>,
        scope: &Scope,
        strip: Strip,
    ) -> Result<Box<dyn Writer + 'r>, Error> {
        let bytes = input.into_whole(scope.limits().package_bytes)?;
        Ok(Box::new(ImageWriter { bytes, scope: scope.clone(), strip, edits: Edits::default() }))
    }
}

/// A picture's file taken apart.
struct Parts<'a> {
    /// The file without what is said beside the picture.
    bare: Cow<'a, [u8]>,
    beside: Beside,
    /// Whether it is a sort of picture that is not taken apart.
    is_whole: bool,
}

impl<'a> Parts<'a> {
    fn of(bytes: &'a [u8], scope: &Scope) -> Result<Self, Error> {
        let (mut beside, mut is_whole) = (Beside::new(scope), false);
        let bare = match bytes {
            [0xFF, 0xD8, 0xFF, ..] => Cow::Owned(jpeg::bare(bytes, &mut beside)?),
            [0x89, b'P', b'N', b'G', ..] => Cow::Owned(png::bare(bytes, &mut beside)?),
            [b'G', b'I', b'F', b'8', ..] => Cow::Owned(gif::bare(bytes, &mut beside)?),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => {
                Cow::Owned(webp::bare(bytes, &mut beside)?)
            }
            [b'I', b'I', b'*', 0, ..] | [b'M', b'M', 0, b'*', ..] => tiff::bare(bytes, &mut beside)?,
            _ => {
                is_whole = true;
                Cow::Borrowed(bytes)
            }
        };
        Ok(Self { bare, beside, is_whole })
    }
}

struct ImageDocument<'r> {
    /// Until it is read.
    input: Option<Input<'r>>,
    scope: Scope,
    notes: Vec<Note>,
    /// What looks like text in a picture that is not taken apart.
    found: VecDeque<Chunk>,
}

impl Document for ImageDocument<'_> {
    fn next_chunk(&mut self) -> Result<Option<Chunk>, Error> {
        let Some(input) = self.input.take() else { return Ok(self.found.pop_front()) };
        let bytes = input.into_whole(self.scope.limits().package_bytes)?;
        let Parts { bare, beside, is_whole } = Parts::of(&bytes, &self.scope)?;
        let picture = Place::Named("图片".to_owned());
        self.notes.push(unread(picture.clone(), Sha256::digest(&bare).into(), None));
        if *bare != *bytes {
            self.notes.push(Note { place: picture, what: What::Extra(Extra::Metadata) });
        }
        if is_whole {
            let mut reading = Reading::new(&self.scope);
            let seen = (&Place::Named("图片中的文字".to_owned()), Surface::Hidden);
            read_text((0, &bytes, 0), seen, likely(&bytes, ""), &mut reading);
            self.found = reading.into_chunks();
            return Ok(self.found.pop_front());
        }
        let mut draft = Draft::default();
        for (label, text) in beside.lines {
            draft.stand(Place::Named(format!("图片信息·{label}")), Surface::Metadata);
            draft.say(read_as(label, &text));
            draft.say("：");
            // Where nothing can stay but the picture, it does not matter where it stood.
            draft.write(&text, 0, 0..0, Pen::Unit(Escape::None));
            draft.end_line();
        }
        for (label, hash) in beside.unread {
            self.notes.push(unread(Place::Named(format!("图片信息·{label}")), hash, Some(Extra::Metadata)));
        }
        let said = !draft.text().is_empty();
        Ok(said.then(|| draft.into_prose(Position::START, Some(Section::default()))))
    }

    fn take_notes(&mut self) -> Vec<Note> {
        std::mem::take(&mut self.notes)
    }
}

fn unread(place: Place, hash: [u8; 32], goes_with: Option<Extra>) -> Note {
    let reason = Reason::UnsupportedType(FileType::Image);
    Note { place, what: What::Unread { reason, hash, goes_with } }
}

struct ImageWriter<'r> {
    bytes: Cow<'r, [u8]>,
    scope: Scope,
    strip: Strip,
    edits: Edits,
}

impl Writer for ImageWriter<'_> {
    fn put(&mut self, chunk: &Chunk, changes: &Changes, _out: &mut Vec<u8>) -> Result<(), Error> {
        chunk.edit(changes, &mut self.edits).map(drop)
    }

    fn finish(&mut self, out: &mut Vec<u8>) -> Result<(), Error> {
        let parts = Parts::of(&self.bytes, &self.scope)?;
        if parts.is_whole {
            out.extend_from_slice(&self.edits.apply(0, &self.bytes)?);
            return Ok(());
        }
        let all_goes = self.strip.takes(Extra::Metadata) || self.edits.touches(0);
        out.extend_from_slice(if all_goes { &parts.bare } else { &self.bytes });
        Ok(())
    }
}

#[cfg(test)]
mod tests;
