//! Tokens of HTML, with the bytes they stand in (HTML standard, 13.2.5).

use std::ops::Range;

use memchr::{memchr, memmem};

/// What comes next.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// Characters and references.
    Text(Range<usize>),
    /// Characters in which references mean nothing: of the element with this name, or of a CDATA section.
    Raw(&'static str, Range<usize>),
    /// A tag that opens or closes an element.
    Tag(Tag),
    /// What stands within a comment, a declaration, or anything that browsers take for one.
    Comment(Range<usize>),
}

/// A tag.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tag {
    /// In lower case.
    pub(super) name: String,
    pub(super) range: Range<usize>,
    pub(super) closes: bool,
    /// `<a/>`.
    pub(super) is_empty: bool,
    pub(super) attributes: Vec<Attribute>,
}

/// An attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Attribute {
    /// In lower case.
    pub(super) name: String,
    pub(super) name_range: Range<usize>,
    /// The value, without quotation marks.
    pub(super) raw: Range<usize>,
    pub(super) is_quoted: bool,
}

/// Reads tokens one after the other.
pub(super) struct Tokens {
    at: usize,
    end: usize,
    /// The element whose text is read without tags, and whether references count in it.
    raw: Option<(&'static str, bool)>,
    /// How deep in SVG and MathML, where other rules hold.
    foreign: usize,
    /// In XHTML elements end when they say so.
    is_xml: bool,
}

const RAW: [&str; 6] = ["script", "style", "xmp", "noembed", "noframes", "iframe"];

impl Tokens {
    pub(super) fn new(range: Range<usize>, is_xml: bool) -> Self {
        Self { at: range.start, end: range.end, raw: None, foreign: 0, is_xml }
    }

    /// The next token of `text`, which is the same for all of them.
    pub(super) fn next(&mut self, text: &str) -> Option<Token> {
        let text = &text[..self.end];
        if let Some((name, with_references)) = self.raw.take() {
            let start = self.at;
            self.at = if name == "plaintext" { self.end } else { end_of_raw(text, start, name) };
            if self.at > start {
                return Some(if with_references {
                    Token::Text(start..self.at)
                } else {
                    Token::Raw(name, start..self.at)
                });
            }
        }
        if self.at >= self.end {
            return None;
        }
        let start = self.at;
        let first = next_markup(text, start);
        if first > start {
            self.at = first;
            return Some(Token::Text(start..first));
        }
        Some(self.markup(text))
    }

    /// What begins with `<` here.
    fn markup(&mut self, text: &str) -> Token {
        let start = self.at;
        let rest = &text[start + 1..];
        if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return self.tag(text, start + 1, false);
        }
        if let Some(inner) = rest.strip_prefix("!--") {
            return self.comment(inner, start + 4);
        }
        if let Some(name) = rest.strip_prefix('/') {
            if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
                return self.tag(text, start + 2, true);
            }
            return self.until(text, start + 2, ">");
        }
        if rest.starts_with("![CDATA[") && (self.foreign > 0 || self.is_xml) {
            let Token::Comment(range) = self.until(text, start + 9, "]]>") else {
                return Token::Text(start..start);
            };
            return Token::Raw("cdata", range);
        }
        if rest.starts_with('?') {
            // Programs within pages say how they end.
            let end = if rest.starts_with("?php") || rest.starts_with("?=") { "?>" } else { ">" };
            return self.until(text, start + 2, end);
        }
        self.until(text, start + 2, ">")
    }

    fn comment(&mut self, inner: &str, start: usize) -> Token {
        if inner.starts_with('>') || inner.starts_with("->") {
            self.at = start + if inner.starts_with('>') { 1 } else { 2 };
            return Token::Comment(start..start);
        }
        let bytes = inner.as_bytes();
        let end = memmem::find_iter(bytes, b"--").find_map(|at| match bytes.get(at + 2..)? {
            [b'>', ..] => Some((at, 3)),
            [b'!', b'>', ..] => Some((at, 4)),
            // The hyphens of `--->` may be taken two by two.
            [b'-', b'>', ..] => Some((at + 1, 3)),
            _ => None,
        });
        match end {
            Some((at, len)) => {
                self.at = start + at + len;
                Token::Comment(start..start + at)
            }
            None => {
                self.at = self.end;
                Token::Comment(start..self.end)
            }
        }
    }

    fn until(&mut self, text: &str, start: usize, end: &str) -> Token {
        let start = start.min(text.len());
        match memmem::find(&text.as_bytes()[start..], end.as_bytes()) {
            Some(len) => {
                self.at = start + len + end.len();
                Token::Comment(start..start + len)
            }
            None => {
                self.at = self.end;
                Token::Comment(start..self.end)
            }
        }
    }

    /// A tag whose name begins at `start`. One that never ends is no tag, but what it says is there.
    fn tag(&mut self, text: &str, start: usize, closes: bool) -> Token {
        let bytes = text.as_bytes();
        let stop = |from: usize, stops: &[u8]| {
            from + bytes[from..]
                .iter()
                .position(|byte| byte.is_ascii_whitespace() || stops.contains(byte))
                .unwrap_or(bytes.len() - from)
        };
        let name_end = stop(start, b"/>");
        let name = text[start..name_end].to_ascii_lowercase();
        let (mut at, mut attributes) = (name_end, Vec::new());
        let is_empty = loop {
            let skipped = bytes[at..].iter().position(|byte| !byte.is_ascii_whitespace() && *byte != b'/');
            let Some(skipped) = skipped else {
                self.at = self.end;
                return Token::Comment(start..self.end);
            };
            let slash = bytes[at..at + skipped].ends_with(b"/");
            at += skipped;
            if bytes[at] == b'>' {
                break slash;
            }
            // A leading equals sign is part of the name.
            let key = at..stop(at + 1, b"/>=");
            let blank = bytes[key.end..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            let equals = key.end + blank;
            let mut attribute = Attribute {
                name: text[key.clone()].to_ascii_lowercase(),
                raw: key.end..key.end,
                name_range: key.clone(),
                is_quoted: false,
            };
            at = key.end;
            if bytes.get(equals) == Some(&b'=') {
                let blank = bytes[equals + 1..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
                let value = equals + 1 + blank;
                match bytes.get(value) {
                    Some(&quote @ (b'"' | b'\'')) => {
                        let Some(len) = memchr(quote, &bytes[value + 1..]) else {
                            self.at = self.end;
                            return Token::Comment(start..self.end);
                        };
                        attribute.raw = value + 1..value + 1 + len;
                        attribute.is_quoted = true;
                        at = attribute.raw.end + 1;
                    }
                    _ => {
                        attribute.raw = value..stop(value, b">");
                        at = attribute.raw.end;
                    }
                }
            }
            attributes.push(attribute);
        };
        self.at = at + 1;
        let tag = Tag { name, range: start - 1 - usize::from(closes)..at + 1, closes, is_empty, attributes };
        self.follow(&tag);
        Token::Tag(tag)
    }

    /// What the tag says of the text behind it.
    fn follow(&mut self, tag: &Tag) {
        if matches!(&*tag.name, "svg" | "math") {
            if tag.closes {
                self.foreign = self.foreign.saturating_sub(1);
            } else if !tag.is_empty {
                self.foreign += 1;
            }
        }
        if tag.closes || self.foreign > 0 || (self.is_xml && tag.is_empty) {
            return;
        }
        self.raw = match &*tag.name {
            "title" => Some(("title", true)),
            "textarea" => Some(("textarea", true)),
            "plaintext" => Some(("plaintext", false)),
            name => RAW.into_iter().find(|raw| *raw == name).map(|raw| (raw, false)),
        };
    }
}

/// Where the next markup begins.
fn next_markup(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = start;
    while let Some(found) = memchr(b'<', &bytes[at..]) {
        at += found;
        let begins = |byte: &u8| byte.is_ascii_alphabetic() || matches!(byte, b'!' | b'/' | b'?');
        if bytes.get(at + 1).is_some_and(begins) {
            return at;
        }
        at += 1;
    }
    bytes.len()
}

/// Where the end tag of a raw element begins.
fn end_of_raw(text: &str, start: usize, name: &str) -> usize {
    let bytes = text.as_bytes();
    for at in memmem::find_iter(&bytes[start..], b"</") {
        let from = start + at + 2;
        let rest = &bytes[from..];
        let ends = rest.len() > name.len()
            && rest[..name.len()].eq_ignore_ascii_case(name.as_bytes())
            && (rest[name.len()].is_ascii_whitespace() || matches!(rest[name.len()], b'/' | b'>'));
        if ends {
            return start + at;
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::{Token, Tokens};

    fn told(text: &str) -> Vec<String> {
        let mut tokens = Tokens::new(0..text.len(), false);
        let mut all = Vec::new();
        while let Some(token) = tokens.next(text) {
            all.push(match token {
                Token::Text(range) => format!("t:{}", &text[range]),
                Token::Raw(name, range) => format!("{name}:{}", &text[range]),
                Token::Comment(range) => format!("!:{}", &text[range]),
                Token::Tag(tag) => {
                    let said = tag.attributes.iter().map(|a| format!(" {}={}", a.name, &text[a.raw.clone()]));
                    let (open, close) =
                        (if tag.closes { "/" } else { "<" }, if tag.is_empty { "/" } else { "" });
                    assert!(text[tag.range].starts_with('<'));
                    format!("{open}{}{}{close}", tag.name, said.collect::<String>())
                }
            });
        }
        all
    }

    #[test]
    fn tokens_are_those_of_browsers() {
        let cases: [(&str, &[&str]); 14] = [
            ("a<b C=d e='f>g' h = \"i\" j>k</B>", &["t:a", "<b c=d e=f>g h=i j=", "t:k", "/b"]),
            ("<a/><br /><a b=c/>", &["<a/", "<br/", "<a b=c/"]),
            ("1<2 <3<张", &["t:1<2 <3<张"]),
            ("<!-- a > b --><!--><!---->c--!>", &["!: a > b ", "!:", "!:", "t:c--!>"]),
            ("<!--a--!>b", &["!:a", "t:b"]),
            ("<!DOCTYPE html><?xml a?></ x></>b", &["!:DOCTYPE html", "!:xml a?", "!: x", "!:", "t:b"]),
            ("<script>a<b></scripts></SCRIPT >c", &["<script", "script:a<b></scripts>", "/script", "t:c"]),
            ("<title>a<b>&amp;</title>", &["<title", "t:a<b>&amp;", "/title"]),
            (
                "<svg><title><b>c</b></title><![CDATA[<d>]]></svg>",
                &["<svg", "<title", "<b", "t:c", "/b", "/title", "cdata:<d>", "/svg"],
            ),
            ("<![CDATA[ a ]]>b", &["!:[CDATA[ a ]]", "t:b"]),
            ("<a b=\"c", &["!:a b=\"c"]),
            ("<a =b>", &["<a =b="]),
            ("<", &["t:<"]),
            ("<!--a", &["!:a"]),
        ];
        for (text, expected) in cases {
            let expected: Vec<String> = expected.iter().map(|&token| token.to_owned()).collect();
            assert_eq!(told(text), expected, "{text}");
        }
    }
}
