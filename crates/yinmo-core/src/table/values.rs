use super::Column;
use crate::kind::Kind;
use crate::recognizers::{Label, looks_like_address};
use crate::tagger::{Boundary, Care, length_at};

/// What the values of a table without headings say about its columns: names or addresses, if six cells in ten that
/// are filled look so.
pub fn guess_columns(sample: &[Vec<&str>]) -> Vec<Column> {
    let width = sample.iter().map(Vec::len).max().unwrap_or(0);
    (0..width).map(|at| guess(sample.iter().filter_map(|row| row.get(at)).map(|cell| cell.trim()))).collect()
}

fn guess<'c>(cells: impl Iterator<Item = &'c str>) -> Column {
    let (mut filled, mut names, mut addresses) = (0, 0, 0);
    for cell in cells.filter(|cell| !cell.is_empty()) {
        filled += 1;
        names += usize::from(is_name(cell));
        addresses += usize::from(looks_like_address(cell));
    }
    let enough = |count: usize| filled >= 2 && count * 10 >= filled * 6;
    let kind = if enough(names) { Kind::Person } else { Kind::Address };
    if !enough(names) && !enough(addresses) {
        return Column::default();
    }
    Column { meaning: Some(kind.id()), label: Some(Label::heading(&[kind])), ..Column::default() }
}

fn is_name(cell: &str) -> bool {
    length_at(cell, Care::Strict)
        .is_some_and(|name| name.end == Boundary::Closed && name.len == cell.len() && name.score >= 40)
        && yinmo_data::common_words::starts_name_like(cell).is_none_or(|word| word < cell.len())
}
