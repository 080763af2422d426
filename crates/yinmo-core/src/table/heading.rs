use super::{Column, fold};
use crate::recognizers::Labels;
use yinmo_data::columns::meaning;

/// The row of headings of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Its index in the sample; of two joined rows, the lower one's.
    pub row: usize,
    /// One for each cell of the widest row.
    pub columns: Vec<Column>,
}

/// The longest heading, in characters.
const LONGEST: usize = 24;

/// Looks for the row of headings among the first rows of a table; `None` if no row looks like headings.
///
/// Titles, blank rows and units above it are skipped; a heading of two rows is joined column by column.
pub fn find_heading(labels: &Labels, sample: &[Vec<&str>]) -> Option<Heading> {
    let width = sample.iter().map(Vec::len).max()?;
    let mut found = sample.iter().position(|row| is_heading(row, width))?;
    let mut above = found.checked_sub(1).filter(|&row| is_group(&sample[row], &sample[found]));
    if sample.get(found + 1).is_some_and(|row| continues(&sample[found], row)) {
        above = Some(found);
        found += 1;
    }
    let groups = above.map(|row| spread(&sample[row], width));
    let columns = (0..width).map(|column| {
        let own = sample[found].get(column).map_or_else(String::new, |cell| fold(cell));
        let group = groups.as_ref().map_or("", |groups| &groups[column]);
        Column::under(labels, joined(group, own))
    });
    Some(Heading { row: found, columns: columns.collect() })
}

/// The columns of another table below, if `row` is its heading: a file may hold several lists.
///
/// Most rows hold a number and cost a look at their digits.
pub fn next_heading<'c>(labels: &Labels, row: impl Iterator<Item = &'c str> + Clone) -> Option<Vec<Column>> {
    if row.clone().any(is_number) {
        return None;
    }
    let row: Vec<&str> = row.collect();
    let (filled, known) = count(&row);
    // A row of data may hold a word that is also a heading; one below a heading needs more to be another.
    let heading = known >= 2 && known * 3 >= filled * 2;
    heading.then(|| row.iter().map(|cell| Column::under(labels, fold(cell))).collect())
}

/// Digits with nothing but marks between them.
fn is_number(cell: &str) -> bool {
    let mut digits = 0;
    let number = cell.bytes().all(|byte| {
        digits += usize::from(byte.is_ascii_digit());
        matches!(byte, b'0'..=b'9' | b' ' | b'.' | b',' | b'-' | b'*' | b'+' | b'\'' | b'X' | b'x')
    });
    number && digits > 0
}

/// At least two cells are known headings, and not fewer than half of those that are filled.
fn is_heading(row: &[&str], width: usize) -> bool {
    let (filled, known) = count(row);
    let few = if width == 1 { 1 } else { 2 };
    known >= few && known * 2 >= filled && row.iter().all(|cell| !is_value(cell))
}

fn count(row: &[&str]) -> (usize, usize) {
    let folded: Vec<String> = row.iter().map(|cell| fold(cell)).filter(|cell| !cell.is_empty()).collect();
    let known = folded.iter().filter(|cell| cell.chars().count() <= LONGEST && is_known(cell)).count();
    (folded.len(), known)
}

/// A known heading, or one that ends in a known one and is short.
fn is_known(folded: &str) -> bool {
    meaning(folded).is_some() && !folded.ends_with(['。', '，', '；'])
}

/// Long runs of digits are values.
fn is_value(cell: &str) -> bool {
    let mut run = 0;
    cell.chars().any(|c| {
        run = if c.is_ascii_digit() { run + 1 } else { 0 };
        run >= 6
    })
}

/// A row of groups above the headings: fewer cells are filled, but more than a title's one.
fn is_group(row: &[&str], headings: &[&str]) -> bool {
    let filled = |row: &[&str]| row.iter().filter(|cell| !cell.trim().is_empty()).count();
    let short = row.iter().all(|cell| !is_value(cell) && cell.chars().count() <= LONGEST);
    short && filled(row) >= 2 && filled(row) < filled(headings)
}

/// The next row holds the headings of the groups in this one.
fn continues(row: &[&str], next: &[&str]) -> bool {
    let empty = |row: &[&str], at: usize| row.get(at).is_none_or(|cell| cell.trim().is_empty());
    let (filled, known) = count(next);
    let fills = (0..next.len()).any(|at| empty(row, at) && !empty(next, at));
    fills && known >= 2 && known == filled && next.iter().all(|cell| !is_value(cell))
}

/// The words of a row of groups; a group reaches to the next one.
fn spread(row: &[&str], width: usize) -> Vec<String> {
    let mut last = String::new();
    (0..width)
        .map(|at| {
            let own = row.get(at).map_or_else(String::new, |cell| fold(cell));
            if !own.is_empty() {
                last = own;
            }
            last.clone()
        })
        .collect()
}

/// `家庭成员` and `姓名`; `户主姓名` needs no `户主` before it.
fn joined(group: &str, own: String) -> String {
    if own.is_empty() {
        return group.to_owned();
    }
    if group.is_empty() || own.starts_with(group) { own } else { [group, &own].concat() }
}
