use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr, memchr2, memmem};

use crate::Error;

/// A part of a package in XML 1.0, read in order. Offsets are bytes of the part.
///
/// Read strictly: anything that a reader could understand in two ways is an error.
pub(crate) struct Xml<'a> {
    text: &'a str,
    /// Where the next node begins.
    at: usize,
    /// Where the names stand of the elements that are open.
    open: Vec<(u32, u32)>,
}

/// How far a part was read.
#[derive(Default)]
pub(crate) struct Progress {
    at: usize,
    open: Vec<(u32, u32)>,
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
    /// Where the name ends, prefix included.
    name_end: usize,
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
        Ok(Self::of(text))
    }

    /// The same for what is known to be text.
    pub(crate) fn of(text: &'a str) -> Self {
        let mark = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
        Self { text, at: mark, open: Vec::new() }
    }

    /// Reads on where another reader stopped.
    pub(crate) fn resume(text: &'a str, progress: Progress) -> Self {
        match progress.at {
            0 => Self::of(text),
            at => Self { text, at, open: progress.open },
        }
    }

    /// Stops; what comes next is read later.
    pub(crate) fn pause(self) -> Progress {
        Progress { at: self.at, open: self.open }
    }

    /// Where the next node begins.
    pub(crate) const fn at(&self) -> usize {
        self.at
    }

    /// Passes over elements that somebody else has read to their ends: the next node begins at `at`.
    pub(crate) fn pass_to(&mut self, at: usize) {
        self.at = at;
    }

    /// What comes next; nothing at the end.
    ///
    /// # Errors
    /// If it is not well-formed, or has a document type, which may define what characters mean.
    #[inline]
    pub(crate) fn next(&mut self) -> Result<Option<Node<'a>>, Error> {
        let (start, bytes) = (self.at, self.text.as_bytes());
        match bytes.get(start..).unwrap_or_default() {
            [] if self.open.is_empty() => Ok(None),
            [] => Err(Error::malformed(start as u64, "an open element")),
            [b'<', b'/', ..] => self.close().map(Some),
            [b'<', b'!' | b'?', ..] => self.aside(),
            [b'<', ..] => self.open().map(Some),
            [b'&', rest @ ..] => {
                let end = rest.iter().position(|byte| matches!(byte, b';' | b'<' | b'&'));
                let end = end.filter(|&end| rest[end] == b';').ok_or_else(|| broken(start))?;
                self.at = start + end + 2;
                self.refuse_unknown(start..self.at)?;
                Ok(Some(Node::Text(start..self.at)))
            }
            rest => {
                self.at = start + memchr2(b'<', b'&', rest).unwrap_or(rest.len());
                Ok(Some(Node::Text(start..self.at)))
            }
        }
    }

    fn open(&mut self) -> Result<Node<'a>, Error> {
        let start = self.at;
        let rest = &self.text.as_bytes()[start..];
        let end = start + tag_end(rest).ok_or_else(|| broken(start))?;
        let is_empty = rest[end - start - 2] == b'/';
        let inner = &rest[1..end - start - 1 - usize::from(is_empty)];
        let name_len = inner.iter().position(|byte| is_space(*byte)).unwrap_or(inner.len());
        if name_len == 0 {
            return Err(broken(start));
        }
        self.refuse_unknown(start..end)?;
        let name_end = start + 1 + name_len;
        if !is_empty {
            self.open.push((start as u32 + 1, name_end as u32));
        }
        self.at = end;
        let name = local(&self.text[start + 1..name_end]);
        Ok(Node::Open(Tag { name, range: start..end, is_empty, text: self.text, name_end }))
    }

    fn close(&mut self) -> Result<Node<'a>, Error> {
        let start = self.at;
        let rest = &self.text.as_bytes()[start + 2..];
        let len = rest.iter().position(|&byte| byte == b'>').ok_or_else(|| broken(start))?;
        let name = self.text[start + 2..start + 2 + len].trim_end_matches([' ', '\t', '\r', '\n']);
        let opened = self.open.pop().map(|(from, to)| &self.text[from as usize..to as usize]);
        if opened != Some(name) {
            return Err(broken(start));
        }
        self.at = start + 2 + len + 1;
        Ok(Node::Close(local(name), start..self.at))
    }

    /// What is neither text nor element.
    fn aside(&mut self) -> Result<Option<Node<'a>>, Error> {
        let start = self.at;
        let rest = &self.text[start..];
        let mut within = |opening: &str, closing: &str| {
            let from = start + opening.len();
            let len = memmem::find(&self.text.as_bytes()[from..], closing.as_bytes())
                .ok_or_else(|| broken(start))?;
            self.at = from + len + closing.len();
            Ok(from..from + len)
        };
        if rest.starts_with("<!--") {
            return within("<!--", "-->").map(|range| Some(Node::Comment(range)));
        }
        if rest.starts_with("<![CDATA[") {
            return within("<![CDATA[", "]]>").map(|range| Some(Node::Cdata(range)));
        }
        if rest.starts_with("<?") {
            let range = within("<?", "?>")?;
            let is_declaration = self.text[range.clone()]
                .strip_prefix("xml")
                .is_some_and(|said| said.is_empty() || said.starts_with([' ', '\t', '\r', '\n']));
            // Elsewhere it is one more instruction.
            if is_declaration && self.text[..start].trim_start_matches('\u{FEFF}').is_empty() {
                return self.next();
            }
            return Ok(Some(Node::Instruction(range)));
        }
        let is_type = rest.get(2..9).is_some_and(|word| word.eq_ignore_ascii_case("DOCTYPE"));
        Err(if is_type { Error::malformed(start as u64, "DOCTYPE") } else { broken(start) })
    }

    /// An error if there is a reference that only a document type could tell.
    fn refuse_unknown(&self, range: Range<usize>) -> Result<(), Error> {
        let has_reference = memchr(b'&', &self.text.as_bytes()[range.clone()]).is_some();
        let unknown =
            has_reference && pieces(self.text, range.clone()).any(|piece| matches!(piece, Piece::Unknown(_)));
        if unknown { Err(Error::malformed(range.start as u64, "an unknown entity")) } else { Ok(()) }
    }
}

fn broken(at: usize) -> Error {
    Error::malformed(at as u64, "XML")
}

/// Where the tag ends that `bytes` begin with: no quotation marks are around its end.
fn tag_end(bytes: &[u8]) -> Option<usize> {
    let mut quote = None;
    let end = bytes.iter().position(|&byte| match (quote, byte) {
        (None, b'>') => true,
        (None, b'"' | b'\'') => {
            quote = Some(byte);
            false
        }
        (Some(open), _) => {
            if open == byte {
                quote = None;
            }
            false
        }
        _ => false,
    });
    end.map(|end| end + 1)
}

impl<'a> Tag<'a> {
    /// Its attributes.
    ///
    /// # Errors
    /// If they are not well-formed.
    #[inline]
    pub(crate) fn attributes(&self) -> impl Iterator<Item = Result<Attribute<'a>, Error>> + use<'a> {
        let (text, mut at, end) = (self.text, self.name_end, self.range.end);
        std::iter::from_fn(move || {
            let rest = &text.as_bytes()[at..end];
            let name_start = at + rest.iter().position(|byte| !is_space(*byte))?;
            if matches!(text.as_bytes()[name_start], b'/' | b'>') {
                return None;
            }
            let read = attribute(text, name_start, end);
            at = read.as_ref().map_or(end, |attribute| attribute.raw.end + 1);
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
        self.value(name).is_some_and(|value| says_yes(&value))
    }
}

/// Whether this value of an attribute that says yes or no is yes.
pub(crate) fn says_yes(value: &str) -> bool {
    matches!(value, "1" | "true" | "on")
}

fn attribute(text: &str, start: usize, end: usize) -> Result<Attribute<'_>, Error> {
    let broken = || Error::malformed(start as u64, "an attribute");
    let bytes = &text.as_bytes()[..end];
    let find = |from: usize, wanted: &dyn Fn(u8) -> bool| {
        let at = bytes[from..].iter().position(|&byte| wanted(byte));
        at.map(|at| from + at).ok_or_else(broken)
    };
    let equals = find(start, &|byte| byte == b'=')?;
    let quote_at = find(equals + 1, &|byte| !is_space(byte))?;
    let quote = bytes[quote_at];
    if !matches!(quote, b'"' | b'\'') {
        return Err(broken());
    }
    let close = find(quote_at + 1, &|byte| byte == quote)?;
    Ok(Attribute { name: local(text[start..equals].trim_end()), raw: quote_at + 1..close, text })
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

/// What stands in `range`, piece by piece, where characters may be written by their numbers too, as spreadsheets do.
pub(crate) fn spelled(text: &str, range: Range<usize>) -> impl Iterator<Item = Piece> {
    pieces(text, range).flat_map(move |piece| {
        let (mut rest, whole) = match piece {
            Piece::Plain(range) => (range, None),
            other => (0..0, Some(other)),
        };
        let mut whole = whole;
        std::iter::from_fn(move || {
            if rest.is_empty() {
                return whole.take();
            }
            let start = rest.start;
            match by_number(&text[rest.clone()]) {
                Some((0, c)) => {
                    rest.start += BY_NUMBER;
                    Some(Piece::Reference(start..rest.start, c))
                }
                next => {
                    rest.start = next.map_or(rest.end, |(at, _)| start + at);
                    Some(Piece::Plain(start..rest.start))
                }
            }
        })
    })
}

/// The length of `_x000D_`.
const BY_NUMBER: usize = 7;

/// Where the first character stands in `text` that is written by its number (ECMA-376-1, 22.9.2.19), and which it is.
pub(crate) fn by_number(text: &str) -> Option<(usize, char)> {
    let mut starts = memmem::find_iter(text.as_bytes(), b"_x");
    starts.find_map(|at| {
        let number = text.get(at..at + BY_NUMBER)?.strip_prefix("_x")?.strip_suffix('_')?;
        let digits = number.bytes().all(|byte| byte.is_ascii_hexdigit());
        Some((at, char::from_u32(u32::from_str_radix(number, 16).ok().filter(|_| digits)?)?))
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
    let colon = name.bytes().rposition(|byte| byte == b':');
    colon.map_or(name, |colon| &name[colon + 1..])
}

const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
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
