//! How a name is built, as far as hiding it needs to know.

use yinmo_data::surnames;

use crate::text::fold_char;

/// How a person's name is built.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Latin or another alphabet: `ZHANG Xiaoming`.
    Letters,
    /// Given name and father's name with a dot between: 买买提·艾力江.
    Dotted,
    /// Surname and given name; how many characters the surname has, and all have.
    Han { surname: usize, length: usize },
}

/// The shape of `name`; blanks that pad two characters to three do not count.
pub(super) fn shape(name: &str) -> Shape {
    let mut characters = characters(name);
    let first = characters.next().unwrap_or('*');
    if first.is_alphabetic() && first < '\u{2E80}' {
        return Shape::Letters;
    }
    if name.chars().filter_map(fold_char).any(is_dot) {
        return Shape::Dotted;
    }
    let second = characters.next();
    let length = 1 + usize::from(second.is_some()) + characters.count();
    let compound = length > 2 && second.is_some_and(|second| surnames::is_compound(first, second));
    Shape::Han { surname: 1 + usize::from(compound), length }
}

/// The folded characters of a name without blanks.
pub(super) fn characters(name: &str) -> impl Iterator<Item = char> {
    name.chars().filter_map(fold_char).filter(|c| !c.is_whitespace())
}

/// A name as it is compared with others: folded, without blanks and dots.
pub(crate) fn key(name: &str) -> String {
    characters(name).filter(|&c| !is_dot(c)).collect()
}

/// An address as it is compared with others: folded, without blanks, and without the word for a room at its end.
pub(crate) fn home_key(address: &str) -> String {
    let mut key: String = characters(address).collect();
    if key.ends_with('室') {
        key.pop();
    }
    key
}

const fn is_dot(folded: char) -> bool {
    matches!(folded, '·' | '•' | '・' | '‧' | '.' | '`' | '-')
}
