//! `winmail.dat` (Transport Neutral Encapsulation Format, [MS-OXTNEF]), in which Outlook sends what mail has no place for.

use std::ops::Range;

use yinmo_core::text::{Place, Surface};

use super::{Likely, is_whole, rtf, text};
use crate::Error;
use crate::mapped::{Draft, Edits, Pen, RemovedCells};
use crate::package::compound::le::{size_at, u32_at};
use crate::package::{Findings, Held, Holder};

pub(super) const SIGNATURE: &[u8] = b"\x78\x9F\x3E\x22";

/// Signature and key.
const HEAD: usize = 6;
/// Level, identity and length before the data of an attribute.
const BEFORE: usize = 9;
/// The sum behind it.
const BEHIND: usize = 2;

const ATTACHED_TITLE: u32 = 0x0001_8010;
const ATTACHED_DATA: u32 = 0x0006_800F;

/// A mail in attributes.
pub(super) struct Mail {
    bytes: Vec<u8>,
    attributes: Vec<Attribute>,
    read: usize,
    /// What the file is called that is attached next.
    title: String,
}

/// Where an attribute stands.
struct Attribute {
    identity: u32,
    whole: Range<usize>,
    data: Range<usize>,
}

impl Mail {
    pub(super) fn of(bytes: Vec<u8>) -> Self {
        let attributes = attributes(&bytes);
        Self { bytes, attributes, read: 0, title: String::new() }
    }

    /// Hands on an attached file that has a format of its own.
    fn hold(&self, attribute: &Attribute, found: &mut Findings) -> Result<bool, Error> {
        let bytes = &self.bytes[attribute.data.clone()];
        let file = self.title.rsplit_once('.').map_or("data".to_owned(), |(_, kind)| format!("data.{kind}"));
        if !is_whole(bytes, &file) {
            return Ok(false);
        }
        let name = if self.title.is_empty() { "附件".to_owned() } else { self.title.clone() };
        let (bytes, raw) = (bytes.to_vec(), attribute.whole.clone());
        found.hold(Held { name, file, bytes, named: None, raw, wrap, entry: 0 })?;
        Ok(true)
    }

    fn read_text(&self, range: Range<usize>, found: &mut Findings) {
        let mut at = range.start;
        while let Some(block) = rtf::compressed(&self.bytes[at..range.end]) {
            let block = at + block.start..at + block.end;
            self.read_plain(at..block.start, found);
            let mut body = Draft::default();
            body.stand(place(), Surface::Hidden);
            body.write(&rtf::text(&self.bytes[block.clone()]), 0, block.clone(), Pen::Remade(emptied));
            found.reading.prose(body);
            at = block.end;
        }
        self.read_plain(at..range.end, found);
    }

    fn read_plain(&self, range: Range<usize>, found: &mut Findings) {
        let bytes = (0, &self.bytes[range.clone()], range.start);
        text::read(bytes, (&place(), Surface::Hidden), Likely::Mostly, &mut found.reading);
    }
}

fn place() -> Place {
    Place::Named("winmail.dat".to_owned())
}

/// The attributes in their order, as far as they go.
fn attributes(bytes: &[u8]) -> Vec<Attribute> {
    let mut all = Vec::new();
    let mut at = HEAD;
    while let (Some(identity), Some(len)) = (u32_at(bytes, at + 1), size_at(bytes, at + 5)) {
        let data = at + BEFORE..(at + BEFORE).saturating_add(len);
        let whole = at..data.end.saturating_add(BEHIND);
        if whole.end > bytes.len() {
            break;
        }
        at = whole.end;
        all.push(Attribute { identity, whole, data });
    }
    all
}

/// A body in rich text goes as a whole: the mail has the same in another form.
fn emptied(old: &[u8], _new: &str) -> Vec<u8> {
    rtf::emptied(old)
}

/// An attribute with other data.
fn wrap(old: &[u8], new: &[u8]) -> Vec<u8> {
    let len = new.len() as u32;
    [&old[..BEFORE - 4], &len.to_le_bytes(), new, &sum(new)].concat()
}

fn sum(data: &[u8]) -> [u8; 2] {
    data.iter().fold(0_u16, |sum, &byte| sum.wrapping_add(u16::from(byte))).to_le_bytes()
}

impl Holder for Mail {
    fn read(&mut self, found: &mut Findings) -> Result<bool, Error> {
        while found.has_room() {
            let Some(attribute) = self.attributes.get(self.read) else {
                // What no attribute owns.
                let end = self.attributes.last().map_or(HEAD.min(self.bytes.len()), |last| last.whole.end);
                if self.read == self.attributes.len() {
                    self.read_text(end..self.bytes.len(), found);
                    self.read += 1;
                }
                return Ok(false);
            };
            self.read += 1;
            if attribute.identity == ATTACHED_TITLE {
                let title = &self.bytes[attribute.data.clone()];
                let title = encoding_rs::GB18030.decode_without_bom_handling(title).0;
                self.title = title.trim_end_matches('\0').to_owned();
            }
            let attribute = &self.attributes[self.read - 1];
            if attribute.identity != ATTACHED_DATA || !self.hold(attribute, found)? {
                self.read_text(attribute.data.clone(), found);
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
        let mut out = edits.apply(0, &self.bytes)?;
        for Attribute { data, whole, .. } in attributes(&out) {
            let sum = sum(&out[data.clone()]);
            out[data.end..whole.end].copy_from_slice(&sum);
        }
        Ok(out)
    }
}

#[cfg(test)]
mod tests {
    use super::{ATTACHED_DATA, SIGNATURE, attributes, sum, wrap};

    #[test]
    fn an_attribute_with_other_data_is_sound() {
        let attribute = |data: &[u8]| {
            let identity = ATTACHED_DATA.to_le_bytes();
            [&[2][..], &identity, &(data.len() as u32).to_le_bytes(), data, &sum(data)].concat()
        };
        let file = [SIGNATURE, &[1, 0], &attribute(b"one"), &attribute(b"more")].concat();
        let found = attributes(&file);
        assert_eq!(found.len(), 2);
        assert_eq!(&file[found[1].data.clone()], b"more");
        assert_eq!(wrap(&attribute(b"one"), b"three"), attribute(b"three"));
        assert_eq!(attributes(&file[..file.len() - 1]).len(), 1);
    }
}
