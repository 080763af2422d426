//! Cities outside China, by their Chinese names.

use crate::lines;

static TABLE: &str = include_str!("../data/foreign_places.txt");

/// Whether this is the name of a city abroad, in simplified writing and without what it is.
///
/// ```
/// use yinmo_data::foreign_places::is_place;
///
/// assert!(is_place("贝尔格莱德"));
/// assert!(!is_place("买买提"));
/// ```
pub fn is_place(name: &str) -> bool {
    lines::find(TABLE, name).is_some()
}

/// Every name, in the order of its bytes.
pub fn all() -> impl Iterator<Item = &'static str> {
    lines::entries(TABLE)
}
