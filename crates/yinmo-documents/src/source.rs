use std::ops::Range;

use yinmo_core::text::Span;

use crate::Error;
use crate::change::Short;
use crate::encoding::{Charset, encode, raw_len};

/// A piece of a file: its text, and the bytes the text was decoded from.
pub(crate) struct Source {
    /// The piece's own text with context around it.
    pub(crate) text: String,
    /// Where in `text` the own text is.
    pub(crate) own: Range<usize>,
    pub(crate) charset: Charset,
    /// The bytes of the own text and of the context after it; empty in UTF-8, where they equal the text.
    pub(crate) raw: Vec<u8>,
    /// How many of the bytes belong to the own text.
    pub(crate) raw_own: usize,
    /// The byte order mark, in the first piece of a file that has one.
    pub(crate) mark: &'static [u8],
}

impl Source {
    /// Text that no bytes of a file follow.
    pub(crate) fn of_text(text: String) -> Self {
        let own = 0..text.len();
        Self { text, own, charset: Charset::Utf8, raw: Vec::new(), raw_own: 0, mark: &[] }
    }

    pub(crate) fn own_text(&self) -> &str {
        &self.text[self.own.clone()]
    }

    /// Starts to append the bytes of the own text to `out`. The first `carry` bytes of text were used up by the
    /// piece before.
    pub(crate) fn splice<'s>(&'s self, carry: usize, out: &'s mut Vec<u8>) -> Splice<'s> {
        out.extend_from_slice(self.mark);
        out.reserve(self.own.len());
        Splice { cursor: Cursor::new(self), kept: self.own.start + carry, out }
    }
}

/// A piece of a file that is being written with some of its text replaced, from its start to its end.
pub(crate) struct Splice<'s> {
    cursor: Cursor<'s>,
    /// Up to where the text is written, in bytes of [`Source::text`].
    kept: usize,
    out: &'s mut Vec<u8>,
}

impl Splice<'_> {
    /// Writes `replacement` where `span` of [`Source::text`] was. Spans come sorted by start. Where two share bytes,
    /// the later is cut down to what the earlier left; one of which nothing is left does not happen.
    pub(crate) fn replace(&mut self, span: Span, replacement: &str) -> Result<(), Error> {
        if span.end < self.kept || (span.end == self.kept && !span.is_empty()) {
            return Ok(());
        }
        let kept = std::mem::replace(&mut self.kept, span.end);
        self.cursor.copy(kept, span.start, self.out);
        match self.cursor.source.charset {
            Charset::Utf8 => self.out.extend_from_slice(replacement.as_bytes()),
            charset => encode(charset, replacement, self.out)?,
        }
        Ok(())
    }

    /// The same where that takes no more than moving bytes: in UTF-8, and behind all that was replaced before; `false`,
    /// and nothing done, elsewhere.
    #[inline]
    pub(crate) fn replace_simply(&mut self, span: Span, replacement: &Short) -> bool {
        let Source { charset, text, .. } = self.cursor.source;
        let simple = *charset == Charset::Utf8 && self.kept <= span.start && !span.is_empty();
        if simple {
            let kept = std::mem::replace(&mut self.kept, span.end);
            append_start(&text.as_bytes()[kept..], span.start - kept, self.out);
            let end = self.out.len() + replacement.len as usize;
            self.out.extend_from_slice(&replacement.bytes);
            self.out.truncate(end);
        }
        simple
    }

    /// Writes the rest, and says how far into the next piece the last replacement reached, in bytes of text.
    pub(crate) fn finish(mut self) -> usize {
        let end = self.cursor.source.own.end;
        self.cursor.copy(self.kept, end, self.out);
        self.kept.saturating_sub(end)
    }
}

/// Walks the text and its bytes side by side, forwards.
struct Cursor<'s> {
    source: &'s Source,
    text_at: usize,
    raw_at: usize,
}

impl<'s> Cursor<'s> {
    fn new(source: &'s Source) -> Self {
        Self { source, text_at: source.own.start, raw_at: 0 }
    }

    /// Appends the bytes of the text between `from` and `to`, if that is not empty.
    #[inline]
    fn copy(&mut self, from: usize, to: usize, out: &mut Vec<u8>) {
        if from >= to {
            return;
        }
        match self.source.charset {
            Charset::Utf8 => append_start(&self.source.text.as_bytes()[from..], to - from, out),
            _ => self.copy_raw(from, to, out),
        }
    }

    fn copy_raw(&mut self, from: usize, to: usize, out: &mut Vec<u8>) {
        let start = self.advance(from);
        let end = self.advance(to);
        out.extend_from_slice(&self.source.raw[start..end]);
    }

    fn advance(&mut self, to: usize) -> usize {
        let Source { text, own, charset, raw, raw_own, .. } = self.source;
        if self.text_at == own.start && to == own.end {
            (self.text_at, self.raw_at) = (to, *raw_own);
        }
        self.raw_at += raw_len(*charset, &text[self.text_at..to], &raw[self.raw_at..]);
        self.text_at = to;
        self.raw_at
    }
}

/// Appends the first `len` of `bytes`. What stands between two cells is short and of any length, which a copy of memory
/// guesses wrong; a copy of a fixed length, of which too much is taken back, has nothing to guess.
#[inline]
fn append_start(bytes: &[u8], len: usize, out: &mut Vec<u8>) {
    match bytes.first_chunk::<64>() {
        Some(start) if len <= start.len() => {
            let end = out.len() + len;
            out.extend_from_slice(start);
            out.truncate(end);
        }
        _ => out.extend_from_slice(&bytes[..len]),
    }
}
