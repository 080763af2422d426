//! The list as a table that any program reads.

use anyhow::Result;
use yinmo::WORKLIST_HEADINGS;

use super::Row;
use crate::words::inert;

/// With a byte order mark, without which spreadsheets take it for another encoding.
pub fn bytes(rows: &[Row]) -> Result<Vec<u8>> {
    let mut table = ::csv::WriterBuilder::new()
        .terminator(::csv::Terminator::CRLF)
        .from_writer("\u{FEFF}".as_bytes().to_vec());
    table.write_record(WORKLIST_HEADINGS)?;
    for row in rows {
        table.write_record(row.cells.iter().map(|cell| inert(cell)).chain([String::new(), String::new()]))?;
    }
    Ok(table.into_inner()?)
}
