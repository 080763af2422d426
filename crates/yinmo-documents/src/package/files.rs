use std::collections::BTreeSet;

use yinmo_core::text::{Place, Surface};

use super::archive::{Archive, ENVELOPE};
use super::flavor::{Fates, Flavor, Reading};
use crate::mapped::{Draft, Edits, EntryId, Escape, Pen};
use crate::{Error, Strip};

/// Archives in which every entry is a file that people put there.
#[derive(Clone)]
pub(crate) struct Files {
    /// Whether the names of the entries are still to be read, which comes first.
    has_names: bool,
    begun: bool,
}

impl Files {
    /// The names of the entries are what the archive says.
    pub(crate) const NAMED: Self = Self { has_names: true, begun: false };
    /// They are made of the archive's own name.
    pub(crate) const UNNAMED: Self = Self { has_names: false, begun: false };
}

impl Flavor for Files {
    fn read(&mut self, package: &mut Archive<'_>, reading: &mut Reading) -> Result<bool, Error> {
        if std::mem::replace(&mut self.begun, true) {
            return Ok(false);
        }
        let mut names = Draft::default();
        for (entry, name) in (0..).zip(package.names()) {
            if self.has_names {
                names.stand(Place::Named("文件名".to_owned()), Surface::Metadata);
                let start = names.text().len();
                names.write(name, name_of(entry), 0..name.len(), Pen::Plain(Escape::None));
                names.is_file_name(start..start + name.len());
                names.end_line();
            }
            if package.is_file(entry) {
                reading.nest(entry);
            }
        }
        reading.prose(names);
        Ok(true)
    }

    fn tailor(
        &mut self,
        package: &mut Archive<'_>,
        edits: &mut Edits,
        _strip: Strip,
    ) -> Result<Fates, Error> {
        let mut fates = Fates::default();
        let named: Vec<EntryId> = edits.entries().filter(|&id| id >= NAMES && id != ENVELOPE).collect();
        let mut taken: BTreeSet<String> = package.names().iter().cloned().collect();
        for id in named {
            let old = package.name(id - NAMES).to_owned();
            let new = String::from_utf8_lossy(&edits.apply(id, old.as_bytes())?).into_owned();
            // File systems refuse some signs.
            let new = numbered(&new.replace('*', "＊"), &taken);
            taken.insert(new.clone());
            fates.rename(id - NAMES, new);
        }
        Ok(fates)
    }
}

/// The name of an entry is edited under another number than the entry.
const NAMES: EntryId = 1 << 31;

fn name_of(entry: EntryId) -> EntryId {
    NAMES + entry
}

/// The same name, or that with a number where it is taken: people whose names are masked may be called the same.
fn numbered(name: &str, taken: &BTreeSet<String>) -> String {
    if !taken.contains(name) {
        return name.to_owned();
    }
    let folder = name.trim_end_matches('/');
    let start = folder.rfind('/').map_or(0, |at| at + 1);
    let is_folder = folder.len() < name.len();
    let dot = folder[start..].rfind('.').filter(|&dot| dot > 0 && !is_folder);
    let (stem, extension) = name.split_at(dot.map_or(folder.len(), |dot| start + dot));
    let mut names = (2..).map(|nth: u64| format!("{stem}({nth}){extension}"));
    names.find(|name| !taken.contains(name)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::numbered;

    #[test]
    fn nobody_takes_a_name_that_is_taken() {
        let taken = ["a/王＊＊.txt", "a/王＊＊(2).txt", "王＊＊/", "王＊＊"].map(str::to_owned).into();
        for (name, expected) in [
            ("王＊＊.txt", "王＊＊.txt"),
            ("a/王＊＊.txt", "a/王＊＊(3).txt"),
            ("王＊＊/", "王＊＊(2)/"),
            ("王＊＊", "王＊＊(2)"),
        ] {
            assert_eq!(numbered(name, &taken), expected);
        }
    }
}
