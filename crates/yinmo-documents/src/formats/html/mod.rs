//! Pages: `html`, `htm`, `xhtml`, `shtml`.
//!
//! Read: the text as people see it, a value in one piece whatever tags, comments, references and line breaks of the file
//! stand in it; tables as rows and columns, with cells that take several; values of fields; what is hidden; attributes,
//! addresses with what is coded in them; comments and the pages in them; scripts, data in JSON and styles, their escapes
//! resolved; documents in `srcdoc` and in `data:` addresses, as what they are. UTF-8, GB18030 with what it contains, and
//! UTF-16 with a byte order mark.
//!
//! Rewritten: the spans of changes, in the page's own character set. Removed columns go with their cells; a cell that
//! takes several columns takes fewer. A document in an attribute is written anew if something in it changed.
//!
//! Refused: pages whose bytes are not what their `charset` says, and other character sets. Pictures in `data:` addresses
//! are named and not read.

mod attributes;
mod elements;
mod grid;
mod links;
mod page;
mod references;
mod script;
mod shape;
mod token;

use std::ops::Range;
use std::sync::Arc;

use crate::mapped::{Edits, RemovedCells};
use crate::package::charset::{Coded, Named, encoding_said};
use crate::package::{Findings, Holder, Holds, Packaged};
use crate::{Charset, Error, FileType, Format, Input, Scope};

use page::Page;
use token::{Tag, Token, Tokens};

/// Pages.
pub static FORMAT: &dyn Format = &Packaged {
    id: "html",
    extensions: &["html", "htm", "xhtml", "shtml"],
    file_types: &[FileType::Html],
    is_prose: true,
    holds: Holds::Text(open),
};

/// A page in memory.
struct File {
    coded: Coded,
    text: Arc<str>,
    page: Page,
}

fn open(input: Input<'_>, scope: &Scope) -> Result<Box<dyn Holder>, Error> {
    let named = input.name();
    let bytes = input.into_whole(scope.limits().json_bytes as u64)?.into_owned();
    let named = named.or_else(|| declared(&bytes));
    let mut coded = Coded::decode(bytes, named)?;
    let text: Arc<str> = std::mem::take(&mut coded.text).into();
    Ok(Box::new(File { coded, page: Page::new(text.clone()), text }))
}

/// What the page says of its character set at its start.
fn declared(bytes: &[u8]) -> Option<Named> {
    const HEAD: usize = 4 << 10;
    let head: String = bytes[..bytes.len().min(HEAD)].iter().map(|&byte| char::from(byte)).collect();
    let mut tokens = Tokens::new(0..head.len(), false);
    while let Some(token) = tokens.next(&head) {
        let named = match &token {
            Token::Tag(tag) if tag.name == "meta" => charset_of(tag, &head),
            Token::Comment(range) => head[range.clone()]
                .starts_with("xml ")
                .then(|| encoding_said(&head[range.clone()]))
                .flatten()
                .map(str::to_owned),
            _ => None,
        };
        // A page that is read as bytes cannot be UTF-16 without a mark.
        if let Some(name) = named {
            return Some(match Named::of(&name) {
                Named::Known(Charset::Utf16Le | Charset::Utf16Be) => Named::Unknown,
                named => named,
            });
        }
    }
    None
}

fn charset_of(meta: &Tag, text: &str) -> Option<String> {
    let said = |name: &str| {
        let attribute = meta.attributes.iter().find(|attribute| attribute.name == name)?;
        Some(&text[attribute.raw.clone()])
    };
    if let Some(charset) = said("charset") {
        return Some(charset.trim().to_owned());
    }
    let content = said("content")?.to_ascii_lowercase();
    let (_, charset) = content.split_once("charset")?;
    let charset = charset.trim_start().strip_prefix('=')?;
    let end = |c: char| c == ';' || c.is_whitespace();
    Some(charset.trim_start().trim_matches(['"', '\'']).split(end).next()?.to_owned())
}

impl Holder for File {
    fn read(&mut self, found: &mut Findings) -> Result<bool, Error> {
        self.page.read(found)
    }

    fn bytes(&self) -> &[u8] {
        &self.coded.bytes
    }

    fn text(&self) -> Option<&Arc<str>> {
        Some(&self.text)
    }

    fn written(&self, raw: Range<usize>) -> &[u8] {
        &self.text.as_bytes()[raw]
    }

    fn rewrite(&mut self, mut edits: Edits, removed: &[RemovedCells]) -> Result<Vec<u8>, Error> {
        if !removed.is_empty() {
            let mut page = Page::new(self.text.clone());
            page.cells = Some(Vec::new());
            let mut found = Findings::new(&Scope::new(&crate::Limits::default()));
            while page.read(&mut found)? {
                found.forget();
            }
            grid::remove(&page.cells.unwrap_or_default(), removed, &mut edits);
        }
        self.coded.rewrite(&self.text, &mut edits)
    }
}

#[cfg(test)]
mod tests {
    use super::{Charset, Named, declared};

    #[test]
    fn pages_say_how_they_are_written() {
        let gb = Some(Named::Known(Charset::Gb18030));
        let cases = [
            ("<meta charset=gbk>", gb),
            ("<!-- <meta charset=utf-8> --><META http-equiv=x content='text/html; charset=GB2312'>", gb),
            ("<?xml version='1.0' encoding=\"gbk\"?><html>", gb),
            ("<meta charset=utf-16>", Some(Named::Unknown)),
            ("<meta name=charset content=gbk>", None),
            ("<script>'<meta charset=gbk>'</script>", None),
        ];
        for (page, expected) in cases {
            assert_eq!(declared(page.as_bytes()), expected, "{page}");
        }
    }
}
