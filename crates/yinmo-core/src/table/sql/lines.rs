use memchr::memchr;

use super::super::embedded::{LONGEST_LINE, Row};
use crate::text::Span;

/// Where the lines end that a statement announces.
pub(super) enum End {
    /// Before this byte.
    Here(usize),
    /// Not in this piece: from this byte on they are to be read on, `within` a line that is too long to be one of a table.
    Open { next: usize, within: bool },
}

/// The lines of `width` cells with tabs between from byte `start` on that begin before byte `end`, up to the line `\.`.
pub(super) fn lines(text: &str, width: usize, start: usize, mut within: bool, end: usize) -> (Vec<Row>, End) {
    let mut rows = Vec::new();
    let mut at = start;
    loop {
        if at >= end {
            return (rows, End::Open { next: at, within });
        }
        let found = memchr(b'\n', &text.as_bytes()[at..]);
        let stop = found.map_or(text.len(), |len| at + len);
        let line = Span::new(at, at + text[at..stop].trim_end_matches('\r').len());
        let next = if found.is_some() { stop + 1 } else { text.len() };
        if !within && line.len() <= LONGEST_LINE {
            let cells = cells(text, line);
            if cells.len() != width {
                return (rows, End::Here(stop));
            }
            rows.push(Row::of(line, cells));
        }
        within = found.is_none() && line.len() > LONGEST_LINE;
        if found.is_none() && !within {
            return (rows, End::Here(stop));
        }
        at = next;
    }
}

/// What stands between the tabs; nothing for what is not known, `\N`.
fn cells(text: &str, line: Span) -> Vec<Span> {
    let mut start = line.start;
    let cells = line.of(text).split('\t').map(|cell| {
        let own = Span::new(start, start + cell.len());
        start = own.end + 1;
        if cell == r"\N" { Span::new(own.start, own.start) } else { own }
    });
    cells.collect()
}
