use std::borrow::Cow;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::Error;

/// A part of a package in XML 1.0, read in order. Offsets are bytes of the part.
///
/// Read strictly: anything that a reader could understand in two ways is an error.
pub(crate) struct Xml<'a> {
    text: &'a str,
    reader: Reader<&'a [u8]>,
    /// Bytes of a byte order mark, which the reader does not count.
    mark: usize,
    depth: usize,
}

/// What comes next.
pub(crate) enum Node<'a> {
    /// `<a>`, or `<a/>`, which is not closed again.
    Open(Tag<'a>),
    /// `</a>`; its name without prefix, and where it stands.
    Close(&'a str, Range<usize>),
    /// Characters and references.
    Text(Range<usize>),
    /// What stands within `<![CDATA[` and `]]>`.
    Cdata(Range<usize>),
    /// What stands within `<!--` and `-->`.
    Comment(Range<usize>),
    /// What stands within `<?` and `?>`.
    Instruction(Range<usize>),
}

/// A tag that opens an element.
pub(crate) struct Tag<'a> {
    /// The name without prefix.
    pub(crate) name: &'a str,
    /// All of the tag.
    pub(crate) range: Range<usize>,
    /// Whether the element ends with it.
    pub(crate) is_empty: bool,
    text: &'a str,
}

/// An attribute.
pub(crate) struct Attribute<'a> {
    /// The name without prefix.
    pub(crate) name: &'a str,
    /// What stands between the quotation marks.
    pub(crate) raw: Range<usize>,
    text: &'a str,
}

impl<'a> Xml<'a> {
    /// # Errors
    /// If it is not UTF-8.
    pub(crate) fn new(bytes: &'a [u8]) -> Result<Self, Error> {
        let text =
            std::str::from_utf8(bytes).map_err(|error| Error::undecodable(error.valid_up_to() as u64))?;
        let mark = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
        let reader = Reader::from_reader(&bytes[mark..]);
        Ok(Self { text, reader, mark, depth: 0 })
    }

    /// The same from `at` on, where a node begins that stands in elements which were opened before.
    pub(crate) fn resume(text: &'a str, at: usize) -> Self {
        let mut reader = Reader::from_reader(&text.as_bytes()[at..]);
        reader.config_mut().allow_unmatched_ends = true;
        Self { text, reader, mark: at, depth: 0 }
    }

    /// Where the next node begins.
    pub(crate) fn at(&self) -> usize {
        self.reader.buffer_position() as usize + self.mark
    }

    /// What comes next; nothing at the end.
    ///
    /// # Errors
    /// If it is not well-formed, or has a document type, which may define what characters mean.
    pub(crate) fn next(&mut self) -> Result<Option<Node<'a>>, Error> {
        loop {
            let start = self.at();
            let event = self.reader.read_event();
            let end = self.at();
            let within = |before: usize, after: usize| start + before..end - after;
            return Ok(Some(match event.map_err(|_| Error::malformed(start as u64, "XML"))? {
                Event::Start(tag) => {
                    self.depth += 1;
                    Node::Open(self.tag(&tag, start..end, false)?)
                }
                Event::Empty(tag) => Node::Open(self.tag(&tag, start..end, true)?),
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    Node::Close(local(self.text[within(2, 1)].trim_end()), start..end)
                }
                Event::Text(_) => Node::Text(start..end),
                Event::GeneralRef(_) => {
                    self.refuse_unknown(start..end)?;
                    Node::Text(start..end)
                }
                Event::CData(_) => Node::Cdata(within(9, 3)),
                Event::Comment(_) => Node::Comment(within(4, 3)),
                Event::PI(_) => Node::Instruction(within(2, 2)),
                Event::Decl(_) => continue,
                Event::DocType(_) => return Err(Error::malformed(start as u64, "DOCTYPE")),
                Event::Eof if self.depth > 0 => {
                    return Err(Error::malformed(start as u64, "an open element"));
                }
                Event::Eof => return Ok(None),
            }));
        }
    }

    fn tag(&self, tag: &BytesStart<'_>, range: Range<usize>, is_empty: bool) -> Result<Tag<'a>, Error> {
        self.refuse_unknown(range.clone())?;
        let name = range.start + 1..range.start + 1 + tag.name().as_ref().len();
        Ok(Tag { name: local(&self.text[name]), range, is_empty, text: self.text })
    }

    /// An error if there is a reference that only a document type could tell.
    fn refuse_unknown(&self, range: Range<usize>) -> Result<(), Error> {
        let has_reference = memchr::memchr(b'&', &self.text.as_bytes()[range.clone()]).is_some();
        let unknown =
            has_reference && pieces(self.text, range.clone()).any(|piece| matches!(piece, Piece::Unknown(_)));
        if unknown { Err(Error::malformed(range.start as u64, "an unknown entity")) } else { Ok(()) }
    }
}

impl<'a> Tag<'a> {
    /// Its attributes.
    ///
    /// # Errors
    /// If they are not well-formed.
    pub(crate) fn attributes(&self) -> impl Iterator<Item = Result<Attribute<'a>, Error>> + use<'a> {
        let (text, range) = (self.text, self.range.clone());
        let mut at = range.start + text[range.clone()].find(is_space).unwrap_or(range.len());
        std::iter::from_fn(move || {
            let rest = &text[at..range.end];
            let name_start = at + rest.find(|c: char| !is_space(c))?;
            if text[name_start..].starts_with(['/', '>']) {
                return None;
            }
            let read = attribute(text, name_start, range.end);
            at = read.as_ref().map_or(range.end, |attribute| attribute.raw.end + 1);
            Some(read)
        })
    }

    /// The value of the attribute with this name, whatever its prefix.
    pub(crate) fn value(&self, name: &str) -> Option<Cow<'a, str>> {
        self.attribute(name).map(|attribute| attribute.value())
    }

    pub(crate) fn attribute(&self, name: &str) -> Option<Attribute<'a>> {
        self.attributes().filter_map(Result::ok).find(|attribute| attribute.name == name)
    }

    /// Whether an attribute that says yes or no says yes.
    pub(crate) fn says(&self, name: &str) -> bool {
        self.value(name).is_some_and(|value| matches!(&*value, "1" | "true" | "on"))
    }
}

fn attribute(text: &str, start: usize, end: usize) -> Result<Attribute<'_>, Error> {
    let broken = || Error::malformed(start as u64, "an attribute");
    let equals = start + text[start..end].find('=').ok_or_else(broken)?;
    let name = text[start..equals].trim_end();
    let quote_at = equals + 1 + text[equals + 1..end].find(|c: char| !is_space(c)).ok_or_else(broken)?;
    let quote = text[quote_at..end].chars().next().filter(|c| matches!(c, '"' | '\'')).ok_or_else(broken)?;
    let close = quote_at + 1 + text[quote_at + 1..end].find(quote).ok_or_else(broken)?;
    Ok(Attribute { name: local(name), raw: quote_at + 1..close, text })
}

impl<'a> Attribute<'a> {
    /// What it says, references resolved; one that is unknown stays as it is written.
    pub(crate) fn value(&self) -> Cow<'a, str> {
        let raw = &self.text[self.raw.clone()];
        if !raw.contains('&') {
            return Cow::Borrowed(raw);
        }
        let mut value = String::with_capacity(raw.len());
        for piece in pieces(self.text, self.raw.clone()) {
            match piece {
                Piece::Plain(range) | Piece::Unknown(range) => value.push_str(&self.text[range]),
                Piece::Reference(_, c) => value.push(c),
            }
        }
        Cow::Owned(value)
    }
}

/// Text of XML as it is written.
pub(crate) enum Piece {
    /// Characters.
    Plain(Range<usize>),
    /// A reference to a character.
    Reference(Range<usize>, char),
    /// A reference that means nothing without a document type.
    Unknown(Range<usize>),
}

impl Piece {
    /// Where it stands, and the character that it stands for if that is written by a reference.
    pub(crate) fn parts(self) -> (Range<usize>, Option<char>) {
        match self {
            Self::Plain(range) | Self::Unknown(range) => (range, None),
            Self::Reference(range, c) => (range, Some(c)),
        }
    }
}

/// What stands in `range`, piece by piece.
pub(crate) fn pieces(text: &str, range: Range<usize>) -> impl Iterator<Item = Piece> {
    let mut at = range.start;
    std::iter::from_fn(move || {
        let rest = &text[at..range.end];
        if rest.is_empty() {
            return None;
        }
        let start = at;
        let ampersand = rest.find('&').unwrap_or(rest.len());
        if ampersand > 0 {
            at += ampersand;
            return Some(Piece::Plain(start..at));
        }
        let Some(len) = rest.find(';') else {
            at = range.end;
            return Some(Piece::Unknown(start..at));
        };
        at += len + 1;
        Some(match character(&rest[1..len]) {
            Some(c) => Piece::Reference(start..at, c),
            None => Piece::Unknown(start..at),
        })
    })
}

/// The character that `&name;` stands for in XML.
fn character(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)?
        }
    })
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n')
}

#[cfg(test)]
mod tests {
    use super::{Node, Xml};

    fn told(xml: &str) -> Result<Vec<String>, crate::Error> {
        let mut reader = Xml::new(xml.as_bytes())?;
        let mut nodes = Vec::new();
        while let Some(node) = reader.next()? {
            nodes.push(match node {
                Node::Open(tag) => {
                    let attributes: Result<Vec<_>, _> = tag.attributes().collect();
                    let attributes = attributes?;
                    let said = attributes.iter().map(|a| format!(" {}={}", a.name, a.value()));
                    format!(
                        "<{}{}{}",
                        tag.name,
                        said.collect::<String>(),
                        if tag.is_empty { "/" } else { "" }
                    )
                }
                Node::Close(name, _) => format!("/{name}"),
                Node::Text(range) => format!("t:{}", &xml[range]),
                Node::Cdata(range) => format!("c:{}", &xml[range]),
                Node::Comment(range) => format!("!:{}", &xml[range]),
                Node::Instruction(range) => format!("?:{}", &xml[range]),
            });
        }
        Ok(nodes)
    }

    #[test]
    fn everything_is_told_with_its_place() {
        let xml = "\u{FEFF}<?xml version=\"1.0\"?><w:a x:b = 'c&#65;\"' d=\"\"><e/>f&amp;g<![CDATA[h]]><!--i--><?j k?></w:a>";
        let expected = ["<a b=cA\" d=", "<e/", "t:f", "t:&amp;", "t:g", "c:h", "!:i", "?:j k", "/a"];
        assert_eq!(told(xml).unwrap(), expected);
    }

    #[test]
    fn what_could_be_understood_in_two_ways_is_an_error() {
        for xml in [
            "<a>&foo;</a>",
            "<a b='&foo;'/>",
            "<a>b & c</a>",
            "<a b='c&d'/>",
            "<a>",
            "<a></b>",
            "<!DOCTYPE a><a/>",
            "<a b=c/>",
            "<a b/>",
            "<a",
        ] {
            assert!(told(xml).is_err(), "{xml}");
        }
        assert!(Xml::new(b"\xFF\xFE<\0").is_err());
    }
}
