//! Names of townships, towns, street offices and units of their rank: the level below the county, at which public
//! profiles cut an address.
//!
//! `data/townships.txt` is generated; its header names source and date.

use crate::lines;

static TABLE: &str = include_str!("../data/townships.txt");

/// Whether `name`, complete with its ending, is the name of a township or street office in use.
///
/// ```
/// use yinmo_data::townships;
/// assert!(townships::contains("三墩镇") && townships::contains("清波街道"));
/// assert!(!townships::contains("三墩") && !townships::contains("三墩镇青云村"));
/// ```
#[must_use]
pub fn contains(name: &str) -> bool {
    !name.starts_with('#') && lines::find(TABLE, name) == Some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_complete() {
        lines::assert_sorted(TABLE);
        let count = lines::entries(TABLE).count();
        assert!((30_000..40_000).contains(&count), "{count}");
        assert!(TABLE.len() < 700_000);
        assert!(lines::entries(TABLE).all(contains));
    }

    #[test]
    fn what_only_looks_like_an_entry_is_refused() {
        for name in ["", " ", "#", "# Names of townships", "镇", "街道", "农场", "王建坪", "三墩镇\n"]
        {
            assert!(!contains(name), "{name:?}");
        }
    }
}
