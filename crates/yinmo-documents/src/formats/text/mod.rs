//! Running text: `txt`, `md` and their like.
//!
//! Read: everything, as one prose part a chunk. Markdown is read as it is written, marks included. Chunks end
//! at line breaks; each carries up to 2 KiB of the text on both sides, so labels and numbers are seen whole
//! wherever the cut falls. Rewritten: the spans of changes. Refused: nothing that decodes.

mod cut;

use yinmo_core::text::Surface;

use crate::boundary::{char_boundary_after, char_boundary_before};
use crate::change::by_part;
use crate::chunk::{Chunk, Layout};
use crate::reader::TextReader;
use crate::record::Part;
use crate::source::Splice;
use crate::{Changes, Document, Error, Format, Input, Limits, Position, Scope};

/// Running text.
pub static FORMAT: &dyn Format = &Text;

struct Text;

impl Format for Text {
    fn id(&self) -> &'static str {
        "text"
    }

    fn is_prose(&self) -> bool {
        true
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["txt", "text", "md", "markdown", "log"]
    }

    fn open<'r>(&self, input: Input<'r>, scope: &Scope) -> Box<dyn Document + 'r> {
        Box::new(TextDocument {
            reader: TextReader::new(input),
            limits: scope.limits(),
            before: String::new(),
            position: Position::START,
            done: false,
        })
    }
}

/// Bytes of text shown on each side of a chunk.
const CONTEXT: usize = 2 << 10;

struct TextDocument<'r> {
    reader: TextReader<'r>,
    limits: Limits,
    /// The text in front of the window, at most `CONTEXT` bytes.
    before: String,
    position: Position,
    done: bool,
}

impl Document for TextDocument<'_> {
    fn next_chunk(&mut self) -> Result<Option<Chunk>, Error> {
        self.reader.fill(cut::farthest(self.limits.chunk_bytes) + CONTEXT)?;
        let text = self.reader.text();
        if self.done || (text.is_empty() && !self.reader.owes_mark()) {
            return Ok(None);
        }
        let own = cut::cut(text, self.limits.chunk_bytes);
        let after = char_boundary_before(text, own + CONTEXT) - own;
        let source = self.reader.take(&self.before, own, after);
        self.done = self.reader.at_end() && self.reader.text().is_empty();
        self.remember(source.own_text());
        let start = self.position;
        self.position = start.after(source.own_text().as_bytes(), None);
        Ok(Some(Chunk::new(source, Layout::Prose(Prose), start)))
    }
}

impl TextDocument<'_> {
    /// Keeps the end of the text passed so far.
    fn remember(&mut self, own: &str) {
        // Most chunks are longer than what is kept of them.
        let tail = char_boundary_before(own, own.len().saturating_sub(CONTEXT));
        if tail > 0 {
            self.before.clear();
        }
        self.before.push_str(&own[tail..]);
        let surplus = self.before.len().saturating_sub(CONTEXT);
        self.before.drain(..char_boundary_after(&self.before, surplus));
    }
}

/// One part: the chunk's own text.
pub(crate) struct Prose;

impl Prose {
    pub(crate) fn part<'a>(&self, chunk: &'a Chunk) -> Part<'a> {
        let text = chunk.own_text();
        Part { index: 0, text, key: None, column: 1, surface: Surface::Visible, row: 0, chunk }
    }

    pub(crate) fn splice(
        &self,
        chunk: &Chunk,
        changes: &Changes,
        splice: &mut Splice<'_>,
    ) -> Result<(), Error> {
        let own = chunk.own();
        let reach = &chunk.window()[own.start..];
        for group in by_part(changes, 1) {
            let group = group?;
            if group.is_removal() {
                splice.replace(own, "")?;
                continue;
            }
            group.check_fit(reach)?;
            for (span, replacement) in group.edits() {
                splice.replace(span.shifted(own.start), replacement)?;
            }
        }
        Ok(())
    }
}
