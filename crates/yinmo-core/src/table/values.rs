use super::{Column, is_number};
use crate::kind::Kind;
use crate::recognizers::{Label, TRANSCRIBING, is_no_name, looks_like_address};
use crate::risk::small_counts::Count;
use crate::tagger::{Boundary, Care, is_blank, is_han, is_mask, length_at};

/// What the values of a table without headings say about its columns: names or addresses, if six cells in ten that
/// are filled look so. Under the title of a list of names, rare ones count as well.
pub fn guess_columns(sample: &[Vec<&str>]) -> Vec<Column> {
    let width = sample.iter().map(Vec::len).max().unwrap_or(0);
    let titles = sample.iter().take_while(|row| is_title(row)).count();
    let rows = &sample[titles..];
    let column = |at: usize| rows.iter().filter_map(move |row| row.get(at)).map(|cell| cell.trim());
    let listed = titles > 0 || (0..width).any(|at| numbers_somebody(column(at)));
    (0..width).map(|at| guess(column(at), listed)).collect()
}

/// The column, where what stands below a word for people is how many they are: `孤儿` above `3`.
pub(super) fn counted<'c>(column: Column, cells: impl Iterator<Item = &'c str>) -> Column {
    let people = [Kind::Person.id(), Kind::MinorFlag.id()];
    if !column.meaning.is_some_and(|meaning| people.contains(&meaning)) {
        return column;
    }
    let (mut known, mut others) = (0, 0);
    for cell in cells.map(str::trim).filter(|cell| !cell.is_empty()) {
        match Count::of(cell) {
            Count::Known(count) if count < 1_000_000 => known += 1,
            Count::Hidden(_) => {}
            _ => others += 1,
        }
    }
    if known > 0 && others == 0 {
        Column { meaning: Some("count"), label: None, role: None, ..column }
    } else {
        column
    }
}

/// Numbers that people have, one for each row: as long as a mobile's, a card's or an identity number.
fn numbers_somebody<'c>(cells: impl Iterator<Item = &'c str>) -> bool {
    let is_long = |cell: &str| {
        let digits = cell.bytes().filter(u8::is_ascii_digit).count();
        (11..=19).contains(&digits) && is_number(cell)
    };
    let (mut filled, mut long) = (0, 0);
    for cell in cells.filter(|cell| !cell.is_empty()) {
        filled += 1;
        long += usize::from(is_long(cell));
    }
    long >= 2 && long * 10 >= filled * 8
}

/// `拟救助对象名单`, alone in its row.
fn is_title(row: &[&str]) -> bool {
    const LISTS: [&str; 6] = ["名单", "名册", "人员", "对象", "公示", "一览表"];
    let mut filled = row.iter().filter(|cell| !cell.trim().is_empty());
    let first = filled.next().is_some_and(|cell| LISTS.iter().any(|word| cell.contains(word)));
    first && filled.next().is_none()
}

/// What the cells of a column say that it holds; `listed` under the title of a list of names.
pub(super) fn guess<'c>(cells: impl Iterator<Item = &'c str>, listed: bool) -> Column {
    let without_note = |cell: &'c str| cell.split(['（', '(']).next().map_or(cell, str::trim_end);
    let cells: Vec<&str> = cells.map(without_note).filter(|cell| !cell.is_empty()).collect();
    let share = |tenths: usize, is: &dyn Fn(&str) -> bool| {
        let count = cells.iter().filter(|cell| is(cell)).count();
        cells.len() >= 2 && count * 10 >= cells.len() * tenths
    };
    // Rare names beside common ones: villages and kinds of relief come again, names hardly do.
    let rare = || {
        let enough =
            if listed { share(7, &may_be_name) } else { share(8, &may_be_name) && share(3, &is_name) };
        enough && are_distinct(&cells)
    };
    let kind = if share(6, &is_name) || rare() {
        Kind::Person
    } else if share(6, &looks_like_address) {
        Kind::Address
    } else {
        return Column::default();
    };
    Column { meaning: Some(kind.id()), label: Some(Label::heading(&[kind])), ..Column::default() }
}

/// Eight in ten stand there once.
fn are_distinct(cells: &[&str]) -> bool {
    let different: std::collections::BTreeSet<&&str> = cells.iter().collect();
    different.len() * 10 >= cells.len() * 8
}

/// Whether a cell is a name if those around it are.
fn may_be_name(cell: &str) -> bool {
    let han = cell.chars().filter(|&c| is_han(c)).count();
    let rest = cell.chars().filter(|&c| !is_han(c));
    let latin = || cell.is_ascii() && cell.split(' ').filter(|word| !word.is_empty()).count() >= 2;
    let shaped = (2..=4).contains(&han) && rest.clone().all(is_blank);
    let spelled = (5..=8).contains(&han) && cell.chars().all(|c| TRANSCRIBING.is_open(c));
    let dotted = han >= 4 && rest.clone().count() == 1 && cell.contains(['·', '•', '‧', '.']);
    (shaped || spelled || dotted || latin() && !cell.bytes().any(|byte| byte.is_ascii_digit()))
        && !is_no_name(cell)
        && !yinmo_data::columns::is_heading(cell)
        && yinmo_data::common_words::starts_name_like(cell).is_none_or(|word| word < cell.len())
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

/// Whether a cell under a heading for names may hold some, side by side or half hidden.
pub(super) fn may_be_listed(cell: &str) -> bool {
    let mut names =
        cell.split(['、', ',', '，', '/', ' ', '\n']).map(str::trim).filter(|name| !name.is_empty());
    names.all(|name| looks_like_name(name) || may_be_name(name)) && !is_no_name(cell)
}

/// Whether a cell is a sentence or a paragraph, and no name, word or number; what stands in brackets aside.
pub(crate) fn is_prose(cell: &str) -> bool {
    /// Names of other peoples may be written without a dot.
    const LONG: usize = 12;
    let is_sentence = cell.contains(['，', '；', '。']);
    let (mut depth, mut clause) = (0usize, 0);
    for c in cell.chars() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            '，' | '；' | '。' | '、' | '·' | ' ' | '\n' => clause = 0,
            // What was masked is as long as it was.
            c if depth == 0 && (is_han(c) || is_mask(c)) => clause += 1,
            _ => {}
        }
        if clause > LONG || is_sentence && clause > 4 {
            return true;
        }
    }
    false
}
