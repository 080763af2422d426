//! The shared strings of a workbook (ECMA-376-1, 18.4): what cells say, each text once.

use std::ops::Range;

use crate::Error;
use crate::mapped::{Draft, EntryId, Escape, Pen};
use crate::package::xml::{Node, Piece, Xml, pieces};

/// The texts, and where they stand.
#[derive(Default)]
pub(super) struct Shared {
    pub(super) entry: EntryId,
    xml: String,
    pieces: Vec<(Range<u32>, Option<char>)>,
    /// The pieces of each item.
    items: Vec<Range<u32>>,
    /// Those of how it is pronounced.
    sounds: Vec<Range<u32>>,
    used: Vec<bool>,
    /// Comments and instructions for programs.
    asides: Vec<Range<u32>>,
}

impl Shared {
    /// # Errors
    /// If the part is not well-formed.
    pub(super) fn read(entry: EntryId, bytes: Vec<u8>) -> Result<Self, Error> {
        let mut shared = Self { entry, ..Self::default() };
        let text = text_of(bytes)?;
        let mut xml = Xml::new(text.as_bytes())?;
        let (mut in_text, mut in_sound) = (false, false);
        let (mut start, mut sound) = (0, Vec::new());
        while let Some(node) = xml.next()? {
            match node {
                Node::Open(tag) => match tag.name {
                    "si" if tag.is_empty => shared.items.push(0..0),
                    "si" => start = shared.pieces.len(),
                    "t" => in_text = !tag.is_empty,
                    "rPh" => in_sound = !tag.is_empty,
                    _ => {}
                },
                Node::Close("si", _) => {
                    shared.items.push(start as u32..shared.pieces.len() as u32);
                    let sounds = shared.pieces.len();
                    shared.pieces.append(&mut sound);
                    if shared.pieces.len() > sounds {
                        shared.sounds.push(sounds as u32..shared.pieces.len() as u32);
                    }
                }
                Node::Close("t", _) => in_text = false,
                Node::Close("rPh", _) => in_sound = false,
                Node::Text(range) if in_text => {
                    let into = if in_sound { &mut sound } else { &mut shared.pieces };
                    into.extend(pieces(&text, range).map(|piece| match piece {
                        Piece::Plain(range) | Piece::Unknown(range) => (compact(range), None),
                        Piece::Reference(range, c) => (compact(range), Some(c)),
                    }));
                }
                Node::Cdata(range) if in_text => shared.pieces.push((compact(range), None)),
                Node::Comment(range) | Node::Instruction(range) => shared.asides.push(compact(range)),
                _ => {}
            }
        }
        shared.used = vec![false; shared.items.len()];
        shared.xml = text;
        Ok(shared)
    }

    /// Adds the text of an item that a cell shows.
    pub(super) fn write(&mut self, item: usize, draft: &mut Draft) -> bool {
        let Some(range) = self.items.get(item).cloned() else { return false };
        self.used[item] = true;
        self.write_pieces(range, draft);
        true
    }

    /// Where the texts of an item stand.
    pub(super) fn places(&self, item: u32) -> impl Iterator<Item = Range<usize>> {
        let pieces = self.items.get(item as usize).cloned().unwrap_or_default();
        self.pieces[pieces.start as usize..pieces.end as usize]
            .iter()
            .map(|(raw, _)| raw.start as usize..raw.end as usize)
    }

    /// Adds what no cell shows: items that are left over, and how items are pronounced.
    pub(super) fn write_unseen(&self, draft: &mut Draft) {
        let unused = self.items.iter().zip(&self.used).filter(|(_, used)| !**used).map(|(item, _)| item);
        for range in unused.chain(&self.sounds) {
            self.write_pieces(range.clone(), draft);
            draft.end_line();
        }
        let text = &self.xml;
        for aside in &self.asides {
            let raw = aside.start as usize..aside.end as usize;
            draft.write(&text[raw.clone()], self.entry, raw, Pen::Plain(Escape::Comment));
            draft.end_line();
        }
    }

    fn write_pieces(&self, range: Range<u32>, draft: &mut Draft) {
        let text = &self.xml;
        for (raw, reference) in &self.pieces[range.start as usize..range.end as usize] {
            let raw = raw.start as usize..raw.end as usize;
            match reference {
                None => draft.write(&text[raw.clone()], self.entry, raw, Pen::Plain(Escape::Markup)),
                Some(c) => {
                    draft.write(c.encode_utf8(&mut [0; 4]), self.entry, raw, Pen::Unit(Escape::Markup));
                }
            }
        }
    }
}

/// A part as text.
///
/// # Errors
/// If it is not UTF-8.
pub(super) fn text_of(bytes: Vec<u8>) -> Result<String, Error> {
    String::from_utf8(bytes).map_err(|error| Error::undecodable(error.utf8_error().valid_up_to() as u64))
}

fn compact(range: Range<usize>) -> Range<u32> {
    range.start as u32..range.end as u32
}
