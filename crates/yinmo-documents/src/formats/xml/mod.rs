//! Files in XML 1.0: `xml`, `svg`, `rss`, `kml`, `xsl`.
//!
//! Read: the texts of elements, each behind what people call it where its name says that; a value in one piece whatever
//! elements, comments, references and CDATA sections stand in it; attributes, with what is coded in addresses; comments,
//! instructions, and names in which numbers stand; documents in Base64. UTF-8, GB18030 with what it contains, and UTF-16
//! with a byte order mark.
//!
//! Rewritten: the spans of changes, in the file's own character set.
//!
//! Refused: files that are not well-formed, that have a document type, or whose bytes are not what they say.

mod read;

use std::ops::Range;
use std::sync::Arc;

use crate::mapped::{Edits, RemovedCells};
use crate::package::charset::{Coded, Named, encoding_said};
use crate::package::{Findings, Holder, Holds, Packaged};
use crate::{Error, FileType, Format, Input, Scope};

use read::Reader;

/// Files in XML.
pub static FORMAT: &dyn Format = &Packaged {
    id: "xml",
    extensions: &["xml", "svg", "rss", "kml", "xsl"],
    file_types: &[FileType::Xml],
    is_prose: true,
    holds: Holds::Text(open),
};

/// A file in memory.
struct File {
    coded: Coded,
    text: Arc<str>,
    reader: Reader,
}

fn open(input: Input<'_>, scope: &Scope) -> Result<Box<dyn Holder>, Error> {
    let named = input.name();
    let bytes = input.into_whole(scope.limits().json_bytes as u64)?.into_owned();
    let named = named.or_else(|| declared(&bytes));
    let mut coded = Coded::decode(bytes, named)?;
    let text: Arc<str> = std::mem::take(&mut coded.text).into();
    Ok(Box::new(File { coded, reader: Reader::new(text.clone()), text }))
}

/// What the file says of its character set in its first line.
fn declared(bytes: &[u8]) -> Option<Named> {
    const HEAD: usize = 512;
    let head: String = bytes[..bytes.len().min(HEAD)].iter().map(|&byte| char::from(byte)).collect();
    let declaration = head.trim_start().strip_prefix("<?xml")?.split_once("?>")?.0;
    encoding_said(declaration).map(Named::of)
}

impl Holder for File {
    fn read(&mut self, found: &mut Findings) -> Result<bool, Error> {
        self.reader.read(found)
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

    fn rewrite(&mut self, mut edits: Edits, _removed: &[RemovedCells]) -> Result<Vec<u8>, Error> {
        self.coded.rewrite(&self.text, &mut edits)
    }
}

#[cfg(test)]
mod tests {
    use super::{Named, declared};
    use crate::Charset;

    #[test]
    fn files_say_how_they_are_written() {
        let gb = Some(Named::Known(Charset::Gb18030));
        assert_eq!(declared(b"<?xml version='1.0' encoding = 'GB2312' ?><a/>"), gb);
        assert_eq!(declared(b"<?xml version='1.0'?><a encoding='gbk'/>"), None);
        assert_eq!(declared(b"<a/>"), None);
    }
}
