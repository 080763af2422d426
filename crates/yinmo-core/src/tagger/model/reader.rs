//! Reads a text with the model where the gate opens.

use super::decode::{Decoder, Named};
use super::features::Sentence;
use super::file::Model;
use crate::text::Span;

/// Characters that are read before a place where a name may begin, and behind it.
const BEFORE: usize = 10;
const BEHIND: usize = 24;
/// About how long a stretch that is read at once may get, in bytes.
const STRETCH: usize = 3000;

/// Room to work in, kept from one text to the next.
#[derive(Default)]
pub struct Reader {
    openings: Vec<usize>,
    sentence: Sentence,
    decoder: Decoder,
    /// The byte at which each character of the stretch begins, and the end of the last.
    offsets: Vec<usize>,
}

impl Reader {
    /// Calls `each` for every name the model sees in `text`, with where it stands in bytes, first to last. `bias`, in
    /// units of a weight, is added to the score of no name.
    pub fn read(&mut self, text: &str, model: &Model, bias: i16, mut each: impl FnMut(Span, Named)) {
        self.openings.clear();
        model.gate().scan(text, |at| self.openings.push(at));
        let mut nth = 0;
        let mut read_to = 0;
        while let Some(&first) = self.openings.get(nth) {
            let start = before(text, first);
            let mut end = behind(text, first);
            let mut next = None;
            nth += 1;
            while let Some(&at) = self.openings.get(nth) {
                if at >= end {
                    break;
                }
                if end - start > STRETCH {
                    next = Some(at);
                    break;
                }
                end = end.max(behind(text, at));
                nth += 1;
            }
            // What begins where the next stretch begins is left to it: it sees what stands behind.
            let own = Span::new(read_to, next.unwrap_or(end));
            self.read_stretch(text, Span::new(start, end), own, model, bias, &mut each);
            read_to = own.end;
        }
    }

    fn read_stretch(
        &mut self,
        text: &str,
        stretch: Span,
        own: Span,
        model: &Model,
        bias: i16,
        each: &mut impl FnMut(Span, Named),
    ) {
        let Self { sentence, decoder, offsets, .. } = self;
        offsets.clear();
        offsets.extend(stretch.of(text).char_indices().map(|(at, _)| stretch.start + at));
        offsets.push(stretch.end);
        sentence.refill(stretch.of(text).chars(), model.lexicon());
        decoder.names(sentence, model, bias, |named| {
            let span = Span::new(offsets[named.start], offsets[named.end]);
            if own.start <= span.start && span.start < own.end {
                each(span, named);
            }
        });
    }
}

/// The byte some characters before `at`, on the same line.
fn before(text: &str, at: usize) -> usize {
    let line = text[..at].char_indices().rev().take(BEFORE).take_while(|&(_, c)| c != '\n');
    line.last().map_or(at, |(start, _)| start)
}

/// The byte some characters behind `at`, on the same line.
fn behind(text: &str, at: usize) -> usize {
    let line = text[at..].char_indices().take(BEHIND).take_while(|&(_, c)| c != '\n');
    line.last().map_or(at, |(start, c)| at + start + c.len_utf8())
}
