//! Word documents in Office Open XML (ECMA-376): `docx`, and `docm` with programs.
//!
//! Read: paragraphs, with changes accepted, with changes rejected, and what was deleted; tables; text boxes; headers,
//! footers, notes, comments and who wrote them; hidden text; fields; alternative texts; building blocks; properties of
//! the file, settings, data of other programs, charts, and any other part in XML; files within, by their own formats.
//! Rewritten: texts where they stand, the formatting of their runs stays. Parts in which nothing changes are copied as
//! they are, compressed.
//!
//! Not read, and said so: pictures, programs, files of other programs. Refused: encrypted documents.

mod columns;
mod paragraph;
mod story;
mod vanished;

use std::collections::{BTreeSet, HashMap, VecDeque};

use yinmo_core::text::Surface;

use crate::mapped::{Edits, EntryId, Name, RemovedCells};
use crate::package::opc::{Types, main_part};
use crate::package::walk::{Rules, walk};
use crate::package::xml::Tag;
use crate::package::{Archive, Fates, Flavor, Holds, Packaged, Reading, office};
use crate::{Error, Extra, FileType, Format, Strip};
use story::{Story, Title};

/// Word documents.
pub static FORMAT: &dyn Format = &Packaged {
    id: "docx",
    extensions: &["docx", "docm", "dotx", "dotm"],
    file_types: &[FileType::Docx],
    is_prose: true,
    holds: Holds::Entries(|| Box::new(Word::default())),
};

/// The parts in the order in which they are read: the body first.
#[derive(Default)]
struct Word {
    parts: Option<(Types, VecDeque<EntryId>)>,
    /// The cells that go, by part.
    removed: HashMap<EntryId, columns::Removed>,
}

impl Flavor for Word {
    fn read(&mut self, package: &mut Archive<'_>, reading: &mut Reading) -> Result<bool, Error> {
        let Some((types, parts)) = &mut self.parts else {
            let (_, main) = main_part(package)?;
            let others = (0..package.names().len() as EntryId).filter(|&entry| entry != main);
            self.parts = Some((Types::read(package)?, std::iter::once(main).chain(others).collect()));
            return Ok(true);
        };
        let Some(entry) = parts.pop_front() else { return Ok(false) };
        let name = package.name(entry).to_owned();
        let Some((title, surface)) = title(types.of(&name)) else {
            office::read_part(package, types, entry, reading)?;
            return Ok(true);
        };
        let bytes = package.read(entry)?;
        let xml =
            std::str::from_utf8(&bytes).map_err(|error| Error::undecodable(error.valid_up_to() as u64))?;
        if matches!(title, Title::Each("批注")) {
            reading
                .note(yinmo_core::text::Place::Named("批注".to_owned()), crate::What::Extra(Extra::Comments));
        }
        Story::new((entry, xml), title, surface, reading).read()?;
        Ok(true)
    }

    fn lose(&mut self, part: Option<EntryId>, removed: RemovedCells) {
        if let (Some(part), Name::Table(table)) = (part, removed.name) {
            self.removed.entry(part).or_default().entry(table).or_default().extend(removed.cells);
        }
    }

    fn tailor(&mut self, package: &mut Archive<'_>, edits: &mut Edits, strip: Strip) -> Result<Fates, Error> {
        let types = Types::read(package)?;
        let stories = (0..package.names().len() as EntryId)
            .filter(|&entry| title(types.of(package.name(entry))).is_some())
            .collect::<Vec<_>>();
        for entry in stories {
            if strip.takes(Extra::Comments) {
                office::cut_tags(package, entry, edits, |tag| COMMENT_MARKS.contains(&tag.name))?;
            }
            if strip.takes(Extra::TrackedChanges) {
                let bytes = package.read(entry)?;
                let text = std::str::from_utf8(&bytes).map_err(|_| Error::undecodable(0))?;
                walk((entry, text), &mut Accepted, edits)?;
                office::unwrap_tags(package, entry, edits, |tag| matches!(tag.name, "ins" | "moveTo"))?;
            }
            if strip.takes(Extra::VanishedText) {
                let bytes = package.read(entry)?;
                let text = std::str::from_utf8(&bytes).map_err(|_| Error::undecodable(0))?;
                vanished::remove((entry, text), edits)?;
            }
            if let Some(removed) = self.removed.get(&entry) {
                let bytes = package.read(entry)?;
                let text = std::str::from_utf8(&bytes).map_err(|_| Error::undecodable(0))?;
                columns::remove((entry, text), removed, edits)?;
            }
        }
        office::tailor(package, &types, edits, strip, BTreeSet::new())
    }
}

/// What shows in the text that something was commented.
const COMMENT_MARKS: [&str; 3] = ["commentRangeStart", "commentRangeEnd", "commentReference"];

/// A story in which all changes are accepted.
struct Accepted;

impl Rules for Accepted {
    fn goes(&mut self, tag: &Tag<'_>, _parents: &[&str]) -> bool {
        goes_with_changes(tag)
    }
}

/// What tells of changes that were not accepted yet, and what those took away.
fn goes_with_changes(tag: &Tag<'_>) -> bool {
    let is_change = |name: &str| {
        name.ends_with("Change") || name.starts_with("moveFromRange") || name.starts_with("moveToRange")
    };
    match tag.name {
        "del" | "moveFrom" => true,
        // The mark of an inserted paragraph.
        "ins" | "moveTo" => tag.is_empty,
        name => is_change(name),
    }
}

/// What the part is that has this content type, if it holds paragraphs.
fn title(content_type: &str) -> Option<(Title, Surface)> {
    let kind = content_type.strip_suffix("+xml")?.rsplit(['.', '/']).next()?;
    let word = content_type.contains("wordprocessingml") || content_type.contains("ms-word");
    Some(match kind {
        "main" if content_type.contains("glossary") => (Title::Named("构建基块"), Surface::Hidden),
        "main" if word => (Title::Body, Surface::Visible),
        "header" if word => (Title::Named("页眉"), Surface::Visible),
        "footer" if word => (Title::Named("页脚"), Surface::Visible),
        "footnotes" if word => (Title::Each("脚注"), Surface::Visible),
        "endnotes" if word => (Title::Each("尾注"), Surface::Visible),
        "comments" if word => (Title::Each("批注"), Surface::Metadata),
        _ if word && content_type.contains("document.glossary") => {
            (Title::Named("构建基块"), Surface::Hidden)
        }
        _ => return None,
    })
}
