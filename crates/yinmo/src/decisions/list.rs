//! A worklist as it comes back from a spreadsheet.

use std::collections::HashMap;

use yinmo_core::text::Place;
use yinmo_documents::{Input, Limits, Parts, Reason, Record, Scope};

use super::error::Problem;
use super::{Choice, DecisionRow, DecisionsError};
use crate::source::{Source, probe};

/// The headings of a worklist, in the order in which it is written.
pub const HEADINGS: [&str; 10] =
    ["编号", "文件", "文件 SHA-256", "位置", "类别", "遮盖后的样子", "依据/把握", "建议", "决定", "备注"];

const ID: &str = HEADINGS[0];
const FILE: &str = HEADINGS[1];
const HASH: &str = HEADINGS[2];
const CHOICE: &str = HEADINGS[8];
const NOTE: &str = HEADINGS[9];

/// Without it, a spreadsheet would take some for numbers.
pub(super) const ID_PREFIX: &str = "F-";

/// The rows below the first heading. The list is a document like any other, so whatever is read is read by the same code.
pub(super) fn rows(name: &str, bytes: &[u8]) -> Result<Vec<DecisionRow>, DecisionsError> {
    let source = Source::Bytes { name, bytes };
    let probe = probe(source, false).map_err(|obstacle| Problem::Unreadable(obstacle.reason))?;
    let input = Input::memory(bytes, probe.encoding);
    let mut document = probe.format.open(input, &Scope::new(&Limits::default()).named(name));
    let mut columns: Option<HashMap<&'static str, usize>> = None;
    let mut rows = Vec::new();
    loop {
        let chunk = document.next_chunk().map_err(|error| {
            DecisionsError::from(Problem::Unreadable(error.reason().unwrap_or(Reason::Malformed)))
        })?;
        let Some(chunk) = chunk else { break };
        if chunk.section().is_some() && columns.is_some() {
            // Another sheet.
            break;
        }
        for record in chunk.records() {
            let Record::Row { number, cells } = record else { continue };
            match &columns {
                None => columns = headings(cells),
                Some(columns) => rows.extend(row(number, columns, cells)?),
            }
        }
    }
    columns.ok_or(Problem::NoHeading)?;
    Ok(rows)
}

/// Where each known heading stands, if all that are needed do.
fn headings(cells: Parts<'_>) -> Option<HashMap<&'static str, usize>> {
    let known = |text: &str| HEADINGS.into_iter().find(|heading| squeezed(heading) == squeezed(text));
    let found: HashMap<_, _> =
        cells.texts().enumerate().filter_map(|(nth, text)| Some((known(text)?, nth))).collect();
    [ID, HASH, CHOICE].iter().all(|needed| found.contains_key(needed)).then_some(found)
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '\u{FEFF}').collect()
}

fn row(
    number: usize,
    columns: &HashMap<&'static str, usize>,
    cells: Parts<'_>,
) -> Result<Option<DecisionRow>, DecisionsError> {
    if cells.texts().all(|text| text.trim().is_empty()) {
        return Ok(None);
    }
    let row = match cells.get(0).map(|cell| cell.place()) {
        Some(Place::Sheet { row, .. }) => row,
        _ => number,
    };
    let cell = |heading| {
        let text = columns.get(heading).and_then(|&nth| Some(cells.get(nth)?.text));
        text.unwrap_or_default().trim()
    };
    let choice = match cell(CHOICE) {
        "" => None,
        word => {
            let known = Choice::ALL.into_iter().find(|choice| choice.zh() == word);
            Some(known.ok_or_else(|| Problem::UnknownChoice.in_row(row))?)
        }
    };
    let id = cell(ID);
    Ok(Some(DecisionRow {
        row,
        id: id.strip_prefix(ID_PREFIX).unwrap_or(id).to_ascii_lowercase(),
        file: cell(FILE).to_owned(),
        hash: cell(HASH).to_ascii_lowercase(),
        choice,
        note: cell(NOTE).to_owned(),
    }))
}

#[cfg(test)]
mod tests {
    use super::rows;
    use crate::Choice;

    #[test]
    fn columns_are_found_by_their_headings_and_rows_by_their_numbers() {
        let list =
            "\u{FEFF}序,决定, 文件SHA-256,编号,备注\r\n1,保留,AB,F-0a,\"公开,可\"\r\n\r\n2,,AB,F-0b,\r\n";
        let rows = rows("审核表.csv", list.as_bytes()).unwrap();
        assert_eq!(rows.len(), 2);
        assert_eq!((rows[0].row, &*rows[0].id, rows[0].choice), (2, "0a", Some(Choice::Keep)));
        assert_eq!((&*rows[0].hash, &*rows[0].note), ("ab", "公开,可"));
        assert_eq!((rows[1].row, rows[1].choice), (4, None));
    }

    #[test]
    fn what_makes_no_sense_is_named_and_not_quoted() {
        let unknown = "编号,文件 SHA-256,决定\nF-1,AB,同意张三\n";
        let error = rows("审核表.csv", unknown.as_bytes()).unwrap_err();
        assert_eq!(error.row(), Some(2));
        assert!(!error.zh().contains("张三"), "{}", error.zh());
        assert!(rows("审核表.csv", "姓名,电话\n1,2\n".as_bytes()).is_err());
    }
}
