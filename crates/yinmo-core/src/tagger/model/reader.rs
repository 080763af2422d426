//! Reads a text with the model where the gate opens.

use super::decode::{Decoder, Named, Part};
use super::features::Sentence;
use super::file::Model;
use super::tag::Label;
use crate::text::Span;

/// Characters that are decoded before a place where a name may begin, and behind it.
const BEFORE: usize = 4;
const BEHIND: usize = 9;
/// Characters beyond these that the first and the last of them see.
const SEEN: usize = 3;
/// How many times a stretch is read with more behind it because a name goes on there.
const LONGER: usize = 2;
/// About how long a stretch that is read at once may get, in bytes.
const STRETCH: usize = 1000;

/// Room to work in, kept from one text to the next.
#[derive(Default)]
pub struct Reader {
    openings: Vec<usize>,
    sentence: Sentence,
    decoder: Decoder,
    /// The byte at which each character of the stretch begins, and the end of the last.
    offsets: Vec<usize>,
    names: Vec<Named>,
}

impl Reader {
    /// Calls `each` for every person the model sees in `text`, with where the name stands in bytes, first to last.
    /// `openings` are the bytes where the gate opens, `claimed` those where a name begins as something else says, both in
    /// order. `bias`, in units of a weight, is added to the score of no name.
    pub fn read(
        &mut self,
        text: &str,
        openings: impl Iterator<Item = usize>,
        claimed: &[usize],
        model: &Model,
        bias: i16,
        mut each: impl FnMut(Span, Named),
    ) {
        self.openings.clear();
        self.openings.extend(openings);
        self.openings.extend(claimed);
        self.openings.sort_unstable();
        let (mut nth, mut read_to) = (0, 0);
        while let Some(&first) = self.openings.get(nth) {
            let start = before(text, first, BEFORE);
            let mut end = behind(text, first, BEHIND);
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
                end = end.max(behind(text, at, BEHIND));
                nth += 1;
            }
            // What begins where the next stretch begins is left to it: it sees what stands behind.
            let own = Span::new(read_to, next.unwrap_or(end));
            read_to = own.end;
            self.read_stretch(
                text,
                Span::new(start, end),
                Some(Label::Person),
                model,
                bias,
                &mut |span, named| {
                    if own.start <= span.start && span.start < own.end {
                        read_to = read_to.max(span.end);
                        each(span, named);
                    }
                },
            );
        }
    }

    /// Calls `each` for every name the model sees in a stretch of `text`, of one label if one is `wanted`. A name that
    /// begins there may end behind it.
    pub fn read_stretch(
        &mut self,
        text: &str,
        stretch: Span,
        wanted: Option<Label>,
        model: &Model,
        bias: i16,
        each: &mut dyn FnMut(Span, Named),
    ) {
        let Self { sentence, decoder, offsets, names, .. } = self;
        let mut end = stretch.end;
        for again in (0..=LONGER).rev() {
            let part = fill(text, Span::new(stretch.start, end), sentence, offsets, model);
            names.clear();
            let goes_on = decoder.names_in(sentence, &part, wanted, model, bias, |named| names.push(named));
            if !goes_on || again == 0 {
                break;
            }
            end = behind(text, end, 2 * BEHIND);
        }
        for named in &*names {
            each(Span::new(offsets[named.start], offsets[named.end]), *named);
        }
    }
}

/// Prepares a stretch and what its ends see around it; tells which of the characters are its own.
fn fill(text: &str, stretch: Span, sentence: &mut Sentence, offsets: &mut Vec<usize>, model: &Model) -> Part {
    let around = Span::new(before(text, stretch.start, SEEN), behind(text, stretch.end, SEEN));
    offsets.clear();
    offsets.extend(around.of(text).char_indices().map(|(at, _)| around.start + at));
    offsets.push(around.end);
    sentence.refill(around.of(text).chars(), model.lexicon());
    let place = |byte: usize| offsets.partition_point(|&offset| offset < byte);
    Part {
        own: place(stretch.start)..place(stretch.end),
        begins: around.start == stretch.start,
        ends: around.end == stretch.end,
    }
}

/// The byte some characters before `at`, on the same line.
fn before(text: &str, at: usize, characters: usize) -> usize {
    let line = text[..at].char_indices().rev().take(characters).take_while(|&(_, c)| c != '\n');
    line.last().map_or(at, |(start, _)| start)
}

/// The byte behind some characters from `at` on, on the same line.
fn behind(text: &str, at: usize, characters: usize) -> usize {
    let line = text[at..].char_indices().take(characters).take_while(|&(_, c)| c != '\n');
    line.last().map_or(at, |(start, c)| at + start + c.len_utf8())
}
