//! The shared strings of a workbook (ECMA-376-1, 18.4): what cells say, each text once.

use std::ops::Range;

use crate::Error;
use crate::mapped::{Draft, EntryId, Escape, Pen};
use crate::package::markup::{speaks, write_text};
use crate::package::xml::{Node, Piece, Tag, Xml, pieces};

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
    /// What attributes say that is no more than how a text looks.
    attributes: Vec<Range<u32>>,
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
            if let Node::Open(tag) = &node {
                shared.read_attributes(tag)?;
            }
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

    /// Keeps the attributes of a tag that may say something: names of fonts that everybody has do not.
    fn read_attributes(&mut self, tag: &Tag<'_>) -> Result<(), Error> {
        for attribute in tag.attributes().filter(|_| tag.name != "sst") {
            let attribute = attribute?;
            let is_font = tag.name == "rFont" && FONTS.contains(&&*attribute.value());
            if !is_font && speaks(tag.name, &attribute) {
                self.attributes.push(compact(attribute.raw));
            }
        }
        Ok(())
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
        for attribute in &self.attributes {
            let raw = attribute.start as usize..attribute.end as usize;
            write_text(draft, self.entry, text, raw);
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

/// Fonts that programs offer in Chinese.
const FONTS: [&str; 12] = [
    "宋体",
    "黑体",
    "楷体",
    "仿宋",
    "等线",
    "等线 Light",
    "新宋体",
    "微软雅黑",
    "仿宋_GB2312",
    "楷体_GB2312",
    "方正小标宋简体",
    "方正仿宋_GBK",
];

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

#[cfg(test)]
mod tests {
    use super::{Draft, Shared};

    #[test]
    fn what_attributes_say_is_read() {
        let xml = "<sst count=\"123456\"><si><r><rPr><rFont val=\"王建坪13800012001\"/></rPr><t>甲</t></r>\
            <r><rPr><rFont val=\"宋体\"/><sz val=\"11\"/></rPr><t xml:space=\"preserve\">乙</t></r></si></sst>";
        let mut shared = Shared::read(0, xml.as_bytes().to_vec()).unwrap();
        let (mut shown, mut unseen) = (Draft::default(), Draft::default());
        shared.write(0, &mut shown);
        shared.write_unseen(&mut unseen);
        assert_eq!((shown.text(), unseen.text()), ("甲乙", "王建坪13800012001\n"));
    }
}
