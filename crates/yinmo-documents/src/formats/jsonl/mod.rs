//! JSON Lines: one JSON value a line.
//!
//! Read, rewritten and refused: each line as a [`json`](super::json) document. Blank lines are allowed. A line
//! longer than [`Limits::longest_row`] is refused.

use memchr::{memchr, memrchr};

use super::json::{Tree, parse_value};
use crate::boundary::char_boundary_before;
use crate::chunk::{Chunk, Layout};
use crate::reader::TextReader;
use crate::{Document, Error, Format, Input, Limits, Position, Scope};

/// JSON values, one a line.
pub static FORMAT: &dyn Format = &JsonLines;

struct JsonLines;

impl Format for JsonLines {
    fn id(&self) -> &'static str {
        "jsonl"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["jsonl", "ndjson"]
    }

    fn open<'r>(&self, input: Input<'r>, scope: &Scope) -> Box<dyn Document + 'r> {
        let reader = TextReader::new(input);
        Box::new(JsonLinesDocument {
            reader,
            limits: scope.limits(),
            position: Position::START,
            line: 1,
            done: false,
        })
    }
}

struct JsonLinesDocument<'r> {
    reader: TextReader<'r>,
    limits: Limits,
    position: Position,
    /// The line that places name. A lone `\r` is a blank in JSON and ends none, unlike those of `position`.
    line: usize,
    done: bool,
}

impl Document for JsonLinesDocument<'_> {
    fn next_chunk(&mut self) -> Result<Option<Chunk>, Error> {
        self.reader.fill(self.limits.chunk_bytes)?;
        if self.done || (self.reader.text().is_empty() && !self.reader.owes_mark()) {
            return Ok(None);
        }
        let own = self.whole_lines()?;
        let (tree, next_line) = self.parse_lines(own)?;
        self.line = next_line;
        let source = self.reader.take("", own, 0);
        self.done = self.reader.at_end() && self.reader.text().is_empty();
        let start = self.position;
        self.position = start.after(source.own_text().as_bytes(), None);
        Ok(Some(Chunk::new(source, Layout::Tree(tree), start)))
    }
}

impl JsonLinesDocument<'_> {
    /// The bytes of the lines that end within `chunk_bytes`, or of the first one if none does.
    fn whole_lines(&mut self) -> Result<usize, Error> {
        let longest = self.limits.longest_row;
        let mut searched = 0;
        loop {
            let text = self.reader.text();
            if self.reader.at_end() && text.len() <= self.limits.chunk_bytes {
                return Ok(text.len());
            }
            let aim = char_boundary_before(text, self.limits.chunk_bytes);
            if let Some(end) = memrchr(b'\n', &text.as_bytes()[..aim]) {
                return Ok(end + 1);
            }
            if let Some(end) = memchr(b'\n', &text.as_bytes()[searched..]) {
                return Ok(searched + end + 1);
            }
            if self.reader.at_end() {
                return Ok(text.len());
            }
            searched = text.len();
            if searched > longest {
                return Err(Error::too_large(longest));
            }
            self.reader.fill((searched * 2).min(longest + 1).max(searched + 1))?;
        }
    }

    /// The values of the lines, and the number of the line after them.
    fn parse_lines(&self, own: usize) -> Result<(Tree, usize), Error> {
        let text = &self.reader.text()[..own];
        let mut tree = Tree::default();
        let (mut start, mut line) = (0, self.line);
        while start < own {
            let end = memchr(b'\n', &text.as_bytes()[start..]).map_or(own, |at| start + at);
            if end - start > self.limits.longest_row {
                return Err(Error::too_large(self.limits.longest_row));
            }
            parse_value(text, start..end, Some(line), &mut tree).map_err(|malformed| {
                Error::malformed(self.reader.file_offset(malformed.at), malformed.what)
            })?;
            (start, line) = (end + 1, line + 1);
        }
        tree.finish();
        Ok((tree, line))
    }
}
