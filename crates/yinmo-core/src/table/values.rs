use super::Column;
use crate::kind::Kind;
use crate::recognizers::{Label, is_no_name, looks_like_address};
use crate::tagger::{Boundary, Care, is_han, is_mask, length_at};

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

/// Whether a cell of a column of names names somebody: it is not empty, no stroke, number or sum, and no label of what
/// stands beside it.
///
/// ```
/// use yinmo_core::table::names_somebody;
/// assert!(names_somebody("王*坪") && names_somebody("扎西顿珠"));
/// assert!(!["", "/", "合计", "12", "制表人："].into_iter().any(names_somebody));
/// ```
pub fn names_somebody(cell: &str) -> bool {
    let cell = cell.trim();
    cell.contains(|c: char| is_han(c) || c.is_alphabetic())
        && !cell.ends_with(['：', ':'])
        && !is_no_name(cell)
}

/// Whether a cell is a name of somebody, whole or half hidden.
pub fn looks_like_name(cell: &str) -> bool {
    is_name(cell) || is_hidden_name(cell)
}

/// `王*坪`, `李某某`.
fn is_hidden_name(cell: &str) -> bool {
    let hiding = |c: char| c == '某' || is_mask(c);
    let surname = cell.chars().next().is_some_and(yinmo_data::surnames::is_surname);
    let rest = || cell.chars().skip(1);
    surname
        && (1..=3).contains(&rest().count())
        && rest().any(hiding)
        && rest().all(|c| hiding(c) || is_han(c))
}

fn is_name(cell: &str) -> bool {
    length_at(cell, Care::Strict)
        .is_some_and(|name| name.end == Boundary::Closed && name.len == cell.len() && name.score >= 40)
        && yinmo_data::common_words::starts_name_like(cell).is_none_or(|word| word < cell.len())
}
