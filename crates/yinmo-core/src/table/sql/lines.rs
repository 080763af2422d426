use memchr::memchr2;

use super::values::{Piece, Place, Stop};
use crate::table::embedded::{LONGEST_LINE, Row};
use crate::text::Span;

/// The lines of `width` cells with tabs between from byte `start` on that begin before byte `end`, up to the line `\.` or
/// one of another width. Lines that are longer than those of a table are told in pieces, as rows of values are.
pub(super) fn lines(
    text: &str,
    width: usize,
    mut place: Place,
    start: usize,
    end: usize,
) -> (Vec<Row>, Stop) {
    let (mut rows, mut piece, mut at) = (Vec::new(), Piece::default(), start.min(text.len()));
    let stop = loop {
        let (nth, is_whole) = match place {
            Place::Tuple if at >= end => break Stop::Open(place, at),
            Place::Tuple => (0, true),
            Place::Cell(nth) => (nth, true),
            Place::Within(nth, _) => (nth, false),
        };
        if piece.is_empty() && at >= end {
            break Stop::Open(place, at);
        }
        let found = memchr2(b'\t', b'\n', &text.as_bytes()[at..]).map(|len| at + len);
        let raw = Span::new(at, at + text[at..found.unwrap_or(text.len())].trim_end_matches('\r').len());
        if found.is_none() && raw.len() > LONGEST_LINE {
            let opened = piece.close(&mut rows, width, end);
            break opened.unwrap_or(Stop::Open(Place::Within(nth, b'\t'), text.len().max(end)));
        }
        if nth >= width || nth == 0 && raw.of(text) == r"\." {
            break Stop::Here(at);
        }
        if is_whole && !piece.has_room_for(raw) {
            if let Some(open) = piece.close(&mut rows, width, end) {
                break open;
            }
            if raw.start >= end {
                break Stop::Open(Place::Cell(nth), raw.start);
            }
        }
        if is_whole {
            // What is not known is nothing.
            let content = if raw.of(text) == r"\N" { Span::new(raw.start, raw.start) } else { raw };
            piece.add(nth, raw, content);
        }
        let ends_line = found.is_none_or(|found| text.as_bytes()[found] == b'\n');
        if ends_line && nth + 1 < width {
            break Stop::Here(at);
        }
        at = found.map_or(text.len(), |found| found + 1);
        place = Place::Cell(nth + 1);
        if ends_line {
            if let Some(open) = piece.close(&mut rows, width, end) {
                break open;
            }
            if found.is_none() {
                break Stop::Here(at);
            }
            place = Place::Tuple;
        }
    };
    (rows, stop)
}
