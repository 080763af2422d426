//! Delimited tables: `csv`, and `tsv` by way of its own folder.
//!
//! Read: rows as RFC 4180 writes them and as programs really do. The delimiter, one of `,` `;` tab `|`, is
//! found from the first 64 KiB, or named by a line `sep=;`. Line breaks may stand in quotes, rows may be
//! ragged, a quote inside an unquoted field is itself, and one that never closes is too. `="0138"` and
//! `"=""0138"""` give what is inside; a leading `'` or tab stays in the text. Blank lines are rows without
//! cells. Lines end with `\n` or `\r\n`, or with `\r` in files whose first 64 KiB have no `\n`.
//!
//! Rewritten: the changed part of a field. A field is quoted anew, whole, when its replacement needs quotes
//! and it has none, or when its own quoting is irregular (`"a"b`). A removed cell takes one delimiter along.
//!
//! Refused: a row longer than [`Limits::longest_row`].

mod dialect;
mod field;
mod rows;
mod separators;
mod sniff;
mod table;

use crate::boundary::char_boundary_before;
use crate::chunk::{Chunk, Layout};
use crate::reader::TextReader;
use crate::{Document, Error, Format, Input, Limits, Position, Scope};

use dialect::Dialect;
pub(crate) use field::Cell;
use rows::{LOOKAHEAD, parse_rows};
pub(crate) use table::Table;

/// Comma-separated values and their relatives.
pub static FORMAT: &dyn Format = &Csv;

struct Csv;

impl Format for Csv {
    fn id(&self) -> &'static str {
        "csv"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["csv"]
    }

    fn open<'r>(&self, input: Input<'r>, scope: &Scope) -> Box<dyn Document + 'r> {
        open(input, scope, b',')
    }
}

/// Opens a table whose delimiter is `preferred` when the content does not say otherwise.
pub(crate) fn open<'r>(input: Input<'r>, scope: &Scope, preferred: u8) -> Box<dyn Document + 'r> {
    Box::new(CsvDocument {
        reader: TextReader::new(input),
        limits: scope.limits(),
        preferred,
        dialect: None,
        next_row: 1,
        position: Position::START,
        done: false,
    })
}

struct CsvDocument<'r> {
    reader: TextReader<'r>,
    limits: Limits,
    preferred: u8,
    dialect: Option<Dialect>,
    next_row: usize,
    position: Position,
    done: bool,
}

impl Document for CsvDocument<'_> {
    fn next_chunk(&mut self) -> Result<Option<Chunk>, Error> {
        let dialect = self.dialect()?;
        self.reader.fill(self.limits.chunk_bytes)?;
        if self.done || (self.reader.text().is_empty() && !self.reader.owes_mark()) {
            return Ok(None);
        }
        let (table, own) = self.table(dialect)?;
        self.next_row += table.row_count();
        let source = self.reader.take("", own, 0);
        self.done = self.reader.at_end() && self.reader.text().is_empty();
        let start = self.position;
        self.position = start.after(source.own_text().as_bytes(), None);
        Ok(Some(Chunk::new(source, Layout::Table(table), start)))
    }
}

impl CsvDocument<'_> {
    /// Found from the same stretch of text whatever the chunk size.
    fn dialect(&mut self) -> Result<Dialect, Error> {
        if let Some(dialect) = self.dialect {
            return Ok(dialect);
        }
        self.reader.fill(sniff::HEAD)?;
        let head = self.reader.text();
        let head = &head[..char_boundary_before(head, sniff::HEAD)];
        Ok(*self.dialect.insert(sniff::sniff(head, self.preferred)))
    }

    /// The rows of the window and how many bytes of text they take; at least one row unless the file ended.
    fn table(&mut self, dialect: Dialect) -> Result<(Table, usize), Error> {
        let longest = self.limits.longest_row;
        loop {
            let text = self.reader.text();
            let whole = self.reader.at_end();
            let (table, own) = parse_rows(text, dialect, whole, self.limits, self.next_row)?;
            if own > 0 || whole {
                return Ok((table, own));
            }
            let want = (text.len() * 2).min(longest + LOOKAHEAD).max(text.len() + 1);
            self.reader.fill(want)?;
        }
    }
}
