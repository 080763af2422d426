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
    /// Columns by which somebody may be told from others, by the ids of `yinmo_data::columns`.
    pub quasi_identifiers: BTreeSet<String>,
    /// Columns whose values must not be known of anybody, by the same ids.
    pub sensitive: BTreeSet<String>,
}

impl Default for Risk {
    fn default() -> Self {
        Self { floor: 500, k: 20, quasi_identifiers: BTreeSet::new(), sensitive: BTreeSet::new() }
    }
}

impl Risk {
    /// Puts what a layer says on top.
    pub(super) fn merge(&mut self, options: RiskOptions) -> Result<(), Problem> {
        self.floor = options.floor.unwrap_or(self.floor);
        self.k = options.k.unwrap_or(self.k);
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
