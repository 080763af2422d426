//! One cell: how it is written, what it shows, and how it is written when it shows something else.

use std::ops::Range;

use crate::Error;
use crate::mapped::Escape;
use crate::package::xml::{Node, Tag, Xml};

/// A cell as it is written (ECMA-376-1, 18.3.1.4). Offsets are bytes of the sheet.
#[derive(Default)]
pub(super) struct Cell {
    /// The whole element.
    pub(super) range: Range<usize>,
    /// Its column, from 1, where it is said.
    pub(super) column: Option<usize>,
    pub(super) kind: Kind,
    pub(super) style: usize,
    /// What stands in `<v>`.
    pub(super) value: Option<Range<usize>>,
    /// The runs of `<is>`.
    pub(super) runs: Vec<Range<usize>>,
    /// The element `<f>`, and what stands in it.
    pub(super) formula: Option<(Range<usize>, Range<usize>)>,
    /// Comments within, and text that no reader expects.
    pub(super) asides: Vec<Range<usize>>,
    /// Values of attributes that no standard knows.
    pub(super) attributes: Vec<Range<usize>>,
}

/// What a cell says that its value is.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Kind {
    #[default]
    Number,
    Shared,
    Inline,
    Text,
    /// Truth, error, and what no standard knows.
    Other,
}

impl Cell {
    /// Reads on to the end of the cell that `tag` opens.
    pub(super) fn read(xml: &mut Xml<'_>, tag: &Tag<'_>) -> Result<Self, Error> {
        let mut cell = Self { range: tag.range.clone(), ..Self::default() };
        for attribute in tag.attributes() {
            let attribute = attribute?;
            let value = attribute.value();
            match attribute.name {
                "r" => cell.column = column_of(&value),
                "s" => cell.style = value.parse().unwrap_or(0),
                "t" => {
                    cell.kind = match &*value {
                        "s" => Kind::Shared,
                        "inlineStr" => Kind::Inline,
                        "str" | "d" => Kind::Text,
                        "n" => Kind::Number,
                        _ => Kind::Other,
                    }
                }
                // Which of the workbook's metadata the cell has, and whether it shows how it is pronounced.
                "cm" | "vm" | "ph" | "space" => {}
                _ => cell.attributes.push(attribute.raw),
            }
        }
        if !tag.is_empty {
            cell.read_children(xml)?;
        }
        Ok(cell)
    }

    /// The cells that a table of results takes its values from are nothing but that.
    fn read_formula_attributes(&mut self, tag: &Tag<'_>) -> Result<(), Error> {
        for attribute in tag.attributes() {
            let attribute = attribute?;
            if !attribute.value().is_ascii() {
                self.attributes.push(attribute.raw);
            }
        }
        Ok(())
    }

    fn read_children(&mut self, xml: &mut Xml<'_>) -> Result<(), Error> {
        let mut inside = "";
        let mut in_sound = false;
        while let Some(node) = xml.next()? {
            match node {
                Node::Open(tag) if tag.is_empty && tag.name == "f" => self.read_formula_attributes(&tag)?,
                Node::Open(tag) if tag.is_empty => {}
                Node::Open(tag) => match tag.name {
                    "v" | "t" => inside = tag.name,
                    "f" => {
                        inside = "f";
                        self.read_formula_attributes(&tag)?;
                        self.formula = Some((tag.range.clone(), tag.range.end..tag.range.end));
                    }
                    "rPh" => in_sound = true,
                    _ => {}
                },
                Node::Text(range) | Node::Cdata(range) => match inside {
                    "v" => self.value = Some(joined(self.value.take(), range)),
                    "t" if !in_sound => self.runs.push(range),
                    "f" => {
                        if let Some((_, text)) = &mut self.formula {
                            text.end = range.end;
                        }
                    }
                    // Text that no reader expects there.
                    _ if !in_sound => self.asides.push(range),
                    _ => {}
                },
                Node::Comment(range) | Node::Instruction(range) => self.asides.push(range),
                Node::Close("c", range) => {
                    self.range.end = range.end;
                    return Ok(());
                }
                Node::Close("rPh", _) => in_sound = false,
                Node::Close("f", range) => {
                    if let Some((element, _)) = &mut self.formula {
                        element.end = range.end;
                    }
                    inside = "";
                }
                Node::Close(..) => inside = "",
            }
        }
        Ok(())
    }
}

fn joined(before: Option<Range<usize>>, range: Range<usize>) -> Range<usize> {
    before.map_or(range.clone(), |before| before.start..range.end)
}

/// The column of a reference such as `AB12`, from 1.
pub(super) fn column_of(reference: &str) -> Option<usize> {
    let letters = reference.bytes().take_while(u8::is_ascii_alphabetic);
    let column =
        letters.fold(0, |column, letter| column * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1);
    (1..=MOST_COLUMNS).contains(&column).then_some(column)
}

/// To `XFD`.
pub(super) const MOST_COLUMNS: usize = 16_384;

/// The cell with a text of its own in the place of whatever it held: number, formula, or both.
pub(super) fn with_text(old: &[u8], text: &str) -> Vec<u8> {
    let text = Escape::Markup.apply(text);
    rewritten(old, "inlineStr", |prefix| {
        format!("<{prefix}is><{prefix}t xml:space=\"preserve\">{text}</{prefix}t></{prefix}is>")
    })
}

/// The cell with the shared string of this number in the place of whatever it held.
pub(super) fn with_item(old: &[u8], number: &str) -> Vec<u8> {
    rewritten(old, "s", |prefix| format!("<{prefix}v>{number}</{prefix}v>"))
}

/// The cell with other content, of the sort `kind`. What its tag says that no standard knows goes: it may be about what
/// the cell held.
fn rewritten(old: &[u8], kind: &str, content: impl FnOnce(&str) -> String) -> Vec<u8> {
    let old = String::from_utf8_lossy(old);
    let tag = &old[..old.find('>').unwrap_or(old.len())];
    let name = tag.split([' ', '\t', '\r', '\n', '/']).next().unwrap_or(tag).trim_start_matches('<');
    let prefix = &name[..name.len() - 1];
    let attributes = attributes(&tag[1 + name.len()..]).filter(|(name, _)| STANDARD.contains(name));
    let attributes: String = attributes.map(|(name, value)| format!(" {name}={value}")).collect();
    let content = content(prefix);
    format!("<{name}{attributes} t=\"{kind}\">{content}</{name}>").into_bytes()
}

/// What the tag of a cell says, beside the sort of what the cell holds.
const STANDARD: [&str; 5] = ["r", "s", "cm", "vm", "ph"];

/// The attributes in a tag, values with their quotes.
fn attributes(mut tag: &str) -> impl Iterator<Item = (&str, &str)> {
    std::iter::from_fn(move || {
        let (name, rest) = tag.split_once('=')?;
        let rest = rest.trim_start();
        let end = 2 + rest.get(1..)?.find(rest.get(..1)?)?;
        let (value, after) = rest.split_at(end);
        tag = after;
        Some((name.trim(), value))
    })
}

/// Nothing: what held the formula goes, and what it came to stays.
pub(super) fn without_formula(_old: &[u8], _text: &str) -> Vec<u8> {
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::{Cell, Node, Xml, column_of, with_item, with_text};

    #[test]
    fn nothing_in_a_cell_is_passed_over() {
        let xml = "<c r=\"B2\" t=\"e\" tip=\"张\"><v>5</v><extLst><ext>6</ext></extLst></c>";
        let mut reader = Xml::new(xml.as_bytes()).unwrap();
        let Ok(Some(Node::Open(tag))) = reader.next() else { panic!("a cell") };
        let cell = Cell::read(&mut reader, &tag).unwrap();
        assert_eq!(cell.value.map(|range| &xml[range]), Some("5"));
        assert_eq!(cell.asides.iter().map(|range| &xml[range.clone()]).collect::<Vec<_>>(), ["6"]);
        assert_eq!(cell.attributes.iter().map(|range| &xml[range.clone()]).collect::<Vec<_>>(), ["张"]);
    }

    #[test]
    fn references_name_columns() {
        for (reference, column) in
            [("A1", Some(1)), ("Z9", Some(26)), ("AA10", Some(27)), ("XFD1", Some(16384)), ("1", None)]
        {
            assert_eq!(column_of(reference), column, "{reference}");
        }
    }

    #[test]
    fn a_number_becomes_a_text() {
        let written = |old: &str| String::from_utf8(with_text(old.as_bytes(), "138*<")).unwrap();
        assert_eq!(
            written("<c r=\"B2\" s=\"3\"><v>13800012001</v></c>"),
            "<c r=\"B2\" s=\"3\" t=\"inlineStr\"><is><t xml:space=\"preserve\">138*&lt;</t></is></c>"
        );
        assert_eq!(
            written("<x:c r='B2' t='str' s='3'><x:f>A1</x:f><x:v>5</x:v></x:c>"),
            "<x:c r='B2' s='3' t=\"inlineStr\"><x:is><x:t xml:space=\"preserve\">138*&lt;</x:t></x:is></x:c>"
        );
    }

    #[test]
    fn a_cell_shows_another_string() {
        let written = |old: &str| String::from_utf8(with_item(old.as_bytes(), "12")).unwrap();
        for (old, new) in [
            ("<c r=\"B2\" t=\"s\"><v>3</v></c>", "<c r=\"B2\" t=\"s\"><v>12</v></c>"),
            ("<x:c t='s' tip='王建坪' s = '3' ><x:v>3</x:v></x:c>", "<x:c s='3' t=\"s\"><x:v>12</x:v></x:c>"),
            ("<c t=\"s\"><v>3</v><!-- 王建坪 --></c>", "<c t=\"s\"><v>12</v></c>"),
            ("<c><v>3</v></c>", "<c t=\"s\"><v>12</v></c>"),
            ("<c/>", "<c t=\"s\"><v>12</v></c>"),
        ] {
            assert_eq!(written(old), new);
        }
    }
}
