//! Words for what is true of a person and is nobody else's business: illness, disability, custody, belief, poverty.
//!
//! Compiled for this project from the wording of public forms and notices, 2026. `data/attributes.txt` is one sorted
//! table; a new word is one more line.

use crate::lines;

static TABLE: &str = include_str!("../data/attributes.txt");

/// A word and what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AttributeWord {
    /// The word.
    pub word: &'static str,
    /// The kind it says something about, in kebab-case: `health`, `disability`, … `None` for a word that holds another
    /// one and speaks of no person: `残疾人联合会`.
    pub kind: Option<&'static str>,
    /// Whether it says so only close to the person: `重病` alone may be what a statute is about.
    pub near: bool,
}

/// All words of the table.
///
/// ```
/// use yinmo_data::attributes;
/// let word = attributes::entries().find(|entry| entry.word == "尿毒症").unwrap();
/// assert_eq!((word.kind, word.near), (Some("health"), false));
/// ```
pub fn entries() -> impl Iterator<Item = AttributeWord> {
    lines::entries(TABLE).filter_map(word)
}

fn word(line: &'static str) -> Option<AttributeWord> {
    let mut words = line.split(' ');
    let (word, kind) = (words.next()?, words.next()?);
    Some(AttributeWord { word, kind: Some(kind).filter(|&kind| kind != "-"), near: words.next().is_some() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_well_formed() {
        lines::assert_sorted(TABLE);
        assert!(entries().count() >= 500 && entries().count() == lines::entries(TABLE).count());
        for line in lines::entries(TABLE) {
            assert!(
                matches!(line.split(' ').skip(2).collect::<std::vec::Vec<_>>()[..], [] | ["near"]),
                "{line}"
            );
        }
    }

    #[test]
    fn a_word_that_means_nothing_holds_one_that_does() {
        let means = |entry: &AttributeWord| entry.kind.is_some();
        for empty in entries().filter(|entry| entry.kind.is_none()) {
            assert!(
                entries().any(|entry| means(&entry) && empty.word.contains(entry.word)),
                "{}",
                empty.word
            );
        }
    }
}
