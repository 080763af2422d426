use super::form::{asks_about_case, is_fields, is_form, is_row_of_form, looks_like_value, says_what};
use super::values::{counted, guess, may_be_listed};
use super::{Column, budget, fold, looks_like_name, meaning_of, offices, officials, uncounted};
use crate::kind::Kind;
use crate::recognizers::{Labels, TRANSCRIBING, begins_with_family};
use yinmo_data::surnames;

/// The row of headings of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Its index in the sample; of two joined rows, the lower one's.
    pub row: usize,
    /// One for each cell of the widest row.
    pub columns: Vec<Column>,
    /// Whether it is one within a form, which goes on below its rows.
    pub in_form: bool,
    /// Whether names stand below a heading for them, and none among the headings: these are not fields with their values.
    pub heads_names: bool,
}

/// The longest heading, in characters.
pub(super) const LONGEST: usize = 24;

/// A row with a single known heading is looked for in so many rows.
const TOP: usize = 3;

/// `姓名` among words that are no headings the table knows, and no values; or a word for somebody beside a heading that it
/// knows: `候选人|得票|备注`.
fn names_people(row: &[&str]) -> bool {
    let filled = || row.iter().filter(|cell| !cell.trim().is_empty());
    let is_subject = |cell: &str| SUBJECTS.contains(&cell.trim());
    let is_word =
        |cell: &&&str| (is_subject(cell) || !looks_like_value(cell)) && fold(cell).chars().count() <= LONGEST;
    filled().count() >= 2
        && filled().all(|cell| is_word(&cell))
        && (filled().any(|cell| fold(cell).ends_with("姓名"))
            || filled().any(|cell| is_role(&fold(cell))) && filled().any(|cell| is_known(&fold(cell))))
}

/// `候选人`, `被征收人`; not `周建人`.
fn is_role(words: &str) -> bool {
    calls_somebody(words) && words.chars().count() > 2 && !words.starts_with(surnames::is_common)
}

/// What pupils are taught; some look like names.
const SUBJECTS: [&str; 11] =
    ["语文", "数学", "英语", "物理", "化学", "生物", "政治", "历史", "地理", "科学", "道德与法治"];

/// So many rows of headings may stand under the first.
const JOINED: usize = 2;

/// Looks for the row of headings among the first rows of a table; `None` if no row looks like headings.
///
/// Titles, blank rows and units above it are skipped; a heading of two rows is joined column by column.
pub fn find_heading(labels: &Labels, sample: &[Vec<&str>]) -> Option<Heading> {
    let width = sample.iter().map(Vec::len).max()?;
    let mut found = sample
        .iter()
        .enumerate()
        .position(|(at, row)| is_heading(row, width) && !is_row_of_form(sample, at))
        .or_else(|| {
            (0..sample.len().min(TOP)).find(|&at| names_people(&sample[at]) && !is_row_of_form(sample, at))
        })?;
    let mut groups = vec![String::new(); width];
    if let Some(above) = found
        .checked_sub(1)
        .filter(|&row| is_group(&sample[row], &sample[found]) && !is_row_of_form(sample, row))
    {
        groups = spread(&sample[above], width);
    }
    for _ in 0..JOINED {
        if sample.get(found + 1).is_some_and(|row| continues(&sample[found], row)) {
            let own = spread(&sample[found], width);
            groups = groups.iter().zip(own).map(|(group, own)| joined(group, own)).collect();
            found += 1;
        }
    }
    let columns = (0..width).map(|column| {
        let own = sample[found].get(column).map_or_else(String::new, |cell| fold(cell));
        let headed = Column::under(labels, joined(&groups[column], own));
        // Values tell what a heading does not.
        let listed = calls_somebody(&headed.words);
        let cells = || below(sample, found, column);
        if headed.is_known() { counted(headed, cells()) } else { headed.holding(&guess(cells(), listed)) }
    });
    let mut columns: Vec<Column> = columns.collect();
    let people = |column: usize| {
        let filled = || below(sample, found, column).filter(|cell| !cell.is_empty());
        filled().filter(|cell| looks_like_name(cell)).count() * 2 > filled().count()
    };
    offices::give_roles(&mut columns, &people);
    officials::give_roles(&mut columns, &sample[..found], |column| below(sample, found, column));
    budget::tell_amounts(labels, &mut columns);
    let of_people = |column: usize| columns[column].meaning == Some(Kind::Person.id());
    let is_spelt = |cell: &str| cell.chars().count() > 2 && cell.chars().all(|c| TRANSCRIBING.is_open(c));
    let may_be_name = |cell: &str| (begins_with_family(cell) || is_spelt(cell)) && may_be_listed(cell);
    let heads_names = (0..width).any(|column| of_people(column) && people(column))
        && !sample[found].iter().map(|cell| cell.trim()).any(may_be_name);
    let in_form = is_form(&sample[..found], &sample[found + 1..]);
    Some(Heading { row: found, columns, in_form, heads_names })
}

/// `缴费人`, `参保者`: a word for somebody, whatever it is that they do.
pub(super) fn calls_somebody(words: &str) -> bool {
    uncounted(words).ends_with(['人', '者', '员'])
}

/// The cells below the row of headings.
fn below<'s>(sample: &'s [Vec<&str>], heading: usize, column: usize) -> impl Iterator<Item = &'s str> {
    sample[heading + 1..].iter().filter_map(move |row| row.get(column)).map(|cell| cell.trim())
}

/// The columns of another table below, if `row` is its heading: a file may hold several lists.
///
/// Most rows hold a number and cost a look at their digits.
pub fn next_heading<'c>(labels: &Labels, row: impl Iterator<Item = &'c str> + Clone) -> Option<Vec<Column>> {
    if row.clone().any(is_number) {
        return None;
    }
    let row: Vec<&str> = row.collect();
    heads_another(&row).then(|| {
        let mut columns: Vec<Column> = row.iter().map(|cell| Column::under(labels, fold(cell))).collect();
        offices::give_roles(&mut columns, &|_| false);
        budget::tell_amounts(labels, &mut columns);
        columns
    })
}

/// Whether a row below a heading is another. A row of data may hold words that are also headings, as `配偶` and `残疾` are:
/// it needs more.
pub(super) fn heads_another(row: &[&str]) -> bool {
    if row.iter().copied().any(is_number) || is_fields(row) || asks_about_case(row) {
        return false;
    }
    let (filled, known) = count(row);
    let firm = || row.iter().map(|cell| fold(cell)).filter(|cell| is_known(cell) && !says_what(cell)).count();
    known >= 2 && known * 3 >= filled * 2 && (known == filled || firm() >= 2)
}

/// Digits with nothing but marks between them: a row that holds them is no heading below another.
pub fn is_number(cell: &str) -> bool {
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
pub(super) fn is_known(folded: &str) -> bool {
    meaning_of(folded).is_some() && !folded.ends_with(['。', '，', '；'])
}

/// Long runs of digits are values.
fn is_value(cell: &str) -> bool {
    let mut run = 0;
    cell.chars().any(|c| {
        run = if c.is_ascii_digit() { run + 1 } else { 0 };
        run >= 6
    })
}

/// A row of groups above the headings: fewer cells are filled, or some where the headings have none, but more than a
/// title's one.
fn is_group(row: &[&str], headings: &[&str]) -> bool {
    let filled = |row: &[&str]| row.iter().filter(|cell| !cell.trim().is_empty()).count();
    let short = row.iter().all(|cell| !is_value(cell) && cell.chars().count() <= LONGEST);
    // `单位：元`, `填报单位：某镇`: what is said of the whole table.
    let says = row.iter().any(|cell| cell.contains(['：', ':']));
    let fewer = filled(row) < filled(headings) || fills_gap(headings, row);
    short && !says && filled(row) >= 2 && fewer
}

/// Whether something stands in `other` where a cell of `row` is empty.
fn fills_gap(row: &[&str], other: &[&str]) -> bool {
    let empty = |row: &[&str], at: usize| row.get(at).is_none_or(|cell| cell.trim().is_empty());
    (0..other.len()).any(|at| empty(row, at) && !empty(other, at))
}

/// The next row holds the headings of the groups in this one.
fn continues(row: &[&str], next: &[&str]) -> bool {
    let (filled, known) = count(next);
    fills_gap(row, next) && known >= 2 && known == filled && next.iter().all(|cell| !is_value(cell))
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
