//! Rows and fields, found in one pass; the hot path of a table.

use memchr::memchr;

use super::dialect::Dialect;
use super::field::{Cell, Shape};
use super::separators::Separators;
use super::table::Table;
use crate::{Error, Limits};

/// Splits `text` into rows until `limits.chunk_bytes` are passed or the last row is cut off, and says how many
/// bytes the rows take. `whole` means that nothing comes after `text`.
///
/// A row at the very start that is cut off gives 0: present it again with more text behind it.
pub(super) fn parse_rows(
    text: &str,
    dialect: Dialect,
    whole: bool,
    limits: Limits,
    first_row: usize,
) -> Result<(Table, usize), Error> {
    let mut table = Table::new(dialect.delimiter, first_row, text.len());
    let mut rows = Rows::new(text, dialect, whole, limits.longest_row);
    let mut at = 0;
    while at < text.len().min(limits.chunk_bytes) {
        let cells = table.part_count();
        let Some(next) = rows.row(at, &mut table) else {
            table.truncate(cells);
            if at == 0 && text.len() >= limits.longest_row + LOOKAHEAD {
                return Err(Error::too_large(limits.longest_row));
            }
            break;
        };
        if next - at > limits.longest_row + ROW_END {
            return Err(Error::too_large(limits.longest_row));
        }
        table.end_row(cells);
        at = next;
    }
    Ok((table, at))
}

/// Bytes of the longest row end.
const ROW_END: usize = 2;

/// Bytes of text beyond the longest row that are enough to tell whether and how it ends.
pub(super) const LOOKAHEAD: usize = 4;

struct Rows<'t> {
    text: &'t str,
    bytes: &'t [u8],
    separators: Separators<'t>,
    dialect: Dialect,
    whole: bool,
    longest: usize,
}

/// What was made of fields that hold no quote.
enum Usual {
    /// Some, and then comes another sort.
    Fields { next: usize },
    /// The row ended with them.
    Row { next: usize },
}

/// What stands after a field.
enum After {
    Delimiter,
    RowEnd { next: usize },
}

impl<'t> Rows<'t> {
    fn new(text: &'t str, dialect: Dialect, whole: bool, longest: usize) -> Self {
        let bytes = text.as_bytes();
        let separators = Separators::new(bytes, [dialect.delimiter, dialect.row_end, b'"']);
        Self { text, bytes, separators, dialect, whole, longest }
    }

    /// Adds the cells of the row that starts at `start` and says where the next one starts; `None` when the
    /// text ends too early to tell.
    fn row(&mut self, start: usize, table: &mut Table) -> Option<usize> {
        if let Some(next) = self.row_end(start)? {
            return Some(next);
        }
        let mut at = start;
        loop {
            let (cell, after) = match self.usual_fields(at, table) {
                Usual::Row { next } => return Some(next),
                Usual::Fields { next } => self.field(next, start, table)?,
            };
            at = cell.outer().end + 1;
            table.push(cell);
            if let After::RowEnd { next } = after {
                return Some(next);
            }
        }
    }

    /// Adds fields that hold no quote, up to the end of the row if its usual end comes before any quote.
    #[inline]
    fn usual_fields(&mut self, mut at: usize, table: &mut Table) -> Usual {
        let Dialect { delimiter, row_end } = self.dialect;
        let mut separator = self.separators.next(at);
        while let Some(end) = separator {
            let byte = self.bytes[end];
            if byte == delimiter {
                table.push(Cell::new(at, end, Shape::Plain));
                at = end + 1;
                separator = self.separators.following();
                continue;
            }
            if byte == b'\n' && row_end == b'\n' {
                let return_before = end > at && self.bytes[end - 1] == b'\r';
                table.push(Cell::new(at, end - usize::from(return_before), Shape::Plain));
                return Usual::Row { next: end + 1 };
            }
            break;
        }
        Usual::Fields { next: at }
    }

    fn field(&mut self, at: usize, row: usize, table: &mut Table) -> Option<(Cell, After)> {
        if self.bytes.get(at) == Some(&b'"')
            && let Some(quote) = self.closing_quote(at, row)?
        {
            return self.quoted(at, quote, table);
        }
        let has_quote = self.separators.next(at).is_some_and(|at| self.bytes[at] == b'"');
        let (end, after) = self.unquoted_end(at)?;
        let shape = if has_quote { Shape::with_quotes(&self.bytes[at..end]) } else { Shape::Plain };
        Some((Cell::new(at, end, shape), after))
    }

    /// The quote that closes the one at `open`; `Some(None)` when none does within the longest row.
    fn closing_quote(&self, open: usize, row: usize) -> Option<Option<Quote>> {
        let limit = self.text.len().min(row + self.longest);
        let mut quote = Quote { at: open + 1, doubled: false };
        while let Some(found) = memchr(b'"', &self.bytes[quote.at.min(limit)..limit]) {
            quote.at += found;
            match self.bytes.get(quote.at + 1) {
                Some(b'"') => quote = Quote { at: quote.at + 2, doubled: true },
                None if !self.whole => return None,
                _ => return Some(Some(quote)),
            }
        }
        let more_may_come = !self.whole && limit == self.text.len();
        if more_may_come { None } else { Some(None) }
    }

    fn quoted(&mut self, at: usize, quote: Quote, table: &mut Table) -> Option<(Cell, After)> {
        let end = quote.at + 1;
        if self.bytes.get(end) == Some(&self.dialect.delimiter) {
            return Some((self.regular(at, end, quote.doubled, table), After::Delimiter));
        }
        if let Some(next) = self.row_end(end)? {
            return Some((self.regular(at, end, quote.doubled, table), After::RowEnd { next }));
        }
        let (end, after) = self.unquoted_end(end)?;
        let value = table.keep_value(&self.text[at..end]);
        Some((Cell::new(at, end, Shape::Irregular(value)), after))
    }

    fn regular(&self, at: usize, end: usize, doubled: bool, table: &mut Table) -> Cell {
        let shape = match (doubled, &self.bytes[at..end]) {
            (false, _) => Shape::Quoted,
            (true, field) if Shape::is_quoted_formula(field) => Shape::QuotedFormula,
            (true, _) => Shape::Escaped(table.keep_value(&self.text[at..end])),
        };
        Cell::new(at, end, shape)
    }

    fn unquoted_end(&mut self, at: usize) -> Option<(usize, After)> {
        let Dialect { delimiter, row_end } = self.dialect;
        let mut separator = self.separators.next(at);
        while let Some(quote) = separator.filter(|&at| self.bytes[at] == b'"') {
            separator = self.separators.next(quote + 1);
        }
        let Some(end) = separator else {
            return self.whole.then_some((self.text.len(), After::RowEnd { next: self.text.len() }));
        };
        if self.bytes[end] == delimiter {
            return Some((end, After::Delimiter));
        }
        let next = self.row_end(end)??;
        let return_before = row_end == b'\n' && end > at && self.bytes[end - 1] == b'\r';
        Some((end - usize::from(return_before), After::RowEnd { next }))
    }

    /// Where the next row starts when a row ends at `at`; `Some(None)` when none does. The end of the whole
    /// text ends a row.
    #[inline]
    fn row_end(&self, at: usize) -> Option<Option<usize>> {
        let rest = self.bytes.get(at..).unwrap_or_default();
        let length = match (self.dialect.row_end, rest) {
            (_, []) => return self.whole.then_some(Some(at)),
            (_, [b'\r', b'\n', ..]) => 2,
            (_, [b'\r']) if !self.whole => return None,
            (b'\n', [b'\n', ..]) | (b'\r', [b'\r', ..]) => 1,
            _ => return Some(None),
        };
        Some(Some(at + length))
    }
}

#[derive(Clone, Copy)]
struct Quote {
    at: usize,
    /// A doubled quote stands before it.
    doubled: bool,
}
