//! JSON documents.
//!
//! Read: every string and number, wherever it stands, and every key; a byte order mark in front is passed
//! over. Members of one object make one record; scalars in arrays belong to it under the array's key; an array
//! directly in an array is a record of its own. Duplicate keys are kept. `true`, `false` and `null` hold
//! nothing to find.
//!
//! Rewritten: the changed part of a string, escaped as it must be; a changed number becomes a string; a
//! removed member takes one comma along; a removed array element becomes `null`. White space, the order of
//! members and unchanged escapes stay.
//!
//! Refused: what RFC 8259 does not allow, nesting deeper than 128, more than [`Limits::json_bytes`](crate::Limits::json_bytes). An empty
//! or blank document is read as holding nothing.

mod member;
mod number;
mod parse;
mod path;
mod string;
mod tree;

use crate::chunk::{Chunk, Layout};
use crate::reader::TextReader;
use crate::{Document, Error, Format, Input, Position, Scope};

pub(crate) use parse::parse_value;
pub(crate) use tree::Tree;

/// One JSON value, read whole.
pub static FORMAT: &dyn Format = &Json;

struct Json;

impl Format for Json {
    fn id(&self) -> &'static str {
        "json"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json", "geojson"]
    }

    fn open<'r>(&self, input: Input<'r>, scope: &Scope) -> Box<dyn Document + 'r> {
        let reader = TextReader::new(input);
        Box::new(JsonDocument { reader, most: scope.limits().json_bytes, done: false })
    }
}

struct JsonDocument<'r> {
    reader: TextReader<'r>,
    most: usize,
    done: bool,
}

impl Document for JsonDocument<'_> {
    fn next_chunk(&mut self) -> Result<Option<Chunk>, Error> {
        if self.done {
            return Ok(None);
        }
        self.done = true;
        self.reader.fill(self.most + 1)?;
        let text = self.reader.text();
        if text.len() > self.most {
            return Err(Error::too_large(self.most));
        }
        if text.is_empty() && !self.reader.owes_mark() {
            return Ok(None);
        }
        let mut tree = Tree::default();
        parse_value(text, 0..text.len(), None, &mut tree)
            .map_err(|malformed| Error::malformed(self.reader.file_offset(malformed.at), malformed.what))?;
        tree.finish();
        let source = self.reader.take("", text.len(), 0);
        Ok(Some(Chunk::new(source, Layout::Tree(tree), Position::START)))
    }
}
