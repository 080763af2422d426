//! The shared strings of a workbook (ECMA-376-1, 18.4): what cells say, each text once.

use std::ops::Range;

use crate::Error;
use crate::mapped::{Draft, Edits, EntryId, Escape, Pen};
use crate::package::markup::{speaks, write_text};
use crate::package::xml::{Node, Piece, Tag, Xml, spelled};

/// The texts, and where they stand.
#[derive(Default)]
pub(super) struct Shared {
    pub(super) entry: EntryId,
    xml: String,
    items: Vec<Item>,
    /// What items are made of that are not written in one piece.
    pieces: Vec<(Range<u32>, Option<char>)>,
    /// Those of how it is pronounced.
    sounds: Vec<Range<u32>>,
    used: Vec<bool>,
    /// Where further items can be added, and the prefix of the names of elements.
    end: Option<(usize, String)>,
    /// Where it is said how many items there are.
    count: Option<Range<usize>>,
    /// Comments and instructions for programs.
    asides: Vec<Range<u32>>,
    /// What attributes say that is no more than how a text looks.
    attributes: Vec<Range<u32>>,
}

/// A text. Nearly all of them stand in one piece, and there may be millions.
#[derive(Clone, Copy)]
enum Item {
    /// As it reads, between these bytes of the part.
    Plain(u32, u32),
    /// In these pieces.
    Pieces(u32, u32),
}

impl Shared {
    /// # Errors
    /// If the part is not well-formed.
    pub(super) fn read(entry: EntryId, bytes: Vec<u8>) -> Result<Self, Error> {
        let mut shared = Self { entry, ..Self::default() };
        let text = text_of(bytes)?;
        let mut xml = Xml::of(&text);
        let (mut in_item, mut in_text, mut in_sound) = (false, false, false);
        let (mut start, mut sound) = (0, Vec::new());
        loop {
            if !in_item && let Some((range, end)) = plain(text.as_bytes(), xml.at()) {
                let range = compact(range);
                shared.items.push(Item::Plain(range.start, range.end));
                xml.pass_to(end);
                continue;
            }
            let Some(node) = xml.next()? else { break };
            if let Node::Open(tag) = &node {
                shared.read_attributes(tag)?;
            }
            match node {
                Node::Open(tag) => match tag.name {
                    "sst" => shared.count = tag.attribute("uniqueCount").map(|count| count.raw),
                    "si" if tag.is_empty => shared.items.push(Item::Plain(0, 0)),
                    "si" => (in_item, start) = (true, shared.pieces.len()),
                    "t" => in_text = !tag.is_empty,
                    "rPh" => in_sound = !tag.is_empty,
                    _ => {}
                },
                Node::Close("si", _) => {
                    in_item = false;
                    let sounds = shared.pieces.len();
                    shared.items.push(Item::Pieces(start as u32, sounds as u32));
                    shared.pieces.append(&mut sound);
                    if shared.pieces.len() > sounds {
                        shared.sounds.push(sounds as u32..shared.pieces.len() as u32);
                    }
                }
                Node::Close("sst", range) => {
                    let name = text[range.clone()].trim_start_matches("</");
                    let prefix =
                        name.split_once(':').map_or(String::new(), |(prefix, _)| format!("{prefix}:"));
                    shared.end = Some((range.start, prefix));
                }
                Node::Close("t", _) => in_text = false,
                Node::Close("rPh", _) => in_sound = false,
                Node::Text(range) if in_text => {
                    let into = if in_sound { &mut sound } else { &mut shared.pieces };
                    into.extend(spelled(&text, range).map(|piece| match piece {
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

    /// How many items there are.
    pub(super) fn len(&self) -> usize {
        self.items.len()
    }

    /// Says in `edits` that these texts come behind all others.
    ///
    /// # Errors
    /// If the part does not end as it should.
    pub(super) fn add<'t>(
        &self,
        texts: impl ExactSizeIterator<Item = &'t str>,
        edits: &mut Edits,
    ) -> Result<(), Error> {
        if texts.len() == 0 {
            return Ok(());
        }
        let all = self.len() + texts.len();
        let (end, prefix) =
            self.end.as_ref().ok_or_else(|| Error::malformed(0, "shared strings without an end"))?;
        let item = |text| {
            let text = Escape::Markup.apply(text);
            format!("<{prefix}si><{prefix}t xml:space=\"preserve\">{text}</{prefix}t></{prefix}si>")
        };
        let items: String = texts.map(item).collect();
        edits.push(self.entry, *end..*end, items.as_bytes());
        if let Some(count) = &self.count {
            edits.push(self.entry, count.clone(), all.to_string().as_bytes());
        }
        Ok(())
    }

    /// The part.
    pub(super) fn xml(&self) -> &str {
        &self.xml
    }

    /// Keeps the attributes of a tag that may say something.
    fn read_attributes(&mut self, tag: &Tag<'_>) -> Result<(), Error> {
        for attribute in tag.attributes().filter(|_| tag.name != "sst") {
            let attribute = attribute?;
            if speaks(tag.name, &attribute) {
                self.attributes.push(compact(attribute.raw));
            }
        }
        Ok(())
    }

    /// Whether there is such an item. It is one that a cell shows from now on.
    pub(super) fn is_shown(&mut self, item: usize) -> bool {
        self.used.get_mut(item).is_some_and(|used| {
            *used = true;
            true
        })
    }

    /// Adds the text of an item, and where it stands.
    pub(super) fn write(&self, item: usize, draft: &mut Draft) {
        match self.items.get(item) {
            Some(&Item::Plain(start, end)) => self.write_piece(&(start..end), None, draft),
            Some(&Item::Pieces(start, end)) => self.write_pieces(start..end, draft),
            None => {}
        }
    }

    /// Adds the text of an item, and not where it stands.
    #[inline]
    pub(super) fn say(&self, item: usize, draft: &mut Draft) {
        match self.items.get(item) {
            Some(&Item::Plain(start, end)) => draft.say(&self.xml[start as usize..end as usize]),
            Some(_) => draft.say(self.read_alone(item).text()),
            None => {}
        }
    }

    /// The text of an item, alone, and where it stands.
    pub(super) fn read_alone(&self, item: usize) -> Draft {
        let mut alone = Draft::default();
        self.write(item, &mut alone);
        alone
    }

    /// Where the text of an item stands, if it is written as it reads and in one piece.
    pub(super) fn place(&self, item: usize) -> Option<Range<usize>> {
        match self.items.get(item) {
            Some(&Item::Plain(start, end)) => Some(start as usize..end as usize),
            _ => None,
        }
    }

    /// Where the text of an item stands, piece by piece.
    pub(super) fn stretches(&self, item: usize) -> impl Iterator<Item = Range<usize>> {
        let (plain, pieces) = match self.items.get(item) {
            Some(&Item::Plain(start, end)) => (Some(start..end), 0..0),
            Some(&Item::Pieces(start, end)) => (None, start as usize..end as usize),
            None => (None, 0..0),
        };
        let pieces = self.pieces[pieces].iter().map(|(range, _)| range.clone());
        plain.into_iter().chain(pieces).map(|range| range.start as usize..range.end as usize)
    }

    /// Adds what no cell shows: items that are left over, and how items are pronounced.
    pub(super) fn write_unseen(&self, draft: &mut Draft) {
        for (item, _) in self.used.iter().enumerate().filter(|(_, used)| !**used) {
            self.write(item, draft);
            draft.end_line();
        }
        for range in &self.sounds {
            self.write_pieces(range.clone(), draft);
            draft.end_line();
        }
        for aside in &self.asides {
            let raw = aside.start as usize..aside.end as usize;
            draft.write(&self.xml[raw.clone()], self.entry, raw, Pen::Plain(Escape::Comment));
            draft.end_line();
        }
        for attribute in &self.attributes {
            let raw = attribute.start as usize..attribute.end as usize;
            write_text(draft, self.entry, &self.xml, raw);
            draft.end_line();
        }
    }

    fn write_pieces(&self, range: Range<u32>, draft: &mut Draft) {
        for (raw, reference) in &self.pieces[range.start as usize..range.end as usize] {
            self.write_piece(raw, *reference, draft);
        }
    }

    fn write_piece(&self, raw: &Range<u32>, reference: Option<char>, draft: &mut Draft) {
        let raw = raw.start as usize..raw.end as usize;
        match reference {
            None => draft.write(&self.xml[raw.clone()], self.entry, raw, Pen::Plain(Escape::Markup)),
            Some(c) => draft.write(c.encode_utf8(&mut [0; 4]), self.entry, raw, Pen::Unit(Escape::Markup)),
        }
    }
}

/// Where the text of the item that begins at `at` stands, and where the item ends, if it is nothing but a text without
/// references: `<si><t>text</t></si>`. Nor is a character in it written by its number.
#[inline]
fn plain(xml: &[u8], at: usize) -> Option<(Range<usize>, usize)> {
    const END: &[u8] = b"</t></si>";
    let begins = [&b"<si><t>"[..], b"<si><t xml:space=\"preserve\">"];
    let begin = begins.iter().find(|begin| xml[at..].starts_with(begin))?;
    let start = at + begin.len();
    let end = start + xml[start..].iter().position(|byte| matches!(byte, b'<' | b'&'))?;
    let is_spelled = memchr::memmem::find(&xml[start..end], b"_x").is_some();
    (xml[end..].starts_with(END) && !is_spelled).then_some((start..end, end + END.len()))
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

#[cfg(test)]
mod tests {
    use super::{Draft, Edits, Shared};

    #[test]
    fn what_attributes_say_is_read() {
        let xml = "<sst count=\"123456\"><si><r><rPr><rFont val=\"王建坪13800012001\"/></rPr><t>甲</t></r>\
            <r><rPr><rFont val=\"宋体\"/><sz val=\"11\"/></rPr><t xml:space=\"preserve\">乙</t></r></si></sst>";
        let mut shared = Shared::read(0, xml.as_bytes().to_vec()).unwrap();
        assert!(shared.is_shown(0));
        let (mut shown, mut unseen) = (Draft::default(), Draft::default());
        shared.write(0, &mut shown);
        shared.write_unseen(&mut unseen);
        assert_eq!((shown.text(), unseen.text()), ("甲乙", "王建坪13800012001\n"));
    }

    #[test]
    fn new_texts_come_behind_all_others() {
        for (xml, expected) in [
            (
                "<sst count=\"9\" uniqueCount=\"1\"><si><t>甲</t></si></sst>",
                "<sst count=\"9\" uniqueCount=\"3\"><si><t>甲</t></si><si><t xml:space=\"preserve\">乙</t></si>\
                <si><t xml:space=\"preserve\">&lt;</t></si></sst>",
            ),
            (
                "<x:sst><x:si><x:t>甲</x:t></x:si></x:sst>",
                "<x:sst><x:si><x:t>甲</x:t></x:si><x:si><x:t xml:space=\"preserve\">乙</x:t></x:si>\
                <x:si><x:t xml:space=\"preserve\">&lt;</x:t></x:si></x:sst>",
            ),
        ] {
            let shared = Shared::read(0, xml.as_bytes().to_vec()).unwrap();
            let mut edits = Edits::default();
            shared.add(["乙", "<"].into_iter(), &mut edits).unwrap();
            assert_eq!(edits.apply(0, xml.as_bytes()).unwrap(), expected.as_bytes());
        }
    }
}
