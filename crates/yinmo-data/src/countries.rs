//! Countries and territories by their Chinese names.
//!
//! Compiled for this project, 2026.

use crate::lines;

static TABLE: &str = include_str!("../data/countries.txt");

/// Whether this is the short name of a country or territory, in simplified writing.
///
/// ```
/// use yinmo_data::countries::is_country;
///
/// assert!(is_country("马拉维"));
/// assert!(!is_country("王建坪"));
/// ```
#[must_use]
pub fn is_country(name: &str) -> bool {
    lines::find(TABLE, name).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_sorted_names() {
        lines::assert_sorted(TABLE);
        assert!(lines::entries(TABLE).all(|name| name.chars().count() >= 2 && !name.contains(' ')));
    }
}
