use super::{Column, fold};
use crate::recognizers::Labels;

/// What the keys of an object say about its members, each a key and a value: `姓名`, `idCard`, `id_number`.
pub fn columns_from_members(labels: &Labels, members: &[(&str, &str)]) -> Vec<Column> {
    let describes = members.iter().any(|&(key, value)| says_type(key, value));
    members.iter().map(|(key, _)| column(labels, key, describes)).collect()
}

/// What a key says about its member; `describes` if its object says what some data are.
pub(super) fn column(labels: &Labels, key: &str, describes: bool) -> Column {
    let folded: String = fold(key).chars().filter(|c| !matches!(c, '_' | '-' | '.')).collect();
    if describes && folded == "name" {
        return Column { words: folded, meaning: Some("category"), ..Column::default() };
    }
    if names_a_thing(&folded) {
        return Column { words: folded, ..Column::default() };
    }
    Column::under(labels, folded)
}

/// Whether a member says of what type some data are: then its object describes a field, a column or a parameter, and
/// `name` is what that is called: `{"name": "收盘价", "type": "float64"}`.
fn says_type(key: &str, value: &str) -> bool {
    const KEYS: [&str; 4] = ["type", "dtype", "datatype", "data_type"];
    const TYPES: [&str; 24] = [
        "any",
        "array",
        "bool",
        "boolean",
        "char",
        "date",
        "datetime",
        "dict",
        "double",
        "enum",
        "float",
        "function",
        "int",
        "integer",
        "list",
        "long",
        "number",
        "numeric",
        "object",
        "str",
        "string",
        "text",
        "timestamp",
        "varchar",
    ];
    let word = |value: &str| value.chars().take_while(char::is_ascii_alphabetic).collect::<String>();
    KEYS.contains(&key.to_ascii_lowercase().as_str())
        && TYPES.contains(&word(&value.to_ascii_lowercase()).as_str())
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
