use super::{Column, fold};
use crate::recognizers::Labels;

/// What the keys of an object say about its members: `姓名`, `idCard`, `id_number`.
pub fn columns_from_keys(labels: &Labels, keys: &[&str]) -> Vec<Column> {
    keys.iter().map(|key| column(labels, key)).collect()
}

fn column(labels: &Labels, key: &str) -> Column {
    let folded: String = fold(key).chars().filter(|c| !matches!(c, '_' | '-' | '.')).collect();
    if names_a_thing(&folded) {
        return Column { words: folded, ..Column::default() };
    }
    Column::under(labels, folded)
}

/// `fileName` names no person, `guardianName` does.
fn names_a_thing(key: &str) -> bool {
    const PEOPLE: [&str; 28] = [
        "",
        "user",
        "full",
        "real",
        "true",
        "householder",
        "applicant",
        "contact",
        "member",
        "child",
        "guardian",
        "spouse",
        "father",
        "mother",
        "patient",
        "person",
        "donor",
        "first",
        "last",
        "given",
        "family",
        "chinese",
        "cn",
        "student",
        "owner",
        "customer",
        "people",
        "resident",
    ];
    key.is_ascii() && key.strip_suffix("name").is_some_and(|what| !PEOPLE.contains(&what))
}
