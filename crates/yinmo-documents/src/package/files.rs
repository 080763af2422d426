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
                names.write(name, name_of(entry), 0..name.len(), Pen::Plain(Escape::None));
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
        for id in named {
            let old = package.name(id - NAMES).to_owned();
            let new = String::from_utf8_lossy(&edits.apply(id, old.as_bytes())?).into_owned();
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
