//! People of public life and of history.
//!
//! Compiled for this project from common knowledge, 2026.

use crate::lines;

static TABLE: &str = include_str!("../data/public_figures.txt");

/// How well a name tells who is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fame {
    /// Hardly anybody else bears it.
    Alone,
    /// Others bear it too.
    Shared,
}

/// How a name tells of a person of public life or of history, in simplified writing; `None` if it does not.
///
/// ```
/// use yinmo_data::public_figures::{Fame, fame};
///
/// assert_eq!(fame("诸葛亮"), Some(Fame::Alone));
/// assert_eq!(fame("李宁"), Some(Fame::Shared));
/// assert_eq!(fame("王建坪"), None);
/// ```
pub fn fame(name: &str) -> Option<Fame> {
    let line = lines::find(TABLE, name)?;
    Some(if line == name { Fame::Alone } else { Fame::Shared })
}

/// Every name, in the order of its bytes.
pub fn all() -> impl Iterator<Item = &'static str> {
    lines::entries(TABLE).filter_map(|line| line.split(' ').next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_sorted_names() {
        assert!(lines::entries(TABLE).is_sorted());
        assert!(all().all(|name| name.chars().count() >= 2 && fame(name).is_some()));
    }
}
