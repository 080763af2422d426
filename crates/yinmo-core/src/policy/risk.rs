use std::collections::BTreeSet;

use super::columns::check_id;
use super::error::Problem;
use super::options::RiskOptions;

/// What must not be worked out from what is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Risk {
    /// How many identity numbers have to remain possible for each row that is published.
    pub floor: u64,
    /// How many rows of a list without names have to share the same quasi-identifiers; 0 if that is not asked.
    pub k: u32,
    /// Counts in tables of statistics are small below this; 0 if that is not asked.
    pub small_count: u64,
    /// Whether small counts are hidden.
    pub hides_small_counts: bool,
    /// How many different values each sensitive column has to have among rows that look alike.
    pub l: u8,
    /// Columns by which somebody may be told from others, by the ids of `yinmo_data::columns`.
    pub quasi_identifiers: BTreeSet<String>,
    /// Columns whose values must not be known of anybody, by the same ids.
    pub sensitive: BTreeSet<String>,
}

impl Default for Risk {
    fn default() -> Self {
        Self {
            floor: 500,
            k: 20,
            l: 2,
            small_count: 5,
            hides_small_counts: false,
            quasi_identifiers: BTreeSet::new(),
            sensitive: BTreeSet::new(),
        }
    }
}

impl Risk {
    /// Puts what a layer says on top.
    pub(super) fn merge(&mut self, options: RiskOptions) -> Result<(), Problem> {
        self.floor = options.floor.unwrap_or(self.floor);
        self.k = options.k.unwrap_or(self.k);
        self.l = options.l.unwrap_or(self.l);
        self.small_count = options.small_count.unwrap_or(self.small_count);
        self.hides_small_counts = options.hide_small_counts.unwrap_or(self.hides_small_counts);
        for (list, said) in [
            (&mut self.quasi_identifiers, options.quasi_identifiers),
            (&mut self.sensitive, options.sensitive),
        ] {
            let Some(said) = said else { continue };
            said.iter().try_for_each(|name| check_id(name.get_ref(), Some(name.span())))?;
            *list = said.into_iter().map(toml::Spanned::into_inner).collect();
        }
        Ok(())
    }
}
