//! Streams that workbooks and documents have in common: properties of the file, programs, objects, signatures.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};
use yinmo_core::text::{Place, Surface};

use super::{Compound, SOURCES, pictures, properties};
use crate::mapped::{Edits, EntryId};
use crate::package::Reading;
use crate::package::markup::read_generic;
use crate::package::opaque::{Likely, is_whole, read_text, vba};
use crate::{Error, Extra, FileType, Reason, Strip, What};

/// What a stream is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Properties,
    Macros,
    Embedded,
    CustomXml,
    Signature,
    /// The log of a workbook that several people work at.
    Revisions,
    /// The name of the program, and links: little, and text.
    Small,
    Other,
}

impl Role {
    fn of(path: &str) -> Self {
        let top = path.split('/').next().unwrap_or_default();
        match top {
            "\u{5}SummaryInformation" | "\u{5}DocumentSummaryInformation" => Self::Properties,
            "Macros" | "_VBA_PROJECT_CUR" | "_VBA_PROJECT" | "VBA" | "Ctls" | "OCXNAME" => Self::Macros,
            "ObjectPool" => Self::Embedded,
            "MsoDataStore" => Self::CustomXml,
            "_xmlsignatures" | "_signatures" | "\u{5}DigitalSignature" => Self::Signature,
            "Revision Log" | "User Names" => Self::Revisions,
            "\u{1}CompObj" | "\u{1}Ole" | "\u{3}ObjInfo" => Self::Small,
            _ if top.starts_with("MBD") || top.starts_with("LNK") => Self::Embedded,
            _ => Self::Other,
        }
    }

    const fn extra(self) -> Option<Extra> {
        match self {
            Self::Macros => Some(Extra::Macros),
            Self::Embedded => Some(Extra::Embedded),
            Self::CustomXml => Some(Extra::CustomXml),
            Self::Revisions => Some(Extra::TrackedChanges),
            Self::Properties | Self::Signature | Self::Small | Self::Other => None,
        }
    }

    const fn file_type(self) -> FileType {
        match self {
            Self::Macros => FileType::Program,
            _ => FileType::Ole,
        }
    }
}

/// Reads all streams but those that are `known`.
pub(crate) fn read(file: &Compound, known: &[EntryId], reading: &mut Reading) {
    // What belongs together, by its storage, is looked at by people as one thing.
    let mut groups: BTreeMap<String, (Role, Sha256)> = BTreeMap::new();
    for (entry, found) in (0..).zip(file.entries()) {
        let Some(bytes) = found.bytes.as_deref().filter(|_| !known.contains(&entry)) else { continue };
        let role = Role::of(&found.path);
        let place = Place::Named(shown(&found.path));
        match role {
            Role::Properties => properties::read(entry, bytes, reading),
            Role::Small => strings(entry, bytes, &place, reading),
            Role::Signature => reading.note(place, What::Signature),
            Role::CustomXml => {
                reading.note(place.clone(), What::Extra(Extra::CustomXml));
                if read_generic((entry, bytes), &place, Surface::Metadata, reading).is_err() {
                    strings(entry, bytes, &place, reading);
                }
            }
            Role::Macros | Role::Embedded | Role::Revisions | Role::Other => {
                if bytes.is_empty() {
                    continue;
                }
                let group = groups.entry(group(role, &found.path)).or_insert_with(|| (role, Sha256::new()));
                group.1.update(found.path.as_bytes());
                group.1.update(bytes);
                strings(entry, bytes, &place, reading);
            }
        }
    }
    for (name, (role, hash)) in groups {
        let place = Place::Named(shown(&name));
        if let Some(extra) = role.extra() {
            reading.note(place.clone(), What::Extra(extra));
        }
        let reason = Reason::UnsupportedType(role.file_type());
        reading.note(place, What::Unread { reason, hash: hash.finalize().into(), goes_with: role.extra() });
    }
}

/// The storage whose streams are one thing.
fn group(role: Role, path: &str) -> String {
    let depth = if path.starts_with("ObjectPool/") { 2 } else { 1 };
    let depth = if role == Role::Other { usize::MAX } else { depth };
    path.split('/').take(depth).collect::<Vec<_>>().join("/")
}

/// A path as people can read it: names of Office's own streams begin with a control character.
pub(super) fn shown(path: &str) -> String {
    path.chars().filter(|c| !c.is_control()).collect()
}

/// Reads what looks like text, and the source of programs out of its compression.
fn strings(entry: EntryId, bytes: &[u8], place: &Place, reading: &mut Reading) {
    if is_whole(bytes, "") {
        return reading.nest(entry);
    }
    let mut rest = pictures::unread(bytes, place, reading);
    let seen = (place, Surface::Hidden);
    if let Some((start, source)) = vba::container(bytes) {
        rest.truncate(start);
        let likely = if start == 0 { Likely::Perhaps } else { Likely::Mostly };
        read_text((SOURCES + entry, &source, 0), seen, likely, reading);
    }
    read_text((entry, &rest, 0), seen, Likely::Perhaps, reading);
}

/// What `strip` does to them; gives what goes. Signatures go once anything changes.
pub(crate) fn tailor(file: &Compound, edits: &mut Edits, strip: Strip) -> Result<BTreeSet<EntryId>, Error> {
    let mut gone = BTreeSet::new();
    for (entry, found) in (0..).zip(file.entries()) {
        let role = Role::of(&found.path);
        if role.extra().is_some_and(|extra| strip.takes(extra)) {
            gone.insert(entry);
        }
        if let (Role::Properties, Some(bytes)) = (role, &found.bytes) {
            let (metadata, thumbnails) = (strip.takes(Extra::Metadata), strip.takes(Extra::Thumbnails));
            properties::strip(entry, bytes, metadata, thumbnails, edits);
        }
    }
    if !gone.is_empty() || edits.entries().next().is_some() {
        let signed = (0..).zip(file.entries()).filter(|(_, entry)| Role::of(&entry.path) == Role::Signature);
        gone.extend(signed.map(|(entry, _)| entry));
    }
    Ok(gone)
}
