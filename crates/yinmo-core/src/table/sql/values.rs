use super::cursor::{Cursor, Literal, Value};
use crate::table::embedded::{LONGEST_LINE, Row};
use crate::text::Span;

/// Where among the rows something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Before a row.
    Tuple,
    /// Before this value of a row.
    Cell(usize),
    /// In this value, between such quotes.
    Within(usize, u8),
}

/// Where the rows end.
pub(super) enum Stop {
    /// Before this byte.
    Here(usize),
    /// Not in this piece: from this byte on they are to be read on.
    Open(Place, usize),
}

/// The rows of `width` values from byte `start` on that begin before byte `end`.
///
/// A row that is longer than a line of a table may be is told in pieces, and a value that alone is so long is left to
/// those who read running text.
pub(super) fn values(
    text: &str,
    width: usize,
    mut place: Place,
    start: usize,
    end: usize,
) -> (Vec<Row>, Stop) {
    let mut cursor = Cursor::new(text, start);
    let mut rows = Vec::new();
    let mut piece = Piece::default();
    let stop = loop {
        let (nth, raw, content) = match place {
            Place::Tuple => {
                cursor.blanks();
                cursor.eat(b',');
                cursor.blanks();
                if cursor.at >= end {
                    break Stop::Open(place, cursor.at.min(text.len()));
                }
                if !cursor.eat(b'(') {
                    break Stop::Here(cursor.at);
                }
                place = Place::Cell(0);
                continue;
            }
            Place::Within(nth, quote) => match cursor.string_rest(quote) {
                Literal::Ended(_) => (nth, None, None),
                Literal::Unfinished(from) => break Stop::Open(place, from.max(end)),
            },
            Place::Cell(nth) => {
                cursor.blanks();
                if piece.is_empty() && cursor.at >= end {
                    break Stop::Open(place, cursor.at);
                }
                let from = cursor.at;
                match cursor.value() {
                    Value::Ended { raw, content } => (nth, Some(raw), Some(content)),
                    Value::Within { quote, from: next } => {
                        let opened = piece.close(&mut rows, width, end);
                        break opened.unwrap_or(if from >= end {
                            Stop::Open(place, from)
                        } else {
                            Stop::Open(Place::Within(nth, quote), next.max(end))
                        });
                    }
                    Value::Broken => break Stop::Here(cursor.at),
                }
            }
        };
        if nth >= width {
            break Stop::Here(cursor.at);
        }
        if let Some((raw, content)) = raw.zip(content) {
            if !piece.has_room_for(raw) {
                if let Some(open) = piece.close(&mut rows, width, end) {
                    break open;
                }
                if raw.start >= end {
                    break Stop::Open(place, raw.start);
                }
            }
            piece.add(nth, raw, content);
        }
        cursor.blanks();
        if cursor.eat(b',') {
            place = Place::Cell(nth + 1);
        } else if cursor.eat(b')') {
            if nth + 1 < width {
                piece = Piece::default();
            }
            if let Some(open) = piece.close(&mut rows, width, end) {
                break open;
            }
            place = Place::Tuple;
        } else {
            break Stop::Here(cursor.at);
        }
    };
    (rows, stop)
}

/// Values of a row that stand beside each other.
#[derive(Default)]
pub(super) struct Piece {
    /// Which of the row's values is the first.
    first: usize,
    /// Where they stand, quotes included.
    span: Option<Span>,
    cells: Vec<Span>,
}

impl Piece {
    pub(super) fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    pub(super) fn has_room_for(&self, raw: Span) -> bool {
        let start = self.span.map_or(raw.start, |span| span.start);
        raw.end - start <= LONGEST_LINE
    }

    pub(super) fn add(&mut self, nth: usize, raw: Span, content: Span) {
        if !self.has_room_for(raw) {
            return;
        }
        match &mut self.span {
            Some(span) => span.end = raw.end,
            None => (self.first, self.span) = (nth, Some(raw)),
        }
        self.cells.push(content);
    }

    /// Adds what it holds to the rows. If that reaches over byte `end`, it is to be read from its start again.
    pub(super) fn close(&mut self, rows: &mut Vec<Row>, width: usize, end: usize) -> Option<Stop> {
        let Self { first, span, cells } = std::mem::take(self);
        let span = span?;
        let all = std::iter::repeat_n(Span::new(span.start, span.start), first).chain(cells);
        let rest = std::iter::repeat(Span::new(span.end, span.end));
        let cells: Vec<Span> = all.chain(rest).take(width).collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            rows.push(Row::of(span, cells));
        }
        (span.end > end).then_some(Stop::Open(Place::Cell(first), span.start))
    }
}
